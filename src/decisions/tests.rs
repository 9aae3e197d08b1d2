use std::fs;
use std::path::Path;

use super::*;
use crate::directory::{Category, Directory, History, Parts, Room};
use crate::plan::{Action, Impossible};
use crate::rules::{Options, check as check_rules};

/// What is wrong with a file of this content.
#[track_caller]
fn wrong(content: impl AsRef<[u8]>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    fs::write(&path, content).unwrap();
    let error = read(&path, None).unwrap_err().to_string();
    assert_eq!(check(&path, None).unwrap_err().to_string(), error);
    error.replace(&format!("{}/", folder.path().display()), "")
}

/// The decisions of a file of this content: rule, kind, id, action, and the new name.
#[track_caller]
fn decided(content: impl AsRef<[u8]>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    fs::write(&path, content).unwrap();
    let decisions = read(&path, None).unwrap();
    let line = |decision: &Decision| {
        let Decision {
            rule,
            kind,
            id,
            action,
        } = decision;
        let (kind, word) = (kind.word(), action.kind().word());
        match action {
            Action::Rename(name) => format!("{rule} {kind} {id} {word} {name:?}"),
            _ => format!("{rule} {kind} {id} {word}"),
        }
    };
    decisions.list().iter().map(line).collect()
}

#[test]
fn a_file_is_understood_however_a_spreadsheet_saved_it() {
    let rows = [
        "long-name room 57 rename \"Desk, north\"",
        "federated-user principal 7 drop",
    ];
    let plain = "rule,kind,id,name,action,value,note\n\
                 long-name,room,57,Desk,rename,\"Desk, north\",ask Sales\n\
                 federated-user,principal,7,,drop,,\n";
    let excel = "rule;kind;id;name;action;value;note\r\n\
                 long-name;room;57;Desk;Rename;Desk, north;\"ask\r\nSales\"\r\n\
                 ;;;;;;\r\n\
                 \r\n\
                 FEDERATED-USER;Principal;7;;DROP\r\n";
    let moved = "Who\tACTION\tValue\tid\tKind\trule\n\
                 me\trename\tDesk, north\t57\troom\tlong-name\n\
                 you\tdrop\t\t7\tprincipal\tfederated-user\t\t\t\n";
    let utf16 = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    assert_eq!(decided(plain), rows);
    assert_eq!(decided(format!("\u{feff}{excel}")), rows);
    assert_eq!(decided(moved), rows);
    assert_eq!(decided(utf16(moved)), rows);
}

#[test]
fn rows_that_are_marked_are_not_carried_out() {
    let text = "rule,kind,id,action,value,note\n\
                topic-lost,room,57,exclude,,gone: nobody needs it\n\
                topic-lost,room,58,exclude,,Gone:\n\
                topic-lost,room,59,exclude,,it has gone: long ago\n";
    assert_eq!(decided(text), ["topic-lost room 59 exclude"]);
}

#[test]
fn the_apostrophe_before_a_formula_is_no_part_of_a_name() {
    let text = "rule,kind,id,action,value\n\
                long-name,room,'-5,rename,'=SUM\n\
                long-name,room,6,rename,'t Hooft\n";
    let rows = [
        "long-name room -5 rename \"=SUM\"",
        "long-name room 6 rename \"'t Hooft\"",
    ];
    assert_eq!(decided(text), rows);
}

const HEADER: &str = "rule,kind,id,name,action,value,note";

#[test]
fn every_bad_row_is_told_with_its_line_and_what_would_be_right() {
    for (row, parts) in [
        (
            "long-names,room,57,,keep,,",
            &[
                "there is no rule long-names",
                "long-name, name-conflict",
                "delete",
            ][..],
        ),
        (",room,57,,keep,,", &["the rule is missing"]),
        (
            "odd-time,room,57,,keep,,",
            &[
                "nothing can be decided about findings of the rule odd-time",
                "delete the row",
            ],
        ),
        (
            "long-name,rooms,57,,keep,,",
            &["rooms is no kind", "expected: one of category, room"],
        ),
        (
            "federated-user,room,57,,keep,,",
            &[
                "room is no kind of object that federated-user",
                "expected: principal",
            ],
        ),
        ("long-name,room, ,,keep,,", &["the id is missing"]),
        (
            "long-name,room,57,,remove,,",
            &[
                "there is no action remove",
                "expected: one of keep, rename, exclude",
            ],
        ),
        (
            "long-name,room,57,,,,",
            &[
                "the action is missing",
                "expected: one of keep, rename, exclude",
                "write keep",
            ],
        ),
        (
            "long-name,room,57,,drop,,",
            &[
                "the action drop is not possible for long-name and the kind room",
                "expected: one of keep, rename, exclude",
            ],
        ),
        (
            "name-conflict,addin,A1,,exclude,,",
            &[
                "not possible for name-conflict and the kind addin",
                "expected: one of keep, rename",
            ],
        ),
        (
            "long-name,room,57,,rename, ,",
            &[
                "rename without a new name",
                "expected: the whole new name",
                "or the action keep",
            ],
        ),
        (
            "long-name,room,57,,keep,Desk,",
            &[
                "keep takes no value, and there is one: Desk",
                "or write the action rename",
            ],
        ),
        (
            "disabled-room,room,57,,exclude,Desk,",
            &["exclude takes no value", "what to do: delete the value"],
        ),
        (
            "topic-lost,room,1,,exclude,,",
            &[
                "topic-lost of room 1 is decided in line 3 already",
                "delete one of the two",
            ],
        ),
        (
            "long-name,room,57,a,b,rename,c,d",
            &["the row has 8 cells, the first row 7", "quotation marks"],
        ),
    ] {
        let text = format!("{HEADER}\n\ntopic-lost,room,1,\"a\nb\",keep,,\n{row}\n");
        let error = wrong(&text);
        assert!(error.starts_with("decisions.csv, line 5: "), "{error}");
        for part in parts {
            assert!(error.contains(part), "{part:?} in {error}");
        }
        assert_eq!(wrong(text.replace('\n', "\r\n")), error);
    }
}

