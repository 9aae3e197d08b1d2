//! What the parser of the arguments says where they are wrong, in the language that is spoken. It is laid out as the parser
//! does it.

use std::process;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use pchat::wording::wording;

use super::terminal;

wording! {
    in "misuse";
    /// What is wrong with the arguments.
    enum Misuse {
        /// It may be given once only.
        Twice { argument: String },
        /// Two that exclude each other.
        NotWith { argument: String, other: String },
        /// It has no value.
        NoValue { argument: String },
        /// It is none of the values that there are.
        NoSuchValue { argument: String, value: String },
        /// A value that cannot be read.
        BadValue { argument: String, value: String, cause: String },
        /// More values than it takes.
        MoreValues { argument: String, value: String },
        /// No option is called so.
        Unknown { argument: String },
        /// No command is called so.
        UnknownCommand { command: String },
        /// Something has to be said.
        Missing,
        /// Whatever else.
        Other { cause: String },
    }
}

wording! {
    in "misuse";
    /// What stands below that.
    enum Below {
        /// The values that there are.
        Possible { values: String },
        /// A command that is called nearly so.
        NearCommand { near: String },
        /// An option that is.
        NearArgument { near: String },
        /// A value that is.
        NearValue { near: String },
        /// How to have it taken as a value.
        AsValue { word: String },
        /// In front of how a command is used.
        Usage { usage: String },
        /// Where more is said.
        Help,
    }
}

/// Says it and ends; prints help and version, which come this way, too.
pub fn exit(error: &Error) -> ! {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        error.exit();
    }
    terminal::misuse(&said(error));
    process::exit(error.exit_code());
}

/// All that is said of it.
fn said(error: &Error) -> String {
    let mut said = what(error).to_string();
    if error.kind() == ErrorKind::MissingRequiredArgument {
        for argument in strings(error, ContextKind::InvalidArg) {
            said += &format!("\n  {argument}");
        }
    }
    let values = strings(error, ContextKind::ValidValue);
    if !values.is_empty() {
        let values = values.join(", ");
        said += &format!("\n  {}", Below::Possible { values });
    }
    let mut tips: Vec<String> = Vec::new();
    let near = |kind| strings(error, kind).into_iter().next();
    if let Some(near) = near(ContextKind::SuggestedSubcommand) {
        tips.push(Below::NearCommand { near }.to_string());
    }
    if let Some(near) = near(ContextKind::SuggestedArg) {
        tips.push(Below::NearArgument { near }.to_string());
    }
    if let Some(near) = near(ContextKind::SuggestedValue) {
        tips.push(Below::NearValue { near }.to_string());
    }
    if error.kind() == ErrorKind::UnknownArgument && error.get(ContextKind::Suggested).is_some() {
        let word = one(error, ContextKind::InvalidArg);
        tips.push(Below::AsValue { word }.to_string());
    }
    if !tips.is_empty() {
        said += &format!("\n\n  {}", tips.join("\n  "));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim_start_matches("Usage: ").to_owned();
        said += &format!("\n\n{}", Below::Usage { usage });
    }
    said + &format!("\n\n{}", Below::Help)
}

fn what(error: &Error) -> Misuse {
    let argument = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    let cause = || std::error::Error::source(error).map(ToString::to_string);
    match error.kind() {
        ErrorKind::ArgumentConflict => {
            let other = strings(error, ContextKind::PriorArg).join("', '");
            match other == argument || other.is_empty() {
                true => Misuse::Twice { argument },
                false => Misuse::NotWith { argument, other },
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => Misuse::NoValue { argument },
        ErrorKind::InvalidValue => Misuse::NoSuchValue { argument, value },
        ErrorKind::ValueValidation => Misuse::BadValue {
            argument,
            value,
            cause: cause().unwrap_or_default(),
        },
        ErrorKind::TooManyValues => Misuse::MoreValues { argument, value },
        ErrorKind::UnknownArgument => Misuse::Unknown { argument },
        ErrorKind::InvalidSubcommand => Misuse::UnknownCommand {
            command: one(error, ContextKind::InvalidSubcommand),
        },
        ErrorKind::MissingRequiredArgument => Misuse::Missing,
        kind => Misuse::Other {
            cause: cause().unwrap_or_else(|| kind.to_string()),
        },
    }
}

fn one(error: &Error, kind: ContextKind) -> String {
    strings(error, kind).into_iter().next().unwrap_or_default()
}

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Arguments;

    /// The parser itself is the judge of the English.
    #[test]
    fn it_is_what_the_parser_would_say() {
        for line in [
            "analyze",
            "analyse pool.zip",
            "analyze pool.zip --formt json",
            "analyze pool.zip --format jsn",
            "analyze pool.zip --format",
            "analyze pool.zip --since today",
            "analyze pool.zip --rows many",
            "analyze pool.zip --rows 1 --rows 2",
            "analyze pool.zip --project a --no-project",
            "analyze pool.zip --force",
            "explain long-name federated-room",
            "explain --nothing-like-it",
            "verify a.zip",
            "convert a.zip",
            "inspect a.zip --lang xx",
            "nothing",
        ] {
            let words = std::iter::once("pchat").chain(line.split(' '));
            let error = Arguments::command()
                .try_get_matches_from(words)
                .unwrap_err();
            let judge = error.render().to_string();
            assert_eq!(format!("error: {}\n", said(&error)), judge, "{line}");
        }
    }
}
