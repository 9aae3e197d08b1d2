//! `explain`: every rule is explained on its page, in the form that is promised, and the command prints the pages and the list
//! of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::Place;
use pchat::report::Catalogue;
use pchat::rules::RULES;

const HEADINGS: [&str; 5] = [
    "## What it is",
    "## What the import does",
    "## How to prepare",
    "## What to do afterwards",
    "## Columns",
];

#[test]
fn every_rule_has_its_page() {
    let catalogue = Catalogue::english();
    for rule in RULES {
        let (id, page) = (rule.id, rule.page);
        let mut lines = page.lines();
        let title = format!("# {id}: {}", catalogue.title(id));
        assert_eq!(lines.next(), Some(title.as_str()));
        assert_eq!(lines.next(), Some(""), "{id}");
        let summary = lines.next().unwrap_or_default();
        for part in [
            format!("Severity: {}", rule.severity.word()),
            format!("Basis: {}", rule.basis.word()),
            format!("Guide: {}.", rule.step.unwrap_or("none")),
        ] {
            assert!(summary.contains(&part), "{id}: {part} in {summary:?}");
        }
        let headings: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(headings, HEADINGS, "{id}");
        for case in catalogue.cases(id) {
            assert!(page.contains(&format!("`{case}`")), "{id}: the case {case}");
        }
        assert!(page.ends_with('\n') && !page.contains('\t'), "{id}");
    }
}

#[test]
fn every_column_is_explained_and_no_other() {
    for rule in RULES {
        let columns = rule.page.split("## Columns").nth(1).unwrap_or_default();
        let rows = columns.lines().filter_map(|line| line.strip_prefix("| `"));
        let explained: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
        assert_eq!(explained, rule.columns, "{}", rule.id);
    }
}

#[test]
fn no_page_is_without_its_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| format!("{}.md", rule.id)).collect();
    assert_eq!(pages, rules);
}

#[test]
fn every_rule_is_explained() {
    let place = Place::new();
    for rule in RULES {
        let outcome = place.pchat(&format!("explain {}", rule.id)).exits(0);
        assert_eq!(outcome.text(), rule.page);
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
