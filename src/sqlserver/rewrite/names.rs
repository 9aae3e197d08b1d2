//! Names that are no secret: the words of SQL, and what the [`Replace`] knows.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::sqlserver::rows::rewrite::Replace;
use crate::sqlserver::{Kind, script};

/// Words of SQL that stand in scripts beside rows, and of the lines that tools write around rows. Those by which
/// scripts are known are not among them. A word that is nowhere is taken for a name of the database's own: then it is
/// replaced, which does no harm but to the looks of a script.
const WORDS: &str = "\
    add after all allow_page_locks allow_row_locks always and any as asc authorization before between break by cascade \
    case cast catch change changed char check close collate column columns connect constraint context continue convert \
    cross current cursor d data data_compression datarow dbo deallocate deleted desc distinct dmy drop_existing escape \
    except exists external fetch file filegroup fillfactor first for foreign from full group guid having holdlock \
    identity ignore_dup_key in include inner inserted instead intersect into is isolation join key left level like log \
    matched max maxdop mdy n national nchar next no nocheck nolock not null object object_id of off on online open \
    option or order outer output over pad_index page percent period persisted plan precision primary pscustomobject \
    public r read readtext recompile reconfigure references replication restore restrict returns revert right rowcount \
    rowguidcol rows schemabinding selected sep setvar sort_in_tempdb source sp_executesql sp_msforeachdb \
    sp_msforeachtable sp_rename statistics_norecompute switch sys sysname system t tablock tablockx target \
    textimage_on textsize then ties to top tran transaction try try_cast try_convert ts uncommitted union updatetext \
    updlock using values varying when where within writetext ymd";

static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let of_scripts = script::words().map(str::to_lowercase);
    let words = WORDS.split_ascii_whitespace().map(str::to_owned);
    let words = words.chain(of_scripts);
    words.map(|word| word.to_lowercase()).collect()
});

/// Whether a name or a word says nothing of whom it is from.
pub(crate) fn is_public(name: &str, by: &dyn Replace) -> bool {
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = KNOWN.contains(&name.to_lowercase()) || Kind::parse(name).is_some();
    is_number || is_word || by.is_public(name)
}

/// Appends a line with names of columns, whatever stands between them.
pub(crate) fn in_header(text: &[u8], by: &dyn Replace, out: &mut Vec<u8>) {
    in_words(text, |name| !is_public(name, by), by, out);
}

/// Appends what a tool says behind rows, in whatever language: how many there are, and when that was.
pub(crate) fn in_trailer(text: &[u8], by: &dyn Replace, out: &mut Vec<u8>) {
    in_words(
        text,
        |name| !name.starts_with(|c: char| c.is_ascii_digit()),
        by,
        out,
    );
}

fn in_words(text: &[u8], is_own: impl Fn(&str) -> bool, by: &dyn Replace, out: &mut Vec<u8>) {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    for part in text.chunk_by(|a, b| is_name(a) == is_name(b)) {
        let name = String::from_utf8_lossy(part);
        if part.first().is_some_and(is_name) && is_own(&name) {
            out.extend_from_slice(by.name(&name).as_bytes());
        } else {
            out.extend_from_slice(part);
        }
    }
}
