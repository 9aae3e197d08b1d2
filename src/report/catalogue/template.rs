//! The language of the catalogue's sentences.
//!
//! | written | shown |
//! | --- | --- |
//! | `{name}` | the value: numbers as `40,000`, lists as `a, b and 12 more` |
//! | `{name.whole}` | the text, never cut |
//! | `{name.date}` | the first ten characters of a time: its date |
//! | `{rooms\|room\|rooms}` | the number and the word that fits it: `1 room`, `40,000 rooms` |
//! | `{?name:text}` | the text, where the value is there: neither absent nor no, 0 or empty |
//! | `{!name:text}` | the text, where it is not |

use serde::Deserialize;

use super::facts::Facts;

/// A sentence with places for values.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Value(String),
    Whole(String),
    Date(String),
    Count(String, [String; 2]),
    When(String, bool, Template),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (template, rest) = parse(&text)?;
        match rest {
            "" => Ok(template),
            _ => Err(format!(
                "a closing brace without an opening one in {text:?}"
            )),
        }
    }
}

/// Reads up to the end or an unmatched closing brace; gives what comes from there on.
fn parse(mut rest: &str) -> Result<(Template, &str), String> {
    let mut pieces = Vec::new();
    while let Some(at) = rest.find(['{', '}']) {
        if at > 0 {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        rest = &rest[at..];
        if rest.starts_with('}') {
            return Ok((Template(pieces), rest));
        }
        rest = &rest[1..];
        let (piece, after) = if let Some(condition) = rest.strip_prefix(['?', '!']) {
            let (name, then) = condition
                .split_once(':')
                .ok_or_else(|| format!("a condition without a colon: {rest:?}"))?;
            let (then, after) = parse(then)?;
            (
                Piece::When(name.to_owned(), rest.starts_with('?'), then),
                after,
            )
        } else {
            let end = rest.find('}').unwrap_or(rest.len());
            (value(&rest[..end])?, &rest[end..])
        };
        pieces.push(piece);
        rest = after
            .strip_prefix('}')
            .ok_or_else(|| format!("no closing brace after {rest:?}"))?;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok((Template(pieces), ""))
}

fn value(text: &str) -> Result<Piece, String> {
    let parts: Vec<&str> = text.split('|').collect();
    match parts[..] {
        [name, one, many] => Ok(Piece::Count(name.into(), [one.into(), many.into()])),
        [name] => Ok(
            match (name.strip_suffix(".date"), name.strip_suffix(".whole")) {
                (Some(name), _) => Piece::Date(name.into()),
                (_, Some(name)) => Piece::Whole(name.into()),
                _ => Piece::Value(name.into()),
            },
        ),
        _ => Err(format!("a count needs two words: {text:?}")),
    }
}

impl Template {
    /// The sentence made from these facts.
    pub(super) fn render(&self, facts: &Facts<'_>) -> String {
        let mut out = String::new();
        self.write(facts, &mut out);
        out
    }

    fn write(&self, facts: &Facts<'_>, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(name) => out.push_str(&facts.shown(name)),
                Piece::Whole(name) => out.push_str(&facts.whole(name)),
                Piece::Date(name) => out.extend(facts.shown(name).chars().take(10)),
                Piece::Count(name, [one, many]) => {
                    let number = facts.shown(name);
                    let word = if number == "1" { one } else { many };
                    out.push_str(&number);
                    out.push(' ');
                    out.push_str(word);
                }
                Piece::When(name, holds, then) if facts.holds(name) == *holds => {
                    then.write(facts, out);
                }
                Piece::When(..) => {}
            }
        }
    }

    /// The names of all values it asks for.
    #[cfg(test)]
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(_) => {}
                Piece::Value(name)
                | Piece::Whole(name)
                | Piece::Date(name)
                | Piece::Count(name, _) => names.push(name),
                Piece::When(name, _, then) => {
                    names.push(name);
                    names.extend(then.names());
                }
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::Words;
    use super::*;
    use crate::rules::Value;

    fn render(text: &str, details: &[(&'static str, Value)]) -> String {
        let words = Words::default();
        let template = Template::try_from(text.to_owned()).unwrap();
        template.render(&Facts::of(details, &words))
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

    #[test]
    fn what_is_no_template_is_refused() {
        for text in ["a {b", "a } b", "{?x}", "{a|b}", "{?x:{y}"] {
            assert!(Template::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
