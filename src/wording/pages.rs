//! The pages of the rules, in all languages.

use std::borrow::Cow;

#[cfg(debug_assertions)]
use super::language::Language;
use super::language::spoken;

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
    let (_, pages) = PAGES.iter().find(|(id, _)| *id == rule)?;
    let page = spoken().of(*pages);
    #[cfg(debug_assertions)]
    if spoken() == Language::Pseudo {
        return Some(super::pseudo::plain(page).into());
    }
    Some(page.into())
}
