use super::*;
use crate::rules::{Object, RULES, Rule};

const BUILT_IN: [&str; 4] = ["subject", "object.kind", "object.id", "object.name"];

fn cases(rule: &Rule) -> Vec<&'static str> {
    let cases: Vec<&str> = Catalogue::spoken().cases(rule.id).collect();
    if cases.is_empty() { vec![""] } else { cases }
}

#[test]
fn every_rule_and_case_has_its_sentences() {
    for rule in RULES {
        let text = &Catalogue::spoken().rule[rule.id];
        assert!(!text.title.is_empty(), "{}", rule.id);
        assert_eq!(
            rule.columns.contains(&"case"),
            !text.case.is_empty(),
            "{}: cases here, a column `case` there",
            rule.id
        );
        for case in cases(rule) {
            for template in [text.message(case), text.remedy(case)] {
                let template = template.unwrap_or_else(|| panic!("{} {case}", rule.id));
                for name in template.names() {
                    let known = BUILT_IN.contains(&name)
                        || name == "inferred"
                        || rule.columns.contains(&name);
                    assert!(known, "{} {case}: there is no {name}", rule.id);
                }
            }
        }
    }
}

/// Values of any type: whatever a rule puts into a column, the sentence is one.
fn finding(rule: &'static Rule, case: &str, fill: fn(usize) -> Value) -> Finding {
    let value = |(at, column): (usize, &&'static str)| match *column {
        "case" => ("case", case.into()),
        column => (column, fill(at)),
    };
    Finding {
        rule: rule.id,
        severity: rule.severity,
        basis: rule.basis,
        object: Object::new(ObjectKind::Room, "57", "Trading floor"),
        details: rule.columns.iter().enumerate().map(value).collect(),
    }
}

#[test]
fn every_sentence_is_one_sentence() {
    let fills: [fn(usize) -> Value; 4] = [
        |_| Value::Nothing,
        |_| 1_u64.into(),
        |_| "value".into(),
        |at| vec!["a".to_owned(); at].into(),
    ];
    let catalogue = Catalogue::spoken();
    for rule in RULES {
        for case in cases(rule) {
            for fill in fills {
                let finding = finding(rule, case, fill);
                let sentences = [
                    catalogue.message(&finding),
                    catalogue.remedy(&finding),
                    catalogue.remedy_for_all(&finding),
                ];
                for text in &sentences {
                    let place = format!("{} {case}: {text}", rule.id);
                    assert!(text.ends_with('.') && text.len() > 20, "{place}");
                    assert!(!text.contains(". ") && !text.contains('\n'), "{place}");
                    assert!(text.starts_with(char::is_uppercase), "{place}");
                }
                let general = &sentences[2];
                for hole in ["  ", "“”", " .", " ,", " ;", "()"] {
                    assert!(!general.contains(hole), "{} {case}: {general}", rule.id);
                }
            }
        }
    }
}

#[test]
fn every_reason_for_not_checking_has_a_text() {
    for reason in [
        NotRun::NoTarget,
        NotRun::NoCutoff,
        NotRun::NoPrincipals,
        NotRun::NoAffiliations,
        NotRun::NoCategories,
        NotRun::NoRoot,
        NotRun::NoRooms,
        NotRun::NoRoles,
        NotRun::NoScopes,
        NotRun::NoMessages,
        NotRun::NoForest,
    ] {
        assert!(Catalogue::spoken().not_run(reason).ends_with('.'));
    }
    for severity in Severity::ALL {
        assert!(!Catalogue::spoken().severity(severity).1.is_empty());
    }
}

#[test]
fn a_name_is_shown_whole_alone_and_not_at_all_beside_its_object() {
    let catalogue = Catalogue::spoken();
    let rule = crate::rules::find("nested-category").unwrap();
    let finding = Finding {
        object: Object::new(ObjectKind::Category, "20", "Desk\u{8}\u{202e}"),
        details: vec![
            ("parent_id", "2".into()),
            ("parent", "North, east and Sales".into()),
            ("depth", 2_u64.into()),
            ("full_name", "Sales ".repeat(50).into()),
            ("length", 1_300_u64.into()),
            ("rooms", 1_u64.into()),
        ],
        ..finding(rule, "", |_| Value::Nothing)
    };
    let message = catalogue.message(&finding);
    assert!(
        message.starts_with("Category 20 “Desk␈\\u{202e}” "),
        "{message}"
    );
    assert!(message.contains(&"Sales ".repeat(50)), "{message}");
    assert!(message.contains("1,300 characters"), "{message}");
    assert!(message.contains("1 room "), "{message}");
    let beside = catalogue.message_beside(&finding, 20);
    assert!(beside.starts_with(char::is_lowercase), "{beside}");
    assert!(beside.contains("“North, ea…and Sales”"), "{beside}");
    // A new name is what is decided about.
    assert!(beside.contains(&"Sales ".repeat(50)), "{beside}");
    assert!(!beside.contains("Desk"), "{beside}");
}

#[test]
fn every_kind_of_content_has_its_words() {
    let catalogue = Catalogue::spoken();
    for kind in ContentKind::ALL {
        assert!(catalogue.part.contains_key(kind.word()), "{kind:?}");
        assert!(catalogue.count(kind, 2).starts_with("2 "), "{kind:?}");
        assert_eq!(ContentKind::of_word(kind.word()), Some(kind));
    }
}
