//! Which column of a table holds which field.

use super::fault::RowFault;
use crate::pool::schema;
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::{Kind, Row, Table, Value};

/// What a table is to a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Meaning {
    Chat,
    Node,
    Principal,
    Affiliations,
    RoleType,
    Roles,
    Scope,
    Addins,
    /// One of the schema that a migration does not need.
    Other,
    /// One that the schema does not have.
    Unknown,
}

/// A table's columns by field: the fields of each role in the order of its list below.
#[derive(Debug)]
pub(crate) struct Binding {
    pub meaning: Meaning,
    /// Where each field stands in a row; [`ABSENT`] where the table has no such column.
    columns: Vec<usize>,
}

/// A place that no row has.
const ABSENT: usize = usize::MAX;

/// A field: the name of its column, whether the table is of no use without it, and what it holds.
type Field = (&'static str, bool, Holds);

/// What a column holds, for a rewrite of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// The id of a principal.
    Principal,
    /// That of a category or a room.
    Node,
    /// That of a message in its room.
    Message,
    /// The GUID of an add-in.
    Addin,
    /// Any other GUID.
    Guid,
    /// A text, a name or an address.
    Words,
    /// A formatted text.
    Rtf,
    /// What a role is called.
    RoleType,
    /// A number, a time, a flag: its form tells nothing of a person.
    Setting,
}

const NEEDED: bool = true;
const EXTRA: bool = false;

/// The fields of `tblChat` by place in [`CHAT`]; and so on for the others.
pub mod chat {
    pub const ROOM: usize = 0;
    pub const ID: usize = 1;
    pub const DATE: usize = 2;
    pub const AUTHOR: usize = 3;
    pub const CONTENT: usize = 4;
    pub const ALERT: usize = 5;
    pub const RTF: usize = 6;
}

const CHAT: &[Field] = &[
    ("channelID", NEEDED, Holds::Node),
    ("chatID", NEEDED, Holds::Message),
    ("chatDate", NEEDED, Holds::Setting),
    ("userId", NEEDED, Holds::Principal),
    ("content", NEEDED, Holds::Words),
    ("isAlert", EXTRA, Holds::Setting),
    ("rtf", EXTRA, Holds::Rtf),
];

/// `tblNode`.
pub mod node {
    pub const ID: usize = 0;
    pub const PARENT: usize = 1;
    pub const TYPE: usize = 2;
    pub const NAME: usize = 3;
    pub const GUID: usize = 4;
    pub const DESCRIPTION: usize = 5;
    pub const TOPIC: usize = 6;
    pub const DISABLED: usize = 7;
    pub const INVITE: usize = 8;
    pub const LOGGED: usize = 9;
    pub const FILE_POST: usize = 10;
    pub const BEHAVIOR: usize = 11;
    pub const VISIBILITY: usize = 12;
    pub const ADDIN: usize = 13;
    pub const ROLE_DEFINER: usize = 14;
    pub const OVERRIDE_MEMBER: usize = 15;
    pub const RESTRICT_CHILD_CREATE: usize = 16;
}

const NODE: &[Field] = &[
    ("nodeID", NEEDED, Holds::Node),
    ("parentID", NEEDED, Holds::Node),
    ("nodeType", NEEDED, Holds::Setting),
    ("nodeName", NEEDED, Holds::Words),
    ("nodeGuid", EXTRA, Holds::Guid),
    ("nodeDesc", EXTRA, Holds::Words),
    ("topic", EXTRA, Holds::Words),
    ("disabled", EXTRA, Holds::Setting),
    ("invite", EXTRA, Holds::Setting),
    ("logged", EXTRA, Holds::Setting),
    ("filePost", EXTRA, Holds::Setting),
    ("behavior", EXTRA, Holds::Setting),
    ("visibility", EXTRA, Holds::Setting),
    ("siopID", EXTRA, Holds::Addin),
    ("roleDefinerId", EXTRA, Holds::Node),
    ("overrideMember", EXTRA, Holds::Setting),
    ("restrictChildCreate", EXTRA, Holds::Setting),
];

/// `tblPrincipal`.
pub mod principal {
    pub const ID: usize = 0;
    pub const TYPE: usize = 1;
    pub const URI: usize = 2;
    pub const GUID: usize = 3;
    pub const NAME: usize = 4;
    pub const DISPLAY_NAME: usize = 5;
    pub const COMPANY: usize = 6;
    pub const EMAIL: usize = 7;
    pub const AD_PATH: usize = 8;
    pub const USER_PRINCIPAL_NAME: usize = 9;
    pub const DISABLED: usize = 10;
}

const PRINCIPAL: &[Field] = &[
    ("prinID", NEEDED, Holds::Principal),
    ("prinTypeID", NEEDED, Holds::Setting),
    ("prinUri", NEEDED, Holds::Words),
    ("prinGuid", EXTRA, Holds::Guid),
    ("prinName", EXTRA, Holds::Words),
    ("prinDisplayName", EXTRA, Holds::Words),
    ("prinCompanyName", EXTRA, Holds::Words),
    ("prinEmail", EXTRA, Holds::Words),
    ("prinADPath", EXTRA, Holds::Words),
    ("prinADUserPrincipalName", EXTRA, Holds::Words),
    ("prinDisabled", EXTRA, Holds::Setting),
];

const AFFILIATIONS: &[Field] = &[
    ("principalID", NEEDED, Holds::Principal),
    ("affiliationID", NEEDED, Holds::Principal),
    ("index", EXTRA, Holds::Setting),
];

/// Where the third part of the key of `tblPrincipalAffiliations` stands.
pub const AFFILIATION_INDEX: usize = 2;

