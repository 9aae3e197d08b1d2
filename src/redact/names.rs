//! What members are called: names that the layout knows stay, all others are replaced.

use super::words::{Numbers, Words};
use crate::package::Layout;
use crate::pool::schema;

/// Endings that say what is in a file, and nothing of whom it is from.
const ENDINGS: [&str; 2] = ["xml", "zip"];

/// The same of extracts.
const ENDINGS_OF_EXTRACTS: [&str; 10] = [
    "sql", "csv", "txt", "tsv", "tab", "dat", "out", "rpt", "zip", "bcp",
];

/// What a member is called afterwards. Numbers stay: they order what belongs together.
pub(super) fn replaced(name: &str, layout: &Layout, words: &Words) -> String {
    let parts = name.split('/').map(|part| {
        let (stem, ending) = match part.rsplit_once('.') {
            Some((stem, ending)) if is_ending(ending) => (stem, &part[stem.len()..]),
            _ => (part, ""),
        };
        if is_known(stem, layout) {
            part.to_owned()
        } else {
            format!("{}{ending}", words.text(stem, Numbers::Kept))
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What a file of an extract is called afterwards: names of tables of the schema stay.
pub(super) fn of_extract(name: &str, words: &Words) -> String {
    let is_ending = |part: &str| {
        ENDINGS_OF_EXTRACTS
            .iter()
            .any(|it| part.eq_ignore_ascii_case(it))
    };
    let stays = |part: &str| part.eq_ignore_ascii_case("dbo") || schema::is_table(part);
    let file = |file: &str| {
        let last = file.matches('.').count();
        let parts = file.split('.').enumerate().map(|(at, part)| {
            if at > 0 && at == last && is_ending(part) || stays(part) {
                part.to_owned()
            } else {
                words.text(part, Numbers::Kept)
            }
        });
        parts.collect::<Vec<_>>().join(".")
    };
    let ends = |c: char| matches!(c, '/' | '\\');
    let parts = name
        .split_inclusive(ends)
        .map(|part| match part.strip_suffix(ends) {
            Some(folder) => format!("{}{}", file(folder), &part[folder.len()..]),
            None => file(part),
        });
    parts.collect()
}

fn is_ending(ending: &str) -> bool {
    ENDINGS.iter().any(|it| ending.eq_ignore_ascii_case(it))
}

/// Whether it is the name of a list, perhaps with a number.
fn is_known(stem: &str, layout: &Layout) -> bool {
    let counts = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')');
    !layout.listed_in(stem.trim_matches(counts)).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::cipher::Cipher;

    #[test]
    fn names_of_lists_and_numbers_stay() {
        let layout = Layout::built_in();
        let words = Words::new(Cipher::seeded(1));
        let named = |name| replaced(name, &layout, &words);
        for name in ["AdUsers.xml", "chatrooms.XML", "ChatMessages-0012.xml"] {
            assert_eq!(named(name), name);
        }
        let new = named("Contoso 2012/AdUsers.xml");
        assert!(
            new.ends_with(" 2012/AdUsers.xml") && !new.contains("Contoso"),
            "{new}"
        );
        let new = named("Budget.xml");
        assert!(
            new.ends_with(".xml") && new.len() == 10 && !new.contains("Budget"),
            "{new}"
        );
    }
}
