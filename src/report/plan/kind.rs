use crate::plan::{Edit, Flag};

/// What sort of change it is, by its stable name: changes are grouped and counted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ChangeKind {
    LeftOut,
    MessagesLeftOut,
    Name,
    Parent,
    Invite,
    Logged,
    FilePost,
    Behavior,
    Visibility,
    Granted,
    Revoked,
    OwnMembers,
    ScopeSet,
    ScopeCut,
    Disabled,
    TopicLost,
}

impl ChangeKind {
    /// All of them, in the order of [`Edit`].
    pub(super) const ALL: [ChangeKind; 16] = [
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

    pub(super) fn of(edit: &Edit) -> Self {
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

    pub(super) fn word(self) -> &'static str {
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
