//! Which characters may stand for each other: of one script, with the same marks, as long in UTF-8 and in UTF-16.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use unicode_width::UnicodeWidthChar;

use super::cipher::Place;
use crate::directory::{Collation, Map};

/// What a character is to words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter: part of a word.
    Letter(Place, Shape),
    /// A digit: part of a number.
    Digit(Place, Shape),
    /// A picture that stands for itself.
    Symbol(Place),
    /// Nothing a word ends at, and nothing that is replaced: marks, controls and joiners, which collations pass over.
    Inside,
    /// Anything else: it stays, and a word ends there.
    Between,
}

/// In which of its shapes a letter stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    upper: bool,
    /// In the width of East Asia.
    wide: bool,
    /// In the second of the two Japanese syllabaries.
    katakana: bool,
}

/// The set of `a` to `z`.
pub(super) const ASCII: u32 = 0;
/// The set of `0` to `9`.
pub(super) const DIGITS: u32 = 1;

const WIDE: u32 = 0xFEE0;
const KATAKANA: u32 = 0x60;

/// Pictures that are all of one kind: none of them changes its neighbours.
const PICTURES: [(u32, u32); 6] = [
    (0x1F1E6, 0x1F1FF),
    (0x1F300, 0x1F3FA),
    (0x1F400, 0x1F5FF),
    (0x1F600, 0x1F64F),
    (0x1F680, 0x1F6C5),
    (0x1F947, 0x1F9AF),
];
/// The letters of languages in use, where others of their script stand beside them, and large alphabets; all others lie in a
/// stretch of 128 characters.
const ALPHABETS: [(u32, u32); 9] = [
    (0x3B1, 0x3C9),
    (0x430, 0x44F),
    (0x5D0, 0x5EA),
    (0x621, 0x63A),
    (0x641, 0x64A),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0x20000, 0x2A6DF),
];
const SMALL_KANA: &str = "ぁぃぅぇぉっゃゅょゎゕゖ";

struct Set {
    /// Each with its capital, or itself.
    members: Vec<(char, char)>,
}

struct Table {
    sets: Vec<Set>,
    places: Map<char, (Place, bool)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// How many characters a set has.
pub(super) fn size(set: u32) -> u32 {
    match set {
        ASCII => 26,
        DIGITS => 10,
        _ => TABLE.sets[set as usize].members.len() as u32,
    }
}

/// What a character is.
pub(super) fn class(c: char) -> Class {
    let plain = Shape::default();
    if c.is_ascii_alphabetic() {
        let index = u32::from(c.to_ascii_lowercase()) - u32::from('a');
        let upper = c.is_ascii_uppercase();
        return Class::Letter(Place { set: ASCII, index }, Shape { upper, ..plain });
    }
    if let Some(index) = c.to_digit(10) {
        return Class::Digit(Place { set: DIGITS, index }, plain);
    }
    match c {
        '\t' | '\n' | '\x0B' | '\x0C' | '\r' | '\u{85}' => return Class::Between,
        _ if c.is_control() => return Class::Inside,
        _ if c.is_ascii() => return Class::Between,
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            let narrow = char::from_u32(u32::from(c) - WIDE).map(class);
            let wide = |shape| Shape {
                wide: true,
                ..shape
            };
            return match narrow {
                Some(Class::Letter(place, shape)) => Class::Letter(place, wide(shape)),
                Some(Class::Digit(place, shape)) => Class::Digit(place, wide(shape)),
                _ => Class::Between,
            };
        }
        '\u{30A1}'..='\u{30F6}' => {
            let hiragana = char::from_u32(u32::from(c) - KATAKANA);
            let place = hiragana.and_then(|it| TABLE.places.get(&it));
            let shape = Shape {
                katakana: true,
                ..plain
            };
            return place.map_or(Class::Between, |(place, _)| Class::Letter(*place, shape));
        }
        _ if is_inside(c) => return Class::Inside,
        _ => {}
    }
    match TABLE.places.get(&c) {
        Some((place, _)) if is_picture(c) => Class::Symbol(*place),
        Some((place, upper)) => Class::Letter(
            *place,
            Shape {
                upper: *upper,
                ..plain
            },
        ),
        None => Class::Between,
    }
}

/// The character of a place, in this shape.
pub(super) fn character(place: Place, shape: Shape) -> char {
    let narrow = match place.set {
        ASCII => char::from(b'a' + place.index as u8),
        DIGITS => char::from(b'0' + place.index as u8),
        set => {
            let (small, capital) = TABLE.sets[set as usize].members[place.index as usize];
            if shape.upper { capital } else { small }
        }
    };
    let narrow = match place.set {
        ASCII if shape.upper => narrow.to_ascii_uppercase(),
        _ => narrow,
    };
    let moved = if shape.wide {
        WIDE
    } else if shape.katakana {
        KATAKANA
    } else {
        0
    };
    char::from_u32(u32::from(narrow) + moved).unwrap_or(narrow)
}

