//! The manifest's counts are those of what was written: where they are not, nothing is.

use crate::common::Place;
use crate::common::package::Package;
use pchat::directory::{Cutoff, History, Ticks};
use pchat::input::Progress;
use pchat::migration;
use pchat::migration::conversion::{Input, Job, Target};
use pchat::migration::{ReadOptions, conversion};
use pchat::package::Layout;
use pchat::plan::Plan;
use pchat::reading::{Reading, Statistics};
use pchat::rules::{Evidence, Options};

/// After the two messages of room 57, before the one of room 58.
const SINCE: Option<&str> = Some("2012-01-01T00:00:00Z");

fn read(place: &Place, since: Option<&str>) -> Reading<History> {
    let options = ReadOptions {
        layout: Layout::built_in(),
        threads: 1,
        skip_damaged: false,
        extract: Default::default(),
        limits: Default::default(),
    };
    let survey = Statistics {
        since: since.and_then(Ticks::parse),
        kept_only: true,
        keep_file_links: false,
    };
    let input = [place.path("pool.zip")];
    migration::read(&input, &options, &survey, &Progress::default()).expect("it can be read")
}

/// Converts what was read, with nothing decided; says why nothing was written.
fn write(
    place: &Place,
    reading: &Reading<History>,
    since: Option<&str>,
    [kept, left_out]: [u64; 2],
) -> Result<(), String> {
    let since = since.and_then(Ticks::parse);
    let options = Options {
        since: since.map(Cutoff::from),
        ..Options::default()
    };
    let evidence = Evidence::new(&reading.directory, &reading.total, &options);
    let plan = Plan::new(&evidence, &[]).expect("a plan");
    let layout = Layout::built_in();
    let job = Job {
        input: Input::Package(&place.path("pool.zip")),
        layout: &layout,
        stamps: &reading.stamps,
        members: &reading.members,
        directory: &reading.directory,
        plan: &plan,
        since,
        messages_left_out: left_out,
        messages_kept: kept,
        level: 1,
        threads: 1,
    };
    let target = Target::new(&place.path("new.zip"), true, &[]).expect("a place");
    let (stop, progress) = Default::default();
    let written = conversion::write(&job, target, &stop, &progress, |_, _| Ok(()));
    written.map(|_| ()).map_err(|error| match error {
        conversion::Error::Input(error) => error.what.clone(),
        conversion::Error::Output(error) => error.to_string(),
    })
}

#[track_caller]
fn assert_refused(place: &Place, written: Result<(), String>, why: &str) {
    assert_eq!(written, Err(why.to_owned()));
    assert_eq!(place.list("."), ["pool.zip"]);
}

#[test]
fn messages_are_counted_where_they_are_written_and_nothing_is_written_where_the_counts_disagree() {
    let place = Place::new();
    // One that names no room is kept, and no room counts it.
    let package = Package::clean().edit(
        "ChatMessages.xml",
        "</ChatMessages>",
        "<Message id=\"9\" date=\"2012-06-30T17:46:00Z\"/></ChatMessages>",
    );
    place.write("pool.zip", package.zip());

    // As a copy.
    let reading = read(&place, None);
    let written = write(&place, &reading, None, [4, 0]);
    let why = "3 messages would be kept, where the plan says 4";
    assert_refused(&place, written, why);

    // Written anew.
    let mut reading = read(&place, SINCE);
    let written = write(&place, &reading, SINCE, [2, 2]);
    let why = "1 messages would be kept, where the plan says 2";
    assert_refused(&place, written, why);
    let written = write(&place, &reading, SINCE, [2, 1]);
    let why = "2 messages would be left out, where the plan says 1";
    assert_refused(&place, written, why);

    // A reader that lost one.
    let of_messages = reading.members.iter_mut();
    let mut holds = of_messages.flat_map(|member| &mut member.holds);
    let holds = holds.find(|(kind, _)| *kind == "messages");
    holds.expect("there are some").1 = 3;
    let written = write(&place, &reading, SINCE, [1, 2]);
    let why = "4 messages of ChatMessages.xml would be kept or left out, where 3 were read";
    assert_refused(&place, written, why);

    for (since, counts) in [(None, [3, 0]), (SINCE, [1, 2])] {
        let reading = read(&place, since);
        assert_eq!(write(&place, &reading, since, counts), Ok(()));
    }
}
