//! Words of the language for those that programs read.

use std::borrow::Cow;

use super::Catalogue;
use crate::rules::Value;

/// A column of a finding, and what stands in it.
type Detail = (&'static str, Value);

impl Catalogue {
    /// The details, with words of the language for those that programs read.
    pub(super) fn in_words<'a>(&self, details: &'a [Detail]) -> Cow<'a, [Detail]> {
        let mut details = Cow::Borrowed(details);
        for at in 0..details.len() {
            let (column, value) = &details[at];
            let said: Value = match (*column, value) {
                ("field", Value::Text(field)) => self.field(field).into(),
                ("target_kind", Value::Text(kind)) => self.kind(kind).into(),
                ("conflicts_with", Value::List(others)) => {
                    let other = |it: &String| match it.split_once(' ') {
                        Some((kind, rest)) => format!("{} {rest}", self.kind(kind)),
                        None => it.clone(),
                    };
                    others.iter().map(other).collect::<Vec<_>>().into()
                }
                _ => continue,
            };
            details.to_mut()[at].1 = said;
        }
        details
    }

    /// The head of a column.
    pub(in crate::report) fn column<'a>(&'a self, name: &'a str) -> &'a str {
        self.column.get(name).map_or(name, String::as_str)
    }

    /// A field of an object.
    pub(in crate::report) fn field<'a>(&'a self, field: &'a str) -> &'a str {
        let fields = &self.verification.field;
        fields.get(field).map_or(field, String::as_str)
    }

    /// A step of the guide: `prepare, 3`.
    pub(in crate::report) fn step(&self, step: &str) -> String {
        let (chapter, number) = step.split_once(", ").unwrap_or((step, ""));
        let chapter = self.step.get(chapter).map_or(chapter, String::as_str);
        match number {
            "" => chapter.to_owned(),
            number => format!("{chapter}, {number}"),
        }
    }
}
