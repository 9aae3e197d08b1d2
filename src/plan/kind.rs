use std::collections::BTreeMap;

use super::{Change, Edit, Flag, Plan};
use crate::rules::{Basis, RULES};

/// What sort of change it is, by its stable name: changes are grouped and counted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// [`Edit::LeftOut`].
    LeftOut,
    /// [`Edit::MessagesLeftOut`].
    MessagesLeftOut,
    /// [`Edit::Name`].
    Name,
    /// [`Edit::Parent`].
    Parent,
    /// [`Flag::Invite`].
    Invite,
    /// [`Flag::Logged`].
    Logged,
    /// [`Flag::FilePost`].
    FilePost,
    /// [`Edit::Behavior`].
    Behavior,
    /// [`Edit::Visibility`].
    Visibility,
    /// [`Edit::Granted`].
    Granted,
    /// [`Edit::Revoked`].
    Revoked,
    /// [`Edit::OwnMembers`].
    OwnMembers,
    /// [`Edit::ScopeSet`].
    ScopeSet,
    /// [`Edit::ScopeCut`].
    ScopeCut,
    /// [`Edit::Disabled`].
    Disabled,
    /// [`Edit::TopicLost`].
    TopicLost,
}

impl ChangeKind {
    /// All of them, in the order of [`Edit`].
    pub const ALL: [ChangeKind; 16] = [
        ChangeKind::LeftOut,
        ChangeKind::MessagesLeftOut,
        ChangeKind::Name,
        ChangeKind::Parent,
        ChangeKind::Invite,
        ChangeKind::Logged,
        ChangeKind::FilePost,
        ChangeKind::Behavior,
        ChangeKind::Visibility,
        ChangeKind::Granted,
        ChangeKind::Revoked,
        ChangeKind::OwnMembers,
        ChangeKind::ScopeSet,
        ChangeKind::ScopeCut,
        ChangeKind::Disabled,
        ChangeKind::TopicLost,
    ];

    /// What sort an edit is of.
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::LeftOut { .. } => ChangeKind::LeftOut,
            Edit::MessagesLeftOut { .. } => ChangeKind::MessagesLeftOut,
            Edit::Name { .. } => ChangeKind::Name,
            Edit::Parent { .. } => ChangeKind::Parent,
            Edit::Flag { flag, .. } => match flag {
                Flag::Invite => ChangeKind::Invite,
                Flag::Logged => ChangeKind::Logged,
                Flag::FilePost => ChangeKind::FilePost,
            },
            Edit::Behavior { .. } => ChangeKind::Behavior,
            Edit::Visibility { .. } => ChangeKind::Visibility,
            Edit::Granted { .. } => ChangeKind::Granted,
            Edit::Revoked { .. } => ChangeKind::Revoked,
            Edit::OwnMembers { .. } => ChangeKind::OwnMembers,
            Edit::ScopeSet { .. } => ChangeKind::ScopeSet,
            Edit::ScopeCut { .. } => ChangeKind::ScopeCut,
            Edit::Disabled => ChangeKind::Disabled,
            Edit::TopicLost { .. } => ChangeKind::TopicLost,
        }
    }

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::LeftOut => "left_out",
            ChangeKind::MessagesLeftOut => "messages_left_out",
            ChangeKind::Name => "name",
            ChangeKind::Parent => "parent",
            ChangeKind::Invite => "invite",
            ChangeKind::Logged => "logged",
            ChangeKind::FilePost => "file_post",
            ChangeKind::Behavior => "behavior",
            ChangeKind::Visibility => "visibility",
            ChangeKind::Granted => "granted",
            ChangeKind::Revoked => "revoked",
            ChangeKind::OwnMembers => "own_members",
            ChangeKind::ScopeSet => "scope_set",
            ChangeKind::ScopeCut => "scope_cut",
            ChangeKind::Disabled => "disabled",
            ChangeKind::TopicLost => "topic_lost",
        }
    }
}

/// The changes of one kind that serve one rule.
#[derive(Debug)]
pub struct Group<'a> {
    /// Their kind.
    pub kind: ChangeKind,
    /// Their rule.
    pub rule: &'static str,
    /// The changes, in the order of the plan. There is at least one.
    pub changes: Vec<&'a Change>,
}

impl Group<'_> {
    /// How many of them rest on a conclusion rather than on documentation.
    pub fn inferred(&self) -> usize {
        let inferred = |change: &&&Change| change.basis == Basis::Inferred;
        self.changes.iter().filter(inferred).count()
    }

    /// Who makes them: [`Change::by`].
    pub fn by(&self) -> &'static str {
        self.changes[0].by()
    }
}

impl Plan {
    /// The changes by kind, and those of a kind by the place of their rule among the rules.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: BTreeMap<(ChangeKind, usize), Group<'_>> = BTreeMap::new();
        for change in &self.changes {
            let kind = ChangeKind::of(&change.edit);
            let place = RULES.iter().position(|rule| rule.id == change.rule);
            let group = groups.entry((kind, place.unwrap_or(RULES.len())));
            let group = group.or_insert_with(|| Group {
                kind,
                rule: change.rule,
                changes: Vec::new(),
            });
            group.changes.push(change);
        }
        groups.into_values().collect()
    }
}
