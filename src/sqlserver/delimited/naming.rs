//! Which table a file holds, by its name, and which columns, by its header.

use crate::sqlserver::{Column, Published, PublishedTable, Table, TableName};

/// What the name of a file says.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The table: the published one of this name, else one that is called like the file.
    pub name: TableName,
    /// The published tables of this name, one for each generation.
    pub known: Vec<&'static PublishedTable>,
}

/// The table of this file: `tblChat.csv`, `mgc.dbo.tblChat.txt`, `tblChat-2.csv`, in any case.
pub(super) fn named(file: &str, published: &'static Published) -> Named {
    let whole = file.replace(['[', ']'], "");
    let stem = match whole.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_of(extension, published).is_none() => {
            stem
        }
        _ => &whole,
    };
    let (before, own) = stem.rsplit_once('.').unwrap_or(("", stem));
    let schema = before.rsplit('.').next().unwrap_or_default();
    match is_of(own, published) {
        Some(known) => Named {
            name: known[0].table.name.clone(),
            known,
        },
        None => Named {
            name: TableName::new(schema, own),
            known: Vec::new(),
        },
    }
}

/// The published tables of this name, with whatever tells several files of one table apart.
fn is_of(name: &str, published: &'static Published) -> Option<Vec<&'static PublishedTable>> {
    let lengths = name.char_indices().map(|(at, char)| at + char.len_utf8());
    // The longest first: `tblPrincipalRole_2` is no part of `tblPrincipal`.
    for length in lengths.rev() {
        let (table, rest) = name.split_at(length);
        if rest.starts_with(char::is_alphabetic) {
            continue;
        }
        let known: Vec<_> = published.named(table).collect();
        if !known.is_empty() {
            return Some(known);
        }
        if published.is_other(table) {
            return None;
        }
    }
    None
}

impl Named {
    /// How many of these are names of columns of the table.
    pub fn matches(&self, names: &[String]) -> usize {
        let known = |name: &&String| self.column(name).is_some();
        names.iter().filter(known).count()
    }

    /// The table with these columns, of the generation that has most of them.
    pub fn with_header(&self, names: &[String]) -> Table {
        let columns = names.iter().enumerate().map(|(at, name)| {
            let known = self
                .generation(names)
                .and_then(|known| column_of(known, name))
                .or_else(|| self.column(name));
            let name: Box<str> = if name.is_empty() {
                guessed(at)
            } else {
                name.as_str().into()
            };
            Column {
                name,
                sql_type: known.and_then(|column| column.sql_type),
                nullable: known.is_none_or(|column| column.nullable),
            }
        });
        Table {
            name: self.name.clone(),
            columns: columns.collect(),
        }
    }

    /// The table with so many columns of which nothing is known.
    pub fn with_columns(&self, count: usize) -> Table {
        let columns = (0..count).map(|at| Column {
            name: guessed(at),
            sql_type: None,
            nullable: true,
        });
        Table {
            name: self.name.clone(),
            columns: columns.collect(),
        }
    }

    fn generation(&self, names: &[String]) -> Option<&'static PublishedTable> {
        let matches = |known: &&PublishedTable| {
            let columns = &known.table.columns;
            let there = |column: &&Column| {
                names
                    .iter()
                    .any(|name| column.name.eq_ignore_ascii_case(name))
            };
            let found = columns.iter().filter(there).count();
            (found, std::cmp::Reverse(columns.len()))
        };
        self.known
            .iter()
            .copied()
            .max_by_key(|known| matches(known))
    }

    fn column(&self, name: &str) -> Option<&'static Column> {
        self.known.iter().find_map(|known| column_of(known, name))
    }
}

fn column_of(known: &'static PublishedTable, name: &str) -> Option<&'static Column> {
    let at = known.table.column(name)?;
    known.table.columns.get(at)
}

fn guessed(at: usize) -> Box<str> {
    format!("column{}", at + 1).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::schema::published;

    #[test]
    fn files_are_named_after_their_table() {
        for file in [
            "tblChat.csv",
            "dbo.tblChat.dat",
            "mgc.dbo.tblChat.txt",
            "TBLCHAT-2.CSV",
            "tblChat_part1.csv",
            "tblChat (3).csv",
            "[dbo].[tblChat].bcp",
            "tblChat",
            "dbo.tblChat",
            "tblChat2.csv",
        ] {
            let named = named(file, published());
            assert_eq!(named.name.to_string(), "dbo.tblChat", "{file}");
            assert_eq!(named.known.len(), 2, "{file}");
        }
        assert_eq!(
            &*named("tblPrincipalRole_2.csv", published()).name.name,
            "tblPrincipalRole"
        );
    }

    #[test]
    fn other_files_give_their_name() {
        for (file, name) in [
            ("Culture.csv", "Culture"),
            ("Sales.Currency.csv", "Sales.Currency"),
            ("AdventureWorks.Sales.Currency.csv", "Sales.Currency"),
            ("tblChatter.csv", "tblChatter"),
            ("tblLogs.csv", "tblLogs"),
            ("noname", "noname"),
            (".csv", ".csv"),
        ] {
            let named = named(file, published());
            assert_eq!(
                named.name.to_string().trim_start_matches('.'),
                name.trim_start_matches('.')
            );
            assert!(named.known.is_empty(), "{file}");
        }
    }

    #[test]
    fn a_header_says_which_columns_there_are() {
        let names = ["CHATID", "content", "", "RTF"].map(str::to_owned);
        let table = named("tblChat.csv", published()).with_header(&names);
        let shown: Vec<String> = table
            .columns
            .iter()
            .map(|column| match column.sql_type {
                Some(sql_type) => format!("{} {sql_type}", column.name),
                None => column.name.to_string(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "CHATID bigint",
                "content nvarchar(max)",
                "column3",
                "RTF varchar(max)"
            ]
        );
    }
}
