//! The pages of the rules, in all languages.

use std::borrow::Cow;

use super::language::{Language, spoken};

macro_rules! pages {
    ($($rule:literal)*) => {
        /// The rules, and of each its page in every language.
        const PAGES: &[(&str, [&str; 4])] = &[$(($rule, [
            include_str!(concat!("../../docs/rules/en/", $rule, ".md")),
            include_str!(concat!("../../docs/rules/de/", $rule, ".md")),
            include_str!(concat!("../../docs/rules/fr/", $rule, ".md")),
            include_str!(concat!("../../docs/rules/it/", $rule, ".md")),
        ])),*];
    };
}

pages! {
    "before-cutoff"
    "capacity"
    "disabled-principal"
    "disabled-room"
    "duplicate-principal"
    "federated-room"
    "federated-user"
    "foreign-forest"
    "invalid-text"
    "invitation-mismatch"
    "long-name"
    "long-text"
    "manual"
    "name-conflict"
    "nested-category"
    "not-understood"
    "odd-time"
    "orphan"
    "outside-scope"
    "room-setting-lost"
    "room-without-manager"
    "root-manager"
    "target-conflict"
    "topic-lost"
    "unknown-principal"
    "uploaded-file"
}

/// The page of a rule in the language that is spoken: Markdown. Nothing where no rule has this name.
pub fn rule_page(rule: &str) -> Option<Cow<'static, str>> {
    let (_, [en, de, fr, it]) = PAGES.iter().find(|(id, _)| *id == rule)?;
    Some(match spoken() {
        Language::English => (*en).into(),
        Language::German => (*de).into(),
        Language::French => (*fr).into(),
        Language::Italian => (*it).into(),
        #[cfg(debug_assertions)]
        Language::Pseudo => super::pseudo::plain(en).into(),
    })
}
