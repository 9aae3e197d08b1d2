//! A project file: options that are given once for the whole loop. What it says is put among the arguments, as if it had been
//! typed, unless the same option is there already; so everything that is known of an option is said where the option is.

mod file;
mod value;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use pchat::input::own_name;
use pchat::report::folder::OptionsInEffect;

use self::file::Entry;
use self::value::is_path;
use super::exit::Failure;
use super::language::LANG;

/// The file's name, where it is found by itself.
const NAME: &str = "pchat.toml";

/// What is read.
const INPUT: &str = "input";

/// The folder of the reports. Each command gets one of its own in it.
pub const REPORT: &str = "report";

/// What a file may say: what is the same for all commands of the loop, and is not about a single run or the screen.
const KEYS: [&str; 28] = [
    INPUT,
    "target",
    "target-pool",
    "since",
    "forest",
    "store",
    "decisions",
    REPORT,
    "separator",
    "collation",
    "layout",
    "code-page",
    "format-file",
    "field-terminator",
    "row-terminator",
    "set",
    "database",
    "allow-empty",
    "skip-damaged",
    "skip-damaged-pages",
    "fail-on",
    "rows",
    "level",
    "thorough",
    "limit",
    "threads",
    "csv-separator",
    LANG,
];

/// Options that no result depends on.
const NOT_IN_EFFECT: [&str; 13] = [
    "quiet",
    "color",
    "threads",
    "project",
    "no-project",
    "force",
    "report",
    "format",
    "rows",
    "summary",
    "fail-on",
    "csv-separator",
    LANG,
];

/// Arguments, and what of them a project file has said.
pub struct Joined {
    /// The arguments.
    pub arguments: Vec<OsString>,
    /// The file, where one was used.
    pub used: Option<Used>,
}

/// A project file that has said something.
#[derive(Clone, Debug)]
pub struct Used {
    /// Where it is.
    pub file: PathBuf,
    /// What it has said.
    pub keys: Vec<&'static str>,
}

/// Puts what the project file says among the arguments. Where there is none they stay as they are, and so does whatever is
/// wrong with them: that is found when they are read.
///
/// # Errors
/// Where the file cannot be read or says what it may not.
pub fn join(command: &Command, given: Vec<OsString>) -> Result<Joined, Failure> {
    let unchanged = |arguments| Joined {
        arguments,
        used: None,
    };
    let Some(run) = Run::of(command, &given) else {
        return Ok(unchanged(given));
    };
    let Some(file) = run.project_file() else {
        return Ok(unchanged(given));
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut options = Vec::new();
    let mut inputs = Vec::new();
    let mut keys = Vec::new();
    for entry in file::read(&file, run.command, &run.name)? {
        match entry.key {
            INPUT if run.wants_input() => {
                inputs = entry.values.iter().map(|it| input_of(folder, it)).collect();
            }
            key if run.wants(key) => options.extend(run.words(&entry, folder)),
            _ => continue,
        }
        // A switch that is off, an empty list.
        if !entry.values.is_empty() {
            keys.push(entry.key);
        }
    }
    if keys.is_empty() {
        return Ok(unchanged(given));
    }
    let mut arguments = given;
    let behind = run.at + 1;
    arguments.splice(behind..behind, options.into_iter().chain(inputs));
    let used = Some(Used { file, keys });
    Ok(Joined { arguments, used })
}

/// What was asked for, as far as it can be seen without the project file.
struct Run<'a> {
    /// All commands.
    command: &'a Command,
    /// The one that was named, and where it stands among the arguments.
    name: String,
    at: usize,
    /// What is read, of this command.
    input: &'a Arg,
    matches: ArgMatches,
}

impl<'a> Run<'a> {
    /// Nothing where the command reads no input, and for help.
    fn of(command: &'a Command, given: &[OsString]) -> Option<Self> {
        let understood = |arguments: &[OsString]| {
            let lenient = command.clone().ignore_errors(true);
            lenient.try_get_matches_from(arguments).ok()
        };
        let (name, matches) = understood(given)?.remove_subcommand()?;
        let of_command = command.find_subcommand(&name)?;
        let mut positional = of_command.get_positionals();
        let input = positional.find(|it| matches!(it.get_id().as_str(), "input" | "source"))?;
        // The name may also be the value of an option before it.
        let is_command = |at: &usize| {
            given[*at] == *name
                && understood(&given[..=*at]).is_some_and(|it| it.subcommand_name().is_some())
        };
        let at = (1..given.len()).find(is_command)?;
        Some(Run {
            command,
            name,
            at,
            input,
            matches,
        })
    }

