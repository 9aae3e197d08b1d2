use std::collections::BTreeMap;

use clap::{Command, CommandFactory};

use super::*;
use crate::cli::Arguments;

/// What the help has to say: the keys of a file, and the English of each.
fn english() -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    let mut command = Arguments::command();
    command.build();
    say(&command, &mut said);
    for subcommand in command.get_subcommands() {
        if subcommand.get_name() != "help" {
            say(subcommand, &mut said);
        }
    }
    said
}

fn say(command: &Command, said: &mut BTreeMap<String, String>) {
    let name = command.get_name();
    let mut add = |key: String, text: String| said.insert(key, text);
    let text = |text: Option<&StyledStr>| text.map(ToString::to_string).unwrap_or_default();
    add(format!("command.{name}.about"), text(command.get_about()));
    if let Some(examples) = command.get_after_help() {
        add(format!("command.{name}.examples"), examples.to_string());
    }
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        if let Some(heading) = argument.get_help_heading() {
            add(format!("heading.{heading}"), heading.to_owned());
        }
        if ["help", "version"].contains(&id) {
            continue;
        }
        let of = match argument.is_global_set() {
            true => "common".to_owned(),
            false => format!("command.{name}.option"),
        };
        add(format!("{of}.{id}"), text(argument.get_help()));
        for value in argument.get_possible_values() {
            if let Some(help) = value.get_help() {
                let key = format!("command.{name}.value.{id}.{}", value.get_name());
                add(key, help.to_string());
            }
        }
    }
}

/// The texts of a file, by the keys that lead to them.
fn texts(at: &str, value: &toml::Value, all: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let at = if at.is_empty() {
                    key.clone()
                } else {
                    format!("{at}.{key}")
                };
                texts(&at, value, all);
            }
        }
        value => {
            all.insert(at.to_owned(), value.as_str().unwrap_or_default().to_owned());
        }
    }
}

#[test]
fn every_language_says_all_of_the_help_and_nothing_else() {
    let english = english();
    for (language, text) in [
        ("de", include_str!("de.toml")),
        ("fr", include_str!("fr.toml")),
        ("it", include_str!("it.toml")),
    ] {
        let mut all = BTreeMap::new();
        texts(
            "",
            &toml::Value::Table(toml::from_str(text).unwrap()),
            &mut all,
        );
        all.retain(|key, _| !key.starts_with("word."));
        let missing: Vec<_> = english
            .keys()
            .filter(|key| !all.contains_key(*key))
            .collect();
        let unknown: Vec<_> = all
            .keys()
            .filter(|key| !english.contains_key(*key))
            .collect();
        assert!(
            missing.is_empty() && unknown.is_empty(),
            "{language}: no {missing:?}; {unknown:?}"
        );
        let words = |text: &str| text.split_whitespace().count();
        let same = all
            .iter()
            .filter(|(key, text)| english[*key] == **text && words(text) > 1);
        assert_eq!(same.collect::<Vec<_>>(), [], "{language}: English");
    }
}
