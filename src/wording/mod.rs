//! All sentences that people read, in one place: what code has to say are facts (an enum with fields, made by
//! [`wording!`]), and each language's files make sentences of them.
//!
//! | file | what it knows |
//! | --- | --- |
//! | `en/*.toml` and so on | the sentences, a file for each language and area; `shared.toml` is what several of them say |
//! | `files.rs`, `pages.rs` | these files, and the pages of the rules |
//! | `language.rs` | the languages, and which of them is spoken |
//! | `words.rs` | a language's small words, and how it writes numbers, sizes and dates |
//! | `pseudo.rs` | English with accents, for tests |
//! | `template.rs` | the language of the sentences' places for values |
//! | `catalogue.rs` | where a sentence is found |
//! | `value.rs` | what can stand in a sentence, and how it is shown |
//!
//! A test holds every fact and its fields against the files, in both directions.

mod bilingual;
mod catalogue;
mod files;
mod language;
mod pages;
#[cfg(debug_assertions)]
mod pseudo;
mod template;
mod value;
mod words;

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

pub use self::bilingual::Bilingual;
pub use self::language::{Language, in_english, in_language, speak, spoken};
pub use self::pages::rule_page;
pub(crate) use self::template::{Template, Values};
pub use self::value::{AsValue, Value};
pub(crate) use self::words::{Words, read, words};

/// A fact that a sentence says.
pub trait Wording: fmt::Debug + Send + Sync {
    /// Which of a language's files has the sentence.
    fn area(&self) -> &'static str;

    /// The sentence's name in it. Programs can tell facts apart by it; it does not change with the language.
    fn key(&self) -> &'static str;

    /// What stands in it, by name.
    fn values(&self) -> Vec<(&'static str, Value<'_>)>;
}

/// A [`Wording`] of any kind. It is shown as its sentence, without a full stop.
#[derive(Clone)]
pub struct Sentence(Arc<dyn Wording>);

impl Sentence {
    /// `area.key`: what kind of fact it is, whatever the language.
    pub fn id(&self) -> String {
        format!("{}.{}", self.0.area(), self.0.key())
    }

    /// What is expected where this is wrong; `None` where there is nothing more to say.
    pub fn expected(&self) -> Option<String> {
        catalogue::expected(&*self.0)
    }

    /// What to do about it; `None` where there is nothing more to say.
    pub fn hint(&self) -> Option<String> {
        catalogue::hint(&*self.0)
    }

    /// The sentence with what to do about it on a line of its own.
    pub fn with_hint(&self) -> String {
        let mut shown = self.to_string();
        if let Some(hint) = self.hint() {
            shown += &below(&words().hint, &hint);
        }
        shown
    }
}

/// A line below a sentence: where, what is expected, or what to do.
pub(crate) fn below(label: &str, text: &str) -> String {
    format!("\n  {label}: {text}")
}

impl<W: Wording + 'static> From<W> for Sentence {
    fn from(fact: W) -> Self {
        Sentence(Arc::new(fact))
    }
}

impl PartialEq for Sentence {
    fn eq(&self, other: &Self) -> bool {
        catalogue::what(&*self.0) == catalogue::what(&*other.0)
    }
}

impl<T: AsRef<str>> PartialEq<T> for Sentence {
    fn eq(&self, text: &T) -> bool {
        catalogue::what(&*self.0) == text.as_ref()
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&catalogue::what(&*self.0))
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Shows a fact as its sentence: for the facts' own `Display`.
pub fn show(fact: &dyn Wording, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&catalogue::what(fact))
}

/// Declares facts and in which file their sentences are: `wording! { in "zip"; /// … enum Fault { … } }`.
///
/// The enum is a [`Wording`](crate::wording::Wording), is shown (`Display`) as its sentence, and is an error. Fields are whatever has a
/// [`AsValue`](crate::wording::AsValue): numbers, texts, lists of texts, options, other facts. It is public for the program, whose sentences are
/// in the files as well.
#[macro_export]
macro_rules! wording {
    (
        in $area:literal;
        $(#[$about:meta])*
        $see:vis enum $name:ident {
            $(
                $(#[$about_fact:meta])*
                $fact:ident $({ $( $(#[$about_field:meta])* $field:ident: $kind:ty ),* $(,)? })?
            ),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        $see enum $name {
            $( $(#[$about_fact])* $fact $({ $( $(#[$about_field])* $field: $kind ),* })? ),*
        }

        impl $crate::wording::Wording for $name {
            fn area(&self) -> &'static str {
                $area
            }

            fn key(&self) -> &'static str {
                match self {
                    $( $name::$fact { .. } => stringify!($fact) ),*
                }
            }

            fn values(&self) -> Vec<(&'static str, $crate::wording::Value<'_>)> {
                match self {
                    $(
                        $name::$fact $({ $($field),* })? => vec![
                            $($( (stringify!($field), $crate::wording::AsValue::as_value($field)) ),*)?
                        ]
                    ),*
                }
            }
        }

        impl $crate::wording::AsValue for $name {
            fn as_value(&self) -> $crate::wording::Value<'_> {
                $crate::wording::Value::Said(self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::wording::show(self, f)
            }
        }

        impl std::error::Error for $name {}
    };
}
pub use wording;
