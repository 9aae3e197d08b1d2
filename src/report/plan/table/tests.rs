use unicode_width::UnicodeWidthStr;

use super::super::sample::{changes, with_simulation};
use super::*;
use crate::input::Skipped;
use crate::rules::Basis;

const STYLE: Style = Style {
    colour: false,
    unicode: true,
};

fn written(changes: Vec<Change>, width: usize, style: Style, extent: Extent) -> String {
    let mut out = Vec::new();
    with_simulation(changes, |simulation| {
        write(
            &mut out,
            simulation,
            Catalogue::spoken(),
            width,
            style,
            extent,
        )
        .unwrap();
    });
    String::from_utf8(out).unwrap()
}

#[test]
fn every_change_is_shown_by_kind_and_then_what_remains_and_what_is_left() {
    let text = written(changes(), 120, STYLE, Extent::All);
    let order = [
        "PersistentChatData.zip  export package",
        "18 changes · 2 of them change nothing for anybody · 1 more by the import",
        "  1  Left out                        disabled-room",
        "  1  Left out                        orphan",
        "Findings that remain  1 error · 0 warnings · 2 notes",
        "Errors\n    1  nested-category  Categories below another category",
        "Notes\n    2  nested-category  Categories below another category",
        "All of them: pchat convert PersistentChatData.zip --what-if --decisions \"my decisions.csv\" --format csv",
        "CHANGES\n───",
        "Left out  disabled-room · 1 change",
        "room 57",
        "with 10 messages",
        "Left out  orphan · 1 change",
        "with all that is below it",
        "Messages before the date  before-cutoff · 1 change",
        "1,200 messages left out, 10 kept",
        "New names  long-name · 1 change · inferred, not documented",
        "Trading␈, \"floor\"",
        "→ Sales Desk",
        "New names  name-conflict · 1 change\n  add-in 1AD580C9-90…",
        "New names  nested-category · 1 change\n  category 20  Desk  → Sales Desk",
        "Categories moved up  nested-category · 1 change\n  category 20  Desk  Sales → Contoso",
        "Invitations  invitation-mismatch · 1 change\n  category 20  Desk  inherited → on",
        "Chat history  room-setting-lost",
        "off → on",
        "File upload  room-setting-lost",
        "Normal room or auditorium  room-setting-lost",
        "inherited → auditorium",
        "Who can see a room  room-setting-lost",
        "private → open",
        "Roles given  root-manager",
        "manager: User 0, User 1, User 2, User 3, User 4 and 4 more",
        "Roles taken away  federated-user",
        "member: User 7",
        "Lists of members made complete  nested-category",
        "takes in no category above any more",
        "Inherited scopes written down  nested-category",
        "admits User 0; denies User 1",
        "Taken out of a scope  unknown-principal",
        "principal 999",
        "Principals disabled  federated-user",
        "Topics lost  topic-lost · 1 change · by the import: the package keeps them",
        "“=Büro”",
        "FINDINGS THAT REMAIN\n───",
        "Categories below another category  Errors · nested-category · 1 finding\n  category 21  Desk",
        "Categories below another category  Notes · nested-category · 2 findings\n  category 22  b",
        "caused by root-manager",
        "Not checked",
        "Afterwards",
        "categories",
        "2 kept",
        "1 left out",
        "23 kept",
        "1,222 left out",
        "1,212 before the date, 10 in rooms left out",
        "3 changed",
        "9 given",
        "1 taken away",
        "pchat convert PersistentChatData.zip -o OUT.zip --decisions \"my decisions.csv\"",
    ];
    let mut rest = text.as_str();
    for part in order {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("{part:?} in\n{rest}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [60, 80, 120, 160] {
        for unicode in [true, false] {
            let style = Style { unicode, ..STYLE };
            let text = written(changes(), width, style, Extent::All);
            for line in text.lines().filter(|line| !line.contains("pchat ")) {
                assert!(line.width() <= width, "{width}: {} {line}", line.width());
                assert!(!line.ends_with(' '), "{line:?}");
            }
        }
    }
}

#[test]
fn long_groups_end_with_the_command_that_shows_the_rest() {
    let renamed = changes()
        .into_iter()
        .find(|change| change.rule == "nested-category");
    let text = written(vec![renamed.unwrap(); 1_204], 120, STYLE, Extent::First(2));
    let rest = "… and 1,202 more: pchat convert PersistentChatData.zip --what-if --decisions \"my decisions.csv\" --format csv";
    assert!(text.contains(rest), "{text}");
    assert_eq!(text.matches("→ Sales Desk").count(), 2);
}

#[test]
fn partly_inferred_groups_are_called_so() {
    let mut pair: Vec<Change> = changes().drain(1..2).collect();
    pair.push(Change {
        basis: Basis::Inferred,
        ..pair[0].clone()
    });
    let text = written(pair, 100, STYLE, Extent::All);
    let heading = "New names  nested-category · 2 changes · 1 inferred, not documented";
    assert!(text.contains(heading), "{text}");
}

#[test]
fn no_changes_are_said_plainly() {
    let text = written(Vec::new(), 80, STYLE, Extent::All);
    assert!(text.contains("\nNothing would be changed.\n"), "{text}");
    assert!(text.contains("3 kept"), "{text}");
}

#[test]
fn what_was_written_is_named_and_counted_instead_of_listed() {
    for (changes, head) in [
        (
            changes(),
            "18 changes · 2 of them change nothing for anybody · 1 more by the import. out/new.zip is written,",
        ),
        (
            Vec::new(),
            "Nothing had to be changed. out/new.zip is written, with a manifest beside it.",
        ),
    ] {
        let mut out = Vec::new();
        with_simulation(changes, |simulation| {
            let simulation = Simulation {
                written: Some("out/new.zip".into()),
                input: simulation.input.clone(),
                options: simulation.options.clone(),
                rule_options: ["--target", "target.zip"].map(str::to_owned).to_vec(),
                counts: simulation.counts.clone(),
                skipped: Skipped::default(),
                ..*simulation
            };
            let texts = Catalogue::spoken();
            write(&mut out, &simulation, texts, 100, STYLE, Extent::All).unwrap();
        });
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(head), "{text}");
        assert!(!text.contains("inherited → on"), "{text}");
        // They are named, and none is described.
        assert!(
            text.contains(
                "    2  nested-category  Categories below another category\n       Desk, b\n"
            ),
            "{text}"
        );
        // Only `convert` takes a target.
        for command in [
            "pchat verify PersistentChatData.zip out/new.zip --decisions \"my decisions.csv\"\n",
            "Import-CsPersistentChatData -DBInstance SERVER\\INSTANCE -FileName out/new.zip -WhatIf\n",
            "--what-if --decisions \"my decisions.csv\" --target target.zip\n",
        ] {
            assert!(text.contains(command), "{text}");
        }
    }
}

