//! What can be decided about findings. How a decision is carried out is no matter of the rules.

use ActionKind::{Drop, EnableInvitations, Exclude, Keep, Rename};

use super::ObjectKind::{self, Addin, Category, Principal, Room};
use super::{MANUAL, find};

/// What can be done about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// Nothing: what the import itself would do.
    Keep,
    /// Another name.
    Rename,
    /// Leave out the room or category, with what is below it.
    Exclude,
    /// Take roles away: which ones, the rule says.
    Drop,
    /// Switch on the invitations of the room's category, so that the room keeps its own.
    EnableInvitations,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [ActionKind; 5] = [Keep, Rename, Exclude, Drop, EnableInvitations];

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            ActionKind::Keep => "keep",
            ActionKind::Rename => "rename",
            ActionKind::Exclude => "exclude",
            ActionKind::Drop => "drop",
            ActionKind::EnableInvitations => "enable-invitations",
        }
    }
}

/// What can be decided about a rule's findings, by the kind of their object.
pub type Choices = &'static [(ObjectKind, &'static [ActionKind])];

/// Nothing can be decided.
pub(super) const NONE: Choices = &[];

/// Rooms and categories can stay behind.
pub(super) const EXCLUDE: Choices = &[(Category, &[Keep, Exclude]), (Room, &[Keep, Exclude])];

/// Rooms and categories can have another name or stay behind.
pub(super) const RENAME_OR_EXCLUDE: Choices = &[
    (Category, &[Keep, Rename, Exclude]),
    (Room, &[Keep, Rename, Exclude]),
];

/// The same, and add-ins can have another name, too.
pub(super) const RENAME_ANY_OR_EXCLUDE: Choices = &[
    (Category, &[Keep, Rename, Exclude]),
    (Room, &[Keep, Rename, Exclude]),
    (Addin, &[Keep, Rename]),
];

/// Principals can lose roles.
pub(super) const DROP: Choices = &[(Principal, &[Keep, Drop])];

/// By hand, without a finding, all that there is.
const BY_HAND: Choices = &[
    (Room, &[Keep, Rename, Exclude, EnableInvitations]),
    (Category, &[Keep, Rename, Exclude]),
    (Addin, &[Keep, Rename]),
    (Principal, &[Keep, Drop]),
];

/// What can be done about a rule's findings on objects of this kind: nothing at all where it is empty.
///
/// A single object may allow less.
pub fn possible_actions(rule: &str, kind: ObjectKind) -> &'static [ActionKind] {
    let choices = match rule {
        MANUAL => BY_HAND,
        rule => find(rule).map_or(NONE, |rule| rule.choices),
    };
    let of_kind = choices.iter().find(|(of, _)| *of == kind);
    of_kind.map_or(&[], |(_, actions)| *actions)
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;

    const KINDS: [ObjectKind; 6] = [
        ObjectKind::Category,
        ObjectKind::Room,
        ObjectKind::Principal,
        ObjectKind::Addin,
        ObjectKind::Message,
        ObjectKind::Member,
    ];

    #[test]
    fn the_page_about_decisions_lists_every_choice_and_no_other() {
        let page = include_str!("../../docs/decisions.md");
        let (_, table) = page.split_once("| rules | on | actions |\n").unwrap();
        let in_ticks = |cell: &'static str| cell.split('`').skip(1).step_by(2);
        let mut listed = Vec::new();
        for row in table.lines().skip(1).take_while(|it| it.starts_with('|')) {
            let cells: Vec<&str> = row.split('|').collect();
            let [_, rules, on, actions, _] = cells[..] else {
                panic!("{row}");
            };
            for kind in on.trim().split(", ") {
                let kind = match kind {
                    "rooms" => Room,
                    "categories" => Category,
                    "add-ins" => Addin,
                    "principals" => Principal,
                    other => panic!("{other}"),
                };
                let actions: Vec<&str> = in_ticks(actions).collect();
                listed.extend(in_ticks(rules).map(|rule| (rule, kind, actions.clone())));
            }
        }
        let mut possible = Vec::new();
        for rule in RULES {
            for kind in KINDS {
                let actions = possible_actions(rule.id, kind).iter();
                let actions: Vec<&str> = actions.map(|action| action.word()).collect();
                if !actions.is_empty() {
                    possible.push((rule.id, kind, actions));
                }
            }
        }
        listed.sort();
        possible.sort();
        assert_eq!(listed, possible);
    }

    #[test]
    fn where_there_is_a_choice_one_of_them_is_to_keep() {
        for rule in RULES {
            for kind in KINDS {
                let possible = possible_actions(rule.id, kind);
                assert!(possible.is_empty() || possible[0] == ActionKind::Keep);
                assert!(possible.len() != 1, "{} leaves no choice", rule.id);
                if possible.contains(&ActionKind::Exclude) {
                    assert!(matches!(kind, ObjectKind::Category | ObjectKind::Room));
                }
            }
        }
    }
}
