//! Names that are no secret: those of the published schema, and the words of SQL.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Replace;
use crate::source::sql::schema;
use crate::source::sql::table::Kind;

/// Words of SQL that stand in scripts beside rows, and of the lines that tools write around them. A word that is not here is
/// taken for somebody's own: then it is replaced, which does no harm but to the looks of a script.
const WORDS: &str = "\
    add after all alter always and ansi_null_dflt_on ansi_nulls ansi_padding ansi_warnings any arithabort as asc authorization \
    before begin between break bulk by cascade case catch change check checkpoint close clustered collate column columns commit \
    concat_null_yields_null constraint continue convert create cross current cursor data database dbo deallocate \
    declare default delete deleted deny desc disable distinct drop else enable end escape except exec execute exists external \
    fetch file filegroup fillfactor first for foreign from full function go grant group having holdlock identity identity_insert if in \
    include index inner insert inserted instead intersect into is isolation join key left level like log \
    matched maxdop merge national nchar next no nocheck nocount nolock nonclustered not null numeric_roundabort of off on \
    open option or order outer output over pad_index page partition percent persisted plan precision primary print proc \
    procedure public quoted_identifier raiserror read readtext recompile reconfigure references replication restore restrict return \
    returns revert revoke right rollback rowcount rowguidcol rows rule save schema schemabinding select set \
    sort_in_tempdb source sp_executesql sp_rename statistics statistics_norecompute switch synonym sys system table tablock \
    tablockx target textimage_on textsize then ties to top tran transaction trigger truncate try try_cast try_convert type \
    uncommitted union unique update updatetext updlock use user using values varying view waitfor when where while with \
    within writetext xact_abort allow_page_locks allow_row_locks ignore_dup_key drop_existing online max cast char sysname \
    data_compression n ts d t guid \
    type data sep changed context datarow selected pscustomobject";

static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = WORDS.split_ascii_whitespace().map(str::to_owned);
    let tables = schema::known().iter().flat_map(|known| {
        let columns = known.table.columns.iter().map(|column| &*column.name);
        columns.chain([&*known.table.name.name])
    });
    let tables = tables.chain(["tblScopedPrincipal"]);
    words.chain(tables.map(str::to_lowercase)).collect()
});

/// Whether a name or a word says nothing of whom it is from.
pub(in crate::source::sql) fn is_public(name: &str) -> bool {
    let is_known = |name: &str| KNOWN.contains(&name.to_lowercase()) || Kind::parse(name).is_some();
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    is_number || is_known(name) || schema::is_other(name)
}

/// Appends a line with names of columns, whatever stands between them.
pub(in crate::source::sql) fn in_header(text: &[u8], by: &dyn Replace, out: &mut Vec<u8>) {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    for part in text.chunk_by(|a, b| is_name(a) == is_name(b)) {
        let name = String::from_utf8_lossy(part);
        if part.first().is_some_and(is_name) && !is_public(&name) {
            out.extend_from_slice(by.name(&name).as_bytes());
        } else {
            out.extend_from_slice(part);
        }
    }
}
