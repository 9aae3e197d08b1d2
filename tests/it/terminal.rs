//! What acts on a terminal: programs get it as the input holds it, people see a symbol in its place.

use crate::common::{self, Place};
use serde_json::Value;

/// What opens a string that a terminal takes in silently until something ends it, what clears the screen, and what turns
/// the direction of writing.
const ACTING: [&str; 7] = [
    "\u{1b}]0;",
    "\u{1b}P",
    "\u{1b}X",
    "\u{1b}^",
    "\u{1b}_",
    "\u{9b}2J",
    "\u{202e}",
];

/// The sample, with one of these in every text of several words: names, addresses, topics, messages.
fn hostile() -> Place {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/contoso.sql");
    let script = std::fs::read_to_string(sample).expect("the sample");
    let mut acting = ACTING.iter().cycle();
    let texts = script.split("N'").enumerate().map(|(at, part)| {
        let text = part.split('\'').next().unwrap_or_default();
        match text.find(' ') {
            Some(blank) if at > 0 && !text.starts_with("20") => {
                let acts = acting.next().expect("an endless list");
                format!("{}{acts}{}", &part[..blank], &part[blank..])
            }
            _ => part.to_owned(),
        }
    });
    let place = Place::new();
    place.write("pool.sql", texts.collect::<Vec<_>>().join("N'"));
    place
}

#[test]
fn rows_for_programs_are_as_they_stand_in_the_input() {
    let place = Place::new();
    let table = "CREATE TABLE [dbo].[Notes]([ID] [int] NOT NULL, [Text] [nvarchar](99) NULL)\nGO\n";
    let rows = ACTING.iter().enumerate().map(|(id, acts)| {
        format!("INSERT [dbo].[Notes] ([ID], [Text]) VALUES ({id}, N'before {acts}behind')\n")
    });
    place.write("notes.sql", table.to_owned() + &rows.collect::<String>());
    let wanted = ACTING.map(|acts| format!("before {acts}behind"));

    let csv = place
        .pchat("tables notes.sql --table Notes --format csv")
        .exits(0);
    let mut reader = csv::Reader::from_reader(&*csv.stdout);
    let read = reader.records().map(|row| row.unwrap()[1].to_owned());
    assert_eq!(read.collect::<Vec<_>>(), wanted);

    let json = place
        .pchat("tables notes.sql --table Notes --format json")
        .exits(0)
        .json();
    let read = json.as_array().unwrap().iter().map(|row| &row["Text"]);
    assert_eq!(
        read.collect::<Vec<&Value>>(),
        wanted.each_ref().map(|it| &**it)
    );
}

#[test]
fn nothing_for_people_acts_on_their_terminal() {
    let place = hostile();
    place
        .pchat("convert pool.sql -o new.zip --since 2010-01-01")
        .exits(1);
    let commands = [
        "inspect pool.sql",
        "inspect new.zip",
        "tables pool.sql",
        "tables pool.sql --table tblNode",
        "tables pool.sql --table tblChat",
        "analyze pool.sql --decisions decisions.csv",
        "analyze pool.sql --rows 0",
        "analyze new.zip --rows 0",
        "convert pool.sql --what-if --since 2010-01-01 --decisions decisions.csv",
        "convert pool.sql --what-if --rows 0",
        "verify pool.sql new.zip",
        "verify new.zip pool.sql --rows 0",
    ];
    for command in commands {
        for colour in ["never", "always"] {
            let outcome = place.pchat(&format!("{command} --color {colour}"));
            assert!(matches!(outcome.code, Some(0 | 1 | 5)), "{outcome:?}");
            let styled = |text: &str| {
                // Colours, which are ours: ESC, [, numbers, m.
                let mut parts = text.split("\u{1b}[");
                let first = parts.next().unwrap_or_default().to_owned();
                parts.fold(first, |all, part| {
                    let end = part.find('m').filter(|end| {
                        let codes = &part[..*end];
                        colour == "always" && codes.bytes().all(|b| b.is_ascii_digit() || b == b';')
                    });
                    all + end.map_or("\u{1b}", |_| "") + &part[end.map_or(0, |end| end + 1)..]
                })
            };
            for text in [styled(&outcome.text()), styled(&outcome.stderr)] {
                let acts = text.find(['\u{1b}', '\u{9b}', '\u{202e}', '\u{90}']);
                let around = acts.map(|at| text[at..].chars().take(40).collect::<String>());
                assert_eq!(around, None, "{command} --color {colour}");
            }
        }
    }
}

/// A library that lets the program take every output for a terminal. Compiling it needs what links Rust's programs as well.
#[cfg(target_os = "linux")]
fn terminal(place: &Place) -> std::path::PathBuf {
    place.write("terminal.c", "int isatty(int fd) { return fd >= 0; }\n");
    let library = place.path("terminal.so");
    let compiled = std::process::Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &place.path("terminal.c")])
        .output()
        .expect("a C compiler");
    assert!(compiled.status.success(), "{compiled:?}");
    library
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_has_colours_unless_no_color_is_set() {
    let place = Place::new();
    place.write("pool.zip", common::package::Package::clean().zip());
    let terminal = terminal(&place);
    let has_colours = |line: &str, variables: &[(&str, &str)]| {
        let output = common::command(&place.path(""))
            .args(line.split(' '))
            .env("LD_PRELOAD", &terminal)
            .env("TERM", "xterm")
            .envs(variables.iter().copied())
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        output.stdout.contains(&0x1b)
    };
    assert!(has_colours("inspect pool.zip", &[]));
    assert!(has_colours("inspect pool.zip", &[("NO_COLOR", "")]));
    assert!(!has_colours("inspect pool.zip", &[("NO_COLOR", "1")]));
    assert!(!has_colours("inspect pool.zip", &[("TERM", "dumb")]));
    assert!(!has_colours("inspect pool.zip --color never", &[]));
    assert!(!has_colours("analyze pool.zip --format json", &[]));
    let asked_for = "inspect pool.zip --color always";
    assert!(has_colours(asked_for, &[("NO_COLOR", "1")]));
}
