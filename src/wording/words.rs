//! What several sentences of a language share: its small words, how it writes numbers, sizes and dates, and texts that stand in
//! several sentences.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::de::Error;

use super::files;
use super::language::{Language, spoken};

/// What several sentences say, in each language, read when it is first asked for.
static SHARED: [OnceLock<Shared>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];

/// The language's small words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) yes: String,
    pub(crate) no: String,
    /// Behind the last entry shown of a list: how many are left out, in the place `#`.
    rest: String,
    /// Between each three digits of a number.
    thousands: String,
    /// In front of the digits behind the whole number.
    decimal: String,
    /// The units of sizes: bytes, and each a thousand of the one before.
    units: Vec<String>,
    /// How something is quoted: around the place `#`.
    quote: String,
    /// How a date is written: `DD.MM.YYYY`.
    date: String,
    /// In front of a place, below a sentence.
    pub(crate) place: String,
    /// In front of what is expected.
    pub(crate) expected: String,
    /// In front of what to do.
    pub(crate) hint: String,
}

impl Words {
    /// A number with its digits in threes.
    pub(crate) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut shown = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push_str(&self.thousands);
            }
            shown.push(digit);
        }
        shown
    }

    /// A size: `1,234 B`, `12.3 MB`.
    pub(crate) fn size(&self, bytes: u64) -> String {
        let mut units = self.units.iter().map(String::as_str);
        let mut unit = units.next().unwrap_or_default();
        if bytes < 1_000 {
            return format!("{bytes} {unit}");
        }
        let mut tenths = bytes.saturating_mul(10);
        while let Some(larger) = units.next().filter(|_| tenths >= 10_000) {
            tenths = (tenths + 500) / 1_000;
            unit = larger;
        }
        let number = self.number(tenths / 10);
        match tenths {
            ..1_000 => format!("{number}{}{} {unit}", self.decimal, tenths % 10),
            _ => format!("{number} {unit}"),
        }
    }

    /// A text of the input between quotation marks.
    pub(crate) fn quoted(&self, text: &str) -> String {
        self.quote.replace('#', text)
    }

    /// What is said behind a list of which so many entries are left out.
    pub(crate) fn rest(&self, left: u64) -> String {
        self.rest.replace('#', &self.number(left))
    }

    /// The date of a time as the database's own form has it, `2012-05-01T08:15:00Z`; any other text as it is.
    pub(crate) fn date(&self, time: &str) -> String {
        let date: String = time.chars().take(10).collect();
        let parts: Vec<&str> = date.split('-').collect();
        match parts[..] {
            [year, month, day] => (self.date.replace("YYYY", year))
                .replace("MM", month)
                .replace("DD", day),
            _ => date,
        }
    }
}

/// What several sentences say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    words: Words,
    text: BTreeMap<String, String>,
}

/// The small words of the language that is spoken.
pub(crate) fn words() -> &'static Words {
    &shared(spoken()).words
}

fn shared(language: Language) -> &'static Shared {
    let read = || read("shared", language).expect("a test reads what is shared");
    SHARED[language as usize].get_or_init(read)
}

/// Reads the file of an area, with what it shares with others in the places `{=name}`.
pub(crate) fn read<T: DeserializeOwned>(area: &str, language: Language) -> Result<T, Error> {
    #[cfg(debug_assertions)]
    if language == Language::Pseudo {
        let mut file: toml::Table = read(area, Language::English)?;
        super::pseudo::file(&mut file);
        return file.try_into();
    }
    let text = files::place(area).map_or("", |place| files::text(place, language));
    if area == "shared" {
        return toml::from_str(text);
    }
    let places = shared(language).text.iter();
    let text = places.fold(text.to_owned(), |text, (name, shared)| {
        text.replace(&format!("{{={name}}}"), shared)
    });
    toml::from_str(&text)
}
