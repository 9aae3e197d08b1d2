//! Help and wrong use: every option is told, and what is wrong is answered with what is right.

use insta::assert_snapshot;

use crate::common::package::Package;
use crate::common::{COMMANDS, Place};
use pchat::rules::RULES;

#[test]
fn every_option_is_in_the_help_of_its_command() {
    let place = Place::new();
    for command in COMMANDS {
        let outcome = place.pchat(&format!("{command} --help")).exits(0);
        assert_eq!(outcome.stderr, "");
        assert_snapshot!(format!("{command}_help"), outcome.text());
        let same = place.pchat(&format!("help {command}")).exits(0);
        assert_eq!(same.text(), outcome.text());
        let short = place.pchat(&format!("{command} -h")).exits(0);
        assert_snapshot!(format!("{command}_h"), short.text());
    }
}

#[test]
fn the_first_page_shows_the_commands_examples_and_exit_codes() {
    let place = Place::new();
    let help = place.pchat("--help").exits(0).text();
    assert_snapshot!("first_page", help);
    // Without anything it is the same, but wrong use.
    let outcome = place.pchat("").exits(2);
    assert_eq!((outcome.text(), &outcome.stderr), (String::new(), &help));
    place
        .pchat("--version")
        .exits(0)
        .prints(&["pchat ", env!("CARGO_PKG_VERSION")]);
}

#[test]
fn examples_fit_a_narrow_terminal() {
    let place = Place::new();
    for line in [
        "--help",
        "analyze --help",
        "convert --help",
        "verify --help",
    ] {
        let text = place.pchat(line).exits(0).text();
        let (_, examples) = text.split_once("\nExamples:\n").expect("there are some");
        for example in examples.lines() {
            assert!(example.chars().count() <= 80, "{line}: {example}");
        }
    }
}

#[test]
fn an_unknown_rule_is_answered_with_the_known_ones() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    for line in [
        "analyze pool.zip --only long-names",
        "analyze pool.zip --only orphan,long-names",
    ] {
        let outcome = place.pchat(line);
        let outcome = outcome.fails(2, &["no rule long-names; did you mean long-name?"]);
        assert!(
            RULES.iter().all(|rule| outcome.stderr.contains(rule.id)),
            "{}",
            outcome.stderr
        );
    }
    // Before anything is read.
    place
        .pchat("analyze nowhere.zip --only long-names")
        .fails(2, &["no rule long-names"]);
}

#[test]
fn a_date_that_is_none_is_answered_with_the_form() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    for date in ["yesterday", "2012-13-01", "2012-02-30", "31.01.2012"] {
        place
            .pchat(&format!("analyze pool.zip --since {date}"))
            .fails(2, &[date, "--since", "2012-01-31"]);
    }
    for (date, kept) in [
        ("2012-01-01", 1),
        ("2012-06-30T17:45:01", 0),
        ("634665024000000000", 1),
    ] {
        let line = format!("analyze pool.zip --since {date} --only before-cutoff --format json");
        let analysis = place.pchat(&line).exits(0).json();
        let findings = analysis["findings"].as_array().unwrap();
        let left: u64 = findings
            .iter()
            .filter_map(|finding| finding["details"]["kept"].as_u64())
            .sum();
        let rooms_with_nothing_before = 2 - findings.len() as u64;
        assert_eq!(left + rooms_with_nothing_before, kept, "{date}: {analysis}");
    }
}

#[test]
fn the_separator_is_between_the_names() {
    let place = Place::new();
    let nested = Package::clean().edit(
        "Categories.xml",
        "</Categories>",
        r#"<Category id="3" parentId="2"><Name>Desk 3</Name></Category></Categories>"#,
    );
    place.write("pool.zip", nested.zip());
    for (separator, full_name) in [
        (None, "Sales Desk 3"),
        (Some(" / "), "Sales / Desk 3"),
        (Some(""), "SalesDesk 3"),
    ] {
        let mut line = vec![
            "analyze",
            "pool.zip",
            "--format",
            "json",
            "--only",
            "nested-category",
        ];
        line.extend(
            separator
                .iter()
                .flat_map(|separator| ["--separator", separator]),
        );
        let analysis = place.pchat_with(&line).exits(0).json();
        assert_eq!(analysis["findings"][0]["details"]["full_name"], full_name);
    }
}

#[test]
fn the_collation_says_which_names_are_one() {
    let place = Place::new();
    let named = |first: &str, second: &str| {
        let rooms = format!(
            r#"<ChatRoom id="101" parentId="2"><Name>{first}</Name></ChatRoom><ChatRoom id="102" parentId="2"><Name>{second}</Name></ChatRoom></ChatRooms>"#
        );
        Package::clean().edit("ChatRooms.xml", "</ChatRooms>", &rooms)
    };
    for (first, second, collation, conflicts) in [
        ("Straße", "STRASSE", None, 2),
        ("Caf\u{e9}", "Cafe\u{301}", None, 2),
        ("ひらがな", "ヒラガナ", None, 2),
        ("Zürich", "Zurich", None, 0),
        ("Zürich", "Zurich", Some("Latin1_General_CI_AI"), 2),
        ("ALPHA", "Alpha", Some("Latin1_General_CS_AS"), 0),
        ("FILE", "file", Some("Turkish_CI_AS"), 0),
    ] {
        place.write("pool.zip", named(first, second).zip());
        let mut line = vec!["analyze", "pool.zip", "--format", "json"];
        line.extend(["--only", "name-conflict", "--fail-on", "never"]);
        line.extend(
            collation
                .iter()
                .flat_map(|collation| ["--collation", collation]),
        );
        let analysis = place.pchat_with(&line).exits(0).json();
        let found = analysis["findings"].as_array().expect("an array").len();
        assert_eq!(found, conflicts, "{first} {second} {collation:?}");
    }
}

#[test]
fn rows_limits_the_table_and_zero_does_not() {
    let place = Place::new();
    let rooms: String = (100..130).map(|id| format!(r#"<ChatRoom id="{id}" parentId="2" isDisabled="1"><Name>Room {id}</Name></ChatRoom>"#)).collect();
    let package = Package::clean().edit(
        "ChatRooms.xml",
        "</ChatRooms>",
        &format!("{rooms}</ChatRooms>"),
    );
    place.write("pool.zip", package.zip());
    let shown = |options: &str| {
        let text = place
            .pchat(&format!("analyze pool.zip --only disabled-room {options}"))
            .exits(0)
            .text();
        text.matches("  Room 1").count()
    };
    assert_eq!(
        (shown(""), shown("--rows 3"), shown("--rows 0")),
        (10, 3, 30)
    );
}
