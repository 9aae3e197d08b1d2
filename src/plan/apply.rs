use std::collections::HashSet;

use super::{Change, Edit, Flag, Plan, Role, Subject};
use crate::directory::{Directory, Grant, History, Map, PrincipalRef, ScopeEntry, Settings};

impl Plan {
    /// The pool as it is afterwards. Ids, references to principals and the order of what remains stay the same.
    pub fn apply(&self, directory: &Directory) -> Directory {
        let mut after = Directory::default();
        // What the plan does not touch is copied as it is written.
        after.undefined = directory.undefined.clone();
        after.parts = directory.parts;
        after.principals = directory.principals.clone();
        let mut categories: Vec<_> = directory.categories.iter().cloned().map(Some).collect();
        let mut rooms: Vec<_> = directory.rooms.iter().cloned().map(Some).collect();
        let mut addins = directory.addins.clone();
        for Change { subject, edit, .. } in &self.changes {
            match *subject {
                Subject::Category(at) => {
                    let slot = &mut categories[at as usize];
                    match (edit, slot) {
                        (Edit::LeftOut { .. }, slot) => *slot = None,
                        (Edit::Name { after, .. }, Some(it)) => it.name.clone_from(after),
                        (Edit::Parent { after, .. }, Some(it)) => it.parent.clone_from(after),
                        (edit, Some(it)) => {
                            node(edit, &mut it.settings, &mut it.roles, &mut it.scope);
                        }
                        (_, None) => {}
                    }
                }
                Subject::Room(at) => {
                    let slot = &mut rooms[at as usize];
                    match (edit, slot) {
                        (Edit::LeftOut { .. }, slot) => *slot = None,
                        (Edit::Name { after, .. }, Some(it)) => it.name.clone_from(after),
                        (Edit::OwnMembers { .. }, Some(it)) => it.override_member = Some(true),
                        (edit, Some(it)) => {
                            node(edit, &mut it.settings, &mut it.roles, &mut it.scope);
                        }
                        (_, None) => {}
                    }
                }
                Subject::Principal(at) => {
                    if let (Edit::Disabled, Some(principal)) = (edit, after.principals.get_mut(at))
                    {
                        principal.disabled = true;
                    }
                }
                Subject::Addin(at) => {
                    if let Edit::Name { after: name, .. } = edit {
                        addins[at as usize].name.clone_from(name);
                    }
                }
            }
        }
        for category in categories.into_iter().flatten() {
            let is_new = after.add_category(category);
            debug_assert!(is_new, "its id was new in the input");
        }
        for room in rooms.into_iter().flatten() {
            let is_new = after.add_room(room);
            debug_assert!(is_new, "its id was new in the input");
        }
        for addin in addins {
            let is_new = after.add_addin(addin);
            debug_assert!(is_new, "its id was new in the input");
        }
        after
    }

    /// The history as it is afterwards: without the rooms that are left out, and without messages before the cut-off
    /// date. `directory` is the one that the plan was made from.
    pub fn apply_to_history(&self, directory: &Directory, history: &mut History) {
        for Change { subject, edit, .. } in &self.changes {
            if let (Subject::Room(at), Edit::LeftOut { .. }) = (subject, edit) {
                history.rooms.remove(&directory.rooms[*at as usize].id);
            }
        }
        for room in history.rooms.values_mut() {
            room.before_cutoff = 0;
        }
        // Of a room that only messages name nothing is left without them.
        history
            .rooms
            .retain(|id, room| room.messages > 0 || directory.room(id).is_some());
    }
}

/// What a category and a room have in common.
fn node(edit: &Edit, settings: &mut Settings, roles: &mut Vec<Grant>, scope: &mut Vec<ScopeEntry>) {
    match edit {
        Edit::Flag { flag, after, .. } => *flag.of_mut(settings) = *after,
        Edit::Behavior { after, .. } => settings.behavior = Some(*after),
        Edit::Visibility { after, .. } => settings.visibility = Some(*after),
        Edit::Granted { role, principals } => {
            let mut known: Map<PrincipalRef, usize> = (0..)
                .zip(roles.iter())
                .map(|(at, grant)| (grant.principal, at))
                .collect();
            for principal in principals.iter() {
                let at = *known.entry(*principal).or_insert(roles.len());
                if at == roles.len() {
                    roles.push(no_role(*principal));
                }
                *role.of_mut(&mut roles[at]) = true;
            }
        }
        Edit::Revoked { role, principals } => {
            let losers: HashSet<PrincipalRef> = principals.iter().copied().collect();
            for grant in roles.iter_mut().filter(|it| losers.contains(&it.principal)) {
                *role.of_mut(grant) = false;
            }
            // Who has no role left is gone from the list.
            roles.retain(|it| it.count() > 0 || !losers.contains(&it.principal));
        }
        Edit::ScopeSet { entries } => *scope = entries.to_vec(),
        Edit::ScopeCut { principals } => {
            let losers: HashSet<PrincipalRef> = principals.iter().copied().collect();
            scope.retain(|entry| !losers.contains(&entry.principal));
        }
        Edit::LeftOut { .. }
        | Edit::MessagesLeftOut { .. }
        | Edit::Name { .. }
        | Edit::Parent { .. }
        | Edit::OwnMembers { .. }
        | Edit::Disabled
        | Edit::TopicLost { .. } => {}
    }
}

fn no_role(principal: PrincipalRef) -> Grant {
    Grant {
        principal,
        manager: false,
        member: false,
        creator: false,
        presenter: false,
    }
}

impl Flag {
    /// Its place among the settings.
    fn of_mut(self, settings: &mut Settings) -> &mut Option<bool> {
        match self {
            Flag::Invite => &mut settings.invite,
            Flag::Logged => &mut settings.logged,
            Flag::FilePost => &mut settings.file_post,
        }
    }
}

impl Role {
    /// Its place in a grant.
    fn of_mut(self, grant: &mut Grant) -> &mut bool {
        match self {
            Role::Manager => &mut grant.manager,
            Role::Member => &mut grant.member,
            Role::Creator => &mut grant.creator,
            Role::Presenter => &mut grant.presenter,
        }
    }
}
