use std::sync::Arc;

use crate::directory::{
    Behavior, Directory, Grant, Id, PrincipalRef, ScopeEntry, Settings, Visibility,
};
use crate::rules::{Basis, Object, ObjectKind, Value};

/// What a change is about, by where it stands in the directory that the plan was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A position in [`Directory::categories`].
    Category(u32),
    /// A position in [`Directory::rooms`].
    Room(u32),
    /// A principal.
    Principal(PrincipalRef),
    /// A position in [`Directory::addins`].
    Addin(u32),
}

/// One thing that is different afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// What is different.
    pub edit: Edit,
    /// The rule it serves.
    pub rule: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// Whether it would be noticed. Not where something inherited is written down because its place goes: the same
    /// holds for all as before.
    pub noticed: bool,
}

/// What is different about an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The object is left out, with everything in it.
    LeftOut {
        /// Its messages: those that would else have been kept. None for a category: its rooms have changes of their own.
        messages: u64,
    },
    /// Messages of a room before the cut-off date are left out.
    MessagesLeftOut {
        /// How many there are.
        before: u64,
        /// How many are kept.
        after: u64,
    },
    /// The name.
    Name {
        /// As in the input.
        before: String,
        /// The new name.
        after: String,
        /// Whether it is the whole of it: a flattened name of great length is not kept whole
        /// ([`FlatName`](crate::directory::FlatName)), and cannot be written.
        is_whole: bool,
    },
    /// The category above a category; nothing where the input knows no root and top categories name no parent.
    Parent {
        /// As in the input.
        before: Option<Id>,
        /// The root.
        after: Option<Id>,
    },
    /// A setting that is on, off or inherited.
    Flag {
        /// Which one.
        flag: Flag,
        /// As in the input.
        before: Option<bool>,
        /// Afterwards.
        after: Option<bool>,
    },
    /// Normal room or auditorium.
    Behavior {
        /// As in the input.
        before: Option<Behavior>,
        /// Afterwards.
        after: Behavior,
    },
    /// Who can see a room.
    Visibility {
        /// As in the input.
        before: Option<Visibility>,
        /// Afterwards.
        after: Visibility,
    },
    /// Principals who get a role they did not have.
    Granted {
        /// Which role.
        role: Role,
        /// Who, in the order of their ids.
        principals: Arc<[PrincipalRef]>,
    },
    /// Principals who lose a role they had.
    Revoked {
        /// Which role.
        role: Role,
        /// Who, in the order of their ids.
        principals: Arc<[PrincipalRef]>,
    },
    /// The room's list of members is complete: it takes in none of the categories above (`overrideMember`).
    OwnMembers {
        /// As in the input.
        before: Option<bool>,
    },
    /// The scope that held by inheritance is written down: there was none of its own.
    ScopeSet {
        /// Its entries.
        entries: Arc<[ScopeEntry]>,
    },
    /// Principals who are taken out of a scope.
    ScopeCut {
        /// Who, in the order of their ids.
        principals: Vec<PrincipalRef>,
    },
    /// The principal becomes a disabled one: it can do nothing, and its messages keep their author.
    Disabled,
    /// The topic, which the target has no place for. It stays in the package: it is the import that loses it.
    TopicLost {
        /// As in the input.
        topic: String,
    },
}

/// A setting with three states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Invitations.
    Invite,
    /// Chat history.
    Logged,
    /// File upload.
    FilePost,
}

/// A role on a category or room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `Manager`.
    Manager,
    /// `Member`.
    Member,
    /// `Creator`.
    Creator,
    /// `Voiced`.
    Presenter,
}

impl Subject {
    /// The object, by its name in the input.
    pub fn object(self, directory: &Directory) -> Object {
        match self {
            Subject::Category(at) => (&directory.categories[at as usize]).into(),
            Subject::Room(at) => (&directory.rooms[at as usize]).into(),
            Subject::Addin(at) => (&directory.addins[at as usize]).into(),
            Subject::Principal(at) => Object::principal(&directory.principals, at),
        }
    }

    /// What kind of object it is.
    pub fn kind(self) -> ObjectKind {
        match self {
            Subject::Category(_) => ObjectKind::Category,
            Subject::Room(_) => ObjectKind::Room,
            Subject::Addin(_) => ObjectKind::Addin,
            Subject::Principal(_) => ObjectKind::Principal,
        }
    }
}

impl Change {
    /// Whether a setting would be written over one that is there, but of no known form.
    pub(super) fn covers_unclear(&self, directory: &Directory) -> bool {
        let settings = match self.subject {
            Subject::Category(at) => &directory.categories[at as usize].settings,
            Subject::Room(at) => &directory.rooms[at as usize].settings,
            Subject::Principal(_) | Subject::Addin(_) => return false,
        };
        let unclear = &settings.unclear;
        let value = match &self.edit {
            Edit::Flag { flag, .. } => flag.unclear(settings),
            Edit::Behavior { .. } => unclear.behavior.as_deref(),
            Edit::Visibility { .. } => unclear.visibility.as_deref(),
            _ => None,
        };
        value.is_some()
    }

