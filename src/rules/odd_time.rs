//! Messages whose time cannot be right, and message ids that a room uses twice.

use super::{
    Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, choice, details,
};
use crate::directory::NoteKind;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "odd-time",
    severity: Severity::Warning,
    basis: Basis::Inferred,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::NONE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        room: String,
        time: Option<String>,
        count: Option<u64>,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoMessages.unless(directory.parts.messages)?;
    let finding = |object, case, room: &str, time, count| {
        let room = room.to_owned();
        let details = Found {
            case,
            room,
            time,
            count,
        };
        RULE.finding(object, details)
    };
    let mut findings = Vec::new();
    for (id, history) in &evidence.history.rooms {
        let mut more = history.odd_times + history.repeated_ids;
        for note in &history.notes {
            let (case, time) = match &note.kind {
                NoteKind::UnknownTime(text) => ("unknown-time", Some(text.clone())),
                NoteKind::ImplausibleTime(time) => ("implausible-time", Some(time.to_string())),
                NoteKind::RepeatedId => ("repeated-id", None),
                NoteKind::InvalidText { .. } => continue,
            };
            more = more.saturating_sub(1);
            let message = Object::new(ObjectKind::Message, &note.message, "");
            findings.push(finding(message, case, id, time, None));
        }
        if more > 0 {
            let room = Object::room(directory, id);
            findings.push(finding(room, "more", id, None, Some(more)));
        }
        if history.ids.gave_up() {
            let room = Object::room(directory, id);
            findings.push(finding(room, "ids-not-compared", id, None, None));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use crate::directory::{Note, NoteKind};
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;
    use crate::time::Ticks;

    #[test]
    fn notes_are_found_and_the_rest_is_counted() {
        let mut pool = Pool::new();
        pool.room("10", "1", "News");
        pool.room("11", "1", "Fine");
        pool.write("11", "5", 9);
        let history = pool.write("10", "5", 9);
        history.odd_times = 4;
        history.repeated_ids = 1;
        for (message, kind) in [
            ("3", NoteKind::UnknownTime("yesterday".into())),
            ("4", NoteKind::ImplausibleTime(Ticks(0))),
            ("5", NoteKind::RepeatedId),
        ] {
            let message = message.into();
            history.keep(Note { message, kind });
        }
        for id in 0..5_000 {
            history.ids.insert(id * 2);
        }
        assert_eq!(
            pool.says("odd-time"),
            [
                "warning inferred room 10: case=more room=10 time=- count=2",
                "warning inferred room 10: case=ids-not-compared room=10 time=- count=-",
                "warning inferred message 3: case=unknown-time room=10 time=yesterday count=-",
                "warning inferred message 4: case=implausible-time room=10 time=0001-01-01T00:00:00Z count=-",
                "warning inferred message 5: case=repeated-id room=10 time=- count=-",
            ]
        );
        pool.directory.parts.messages = false;
        assert_eq!(pool.not_run("odd-time"), Some(NotRun::NoMessages));
    }
}
