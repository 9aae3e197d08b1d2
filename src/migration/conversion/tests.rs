//! What is written is read back: it is the pool that the plan promised, in whatever spelling.

use std::path::Path;

use super::*;
use crate::directory::{Cutoff, Directory, History};
use crate::generate;
use crate::migration::{self, Chosen, Intent, ReadOptions, Source};
use crate::plan::{Action, Decision, Recommendations};
use crate::reading::{Reading, Statistics};
use crate::rules::{self, Evidence};
use crate::threads::within;

pub(super) fn read(path: &Path, since: Option<Ticks>) -> Reading<History> {
    let options = ReadOptions::default();
    let survey = Statistics {
        since,
        kept_only: true,
        ..Statistics::default()
    };
    crate::migration::read(&[path.to_owned()], &options, &survey, &Progress::default()).unwrap()
}

/// What an administrator gets who accepts what is recommended.
fn recommended(evidence: &Evidence<'_>) -> Vec<Decision> {
    let recommendations = Recommendations::new(evidence);
    let findings = rules::check(evidence, &[]).findings.into_iter();
    findings
        .filter(|finding| crate::plan::is_actionable(finding, evidence))
        .map(|finding| Decision {
            rule: finding.rule,
            kind: finding.object.kind,
            action: recommendations.of(&finding).0,
            id: finding.object.id,
        })
        .collect()
}

/// Takes away what can be taken away.
fn decide_boldly(decision: &mut Decision) {
    decision.action = match (decision.rule, decision.kind) {
        ("disabled-room" | "room-without-manager" | "orphan", _) => Action::Exclude,
        ("nested-category", _) if decision.id.ends_with('7') => Action::Exclude,
        ("outside-scope" | "root-manager", _) => Action::Drop,
        ("invitation-mismatch", _) => Action::EnableInvitations,
        _ => return,
    };
}

fn convert(input: &Path, out: &Path, since: Option<Ticks>, bold: bool) -> (Directory, u64) {
    let progress = Progress::default();
    convert_by(input, out, since, bold, |job, target| {
        write(job, target, &Stop::default(), &progress, |_, _| Ok(()))
            .map(|written| written.members)
    })
}