/// The character that a letter and the mark behind it are together.
pub(super) fn composed(letter: char, mark: char) -> Option<char> {
    if letter.is_ascii_punctuation() || mark.is_ascii() {
        return None;
    }
    let text: String = [letter, mark].into_iter().collect();
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
    only(composed.chars())
}

/// The letter without its marks.
pub(super) fn bare(letter: char) -> char {
    decomposed(letter).chars().next().unwrap_or(letter)
}

/// Marks, joiners, and whatever else takes no room.
fn is_inside(c: char) -> bool {
    let is_jamo = matches!(c, '\u{1100}'..='\u{11FF}');
    let has_class = || CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0;
    !is_jamo && (c.width() == Some(0) || has_class())
}

fn is_picture(c: char) -> bool {
    let is_in = |(from, to): &(u32, u32)| (*from..=*to).contains(&u32::from(c));
    PICTURES.iter().any(is_in)
}

fn decomposed(c: char) -> String {
    let text = c.encode_utf8(&mut [0; 4]).to_owned();
    DecomposingNormalizerBorrowed::new_nfd()
        .normalize(&text)
        .into_owned()
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

/// What characters of one set have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    /// Where in Unicode the letter itself stands.
    region: u32,
    /// How long it is in UTF-8, which says how long it is in UTF-16.
    bytes: usize,
    marks: String,
    cased: bool,
    numeric: bool,
    /// One that is written like others, as a half of a width.
    compatible: bool,
    /// One that is like no other.
    alone: Option<char>,
}

impl Table {
    fn new() -> Self {
        let mut kinds: BTreeMap<Kind, Vec<(char, char)>> = BTreeMap::new();
        let pictures = PICTURES.iter().flat_map(|(from, to)| *from..=*to);
        // Those that are shapes of others are found through these.
        let is_shape =
            |c: char| matches!(c, 'ς' | '\u{30A1}'..='\u{30F6}' | '\u{FF10}'..='\u{FF5A}');
        let is_letter = |c: &char| c.is_alphanumeric() && !is_inside(*c) && !is_shape(*c);
        let letters = ('\u{80}'..='\u{2A6DF}').filter(is_letter);
        for c in letters.chain(pictures.filter_map(char::from_u32)) {
            if let Some((kind, pair)) = sorted(c) {
                kinds.entry(kind).or_default().push(pair);
            }
        }
        let mut table = Table {
            // Those of ASCII are not looked up.
            sets: (0..2).map(|_| Set { members: vec![] }).collect(),
            places: Map::default(),
        };
        for members in kinds.into_values().flat_map(apart) {
            let set = table.sets.len() as u32;
            for (index, (small, capital)) in members.iter().enumerate() {
                let place = Place {
                    set,
                    index: index as u32,
                };
                table.places.insert(*capital, (place, small != capital));
                table.places.insert(*small, (place, false));
            }
            table.sets.push(Set { members });
        }
        // The small sigma at the end of a word has the capital of the other one.
        if let Some(sigma) = table.places.get(&'σ').copied() {
            table.places.insert('ς', sigma);
        }
        table
    }
}

/// The characters of a set, without those that collations take for another one of them: such are sets of their own, as
/// another word must not become an equal one.
fn apart(members: Vec<(char, char)>) -> Vec<Vec<(char, char)>> {
    let is_large = |(c, _): &(char, char)| matches!(*c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..);
    if members.iter().all(is_large) {
        return vec![members];
    }
    let collation = Collation::default();
    let mut keys = HashSet::new();
    let (others, equals): (Vec<_>, Vec<_>) = members
        .into_iter()
        .partition(|(c, _)| keys.insert(collation.key(c.encode_utf8(&mut [0; 4]))));
    let equals = equals.into_iter().map(|pair| vec![pair]);
    std::iter::once(others).chain(equals).collect()
}

