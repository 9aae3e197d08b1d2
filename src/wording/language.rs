//! The languages, and which of them is spoken.

use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A language in which people read what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Italian.
    Italian,
    /// English with an accent on every letter, and a third longer: whatever is left plain with it, or does not fit, is wrong in
    /// any other language. Builds for tests only.
    #[cfg(debug_assertions)]
    Pseudo,
}

/// The one that is spoken unless another is asked for, as its place in [`Language::ALL`].
static SPOKEN: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The one that is spoken on this thread for a while.
    static FOR_A_WHILE: Cell<Option<Language>> = const { Cell::new(None) };
}

impl Language {
    /// All of them; English first.
    #[cfg(not(debug_assertions))]
    pub const ALL: [Language; 4] = [
        Language::English,
        Language::German,
        Language::French,
        Language::Italian,
    ];

    /// All of them; English first.
    #[cfg(debug_assertions)]
    pub const ALL: [Language; 5] = [
        Language::English,
        Language::German,
        Language::French,
        Language::Italian,
        Language::Pseudo,
    ];

    /// How many there are.
    pub(crate) const COUNT: usize = Language::ALL.len();

    /// Its tag (BCP 47): `de`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Italian => "it",
            #[cfg(debug_assertions)]
            Language::Pseudo => "qps",
        }
    }

    /// The language of such a tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let is_it = |it: &Language| it.tag().eq_ignore_ascii_case(tag);
        Language::ALL.into_iter().find(is_it)
    }

    /// The language of a locale as systems name it: `de_CH.UTF-8`, `fr-BE`.
    pub fn from_locale(locale: &str) -> Option<Language> {
        let tag = locale.split(['_', '-', '.', '@']).next();
        tag.and_then(Language::from_tag)
    }

    /// What is there for it, of what there is for English, German, French and Italian.
    pub(super) fn of<T>(self, [en, de, fr, it]: [T; 4]) -> T {
        match self {
            Language::English => en,
            Language::German => de,
            Language::French => fr,
            Language::Italian => it,
            // It is made of the English.
            #[cfg(debug_assertions)]
            Language::Pseudo => en,
        }
    }

    /// Whether nothing is counted in the singular: `0 fichier`.
    pub(super) const fn none_is_singular(self) -> bool {
        matches!(self, Language::French)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// From now on, says everything in this language: for the program, once, before it says anything.
pub fn speak(language: Language) {
    SPOKEN.store(language as usize, Ordering::Relaxed);
}

/// The language that is spoken.
pub fn spoken() -> Language {
    let spoken = || Language::ALL[SPOKEN.load(Ordering::Relaxed)];
    FOR_A_WHILE.get().unwrap_or_else(spoken)
}

/// Does something on this thread while everything is said in this language.
pub fn in_language<T>(language: Language, act: impl FnOnce() -> T) -> T {
    /// Also where `act` panics.
    struct Back(Option<Language>);
    impl Drop for Back {
        fn drop(&mut self) {
            FOR_A_WHILE.set(self.0);
        }
    }
    let _back = Back(FOR_A_WHILE.replace(Some(language)));
    act()
}

/// The same in English: for all that programs read, which must not depend on who is at the keyboard.
pub fn in_english<T>(act: impl FnOnce() -> T) -> T {
    in_language(Language::English, act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_all_systems_name_a_language() {
        for (locale, language) in [
            ("de_CH.UTF-8", Some(Language::German)),
            ("fr-BE", Some(Language::French)),
            ("it", Some(Language::Italian)),
            ("en_US", Some(Language::English)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("pt_BR", None),
            ("", None),
        ] {
            assert_eq!(Language::from_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn a_while_ends() {
        let inner = in_language(Language::German, || (spoken(), in_english(spoken)));
        assert_eq!(inner, (Language::German, Language::English));
        assert_eq!(spoken(), Language::English);
    }
}
