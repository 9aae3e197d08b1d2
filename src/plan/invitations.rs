//! Invitations: on or off for a category, off or inherited for a room.

use super::ground::Ground;
use super::{Change, Edit, Flag, Subject};
use crate::rules::{Basis, invitation_mismatch};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let effective = ground.effective(|settings| settings.invite);
    let switched_on = switched_on(ground, &effective);
    let mut changes = Vec::new();
    let mut compare = |subject, before, after, basis| {
        if before != after {
            changes.push(Change {
                subject,
                edit: Edit::Flag {
                    flag: Flag::Invite,
                    before,
                    after,
                },
                rule: invitation_mismatch::RULE.id,
                basis,
                noticed: true,
            });
        }
    };
    for (at, category) in ground.heirs() {
        let after = if switched_on[at as usize] {
            Some((true, Basis::Documented))
        } else {
            effective[at as usize]
        };
        if let Some((after, basis)) = after {
            let before = category.settings.invite;
            compare(Subject::Category(at), before, Some(after), basis);
        }
    }
    for (at, room, category) in ground.rooms_with_category() {
        let own = room.settings.invite;
        let (after, basis) = if switched_on[category] {
            // No other room is to start sending invitations.
            let off = Some(false).filter(|_| !ground.choices.invites(at));
            (off, Basis::Documented)
        } else {
            match (own, effective[category]) {
                (Some(true), Some((true, basis))) => (None, basis),
                (Some(true), Some((false, basis))) => (Some(false), basis),
                _ => continue,
            }
        };
        compare(Subject::Room(at), own, after, basis);
    }
    changes
}

/// By position: the categories that are to send invitations for the sake of one of their rooms. Where they do already
/// there is nothing to switch on.
fn switched_on(ground: &Ground<'_>, effective: &[Option<(bool, Basis)>]) -> Vec<bool> {
    let mut switched_on = vec![false; effective.len()];
    for (at, _, category) in ground.rooms_with_category() {
        let is_on = effective[category].is_some_and(|(on, _)| on);
        switched_on[category] |= ground.choices.invites(at) && !is_on;
    }
    switched_on
}

#[cfg(test)]
mod tests {
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    const RULE: &str = "invitation-mismatch";

    fn pool() -> Pool {
        let mut pool = Pool::new();
        pool.category("2", "1", "off").settings.invite = Some(false);
        pool.category("3", "2", "inherits off");
        pool.category("4", "3", "below");
        pool.category("5", "1", "on").settings.invite = Some(true);
        pool.category("6", "1", "never set");
        for (category, first) in [("3", 30), ("4", 40), ("5", 50), ("6", 60)] {
            for (at, own) in [(0, None), (1, Some(true)), (2, Some(false))] {
                let id = (first + at).to_string();
                pool.room(&id, category, &id).settings.invite = own;
            }
        }
        pool
    }

    #[test]
    fn a_category_gets_what_it_inherits_and_a_room_is_off_or_inherits() {
        assert_eq!(
            pool().planned(RULE, []),
            [
                "documented category 3: invite - -> false",
                "documented category 4: invite - -> false",
                "documented room 31: invite true -> false",
                "documented room 41: invite true -> false",
                "documented room 51: invite true -> -",
            ]
        );
    }

    #[test]
    fn invitations_for_one_room_make_no_other_room_send_any() {
        let enable = [(RULE, "room 31", Action::EnableInvitations)];
        assert_eq!(
            pool().planned(RULE, enable.clone()),
            [
                "documented category 3: invite - -> true",
                "documented category 4: invite - -> false",
                "documented room 30: invite - -> false",
                "documented room 31: invite true -> -",
                "documented room 41: invite true -> false",
                "documented room 51: invite true -> -",
            ]
        );
        let plan = pool().decide(enable.clone()).unwrap();
        let after = pool().after(&plan);
        assert!(after.says(RULE).is_empty());
        let again = after.decide(enable).unwrap();
        assert_eq!(again.changes, [], "what is on need not be switched on");
    }

    #[test]
    fn every_room_of_a_category_may_be_decided_for() {
        let enable = |room| (RULE, room, Action::EnableInvitations);
        let changes = pool().planned(RULE, [enable("room 31"), enable("room 30")]);
        assert_eq!(changes[0], "documented category 3: invite - -> true");
        assert_eq!(changes[2], "documented room 31: invite true -> -");
    }

    #[test]
    fn where_the_way_up_breaks_off_only_what_comes_from_the_root_is_inferred() {
        let mut pool = Pool::new();
        pool.directory.categories[0].settings.invite = Some(true);
        pool.category("2", "98", "lost");
        pool.category("3", "98", "lost, and off").settings.invite = Some(false);
        pool.category("4", "3", "below");
        for (room, category) in [("20", "2"), ("40", "4")] {
            pool.room(room, category, room).settings.invite = Some(true);
        }
        assert_eq!(
            pool.planned(RULE, []),
            [
                "inferred category 2: invite - -> true",
                "documented category 4: invite - -> false",
                "inferred room 20: invite true -> -",
                "documented room 40: invite true -> false",
            ]
        );
    }

    #[test]
    fn a_room_that_no_category_is_switched_for_is_refused() {
        let mut pool = pool();
        pool.directory.categories[0].settings.invite = Some(false);
        pool.room("10", "1", "below the root").settings.invite = Some(true);
        pool.room("11", "98", "lost").settings.invite = Some(true);
        pool.category("7", "7", "ring").settings.invite = Some(false);
        pool.room("12", "7", "in a circle").settings.invite = Some(true);
        let enable = |room| [(RULE, room, Action::EnableInvitations)];
        for (room, reason) in [
            (
                "room 10",
                "it is directly below the root category, whose settings are never changed",
            ),
            ("room 11", "its category is not in the input"),
            ("room 12", "the categories above it form a circle"),
        ] {
            let refusal = format!("0: the {room} cannot be made to send invitations: {reason}");
            assert_eq!(pool.refuses(enable(room)), refusal);
        }
        assert!(
            pool.planned(RULE, [])
                .contains(&"documented room 10: invite true -> false".into())
        );
    }
}
