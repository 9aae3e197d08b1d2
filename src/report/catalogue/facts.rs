//! What a sentence is made from, and how its values are shown.

use std::borrow::Cow;

use super::super::visible::{cut_middle, visible};
use crate::rules::{Object, Value};
use crate::wording::{Values, Words};

/// How many entries of a list a sentence names.
const LIST_SHOWN: usize = 5;

/// The facts that one sentence is made from.
pub(super) struct Facts<'a> {
    pub(super) words: &'a Words,
    pub(super) details: Cow<'a, [(&'static str, Value)]>,
    pub(super) object: Option<&'a Object>,
    /// What stands for `{subject}`.
    pub(super) subject: String,
    /// What stands for `{object.kind}`.
    pub(super) kind: &'a str,
    /// Whether the finding is inferred rather than documented.
    pub(super) inferred: bool,
    /// How many columns a text may take.
    pub(super) columns: Option<usize>,
    /// Whether texts of the input stand between the signs for isolation.
    pub(super) isolated: bool,
}

impl<'a> Facts<'a> {
    /// Facts without a finding.
    pub(super) fn of(details: &'a [(&'static str, Value)], words: &'a Words) -> Self {
        Facts {
            words,
            details: Cow::Borrowed(details),
            object: None,
            subject: String::new(),
            kind: "",
            inferred: false,
            columns: None,
            isolated: false,
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let found = self.details.iter().find(|(column, _)| *column == name);
        found.map(|(_, value)| value)
    }

    pub(super) fn text(&self, text: &str) -> String {
        let text = visible(text);
        if self.isolated {
            return format!("\u{2068}{text}\u{2069}");
        }
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
            left => format!("{shown} {}", self.words.rest(left as u64)),
        }
    }
}

impl Values for Facts<'_> {
    fn shown(&self, name: &str) -> String {
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

    fn whole(&self, name: &str) -> String {
        match self.value(name) {
            Some(Value::Text(text)) if !self.isolated => visible(text).into_owned(),
            _ => self.shown(name),
        }
    }

    fn holds(&self, name: &str) -> bool {
        match self.value(name) {
            None => name == "inferred" && self.inferred,
            Some(Value::Nothing | Value::Flag(false) | Value::Number(0)) => false,
            Some(Value::Flag(true) | Value::Number(_)) => true,
            Some(Value::Text(text)) => !text.is_empty(),
            Some(Value::List(list)) => !list.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::{Template, words};

    fn render(text: &str, details: &[(&'static str, Value)]) -> String {
        let template = Template::try_from(text.to_owned()).unwrap();
        template.render(&Facts::of(details, words()))
    }

    #[test]
    fn values_numbers_words_and_dates() {
        let details = [
            ("name", "Sales".into()),
            ("rooms", 40_000_u64.into()),
            ("one", 1_u64.into()),
            ("since", "2010-01-01T00:00:00Z".into()),
        ];
        let shown = render(
            "“{name}”: {rooms|room|rooms}, {one|user|users}, {rooms}",
            &details,
        );
        assert_eq!(shown, "“Sales”: 40,000 rooms, 1 user, 40,000");
        let taken = "{one|a room is|# rooms are} taken, {rooms|a room is|# rooms are} left";
        assert_eq!(
            render(taken, &details),
            "a room is taken, 40,000 rooms are left"
        );
        assert_eq!(
            render("before {since.date}.", &details),
            "before 2010-01-01."
        );
    }

    #[test]
    fn conditions_look_at_what_is_there_and_hold_other_values() {
        let details = [("none", 0_u64.into()), ("some", 2_u64.into())];
        let text = "a{?none: none}{?some: has {some|room|rooms}{!none:, no more}}{?absent: never}";
        assert_eq!(render(text, &details), "a has 2 rooms, no more");
    }

    #[test]
    fn long_lists_are_cut_and_counted() {
        let list: Vec<String> = (1..=1_205).map(|n| format!("f{n}")).collect();
        let shown = render("{files}", &[("files", list.into())]);
        assert_eq!(shown, "f1, f2, f3, f4, f5 and 1,200 more");
        let lacking = ["a", "b", "+49"].map(str::to_owned).to_vec();
        let shown = render("{files}", &[("files", lacking.into())]);
        assert_eq!(shown, "a, b and 49 more");
        let two = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(render("{files}", &[("files", two.into())]), "a, b");
    }
}