#[test]
fn all_bad_rows_are_told_at_once_but_not_without_end() {
    let rows: String = (0..13)
        .map(|id| format!("long-name,room,{id},,remove,,\n"))
        .collect();
    let error = wrong(format!("{HEADER}\n{rows}"));
    assert!(
        error.contains("decisions.csv, line 2: ") && error.contains("decisions.csv, line 11: ")
    );
    assert!(
        error.ends_with("\nand 3 more lines that are wrong"),
        "{error}"
    );
}

#[test]
fn what_is_no_file_of_decisions_is_refused() {
    for (content, parts) in [
        (&b""[..], &["decisions.csv: the file is empty"][..]),
        (b"\xef\xbb\xbf\r\n", &["the file is empty"]),
        (
            b"rule,kind,id,name\n",
            &[
                "line 1: there is no column action",
                "rule, kind, id, name, action, value, note, identity",
            ],
        ),
        (
            "\u{feff}ï»¿rule,kind,id,action,value\n".as_bytes(),
            &[
                "line 1: the first row begins with “ï»¿”",
                "another encoding",
                "CSV UTF-8",
            ],
        ),
        (
            b"???rule,kind,id,action,value\n",
            &["line 1: the first row begins with “???”", "CSV UTF-8"],
        ),
        (
            b"rule,kind,id,action,value,Action\n",
            &["there are two columns action"],
        ),
        (
            b"rule;kind;id;name;action;value;note\r\n\r\nlong-name;room;5;B\xfcro;keep;;\r\n",
            &["decisions.csv, line 3: ", "code page", "CSV UTF-8"],
        ),
        (
            b"r\0u\0l\0e\0,\0",
            &["decisions.csv: the file is not UTF-8", "CSV UTF-8"],
        ),
        (
            b"\n\nr\0u\0l\0e\0,\0",
            &["decisions.csv: the file is not UTF-8", "CSV UTF-8"],
        ),
        (
            b"rule,kind,id,action,value\nlong-name,room,1,keep,\"\ntopic-lost,room,1,exclude,\n",
            &["line 2: a quotation mark is opened and never closed"],
        ),
        (
            b"PK\x03\x04 and so on",
            &["a zip or a workbook", "CSV UTF-8"],
        ),
    ] {
        let error = wrong(content);
        for part in parts {
            assert!(error.contains(part), "{part:?} in {error}");
        }
    }
}

#[test]
fn a_refusal_names_the_lines_of_both_decisions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    let text = format!(
        "{HEADER}\ntopic-lost,room,57,,exclude,,\ntopic-lost,room,58,,exclude,,gone: \nlong-name,room,57,,rename,Desk,\n"
    );
    fs::write(&path, text).unwrap();
    let refusal = Refusal {
        decision: 1,
        other: Some(0),
        reason: Impossible::EmptyName,
    };
    let error = read(&path, None).unwrap().refused(&refusal).to_string();
    assert!(
        error.contains(
            "decisions.csv, line 4: the new name is empty; see line 2 too\n  what to do: "
        ),
        "{error}"
    );
}

#[test]
fn a_file_that_is_not_there_can_be_written_but_not_read() {
    let folder = tempfile::tempdir().unwrap();
    assert!(check(&folder.path().join("new.csv"), None).is_ok());
    let error = read(&folder.path().join("new.csv"), None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("new.csv: there is no such file") && error.contains("--decisions"));
    let error = check(&folder.path().join("none/new.csv"), None)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("cannot be written") && error.contains("the folder exists"),
        "{error}"
    );
}

/// Rooms with a topic: a finding for each.
fn topics(rooms: &[(&str, &str)]) -> Directory {
    let mut directory = Directory::default();
    directory.parts = Parts::ALL;
    for id in ["1", "2"] {
        assert!(directory.add_category(Category {
            id: id.into(),
            parent: Some("1".into()),
            ..Category::default()
        }));
    }
    for (id, name) in rooms {
        assert!(directory.add_room(Room {
            id: (*id).into(),
            category: Some("2".into()),
            name: (*name).into(),
            topic: "Topic".into(),
            ..Room::default()
        }));
    }
    directory
}

