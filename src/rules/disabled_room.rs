//! Rooms marked as disabled, which is how the migration guide has rooms left behind.

use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, details};
use crate::rules::details::Details;
use crate::time::Ticks;

pub(crate) const RULE: Rule = Rule {
    id: "disabled-room",
    severity: Severity::Info,
    basis: Basis::Documented,
    step: Some("prepare, 7"),
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        category: Option<String>,
        messages: u64,
        last_message: Option<Ticks>,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    let disabled = directory.rooms.iter().filter(|room| room.disabled);
    Ok(disabled
        .map(|room| {
            let category = tree.category_above(room);
            let history = evidence.history.rooms.get(&room.id);
            RULE.finding(
                room.into(),
                Found {
                    category: category.map(|category| category.name.clone()),
                    messages: evidence.history.messages_in(&room.id),
                    last_message: history.and_then(|history| history.last),
                },
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;
    use crate::time::Ticks;

    #[test]
    fn disabled_rooms_are_listed_with_what_they_hold() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News").disabled = true;
        pool.room("11", "2", "Help");
        pool.room("12", "99", "Lost").disabled = true;
        pool.write("10", "5", 3).last = Ticks::parse("2012-05-01");
        assert_eq!(
            pool.says("disabled-room"),
            [
                "info documented room 10: category=IT messages=3 last_message=2012-05-01T00:00:00Z",
                "info documented room 12: category=- messages=0 last_message=-",
            ]
        );
    }
}
