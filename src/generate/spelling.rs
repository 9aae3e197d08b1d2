use std::str::FromStr;

use super::Impossible;
use crate::pool::schema::Generation;

/// How a package is spelled: the same pool in one of the many forms that a reader must understand.
///
/// Parsed from words with commas between them, such as `utf-16le,nested,iso-times,stored`. What no word says is
/// as in the default: UTF-8 without declaration, messages in a member of their own, ticks, attributes, deflate.
/// `database` and `database-2013` leave out of the pool what the tables of that generation cannot hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Where one is said.
    pub(super) encoding: Option<Encoding>,
    /// Whose tables must hold the pool.
    pub(super) database: Option<Generation>,
    pub(super) messages: Place,
    pub(super) times: Times,
    pub(super) fields: Fields,
    pub(super) namespace: Namespace,
    pub(super) method: Method,
    pub(super) indented: bool,
    pub(super) cdata: bool,
    pub(super) comments: bool,
    pub(super) inner_folder: bool,
    pub(super) zip64: bool,
    pub(super) data_descriptors: bool,
    pub(super) cp437_names: bool,
    /// The first word that only a zip file can be spelled with.
    pub(super) zip_only: Option<&'static str>,
    /// The first word that is about packages, and not about text as such.
    pub(super) package_only: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    Utf8,
    Utf8Declared,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
}

