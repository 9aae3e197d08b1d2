//! Messages before the cut-off date, by room.

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details};
use crate::rules::details::Details;
use crate::time::Ticks;

pub(crate) const RULE: Rule = Rule {
    id: "before-cutoff",
    severity: Severity::Info,
    basis: Basis::Documented,
    step: Some("prepare, 8"),
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        since: Ticks,
        before: u64,
        kept: u64,
        first_message: Option<Ticks>,
        last_message: Option<Ticks>,
        given: String,
    }
}

/// Messages whose time cannot be read are kept.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    let since = evidence.options.since.as_ref().ok_or(NotRun::NoCutoff)?;
    NotRun::NoMessages.unless(directory.parts.messages)?;
    let rooms = evidence.history.rooms.iter();
    Ok(rooms
        .filter(|(_, history)| history.before_cutoff > 0)
        .map(|(id, history)| {
            let kept = history.messages.saturating_sub(history.before_cutoff);
            RULE.finding(
                Object::room(directory, id),
                Found {
                    case: if kept == 0 { "all" } else { "some" },
                    since: since.at(),
                    before: history.before_cutoff,
                    kept,
                    first_message: history.first,
                    last_message: history.last,
                    given: since.to_string(),
                },
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::directory::Cutoff;
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;
    use crate::time::Ticks;

    #[test]
    fn rooms_have_a_case_by_what_is_left_of_them() {
        let mut pool = Pool::new();
        assert_eq!(pool.not_run("before-cutoff"), Some(NotRun::NoCutoff));
        pool.options.since = Cutoff::parse("2012-01-01");
        pool.category("2", "1", "IT");
        for (id, messages, before) in [("10", 5, 2), ("11", 4, 4), ("12", 3, 0)] {
            pool.room(id, "2", id);
            let history = pool.write(id, "5", messages);
            history.before_cutoff = before;
            history.first = Ticks::parse("2010-01-01");
        }
        assert_eq!(
            pool.says("before-cutoff"),
            [
                "info documented room 10: case=some since=2012-01-01T00:00:00Z before=2 kept=3 first_message=2010-01-01T00:00:00Z last_message=- given=2012-01-01 UTC",
                "info documented room 11: case=all since=2012-01-01T00:00:00Z before=4 kept=0 first_message=2010-01-01T00:00:00Z last_message=- given=2012-01-01 UTC",
            ]
        );
    }
}
