use super::{Text, TextForm};
use crate::directory::Ids;

/// The ids of a run of messages, numbered for it alone.
///
/// The same few ids come again and again, and nearly always in the same spelling: so a number is looked up by what
/// stands in the input, before anything is decoded.
#[derive(Debug, Default)]
pub(crate) struct RunIds {
    ids: Ids,
    /// Spellings and their numbers; a new one takes the place of an older one. Empty as long as there is no id.
    known: Vec<Option<Known>>,
}

/// How many spellings are known at once.
const KNOWN: usize = 256;

#[derive(Clone, Copy, Debug)]
struct Known {
    spelling: Spelling,
    number: u32,
}

/// A short spelling as a whole, a longer one by its length and both its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spelling {
    first: u64,
    last: u64,
    length: usize,
    form: TextForm,
}

/// Up to this length [`Spelling`] is the whole spelling.
const WHOLE: usize = 16;

impl RunIds {
    /// The number of this id; a new one where it was not seen before.
    pub fn number(&mut self, id: Text<'_>) -> u32 {
        let spelling = Spelling::new(id);
        let at = spelling.slot();
        if let Some(Some(known)) = self.known.get(at)
            && known.spelling == spelling
            && (id.raw.len() <= WHOLE || self.ids.name(known.number).as_bytes() == id.raw)
        {
            return known.number;
        }
        let decoded = id.decode();
        let name = decoded.trim();
        let number = self.ids.number(name);
        if id.raw.len() <= WHOLE || name.as_bytes() == id.raw {
            if self.known.is_empty() {
                self.known.resize(KNOWN, None);
            }
            self.known[at] = Some(Known { spelling, number });
        }
        number
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ids.iter()
    }
}

impl Spelling {
    fn new(id: Text<'_>) -> Self {
        let raw = id.raw;
        let (first, last) = match (raw.first_chunk(), raw.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (raw.first_chunk(), raw.last_chunk()) {
                (Some(first), Some(last)) => (
                    u64::from(u32::from_le_bytes(*first)),
                    u64::from(u32::from_le_bytes(*last)),
                ),
                _ => (
                    raw.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
                    0,
                ),
            },
        };
        Spelling {
            first,
            last,
            length: raw.len(),
            form: id.form,
        }
    }

    /// Where it stands among those that are known.
    fn slot(&self) -> usize {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = (self.first ^ self.last.rotate_left(32)).wrapping_mul(ODD);
        (mixed >> (u64::BITS - KNOWN.ilog2())) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::seeded::cases;

    #[test]
    fn long_ids_that_look_alike_are_told_apart() {
        let mut ids = RunIds::default();
        let middles = ["0000", "0001", "&#48;000", "0000"];
        let numbers = middles.map(|middle| {
            let raw = format!("1b2c3d4e-{middle}-5f60718293a4");
            ids.number(Text {
                raw: raw.as_bytes(),
                form: TextForm::XmlAttribute,
            })
        });
        assert_eq!(numbers, [0, 1, 0, 0]);
    }

    proptest! {
        #![proptest_config(cases(60))]

        #[test]
        fn a_number_is_that_of_the_decoded_id(
            written in vec((
                prop_oneof![
                    "[0-9]{1,3}",
                    "[ab]{0,20}",
                    "(a|b|&#97;|&amp;|amp;|<!---->|<b/>|[ \u{b}\u{a0}é]){1,6}",
                ],
                proptest::sample::select(&[TextForm::Plain, TextForm::Xml, TextForm::XmlAttribute][..]),
            ), 0..200),
        ) {
            let mut expected = Ids::default();
            let mut ids = RunIds::default();
            for (raw, form) in &written {
                let text = Text { raw: raw.as_bytes(), form: *form };
                prop_assert_eq!(ids.number(text), expected.number(text.decode().trim()));
            }
            prop_assert_eq!(ids.len(), expected.len());
            prop_assert!(ids.iter().eq(expected.iter()));
        }
    }
}