/// The numbers of rows that are new, kept and gone, and the file.
#[track_caller]
fn updated(path: &Path, directory: &Directory, only: &[&str]) -> ([usize; 3], String) {
    let (history, options) = (History::default(), Options::default());
    let evidence = Evidence::new(directory, &history, &options);
    let only: Vec<String> = only.iter().map(|rule| (*rule).to_owned()).collect();
    let outcome = check_rules(&evidence, &only);
    let counts = update(path, &outcome, &evidence, &only, FileForm::default()).unwrap();
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with('\u{feff}'));
    // Once more changes nothing.
    let again = update(path, &outcome, &evidence, &only, FileForm::default()).unwrap();
    assert_eq!((again.new, again.gone), (0, counts.gone));
    assert_eq!(fs::read_to_string(path).unwrap(), text);
    ([counts.new, counts.kept, counts.gone], text[3..].to_owned())
}

const TOPICS: [&str; 2] = ["topic-lost", "name-conflict"];

#[test]
fn a_new_file_has_a_row_for_each_finding_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    let directory = topics(&[("10", "News"), ("9", "=News"), ("11", "news")]);
    let (counts, text) = updated(&path, &directory, &TOPICS);
    assert_eq!(counts, [5, 0, 0]);
    assert_eq!(
        text,
        "rule,kind,id,name,action,value,note,identity\n\
         name-conflict,room,10,News,keep,,,\n\
         name-conflict,room,11,news,rename,news (2),,\n\
         topic-lost,room,9,'=News,keep,,,\n\
         topic-lost,room,10,News,keep,,,\n\
         topic-lost,room,11,news,keep,,,\n"
    );
    assert_eq!(
        decided(&text)[1],
        "name-conflict room 11 rename \"news (2)\""
    );
}

#[test]
fn what_was_decided_is_kept_and_what_has_gone_is_marked_until_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    fs::write(
        &path,
        "who;note;action;value;id;kind;rule\r\n\
         me;ask Sales;Exclude;;10;room;topic-lost\r\n\
         ;;keep;;11;room;topic-lost\r\n\
         ;;rename;Desk;11;room;name-conflict\r\n",
    )
    .unwrap();
    let (counts, text) = updated(&path, &topics(&[("11", "News"), ("12", "Büro")]), &TOPICS);
    assert_eq!(counts, [1, 1, 2]);
    assert_eq!(
        text,
        "who;note;action;value;id;kind;rule;name;identity\r\n\
         ;;keep;;11;room;topic-lost;News;\r\n\
         ;;keep;;12;room;topic-lost;Büro;\r\n\
         me;gone: ask Sales;Exclude;;10;room;topic-lost;;\r\n\
         ;gone: ;rename;Desk;11;room;name-conflict;;\r\n"
    );
    let (counts, text) = updated(
        &path,
        &topics(&[("10", "Desk"), ("11", "News"), ("12", "Büro")]),
        &TOPICS,
    );
    assert_eq!(counts, [0, 3, 1]);
    assert_eq!(
        text.lines().nth(1),
        Some("me;ask Sales;Exclude;;10;room;topic-lost;Desk;")
    );
}

#[test]
fn rows_of_rules_that_were_not_checked_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    // No cut-off date is given, and names are not asked for.
    fs::write(
        &path,
        format!(
            "{HEADER}\n\
             name-conflict,room,8,,keep,,gone: twice\n\
             before-cutoff,room,10,,exclude,,old\n\
             name-conflict,room,7,,rename,Desk,\n\
             topic-lost,room,7,,exclude,,\n"
        ),
    )
    .unwrap();
    let (counts, text) = updated(
        &path,
        &topics(&[("10", "News")]),
        &["topic-lost", "before-cutoff"],
    );
    assert_eq!(counts, [1, 2, 2]);
    assert_eq!(
        text.split_once('\n').unwrap().1,
        "topic-lost,room,10,News,keep,,,\n\
         before-cutoff,room,10,,exclude,,old,\n\
         name-conflict,room,7,,rename,Desk,,\n\
         name-conflict,room,8,,keep,,gone: twice,\n\
         topic-lost,room,7,,exclude,,gone: ,\n"
    );
}

#[test]
fn a_file_that_cannot_be_understood_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    let text = format!("{HEADER}\ntopic-lost,room,10,,remove,,\n");
    fs::write(&path, &text).unwrap();
    let (history, options) = (History::default(), Options::default());
    let directory = topics(&[("10", "News")]);
    let evidence = Evidence::new(&directory, &history, &options);
    let outcome = check_rules(&evidence, &[]);
    let error = update(&path, &outcome, &evidence, &[], FileForm::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("line 2: there is no action remove")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
