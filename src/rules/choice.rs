//! What can be decided about findings. How a decision is carried out is no matter of the rules.

use super::ObjectKind::{self, Addin, Category, Principal, Room};
use super::{MANUAL, find};
use ActionKind::{Drop, EnableInvitations, Exclude, Keep, Rename};

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

    /// Rules about which nothing can be decided.
    const NOTHING: [&str; 5] = [
        "uploaded-file",
        "invalid-text",
        "odd-time",
        "capacity",
        "not-understood",
    ];

    const KINDS: [ObjectKind; 6] = [
        ObjectKind::Category,
        ObjectKind::Room,
        ObjectKind::Principal,
        ObjectKind::Addin,
        ObjectKind::Message,
        ObjectKind::Member,
    ];

    #[test]
    fn every_rule_has_actions_or_none_on_purpose() {
        for rule in RULES {
            let has_some = KINDS
                .iter()
                .any(|kind| !possible_actions(rule.id, *kind).is_empty());
            assert_eq!(has_some, !NOTHING.contains(&rule.id), "{}", rule.id);
        }
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
