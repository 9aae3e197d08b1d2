//! What is written anew reads back as the same pool and the same messages.

mod pools;
mod said;

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;

use self::pools::{described, pool};
use self::said::{Gather, Said, any_messages, digests, each_run};
use super::*;
use crate::directory::{Collation, Parts};
use crate::generate;
use crate::input::{Progress, Stamps, limits};
use crate::migration::conversion::tests::convert_by;
use crate::migration::conversion::{Input, Job, Target};
use crate::migration::{ReadOptions, conversion, read};
use crate::output::zip::Packing;
use crate::output::{OutputError, Stop};
use crate::package::{Expected, Layout};
use crate::plan::Plan;
use crate::reading::{Digests, MemberState, MessageDigests, Reading};
use crate::seeded::cases;
use crate::threads::within;
use crate::time::Ticks;
use crate::verify::{self, Matching, Pairs};

fn reading(path: &Path) -> Reading<Digests> {
    let survey = MessageDigests::default();
    read(
        &[path.to_owned()],
        &ReadOptions::default(),
        &survey,
        &Progress::default(),
    )
    .unwrap()
}

/// An input that is not looked at.
static UNKNOWN: LazyLock<Stamps> = LazyLock::new(Stamps::default);

/// A job without any change.
fn job<'a>(directory: &'a Directory, plan: &'a Plan, kept: u64, layout: &'a Layout) -> Job<'a> {
    Job {
        input: Input::Package(Path::new("extract")),
        layout,
        stamps: &UNKNOWN,
        members: &[],
        directory,
        plan,
        since: None,
        messages_left_out: 0,
        messages_kept: kept,
        level: 1,
    }
}

/// Writes the pool and what was said, in runs of so many messages.
fn write_all(path: &Path, pool: &Directory, said: &[Said], run: usize) -> Vec<MemberWritten> {
    let kept = said.iter().filter(|it| !it.room.trim().is_empty()).count();
    let writing = Writing {
        before: pool,
        after: pool,
        members: &[],
        since: None,
        expected: Expected {
            kept: kept as u64,
            left_out: 0,
        },
    };
    let packing = Packing::deflate(1, Stop::default());
    let mut file = File::options();
    let file = file.read(true).write(true).create(true).truncate(true);
    let mut archive = Archive::new(file.open(path).unwrap(), packing);
    let messages =
        |survey: &MessageText<'_>, take: &mut TakeRun<'_>| each_run(survey, said, run, take);
    let written = write(&writing, &mut archive, messages).unwrap();
    archive.finish().unwrap();
    written
}

fn everything() -> Directory {
    let mut directory = Directory::default();
    directory.parts = Parts::ALL;
    directory
}

#[test]
fn name_description_and_roles_have_nothing_in_between() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out.zip");
    let mut pool = everything();
    assert!(pool.add_room(crate::directory::Room {
        id: "57".into(),
        name: "R&D".into(),
        ..Default::default()
    }));
    let said = [Said::new("57", "Good <b>morning</b>\r\n")];
    write_all(&out, &pool, &said, 1);
    let mut zip = zip::ZipArchive::new(File::open(&out).unwrap()).unwrap();
    let mut text = |name: &str| io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    assert_eq!(
        text("ChatRooms.xml"),
        r#"<?xml version="1.0" encoding="utf-8"?><Pool><ChatRooms><ChatRoom id="57" isDisabled="0"><Name>R&amp;D</Name><Desc></Desc><Roles/></ChatRoom></ChatRooms></Pool>"#
    );
    assert_eq!(
        text("ChatMessages.xml"),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Pool><ChatMessages><ChatRoom id=\"57\"><Message id=\"1\" date=\"634714407101200000\" userId=\"10\" isAlert=\"0\"><Content>Good &lt;b&gt;morning&lt;/b&gt;&#xD;\n</Content></Message></ChatRoom></ChatMessages></Pool>"
    );
    assert_eq!(
        text("AdUsers.xml"),
        r#"<?xml version="1.0" encoding="utf-8"?><Pool><AdUsers/></Pool>"#
    );
}

