//! What README.md lists is what the program has.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::common::{COMMANDS, Place, copy_sample, root};
use pchat::rules::RULES;

const README: &str = include_str!("../../README.md");

/// A place with the samples, as somebody has it who follows the README.
fn with_samples() -> Place {
    let place = Place::new();
    copy_sample("", &place.path("samples"));
    place
}

/// What commands print is shown in blocks of their own, which `documented.rs` runs.
#[test]
fn the_rows_that_are_shown_are_those_of_the_sample() {
    let (before, block) = README.split_once("```csv\n").expect("a block");
    let (block, _) = block.split_once("```").expect("its end");
    assert!(before.trim_end().ends_with("From `samples/decisions.csv`:"));
    let rows = fs::read_to_string(root().join("samples/decisions.csv")).expect("UTF-8");
    let mut rows = rows.trim_start_matches('\u{feff}').lines();
    for line in block.lines() {
        // `...` at the end of a line stands for the rest of it.
        let is_there = match line.strip_suffix("...") {
            Some(begin) => rows.any(|row| row.starts_with(begin)),
            None => rows.any(|row| row == line),
        };
        assert!(is_there, "{line}");
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
fn the_first_command_ends_with_the_page() {
    let line = README
        .lines()
        .find_map(|it| it.strip_prefix("cargo run --release -- "));
    let place = with_samples();
    let shown = place.pchat(line.expect("it is shown")).exits(0);
    let page = "target/report/report.html";
    shown.says(&[&format!("open {page} in a browser")]);
    assert!(README.contains(&format!("`{page}`")));
    assert!(place.path(page).is_file());
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
            assert_eq!(page, format!("docs/rules/en/{id}.md)"));
            listed.insert((id, severity));
        }
    }
    let rules = RULES.iter().map(|rule| (rule.id, rule.severity.word()));
    assert_eq!(listed, rules.collect());
    let changes = include_str!("../../CHANGELOG.md");
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
pub fn pages() -> Vec<PathBuf> {
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