    /// The file that was named, else the one beside what is read, if there is one.
    fn project_file(&self) -> Option<PathBuf> {
        // Where something is wrong with the arguments, not even a default need be there.
        let none = self.matches.try_get_one("no_project").ok().flatten();
        if none == Some(&true) {
            return None;
        }
        if let Some(file) = self.raw("project").first() {
            return Some(PathBuf::from(file));
        }
        let input = self.raw(self.input.get_id().as_str());
        let beside = input.first().map_or(Path::new(""), Path::new);
        let file = beside.parent().unwrap_or(Path::new("")).join(NAME);
        file.is_file().then_some(file)
    }

    /// Whether the command reads something that was not named. What is verified is named, and what it is verified against
    /// need not be.
    fn wants_input(&self) -> bool {
        let of_command = self.command.find_subcommand(&self.name);
        let positionals = of_command.into_iter().flat_map(Command::get_positionals);
        let positionals: Vec<&Arg> = positionals.collect();
        let given = positionals.iter().map(|it| self.raw(it.get_id().as_str()));
        given.map(|it| it.len()).sum::<usize>() < positionals.len()
    }

    /// Whether the command has the option, and it was not given.
    fn wants(&self, key: &str) -> bool {
        let option = option(self.command, &self.name, key);
        option.is_some_and(|it| {
            let given = self.matches.value_source(it.get_id().as_str());
            given != Some(ValueSource::CommandLine)
        })
    }

    fn raw(&self, id: &str) -> Vec<&OsStr> {
        let raw = self.matches.try_get_raw(id).ok().flatten();
        raw.into_iter().flatten().collect()
    }

    /// The option as it would be typed.
    fn words(&self, entry: &Entry, folder: &Path) -> Vec<OsString> {
        let Some(option) = option(self.command, &self.name, entry.key) else {
            return Vec::new();
        };
        let word = |value: &String| {
            let mut word = OsString::from(format!("--{}", entry.key));
            if option.get_action().takes_values() {
                word.push("=");
                match is_path(option) {
                    true => word.push(folder.join(value)),
                    false => word.push(value),
                }
            }
            if entry.key == REPORT {
                word = PathBuf::from(word).join(&self.name).into_os_string();
            }
            word
        };
        entry.values.iter().map(word).collect()
    }
}

/// A path of the file, which is no option whatever it begins with.
fn input_of(folder: &Path, value: &str) -> OsString {
    let path = folder.join(value);
    match value.starts_with('-') && folder.as_os_str().is_empty() {
        true => Path::new(".").join(path).into_os_string(),
        false => path.into_os_string(),
    }
}

/// An option of this command. Those of all commands are among them.
fn option<'a>(command: &'a Command, name: &str, key: &str) -> Option<&'a Arg> {
    let mut own = command.find_subcommand(name)?.get_arguments();
    own.find(|it| it.get_long() == Some(key))
}

/// The options that were given and that a result depends on, by whomever; of paths the last name, as this is shown to
/// others.
pub fn in_effect(command: &Command, matches: &ArgMatches, used: Option<&Used>) -> OptionsInEffect {
    let mut options = Vec::new();
    if let Some((name, matches)) = matches.subcommand()
        && let Some(of_command) = command.find_subcommand(name)
    {
        for option in of_command.get_arguments() {
            let id = option.get_id().as_str();
            let Some(long) = option.get_long() else {
                continue;
            };
            let given = matches.try_contains_id(id).is_ok()
                && matches.value_source(id) == Some(ValueSource::CommandLine);
            if !given || NOT_IN_EFFECT.contains(&long) {
                continue;
            }
            if let ArgAction::SetTrue = option.get_action() {
                options.push(format!("--{long}"));
                continue;
            }
            for value in matches.get_raw(id).into_iter().flatten() {
                let value = match is_path(option) {
                    true => own_name(Path::new(value)),
                    false => value.to_string_lossy().into_owned(),
                };
                options.push(format!("--{long} {value}"));
            }
        }
    }
    OptionsInEffect {
        options,
        project: used.map(|it| own_name(&it.file)),
    }
}
