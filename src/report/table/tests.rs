use unicode_width::UnicodeWidthStr;

use super::super::sample::{nested, with_analysis};
use super::*;
use crate::input::Skipped;
use crate::rules::{Object, Value};

const STYLE: Style = Style {
    colour: false,
    unicode: true,
};

fn written(findings: Vec<Finding>, width: usize, style: Style, extent: Extent) -> String {
    let mut out = Vec::new();
    with_analysis(findings, |analysis| {
        write(
            &mut out,
            analysis,
            Catalogue::spoken(),
            width,
            style,
            extent,
        )
        .unwrap();
    });
    String::from_utf8(out).unwrap()
}

/// Findings of three severities with names of all scripts and lengths.
fn findings() -> Vec<Finding> {
    let names = [
        "Trading floor",
        "取引室の会議 議事録と連絡事項",
        "Crew 👩‍🚀👩‍🚀 🚀",
        "x\u{8}y\u{202e}z\u{1b}[31m",
        "",
        "Kundenbetreuung Nordrhein-Westfalen und Niedersachsen, Außendienst und Innendienst",
        "Averyveryveryveryveryveryveryverylongnamewithoutanyblankinitthatcannotbewrapped",
    ];
    let mut findings = Vec::new();
    for severity in Severity::ALL {
        for (at, name) in names.iter().enumerate() {
            let full_name = format!("Sales {name}");
            findings.push(Finding {
                severity,
                ..nested(&(at * 100_000).to_string(), name, &full_name)
            });
        }
    }
    findings
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [60, 80, 100, 160] {
        for unicode in [true, false] {
            let style = Style { unicode, ..STYLE };
            let text = written(findings(), width, style, Extent::All);
            for line in text.lines().filter(|line| !line.contains("pchat ")) {
                assert!(line.width() <= width, "{width}: {} {line}", line.width());
                assert!(!line.ends_with(' '), "{line:?}");
            }
        }
    }
}

#[test]
fn the_worst_comes_first_and_everything_is_shown() {
    let text = written(findings(), 100, STYLE, Extent::All);
    let place = |part: &str| {
        text.find(part)
            .unwrap_or_else(|| panic!("{part} in\n{text}"))
    };
    let order = [
        "PersistentChatData.zip",
        "1 user · 3 categories · 2 rooms · 3 messages from 2008-01-01 to 2008-06-04",
        "Not in this input: groups, affiliations, add-ins.",
        "7 errors · 7 warnings · 7 notes\n  Errors\n    7  nested-category  Categories below",
        "  Warnings\n    7  nested-category",
        "  Notes\n    7  nested-category",
        "ERRORS",
        "would be lost",
        "WARNINGS",
        "NOTES",
        "target-conflict  ",
        "pchat explain nested-category",
        "pchat analyze PersistentChatData.zip --report DIR",
    ];
    let places = order.map(place);
    assert!(places.is_sorted(), "{places:?}\n{text}");
    assert!(text.contains("category 0"), "{text}");
    assert_eq!(text.matches("→ Move or rename the categories").count(), 3);
}

#[test]
fn a_summary_lists_no_finding() {
    let text = written(findings(), 100, STYLE, Extent::Summary);
    assert_eq!(
        text.matches("    7  nested-category  ").count(),
        3,
        "{text}"
    );
    assert_eq!(text.matches("7 errors").count(), 1, "{text}");
    for listed in ["category 0", "ERRORS", "→"] {
        assert!(!text.contains(listed), "{listed} in\n{text}");
    }
}

#[test]
fn long_lists_end_with_the_command_that_shows_the_rest() {
    let text = written(findings(), 100, STYLE, Extent::First(2));
    let rest =
        "… and 5 more: pchat analyze PersistentChatData.zip --only nested-category --format csv";
    assert!(text.contains(rest), "{text}");
    assert!(!text.contains("category 200000"), "{text}");
}

