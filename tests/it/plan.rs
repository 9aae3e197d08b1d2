//! The plan for the sample: what it changes, and that what it leaves behind needs none of these changes again.

use std::path::PathBuf;

use pchat::directory::{Directory, History};
use pchat::input::Progress;
use pchat::migration::ReadOptions;
use pchat::plan::{Action, Decision, Edit, Plan};
use pchat::reading::Statistics;
use pchat::rules::{Evidence, Options, Value};
use pchat::{migration, reading, rules};

/// Rules that find nothing any more once the suggested names are taken.
const SOLVED: [&str; 5] = [
    "long-name",
    "name-conflict",
    "nested-category",
    "root-manager",
    "invitation-mismatch",
];

fn sample() -> (Directory, History) {
    let options = ReadOptions::default();
    let input = [PathBuf::from("samples/contoso.zip")];
    let reading = migration::read(
        &input,
        &options,
        &Statistics::default(),
        &Progress::default(),
    )
    .and_then(reading::Reading::require_data)
    .expect("the sample can be read");
    (reading.directory, reading.total)
}

/// The suggested name for every finding that has one.
fn suggested(evidence: &Evidence<'_>) -> Vec<Decision> {
    let findings = rules::check(evidence, &SOLVED.map(str::to_owned)).findings;
    let decisions = findings.into_iter().filter_map(|finding| {
        let Some(Value::Text(name)) = finding.detail("suggestion") else {
            return None;
        };
        Some(Decision {
            rule: finding.rule,
            kind: finding.object.kind,
            id: finding.object.id.clone(),
            action: Action::Rename(name.clone()),
        })
    });
    decisions.collect()
}

#[test]
fn the_sample_once_planned_needs_no_plan() {
    let (directory, mut history) = sample();
    let options = Options::default();
    let evidence = Evidence::new(&directory, &history, &options);
    assert!(
        !rules::check(&evidence, &SOLVED.map(str::to_owned))
            .findings
            .is_empty()
    );
    let plan = Plan::new(&evidence, &suggested(&evidence)).expect("nothing is impossible");
    let after = plan.apply(&directory);
    plan.apply_to_history(&directory, &mut history);
    assert_eq!(after.rooms.len(), directory.rooms.len());

    let evidence = Evidence::new(&after, &history, &options);
    let left = rules::check(&evidence, &SOLVED.map(str::to_owned)).findings;
    assert_eq!(left, []);
    let again = Plan::new(&evidence, &[]).expect("nothing was decided");
    let topics = |edit: &Edit| matches!(edit, Edit::TopicLost { .. });
    assert!(again.changes.iter().all(|change| topics(&change.edit)));
    assert_eq!(again.changes.len(), 2);
}

#[test]
fn what_rooms_are_called_and_who_manages_them_is_in_the_plan() {
    let (directory, history) = sample();
    let options = Options::default();
    let plan = Plan::new(&Evidence::new(&directory, &history, &options), &[]).unwrap();
    let room = |id: &str, field: &str| -> Vec<(Value, Value)> {
        let of_room = plan.changes.iter().filter(|change| {
            change.edit.field() == field && change.subject.object(&directory).id == id
        });
        of_room
            .map(|change| {
                (
                    change.edit.before(&directory),
                    change.edit.after(&directory),
                )
            })
            .collect()
    };
    assert_eq!(
        room("26", "name"),
        [("Queue".into(), "IT Service Desk Queue".into())]
    );
    let managers = ["101", "104", "154"].map(str::to_owned).to_vec();
    assert_eq!(room("26", "manager"), [(Value::Nothing, managers.into())]);
    assert_eq!(room("29", "invite"), [(true.into(), false.into())]);
    assert_eq!(room("25", "logged"), [(false.into(), Value::Nothing)]);
    assert_eq!(room("22", "name"), []);
}
