//! The published tables of the database, in both generations (reference: database-schema).

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::sqlserver::{Column, Published, PublishedTable, Table, TableName};

/// Group Chat until Lync 2010, or Persistent Chat from Lync 2013 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// OCS 2007 R2 and Lync Server 2010 Group Chat.
    Legacy,
    /// Lync Server 2013 and Skype for Business Server Persistent Chat.
    Current,
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

static PUBLISHED: LazyLock<Published> = LazyLock::new(|| {
    let written: Written = toml::from_str(include_str!("schema.toml")).unwrap_or_else(|error| {
        // The text is part of the program, and a test reads it.
        unreachable!("schema.toml: {error}")
    });
    let known = |generation: Generation, tables: Vec<WrittenTable>| {
        tables.into_iter().map(move |written| PublishedTable {
            version: generation.version(),
            of: generation.name(),
            table: Arc::new(Table {
                name: TableName::new("dbo", &written.table),
                columns: written.columns.iter().map(|text| column(text)).collect(),
            }),
        })
    };
    let tables = known(Generation::Legacy, written.legacy)
        .chain(known(Generation::Current, written.current))
        .collect();
    Published {
        tables,
        others: &OTHERS,
        // The topics once call a table by another name (reference: database-schema, 1).
        renamed: &[("tblScopedPrincipal", "tblScopePrincipal")],
    }
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

/// The tables of both generations: those that a migration needs with their columns, those of the older one first.
pub fn published() -> &'static Published {
    &PUBLISHED
}

/// The tables that a migration needs, as a generation has them.
pub fn tables(generation: Generation) -> impl Iterator<Item = &'static Arc<Table>> {
    let all = published().tables.iter();
    all.filter(move |it| it.version == generation.version())
        .map(|it| &it.table)
}

impl Generation {
    fn version(self) -> u8 {
        match self {
            Generation::Legacy => 1,
            Generation::Current => 2,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Generation::Legacy => "Group Chat (until 2010)",
            Generation::Current => "Persistent Chat (2013)",
        }
    }
}

/// Whether this is the name of a table of the schema, perhaps with the number of a part: `tblChat-2`.
pub(crate) fn is_table(name: &str) -> bool {
    let counts =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '(' | ')' | '[' | ']');
    let name = name.trim_matches(counts);
    published().has(name) || published().is_other(name)
}

/// Whether this is the name of a table of the schema, or of a column of one that a migration needs, in any case.
pub(crate) fn is_name(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let tables = published().tables.iter().flat_map(|known| {
            let columns = known.table.columns.iter().map(|column| &*column.name);
            columns.chain([&*known.table.name.name])
        });
        let renamed = published().renamed.iter().map(|(name, _)| *name);
        tables.chain(renamed).map(str::to_lowercase).collect()
    });
    NAMES.contains(&name.to_lowercase()) || published().is_other(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_type() {
        assert_eq!(published().tables.len(), 18);
        for PublishedTable { table, .. } in &published().tables {
            for column in &table.columns {
                assert!(column.sql_type.is_some(), "{} {}", table.name, column.name);
            }
        }
        let [legacy, current] = published().named("TBLCHAT").collect::<Vec<_>>()[..] else {
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
