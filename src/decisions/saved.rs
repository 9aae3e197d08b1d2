//! Whether the file lost or changed characters when it was saved, as far as the names of the input tell.

use std::collections::BTreeMap;

use super::error::Problem;
use super::fault::Fault;
use super::row::shown;
use crate::decisions::identity::{DecisionRow, Sameness, now};
use crate::decisions::row::COLUMNS;
use crate::directory::{Damage, Directory, damage};
use crate::plan::Action;
use crate::rules::{Finding, Value};

/// The rows that show it. `in_code_page`: the file was read in a code page that the user named, which may be the wrong
/// one.
pub(super) fn badly(
    directory: &Directory,
    findings: &[Finding],
    rows: &[DecisionRow<'_>],
    in_code_page: bool,
) -> Vec<Problem> {
    let mut names: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for Finding {
        rule,
        object,
        details,
        ..
    } in findings
    {
        let names = names
            .entry((*rule, object.kind, object.id.as_str()))
            .or_default();
        names.extend(details.iter().filter_map(|(_, value)| match value {
            Value::Text(text) if !text.is_ascii() => Some(text.as_str()),
            _ => None,
        }));
    }
    let mut problems = Vec::new();
    for (place, decision, row) in rows {
        let Some((object, identity)) = now(directory, decision.kind, &decision.id) else {
            continue;
        };
        // Of another object nothing can be said.
        if row.is_of_another(&identity) {
            continue;
        }
        let wrong_page =
            |damage: Option<Damage>| in_code_page && matches!(damage, None | Some(Damage::Misread));
        let is_misread =
            |damage: Damage| damage == Damage::Misread && !wrong_page(Some(Damage::Misread));
        let damage = name_damage(&row.name, &object.name);
        if wrong_page(damage) && row.compare(&object, &identity) != Sameness::Same {
            let fault = Fault::NameInPage {
                name: shown(&row.name),
                input: shown(&object.name),
            };
            problems.push(fault.at(*place));
        } else if let Some(damage) = damage {
            let fault = Fault::NameChanged {
                saving: damage.into(),
                name: shown(&row.name),
                input: shown(&object.name),
                wrong_page: wrong_page(Some(damage)),
                misread: is_misread(damage),
            };
            problems.push(fault.at(*place));
        } else if let Action::Rename(value) = &decision.action {
            let key = (decision.rule, decision.kind, decision.id.as_str());
            let found = names.get(&key).into_iter().flatten().copied();
            let names = found.chain([object.name.as_str(), row.name.as_str()]);
            let is_named = !row.name.trim().is_empty();
            if let Some((damage, name)) = value_damage(value, names, is_named) {
                let fault = Fault::NewNameChanged {
                    saving: damage.into(),
                    name: shown(value),
                    other: shown(name),
                    wrong_page: wrong_page(Some(damage)),
                    misread: is_misread(damage),
                };
                problems.push(fault.at(*place));
            }
        }
    }
    problems
}

/// The mark of UTF-8 at the beginning of a file, where it was taken for text: what stands before the name of a column.
pub(super) fn mark_before_a_word(cell: &str) -> Option<&str> {
    let word = cell.trim_start_matches(|c: char| !c.is_ascii() || c == '?');
    let mark = &cell[..cell.len() - word.len()];
    let is_column = COLUMNS
        .iter()
        .any(|name| word.trim().eq_ignore_ascii_case(name));
    (is_column && !mark.trim().is_empty()).then_some(mark)
}

/// Blanks and ends of lines do not survive every spreadsheet.
fn name_damage(saved: &str, name: &str) -> Option<Damage> {
    let blanks = |text: &str| {
        let words = text.split([' ', '\t', '\r', '\n']);
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    damage(&blanks(saved), &blanks(name))
}

/// What saving did to a new name, as the names show that it was probably made of: as a whole, or a word of it. A name
/// that is seen whole may well be wanted in ASCII.
fn value_damage<'a>(
    value: &str,
    names: impl Iterator<Item = &'a str>,
    is_named: bool,
) -> Option<(Damage, &'a str)> {
    let names: Vec<&str> = names.filter(|name| !name.is_ascii()).collect();
    if names.contains(&value) {
        return None;
    }
    let counts = |damage: &Damage| *damage != Damage::Likened || !is_named;
    names.into_iter().find_map(|name| {
        let whole = || name_damage(value, name).filter(counts);
        let word = || {
            let mut pairs = words(value).flat_map(|ours| words(name).map(move |its| (ours, its)));
            pairs.find_map(|(ours, its)| damage(ours, its).filter(|it| *it != Damage::Likened))
        };
        let mark = || stands_for_a_letter(value, name).then_some(Damage::Lost);
        Some((whole().or_else(word).or_else(mark)?, name))
    })
}

/// What stands between blanks and punctuation. What was lost is a `?` and belongs to its word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '?');
    words.filter(|word| !word.is_empty())
}

/// Whether the first thing that is different is a `?` in the place of something that is not ASCII.
fn stands_for_a_letter(value: &str, name: &str) -> bool {
    let mut pairs = value.chars().zip(name.chars());
    let different = pairs.find(|(ours, its)| ours != its);
    different.is_some_and(|(ours, its)| ours == '?' && !its.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_is_held_against_the_names_that_it_may_be_made_of() {
        let damage = |value, names: &[&'static str]| {
            value_damage(value, names.iter().copied(), true).map(|(damage, _)| damage)
        };
        for (value, what) in [
            ("GR?ßE (2)", Some(Damage::Lost)),
            ("Alte GR?ßE", Some(Damage::Lost)),
            ("GR?ßE2", Some(Damage::Lost)),
            ("Archiv-GRÃ–ÃŸE", Some(Damage::Misread)),
            ("GRÖßE (2)", None),
            ("Größe?", None),
            // A wish, as the name is whole.
            ("GROESSE (2)", None),
            ("Why?", None),
        ] {
            assert_eq!(damage(value, &["GRÖßE", "GRÖßE (2)"]), what, "{value}");
        }
        assert_eq!(damage("Gr?n", &["Green"]), None);
        let unnamed = value_damage("GROssE (2)", ["GRÖßE (2)"].into_iter(), false);
        assert_eq!(unnamed, Some((Damage::Likened, "GRÖßE (2)")));
    }
}
