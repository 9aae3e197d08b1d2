//! Objects by names that a file may have lost or changed characters of.

use std::collections::BTreeMap;

use crate::directory::garbled::{comes_through, may_have_lost};
use crate::directory::{Collation, InventoryItem, Map, misreadings};

/// Objects by what came through of their names.
#[derive(Debug)]
pub(super) struct DoubtfulNames<'a>(Map<String, Alike<'a>>);

/// Those whose names are equal but for what may have been harmed.
#[derive(Debug, Default)]
struct Alike<'a> {
    /// With `?` or U+FFFD.
    lost: Vec<&'a InventoryItem>,
    /// By the name in lower case: there are many readings, and the keys of a collation take their time.
    misread: BTreeMap<String, &'a InventoryItem>,
}

impl<'a> DoubtfulNames<'a> {
    pub fn new(doubtful: &'a [InventoryItem], collation: &Collation) -> Self {
        let mut names = DoubtfulNames(Map::default());
        for item in doubtful {
            names.add(item, collation);
        }
        names
    }

    fn add(&mut self, item: &'a InventoryItem, collation: &Collation) {
        let is_lost = item.name.contains(['?', '\u{FFFD}']);
        if item.name.is_ascii() && !is_lost {
            return;
        }
        let key = collation.key(&comes_through(&item.name));
        let alike = self.0.entry(key).or_default();
        if !item.name.is_ascii() {
            alike.misread.entry(plain(&item.name)).or_insert(item);
        }
        if is_lost {
            alike.lost.push(item);
        }
    }

    /// The first object that may have this name.
    pub fn find(&self, name: &str, collation: &Collation) -> Option<&'a InventoryItem> {
        if self.0.is_empty() || name.is_ascii() {
            return None;
        }
        let alike = self.0.get(&collation.key(&comes_through(name)))?;
        let mut lost = alike.lost.iter().copied();
        let lost = lost.find(|item| may_have_lost(&item.name, name));
        if lost.is_some() || alike.misread.is_empty() {
            return lost;
        }
        let readings = misreadings(name);
        let mut found = readings.iter().map(|it| alike.misread.get(&plain(it)));
        found.find_map(|item| item.copied())
    }
}

fn plain(name: &str) -> String {
    name.trim_end_matches(' ').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::DoubtfulNames;
    use crate::directory::{Collation, InventoryItem};

    fn finds(saved: &str, name: &str) -> bool {
        let doubtful = [InventoryItem {
            id: String::new(),
            name: saved.into(),
            doubtful: true,
        }];
        let collation = Collation::default();
        let names = DoubtfulNames::new(&doubtful, &collation);
        names.find(name, &collation).is_some()
    }

    #[test]
    fn what_was_not_written_stands_for_anything_but_ascii() {
        for (saved, name) in [
            ("Gr??e", "Größe"),
            ("GR??E ", "größe"),
            // One for each UTF-16 unit, for each character, or for each byte.
            ("?? chat", "😀 chat"),
            ("? chat", "😀 chat"),
            ("Gr??e", "Gröe"),
            // What a code page has is there.
            ("Gr?ö", "Gr→Ö"),
            ("Why? ?", "Why? ü"),
            ("????? ???", "Общий чат"),
        ] {
            assert!(finds(saved, name), "{saved}: {name}");
        }
        for (saved, name) in [
            ("Gr??e", "Grosse"),
            ("Gr???e", "Gröe"),
            ("Gr??e", "Gräß"),
            ("Why?", "Whyx"),
            ("Why?", "Why"),
            ("Gr?ö", "Gr→ä"),
        ] {
            assert!(!finds(saved, name), "{saved}: {name}");
        }
    }

    #[test]
    fn what_was_not_read_stands_for_one_or_more() {
        assert!(finds("Gr\u{FFFD}\u{FFFD}e", "Größe"));
        assert!(finds("Gr\u{FFFD}e", "Größe"));
        assert!(!finds("Gr\u{FFFD}e", "Gre"));
        assert!(!finds("Gr\u{FFFD}e", "Größen"));
    }

    #[test]
    fn what_was_misread_is_what_it_was() {
        for saved in ["GrÃ¶ÃŸe", "GrÃƒÂ¶ÃƒÅ¸e", "Gr÷▀e", "GRÖSSE"] {
            assert!(finds(saved, "Größe") == (saved != "GRÖSSE"), "{saved}");
        }
        assert!(!finds("Gräße", "Größe"));
    }
}
