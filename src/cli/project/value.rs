//! A value of a project file, held against the option that it is for.

use std::any::TypeId;
use std::error::Error;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command};
use pchat::report::visible;
use toml::de::DeValue;

use crate::cli::fact::ProjectValue;

/// Whether the option takes a path: then it is looked for from the file's folder.
pub fn is_path(option: &Arg) -> bool {
    option.get_value_parser().type_id() == TypeId::of::<PathBuf>()
}

/// The value as it would be typed, or several where the option may be given several times. A switch that is on is one
/// empty value, and none where it is off.
///
/// # Errors
/// What is expected instead.
pub fn arguments(option: &Arg, value: &DeValue<'_>) -> Result<Vec<String>, ProjectValue> {
    let values = match (option.get_action(), value) {
        (ArgAction::SetTrue, DeValue::Boolean(on)) => {
            return Ok(on.then(String::new).into_iter().collect());
        }
        (ArgAction::SetTrue, _) => return Err(ProjectValue::Switch),
        (ArgAction::Append, DeValue::Array(values)) => {
            let texts = values.iter().map(|it| text(it.get_ref()));
            let texts: Option<Vec<String>> = texts.collect();
            texts.ok_or(ProjectValue::Texts)?
        }
        (ArgAction::Append, value) => vec![text(value).ok_or(ProjectValue::Texts)?],
        (_, value) => vec![text(value).ok_or(ProjectValue::Text)?],
    };
    values.iter().try_for_each(|it| check(option, it))?;
    Ok(values)
}

/// A text, or what is written like one on the command line: a whole number, a date.
fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}

/// Asks the option's own parser, which knows what is possible.
fn check(option: &Arg, value: &str) -> Result<(), ProjectValue> {
    let alone = Arg::new("value")
        .long("value")
        .value_parser(option.get_value_parser().clone());
    let command = Command::new("pchat").no_binary_name(true).arg(alone);
    let parsed = command.try_get_matches_from([format!("--value={value}")]);
    let Err(error) = parsed else {
        return Ok(());
    };
    let value = visible(value).into_owned();
    Err(match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(possible)) if !possible.is_empty() => ProjectValue::OneOf {
            value,
            possible: possible.clone(),
        },
        _ => ProjectValue::Refused {
            value,
            cause: error.source().map_or_else(String::new, ToString::to_string),
        },
    })
}
