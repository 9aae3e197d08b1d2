//! The published tables of the database, in both generations (reference: database-schema).

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::pool::Table;
use crate::sqlserver::{Column, TableName};

/// Group Chat until Lync 2010, or Persistent Chat from Lync 2013 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// OCS 2007 R2 and Lync Server 2010 Group Chat.
    Legacy,
    /// Lync Server 2013 and Skype for Business Server Persistent Chat.
    Current,
}

/// A table that a migration needs, as a generation has it.
#[derive(Clone, Debug)]
pub struct KnownTable {
    /// Whose it is.
    pub generation: Generation,
    /// Its name and columns.
    pub table: Arc<Table>,
}

/// Tables that a migration does not need: they are known, and not read (reference: database-schema, 2).
const OTHERS: [&str; 33] = [
    "tblADCookie",
    "tblPrincipalMemberDifference",
    "tblADUpdates",
    "tblADUpdate",
    "tblPrincipalMembers",
    "tblPrincipalMeta",
    "tblSkippedAffiliations",
    "tblTree",
    "tblPurgedRoles",
    "tblPurgedScoped",
    "tblEnumAttribute",
    "tblEnumValue",
    "tblPrincipalInvites",
    "tblLastInviteId",
    "tblLastChatId",
    "tblPreference",
    "tblFileToken",
    "tblServerIdentity",
    "tblAdminLock",
    "tblSystemRevision",
    "tblActivePeers",
    "tblVersion",
    "tblConfig",
    "tblLogs",
    "tblComplianceData",
    "tblComplianceFanout",
    "tblComplianceParticipant",
    "tblComplianceTranslator",
    "tblLastComplianceID",
    "tblComplianceVersion",
    "tblComplianceState",
    "sysdiagrams",
    "dtproperties",
];

#[derive(Deserialize)]
struct Written {
    legacy: Vec<WrittenTable>,
    current: Vec<WrittenTable>,
}

#[derive(Deserialize)]
struct WrittenTable {
    table: String,
    columns: Vec<String>,
}

static KNOWN: LazyLock<Vec<KnownTable>> = LazyLock::new(|| {
    let written: Written = toml::from_str(include_str!("schema.toml")).unwrap_or_else(|error| {
        // The text is part of the program, and a test reads it.
        unreachable!("schema.toml: {error}")
    });
    let known = |generation, tables: Vec<WrittenTable>| {
        tables.into_iter().map(move |written| KnownTable {
            generation,
            table: Arc::new(Table {
                name: TableName::new("dbo", &written.table),
                columns: written.columns.iter().map(|text| column(text)).collect(),
            }),
        })
    };
    known(Generation::Legacy, written.legacy)
        .chain(known(Generation::Current, written.current))
        .collect()
});

fn column(text: &str) -> Column {
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    let sql_type = rest.strip_suffix(" not null");
    Column {
        name: name.into(),
        nullable: sql_type.is_none(),
        sql_type: sql_type.unwrap_or(rest).parse().ok(),
    }
}

/// The tables that a migration needs, those of the older generation first.
pub fn known() -> &'static [KnownTable] {
    &KNOWN
}

/// The tables of this name, in any case: one for each generation.
pub fn named(name: &str) -> impl Iterator<Item = &'static KnownTable> {
    let wanted = canonical(name);
    known()
        .iter()
        .filter(move |known| known.table.name.name.eq_ignore_ascii_case(&wanted))
}

/// Whether the schema has a table of this name that a migration does not need.
pub fn is_other(name: &str) -> bool {
    OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Whether this is the name of a table of the schema, perhaps with the number of a part: `tblChat-2`.
pub(crate) fn is_table(name: &str) -> bool {
    let counts =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '(' | ')' | '[' | ']');
    let name = name.trim_matches(counts);
    named(name).next().is_some() || is_other(name)
}

/// The topics once call a table by another name (reference: database-schema, 1).
fn canonical(name: &str) -> String {
    if name.eq_ignore_ascii_case("tblScopedPrincipal") {
        return "tblScopePrincipal".to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_type() {
        assert_eq!(known().len(), 18);
        for KnownTable { table, .. } in known() {
            for column in &table.columns {
                assert!(column.sql_type.is_some(), "{} {}", table.name, column.name);
            }
        }
        let [legacy, current] = named("TBLCHAT").collect::<Vec<_>>()[..] else {
            panic!("two generations");
        };
        assert_eq!(legacy.table.columns.len(), 6);
        let rtf = &current.table.columns[6];
        assert_eq!(
            (rtf.sql_type.unwrap().to_string().as_str(), rtf.nullable),
            ("varchar(max)", true)
        );
    }
}
