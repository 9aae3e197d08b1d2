use std::fmt;
use std::str::FromStr;

use super::Impossible;
use super::spelling::Encoding;
use crate::pool::schema::Generation;

/// In which form a pool is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// An export package.
    #[default]
    Package,
    /// An extract of the database.
    Extract {
        /// What wrote it, had it been taken out of a server.
        dialect: Dialect,
        /// Which tables and columns there are.
        schema: Generation,
    },
}

/// The tools that take tables out of a database, and how they write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// What "Generate Scripts" of SQL Server Management Studio writes, data included.
    Script,
    /// CSV as most tools write it: comma, header, quotes where needed; NULL is empty, empty text is `""`.
    Csv,
    /// "Save Results As" of the grid of SQL Server Management Studio, with the option that quotes: no header, the word
    /// NULL.
    Grid,
    /// `sqlcmd -s"|" -W -u`: a header, dashes below it, the word NULL, and how many rows there were.
    Sqlcmd,
    /// `bcp -c -C 65001`: tabs, CR LF; NULL is empty, empty text is a NUL character.
    BcpC,
    /// `bcp -w`: the same in UTF-16.
    BcpW,
    /// `bcp -n`: binary.
    BcpN,
    /// `bcp -N`: binary, all text in UTF-16.
    BcpWideN,
    /// A data-tier application with data.
    Bacpac,
}

const WORDS: [(&str, Dialect); 9] = [
    ("script", Dialect::Script),
    ("csv", Dialect::Csv),
    ("grid", Dialect::Grid),
    ("sqlcmd", Dialect::Sqlcmd),
    ("bcp-c", Dialect::BcpC),
    ("bcp-w", Dialect::BcpW),
    ("bcp-n", Dialect::BcpN),
    ("bcp-wide-n", Dialect::BcpWideN),
    ("bacpac", Dialect::Bacpac),
];

impl Dialect {
    /// All of them, by name.
    pub fn words() -> Vec<&'static str> {
        WORDS.iter().map(|(word, _)| *word).collect()
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        let known = WORDS.iter().find(|(_, dialect)| *dialect == self);
        known.map_or("", |(word, _)| word)
    }

    /// How the name of its one file ends; `None` where every table has a file of its own.
    pub(super) fn one_file(self) -> Option<&'static str> {
        match self {
            Dialect::Script => Some("sql"),
            Dialect::Bacpac => Some("bacpac"),
            _ => None,
        }
    }

    /// How the names of its tables' files end.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Dialect::Csv | Dialect::Grid => "csv",
            Dialect::Sqlcmd => "txt",
            Dialect::BcpC | Dialect::BcpW => "dat",
            Dialect::BcpN | Dialect::BcpWideN => "bcp",
            Dialect::Script => "sql",
            Dialect::Bacpac => "BCP",
        }
    }

    /// How its text is encoded where nothing else is said: as the tool does it by itself.
    pub(super) fn encoding(self) -> Encoding {
        match self {
            Dialect::Script | Dialect::Sqlcmd | Dialect::BcpW => Encoding::Utf16Le,
            Dialect::Grid => Encoding::Utf8Bom,
            _ => Encoding::Utf8,
        }
    }

    /// Whether something else can be said: whatever `bcp` and bacpac write has one encoding.
    pub(super) fn has_choice_of_encoding(self) -> bool {
        matches!(
            self,
            Dialect::Script | Dialect::Csv | Dialect::Grid | Dialect::Sqlcmd
        )
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Dialect {
    type Err = Impossible;

    fn from_str(text: &str) -> Result<Self, Impossible> {
        let known = WORDS.iter().find(|(word, _)| *word == text);
        let known = known.map(|(_, dialect)| *dialect);
        known.ok_or_else(|| Impossible::NoForm {
            word: text.to_owned(),
            known: Dialect::words(),
        })
    }
}