/// The set of a small letter or of one without case, and its capital; nothing for capitals, which come with their small
/// ones.
fn sorted(c: char) -> Option<(Kind, (char, char))> {
    let (small, capital) = (only(c.to_lowercase()), only(c.to_uppercase()));
    let pairs = |small: char, capital: char| {
        only(small.to_uppercase()) == Some(capital)
            && only(capital.to_lowercase()) == Some(small)
            && small.len_utf8() == capital.len_utf8()
    };
    let cased = small != Some(c) || capital != Some(c);
    let paired = match (small, capital) {
        (Some(small), Some(capital)) => pairs(small, capital),
        _ => false,
    };
    if cased && paired && small != Some(c) {
        return None;
    }
    let number = u32::from(c);
    let parts = decomposed(c);
    let base = parts.chars().next().unwrap_or(c);
    let marks = &parts[base.len_utf8()..];
    let is_kana = |it: char| matches!(it, '\u{3041}'..='\u{3096}');
    let hangul = (0xAC00..=0xD7A3).contains(&number);
    let letter = if hangul { number } else { u32::from(base) };
    let alphabet = ALPHABETS
        .iter()
        .find(|(from, to)| (*from..=*to).contains(&letter));
    let region = match alphabet {
        Some((from, _)) => 0x10_0000 + *from,
        None if is_kana(c) && SMALL_KANA.contains(c) => 1,
        None if is_kana(base) => 2,
        None if is_picture(c) => 3 + u32::from((0x1F1E6..=0x1F1FF).contains(&number)),
        None => 0x100 + (letter >> 7),
    };
    let compatible = {
        let text = c.encode_utf8(&mut [0; 4]).to_owned();
        let like = DecomposingNormalizerBorrowed::new_nfkd().normalize(&text);
        let is_digits = like.chars().all(|it| it.is_ascii_digit());
        (*like != parts).then_some(is_digits)
    };
    let is_alone = cased && !paired || marks.is_empty() && base != c || compatible == Some(true);
    let kind = Kind {
        region,
        bytes: c.len_utf8(),
        marks: if hangul {
            String::new()
        } else {
            marks.to_owned()
        },
        cased: cased && paired,
        numeric: c.is_numeric() && !is_picture(c),
        compatible: compatible.is_some(),
        alone: is_alone.then_some(c),
    };
    let capital = if paired { capital.unwrap_or(c) } else { c };
    Some((kind, (c, capital)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_set_is_found_again_and_as_long() {
        for (number, set) in TABLE.sets.iter().enumerate().skip(2) {
            let lengths = |c: char| (c.len_utf8(), c.len_utf16());
            let (first, _) = set.members[0];
            for (index, (small, capital)) in set.members.iter().enumerate() {
                let expected = Place {
                    set: number as u32,
                    index: index as u32,
                };
                for c in [*small, *capital] {
                    assert_eq!(lengths(c), lengths(first), "{c} {first}");
                    let (place, shape) = match class(c) {
                        Class::Letter(place, shape) => (place, shape),
                        Class::Symbol(place) => (place, Shape::default()),
                        other => panic!("{c:?} is {other:?}"),
                    };
                    assert_eq!(place, expected, "{c}");
                    assert_eq!(character(place, shape), c);
                }
            }
        }
    }

    #[test]
    fn no_two_characters_of_a_set_are_equal_by_the_collation() {
        let collation = Collation::default();
        for set in &TABLE.sets {
            let mut seen = Map::default();
            for (c, _) in &set.members {
                let key = collation.key(&c.to_string());
                let other = seen.insert(key, *c);
                assert_eq!(other, None, "{c} {:x}", u32::from(*c));
            }
        }
    }

    #[test]
    fn scripts_and_marks_make_the_sets() {
        let set = |c: char| match class(c) {
            Class::Letter(place, _) | Class::Digit(place, _) | Class::Symbol(place) => place.set,
            other => panic!("{c}: {other:?}"),
        };
        for (a, b) in [
            ("a", "Z"),
            ("é", "Ú"),
            ("ä", "Ö"),
            ("Ж", "я"),
            ("λ", "Ω"),
            ("販", "部"),
            ("か", "シ"),
            ("ａ", "z"),
            ("７", "1"),
            ("😀", "😱"),
            ("א", "ש"),
            ("한", "글"),
        ] {
            let [a, b] = [a, b].map(|it| set(it.chars().next().unwrap()));
            assert_eq!(a, b);
        }
        for (a, b) in [('a', 'é'), ('é', 'ä'), ('я', 'z'), ('7', 'a'), ('か', 'が')] {
            assert_ne!(set(a), set(b), "{a} {b}");
        }
        for (c, expected) in [
            ('\u{301}', Class::Inside),
            ('\u{8}', Class::Inside),
            ('\u{200B}', Class::Inside),
            ('\u{FE0F}', Class::Inside),
            (' ', Class::Between),
            ('\n', Class::Between),
            ('-', Class::Between),
            ('\u{FFFD}', Class::Between),
        ] {
            assert_eq!(class(c), expected, "{c:?}");
        }
    }
}
