//! The scripts of a copy list do nothing but copy the files that are on it, whatever these are called.
//!
//! They are taken apart by what Microsoft publishes of cmd (percent signs, quotation marks, carets), of the arguments of
//! programs (backslashes and quotation marks) and of PowerShell (single quotation marks), not by what writes them.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use proptest::prelude::*;
use proptest::sample::select;

use crate::common::Place;
use crate::common::package::Package;
use crate::seeded::cases;

const FROM: &str = r"\\old$\the 100% store!";
const TO: &str = r"D:\new & improved\%TEMP%\^";

/// A source and a destination.
type Copy = (String, String);

/// The longest line that cmd takes.
const LONGEST: usize = 8_191;

/// Makes a store of these files; the scripts that come of it.
fn scripts(files: &[Vec<u8>], more: &[&str]) -> (Vec<u8>, Vec<u8>, String) {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    for file in files {
        let path = place.path("store").join(OsStr::from_bytes(file));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, "").expect("a file");
    }
    let line = [
        "files", "-q", "pool.zip", "--store", "store", "--from", FROM, "--to", TO, "--report",
        "out",
    ];
    place.pchat_with(&[&line[..], more].concat()).exits(0);
    let list = String::from_utf8(place.read("out/copy-list.csv")).expect("UTF-8");
    (
        place.read("out/copy-files.cmd"),
        place.read("out/copy-files.ps1"),
        list,
    )
}

/// The lines of a script, none of which holds what ends a line or a file.
fn lines(script: &[u8]) -> Vec<String> {
    let text = String::from_utf8(script.to_vec()).expect("UTF-8");
    let text = text.strip_suffix("\r\n").expect("the end of the last line");
    let lines: Vec<String> = text.split("\r\n").map(str::to_owned).collect();
    for line in &lines {
        let ends = |c: char| c < ' ';
        assert!(!line.contains(ends), "{line:?}");
    }
    lines
}

/// What cmd makes of the percent signs of a line of a script, where delayed expansion is off.
fn expanded(line: &str, variables: &BTreeMap<String, String>) -> String {
    let mut expanded = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('%') {
        expanded += before;
        rest = if let Some(after) = after.strip_prefix('%') {
            expanded.push('%');
            after
        } else if let Some(after) = after.strip_prefix('*') {
            expanded += "/L";
            after
        } else {
            let (name, after) = after.split_once('%').expect("the end of a variable");
            expanded += variables.get(name).expect("a variable of the script");
            after
        };
    }
    expanded + rest
}

/// The arguments of the one program that a line runs: nothing in it acts but quotation marks.
fn arguments(line: &str) -> Vec<String> {
    let mut inside = false;
    for c in line.chars() {
        inside ^= c == '"';
        assert!(inside || !"&|<>^()".contains(c), "{c} acts in {line}");
    }
    assert!(!inside, "{line}");
    // As programs take their command line apart.
    let mut arguments = Vec::new();
    let mut argument: Option<String> = None;
    let mut inside = false;
    let mut backslashes = 0;
    for c in line.chars() {
        match c {
            '\\' => {
                backslashes += 1;
                continue;
            }
            '"' => {
                let text = argument.get_or_insert_default();
                text.push_str(&"\\".repeat(backslashes / 2));
                if backslashes % 2 == 1 {
                    text.push('"');
                } else {
                    inside = !inside;
                }
                backslashes = 0;
                continue;
            }
            _ => {}
        }
        if backslashes > 0 {
            argument
                .get_or_insert_default()
                .push_str(&"\\".repeat(backslashes));
            backslashes = 0;
        }
        if c == ' ' && !inside {
            arguments.extend(argument.take());
        } else {
            argument.get_or_insert_default().push(c);
        }
    }
    assert!(!inside && backslashes == 0, "{line}");
    arguments.extend(argument);
    arguments
}

/// What `robocopy` copies when it is called so.
fn copies(arguments: &[String]) -> Vec<Copy> {
    assert!(
        arguments.len() > 3 && arguments[0] == "robocopy",
        "{arguments:?}"
    );
    let (from, to, rest) = (&arguments[1], &arguments[2], &arguments[3..]);
    let in_folder = |folder: &str, name: &str| format!("{folder}\\{name}").replace("\\.\\", "\\");
    let (options, names): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|it| it.starts_with('/'));
    assert_eq!(options, ["/COPY:DAT", "/R:2", "/W:5", "/L"]);
    let copy = |name: &&String| (in_folder(from, name), in_folder(to, name));
    names.iter().map(copy).collect()
}

