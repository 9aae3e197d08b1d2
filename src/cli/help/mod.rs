//! The help in the language that is spoken. English stands where the options do; each other language has a file here, which a
//! test holds against them.

use std::collections::BTreeMap;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};
use pchat::wording::{Language, spoken};
use serde::Deserialize;

/// All that the help says in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Help {
    /// What the parser itself says; `#` is the place of the values.
    word: Words,
    /// Headings of options, by the English ones.
    heading: BTreeMap<String, String>,
    /// Options that all commands have.
    common: BTreeMap<String, String>,
    /// Each command; `pchat` is the program.
    command: BTreeMap<String, Texts>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    usage: String,
    options: String,
    arguments: String,
    commands: String,
    /// In the place of `[OPTIONS]`, and of `[COMMAND]`.
    some_options: String,
    some_command: String,
    default: String,
    possible: String,
    help: String,
    help_command: String,
    version: String,
}

/// What is said of a command.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    about: String,
    #[serde(default)]
    examples: Option<String>,
    #[serde(default)]
    option: BTreeMap<String, String>,
    /// Of options with a choice: what each value means.
    #[serde(default)]
    value: BTreeMap<String, BTreeMap<String, String>>,
}

/// The commands, with help in the language that is spoken.
pub fn localised(mut command: Command) -> Command {
    let text = match spoken() {
        Language::German => include_str!("de.toml"),
        Language::French => include_str!("fr.toml"),
        Language::Italian => include_str!("it.toml"),
        _ => return command,
    };
    let help: Help = toml::from_str(text).expect("a test reads all files");
    command.build();
    help.of(command)
}

impl Help {
    fn of(&self, command: Command) -> Command {
        let none = Texts::default();
        let texts = self.command.get(command.get_name()).unwrap_or(&none);
        let usage = self.usage(command.clone());
        let header = *command.get_styles().get_header();
        let template = format!(
            "{{about-with-newline}}\n{header}{}:{header:#} {{usage}}\n\n{{all-args}}{{after-help}}",
            self.word.usage
        );
        let is_help = command.get_name() == "help";
        let about = match is_help {
            true => &self.word.help_command,
            false => &texts.about,
        };
        let mut command = command
            .about(about.clone())
            .override_usage(usage)
            .help_template(template)
            .subcommand_help_heading(self.word.commands.clone())
            .mut_args(|argument| self.argument(argument, texts));
        if let Some(examples) = &texts.examples {
            command = command.after_help(examples.trim_end().to_owned());
        }
        match is_help {
            true => command,
            false => command.mut_subcommands(|it| self.of(it)),
        }
    }

    fn usage(&self, mut command: Command) -> StyledStr {
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        let usage = usage.replace("[OPTIONS]", &self.word.some_options);
        usage.replace("[COMMAND]", &self.word.some_command).into()
    }

    fn argument(&self, argument: Arg, texts: &Texts) -> Arg {
        let name = argument.get_id().as_str();
        let text = match argument.get_action() {
            ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong => &self.word.help,
            ArgAction::Version => &self.word.version,
            _ => match texts.option.get(name).or_else(|| self.common.get(name)) {
                Some(text) => text,
                None => return argument,
            },
        };
        let heading = match argument.get_help_heading() {
            Some(heading) => self.heading.get(heading),
            None if argument.is_positional() => Some(&self.word.arguments),
            None => Some(&self.word.options),
        };
        let mut text = text.clone();
        text += &self.values(&argument, texts.value.get(name));
        let argument = match heading.cloned() {
            Some(heading) => argument.help_heading(heading),
            None => argument,
        };
        let argument = argument.help(text).hide_default_value(true);
        argument.hide_possible_values(true)
    }

    /// What is said of the values of an argument behind its text.
    fn values(&self, argument: &Arg, meant: Option<&BTreeMap<String, String>>) -> String {
        let mut said = String::new();
        let takes_one = argument.get_action().takes_values();
        let defaults = argument.get_default_values().iter();
        let defaults: Vec<String> = defaults
            .map(|it| it.to_string_lossy().into_owned())
            .collect();
        if takes_one && !defaults.is_empty() && !argument.is_hide_default_value_set() {
            let shown = defaults
                .iter()
                .map(|it| match it.contains([' ']) || it.is_empty() {
                    true => format!("{it:?}"),
                    false => it.clone(),
                });
            let shown: Vec<String> = shown.collect();
            said += &format!(" [{}]", self.word.default.replace('#', &shown.join(" ")));
        }
        let possible = argument.get_possible_values();
        let shown = possible.iter().filter(|it| !it.is_hide_set());
        let shown: Vec<String> = shown
            .map(|value| {
                let meant = meant.and_then(|all| all.get(value.get_name()));
                match meant {
                    Some(meant) => format!("{} ({meant})", value.get_name()),
                    None => value.get_name().to_owned(),
                }
            })
            .collect();
        if takes_one && !shown.is_empty() && !argument.is_hide_possible_values_set() {
            said += &format!(" [{}]", self.word.possible.replace('#', &shown.join(", ")));
        }
        said
    }
}

#[cfg(test)]
mod tests;
