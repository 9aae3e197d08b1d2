//! People read their language, programs the same bytes in each.

use std::collections::BTreeMap;
use std::fs;

use crate::common::{Place, copy_sample};
use pchat::rules::RULES;

const LANGUAGES: [&str; 4] = ["en", "de", "fr", "it"];

/// What a program may read: standard output with `> name`, or the files that a command writes.
const FOR_PROGRAMS: [&str; 20] = [
    "analyze contoso.zip --format json --store store --target target.zip --since 2010-01-01",
    "analyze contoso.zip --format csv --since 2010-01-01",
    "analyze contoso.zip --report report --decisions new.csv --csv-separator semicolon",
    "analyze damaged.zip --format json --skip-damaged",
    "convert contoso.zip --what-if --decisions decisions.csv --format json",
    "convert contoso.zip --what-if --decisions decisions.csv --format csv",
    "convert contoso.zip -o out.zip --decisions decisions.csv --report changed --format json",
    "verify contoso.zip out.zip --format json",
    "verify contoso.zip out.zip --format csv --report proved",
    "files contoso.zip --store store --format json",
    "files contoso.zip --store store --format csv",
    "files contoso.zip --store store --from \\\\a\\b --to \\\\c\\d --report copies --format csv",
    "inspect contoso.zip --format json",
    "inspect damaged.zip --format json --skip-damaged",
    "runbook contoso.zip --decisions decisions.csv --format json",
    "tables contoso.sql --format json",
    "tables contoso.sql --format csv",
    "tables contoso.sql --table tblNode --format csv",
    "generate -o generated.zip --rooms 3 --users 4 --messages 20",
    "redact contoso.zip -o redacted.zip --seed 7",
];

fn place() -> Place {
    let place = Place::new();
    for (from, to) in [
        ("contoso.zip", "contoso.zip"),
        ("contoso.zip", "target.zip"),
        ("decisions.csv", "decisions.csv"),
        ("contoso.sql", "contoso.sql"),
    ] {
        copy_sample(from, &place.path(to));
    }
    // Cut in the middle of a member, so that something is left out and said to be.
    let mut cut = fs::read(place.path("contoso.zip")).expect("a file");
    cut.truncate(cut.len() * 3 / 4);
    place.write("damaged.zip", cut);
    fs::create_dir(place.path("store")).expect("a folder");
    place
}

/// All that programs may read of what the commands say in a language, by what it is.
fn said_to_programs(language: &str) -> BTreeMap<String, Vec<u8>> {
    let place = place();
    let mut said = BTreeMap::new();
    for line in FOR_PROGRAMS {
        let outcome = place.pchat(&format!("{line} --lang {language} --quiet"));
        assert!(matches!(outcome.code, Some(0 | 1 | 4 | 5)), "{outcome:?}");
        if line.contains("--format") {
            said.insert(line.to_owned(), outcome.stdout.clone());
        }
    }
    for folder in ["", "report", "changed", "proved", "copies"] {
        for file in fs::read_dir(place.path(folder)).expect("a folder") {
            let path = file.expect("an entry").path();
            let name = path.strip_prefix(place.path("")).expect("it is inside");
            let is_for_programs = ["csv", "json", "zip"]
                .iter()
                .any(|it| path.extension() == Some(it.as_ref()));
            if is_for_programs {
                said.insert(name.display().to_string(), fs::read(&path).expect("a file"));
            }
        }
    }
    said
}

#[test]
fn programs_read_the_same_in_every_language() {
    let english = said_to_programs("en");
    assert!(english.len() > 60, "{}", english.len());
    for language in &LANGUAGES[1..] {
        for (what, bytes) in said_to_programs(language) {
            let (expected, found) = (&english[&what], &bytes);
            let differs = |(a, b): &(&u8, &u8)| a != b;
            let at = expected
                .iter()
                .zip(found)
                .take_while(|it| !differs(it))
                .count();
            let around = |bytes: &[u8]| {
                let piece = &bytes[at.saturating_sub(80)..bytes.len().min(at + 80)];
                String::from_utf8_lossy(piece).into_owned()
            };
            assert!(
                expected == found,
                "{what} in {language}:\n{}\n{}",
                around(expected),
                around(found)
            );
        }
    }
}

