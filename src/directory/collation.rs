//! How a database compares names: what a collation takes as equal.
//!
//! The weights are those of the Unicode Collation Algorithm with the data of CLDR (`icu_collator`), at the level that
//! corresponds to the collation, and not SQL Server's own: `docs/rules/name-conflict.md` says where these may differ.

use std::borrow::Cow;
use std::char::ToLowercase;
use std::str::FromStr;
use std::sync::OnceLock;

use icu_collator::options::{CaseLevel, CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

/// What Lync's setup and most servers have; nothing says what the target's database has.
const USUAL: &str = "Latin1_General_CI_AS";

/// Letters that Windows takes as two; the Unicode algorithm has them as letters of their own, or as a difference of
/// accents.
const AS_TWO: [(char, &str); 4] = [('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('þ', "th")];

/// A collation of SQL Server, for the comparison of names.
#[derive(Debug)]
pub struct Collation {
    /// `None`: by code points.
    weights: Option<CollatorBorrowed<'static>>,
    ignores_case: bool,
    kana_sensitive: bool,
    width_sensitive: bool,
    /// Whether ASCII compares as in English: upper and lower case alike, each letter for itself.
    is_plain: bool,
}

static CHOSEN: OnceLock<Collation> = OnceLock::new();

impl Collation {
    /// Compares all names of this process so. `false`: names have been compared before.
    pub fn choose(self) -> bool {
        CHOSEN.set(self).is_ok()
    }

    /// The one that was chosen, else `Latin1_General_CI_AS`.
    fn chosen() -> &'static Collation {
        CHOSEN.get_or_init(|| USUAL.parse().unwrap_or(Collation::BINARY))
    }

    const BINARY: Collation = Collation {
        weights: None,
        ignores_case: false,
        kana_sensitive: true,
        width_sensitive: true,
        is_plain: false,
    };

    fn key(&self, name: &str) -> String {
        let name = name.trim_end_matches(' ');
        let Some(weights) = self.weights.as_ref().filter(|_| !name.is_empty()) else {
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
                '\u{3041}'..='\u{3096}' if !self.kana_sensitive => {
                    char::from_u32(u32::from(c) + 0x60).unwrap_or(c)
                }
                _ => c,
            };
            if !(self.is_plain && self.ignores_case) {
                spelt.push(c);
                continue;
            }
            for c in folded(c) {
                match AS_TWO.iter().find(|(letter, _)| *letter == c) {
                    Some((_, two)) => spelt.push_str(two),
                    None => spelt.push(c),
                }
            }
        }
        spelt
    }
}

/// The key under which two names are one name, by the collation that was chosen. Blanks at the end never count.
pub fn key(name: &str) -> String {
    Collation::chosen().key(name)
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The key under which two addresses are one: they have nothing to do with a collation.
pub fn address_key(address: &str) -> String {
    address
        .trim_end_matches(' ')
        .chars()
        .flat_map(folded)
        .collect()
}

/// A character without its case. Upper case first: it joins what has one capital but several small letters, such as both
/// sigmas.
fn folded(c: char) -> ToLowercase {
    simple_upper(c).to_lowercase()
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
    const FORMS: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfkd();
    let plain: Cow<'_, str> = FORMS.normalize(text);
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

/// The languages whose own order makes other names equal, as far as CLDR has them, by the beginning of their collations.
const LANGUAGES: [(&str, &str); 17] = [
    ("Turkish", "tr"),
    ("Azeri_Latin", "az"),
    ("Danish_", "da"),
    ("Norwegian", "nb"),
    ("Finnish_Swedish", "sv"),
    ("German_PhoneBook", "de-u-co-phonebk"),
    ("Traditional_Spanish", "es-u-co-trad"),
    ("Modern_Spanish", "es"),
    ("Hungarian", "hu"),
    ("Czech", "cs"),
    ("Slovak", "sk"),
    ("Polish", "pl"),
    ("Croatian", "hr"),
    ("Estonian", "et"),
    ("Lithuanian", "lt"),
    ("Latvian", "lv"),
    ("Vietnamese", "vi"),
];

/// Those that compare as the root does.
const ROOT: [&str; 8] = [
    "Latin1_General",
    "French",
    "Greek",
    "Cyrillic_General",
    "Hebrew",
    "Arabic",
    "Japanese",
    "Ukrainian",
];

impl FromStr for Collation {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let upper = name.to_ascii_uppercase();
        let has = |style: &str| upper.split('_').any(|word| word == style);
        let own = upper.strip_prefix("SQL_").unwrap_or(&upper);
        let of = |it: &str| own.starts_with(&it.to_ascii_uppercase());
        let language = LANGUAGES.iter().find(|(designator, _)| of(designator));
        let known = language.is_some() || ROOT.iter().any(|designator| of(designator));
        let is_binary = has("BIN") || has("BIN2");
        let styled = (has("CI") != has("CS")) && (has("AI") != has("AS"));
        if !known || is_binary == styled {
            let names: Vec<&str> = ROOT
                .iter()
                .copied()
                .chain(LANGUAGES.iter().map(|(name, _)| name.trim_end_matches('_')))
                .collect();
            return Err(format!(
                "{name} is not a collation that pchat knows: it knows {} with _CI or _CS, _AI or _AS, _KS, _WS, _BIN and _BIN2, such as {USUAL}",
                names.join(", ")
            ));
        }
        if is_binary {
            return Ok(Collation::BINARY);
        }
        let mut options = CollatorOptions::default();
        let (ignores_case, ignores_accents) = (has("CI"), has("AI"));
        options.strength = Some(match (ignores_case, ignores_accents) {
            (_, true) => Strength::Primary,
            (true, false) => Strength::Secondary,
            (false, false) => Strength::Tertiary,
        });
        if !ignores_case && ignores_accents {
            options.case_level = Some(CaseLevel::On);
        }
        let locale = language.map_or("und", |(_, locale)| locale);
        let locale = locale.parse::<icu_locale_core::Locale>();
        let locale = locale.map_err(|error| format!("{name}: {error}"))?;
        let weights = Collator::try_new((&locale).into(), options)
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(Collation {
            weights: Some(weights),
            ignores_case,
            kana_sensitive: has("KS"),
            width_sensitive: has("WS"),
            is_plain: ignores_case && language.is_none() && !ignores_accents,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn equal(collation: &str, a: &str, b: &str) -> bool {
        let collation: Collation = collation.parse().unwrap();
        collation.key(a) == collation.key(b)
    }

    #[test]
    fn names_that_the_usual_collation_takes_as_equal() {
        for (a, b) in [
            ("Zürich Support  ", "ZÜRICH SUPPORT"),
            ("Straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("Ægir", "AEGIR"),
            ("Œuvre", "oeuvre"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("Ｈｅｌｐ　Ｄｅｓｋ", "Help Desk"),
            ("ひらがな", "ヒラガナ"),
            ("ｶﾞ", "ガ"),
            ("ΟΔΟΣ", "οδος"),
            ("m²", "M2"),
            ("Ne\u{AD}ws", "News"),
            ("\u{FB01}le", "FILE"),
        ] {
            assert!(equal(USUAL, a, b), "{a} {b}");
        }
        for (a, b) in [
            ("Zurich", "Zürich"),
            (" a", "a"),
            ("co-op", "coop"),
            ("It's", "Its"),
            ("😀", "😁"),
            ("😀", ""),
            ("ø", "o"),
        ] {
            assert!(!equal(USUAL, a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_collation_is_told_by_its_name() {
        for (collation, a, b, expected) in [
            ("Latin1_General_CS_AS", "News", "NEWS", false),
            ("Latin1_General_CS_AS", "Ｎews", "News", true),
            ("Latin1_General_CI_AI", "Zürich", "ZURICH", true),
            ("Latin1_General_CS_AI", "Zürich", "Zurich", true),
            ("Latin1_General_CS_AI", "Zürich", "ZURICH", false),
            ("Latin1_General_100_CI_AS_KS", "ひ", "ヒ", false),
            ("Latin1_General_CI_AS_WS", "Ａ", "a", false),
            ("Latin1_General_CI_AS_WS", "ひ", "ヒ", true),
            ("Latin1_General_BIN2", "a", "a ", true),
            ("Latin1_General_BIN", "a", "A", false),
            ("SQL_Latin1_General_CP1_CI_AS", "a", "A", true),
            ("Turkish_CI_AS", "FILE", "file", false),
            ("Turkish_100_CI_AS", "FİLE", "file", true),
            ("Danish_Norwegian_CI_AS", "Aarhus", "ÅRHUS", true),
        ] {
            assert_eq!(equal(collation, a, b), expected, "{collation}: {a} {b}");
        }
        for name in ["", "Latin1_General", "Klingon_CI_AS", "Latin1_General_CI"] {
            let error = name.parse::<Collation>().unwrap_err();
            assert!(error.contains("Latin1_General"), "{error}");
        }
    }

    fn names() -> impl Strategy<Value = String> {
        "[a-dA-DkK ıİiIſsSßẞæÆåÅΣσςée\u{301}\u{AD}ａＡあアｱ²2\u{212A}\u{1}-]{0,5}"
    }

    proptest! {
        #[test]
        fn what_differs_by_case_alone_is_equal(a in names(), b in names()) {
            let collation: Collation = USUAL.parse().unwrap();
            if address_key(&a) == address_key(&b) {
                prop_assert_eq!(collation.key(&a), collation.key(&b));
            }
        }

        #[test]
        fn ascii_compares_by_its_weights(a in "[ -~]{0,6}", b in "[ -~]{0,6}") {
            let collation: Collation = USUAL.parse().unwrap();
            let weights = collation.weights.as_ref().unwrap();
            let slow = |name: &str| sort_key(weights, name.trim_end_matches(' '));
            for (a, b) in [(&a, &b), (&a, &a.to_uppercase())] {
                prop_assert_eq!(collation.key(a) == collation.key(b), slow(a) == slow(b));
            }
        }

        #[test]
        fn keys_are_equal_where_the_weights_are(a in names(), b in names()) {
            let collation: Collation = USUAL.parse().unwrap();
            let weights = collation.weights.as_ref().unwrap();
            let slow = |name: &str| sort_key(weights, &collation.spelt(name.trim_end_matches(' ')));
            prop_assert_eq!(collation.key(&a) == collation.key(&b), slow(&a) == slow(&b));
        }
    }
}
