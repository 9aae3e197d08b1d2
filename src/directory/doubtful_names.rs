//! Objects by names that a file may have lost or changed characters of.

use std::collections::BTreeMap;

use super::garbled::{comes_through, may_have_lost, misreadings};
use super::inventory::InventoryItem;
use super::{Map, key};

/// Objects by what came through of their names.
#[derive(Debug, Default)]
pub(super) struct DoubtfulNames(Map<String, Alike>);

/// Those whose names are equal but for what may have been harmed.
#[derive(Debug, Default)]
struct Alike {
    /// With `?` or U+FFFD.
    lost: Vec<InventoryItem>,
    /// By the name in lower case: there are many readings, and the keys of a collation take their time.
    misread: BTreeMap<String, InventoryItem>,
}

impl DoubtfulNames {
    pub fn add(&mut self, item: InventoryItem) {
        let is_lost = item.name.contains(['?', '\u{FFFD}']);
        if item.name.is_ascii() && !is_lost {
            return;
        }
        let alike = self.0.entry(key(&comes_through(&item.name))).or_default();
        if !item.name.is_ascii() {
            let misread = alike.misread.entry(plain(&item.name));
            misread.or_insert_with(|| item.clone());
        }
        if is_lost {
            alike.lost.push(item);
        }
    }

    pub fn absorb(&mut self, other: DoubtfulNames) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each name goes to its own place"
        )]
        for (left, other) in other.0 {
            let alike = self.0.entry(left).or_default();
            alike.lost.extend(other.lost);
            for (name, item) in other.misread {
                alike.misread.entry(name).or_insert(item);
            }
        }
    }

    /// The first object that may have this name.
    pub fn find(&self, name: &str) -> Option<&InventoryItem> {
        if self.0.is_empty() || name.is_ascii() {
            return None;
        }
        let alike = self.0.get(&key(&comes_through(name)))?;
        let mut lost = alike.lost.iter();
        lost.find(|item| may_have_lost(&item.name, name))
            .or_else(|| {
                if alike.misread.is_empty() {
                    return None;
                }
                let readings = misreadings(name);
                let mut found = readings.iter().map(|it| alike.misread.get(&plain(it)));
                found.find_map(|item| item)
            })
    }
}

fn plain(name: &str) -> String {
    name.trim_end_matches(' ').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{DoubtfulNames, InventoryItem};

    fn finds(saved: &str, name: &str) -> bool {
        let mut names = DoubtfulNames::default();
        names.add(InventoryItem {
            id: String::new(),
            name: saved.into(),
            doubtful: true,
        });
        names.find(name).is_some()
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