#[test]
fn nothing_from_the_input_acts_on_the_terminal() {
    let text = written(findings(), 80, STYLE, Extent::All);
    assert!(!text.contains(['\u{8}', '\u{1b}', '\u{202e}']));
    assert!(text.contains("x␈y\\u{202e}z␛[31m"), "{text}");
}

#[test]
fn colours_add_nothing_but_colour() {
    let colour = Style {
        colour: true,
        ..STYLE
    };
    let coloured = written(findings(), 80, colour, Extent::First(3));
    assert!(coloured.contains("\u{1b}[1m\u{1b}[31mERRORS"));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_eq!(plain, written(findings(), 80, STYLE, Extent::First(3)));
}

#[test]
fn without_typography_our_own_words_are_ascii() {
    let finding = nested("20", "Desk", "Sales Desk");
    let style = Style {
        unicode: false,
        ..STYLE
    };
    let text = written(vec![finding], 80, style, Extent::All);
    assert!(text.is_ascii(), "{text}");
    assert!(text.contains("\"Sales Desk\""), "{text}");
}

#[test]
fn nothing_found_is_said_plainly() {
    let text = written(Vec::new(), 80, STYLE, Extent::All);
    assert!(text.contains("Nothing found:"), "{text}");
    assert!(!text.contains("pchat explain"), "{text}");
}

#[test]
fn inferred_findings_are_called_so() {
    let inferred = Finding {
        basis: Basis::Inferred,
        ..nested("20", "Desk", "Sales Desk")
    };
    let text = written(vec![inferred.clone()], 100, STYLE, Extent::All);
    assert!(
        text.contains("1 finding · inferred, not documented"),
        "{text}"
    );
    let text = written(
        vec![inferred, nested("21", "a", "b")],
        100,
        STYLE,
        Extent::All,
    );
    assert!(
        text.contains("2 findings · 1 inferred, not documented"),
        "{text}"
    );
}

#[test]
fn cases_that_call_for_different_things_stand_apart() {
    let finding = |case: &str, id: &str| Finding {
        rule: "orphan",
        severity: Severity::Error,
        object: Object::new(ObjectKind::Room, id, "Trading"),
        details: vec![
            ("case", case.into()),
            ("parent_id", Value::Nothing),
            ("messages", 2_u64.into()),
        ],
        ..nested("", "", "")
    };
    let findings = vec![
        finding("room-without-category", "1"),
        finding("room-below-root", "2"),
        finding("messages-of-unknown-room", "3"),
    ];
    let text = written(findings, 160, STYLE, Extent::All);
    let place = |part: &str| {
        text.find(part)
            .unwrap_or_else(|| panic!("{part} in\n{text}"))
    };
    let places = [
        "room 1 ",
        "room 3 ",
        "→ Repair",
        "room 2 ",
        "→ Move the room",
    ]
    .map(place);
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn what_was_left_out_while_reading_is_counted() {
    let mut out = Vec::new();
    with_analysis(Vec::new(), |analysis| {
        let analysis = AnalysisReport {
            input: analysis.input.clone(),
            options: Vec::new(),
            evidence: analysis.evidence,
            outcome: &Default::default(),
            skipped: Skipped {
                count: 1_200,
                pages: 2,
                places: vec!["ChatRooms.xml, byte 120: a room without an id.".into()],
            },
            simulate: None,
            is_written: false,
        };
        write(
            &mut out,
            &analysis,
            Catalogue::spoken(),
            80,
            STYLE,
            Extent::All,
        )
        .unwrap();
    });
    let text = String::from_utf8(out).unwrap();
    for part in [
        "1,198 records and 2 damaged pages",
        "byte 120: a room without an id.",
        "… and 1,199 more",
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn an_input_with_blanks_is_quoted_in_commands() {
    assert_eq!(argument("Pool 2.zip"), "\"Pool 2.zip\"");
    assert_eq!(argument("Pool-2_b.zip"), "Pool-2_b.zip");
    assert_eq!(argument("a;b"), "\"a;b\"");
}