/// What a script of cmd copies.
fn by_cmd(script: &[u8]) -> BTreeSet<Copy> {
    let mut variables = BTreeMap::from([("PAGE".to_owned(), "850".to_owned())]);
    let mut copied = BTreeSet::new();
    let lines = lines(script);
    let change = lines
        .iter()
        .position(|it| it == "chcp 65001 >nul")
        .expect("the code page");
    assert!(lines[..change].iter().all(|it| it.is_ascii()), "{lines:?}");
    assert_eq!(lines[0], "@echo off");
    assert!(
        lines[..change].contains(&"setlocal EnableExtensions DisableDelayedExpansion".to_owned())
    );
    for line in &lines[change + 1..] {
        let line = if line.starts_with("rem ") || line.starts_with("if ") {
            assert!(line.is_ascii() && !line.ends_with('^'), "{line}");
            continue;
        } else {
            expanded(line, &variables)
        };
        assert!(line.encode_utf16().count() <= LONGEST, "{line}");
        if let Some(set) = line.strip_prefix("set \"") {
            let (name, value) = set
                .strip_suffix('"')
                .and_then(|it| it.split_once('='))
                .expect("a value");
            assert!(!value.contains('"'), "{line}");
            variables.insert(name.to_owned(), value.to_owned());
        } else if line.starts_with("robocopy ") {
            for copy in copies(&arguments(&line)) {
                assert!(copied.insert(copy), "twice: {line}");
            }
        } else {
            assert!(["chcp 850 >nul", "exit /b 0"].contains(&&*line), "{line}");
        }
    }
    copied
}

/// The text between single quotation marks at the beginning, and what follows. All four of Unicode count.
fn literal(text: &str) -> (String, &str) {
    let is_mark = |c: char| "'\u{2018}\u{2019}\u{201a}\u{201b}".contains(c);
    let mut value = String::new();
    let mut characters = text.char_indices().peekable();
    assert!(characters.next().is_some_and(|(_, c)| is_mark(c)), "{text}");
    let mut end = None;
    while let Some((at, c)) = characters.next().filter(|_| end.is_none()) {
        if !is_mark(c) {
            value.push(c);
        } else if let Some((_, second)) = characters.next_if(|(_, next)| is_mark(*next)) {
            value.push(second);
        } else {
            end = Some(at + c.len_utf8());
        }
    }
    (value, &text[end.expect("the mark at its end")..])
}

/// What a script of PowerShell copies.
fn by_powershell(script: &[u8]) -> BTreeSet<Copy> {
    let script = script
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("a byte order mark");
    let mut copied = BTreeSet::new();
    let mut folders = BTreeMap::new();
    for line in lines(script) {
        if let Some((name, value)) = line.split_once(" = '").filter(|_| line.starts_with('$')) {
            let (value, rest) = literal(&line[line.len() - value.len() - 1..]);
            assert_eq!(rest, "");
            folders.insert(name.to_owned(), value);
            continue;
        }
        let Some(call) = line.strip_prefix("Copy-Listed ") else {
            // What else there is, is the same for all stores.
            assert!(line.is_ascii() && !line.contains('\u{2019}'), "{line}");
            continue;
        };
        let (folder, mut rest) = literal(call);
        rest = rest.strip_prefix(" @(").expect("a list");
        let join = |root: &str, name: &str| {
            format!("{}\\{folder}\\{name}", folders[root]).replace("\\.\\", "\\")
        };
        loop {
            let (name, after) = literal(rest);
            assert!(
                copied.insert((join("$From", &name), join("$To", &name))),
                "twice: {line}"
            );
            match after.strip_prefix(", ") {
                Some(next) => rest = next,
                None => {
                    assert_eq!(after, ")", "{line}");
                    break;
                }
            }
        }
    }
    copied
}

fn expected(files: &[&str]) -> BTreeSet<Copy> {
    let path = |root: &str, file: &str| format!("{root}\\{}", file.replace('/', "\\"));
    files
        .iter()
        .map(|file| (path(FROM, file), path(TO, file)))
        .collect()
}

/// Files that Windows can hold, and that may do harm in a script.
const HARMLESS: [&str; 22] = [
    "root.txt",
    "F00D/100% of %PATH%.txt",
    "F00D/%1 %~dp0 %%.txt",
    "F00D/100%",
    "F00D/a & del b.txt",
    "F00D/a ^& b^.txt",
    "F00D/!PATH!.txt",
    "F00D/$(Remove-Item x) $x.txt",
    "F00D/`$x `n.txt",
    "F00D/it's.txt",
    "F00D/it\u{2019}s \u{2018}quoted\u{201b}\u{201a}.txt",
    "F00D/'; Remove-Item x; '.txt",
    "F00D/a;b,c=d (1) {2} [3] @(4) #5.txt",
    "F00D/ begins with a blank.txt",
    "F00D/-e.txt",
    "F00D/Grüße 你好 🙂 \u{202e}txt.exe",
    "F00D/\u{85}\u{2028}\u{feff}\u{7f}.txt",
    "F00D/CONSOLE.txt",
    "F00D/sub %FROM%/deep & deeper/x.txt",
    "100%/'/x.txt",
    "F00D/%FROM%\u{3000}",
    "F00D/goto eof",
];

