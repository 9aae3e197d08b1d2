//! The manifest's counts are those of what was written: where they are not, nothing is.

use crate::common::Place;
use crate::common::package::Package;
use pchat::directory::{ContentKind, Cutoff};
use pchat::migration;
use pchat::migration::conversion::{Error, Target};
use pchat::migration::{Chosen, Intent, Planned, Unwatched};

/// After the two messages of room 57, before the one of room 58.
const SINCE: Option<&str> = Some("2012-01-01T00:00:00Z");

/// Plans a conversion, with nothing decided.
fn plan(place: &Place, since: Option<&str>) -> Planned {
    let intent = Intent {
        input: vec![place.path("pool.zip")],
        chosen: Chosen {
            since: since.and_then(Cutoff::parse),
            ..Chosen::default()
        },
        ..Intent::default()
    };
    migration::plan(intent, &Unwatched).expect("it can be read")
}

/// Converts what was planned, with these counts; says why nothing was written.
fn write(place: &Place, planned: &mut Planned, [kept, left_out]: [u64; 2]) -> Result<(), String> {
    planned.counts.messages.kept = kept;
    planned.counts.messages.left_out = left_out;
    let target = Target::new(&place.path("new.zip"), true, &[]).expect("a place");
    let written = planned.convert(target, 1, &Default::default(), &Unwatched, |_, _| Ok(()));
    written.map(|_| ()).map_err(|error| match error {
        Error::Input(error) => error.what.to_string(),
        Error::Output(error) => error.to_string(),
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
    let mut planned = plan(&place, None);
    let written = write(&place, &mut planned, [4, 0]);
    let why = "3 messages would be kept, where the plan says 4";
    assert_refused(&place, written, why);

    // Written anew.
    let mut planned = plan(&place, SINCE);
    let written = write(&place, &mut planned, [2, 2]);
    let why = "1 messages would be kept, where the plan says 2";
    assert_refused(&place, written, why);
    let written = write(&place, &mut planned, [2, 1]);
    let why = "2 messages would be left out, where the plan says 1";
    assert_refused(&place, written, why);

    // A reader that lost one.
    let of_messages = planned.reading.members.iter_mut();
    let mut holds = of_messages.flat_map(|member| &mut member.holds);
    let holds = holds.find(|(kind, _)| *kind == ContentKind::Messages);
    holds.expect("there are some").1 = 3;
    let written = write(&place, &mut planned, [1, 2]);
    let why = "4 messages of ChatMessages.xml would be kept or left out, where 3 were read";
    assert_refused(&place, written, why);

    for (since, counts) in [(None, [3, 0]), (SINCE, [1, 2])] {
        let mut planned = plan(&place, since);
        let counted = &planned.counts.messages;
        assert_eq!([counted.kept, counted.left_out], counts);
        assert_eq!(write(&place, &mut planned, counts), Ok(()));
    }
}
