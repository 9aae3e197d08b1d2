//! What stands in a project file.

use std::fs;
use std::path::Path;

use clap::{Arg, Command};
use pchat::report::visible;
use pchat::wording::Sentence;
use toml::de::DeTable;

use super::{INPUT, KEYS, value};
use crate::cli::exit::Failure;
use crate::cli::fact::ProjectFault;
use crate::cli::nearest::nearest;

/// Something that the file says.
pub struct Entry {
    /// The option's name.
    pub key: &'static str,
    /// Its values as they would be typed; an empty one for a switch, which is on.
    pub values: Vec<String>,
}

/// Reads a project file, and looks whether each of its values can be one: also of options that the command with this name
/// does not have, so that it is known at once.
///
/// # Errors
/// Where the file cannot be read, is no TOML, says something unknown or a value that cannot be.
pub fn read(file: &Path, command: &Command, name: &str) -> Result<Vec<Entry>, Failure> {
    let fail = |fault: ProjectFault| {
        let told = Sentence::from(fault).with_hint();
        Err(Failure::Usage(told.into()))
    };
    let path = || file.to_owned();
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            return fail(ProjectFault::Unreadable {
                file: path(),
                cause: error.to_string(),
            });
        }
    };
    let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let table = match DeTable::parse(&text) {
        Ok(table) => table,
        Err(error) => {
            return fail(ProjectFault::NotToml {
                file: path(),
                line: line_of(error.span().map_or(0, |it| it.start)),
                cause: error.message().to_owned(),
            });
        }
    };
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut read = Vec::new();
    for (key, value) in entries {
        let line = line_of(key.span().start);
        let Some(known) = KEYS.into_iter().find(|known| known == key.get_ref()) else {
            return fail(ProjectFault::UnknownKey {
                file: path(),
                line,
                key: visible(key.get_ref()).into_owned(),
                meant: nearest(key.get_ref(), KEYS),
                keys: KEYS.to_vec(),
            });
        };
        let Some(option) = option(command, name, known) else {
            continue;
        };
        match value::arguments(option, value.get_ref()) {
            Ok(values) => read.push(Entry { key: known, values }),
            Err(expected) => {
                return fail(ProjectFault::WrongValue {
                    file: path(),
                    line,
                    key: known,
                    expected,
                });
            }
        }
    }
    Ok(read)
}

/// The option with this name: that of the command, or else of any.
fn option<'a>(command: &'a Command, name: &str, key: &str) -> Option<&'a Arg> {
    let own = command.find_subcommand(name).into_iter();
    let commands = own.chain([command]).chain(command.get_subcommands());
    let mut arguments = commands.flat_map(Command::get_arguments);
    arguments.find(|it| match it.get_long() {
        Some(long) => long == key,
        None => key == INPUT && matches!(it.get_id().as_str(), "input" | "source"),
    })
}
