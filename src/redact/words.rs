//! The replacement of a text, character by character: as many, each of its kind.

use std::borrow::Cow;

use super::alphabet::{ASCII, Class, Shape, bare, character, class, composed, size};
use super::cipher::{Cipher, Place};
use crate::directory::Map;

/// Words that are no secret, and that rules know: they stay, and no other word becomes one of them. `lt` and what
/// follows would make a reference of a `&` that is none.
const KNOWN: [&str; 14] = [
    "sip", "sips", "ma", "grp", "filelink", "http", "https", "cn", "ou", "dc", "lt", "gt", "amp",
    "apos",
];

/// How a GUID is written: so many digits, with a hyphen between or with none.
const GUID: [usize; 5] = [8, 4, 4, 4, 12];
const DIGITS: usize = 32;

/// Which digits are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// All of them.
    Replaced,
    /// Those of GUIDs only.
    Kept,
}

/// Replaces words.
#[derive(Debug)]
pub(super) struct Words {
    cipher: Cipher,
    known: Vec<Vec<Place>>,
    /// What the words of the source become, as far as that was found out beforehand.
    found: Map<Box<[Place]>, Box<[Place]>>,
}

/// A letter of a word, and where it stands.
struct Letter {
    at: usize,
    place: Place,
    shape: Shape,
    /// A mark behind it is part of it.
    composed: bool,
}

impl Words {
    pub fn new(cipher: Cipher) -> Self {
        let places = |word: &&str| word.chars().filter_map(place_of).collect();
        let known = KNOWN.iter().chain(&["quot"]);
        Words {
            cipher,
            known: known.map(places).collect(),
            found: Map::default(),
        }
    }

    /// Lets words become these.
    pub fn with(self, found: Map<Box<[Place]>, Box<[Place]>>) -> Self {
        Words { found, ..self }
    }

    /// What all words of so few letters of ASCII become: they stand in every text again and again.
    pub fn short(&self, most: usize) -> Map<Box<[Place]>, Box<[Place]>> {
        let mut short = Map::default();
        let mut before = vec![Vec::new()];
        for _ in 0..most {
            let longer = before.iter().flat_map(|word: &Vec<Place>| {
                (0..size(ASCII)).map(|index| {
                    let letter = Place { set: ASCII, index };
                    word.iter().copied().chain([letter]).collect()
                })
            });
            before = longer.collect();
            let found = before
                .iter()
                .map(|word| (word.clone().into(), self.usual(word, 0).into()));
            short.extend(found);
        }
        short
    }

    pub fn cipher(&self) -> &Cipher {
        &self.cipher
    }

    /// Replaces a text. What is no letter, digit or picture stays, and is where words end; marks and controls stay, and
    /// no word ends there.
    pub fn replace(&self, text: &mut [char], numbers: Numbers) {
        let mut at = 0;
        while at < text.len() {
            if let Some(guid) = guid_at(text, at) {
                at = guid.end;
                self.replace_guid(&mut text[guid]);
                continue;
            }
            at = match class(text[at]) {
                Class::Letter(..) => self.replace_word(text, at),
                Class::Digit(..) => self.replace_number(text, at, numbers),
                Class::Symbol(place) => {
                    text[at] = character(self.word(&[place])[0], Shape::default());
                    at + 1
                }
                Class::Inside | Class::Between => at + 1,
            };
        }
    }