const ROLE_TYPE: &[Field] = &[
    ("rtypeID", NEEDED, Holds::Setting),
    ("rtypeDesc", NEEDED, Holds::RoleType),
];
const ROLES: &[Field] = &[
    ("prinRoleNodeID", NEEDED, Holds::Node),
    ("prinRolePrinID", NEEDED, Holds::Principal),
    ("prinRoleTypeID", NEEDED, Holds::Setting),
];
const SCOPE: &[Field] = &[
    ("scopeNodeID", NEEDED, Holds::Node),
    ("scopePrinID", NEEDED, Holds::Principal),
    ("scopeIsDenied", EXTRA, Holds::Setting),
];
const ADDINS: &[Field] = &[
    ("siopID", NEEDED, Holds::Addin),
    ("siopName", NEEDED, Holds::Words),
    ("siopUrl", NEEDED, Holds::Words),
];

impl Meaning {
    /// What the table of this name is.
    pub fn of(table: &Table) -> Meaning {
        let name = &*table.name.name;
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let role = Meaning::READ.into_iter().find(|role| is(role.table()));
        match role {
            Some(role) => role,
            None if is("tblScopedPrincipal") => Meaning::Scope,
            // Its numbers are published (reference: database-schema, 3.2).
            None if is("tblPrincipalType") || schema::published().is_other(name) => Meaning::Other,
            None => Meaning::Unknown,
        }
    }

    /// Those whose rows are read.
    const READ: [Meaning; 8] = [
        Meaning::Chat,
        Meaning::Node,
        Meaning::Principal,
        Meaning::Affiliations,
        Meaning::RoleType,
        Meaning::Roles,
        Meaning::Scope,
        Meaning::Addins,
    ];

    /// The name of the table.
    pub fn table(self) -> &'static str {
        match self {
            Meaning::Chat => "tblChat",
            Meaning::Node => "tblNode",
            Meaning::Principal => "tblPrincipal",
            Meaning::Affiliations => "tblPrincipalAffiliations",
            Meaning::RoleType => "tblRoleType",
            Meaning::Roles => "tblPrincipalRole",
            Meaning::Scope => "tblScopePrincipal",
            Meaning::Addins => "tblSiopWhiteList",
            Meaning::Other | Meaning::Unknown => "",
        }
    }

    fn fields(self) -> &'static [Field] {
        match self {
            Meaning::Chat => CHAT,
            Meaning::Node => NODE,
            Meaning::Principal => PRINCIPAL,
            Meaning::Affiliations => AFFILIATIONS,
            Meaning::RoleType => ROLE_TYPE,
            Meaning::Roles => ROLES,
            Meaning::Scope => SCOPE,
            Meaning::Addins => ADDINS,
            Meaning::Other | Meaning::Unknown => &[],
        }
    }
}

impl Binding {
    /// Finds the columns.
    pub fn new(table: &Table) -> Result<Self, Fault> {
        let meaning = Meaning::of(table);
        let mut columns = Vec::new();
        for (name, needed, _) in meaning.fields() {
            let column = table.column(name);
            if column.is_none() && *needed {
                let what = RowFault::NoColumn {
                    column: name,
                    columns: table.columns.iter().map(|it| it.name.to_string()).collect(),
                };
                return Err(Fault::new(0, what).fatal());
            }
            columns.push(column.unwrap_or(ABSENT));
        }
        Ok(Binding { meaning, columns })
    }

    /// The value of a field; NULL where the table has no such column.
    #[inline]
    pub fn get<'a>(&self, row: &Row<'a>, field: usize) -> Value<'a> {
        row.get(self.columns[field])
    }

    /// The table and the column of a field.
    pub fn path(&self, field: usize) -> String {
        format!("{}.{}", self.meaning.table(), self.name(field))
    }

    /// The name of a field's column, as the schema has it.
    pub fn name(&self, field: usize) -> &'static str {
        self.meaning.fields()[field].0
    }
}

/// Whether the schema has this table.
pub(crate) fn is_known(table: &Table) -> bool {
    Meaning::of(table) != Meaning::Unknown
}

/// What a column of this table holds; `None` where no generation of the schema has it.
pub(crate) fn holds(table: &Table, column: &str) -> Option<Holds> {
    let mut fields = Meaning::of(table).fields().iter();
    let field = fields.find(|(name, ..)| name.eq_ignore_ascii_case(column));
    if let Some((.., holds)) = field {
        return Some(*holds);
    }
    let known = schema::published()
        .named(&table.name.name)
        .find_map(|known| {
            let at = known.table.column(column)?;
            known.table.columns.get(at)?.sql_type
        });
    Some(match known?.kind {
        Kind::UniqueIdentifier => Holds::Guid,
        kind if kind.is_text() => Holds::Words,
        Kind::Binary | Kind::VarBinary | Kind::Image => return None,
        _ => Holds::Setting,
    })
}

/// Whether rows of this table make a pool. Those of the role types come with every installation, and so does the rest
/// that is not needed.
pub(crate) fn makes_pool(table: &Table) -> bool {
    !matches!(
        Meaning::of(table),
        Meaning::RoleType | Meaning::Other | Meaning::Unknown
    )
}

/// Columns of the table that no generation of the schema has.
pub(crate) fn unknown_columns(table: &Table) -> Vec<&str> {
    if matches!(Meaning::of(table), Meaning::Other | Meaning::Unknown) {
        return Vec::new();
    }
    let known = |name: &str| {
        schema::published()
            .named(&table.name.name)
            .any(|known| known.table.column(name).is_some())
    };
    let names = table.columns.iter().map(|column| &*column.name);
    names.filter(|name| !known(name)).collect()
}
