//! What README.md shows and lists is what the program does.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::Place;
use pchat::rules::RULES;

const README: &str = include_str!("../README.md");

const COMMANDS: [&str; 8] = [
    "inspect", "analyze", "convert", "verify", "redact", "explain", "tables", "generate",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A place with the samples, as somebody has it who follows the README.
fn with_samples() -> Place {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let from = entry.expect("readable").path();
            let to = to.join(from.file_name().expect("a name"));
            match from.is_dir() {
                true => copy(&from, &to),
                false => drop(fs::copy(&from, to).expect("a copy")),
            }
        }
    }
    let place = Place::new();
    copy(&root().join("samples"), &place.path("samples"));
    place
}

/// The blocks that show what a command prints or a file holds, each with the last command or file named before it.
fn shown() -> Vec<(&'static str, &'static str)> {
    let mut parts = README.split("```\n");
    let mut before = parts.next().expect("a text");
    let mut shown = Vec::new();
    while let (Some(block), Some(after)) = (parts.next(), parts.next()) {
        let names = before.split('`').skip(1).step_by(2);
        let is_source = |name: &&str| {
            name.contains("samples/") && (name.starts_with("pchat ") || name.ends_with(".csv"))
        };
        if let Some(source) = names.filter(is_source).last() {
            shown.push((source, block));
        }
        before = after;
    }
    shown
}

/// Makes sure that these lines stand in the text in this order. `...` stands for anything, at the end of a line, too.
#[track_caller]
fn assert_shows(text: &str, block: &str, source: &str) {
    let mut lines = text.lines().map(str::trim_end);
    for line in block.lines().filter(|it| !it.is_empty()) {
        if line.trim() == "..." {
            continue;
        }
        let is_there = match line.strip_suffix("...") {
            Some(begin) => lines.any(|it| it.starts_with(begin)),
            None => lines.any(|it| it == line),
        };
        assert!(is_there, "{line:?} is not what {source} gives:\n{text}");
    }
}

#[test]
fn what_is_shown_is_what_the_sample_gives() {
    let place = with_samples();
    let shown = shown();
    assert_eq!(shown.len(), 6, "{shown:?}");
    for (source, block) in shown {
        let text = match source.strip_prefix("pchat ") {
            Some(line) => {
                let outcome = place.pchat(line);
                let code = if line.starts_with("verify") || line.starts_with("inspect") {
                    0
                } else {
                    1
                };
                outcome.exits(code).text()
            }
            None => String::from_utf8(place.read(source)).expect("UTF-8"),
        };
        let text = text.trim_start_matches('\u{feff}');
        assert_shows(text, block, source);
    }
}

#[test]
fn every_command_about_the_samples_can_be_run() {
    let place = with_samples();
    let names = README.split('`').skip(1).step_by(2);
    let commands = names.filter(|it| it.starts_with("pchat ") && it.contains("samples/"));
    let commands: Vec<&str> = commands.collect();
    assert!(commands.len() > 7, "{commands:?}");
    for command in commands {
        let outcome = place.pchat(command.trim_start_matches("pchat "));
        assert!(matches!(outcome.code, Some(0 | 1)), "{outcome:?}");
        assert!(!outcome.text().is_empty(), "{command}");
    }
}

#[test]
fn the_first_command_ends_well() {
    let line = README
        .lines()
        .find_map(|it| it.strip_prefix("cargo run --release -- "));
    let shown = with_samples().pchat(line.expect("it is shown")).exits(0);
    assert_shows(&shown.text(), "Afterwards\n", "the first command");
}

/// The cells of the table with this header.
fn table(header: &str) -> Vec<Vec<&'static str>> {
    let (_, rows) = README.split_once(header).expect("the table is there");
    let rows = rows.trim_start().lines().skip(1);
    rows.map_while(|row| row.strip_prefix("| "))
        // A bar inside of a cell has a backslash before it.
        .map(|row| row.trim_end_matches(" |").split(" | ").collect())
        .collect()
}

