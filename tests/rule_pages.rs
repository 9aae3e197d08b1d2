//! Every rule is explained on its page, in the form that `pchat explain` promises.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

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
