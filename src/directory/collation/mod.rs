//! How a database compares names: what a collation takes as equal.
//!
//! The weights are those of the Unicode Collation Algorithm with the data of CLDR (`icu_collator`), at the level that
//! corresponds to the collation, and not SQL Server's own: `docs/rules/name-conflict.md` says where these may differ.

mod chosen;
mod named;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::char::ToLowercase;
use std::sync::Arc;

use icu_collator::CollatorBorrowed;
use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

pub use chosen::{ChosenCollation, CollationOrigin, StatedCollation};

/// What Lync's setup and most servers have; nothing says what the target's database has.
const USUAL: &str = "Latin1_General_CI_AS";

/// Letters that Windows takes as two; the Unicode algorithm has them as letters of their own, or as a difference of
/// accents.
const AS_TWO: [(char, &str); 4] = [('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('þ', "th")];

/// A collation of SQL Server, for the comparison of names. [`FromStr`](std::str::FromStr) takes its name.
#[derive(Clone, Debug)]
pub struct Collation {
    name: String,
    /// `None`: by code points.
    weights: Option<Arc<CollatorBorrowed<'static>>>,
    ignores_case: bool,
    ignores_accents: bool,
    kana_sensitive: bool,
    width_sensitive: bool,
    /// Whether ASCII compares as in English: upper and lower case alike, each letter for itself.
    is_plain: bool,
    /// Whether letters such as `æ` are two: in some languages they are letters of their own.
    has_two: bool,
    /// Whether i with and without its dot are two letters.
    is_turkic: bool,
}

impl Default for Collation {
    fn default() -> Self {
        let usual = USUAL.parse();
        usual.unwrap_or_else(|_| Collation::binary(USUAL))
    }
}

impl Collation {
    /// Its name, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn binary(name: &str) -> Collation {
        Collation {
            name: name.to_owned(),
            weights: None,
            ignores_case: false,
            ignores_accents: false,
            kana_sensitive: true,
            width_sensitive: true,
            is_plain: false,
            has_two: false,
            is_turkic: false,
        }
    }

    /// The key under which two names are one name. Blanks at the end never count.
    pub fn key(&self, name: &str) -> String {
        let name = name.trim_end_matches(' ');
        let Some(weights) = self.weights.as_deref().filter(|_| !name.is_empty()) else {
            return name.to_owned();
        };
        if self.is_plain && is_printable_ascii(name) {
            return name.to_ascii_lowercase();
        }
        let spelt = self.spelt(name);
        let sorted = sort_key(weights, &spelt);
        let mut key = String::new();
        // What is equal to a name in ASCII has the key of that.
        match as_ascii(&spelt).filter(|ascii| self.is_plain && sort_key(weights, ascii) == sorted) {
            Some(ascii) => key.push_str(&ascii),
            None => {
                key.push('\0');
                key.extend(sorted.iter().map(|byte| char::from(*byte)));
            }
        }
        if self.kana_sensitive && self.ignores_case {
            key.extend(kinds(name, |c| matches!(c, '\u{3041}'..='\u{309F}')));
        }
        if self.width_sensitive && self.ignores_case {
            key.extend(kinds(name, |c| matches!(c, '\u{FF01}'..='\u{FFEE}')));
        }
        key
    }

    /// The name, with what the collation does not tell apart spelt alike where the weights would tell it.
    fn spelt(&self, name: &str) -> String {
        let mut spelt = String::with_capacity(name.len());
        for c in name.chars() {
            let c = match c {
                '\u{FF01}'..='\u{FF5E}' if !self.width_sensitive => {
                    char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
                }
                '\u{3041}'..='\u{3096}' if !self.kana_sensitive => katakana(c),
                _ => c,
            };
            if self.is_plain {
                folded(c).for_each(|c| self.spell(c, &mut spelt));
            } else {
                self.spell(c, &mut spelt);
            }
        }
        spelt
    }

    fn spell(&self, c: char, spelt: &mut String) {
        let two = |c: char| AS_TWO.iter().find(|(letter, _)| folded(c).eq([*letter]));
        let two = if self.has_two && !c.is_ascii() {
            two(c)
        } else {
            None
        };
        match two {
            Some((_, two)) => spelt.push_str(two),
            None => spelt.push(c),
        }
    }

    /// A key of what is certainly one name: names that share it are one by what Microsoft documents of collations, and not
    /// only by the weights of the Unicode Collation Algorithm.
    pub fn certain_key(&self, name: &str) -> String {
        let name = name.trim_end_matches(' ');
        if self.weights.is_none() {
            return name.to_owned();
        }
        let decomposed = match self.ignores_accents {
            true => NFD.normalize(name),
            false => Cow::Borrowed(name),
        };
        let mut certain = String::with_capacity(name.len());
        for c in decomposed.chars() {
            if self.ignores_accents && matches!(c, '\u{300}'..='\u{36F}') {
                continue;
            }
            let mut form = [0; 4];
            let form = match c {
                '\u{3000}' | '\u{FF01}'..='\u{FFEE}' if !self.width_sensitive => {
                    NFKD.normalize(c.encode_utf8(&mut form)).into_owned()
                }
                _ => c.to_string(),
            };
            for c in form.chars() {
                let c = match c {
                    '\u{3041}'..='\u{3096}' if !self.kana_sensitive => katakana(c),
                    _ => c,
                };
                match c {
                    _ if !self.ignores_case => certain.push(c),
                    'I' if self.is_turkic => certain.push('ı'),
                    'İ' | 'ı' if self.is_turkic => certain.push(if c == 'İ' { 'i' } else { c }),
                    _ => certain.extend(folded(c)),
                }
            }
        }
        certain
    }
}

const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();
const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfkd();

fn katakana(hiragana: char) -> char {
    char::from_u32(u32::from(hiragana) + 0x60).unwrap_or(hiragana)
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The key under which two addresses are one: they have nothing to do with a collation.
pub fn address_key(address: &str) -> Cow<'_, str> {
    let address = address.trim_end_matches(' ');
    if !address.is_ascii() {
        return address.chars().flat_map(folded).collect();
    }
    match address.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => address.to_ascii_lowercase().into(),
        false => address.into(),
    }
}

/// A character without its case. Upper case first: it joins what has one capital but several small letters, such as both
/// sigmas.
fn folded(c: char) -> ToLowercase {
    match c.is_ascii() {
        true => c.to_lowercase(),
        false => simple_upper(c).to_lowercase(),
    }
}

/// The capital of one character, where that is one character again.
fn simple_upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

fn sort_key(weights: &CollatorBorrowed<'static>, text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let Ok(()) = weights.write_sort_key_to(text, &mut key);
    key
}

/// The same in ASCII, where nothing else is left when forms and what has no weight are taken away.
fn as_ascii(text: &str) -> Option<String> {
    let plain: Cow<'_, str> = NFKD.normalize(text);
    let has_weight = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
    };
    let kept: String = plain.chars().filter(has_weight).collect();
    is_printable_ascii(&kept).then(|| kept.to_ascii_lowercase())
}

/// Where there are characters of a kind, as what is put behind a key.
fn kinds(name: &str, is: impl Fn(char) -> bool) -> impl Iterator<Item = char> {
    let marks = name.chars().map(move |c| if is(c) { '1' } else { '0' });
    let marks: String = marks.collect();
    let marks = marks.trim_end_matches('0');
    let marks = match marks {
        "" => String::new(),
        marks => format!("\0{marks}"),
    };
    marks.chars().collect::<Vec<_>>().into_iter()
}
