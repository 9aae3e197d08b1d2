//! Tables that are known before a file is read: some forms do not say which columns their rows have, or of which types.

use std::sync::Arc;

use super::rows::table::Table;

/// A table as a version of its database has it.
#[derive(Clone, Debug)]
pub struct PublishedTable {
    /// Which version: later ones have larger numbers.
    pub version: u8,
    /// The same for people.
    pub of: &'static str,
    /// Its name and columns.
    pub table: Arc<Table>,
}

/// The tables of a database that are known. The default knows none.
#[derive(Debug, Default)]
pub struct Published {
    /// Those whose columns are known, the older versions first.
    pub tables: Vec<PublishedTable>,
    /// The names of those that the database has, too, and whose rows do not matter.
    pub others: &'static [&'static str],
    /// Names that some call tables by, and their own.
    pub renamed: &'static [(&'static str, &'static str)],
}

impl Published {
    /// The tables of this name, in any case: one for each version.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &PublishedTable> {
        let mut renamed = self.renamed.iter();
        let own = renamed.find(|(other, _)| other.eq_ignore_ascii_case(name));
        let wanted = own.map_or(name, |(_, own)| own).to_owned();
        let tables = self.tables.iter();
        tables.filter(move |known| known.table.name.name.eq_ignore_ascii_case(&wanted))
    }

    /// Whether there is a table of this name, with columns that are known.
    pub fn has(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    /// Whether there is one of this name whose rows do not matter.
    pub fn is_other(&self, name: &str) -> bool {
        self.others
            .iter()
            .any(|other| other.eq_ignore_ascii_case(name))
    }
}
