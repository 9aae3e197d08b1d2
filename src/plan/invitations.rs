//! Invitations: on or off for a category, off or inherited for a room.

use super::ground::Ground;
use super::{Change, Edit, Flag, Subject};
use crate::rules::Basis;

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let effective = ground.effective(|settings| settings.invite);
    let switched_on = switched_on(ground, &effective);
    let mut changes = Vec::new();
    let mut compare = |subject, before, after| {
        if before != after {
            changes.push(Change {
                subject,
                edit: Edit::Flag {
                    flag: Flag::Invite,
                    before,
                    after,
                },
                rule: "invitation-mismatch",
                basis: Basis::Documented,
            });
        }
    };
    for (at, category) in ground.heirs() {
        let after = if switched_on[at as usize] {
            Some(true)
        } else {
            effective[at as usize]
        };
        compare(Subject::Category(at), category.settings.invite, after);
    }
    for (at, room, category) in ground.rooms_with_category() {
        let own = room.settings.invite;
        let after = if switched_on[category] {
            // Nobody else is to start sending invitations.
            Some(false).filter(|_| !ground.choices.invites(at))
        } else {
            match (own, effective[category]) {
                (Some(true), Some(true)) => None,
                (Some(true), Some(false)) => Some(false),
                _ => own,
            }
        };
        compare(Subject::Room(at), own, after);
    }
    changes
}

/// By position: the categories that are to send invitations for the sake of one of their rooms. Where they do already
/// there is nothing to switch on.
fn switched_on(ground: &Ground<'_>, effective: &[Option<bool>]) -> Vec<bool> {
    let mut switched_on = vec![false; effective.len()];
    for (at, _, category) in ground.rooms_with_category() {
        switched_on[category] |= ground.choices.invites(at) && effective[category] != Some(true);
    }
    switched_on
}
