//! `explain`: every rule is explained on its page, in the form that is promised, and the command prints the pages and the list
//! of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::Place;
use pchat::report::Catalogue;
use pchat::rules::{MANUAL, RULES};
use pchat::wording::{Language, in_language, rule_page};

const HEADINGS: [&str; 5] = [
    "## What it is",
    "## What the import does",
    "## How to prepare",
    "## What to do afterwards",
    "## Columns",
];

const LANGUAGES: [Language; 4] = [
    Language::English,
    Language::German,
    Language::French,
    Language::Italian,
];

fn page(rule: &str, language: Language) -> String {
    let page = in_language(language, || rule_page(rule));
    page.expect("it has one").into_owned()
}

fn headings(page: &str) -> Vec<&str> {
    page.lines().filter(|it| it.starts_with("## ")).collect()
}

#[test]
fn every_rule_has_its_page_in_every_language() {
    for language in LANGUAGES {
        let alike = page(RULES[0].id, language);
        for rule in RULES {
            let (id, page) = (rule.id, page(rule.id, language));
            let mut lines = page.lines();
            let catalogue = in_language(language, Catalogue::spoken);
            let first = lines.next().unwrap_or_default();
            let is_title =
                first.starts_with(&format!("# {id}")) && first.ends_with(catalogue.title(id));
            assert!(is_title, "{first:?}, {language}");
            assert_eq!(lines.next(), Some(""), "{id}, {language}");
            assert_eq!(headings(&page), headings(&alike), "{id}, {language}");
            assert_eq!(headings(&page).len(), HEADINGS.len(), "{id}, {language}");
            for case in catalogue.cases(id) {
                assert!(
                    page.contains(&format!("`{case}`")),
                    "{id}: the case {case}, {language}"
                );
            }
            assert!(
                page.ends_with('\n') && !page.contains('\t'),
                "{id}, {language}"
            );
        }
    }
    assert_eq!(headings(&page(RULES[0].id, Language::English)), HEADINGS);
}

#[test]
fn every_page_sums_its_rule_up() {
    for rule in RULES {
        let page = page(rule.id, Language::English);
        let summary = page.lines().nth(2).unwrap_or_default();
        for part in [
            format!("Severity: {}", rule.severity.word()),
            format!("Basis: {}", rule.basis.word()),
            format!("Guide: {}.", rule.step.unwrap_or("none")),
        ] {
            assert!(
                summary.contains(&part),
                "{}: {part} in {summary:?}",
                rule.id
            );
        }
    }
}

#[test]
fn every_column_is_explained_and_no_other() {
    for language in LANGUAGES {
        for rule in RULES {
            let page = page(rule.id, language);
            let columns = page.rsplit("\n## ").next().unwrap_or_default();
            let rows = columns.lines().filter_map(|line| line.strip_prefix("| `"));
            let explained: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
            assert_eq!(explained, rule.columns, "{}, {language}", rule.id);
        }
    }
}

#[test]
fn no_page_is_without_its_rule() {
    for language in LANGUAGES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
        let pages: BTreeSet<String> = fs::read_dir(folder.join(language.tag()))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let rules = RULES.iter().map(|rule| rule.id).chain([MANUAL]);
        assert_eq!(pages, rules.map(|rule| format!("{rule}.md")).collect());
    }
}

#[test]
fn every_rule_is_explained() {
    let place = Place::new();
    for rule in RULES {
        let outcome = place.pchat(&format!("explain {}", rule.id)).exits(0);
        assert_eq!(outcome.text(), page(rule.id, Language::English));
        assert_eq!(outcome.stderr, "");
    }
}

#[test]
fn what_is_decided_by_hand_is_explained_like_a_rule() {
    let text = Place::new().pchat("explain manual").exits(0).text();
    assert!(text.starts_with("# manual: Decided by hand\n"), "{text}");
    for kind in ["room", "category", "addin", "principal"] {
        assert!(text.contains(&format!("| `{kind}` | `keep`")), "{kind}");
    }
}

#[test]
fn without_a_rule_all_are_listed() {
    let text = Place::new().pchat("explain").exits(0).text();
    assert_eq!(text.lines().count(), RULES.len());
    for (line, rule) in text.lines().zip(RULES) {
        assert!(
            line.starts_with(rule.id) && line.contains(rule.severity.word()),
            "{line}"
        );
    }
}

#[test]
fn an_unknown_rule_is_answered_with_the_known_ones() {
    let outcome = Place::new()
        .pchat("explain long-nam")
        .fails(2, &["no rule long-nam"]);
    let missing = RULES.iter().find(|rule| !outcome.stderr.contains(rule.id));
    assert!(missing.is_none(), "{missing:?}");
}
