//! Room topics of the legacy product: the target has no place for them.

use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, details};
use crate::directory::utf16_len;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "topic-lost",
    severity: Severity::Info,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        topic: String,
        length: usize,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    let rooms = directory.rooms.iter();
    Ok(rooms
        .filter(|room| !room.topic.trim().is_empty())
        .map(|room| {
            RULE.finding(
                room.into(),
                Found {
                    topic: room.topic.clone(),
                    length: utf16_len(&room.topic),
                },
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn only_rooms_with_a_topic_are_found() {
        let mut pool = Pool::new();
        pool.room("10", "1", "News").topic = "Go 😀".into();
        pool.room("11", "1", "Help").topic = " ".into();
        pool.room("12", "1", "Other");
        assert_eq!(
            pool.says("topic-lost"),
            ["info documented room 10: topic=Go 😀 length=5"]
        );
    }
}