    /// The same of a whole text.
    pub fn text(&self, text: &str, numbers: Numbers) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        self.replace(&mut characters, numbers);
        characters.into_iter().collect()
    }

    /// What a word becomes.
    pub fn word(&self, word: &[Place]) -> Cow<'_, [Place]> {
        match self.found.get(word) {
            Some(found) => Cow::Borrowed(found),
            None => Cow::Owned(self.usual(word, 0)),
        }
    }

    /// What a word becomes where nothing speaks against it; each `variant` is another choice.
    pub fn usual(&self, word: &[Place], variant: u64) -> Vec<Place> {
        let mut replaced = word.to_vec();
        if self.is_known(word) {
            return replaced;
        }
        // On from a known word: as these stay, no two words meet.
        loop {
            self.cipher.replace(&mut replaced, variant, size);
            if !self.is_known(&replaced) {
                return replaced;
            }
        }
    }

    /// The word that becomes this one, where nothing speaks against it.
    pub fn origin(&self, word: &[Place]) -> Vec<Place> {
        let mut origin = word.to_vec();
        loop {
            self.cipher.restore(&mut origin, 0, size);
            if !self.is_known(&origin) {
                return origin;
            }
        }
    }

    /// Whether the word is one that stays.
    pub fn is_known(&self, word: &[Place]) -> bool {
        self.known.iter().any(|known| **known == *word)
    }

    fn replace_word(&self, text: &mut [char], from: usize) -> usize {
        let (letters, end) = letters(text, from);
        let word: Vec<Place> = letters.iter().map(|letter| letter.place).collect();
        for (letter, place) in letters.iter().zip(&*self.word(&word)) {
            let whole = character(*place, letter.shape);
            text[letter.at] = if letter.composed { bare(whole) } else { whole };
        }
        end
    }

    fn replace_number(&self, text: &mut [char], from: usize, numbers: Numbers) -> usize {
        let digits = text[from..].iter().map_while(|c| match class(*c) {
            Class::Digit(place, shape) => Some((place, shape)),
            _ => None,
        });
        let (mut number, shapes): (Vec<Place>, Vec<Shape>) = digits.unzip();
        let end = from + number.len();
        if numbers == Numbers::Replaced {
            self.cipher.replace(&mut number, 0, size);
            for (at, (place, shape)) in number.into_iter().zip(shapes).enumerate() {
                text[from + at] = character(place, shape);
            }
        }
        end
    }

    /// A GUID in any case becomes the same one, in that case. The one of zeros stays: it stands for none.
    fn replace_guid(&self, guid: &mut [char]) {
        let digits: Vec<u64> = guid
            .iter()
            .filter_map(|c| c.to_digit(16))
            .map(u64::from)
            .collect();
        if digits.iter().all(|digit| *digit == 0) {
            return;
        }
        let upper = guid.iter().any(char::is_ascii_uppercase);
        // Nothing else is hashed with such a beginning.
        let part = |number: u64| {
            let begin = [u64::MAX, number];
            self.cipher
                .hash(begin.into_iter().chain(digits.iter().copied()))
        };
        let new = format!("{:016x}{:016x}", part(0), part(1));
        let mut new = new.chars();
        for c in guid.iter_mut().filter(|c| **c != '-') {
            let digit = new.next().unwrap_or('0');
            *c = if upper {
                digit.to_ascii_uppercase()
            } else {
                digit
            };
        }
    }
}

/// Shows each word of a text, without its shapes.
pub(super) fn each_word(text: &[char], mut take: impl FnMut(Vec<Place>)) {
    let mut at = 0;
    while at < text.len() {
        if let Some(guid) = guid_at(text, at) {
            at = guid.end;
        } else if let Class::Letter(..) = class(text[at]) {
            let (letters, end) = letters(text, at);
            take(letters.iter().map(|letter| letter.place).collect());
            at = end;
        } else {
            at += 1;
        }
    }
}

/// The letters of the word that begins here, and where it ends.
fn letters(text: &[char], from: usize) -> (Vec<Letter>, usize) {
    let mut letters = Vec::new();
    let mut at = from;
    while at < text.len() {
        match class(text[at]) {
            Class::Letter(place, shape) => letters.push(with_mark(text, at, place, shape)),
            Class::Inside => {}
            _ => break,
        }
        at += 1;
    }
    (letters, at)
}

/// A letter with the mark behind it, where there is one letter for both.
fn with_mark(text: &[char], at: usize, place: Place, shape: Shape) -> Letter {
    let plain = Letter {
        at,
        place,
        shape,
        composed: false,
    };
    let Some(mark) = text.get(at + 1).filter(|c| !c.is_ascii()) else {
        return plain;
    };
    if class(*mark) != Class::Inside {
        return plain;
    }
    match composed(text[at], *mark).map(class) {
        Some(Class::Letter(place, shape)) => Letter {
            place,
            shape,
            composed: true,
            ..plain
        },
        _ => plain,
    }
}

fn place_of(c: char) -> Option<Place> {
    match class(c) {
        Class::Letter(place, _) => Some(place),
        _ => None,
    }
}

/// Where the GUID is that begins here, and is no part of something longer.
fn guid_at(text: &[char], at: usize) -> Option<std::ops::Range<usize>> {
    // Looked at for every word: how many digits there are tells nearly always that it is none.
    let hex = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter()
            .take(DIGITS + 1)
            .take_while(|c| c.is_ascii_hexdigit())
            .count()
    };
    let first = hex(at);
    if first != GUID[0] && first != DIGITS {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    let goes_on = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    if goes_on(before) {
        return None;
    }
    let end = if first == DIGITS {
        at + DIGITS
    } else {
        let mut end = at + first;
        for length in &GUID[1..] {
            if text.get(end) != Some(&'-') || hex(end + 1).min(*length) < *length {
                return None;
            }
            end += 1 + length;
        }
        end
    };
    let is_number = || text[at..end].iter().all(char::is_ascii_digit);
    let is_other = goes_on(text.get(end)) || first == DIGITS && is_number();
    (!is_other).then_some(at..end)
}

