//! What becomes of the columns of an extract.

use super::ids::Among;
use super::names;
use super::text::{self, TextKind};
use super::value::Values;
use super::words::Numbers;
use crate::pool::{Holds, holds, is_role_type, schema};
use crate::reading::{Text, TextForm};
use crate::sqlserver::Table;
use crate::sqlserver::rows::rewrite::{self, Replace, WrittenAs};

/// What columns may hold; the first one is text of which nothing else is known.
const MEANINGS: [Holds; 9] = [
    Holds::Words,
    Holds::Principal,
    Holds::Node,
    Holds::Message,
    Holds::Addin,
    Holds::Guid,
    Holds::Rtf,
    Holds::RoleType,
    Holds::Setting,
];

impl Replace for Values {
    fn holds(&self, table: &Table, column: &str) -> Option<rewrite::ColumnValues> {
        let holds = holds(table, column)?;
        let written = match holds {
            Holds::Words | Holds::Rtf => WrittenAs::Text,
            Holds::Setting | Holds::Principal | Holds::Node | Holds::Message => WrittenAs::Number,
            Holds::Addin | Holds::Guid | Holds::RoleType => WrittenAs::Other,
        };
        let meaning = MEANINGS.iter().position(|it| *it == holds)?;
        Some(rewrite::ColumnValues { written, meaning })
    }

    fn value(&self, holds: rewrite::ColumnValues, written: &[u8], out: &mut Vec<u8>) {
        let holds = MEANINGS[holds.meaning];
        // A quote that is doubled is no letter, and stays as it is.
        let value = Text {
            raw: written,
            form: TextForm::Plain,
        };
        let among = match holds {
            Holds::Principal => Among::Principals,
            Holds::Node => Among::Nodes,
            Holds::Message => Among::Messages,
            Holds::Addin => return self.addin(written, out),
            Holds::RoleType if is_role_type(&value.decode()) => {
                return out.extend_from_slice(written);
            }
            Holds::Setting if is_setting(written) => return out.extend_from_slice(written),
            Holds::Words | Holds::RoleType => {
                return text::replace(&self.words, value, TextKind::Words, false, out);
            }
            Holds::Rtf => return text::replace(&self.words, value, TextKind::Rtf, false, out),
            Holds::Guid | Holds::Setting => {
                return text::replace(&self.words, value, TextKind::Numbers, false, out);
            }
        };
        self.ids.replace(&self.words, value, among, out);
    }

    fn is_public(&self, name: &str) -> bool {
        schema::is_name(name)
    }

    fn name(&self, name: &str) -> String {
        self.words.text(name, Numbers::Replaced)
    }

    fn file(&self, name: &str) -> String {
        names::of_extract(name, &self.words)
    }

    fn keeps(&self) -> bool {
        self.keep
    }
}

impl Values {
    /// The GUID of an add-in, of which the pool knows the upper case without braces.
    fn addin(&self, written: &[u8], out: &mut Vec<u8>) {
        let braces = written.len() > 1 && written.starts_with(b"{") && written.ends_with(b"}");
        let inner = if braces {
            &written[1..written.len() - 1]
        } else {
            written
        };
        let upper = inner.to_ascii_uppercase();
        let id = Text {
            raw: &upper,
            form: TextForm::Plain,
        };
        let mut new = Vec::with_capacity(upper.len());
        self.ids.replace(&self.words, id, Among::Addins, &mut new);
        if upper != inner {
            new.make_ascii_lowercase();
        }
        out.extend(braces.then_some(b'{'));
        out.extend_from_slice(&new);
        out.extend(braces.then_some(b'}'));
    }
}

/// A number, a date or a time, or a word by which a flag is known.
fn is_setting(written: &[u8]) -> bool {
    const KNOWN: [&[u8]; 8] = [b"T", b"Z", b"E", b"AM", b"PM", b"TRUE", b"FALSE", b"NULL"];
    let letters = written.split(|byte| !byte.is_ascii_alphabetic());
    let is_known =
        |word: &[u8]| word.is_empty() || KNOWN.iter().any(|it| word.eq_ignore_ascii_case(it));
    written.is_ascii() && letters.into_iter().all(is_known)
}
