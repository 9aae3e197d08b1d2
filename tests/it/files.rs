//! `files`: which uploaded files the messages refer to, and what a copy of the file store has of them.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::package::Package;
use crate::common::{Outcome, Place, copy_sample, findings, pchat};

const SAMPLE: &str = "files samples/contoso.zip --store samples/filestore";

#[track_caller]
fn assert_valid(files: &Value) {
    let schema = serde_json::from_str(include_str!("../../schema/files.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(files)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
}

/// A pool whose first room has messages with these texts.
fn pool(texts: &[&str]) -> Package {
    let message = |(at, text): (usize, &&str)| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let (id, day) = (at + 1, at + 10);
        format!(
            r#"<Message id="{id}" date="2011-03-{day}T08:00:00Z" userId="10"><Content>{text}</Content></Message>"#
        )
    };
    let messages: String = texts.iter().enumerate().map(message).collect();
    let messages = format!(
        r#"<Pool><ChatMessages><ChatRoom id="57">{messages}</ChatRoom></ChatMessages></Pool>"#
    );
    Package::clean()
        .with("ChatMessages.xml", messages)
        .edit("ChatRooms.xml", r#"id="57""#, r#"id="57" guid="F00D""#)
        .edit("ChatRooms.xml", r#"id="58""#, r#"id="58" guid="BEEF""#)
}

/// A place with the pool and a store with these files.
fn place(texts: &[&str], files: &[&str]) -> Place {
    let place = Place::new();
    place.write("pool.zip", pool(texts).zip());
    std::fs::create_dir(place.path("store")).expect("a folder");
    for file in files {
        let path = place.path("store").join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, "12345").expect("a file");
    }
    place
}

/// The rows of `--format csv`, each as the cells of these columns.
fn rows(outcome: &Outcome, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(&outcome.stdout[..]);
    let header = reader.headers().expect("a header").clone();
    let at = |name: &&str| header.iter().position(|it| it == *name).expect("a column");
    let at: Vec<usize> = columns.iter().map(at).collect();
    let row = |row: csv::StringRecord| {
        let cells: Vec<&str> = at.iter().map(|at| &row[*at]).collect();
        cells.join(" | ")
    };
    reader.records().map(|it| row(it.expect("a row"))).collect()
}

#[test]
fn the_sample_is_shown_as_people_read_it() {
    assert_snapshot!("sample", pchat(SAMPLE).exits(1).text());
    let place = Place::new();
    for sample in ["contoso.zip", "filestore"] {
        copy_sample(sample, &place.path(sample));
    }
    let line = "files contoso.zip --store filestore --from D:\\Old --to \\\\new\\share --rows 1";
    assert_snapshot!("sample_with_a_copy_list", place.pchat(line).exits(1).text());
}

#[test]
fn without_a_store_the_files_are_listed_and_nothing_is_missing() {
    let outcome = pchat("files samples/contoso.zip --format csv").exits(0);
    let columns = [
        "room_id",
        "room",
        "state",
        "messages",
        "first_message",
        "authors",
    ];
    assert_eq!(
        rows(&outcome, &columns),
        [
            "21 | Month-end Close |  | 1 | 2011-02-28T10:11:00Z | User 06 (Finance) <sip:user06@contoso.com>",
            "21 | Month-end Close |  | 1 | 2011-02-25T13:20:12Z | User 05 (Finance) <sip:user05@contoso.com>",
            "26 | IT Service Desk Queue |  | 1 | 2011-08-22T07:31:15Z | User 03 (IT) <sip:user03@contoso.com>",
            "29 | Sales Floor |  | 1 | 2010-04-19T10:05:02Z | User 09 (Sales) <sip:user09@contoso.com>",
        ]
    );
    let files = pchat("files samples/contoso.zip --format json")
        .exits(0)
        .json();
    assert_valid(&files);
    assert_eq!(
        (&files["store"], &files["unreferred"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn every_form_of_the_sample_says_the_same() {
    let rooms = |input: &str| {
        let line = format!("files samples/{input} --store samples/filestore --format json");
        let mut files = pchat(&line).exits(1).json();
        assert_valid(&files);
        files["input"] = Value::Null;
        files
    };
    let package = rooms("contoso.zip");
    assert_eq!(package["totals"]["files"], 4);
    assert_eq!(package["totals"]["missing"], 1);
    assert_eq!(
        package["totals"]["there"],
        json!({ "count": 3, "bytes": 206 })
    );
    for input in ["contoso", "contoso-csv", "contoso.sql", "contoso.bak"] {
        assert_eq!(rooms(input), package, "{input}");
    }
}

#[test]
fn what_is_missing_is_what_the_rule_says() {
    let place = place(
        &[
            "ma-filelink://x/F00D/a.txt ma-filelink://x/F00D/b.txt",
            "ma-filelink://x/F00D/c.txt ma-filelink://x/F00D/My Plan.doc",
            "again ma-filelink://x/F00D/b.txt",
        ],
        &["F00D/A.TXT", "BEEF/c.txt", "F00D/My Plan.doc", "old.txt"],
    );
    let line = "files pool.zip --store store --format csv";
    let outcome = place.pchat(line).exits(1);
    let columns = [
        "file",
        "state",
        "near",
        "path",
        "bytes",
        "messages",
        "last_message",
    ];
    assert_eq!(
        rows(&outcome, &columns),
        [
            "b.txt | missing |  |  |  | 2 | 2011-03-12T08:00:00Z",
            "My | similar | cut | F00D/My Plan.doc | 5 | 1 | 2011-03-11T08:00:00Z",
            "c.txt | other-folder | folder | BEEF/c.txt | 5 | 1 | 2011-03-11T08:00:00Z",
            "a.txt | there | case | F00D/A.TXT | 5 | 1 | 2011-03-10T08:00:00Z",
            "old.txt | unreferred |  | old.txt | 5 |  | ",
        ]
    );
    let line = "analyze pool.zip --store store --only uploaded-file --format json";
    let analysis = place.pchat(line).exits(1).json();
    let found = &findings(&analysis, "uploaded-file")[0]["details"];
    assert_eq!(found["missing_files"], json!(["My", "b.txt"]));
}

#[test]
fn the_exit_code_is_that_of_the_gravest() {
    let links = &["ma-filelink://x/F00D/a.txt"];
    for (file, error, warning) in [
        ("F00D/a.txt", 0, 0),
        ("F00D/A.txt", 0, 0),
        ("BEEF/a.txt", 0, 1),
        ("F00D/a.pdf", 1, 1),
        ("F00D/b.txt", 1, 1),
    ] {
        let place = place(links, &[file]);
        let line = "files pool.zip --store store";
        place.pchat(line).exits(error);
        place
            .pchat(&format!("{line} --fail-on warning"))
            .exits(warning);
        place.pchat(&format!("{line} --fail-on never")).exits(0);
    }
    let place = place(links, &[]);
    let line = "files pool.zip --store store";
    place.pchat(line).exits(1).prints(&["store holds 0 files"]);
    // Damage that was stepped over counts for more.
    let damaged = pool(links).edit(
        "ChatRooms.xml",
        r#"<ChatRoom id="58" guid="BEEF" "#,
        "<ChatRoom ",
    );
    place.write("pool.zip", damaged.zip());
    place
        .pchat(line)
        .exits(4)
        .prints(&["Left out while reading: 1 record"]);
}

#[test]
fn what_cannot_be_read_or_used_is_answered_before_anything_is_written() {
    let place = place(&["ma-filelink:a.txt"], &["a.txt"]);
    let copied = "files pool.zip --store store --report out";
    place
        .pchat("files pool.zip --store nowhere")
        .fails(3, &["file store"]);
    place
        .pchat("files pool.zip --to D:\\x")
        .exits(2)
        .says(&["--store"]);
    for bad in ["store", "D:store", "\\\\server", "D:\\a\"b", "D:\\a\nb"] {
        let line = ["files", "pool.zip", "--store", "store", "--to", bad];
        place
            .pchat_with(&line)
            .exits(2)
            .says(&["by its drive or share"]);
    }
    place
        .pchat("files pool.zip --store store --report store/out")
        .fails(2, &["store"]);
    place
        .pchat("files pool.zip --store store --report .")
        .fails(2, &["input"]);
    if cfg!(unix) {
        let line = format!("{copied} --to D:\\x");
        place.pchat(&line).fails(2, &["--from D:\\Store"]);
    }
    assert!(!place.path("out").exists());

    let silent = Package::clean().without("ChatMessages.xml");
    place.write("silent.zip", silent.zip());
    place
        .pchat("files silent.zip --store store")
        .fails(3, &["no messages"]);
}

#[test]
fn a_report_holds_what_is_printed_and_its_scripts_go_when_they_are_not_wanted_any_more() {
    let place = place(&["ma-filelink:a.txt"], &["a.txt"]);
    let line = "files pool.zip --store store --from C:\\old --to D:\\new --report out --format";
    let json = place
        .pchat(&format!("{line} json"))
        .exits(0)
        .says(&["6 files written to out"]);
    assert!(place.read("out/files.json") == json.stdout);
    assert_valid(&json.json());
    assert_eq!(
        json.json()["copy"]["files"],
        json!({ "count": 1, "bytes": 5 })
    );
    place
        .pchat(&format!("{line} csv"))
        .exits(2)
        .says(&["--force"]);
    let csv = place.pchat(&format!("{line} csv --force")).exits(0);
    let file = place.read("out/files.csv");
    assert!(file.strip_prefix(b"\xef\xbb\xbf") == Some(&csv.stdout[..]));

    place.write("out/mine.txt", "mine");
    let all = [
        "README.txt",
        "copy-files.cmd",
        "copy-files.ps1",
        "copy-list.csv",
        "files.csv",
        "files.json",
        "mine.txt",
    ];
    assert_eq!(place.list("out"), all);
    place
        .pchat("files pool.zip --store store --report out --force")
        .exits(0);
    assert_eq!(
        place.list("out"),
        ["README.txt", "files.csv", "files.json", "mine.txt"]
    );
    assert_eq!(place.list("store"), ["a.txt"]);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let place = Place::new();
    place.generate("pool", (60, 80, 34_000), "");
    std::fs::create_dir(place.path("store")).expect("a folder");
    let result = |threads, format| {
        let line =
            format!("files pool --store store --rows 0 --format {format} --threads {threads}");
        place.pchat(&line).exits(1).text()
    };
    let csv = result(1, "csv");
    assert!(csv.lines().count() > 50, "links in several pieces");
    for threads in [2, 5] {
        assert!(result(threads, "csv") == csv, "{threads} threads");
    }
    assert!(result(2, "table") == result(1, "table"));
}

#[test]
fn hostile_text_is_shown_as_text() {
    let long = format!("ma-filelink://x/F00D/{}.txt", "l".repeat(10_000));
    let place = place(
        &[
            "ma-filelink://x/F00D/\u{202e}gpj.exe",
            "ma-filelink://x/F00D/=cmd()|calc!A1",
            "ma-filelink://x/F00D/&<b>bold</b>",
            "ma-filelink://x/F00D/\u{9b}2J\u{85}x.txt",
            &long,
        ],
        &["F00D/\u{202e}cod.exe"],
    );
    for format in ["table", "csv", "json"] {
        for store in ["", "--store store"] {
            let line = format!("files pool.zip {store} --format {format} --fail-on never");
            let text = place.pchat(&line).exits(0).text();
            let acts = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!text.chars().any(acts), "{text}");
            assert!(!text.contains(",=cmd"), "{text}");
        }
    }
    let table = place.pchat("files pool.zip --store store").exits(1).text();
    let widest = table.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{table}");
    let json = place.pchat("files pool.zip --format json").exits(0).json();
    let names = json["rooms"][0]["files"].as_array().expect("a list");
    assert!(
        names.iter().any(|it| it["name"] == "\u{202e}gpj.exe"),
        "{json}"
    );
}