#[test]
fn an_empty_list_is_there_and_a_missing_one_is_not() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out.zip");
    let mut pool = everything();
    let written = write_all(&out, &pool, &[], 1);
    let names: Vec<&str> = written.iter().map(|member| &*member.name).collect();
    let all = [
        "AdUsers.xml",
        "AdGroups.xml",
        "AdAffiliations.xml",
        "Categories.xml",
        "ChatRooms.xml",
        "Addins.xml",
        "ChatMessages.xml",
    ];
    assert_eq!(names, all);
    assert_eq!(reading(&out).directory.parts, Parts::ALL);

    pool.parts.addins = false;
    pool.parts.messages = false;
    let written = write_all(&out, &pool, &[], 1);
    let names: Vec<&str> = written.iter().map(|member| &*member.name).collect();
    assert_eq!(names, all[..5]);
    assert_eq!(reading(&out).directory.parts, pool.parts);
}

#[test]
fn the_bytes_depend_neither_on_threads_nor_on_runs() {
    let place = tempfile::tempdir().unwrap();
    let [one, other] = ["one.zip", "other.zip"].map(|name| place.path().join(name));
    let rooms = ["57", "57", "58", "", "", "57", "9"].map(|room| Said::new(room, "Hello"));
    write_all(&one, &everything(), &rooms, 100);
    for run in 1..8 {
        write_all(&other, &everything(), &rooms, run);
        let [one, other] = [&one, &other].map(|path| std::fs::read(path).unwrap());
        assert_eq!(one, other);
    }
    let input = place.path().join("in.zip");
    generate_flat(&input);
    let bytes = |threads| {
        let out = place.path().join("out.zip");
        within(threads, || anew(&input, &out, None, true)).unwrap();
        std::fs::read(out).unwrap()
    };
    assert_eq!(bytes(1), bytes(3));
}

/// A pool with trouble of every kind, whose messages name their rooms.
fn generate_flat(input: &Path) {
    let pool = generate::Plan {
        rooms: 40,
        users: 60,
        messages: 2_000,
        seed: 7,
        spelling: "flat,cdata,utf-16le".parse().unwrap(),
        ..generate::Plan::default()
    };
    generate::write(&pool, input, true, &mut |_| Ok(())).unwrap();
}

#[track_caller]
fn assert_same(expected: &Directory, found: &Directory) {
    let (expected, found) = (described(expected), described(found));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
}

/// Converts a package as if it were none.
fn anew(input: &Path, out: &Path, since: Option<Ticks>, bold: bool) -> (Directory, u64) {
    convert_by(input, out, since, bold, |job, target| {
        let messages = |survey: &MessageText<'_>, take: &mut TakeRun<'_>| {
            let progress = Progress::default();
            let gathered = read(
                &[input.to_owned()],
                &ReadOptions::default(),
                &Gather(survey),
                &progress,
            )?;
            gathered.total.into_iter().try_for_each(take)
        };
        conversion::write_anew(job, target, &Stop::default(), messages, |_, _| Ok(()))
            .map(|written| written.members)
    })
}

#[test]
fn a_pool_written_anew_is_the_one_that_was_promised() {
    let place = tempfile::tempdir().unwrap();
    let [input, out, copy] = ["in.zip", "out.zip", "copy.zip"].map(|name| place.path().join(name));
    generate_flat(&input);
    for (since, bold) in [
        (None, false),
        (None, true),
        (Ticks::parse("2009-06-01"), true),
    ] {
        let (promised, messages) = anew(&input, &out, since, bold);
        let found = reading(&out);
        assert_same(&promised, &found.directory);
        assert_eq!(found.total.messages(), messages);
        for member in &found.members {
            // The room whose visibility is of no known form.
            let known = member.state == MemberState::Understood || member.name == "ChatRooms.xml";
            assert!(known && member.census.is_empty(), "{member:?}");
        }

        // The package itself, changed where it stands, says the same.
        convert_by(&input, &copy, since, bold, |job, target| {
            let progress = Progress::default();
            conversion::write(job, target, &Stop::default(), &progress, |_, _| Ok(()))
                .map(|written| written.members)
        });
        let changed = reading(&copy);
        assert_eq!(changed.total.rooms, found.total.rooms);
        let pairs = Pairs::new(
            &changed.directory,
            &found.directory,
            Matching::SameIds,
            &Collation::default(),
        );
        assert_eq!(verify::pool(&pairs).0, []);
    }
}