#[test]
fn the_language_is_the_one_that_is_asked_for_first() {
    let place = place();
    place.write("pchat.toml", "input = \"contoso.zip\"\nlang = \"it\"\n");
    let title = |line: &str, variables: &[(&str, &str)]| {
        let mut command = crate::common::command(&place.path(""));
        command
            .args(line.split_whitespace())
            .envs(variables.iter().copied());
        let output = command.output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        ["errors", "Fehler", "erreurs", "errori"]
            .into_iter()
            .find(|word| text.contains(word))
    };
    let line = "analyze --summary";
    let german_system = ("LC_ALL", "de_AT.UTF-8");
    assert_eq!(
        title(&format!("{line} --lang fr"), &[("PCHAT_LANG", "de")]),
        Some("erreurs")
    );
    assert_eq!(title(line, &[("PCHAT_LANG", "de")]), Some("Fehler"));
    assert_eq!(
        title(line, &[german_system]),
        Some("errori"),
        "of the project"
    );
    let without = format!("{line} contoso.zip --no-project");
    assert_eq!(title(&without, &[german_system]), Some("Fehler"));
    assert_eq!(
        title(&without, &[("LC_ALL", "pt_BR.UTF-8")]),
        Some("errors")
    );
}

#[test]
fn decisions_may_be_written_in_the_words_of_any_language() {
    let place = place();
    let rows = "rule,kind,id,name,action,value\n\
                name-conflict,room,23,Finance,Umbenennen,Finance: everything else\n\
                disabled-room,room,35,Helpdesk 2009,omettre,\n";
    place.write("words.csv", rows);
    place.write(
        "plain.csv",
        rows.replace("Umbenennen", "rename")
            .replace("omettre", "exclude"),
    );
    let changes = |file: &str| {
        let line = format!("convert contoso.zip --what-if --decisions {file} --format json");
        place.pchat(&line).exits(1).json()["changes"].clone()
    };
    assert_eq!(changes("words.csv"), changes("plain.csv"));
}

#[test]
fn what_is_wrong_with_the_arguments_is_said_in_the_language() {
    let place = place();
    let said = place
        .pchat("analyze contoso.zip --lang de --formt json")
        .exits(2);
    said.says(&[
        "Fehler: unerwartetes Argument „--formt“",
        "„--format“",
        "Aufruf: ",
    ]);
    let help = place.pchat("analyze --help --lang it").exits(0);
    help.prints(&["Utilizzo", "[OPZIONI]"]);
}

/// A terminal of 80 columns, and texts a third longer than in English.
#[cfg(debug_assertions)]
#[test]
fn nothing_is_wider_than_a_terminal() {
    let place = place();
    for line in [
        "analyze contoso.zip",
        "convert contoso.zip --what-if --decisions decisions.csv",
        "verify contoso.zip contoso.zip",
        "files contoso.zip --store store",
        "inspect contoso.zip",
        "tables contoso.sql",
        "explain",
        "--help",
        "analyze --help",
        "convert --help",
    ] {
        for language in ["en", "de", "fr", "it", "qps"] {
            let outcome = place.pchat_in(80, &format!("{line} --lang {language}"));
            // A command is never broken, so that it can be copied.
            let wide = |it: &&str| {
                unicode_width::UnicodeWidthStr::width(*it) > 80 && !it.trim().starts_with("pchat ")
            };
            let text = outcome.text();
            let wide: Vec<&str> = text.lines().filter(wide).collect();
            assert!(wide.is_empty(), "{line} --lang {language}: {wide:#?}");
        }
    }
}

/// What people read, with all that no language changes: commands, names of objects, and paths.
#[cfg(debug_assertions)]
#[test]
fn nothing_that_people_read_is_outside_of_the_catalogue() {
    let place = place();
    place.pchat("analyze contoso.zip --report report --quiet");
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        // What has digits or marks in it is a name, not a word of a sentence.
        let words = text
            .split([' ', '\n', ',', '"'])
            .map(|it| it.trim_matches(|c: char| !c.is_alphabetic()));
        let words = words.filter(|it| it.len() > 3 && it.chars().all(|c| c.is_ascii_alphabetic()));
        words.map(str::to_owned).collect()
    };
    let mut known = words("pchat contoso store Maintenance");
    known.extend(RULES.iter().flat_map(|rule| words(rule.id)));
    for file in [
        "rooms.csv",
        "categories.csv",
        "people.csv",
        "not-understood.csv",
    ] {
        known.extend(words(&String::from_utf8_lossy(
            &place.read(&format!("report/{file}")),
        )));
    }
    for line in [
        "analyze contoso.zip --summary",
        "convert contoso.zip --what-if --summary --decisions decisions.csv",
        "verify contoso.zip contoso.zip",
        "files contoso.zip --store store",
        "inspect contoso.zip",
    ] {
        let outcome = place.pchat(&format!("{line} --lang qps"));
        let text = outcome.text();
        for line in text.lines() {
            let is_typed = line.contains("pchat ") || line.contains(".xml") || line.contains("--");
            let plain = words(line);
            // Names may be cut.
            let is_known = |word: &str| known.iter().any(|it| it.contains(word));
            let left = plain.iter().filter(|word| !is_known(word));
            let left: Vec<_> = left.filter(|_| !is_typed).collect();
            assert!(left.is_empty(), "{left:?} in {line:?}");
        }
    }
}