#[test]
fn a_summary_lists_no_change_and_no_finding() {
    let text = written(changes(), 100, STYLE, Extent::Summary);
    assert!(
        text.contains("  1  Left out                        orphan"),
        "{text}"
    );
    assert!(
        text.contains("    2  nested-category  Categories below another category"),
        "{text}"
    );
    for listed in ["room 57", "category 22", "CHANGES", "FINDINGS THAT REMAIN"] {
        assert!(!text.contains(listed), "{listed} in\n{text}");
    }
}

#[test]
fn a_new_name_is_never_cut() {
    let name = format!("Support {} desk", "of many products and ".repeat(10));
    let before = changes()
        .into_iter()
        .find(|it| it.rule == "nested-category");
    let before = before.expect("a new name");
    let edit = match before.edit.clone() {
        Edit::Name {
            before, is_whole, ..
        } => Edit::Name {
            before,
            after: name.clone(),
            is_whole,
        },
        other => panic!("{other:?}"),
    };
    for width in [60, 80, 120] {
        let change = Change {
            edit: edit.clone(),
            ..before.clone()
        };
        let text = written(vec![change], width, STYLE, Extent::All);
        let (_, after) = text.split_once("→ ").expect("the new name");
        let (after, _) = after.split_once("\n\n").expect("the end of the group");
        let words: Vec<&str> = after.split_whitespace().collect();
        assert_eq!(words, name.split_whitespace().collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn nothing_from_the_input_acts_on_the_terminal() {
    let text = written(changes(), 80, STYLE, Extent::All);
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text}"
    );
}
