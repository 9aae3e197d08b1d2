//! `explain`: the pages of the rules, and the list of them.

mod common;

use common::Place;
use pchat::rules::RULES;

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