/// Converts in the given way, and gives the pool and the number of messages that were promised.
pub(crate) fn convert_by(
    input: &Path,
    out: &Path,
    since: Option<Ticks>,
    bold: bool,
    write: impl FnOnce(&Job<'_>, Target) -> Result<Vec<MemberWritten>, Error>,
) -> (Directory, u64) {
    let intent = Intent {
        input: vec![input.to_owned()],
        chosen: Chosen {
            since: since.map(Cutoff::from),
            ..Chosen::default()
        },
        ..Intent::default()
    };
    let (survey, progress) = (intent.survey(), Progress::default());
    let reading = migration::read(&intent.input, &intent.reading, &survey, &progress).unwrap();
    let before = all(&reading.total.0);
    let source = Source::new(intent, reading);
    let mut decisions = recommended(&source.evidence());
    if bold {
        decisions.iter_mut().for_each(decide_boldly);
    }
    let planned = source.decide(decisions).unwrap();
    let messages = planned.reading.total.0.messages();
    let counts = &planned.counts.messages;
    assert_eq!(
        (counts.kept, counts.left_out),
        (messages, before - messages)
    );
    let target = Target::new(out, true, &[input]).unwrap();
    write(&planned.job(1), target).unwrap();
    (planned.after, messages)
}

fn all(history: &History) -> u64 {
    history
        .rooms
        .values()
        .map(|room| room.messages + room.before_cutoff)
        .sum()
}

#[track_caller]
fn assert_same(expected: &Directory, found: &Directory) {
    let by_id = |directory: &Directory, roles: &[crate::directory::Grant]| {
        let mut roles: Vec<String> = roles
            .iter()
            .filter(|grant| grant.count() > 0)
            .map(|grant| {
                let id = directory.principals.id(grant.principal);
                format!(
                    "{id} {} {} {} {}",
                    grant.manager, grant.member, grant.creator, grant.presenter
                )
            })
            .collect();
        roles.sort();
        roles
    };
    let scope = |directory: &Directory, scope: &[crate::directory::ScopeEntry]| {
        let mut scope: Vec<String> = scope
            .iter()
            .map(|entry| {
                format!(
                    "{} {}",
                    directory.principals.id(entry.principal),
                    entry.denied
                )
            })
            .collect();
        scope.sort();
        scope
    };
    let lines = |directory: &Directory| {
        let mut lines = Vec::new();
        for it in &directory.categories {
            let (roles, scope) = (by_id(directory, &it.roles), scope(directory, &it.scope));
            lines.push(format!(
                "{:?} {:?} {:?} {:?} {:?} {roles:?} {scope:?}",
                it.id, it.parent, it.name, it.description, it.settings
            ));
        }
        for it in &directory.rooms {
            let (roles, scope) = (by_id(directory, &it.roles), scope(directory, &it.scope));
            lines.push(format!(
                "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {roles:?} {scope:?}",
                it.id,
                it.category,
                it.name,
                it.description,
                it.settings,
                it.topic,
                it.addin,
                it.disabled
            ));
        }
        lines.extend(directory.addins.iter().map(|it| format!("{it:?}")));
        lines.extend(
            directory
                .principals
                .iter()
                .map(|(at, it)| format!("{} {it:?}", directory.principals.id(at))),
        );
        lines
    };
    let (expected, found) = (lines(expected), lines(found));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
}

const SPELLINGS: &[&str] = &[
    "",
    "elements",
    "nested,indented",
    "nested,elements,cdata,comments",
    "utf-16le,nested,iso-times",
    "utf-16be,flat,prefixed",
    "utf-8-bom,per-room,default-namespace,indented,comments",
    "split,prefixed,elements,deflate64",
    "flat,cdata,stored,inner-folder",
];

#[test]
fn every_spelling_is_kept_and_says_what_was_promised() {
    let place = tempfile::tempdir().unwrap();
    for spelling in SPELLINGS {
        eprintln!("{spelling}");
        let pool = generate::Plan {
            rooms: 40,
            users: 60,
            messages: 600,
            seed: 7,
            spelling: spelling.parse().unwrap(),
            ..generate::Plan::default()
        };
        let [input, out, again] =
            ["in.zip", "out.zip", "again.zip"].map(|name| place.path().join(name));
        generate::write(&pool, &input, true, &mut |_| Ok(())).unwrap();
        for (since, bold) in [(None, true), (Ticks::parse("2009-06-01"), false)] {
            let (expected, messages) = convert(&input, &out, since, bold);
            let found = read(&out, None);
            assert_same(&expected, &found.directory);
            assert_eq!(all(&found.total), messages, "{spelling}");
            let (_, same) = within(1, || convert(&out, &again, since, false)).unwrap();
            assert_eq!(same, messages);
            assert_eq!(
                std::fs::read(&out).unwrap(),
                std::fs::read(&again).unwrap(),
                "{spelling}"
            );
        }
    }
}

#[test]
fn a_member_that_is_no_xml_is_copied_whatever_goes() {
    let place = tempfile::tempdir().unwrap();
    let input = place.path().join("in");
    std::fs::create_dir(&input).unwrap();
    let rooms = "<Pool><ChatRooms><ChatRoom id='9' isDisabled='1'/></ChatRooms></Pool>";
    std::fs::write(input.join("ChatRooms.xml"), rooms).unwrap();
    std::fs::write(input.join("notes.txt"), "a < b <c").unwrap();
    let out = place.path().join("out.zip");
    let (after, _) = convert(&input, &out, None, true);
    assert!(after.rooms.is_empty());
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
    let mut notes = String::new();
    let mut member = zip.by_name("notes.txt").unwrap();
    std::io::Read::read_to_string(&mut member, &mut notes).unwrap();
    assert_eq!(notes, "a < b <c");
}
