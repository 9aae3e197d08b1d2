use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::language::{Language, spoken};
use super::template::{Part, Template, Values};
use super::value::Value;
use super::words::{read, words};
use super::{Wording, files};

/// How many entries of a list a sentence names.
const LISTED: usize = 10;

/// What is said in each area and language, likewise.
static AREAS: [[OnceLock<Area>; files::COUNT]; Language::COUNT] =
    [const { [const { OnceLock::new() }; files::COUNT] }; Language::COUNT];

/// What is said of the facts of one area, by their names.
type Area = BTreeMap<String, Text>;

/// What is said of one fact.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    /// The sentence alone.
    Short(Template),
    /// The sentence, and more.
    Long {
        what: Template,
        expected: Option<Template>,
        hint: Option<Template>,
    },
}

/// What is said of a fact; `None` where there is nothing, which a test rules out.
fn said_of(fact: &dyn Wording) -> Option<&'static Text> {
    let (language, place) = (spoken(), files::place(fact.area())?);
    let read = || read(fact.area(), language).expect("a test reads all files");
    let text = AREAS[language as usize][place]
        .get_or_init(read)
        .get(fact.key());
    debug_assert!(text.is_some(), "no text for {fact:?}");
    text
}

/// The sentence that a fact is; its name where there is none, which a test rules out.
pub(super) fn what(fact: &dyn Wording) -> String {
    match said_of(fact) {
        Some(Text::Short(what) | Text::Long { what, .. }) => what.render(&Of::new(fact)),
        None => fact.key().to_owned(),
    }
}

/// What is expected instead.
pub(super) fn expected(fact: &dyn Wording) -> Option<String> {
    match said_of(fact)? {
        Text::Long { expected, .. } => said(expected.as_ref(), fact),
        Text::Short(_) => None,
    }
}

/// What to do about it.
pub(super) fn hint(fact: &dyn Wording) -> Option<String> {
    match said_of(fact)? {
        Text::Long { hint, .. } => said(hint.as_ref(), fact),
        Text::Short(_) => None,
    }
}

/// A sentence all of whose parts are left out says nothing.
fn said(template: Option<&Template>, fact: &dyn Wording) -> Option<String> {
    let text = template?.render(&Of::new(fact));
    (!text.is_empty()).then_some(text)
}

/// The values of one fact.
struct Of<'a>(Vec<(&'static str, Value<'a>)>);

impl<'a> Of<'a> {
    fn new(fact: &'a dyn Wording) -> Self {
        Of(fact.values())
    }

    fn value(&self, name: &str) -> &Value<'a> {
        let found = self.0.iter().find(|(it, _)| *it == name);
        found.map_or(&Value::Nothing, |(_, value)| value)
    }
}

impl Values for Of<'_> {
    fn shown(&self, name: &str) -> String {
        let words = words();
        match self.value(name) {
            Value::Nothing => String::new(),
            Value::Flag(true) => words.yes.clone(),
            Value::Flag(false) => words.no.clone(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone().into_owned(),
            Value::List(list) => listed(list),
            Value::Said(fact) => what(*fact),
        }
    }

    fn whole(&self, name: &str) -> String {
        match self.value(name) {
            Value::List(list) => list.join(", "),
            _ => self.shown(name),
        }
    }

    fn counted(&self, name: &str) -> String {
        match self.value(name) {
            Value::Number(number) => words().number(*number),
            _ => self.shown(name),
        }
    }

    fn part(&self, name: &str, part: Part) -> String {
        match (self.value(name), part) {
            (Value::List(list), Part::Clauses) => list.join("; "),
            (Value::Said(fact), Part::Expected) => expected(*fact).unwrap_or_default(),
            (Value::Said(fact), Part::Hint) => hint(*fact).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn holds(&self, name: &str) -> bool {
        match self.value(name) {
            Value::Nothing | Value::Flag(false) | Value::Number(0) => false,
            Value::Flag(true) | Value::Number(_) | Value::Said(_) => true,
            Value::Text(text) => !text.is_empty(),
            Value::List(list) => !list.is_empty(),
        }
    }
}

/// The first entries, and how many more there are.
fn listed(list: &[Cow<'_, str>]) -> String {
    let mut shown: Vec<Cow<'_, str>> = list.iter().take(LISTED).cloned().collect();
    if list.len() > LISTED {
        shown.push(words().rest((list.len() - LISTED) as u64).into());
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Of, *};
    use crate::wording::{Sentence, Template, Value, Wording};

    /// A fact of an area that has a file, with whatever values.
    #[derive(Debug)]
    struct Fact(&'static str, Vec<(&'static str, Value<'static>)>);

    impl Wording for Fact {
        fn area(&self) -> &'static str {
            "zip"
        }

        fn key(&self) -> &'static str {
            self.0
        }

        fn values(&self) -> Vec<(&'static str, Value<'_>)> {
            self.1.clone()
        }
    }

    #[test]
    fn every_file_can_be_read() {
        for language in Language::ALL {
            for area in files::areas().filter(|area| !["report", "shared"].contains(area)) {
                let read: Area = read(area, language).expect("it can be read");
                assert!(!read.is_empty(), "{area}, {language}");
            }
        }
    }

    #[test]
    fn a_fact_is_its_sentence_with_what_is_expected_and_what_to_do() {
        let fact = Sentence::from(Fact("Method", vec![("number", Value::Number(12_000))]));
        assert!(fact.to_string().ends_with("number 12000"), "{fact}");
        assert_eq!(fact.expected().unwrap(), "stored, deflate or deflate64");
        assert!(fact.hint().unwrap().starts_with("unpack the zip"));
        assert_eq!(fact.id(), "zip.Method");
        let short = Sentence::from(Fact("CannotRead", Vec::new()));
        assert_eq!((short.expected(), short.hint()), (None, None));
    }

    #[test]
    fn what_several_say_stands_in_its_places() {
        let hints = ["Fewer", "NoHeader"].map(|key| Sentence::from(Fact(key, Vec::new())).hint());
        assert_eq!(hints[0], hints[1]);
        assert!(hints[0].as_ref().unwrap().contains("--skip-damaged"));
    }

    #[test]
    fn long_lists_are_cut_and_other_facts_are_said_inside() {
        let names =
            |count: usize| Value::List((0..count).map(|n| format!("m{n}").into()).collect());
        let said =
            |count| Sentence::from(Fact("Outside", vec![("names", names(count))])).to_string();
        assert!(said(10).contains(": m0, m1, m2, m3, m4, m5, m6, m7, m8, m9. "));
        assert!(said(12).contains("m9, and 2 more. "));
        let why: &Fact = Box::leak(Box::new(Fact("Cut", Vec::new())));
        let said = Sentence::from(Fact("NoDirectory", vec![("why", Value::Said(why))]));
        assert!(
            said.to_string()
                .ends_with(": the file ends in the middle of it")
        );
    }

    #[test]
    fn of_a_fact_inside_the_rest_can_be_said_too() {
        let fact = Fact("Method", vec![("number", Value::Number(12))]);
        let list = ["a", "b, c"].map(Into::into).to_vec();
        let values = Of(vec![
            ("why", Value::Said(&fact)),
            ("list", Value::List(list)),
        ]);
        let said = |text: &str| Template::try_from(text.to_owned()).unwrap().render(&values);
        assert_eq!(said("{list.clauses}"), "a; b, c");
        assert_eq!(said("{why.expected}"), "stored, deflate or deflate64");
        assert!(said("{why.hint}").starts_with("unpack the zip"));
        assert_eq!(said("{list.hint}{why.clauses}"), "");
    }
}