    /// Who makes the change: `convert`, or the `import` of what `convert` wrote.
    pub fn by(&self) -> &'static str {
        match self.edit {
            Edit::TopicLost { .. } => "import",
            _ => "convert",
        }
    }
}

impl Edit {
    /// The field that is different, by its stable name.
    pub fn field(&self) -> &'static str {
        match self {
            Edit::LeftOut { .. } => "object",
            Edit::MessagesLeftOut { .. } => "messages",
            Edit::Name { .. } => "name",
            Edit::Parent { .. } => "parent",
            Edit::Flag { flag, .. } => flag.word(),
            Edit::Behavior { .. } => "behavior",
            Edit::Visibility { .. } => "visibility",
            Edit::Granted { role, .. } | Edit::Revoked { role, .. } => role.word(),
            Edit::OwnMembers { .. } => "override_member",
            Edit::ScopeSet { .. } | Edit::ScopeCut { .. } => "scope",
            Edit::Disabled => "disabled",
            Edit::TopicLost { .. } => "topic",
        }
    }

    /// What it was: for roles and scopes only the principals that lose something, by id.
    pub fn before(&self, directory: &Directory) -> Value {
        match self {
            Edit::LeftOut { .. } => true.into(),
            Edit::MessagesLeftOut { before, after } => (before + after).into(),
            Edit::Name { before, .. } => before.as_str().into(),
            Edit::Parent { before, .. } => before.as_deref().into(),
            Edit::Flag { before, .. } => (*before).into(),
            Edit::Behavior { before, .. } => before.map(Behavior::word).into(),
            Edit::Visibility { before, .. } => before.map(Visibility::word).into(),
            Edit::Revoked { principals, .. } => ids(directory, principals.iter().copied()),
            Edit::ScopeCut { principals } => ids(directory, principals.iter().copied()),
            Edit::OwnMembers { before } => (*before).into(),
            Edit::Disabled => false.into(),
            Edit::TopicLost { topic } => topic.as_str().into(),
            Edit::Granted { .. } | Edit::ScopeSet { .. } => Value::Nothing,
        }
    }

    /// What it is afterwards: for roles and scopes only the principals that get something, by id.
    pub fn after(&self, directory: &Directory) -> Value {
        match self {
            Edit::LeftOut { .. } => false.into(),
            Edit::MessagesLeftOut { after, .. } => (*after).into(),
            Edit::Name { after, .. } => after.as_str().into(),
            Edit::Parent { after, .. } => after.as_deref().into(),
            Edit::Flag { after, .. } => (*after).into(),
            Edit::Behavior { after, .. } => after.word().into(),
            Edit::Visibility { after, .. } => after.word().into(),
            Edit::Granted { principals, .. } => ids(directory, principals.iter().copied()),
            Edit::ScopeSet { entries } => {
                ids(directory, entries.iter().map(|entry| entry.principal))
            }
            Edit::OwnMembers { .. } | Edit::Disabled => true.into(),
            Edit::Revoked { .. } | Edit::ScopeCut { .. } | Edit::TopicLost { .. } => Value::Nothing,
        }
    }
}

fn ids(directory: &Directory, principals: impl Iterator<Item = PrincipalRef>) -> Value {
    let ids = principals.map(|at| directory.principals.id(at).to_owned());
    Value::List(ids.collect())
}

impl Flag {
    /// All of them.
    pub const ALL: [Flag; 3] = [Flag::Invite, Flag::Logged, Flag::FilePost];

    /// What it is in these settings.
    pub fn of(self, settings: &Settings) -> Option<bool> {
        match self {
            Flag::Invite => settings.invite,
            Flag::Logged => settings.logged,
            Flag::FilePost => settings.file_post,
        }
    }

    /// What these settings say where it is not understood.
    pub fn unclear(self, settings: &Settings) -> Option<&str> {
        let unclear = &settings.unclear;
        match self {
            Flag::Invite => unclear.invite.as_deref(),
            Flag::Logged => unclear.logged.as_deref(),
            Flag::FilePost => unclear.file_post.as_deref(),
        }
    }

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            Flag::Invite => "invite",
            Flag::Logged => "logged",
            Flag::FilePost => "file_post",
        }
    }
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [Role::Manager, Role::Member, Role::Creator, Role::Presenter];

    /// Whether this grant is of the role.
    pub fn of(self, grant: &Grant) -> bool {
        match self {
            Role::Manager => grant.manager,
            Role::Member => grant.member,
            Role::Creator => grant.creator,
            Role::Presenter => grant.presenter,
        }
    }

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            Role::Manager => "manager",
            Role::Member => "member",
            Role::Creator => "creator",
            Role::Presenter => "presenter",
        }
    }
}
