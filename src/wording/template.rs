//! The language of the catalogue's sentences.
//!
//! | written | shown |
//! | --- | --- |
//! | `{name}` | the value: numbers as `40,000`, lists as `a, b and 12 more` |
//! | `{name.whole}` | the text, never cut |
//! | `{name.expected}`, `{name.hint}` | what is expected where another fact is wrong, and what to do about it |
//! | `{name.date}` | the first ten characters of a time: its date |
//! | `{rooms\|room\|rooms}` | the number and the word that fits it: `1 room`, `40,000 rooms` |
//! | `{rooms\|one room is\|# rooms are}` | the words that fit the number, which stands where `#` is: `one room is`, `2 rooms are` |
//! | `{?name:text}` | the text, where the value is there: neither absent nor no, 0 or empty |
//! | `{!name:text}` | the text, where it is not |

use serde::Deserialize;

/// The values of a sentence's places, by name.
pub(crate) trait Values {
    /// The value as a sentence shows it; empty where there is none.
    fn shown(&self, name: &str) -> String;

    /// The same, never cut.
    fn whole(&self, name: &str) -> String;

    /// What is expected where the fact of this name is wrong; empty where that is not said.
    fn expected(&self, name: &str) -> String {
        let _ = name;
        String::new()
    }

    /// What to do about the fact of this name; empty where that is not said.
    fn hint(&self, name: &str) -> String {
        let _ = name;
        String::new()
    }

    /// Whether there is something to say: neither absent nor no, 0 or empty.
    fn holds(&self, name: &str) -> bool;
}

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
    Expected(String),
    Hint(String),
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
        [name] => match name.split_once('.') {
            None => Ok(Piece::Value(name.into())),
            Some((name, "date")) => Ok(Piece::Date(name.into())),
            Some((name, "expected")) => Ok(Piece::Expected(name.into())),
            Some((name, "hint")) => Ok(Piece::Hint(name.into())),
            Some((name, "whole")) => Ok(Piece::Whole(name.into())),
            Some((_, other)) => Err(format!("no part of a value: {other:?}")),
        },
        _ => Err(format!("a count needs two words: {text:?}")),
    }
}

impl Template {
    /// The sentence made from these values.
    pub(crate) fn render(&self, values: &impl Values) -> String {
        let mut out = String::new();
        self.write(values, &mut out);
        out
    }

    fn write(&self, values: &impl Values, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(name) => out.push_str(&values.shown(name)),
                Piece::Whole(name) => out.push_str(&values.whole(name)),
                Piece::Expected(name) => out.push_str(&values.expected(name)),
                Piece::Hint(name) => out.push_str(&values.hint(name)),
                Piece::Date(name) => out.extend(values.shown(name).chars().take(10)),
                Piece::Count(name, [one, many]) => {
                    let number = values.shown(name);
                    let word = if number == "1" { one } else { many };
                    if one.contains('#') || many.contains('#') {
                        out.push_str(&word.replace('#', &number));
                    } else {
                        out.push_str(&format!("{number} {word}"));
                    }
                }
                Piece::When(name, holds, then) if values.holds(name) == *holds => {
                    then.write(values, out);
                }
                Piece::When(..) => {}
            }
        }
    }

    /// The names of all values it asks for.
    #[cfg(test)]
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(_) => {}
                Piece::Value(name)
                | Piece::Whole(name)
                | Piece::Date(name)
                | Piece::Expected(name)
                | Piece::Hint(name)
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
    use super::*;

    #[test]
    fn what_is_no_template_is_refused() {
        for text in ["a {b", "a } b", "{?x}", "{a|b}", "{?x:{y}"] {
            assert!(Template::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
