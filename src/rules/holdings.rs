//! What every principal holds in the whole pool: counted once, for all rules that ask.

use crate::directory::{Directory, History};

/// What one principal holds and wrote in the whole pool.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holdings {
    /// Roles on categories and rooms: rows in the database.
    pub roles: u64,
    /// Rooms it has a role in.
    pub rooms: u64,
    /// Rooms it manages.
    pub manages: u64,
    /// Messages it wrote.
    pub messages: u64,
}

/// The holdings of every principal, by the number of its reference.
pub(super) fn holdings(directory: &Directory, history: &History) -> Vec<Holdings> {
    let mut all = vec![Holdings::default(); directory.principals.references().count()];
    for category in &directory.categories {
        for grant in &category.roles {
            all[grant.principal.0 as usize].roles += grant.count();
        }
    }
    for room in &directory.rooms {
        for grant in &room.roles {
            let of = &mut all[grant.principal.0 as usize];
            of.roles += grant.count();
            of.rooms += u64::from(grant.count() > 0);
            of.manages += u64::from(grant.manager);
        }
    }
    for (id, messages) in history.by_author() {
        if let Some(at) = directory.principals.find(id) {
            all[at.0 as usize].messages = messages;
        }
    }
    all
}