/// Where the messages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    OwnMember,
    Split,
    PerRoom,
    Flat,
    Nested,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Times {
    #[default]
    Ticks,
    Iso,
    Datetime,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fields {
    #[default]
    Attributes,
    Elements,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Namespace {
    #[default]
    None,
    Default,
    Prefixed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Method {
    #[default]
    Deflate,
    Stored,
    Deflate64,
}

/// What a word sets.
#[derive(Clone, Copy)]
enum Setting {
    Database(Generation),
    Encoding(Encoding),
    Messages(Place),
    Times(Times),
    Fields(Fields),
    Namespace(Namespace),
    Method(Method),
    Indented,
    Cdata,
    Comments,
    InnerFolder,
    Zip64,
    DataDescriptors,
    Cp437Names,
}

const WORDS: &[(&str, Setting)] = &[
    ("utf-8", Setting::Encoding(Encoding::Utf8)),
    ("utf-8-declared", Setting::Encoding(Encoding::Utf8Declared)),
    ("utf-8-bom", Setting::Encoding(Encoding::Utf8Bom)),
    ("utf-16le", Setting::Encoding(Encoding::Utf16Le)),
    ("utf-16be", Setting::Encoding(Encoding::Utf16Be)),
    ("database", Setting::Database(Generation::Legacy)),
    ("database-2013", Setting::Database(Generation::Current)),
    ("own-member", Setting::Messages(Place::OwnMember)),
    ("split", Setting::Messages(Place::Split)),
    ("per-room", Setting::Messages(Place::PerRoom)),
    ("flat", Setting::Messages(Place::Flat)),
    ("nested", Setting::Messages(Place::Nested)),
    ("ticks", Setting::Times(Times::Ticks)),
    ("iso-times", Setting::Times(Times::Iso)),
    ("datetime-times", Setting::Times(Times::Datetime)),
    ("attributes", Setting::Fields(Fields::Attributes)),
    ("elements", Setting::Fields(Fields::Elements)),
    ("default-namespace", Setting::Namespace(Namespace::Default)),
    ("prefixed", Setting::Namespace(Namespace::Prefixed)),
    ("indented", Setting::Indented),
    ("cdata", Setting::Cdata),
    ("comments", Setting::Comments),
    ("inner-folder", Setting::InnerFolder),
    ("deflate", Setting::Method(Method::Deflate)),
    ("stored", Setting::Method(Method::Stored)),
    ("deflate64", Setting::Method(Method::Deflate64)),
    ("zip64", Setting::Zip64),
    ("data-descriptors", Setting::DataDescriptors),
    ("cp437-names", Setting::Cp437Names),
];

impl Spelling {
    /// All words there are.
    pub fn words() -> Vec<&'static str> {
        WORDS.iter().map(|(word, _)| *word).collect()
    }

    fn set(&mut self, word: &'static str, setting: Setting) {
        match setting {
            Setting::Encoding(encoding) => self.encoding = Some(encoding),
            Setting::Database(schema) => self.database = Some(schema),
            Setting::Messages(place) => self.messages = place,
            Setting::Times(times) => self.times = times,
            Setting::Fields(fields) => self.fields = fields,
            Setting::Namespace(namespace) => self.namespace = namespace,
            Setting::Method(method) => self.method = method,
            Setting::Indented => self.indented = true,
            Setting::Cdata => self.cdata = true,
            Setting::Comments => self.comments = true,
            Setting::InnerFolder => self.inner_folder = true,
            Setting::Zip64 => self.zip64 = true,
            Setting::DataDescriptors => self.data_descriptors = true,
            Setting::Cp437Names => self.cp437_names = true,
        }
        if matches!(
            setting,
            Setting::Method(_) | Setting::Zip64 | Setting::DataDescriptors | Setting::Cp437Names
        ) {
            self.zip_only.get_or_insert(word);
        }
        if !matches!(setting, Setting::Encoding(encoding) if encoding != Encoding::Utf8Declared) {
            self.package_only.get_or_insert(word);
        }
    }
}

impl FromStr for Spelling {
    type Err = Impossible;

    fn from_str(text: &str) -> Result<Self, Impossible> {
        let mut spelling = Spelling::default();
        let mut said: Vec<(&'static str, Setting)> = Vec::new();
        for word in text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let Some((word, setting)) = WORDS.iter().find(|(known, _)| *known == word) else {
                return Err(Impossible::NoSpelling {
                    word: word.to_owned(),
                    known: Spelling::words(),
                });
            };
            let same = |other: &&(&str, Setting)| {
                std::mem::discriminant(&other.1) == std::mem::discriminant(setting)
                    && other.0 != *word
            };
            if let Some((other, _)) = said.iter().find(same) {
                return Err(Impossible::Twice {
                    one: other,
                    other: word,
                });
            }
            said.push((word, *setting));
            spelling.set(word, *setting);
        }
        if spelling.method == Method::Deflate64 && (spelling.zip64 || spelling.data_descriptors) {
            return Err(Impossible::Deflate64);
        }
        Ok(spelling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_understood_alone() {
        for word in Spelling::words() {
            assert!(word.parse::<Spelling>().is_ok(), "{word}");
        }
        assert_eq!("".parse::<Spelling>().unwrap(), Spelling::default());
    }

    #[test]
    fn words_combine() {
        let spelling: Spelling = "utf-16le, nested,iso-times,stored".parse().unwrap();
        assert_eq!(
            (
                spelling.encoding,
                spelling.messages,
                spelling.times,
                spelling.method
            ),
            (
                Some(Encoding::Utf16Le),
                Place::Nested,
                Times::Iso,
                Method::Stored
            )
        );
        assert_eq!(spelling.zip_only, Some("stored"));
    }

    #[test]
    fn unknown_words_are_answered_with_the_known_ones() {
        let error = "utf-16le,upside-down"
            .parse::<Spelling>()
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("`upside-down`") && error.contains("utf-16be"),
            "{error}"
        );
    }

    #[test]
    fn contradictions_are_refused() {
        for text in ["ticks,iso-times", "deflate,stored", "deflate64,zip64"] {
            assert!(
                matches!(
                    text.parse::<Spelling>(),
                    Err(Impossible::Twice { .. } | Impossible::Deflate64)
                ),
                "{text}"
            );
        }
        assert!("ticks,ticks".parse::<Spelling>().is_ok());
    }
}
