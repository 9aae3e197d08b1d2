//! What a sentence is made from, and how its values are shown.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::visible::{cut_middle, visible};
use crate::rules::{Object, Value};

/// How many entries of a list a sentence names.
const LIST_SHOWN: usize = 5;

/// The language's small words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    yes: String,
    no: String,
    /// Between the last entry shown of a list and the number of those left out.
    and: String,
    more: String,
    /// Between each three digits of a number.
    thousands: String,
}

impl Default for Words {
    fn default() -> Self {
        Words {
            yes: "yes".into(),
            no: "no".into(),
            and: "and".into(),
            more: "more".into(),
            thousands: ",".into(),
        }
    }
}

impl Words {
    /// A number with its digits in threes.
    pub(super) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut shown = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push_str(&self.thousands);
            }
            shown.push(digit);
        }
        shown
    }
}

/// The facts that one sentence is made from.
pub(super) struct Facts<'a> {
    pub(super) words: &'a Words,
    pub(super) details: &'a [(&'static str, Value)],
    pub(super) object: Option<&'a Object>,
    /// What stands for `{subject}`.
    pub(super) subject: String,
    /// What stands for `{object.kind}`.
    pub(super) kind: &'a str,
    /// Whether the finding is inferred rather than documented.
    pub(super) inferred: bool,
    /// How many columns a text may take.
    pub(super) columns: Option<usize>,
}

impl<'a> Facts<'a> {
    /// Facts without a finding.
    pub(super) fn of(details: &'a [(&'static str, Value)], words: &'a Words) -> Self {
        Facts {
            words,
            details,
            object: None,
            subject: String::new(),
            kind: "",
            inferred: false,
            columns: None,
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let found = self.details.iter().find(|(column, _)| *column == name);
        found.map(|(_, value)| value)
    }

    /// The value as a sentence shows it; empty where there is none.
    pub(super) fn shown(&self, name: &str) -> String {
        match name {
            "subject" => self.subject.clone(),
            "object.kind" => self.kind.to_owned(),
            "object.id" => self.object.map_or_else(String::new, |it| self.text(&it.id)),
            "object.name" => self
                .object
                .map_or_else(String::new, |it| self.text(&it.name)),
            _ => match self.value(name) {
                None | Some(Value::Nothing) => String::new(),
                Some(Value::Flag(true)) => self.words.yes.clone(),
                Some(Value::Flag(false)) => self.words.no.clone(),
                Some(Value::Number(number)) => self.words.number(*number),
                Some(Value::Text(text)) => self.text(text),
                Some(Value::List(list)) => self.list(list),
            },
        }
    }

    /// A text that means nothing when it is cut, such as a path.
    pub(super) fn whole(&self, name: &str) -> String {
        match self.value(name) {
            Some(Value::Text(text)) => visible(text).into_owned(),
            _ => self.shown(name),
        }
    }

    /// Whether there is something to say: neither absent nor no, 0 or empty.
    pub(super) fn holds(&self, name: &str) -> bool {
        match self.value(name) {
            None => name == "inferred" && self.inferred,
            Some(Value::Nothing | Value::Flag(false) | Value::Number(0)) => false,
            Some(Value::Flag(true) | Value::Number(_)) => true,
            Some(Value::Text(text)) => !text.is_empty(),
            Some(Value::List(list)) => !list.is_empty(),
        }
    }

    pub(super) fn text(&self, text: &str) -> String {
        let text = visible(text);
        self.columns
            .map_or(Cow::Borrowed(&*text), |columns| cut_middle(&text, columns))
            .into_owned()
    }

    fn list(&self, list: &[String]) -> String {
        // A list that was cut already ends with how many entries it lacks: `+49`.
        let lacks = |last: &String| last.strip_prefix('+')?.parse::<usize>().ok();
        let (list, lacking) = match list.split_last() {
            Some((last, rest)) => match lacks(last) {
                Some(count) => (rest, count),
                None => (list, 0),
            },
            None => (list, 0),
        };
        let shown: Vec<String> = list
            .iter()
            .take(LIST_SHOWN)
            .map(|text| self.text(text))
            .collect();
        let shown = shown.join(", ");
        match list.len().saturating_sub(LIST_SHOWN) + lacking {
            0 => shown,
            left => {
                let Words { and, more, .. } = self.words;
                let left = self.words.number(left as u64);
                format!("{shown} {and} {left} {more}")
            }
        }
    }
}