/// Files that no script may name, by the word for why.
const HARMFUL: [(&[u8], &str); 14] = [
    (b"F00D/a\nshutdown.txt", "character"),
    (b"F00D/a\r\nshutdown.txt", "character"),
    (b"F00D/\x1a.txt", "character"),
    (b"F00D/a\".txt", "character"),
    (b"F00D/\" & shutdown & \".txt", "character"),
    (b"F00D/a|b.txt", "character"),
    (b"F00D/*.txt", "character"),
    (b"F00D/a\\b.txt", "character"),
    (b"C:/x.txt", "character"),
    (b"F00D/CON.txt", "device"),
    (b"aux/x.txt", "device"),
    (b"F00D/dot.", "end"),
    (b"F00D/blank ", "end"),
    (b"F00D/\xff.txt", "not-unicode"),
];

#[test]
fn scripts_copy_the_files_that_are_listed_and_nothing_else() {
    let mut files: Vec<Vec<u8>> = HARMLESS.iter().map(|it| it.as_bytes().to_vec()).collect();
    files.extend(HARMFUL.iter().map(|(file, _)| file.to_vec()));
    files.push(b"F00D/ROOT.txt".to_vec());
    files.push(b"F00D/root.TXT".to_vec());
    let (cmd, powershell, list) = scripts(&files, &[]);
    let mut all = HARMLESS.to_vec();
    all.push("F00D/ROOT.txt");
    let expected = expected(&all);
    assert_eq!(by_cmd(&cmd), expected);
    assert_eq!(by_powershell(&powershell), expected);

    let mut reasons: Vec<&str> = HARMFUL.iter().map(|(_, reason)| *reason).collect();
    reasons.push("same-name");
    reasons.sort_unstable();
    let mut reader = csv::Reader::from_reader(list.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    let (copied, left): (Vec<_>, Vec<_>) = rows.partition(|row| &row[0] == "true");
    let mut said: Vec<&str> = left.iter().map(|row| &row[1]).collect();
    said.sort_unstable();
    assert_eq!((copied.len(), said), (expected.len(), reasons));

    // No message refers to any of them.
    let (cmd, powershell, _) = scripts(&files, &["--referred-only"]);
    assert_eq!(by_cmd(&cmd), BTreeSet::new());
    assert_eq!(by_powershell(&powershell), BTreeSet::new());
}

#[test]
fn many_files_of_one_folder_fit_into_lines() {
    let name = |at: usize| format!("F00D/{at:03}{}.txt", "%".repeat(at % 200));
    let names: Vec<String> = (0..400).map(name).collect();
    let deep = format!("{}/x.txt", ["%".repeat(150), "y".repeat(150)].join("/"));
    let mut all: Vec<&str> = names.iter().map(String::as_str).collect();
    all.push(&deep);
    let too_deep = vec!["z".repeat(200); 9].join("/");
    let mut files: Vec<Vec<u8>> = all.iter().map(|it| it.as_bytes().to_vec()).collect();
    files.push(too_deep.as_bytes().to_vec());
    let (cmd, powershell, list) = scripts(&files, &[]);
    for line in lines(&cmd) {
        assert!(line.encode_utf16().count() <= LONGEST, "{line}");
    }
    assert_eq!(by_cmd(&cmd), expected(&all));
    assert_eq!(by_powershell(&powershell), expected(&all));
    assert!(list.contains("false,path-length,"));
}

/// Names made of what acts somewhere.
fn name() -> impl Strategy<Value = String> {
    let pieces = [
        "%", "%%", "%FROM%", "%~dp0", "%*", "^", "&", "!", "!x!", "'", "\u{2019}", "\u{201a}", "`",
        "$", "$(", ")", "(", "@", ";", ",", "=", "#", " ", ".", "-", "a", "É", "🙂", "\u{202e}",
        "\u{2028}", "\"", "\n", "\r", "|", "<", ">", "*", "CON", "nul.", "x.txt", "\u{1}", "\\",
        ":",
    ];
    proptest::collection::vec(select(pieces.to_vec()), 1..9)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("a name of its own", |name| !matches!(&**name, "." | ".."))
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn scripts_of_any_names_copy_what_the_list_says(names in proptest::collection::vec((name(), name()), 1..24)) {
        let path = |(folder, name): &(String, String)| format!("d{folder}/{name}").into_bytes();
        let files: Vec<Vec<u8>> = names.iter().map(path).collect();
        let (cmd, powershell, list) = scripts(&files, &[]);
        let copied = by_cmd(&cmd);
        prop_assert_eq!(&copied, &by_powershell(&powershell));
        let rows = list.lines().filter(|it| it.contains("true,,")).count();
        prop_assert!(copied.len() <= names.len() && rows >= copied.len().min(1));
        for (source, destination) in &copied {
            let rest = source.strip_prefix(FROM).expect("a file of the store");
            prop_assert_eq!(destination.strip_prefix(TO), Some(rest));
            let path = rest[1..].replace('\\', "/");
            prop_assert!(files.contains(&path.clone().into_bytes()), "{}", path);
            let refused = |c: char| c < ' ' || "<>:\"|?*".contains(c);
            prop_assert!(!path.contains(refused));
            prop_assert!(!path.split('/').any(|it| it.ends_with([' ', '.'])));
        }
    }
}