#[test]
fn every_rule_is_listed_with_its_severity() {
    let rows = table("| severity | rules |");
    let mut listed = BTreeSet::new();
    for row in &rows {
        let (severity, _) = row[0].split_once(':').expect("what it means");
        for link in row[1].split(", ") {
            let (id, page) = link
                .trim_start_matches('[')
                .split_once("](")
                .expect("a link");
            assert_eq!(page, format!("docs/rules/{id}.md)"));
            listed.insert((id, severity));
        }
    }
    let rules = RULES.iter().map(|rule| (rule.id, rule.severity.word()));
    assert_eq!(listed, rules.collect());
    let changes = include_str!("../CHANGELOG.md");
    assert!(changes.contains(&format!("by {} rules", RULES.len())));
}

#[test]
fn every_command_is_listed_and_no_other() {
    let rows = table("| command | what it does |");
    let listed: BTreeSet<&str> = rows
        .iter()
        .map(|row| row[0].split([' ', '`']).nth(2).expect("a command"))
        .collect();
    assert_eq!(listed, BTreeSet::from(COMMANDS));
    let help = Place::new().pchat("--help").exits(0).text();
    let (_, commands) = help.split_once("Commands:\n").expect("a list");
    let commands = commands.lines().take_while(|it| !it.is_empty());
    let commands = commands.filter(|it| it.starts_with("  ") && !it.starts_with("   "));
    let commands = commands.filter_map(|it| it.split_whitespace().next());
    assert_eq!(listed, commands.filter(|it| *it != "help").collect());
}

#[test]
fn every_option_is_one_of_the_commands_it_is_listed_for() {
    let place = Place::new();
    let help = |command: &str| place.pchat(&format!("{command} --help")).exits(0).text();
    let helps = COMMANDS.map(|command| (command, help(command)));
    let rows = table("| option | of | what for |");
    assert!(rows.len() > 25);
    for row in rows {
        let words = row[0].split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        let options: Vec<&str> = words.filter(|it| it.starts_with("--")).collect();
        assert!(!options.is_empty(), "{row:?}");
        for (command, help) in &helps {
            if row[1] == "all" || row[1].split(", ").any(|it| it == *command) {
                for option in &options {
                    let is_there = help
                        .split(|c: char| !(c.is_ascii_lowercase() || c == '-'))
                        .any(|it| it == *option);
                    assert!(is_there, "{command} {option}\n{help}");
                }
            }
        }
        let known = |it: &str| it == "all" || COMMANDS.contains(&it);
        assert!(row[1].split(", ").all(known), "{row:?}");
    }
}

/// Every page that people read.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["", "docs", "docs/rules", "samples"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.extension().is_some_and(|it| it == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

#[test]
fn no_link_leads_nowhere() {
    let mut links = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("UTF-8");
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|it| it.split(')').next());
        for target in targets.filter(|it| !it.contains("://") && !it.contains(char::is_whitespace))
        {
            let (path, part) = target.split_once('#').unwrap_or((target, ""));
            let folder = page.parent().expect("a folder");
            let path = if path.is_empty() {
                page.clone()
            } else {
                folder.join(path)
            };
            assert!(path.exists(), "{target} in {}", page.display());
            if !part.is_empty() {
                let heading = part.replace('-', " ");
                let linked = fs::read_to_string(&path).expect("UTF-8");
                let headings = linked.lines().filter(|it| it.starts_with('#'));
                let mut plain = headings.map(|it| {
                    let kept = |c: &char| c.is_alphanumeric() || " -".contains(*c);
                    let text: String = it.to_lowercase().chars().filter(kept).collect();
                    text.replace('-', " ").trim().to_owned()
                });
                assert!(
                    plain.any(|it| it == heading),
                    "{target} in {}",
                    page.display()
                );
            }
            links += 1;
        }
    }
    assert!(links > 50, "{links}");
}
