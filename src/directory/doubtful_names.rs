//! Names of which characters were lost on the way: found again by what is left of them.
//!
//! Whoever writes a text into an encoding that does not have all its characters writes `?` instead: one for each UTF-16
//! unit (.NET Framework, and with it Windows PowerShell), or one for each character. Whoever reads bytes in an encoding
//! that they are not in gets U+FFFD. ASCII comes through both unharmed, so all that is lost is not ASCII.

use super::inventory::InventoryItem;
use super::{Collation, Map, utf16_len};

/// What stands for a character that could not be written.
const NOT_WRITTEN: char = '?';
/// What stands for bytes that could not be read.
const NOT_READ: char = '\u{FFFD}';

/// Objects by what is left of their names.
#[derive(Debug)]
pub(super) struct DoubtfulNames<'a>(Map<String, Vec<&'a Doubtful>>);

/// What an object may be called.
#[derive(Debug)]
pub(super) struct Doubtful {
    pub reading: String,
    pub item: InventoryItem,
}

impl<'a> DoubtfulNames<'a> {
    pub fn new(doubtful: &'a [Doubtful], collation: &Collation) -> Self {
        let mut names: Map<String, Vec<&Doubtful>> = Map::default();
        for it in doubtful {
            let left = collation.key(&left_of(&it.reading));
            names.entry(left).or_default().push(it);
        }
        DoubtfulNames(names)
    }

    /// The first object that may have this name.
    pub fn find(&self, name: &str, collation: &Collation) -> Option<&'a InventoryItem> {
        if self.0.is_empty() {
            return None;
        }
        let alike = self.0.get(&collation.key(&left_of(name)))?;
        let fits = |doubtful: &&&Doubtful| may_be(&doubtful.reading, name, collation);
        alike.iter().find(fits).map(|doubtful| &doubtful.item)
    }
}

/// Whether it may be lost, or stands for what is.
fn is_loose(character: char) -> bool {
    !character.is_ascii() || character == NOT_WRITTEN
}

/// The name with one sign for each stretch of characters that may be lost.
fn left_of(name: &str) -> String {
    let mut left = String::with_capacity(name.len());
    let mut loose = false;
    for character in name.chars() {
        if !is_loose(character) {
            left.push(character);
        } else if !loose {
            left.push(NOT_WRITTEN);
        }
        loose = is_loose(character);
    }
    left
}

/// Whether the one name is what is left of the other. Apart from what may be lost they are equal.
fn may_be(reading: &str, name: &str, collation: &Collation) -> bool {
    let stretches = |text: &'_ str| -> Vec<String> {
        let stretches = text.split(|character| !is_loose(character));
        let stretches = stretches.filter(|stretch| !stretch.is_empty());
        stretches.map(str::to_owned).collect()
    };
    let (readings, names) = (stretches(reading), stretches(name));
    let mut pairs = readings.iter().zip(&names);
    readings.len() == names.len()
        && pairs.all(|(reading, name)| stretch_may_be(reading, name, collation))
}

fn stretch_may_be(reading: &str, name: &str, collation: &Collation) -> bool {
    let length = |text: &str| text.chars().count();
    if reading.contains(NOT_READ) {
        // A character of several bytes may have become several, and several bytes one.
        return length(name) <= 3 * length(reading);
    }
    let mut pairs = reading.chars().zip(name.chars());
    let key = |character: char| collation.key(&character.to_string());
    let equal = |one, other| key(one) == key(other);
    if length(reading) == length(name) {
        return pairs.all(|(left, whole)| left == NOT_WRITTEN || equal(left, whole));
    }
    let all_lost = reading.chars().all(|left| left == NOT_WRITTEN);
    all_lost && utf16_len(name) == length(reading)
}

#[cfg(test)]
mod tests {
    use super::{Collation, Doubtful, DoubtfulNames, InventoryItem};

    fn finds(reading: &str, name: &str) -> bool {
        let doubtful = [Doubtful {
            reading: reading.to_owned(),
            item: InventoryItem {
                id: String::new(),
                name: reading.into(),
                doubtful: true,
            },
        }];
        let collation = Collation::default();
        let names = DoubtfulNames::new(&doubtful, &collation);
        names.find(name, &collation).is_some()
    }

    #[test]
    fn what_was_not_written_stands_for_anything_but_ascii() {
        for (reading, name) in [
            ("Gr??e", "Größe"),
            ("GR??E ", "größe"),
            // One for each UTF-16 unit, or for each character.
            ("?? chat", "😀 chat"),
            ("? chat", "😀 chat"),
            // What a code page has is there.
            ("Gr?ö", "Gr→Ö"),
            ("Why? ?", "Why? ü"),
            ("????? ???", "Общий чат"),
        ] {
            assert!(finds(reading, name), "{reading}: {name}");
        }
        for (reading, name) in [
            ("Gr??e", "Grosse"),
            ("Gr??e", "Gröe"),
            ("Gr??e", "Gräß"),
            ("Why?", "Whyx"),
            ("Why?", "Why"),
            ("Gr?ö", "Gr→ä"),
        ] {
            assert!(!finds(reading, name), "{reading}: {name}");
        }
    }

    #[test]
    fn what_was_not_read_stands_for_one_or_more() {
        assert!(finds("Gr\u{FFFD}\u{FFFD}e", "Größe"));
        assert!(finds("Gr\u{FFFD}e", "Größe"));
        assert!(!finds("Gr\u{FFFD}e", "Gre"));
        assert!(!finds("Gr\u{FFFD}e", "Größen"));
    }
}
