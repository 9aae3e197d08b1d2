//! In which language the program speaks: what `--lang` says, else `PCHAT_LANG`, else a project file, else the system. English,
//! where none of them names one that it knows.

use std::env;
use std::ffi::OsString;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use pchat::wording::{Language, speak};

/// The option's name.
pub const LANG: &str = "lang";

/// The environment's variable.
const VARIABLE: &str = "PCHAT_LANG";

/// Speaks as the arguments or the environment ask for, else as the system does: before the arguments are read, because what is
/// wrong with them is said in it, too. Gives whether a project file may still say otherwise.
pub fn begin(arguments: &[OsString]) -> bool {
    let asked = of_arguments(arguments).or_else(of_environment);
    let of_system = || Language::from_locale(&locale("LC_MESSAGES")?);
    speak(asked.or_else(of_system).unwrap_or(Language::English));
    asked.is_none()
}

/// Speaks as the project file says.
pub fn go_on(of_project: Option<Language>) {
    if let Some(language) = of_project {
        speak(language);
    }
}

/// Reads the option.
pub fn parser() -> impl TypedValueParser<Value = Language> {
    let value = |language: Language| {
        let is_for_tests = !["en", "de", "fr", "it"].contains(&language.tag());
        PossibleValue::new(language.tag()).hide(is_for_tests)
    };
    let parser = PossibleValuesParser::new(Language::ALL.map(value));
    parser.map(|tag| Language::from_tag(&tag).unwrap_or(Language::English))
}

fn of_arguments(arguments: &[OsString]) -> Option<Language> {
    let words = arguments.iter().map(|it| it.to_str().unwrap_or_default());
    let words: Vec<&str> = words.take_while(|word| *word != "--").collect();
    let option = format!("--{LANG}");
    let of_word = |(at, word): (usize, &&str)| {
        let value = match word.strip_prefix(&option)? {
            "" => words.get(at + 1)?,
            rest => rest.strip_prefix('=')?,
        };
        Language::from_tag(value)
    };
    words.iter().enumerate().rev().find_map(of_word)
}

fn of_environment() -> Option<Language> {
    Language::from_locale(&env::var(VARIABLE).ok()?)
}

/// The locale that the environment's variables name for this category, and where they name none that of the system: on
/// Windows they are usually not set.
pub fn locale(category: &str) -> Option<String> {
    let names = ["LC_ALL", category, "LANG"];
    let mut values = names.iter().filter_map(|name| env::var(name).ok());
    let said = values.find(|it| !it.is_empty());
    said.or_else(sys_locale::get_locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Option<Language> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        of_arguments(&words)
    }

    #[test]
    fn the_option_is_seen_wherever_it_stands() {
        assert_eq!(
            asked("pchat analyze a.zip --lang de"),
            Some(Language::German)
        );
        assert_eq!(asked("pchat --lang=FR analyze"), Some(Language::French));
        assert_eq!(asked("pchat analyze -- --lang de"), None);
        assert_eq!(asked("pchat analyze --language de"), None);
        assert_eq!(asked("pchat analyze --lang"), None);
        assert_eq!(asked("pchat analyze --lang xx"), None);
    }
}