#[test]
fn whatever_keeps_it_from_being_whole_leaves_nothing_behind() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out.zip");
    let pool = everything();
    let said = [Said::new("57", "Hello")];
    let (plan, layout) = (Plan::default(), Layout::built_in());
    let run = |kept, stop: &Stop, end: fn() -> Result<(), Error>| {
        let job = job(&pool, &plan, kept, &layout);
        let target = Target::new(&out, false, &[]).unwrap();
        let messages = |survey: &MessageText<'_>, take: &mut TakeRun<'_>| {
            each_run(survey, &said, 1, take)?;
            end()
        };
        let written = conversion::write_anew(&job, target, stop, messages, |_, _| Ok(()));
        let names = std::fs::read_dir(place.path()).unwrap().count();
        assert_eq!(names > 0, written.is_ok());
        written.map(|written| written.members.len())
    };
    let go = Stop::default();
    let input_error = |error| match error {
        conversion::Error::Input(error) => error.to_string(),
        conversion::Error::Output(error) => panic!("{error}"),
    };
    let error = run(2, &go, || Ok(())).map_err(input_error).unwrap_err();
    assert!(
        error.contains("1 messages would be kept, where the plan says 2"),
        "{error}"
    );
    let error = run(1, &go, || Err(limits::no_memory(7)));
    let error = error.map_err(input_error).unwrap_err();
    assert!(error.contains("a text of 7 bytes"), "{error}");
    let stop = Stop::default();
    stop.request();
    let error = run(1, &stop, || Ok(())).unwrap_err();
    assert!(
        matches!(error, conversion::Error::Output(OutputError { .. })),
        "{error:?}"
    );
    assert_eq!(run(1, &go, || Ok(())).unwrap(), 7);
}

#[test]
fn a_stop_among_the_messages_is_no_fault_of_the_input() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out.zip");
    let (pool, plan, layout) = (everything(), Plan::default(), Layout::built_in());
    // More than waits to be compressed.
    let said = vec![Said::new("57", &"Hello ".repeat(500_000)); 4];
    let job = job(&pool, &plan, 4, &layout);
    let stop = Stop::default();
    let messages = |survey: &MessageText<'_>, take: &mut TakeRun<'_>| {
        stop.request();
        each_run(survey, &said, 1, take)
    };
    let target = Target::new(&out, false, &[]).unwrap();
    let error = conversion::write_anew(&job, target, &stop, messages, |_, _| Ok(())).unwrap_err();
    assert!(matches!(error, conversion::Error::Output(_)), "{error:?}");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_pool_and_any_messages_come_back(
        pool in pool(),
        said in vec(any_messages(), 0..30),
        run in 1..9_usize,
    ) {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out.zip");
        let said = if pool.parts.messages { &said[..] } else { &[] };
        write_all(&out, &pool, said, run);
        if pool.parts == Parts::default() {
            return Ok(());
        }
        let found = reading(&out);
        prop_assert_eq!(described(&found.directory), described(&pool));
        prop_assert_eq!(&found.total.rooms, &digests(said).rooms);
        let of_no_room = said.iter().filter(|it| it.room.trim().is_empty()).count();
        prop_assert_eq!(found.skipped.count, of_no_room as u64);
    }
}