/// Whether a set is that of the letters of ASCII: a word of these can be looked for with any tool.
pub(super) fn is_ascii(word: &[Place]) -> bool {
    word.iter().all(|place| place.set == ASCII)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::directory::{Collation, is_xml_char, utf16_len};

    fn words() -> Words {
        Words::new(Cipher::seeded(1))
    }

    fn redacted(text: &str) -> String {
        words().text(text, Numbers::Replaced)
    }

    #[test]
    fn what_rules_look_at_stays() {
        for (text, form) in [
            ("sip:user@contoso.com", "sip:aaaa@aaaaaaa.aaa"),
            (
                "ma-filelink:Report_2012.docx",
                "ma-filelink:Aaaaaa_9999.aaaa",
            ),
            (
                "CN=User 01,OU=People,DC=contoso,DC=com",
                "CN=Aaaa 99,OU=Aaaaaa,DC=aaaaaaa,DC=aaa",
            ),
            (
                "https://Contoso.com:8080/?q=1",
                "https://Aaaaaaa.aaa:9999/?a=9",
            ),
            ("Hello,\tWORLD!\u{8}\r\n(2)", "Aaaaa,\tAAAAA!\u{8}\r\n(9)"),
        ] {
            let shape = |c: char| match c {
                'a'..='z' => 'a',
                'A'..='Z' => 'A',
                '0'..='9' => '9',
                c => c,
            };
            let new = redacted(text);
            let kept = ["sip", "ma-filelink", "CN", "OU", "DC", "https"];
            let mut shown: String = new.chars().map(shape).collect();
            for known in kept {
                let as_shape: String = known.chars().map(shape).collect();
                for (at, _) in new.match_indices(known) {
                    assert_eq!(&shown[at..at + known.len()], as_shape);
                    shown.replace_range(at..at + known.len(), known);
                }
            }
            assert_eq!(shown, form, "{new}");
        }
    }

    #[test]
    fn equal_words_stay_equal_and_others_do_not() {
        for (a, b) in [
            ("Sales", "SALES"),
            ("Größe", "GRÖßE"),
            ("Caf\u{e9}", "Cafe\u{301}"),
            ("Общий", "общий"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("Ｓａｌｅｓ", "Sales"),
            ("カメラ", "かめら"),
            ("Sa\u{8}les", "Sales"),
            ("Sa\u{200B}les", "Sales"),
        ] {
            let collation = Collation::default();
            let key = |text: &str| collation.key(text);
            assert_eq!(key(a), key(b), "{a} {b}: the test itself");
            let [a, b] = [a, b].map(redacted);
            assert_eq!(key(&a), key(&b), "{a} {b}");
        }
        let all: std::collections::BTreeSet<String> = ('a'..='z')
            .flat_map(|a| ('a'..='z').map(move |b| redacted(&format!("{a}{b}"))))
            .collect();
        assert_eq!(all.len(), 26 * 26);
    }

    #[test]
    fn guids_become_the_same_guid_in_any_case() {
        let upper = redacted("{2A3BBB46-C5BC-472F-A38F-8E83589534FB}");
        let lower = redacted("{2a3bbb46-c5bc-472f-a38f-8e83589534fb}");
        assert_eq!(upper.to_lowercase(), lower);
        assert_ne!(lower, "{2a3bbb46-c5bc-472f-a38f-8e83589534fb}");
        assert_eq!(upper, upper.to_uppercase());
        let plain = redacted("2A3BBB46C5BC472FA38F8E83589534FB");
        assert_eq!(plain, upper.replace(['{', '-', '}'], ""));
        let zeros = "00000000-0000-0000-0000-000000000000";
        assert_eq!(redacted(zeros), zeros);
    }

    proptest! {
        #![proptest_config(crate::seeded::cases(1000))]

        #[test]
        fn any_text_keeps_its_form(text in "(\\PC|[a-zA-Z]{1,8}|[äöüßéÉ]|[а-яА-Я]|[α-ω]|[ぁ-ヶ]|[一-龥]|[😀-😿]|e\u{301}|\\x08|[ \t0-9.:@/-]){0,24}") {
            let new = redacted(&text);
            let lengths = |text: &str| (text.len(), utf16_len(text), text.chars().count());
            prop_assert_eq!(lengths(&new), lengths(&text));
            for (a, b) in text.chars().zip(new.chars()) {
                let traits = |c: char| (
                    is_xml_char(c), c.is_alphanumeric(), c.is_ascii(), c.is_numeric() && c.is_ascii(),
                    c.is_whitespace(), c.is_control(), c.len_utf8(),
                );
                prop_assert_eq!(traits(a), traits(b), "{:?} {:?}", a, b);
                let kind = |c: char| std::mem::discriminant(&class(c));
                prop_assert_eq!(kind(a), kind(b), "{:?} {:?}", a, b);
                if matches!(class(a), Class::Inside | Class::Between) {
                    prop_assert_eq!(a, b);
                }
            }
        }

        #[test]
        fn case_pairs_stay_and_the_way_back_is_known(word in "[a-zа-яéèα-ρ]{1,12}") {
            prop_assert_eq!(redacted(&word).to_uppercase(), redacted(&word.to_uppercase()));
            let words = words();
            let places: Vec<Place> = word.chars().filter_map(place_of).collect();
            prop_assert_eq!(words.origin(&words.usual(&places, 0)), places);
        }

        #[test]
        fn different_words_stay_different(a in "[a-c]{1,4}", b in "[a-c]{1,4}") {
            prop_assert_eq!(a == b, redacted(&a) == redacted(&b));
        }
    }
}
