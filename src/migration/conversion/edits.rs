//! A plan's changes as edits of a package's members.

use crate::directory::Directory;
use crate::package::edit::{Edits, ListEdit, NewValue};
use crate::package::layout::Field;
use crate::plan::{Change, Edit, Flag, Plan, Role};

/// Everything that a package is edited for.
pub(crate) fn of<'a>(plan: &'a Plan, directory: &'a Directory) -> Edits<'a> {
    let mut edits = Edits::new(&directory.principals);
    for change in &plan.changes {
        take(&mut edits, change, directory);
    }
    edits
}

fn take<'a>(edits: &mut Edits<'a>, change: &'a Change, directory: &'a Directory) {
    let kind = change.subject.kind();
    let id = change.subject.object(directory).id;
    let mut field = |field, existed, value| edits.field(kind, &id, field, existed, value);
    let list = match &change.edit {
        // The messages themselves are looked at; the topic stays where it is.
        Edit::MessagesLeftOut { .. } | Edit::TopicLost { .. } => return,
        Edit::LeftOut { .. } => return edits.leave_out(kind, &id),
        Edit::Name { before, after, .. } => {
            let (before, after) = (before.clone(), after.clone());
            let existed = !before.is_empty();
            return field(Field::Name, existed, NewValue::Text { before, after });
        }
        Edit::Parent { before, after } => {
            let value = after.as_ref().map(|after| NewValue::Text {
                before: String::new(),
                after: after.to_string(),
            });
            let value = value.unwrap_or(NewValue::Absent);
            return field(Field::Parent, before.is_some(), value);
        }
        Edit::Flag {
            flag,
            before,
            after,
        } => {
            let of = match flag {
                Flag::Invite => Field::Invite,
                Flag::Logged => Field::Logged,
                Flag::FilePost => Field::FilePost,
            };
            let value = after.map_or(NewValue::Absent, NewValue::Flag);
            return field(of, before.is_some(), value);
        }
        Edit::Behavior { before, after } => {
            let value = NewValue::Behavior(*after);
            return field(Field::Behavior, before.is_some(), value);
        }
        Edit::Visibility { before, after } => {
            let value = NewValue::Visibility(*after);
            return field(Field::Visibility, before.is_some(), value);
        }
        Edit::OwnMembers { before } => {
            let existed = before.is_some();
            return field(Field::OverrideMember, existed, NewValue::Flag(true));
        }
        Edit::Disabled => return field(Field::Disabled, false, NewValue::Flag(true)),
        Edit::Granted { role, principals } => ListEdit::Grant(field_of(*role), principals),
        Edit::Revoked { role, principals } => ListEdit::Revoke(field_of(*role), principals),
        Edit::ScopeSet { entries } => ListEdit::Admit(entries),
        Edit::ScopeCut { principals } => ListEdit::Cut(principals),
    };
    edits.list(kind, &id, list);
}

fn field_of(role: Role) -> Field {
    match role {
        Role::Manager => Field::Manager,
        Role::Member => Field::Member,
        Role::Creator => Field::Creator,
        Role::Presenter => Field::Presenter,
    }
}
