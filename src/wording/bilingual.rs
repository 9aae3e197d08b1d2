use std::fmt;

use serde::{Serialize, Serializer};

use super::language::{Language, in_english, spoken};

/// A text made of what is gone when it is shown: for people in their language, for programs in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    spoken: String,
    english: Option<String>,
}

impl Bilingual {
    /// What is said in the language that is spoken, and in English.
    pub fn new(say: impl Fn() -> String) -> Self {
        let is_english = spoken() == Language::English;
        Bilingual {
            spoken: say(),
            english: (!is_english).then(|| in_english(&say)),
        }
    }
}

impl From<&str> for Bilingual {
    /// A text that is the same in every language.
    fn from(text: &str) -> Self {
        Bilingual {
            spoken: text.to_owned(),
            english: None,
        }
    }
}

impl fmt::Display for Bilingual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let english = self.english.as_ref();
        let is_english = spoken() == Language::English;
        f.write_str(english.filter(|_| is_english).unwrap_or(&self.spoken))
    }
}

impl Serialize for Bilingual {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
