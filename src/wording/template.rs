//! The language of the catalogue's sentences.
//!
//! | written | shown |
//! | --- | --- |
//! | `{name}` | the value: numbers as `40,000`, lists as `a, b and 12 more` |
//! | `{name.whole}` | the text, never cut |
//! | `{name.date}` | the date of a time |
//! | `{name.clauses}` | the entries of a list, all of them, with semicolons between |
//! | `{name.expected}`, `{name.hint}` | of a fact: what is expected instead, and what to do |
//! | `{rooms\|room\|rooms}` | the number and the word that fits it: `1 room`, `40,000 rooms` |
//! | `{rooms\|one room is\|# rooms are}` | the words that fit the number, which stands where `#` is: `one room is`, `2 rooms are` |
//! | `{?name:text}` | the text, where the value is there: neither absent nor no, 0 or empty |
//! | `{!name:text}` | the text, where it is not |

use serde::Deserialize;

use super::language::spoken;
use super::words::words;

/// The values of a sentence's places, by name.
pub(crate) trait Values {
    /// The value as a sentence shows it; empty where there is none.
    fn shown(&self, name: &str) -> String;

    /// The same, never cut.
    fn whole(&self, name: &str) -> String;

    /// The same as a count: with its digits in groups.
    fn counted(&self, name: &str) -> String {
        self.shown(name)
    }

    /// Another part of the value; most have none.
    fn part(&self, _name: &str, _part: Part) -> String {
        String::new()
    }

    /// Whether there is something to say: neither absent nor no, 0 or empty.
    fn holds(&self, name: &str) -> bool;
}

/// What is said of a value in another way.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// The entries of a list, with semicolons between.
    Clauses,
    /// What is expected instead of a fact.
    Expected,
    /// What to do about it.
    Hint,
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
    Part(String, Part),
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
        [name] => Ok(match name.split_once('.') {
            Some((name, "date")) => Piece::Date(name.into()),
            Some((name, "whole")) => Piece::Whole(name.into()),
            Some((name, "clauses")) => Piece::Part(name.into(), Part::Clauses),
            Some((name, "expected")) => Piece::Part(name.into(), Part::Expected),
            Some((name, "hint")) => Piece::Part(name.into(), Part::Hint),
            _ => Piece::Value(name.into()),
        }),
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
                Piece::Date(name) => {
                    // A time needs no isolation from the sentence around it.
                    let shown = values.shown(name);
                    let plain = shown
                        .chars()
                        .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
                    *out += &words().date(&plain.collect::<String>());
                }
                Piece::Part(name, part) => out.push_str(&values.part(name, *part)),
                Piece::Count(name, [one, many]) => {
                    let number = values.counted(name);
                    let is_one = number == "1" || number == "0" && spoken().none_is_singular();
                    let word = if is_one { one } else { many };
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
                | Piece::Part(name, _)
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
