//! Which changes would not be noticed: something inherited is written down, and the same holds as before.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::{Change, Edit, Flag, Role, Subject};

/// Marks those that would not be noticed.
pub(super) fn mark(ground: &Ground<'_>, changes: &mut [Change]) {
    for flag in Flag::ALL {
        mark_flags(ground, flag, changes);
    }
    for change in changes {
        match &change.edit {
            Edit::ScopeSet { .. } | Edit::OwnMembers { .. } => change.noticed = false,
            // Members of their own are never given but from the categories above.
            Edit::Granted { role, .. } => change.noticed = *role != Role::Member,
            Edit::Behavior { before, .. } => change.noticed = before.is_some(),
            Edit::Visibility { before, .. } => change.noticed = before.is_some(),
            _ => {}
        }
    }
}

/// What holds before and afterwards, of its own or by inheritance, is compared.
fn mark_flags(ground: &Ground<'_>, flag: Flag, changes: &mut [Change]) {
    let directory = ground.evidence.directory;
    let effective = ground.effective(|settings| flag.of(settings));
    let held = |category: usize| effective[category].map(|(value, _)| value);
    let mut set = BTreeMap::new();
    for change in changes.iter() {
        if let (
            Subject::Category(at),
            Edit::Flag {
                flag: of, after, ..
            },
        ) = (change.subject, &change.edit)
            && *of == flag
        {
            set.insert(at as usize, *after);
        }
    }
    for change in changes.iter_mut() {
        let Edit::Flag {
            flag: of,
            before,
            after,
        } = &change.edit
        else {
            continue;
        };
        if *of != flag {
            continue;
        }
        change.noticed = match change.subject {
            Subject::Category(at) => held(at as usize) != *after,
            Subject::Room(at) => {
                let above = ground
                    .evidence
                    .tree
                    .category_above(&directory.rooms[at as usize]);
                let above = above.and_then(|it| directory.category_position(&it.id));
                let holds_before = before.or(above.and_then(held));
                let now = |at| set.get(&at).copied().unwrap_or(held(at));
                holds_before != after.or(above.and_then(now))
            }
            Subject::Principal(_) | Subject::Addin(_) => true,
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::directory::{Behavior, Visibility};
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    /// The changes that would not be noticed: object and field.
    fn unnoticed<const N: usize>(pool: &Pool, decisions: [(&str, &str, Action); N]) -> Vec<String> {
        let plan = pool.decide(decisions).unwrap();
        let changes = plan.changes.iter().filter(|change| !change.noticed);
        let line = |change: &crate::plan::Change| {
            let object = change.subject.object(&pool.directory);
            format!(
                "{} {} {}",
                object.kind.word(),
                object.id,
                change.edit.field()
            )
        };
        changes.map(line).collect()
    }

    #[test]
    fn what_is_inherited_and_then_written_down_is_not_noticed() {
        let mut pool = Pool::new();
        pool.user("5");
        let settings = &mut pool.category("2", "1", "IT").settings;
        settings.logged = Some(true);
        settings.visibility = Some(Visibility::Private);
        settings.behavior = Some(Behavior::Normal);
        pool.category("3", "2", "Network");
        pool.scope("2", "5", false);
        pool.room("10", "3", "follows");
        pool.room("11", "3", "the same").settings.logged = Some(true);
        pool.room("12", "3", "another").settings.logged = Some(false);
        for room in ["10", "11", "12"] {
            let settings = &mut pool.directory.rooms[room.parse::<usize>().unwrap() - 10].settings;
            settings.behavior = Some(Behavior::Normal);
        }
        assert_eq!(
            unnoticed(&pool, []),
            [
                "category 3 logged",
                "category 3 scope",
                "room 10 visibility",
                "room 11 logged",
                "room 11 visibility",
                "room 12 visibility",
            ]
        );
    }

    #[test]
    fn who_starts_or_stops_inviting_is_noticed() {
        let mut pool = Pool::new();
        pool.category("2", "1", "off").settings.invite = Some(false);
        pool.category("3", "1", "on").settings.invite = Some(true);
        pool.room("10", "2", "stops").settings.invite = Some(true);
        pool.room("11", "2", "was off");
        pool.room("12", "3", "goes on").settings.invite = Some(true);
        assert_eq!(unnoticed(&pool, []), ["room 12 invite"]);
        let on = [("invitation-mismatch", "room 10", Action::EnableInvitations)];
        assert_eq!(
            unnoticed(&pool, on),
            ["room 10 invite", "room 11 invite", "room 12 invite"],
            "the category starts, and no room in it"
        );
    }
}
