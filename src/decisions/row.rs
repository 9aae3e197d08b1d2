//! One row: from its cells to a decision, or to what is wrong with it.

use super::action_word::action_of;
use super::fault::{Choice, Fault};
use super::place::Place;
use crate::plan::{Action, Decision, EVERY};
use crate::rules::{
    self, ActionKind, MANUAL, ObjectKind, RULES, before_cutoff, foreign_forest, possible_actions,
    target_conflict, unknown_principal,
};

/// What a note begins with where the row's finding has gone.
const MARK: &str = "gone:";

/// The id of a row that stands for all findings of its rule and kind that have no row of their own.
pub(super) const BULK: &str = EVERY;

/// A row of the file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Where it stands in the file; nothing where it is new.
    pub(super) place: Option<Place>,
    /// One cell for each column of the header.
    pub(super) cells: Vec<String>,
    /// What it says.
    pub(super) decision: Decision,
}

/// The cells that make a decision.
#[derive(Clone, Copy, Debug)]
pub(super) struct DecisionCells<'a> {
    pub(super) rule: &'a str,
    pub(super) kind: &'a str,
    pub(super) id: &'a str,
    pub(super) action: &'a str,
    pub(super) value: &'a str,
}

impl DecisionCells<'_> {
    /// The decision that the cells make.
    pub(super) fn decide(&self) -> Result<Decision, Fault> {
        let rule = self.rule()?;
        let kind = self.kind(rule)?;
        if self.id.trim().is_empty() {
            return Err(Fault::NoId);
        }
        let action = self.action(rule, kind)?;
        let id = if self.id.trim() == BULK {
            BULK
        } else {
            self.id
        };
        if id == BULK {
            if !can_stand_for_all(rule) {
                return Err(Fault::NotForAll { rule });
            }
            if matches!(action, Action::Rename(_)) {
                return Err(Fault::OneNameForAll);
            }
        }
        Ok(Decision {
            rule,
            kind,
            id: id.to_owned(),
            action,
        })
    }

    fn rule(&self) -> Result<&'static str, Fault> {
        let word = self.rule.trim();
        if word.eq_ignore_ascii_case(MANUAL) {
            return Ok(MANUAL);
        }
        let rule = rules::find(&word.to_ascii_lowercase());
        rule.map(|rule| rule.id).ok_or_else(|| {
            let rules = RULES.iter().map(|rule| rule.id);
            let choice = Choice::of(rules.chain([MANUAL]).collect());
            match word {
                "" => Fault::NoRule { choice },
                _ => Fault::UnknownRule {
                    word: shown(word),
                    choice,
                },
            }
        })
    }

    fn kind(&self, rule: &'static str) -> Result<ObjectKind, Fault> {
        const KINDS: [ObjectKind; 4] = [
            ObjectKind::Category,
            ObjectKind::Room,
            ObjectKind::Principal,
            ObjectKind::Addin,
        ];
        let has_actions = |kind: &&ObjectKind| !possible_actions(rule, **kind).is_empty();
        let known: Vec<&'static str> = KINDS
            .iter()
            .filter(has_actions)
            .map(|it| it.word())
            .collect();
        if known.is_empty() {
            return Err(Fault::NothingToDecide { rule });
        }
        let word = self.kind.trim();
        let kind = KINDS.iter().filter(has_actions);
        let kind = kind
            .copied()
            .find(|kind| kind.word().eq_ignore_ascii_case(word));
        kind.ok_or_else(|| {
            let choice = Choice::of(known);
            match word {
                "" => Fault::NoKind { choice },
                _ => Fault::WrongKind {
                    word: shown(word),
                    rule,
                    choice,
                },
            }
        })
    }

    fn action(&self, rule: &str, kind: ObjectKind) -> Result<Action, Fault> {
        let word = self.action.trim();
        let possible = possible_actions(rule, kind);
        let meant = action_of(word);
        let Some(action) = meant.filter(|action| possible.contains(action)) else {
            let choice = Choice::of(possible.iter().map(|action| action.word()).collect());
            return Err(if word.is_empty() {
                Fault::NoAction { choice }
            } else if meant.is_some() {
                Fault::WrongAction {
                    word: word.to_owned(),
                    rule: rule.to_owned(),
                    kind,
                    choice,
                }
            } else {
                Fault::UnknownAction {
                    word: shown(word),
                    choice,
                }
            });
        };
        let has_value = !self.value.trim().is_empty();
        match action {
            ActionKind::Rename if has_value => Ok(Action::Rename(self.value.to_owned())),
            ActionKind::Rename => Err(Fault::NoNewName),
            other if has_value => Err(Fault::UnwantedValue {
                action: other.word(),
                value: shown(self.value),
                renames: possible.contains(&ActionKind::Rename),
            }),
            ActionKind::Keep => Ok(Action::Keep),
            ActionKind::Exclude => Ok(Action::Exclude),
            ActionKind::Drop => Ok(Action::Drop),
            ActionKind::EnableInvitations => Ok(Action::EnableInvitations),
        }
    }
}

/// What a cell says, on one line: it may hold anything.
pub(super) fn shown(cell: &str) -> String {
    const LONGEST: usize = 60;
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = cell.chars().take(LONGEST).map(visible).collect();
    if cell.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    shown
}

impl Choice {
    fn of(words: Vec<&'static str>) -> Self {
        match words[..] {
            [only] => Choice::Only { word: only.into() },
            _ => Choice::OneOf { words },
        }
    }
}

/// Whether a note says that the row's finding has gone.
pub(super) fn is_marked(note: &str) -> bool {
    let start = note.get(..MARK.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(MARK))
}

/// The note of a row whose finding has gone.
pub(super) fn marked(note: &str) -> String {
    if is_marked(note) {
        note.to_owned()
    } else {
        format!("{MARK} {note}")
    }
}

/// The note of a row whose finding is there.
pub(super) fn unmarked(note: &str) -> &str {
    if is_marked(note) {
        let rest = &note[MARK.len()..];
        rest.strip_prefix(' ').unwrap_or(rest)
    } else {
        note
    }
}

/// The columns, in the order of a new file.
pub const COLUMNS: [&str; 8] = [
    "rule", "kind", "id", "name", "action", "value", "note", "identity",
];

/// Whether one row may stand for all findings of the rule. Every command has to find the same ones, and how many messages
/// are before a date is not known to `verify`.
pub(super) fn can_stand_for_all(rule: &str) -> bool {
    rule != MANUAL && rule != before_cutoff::RULE.id && !DEPENDENT.contains(&rule)
}

/// Rules whose findings depend on what only `analyze` may have been given, or on messages that `verify` counts
/// otherwise: that they find nothing means nothing.
pub(super) const DEPENDENT: [&str; 3] = [
    foreign_forest::RULE.id,
    target_conflict::RULE.id,
    unknown_principal::RULE.id,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shown_on_one_line_and_not_all_of_a_long_one() {
        let long = format!("desk\n\u{1b}[2J{}", "x".repeat(99));
        assert_eq!(shown(&long), format!("desk  [2J{}...", "x".repeat(51)));
        assert_eq!(shown("B\u{fc}ro"), "B\u{fc}ro");
    }
}
