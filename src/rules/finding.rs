use std::sync::Arc;

use serde::Serialize;

use super::Object;
use crate::time::Ticks;

/// How bad it is, by consequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// The import changes or leaves out something that may be missed.
    Warning,
    /// Something would be lost, overwritten, refused or unusable after the import.
    Error,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// Its name, as in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A fact that Microsoft's documentation states.
    Documented,
    /// A conclusion, plausible but not proven.
    Inferred,
}

impl Basis {
    /// Its name, as in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Documented => "documented",
            Basis::Inferred => "inferred",
        }
    }
}

/// A value of a finding's details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Does not apply to this finding: `null` in JSON, an empty field in CSV.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A count or length.
    Number(u64),
    /// Text.
    Text(String),
    /// Several texts; in CSV with a blank between them. Thousands of findings may have one list in common.
    List(Arc<[String]>),
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Flag(flag)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

impl From<Ticks> for Value {
    fn from(time: Ticks) -> Self {
        Value::Text(time.to_string())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(list: Vec<String>) -> Self {
        Value::List(list.into())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Nothing, Into::into)
    }
}

/// How many of many equals a finding lists: each of a thousand objects with one name would else list the other 999.
pub(crate) const LISTED: usize = 100;

/// A list of the first of many: its last entry says how many more there are, as `+49`.
pub(crate) fn with_rest(mut listed: Vec<String>, count: usize) -> Value {
    if count > listed.len() {
        listed.push(format!("+{}", count - listed.len()));
    }
    listed.into()
}

/// One fact that a rule found out about one object. Sentences are made from it when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Basis,
    /// What it is about.
    pub object: Object,
    /// The facts, by column name: all columns of the rule, in their order. A rule with several cases has
    /// the column `case`.
    pub details: Vec<(&'static str, Value)>,
}

impl Finding {
    /// The same with another severity.
    pub fn with_severity(self, severity: Severity) -> Self {
        Finding { severity, ..self }
    }

    /// The same with another basis.
    pub fn with_basis(self, basis: Basis) -> Self {
        Finding { basis, ..self }
    }

    /// A detail by its column's name.
    pub fn detail(&self, column: &str) -> Option<&Value> {
        self.details
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, value)| value)
    }

    /// Which of the rule's cases it is; empty where the rule has only one.
    pub fn case(&self) -> &str {
        match self.detail("case") {
            Some(Value::Text(case)) => case,
            _ => "",
        }
    }
}
