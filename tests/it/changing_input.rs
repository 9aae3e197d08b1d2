//! Inputs that somebody writes to while they are read.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;

use crate::common::Place;
use crate::common::package::Package;
use pchat::input::Progress;
use pchat::migration;
use pchat::migration::ReadOptions;
use pchat::reading::{Message, Survey};

/// Does something when it sees the first message.
struct Meanwhile<F> {
    once: Once,
    happens: F,
}

impl<F: Fn() + Sync> Survey for Meanwhile<F> {
    type Run = ();
    type Total = ();

    fn begin(&self) {}

    fn message(&self, (): &mut (), _message: &Message<'_>) {
        self.once.call_once(&self.happens);
    }

    fn finish(&self, (): &mut (), _room: Option<&str>, (): ()) {}

    fn merge(&self, (): &mut (), (): ()) {}
}

fn options() -> ReadOptions {
    ReadOptions {
        skip_damaged: true,
        ..ReadOptions::default()
    }
}

/// What is said of an input when this happens to it.
fn told(input: PathBuf, happens: impl Fn() + Sync) -> Result<(), String> {
    let survey = Meanwhile {
        once: Once::new(),
        happens,
    };
    let read = migration::read(&[input], &options(), &survey, &Progress::default());
    read.map(|_| ()).map_err(|error| error.to_string())
}

fn append(path: &PathBuf) {
    let mut file = OpenOptions::new()
        .append(true)
        .open(path)
        .expect("it is there");
    file.write_all(b"\n").expect("it can be written");
}

#[test]
fn an_input_that_is_written_to_is_refused_even_where_damage_is_stepped_over() {
    let place = Place::new();
    let changed =
        |input: &str, happens: &(dyn Fn() + Sync)| told(place.path(input), happens).unwrap_err();
    place.write("pool.zip", Package::clean().zip());
    Package::clean().unpack(&place.path("pool"));
    told(place.path("pool.zip"), || {}).unwrap();
    told(place.path("pool"), || {}).unwrap();

    for error in [
        changed("pool.zip", &|| append(&place.path("pool.zip"))),
        changed("pool.zip", &|| {
            place.write("pool.zip", Package::clean().stored())
        }),
        changed("pool.zip", &|| {
            std::fs::remove_file(place.path("pool.zip")).unwrap()
        }),
        changed("pool", &|| append(&place.path("pool/AdUsers.xml"))),
        changed("pool", &|| place.write("pool/New.xml", "<Pool/>")),
    ] {
        assert!(
            error.starts_with("the input changed while it was read"),
            "{error}"
        );
    }
}

#[test]
fn an_input_that_changes_between_reading_and_writing_is_not_converted() {
    use pchat::migration::conversion::{Error, Target};
    use pchat::migration::{Intent, Unwatched};

    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let intent = Intent {
        input: vec![place.path("pool.zip")],
        reading: options(),
        ..Intent::default()
    };
    let planned = migration::plan(intent, &Unwatched).unwrap();
    let write = || {
        let target = Target::new(&place.path("new.zip"), true, &[]).unwrap();
        planned.convert(target, 1, &Default::default(), &Unwatched, |_, _| Ok(()))
    };
    write().unwrap();
    for name in ["new.zip", "new.manifest.json"] {
        std::fs::remove_file(place.path(name)).unwrap();
    }
    // Another pool of the same form, with whole members of other content.
    let other = Package::clean().edit("ChatMessages.xml", "Closing", "Opening");
    place.write("pool.zip", other.zip());
    let error = write().unwrap_err();
    assert!(
        matches!(&error, Error::Input(error) if error.what.to_string().contains("changed while")),
        "{error:?}"
    );
    assert_eq!(place.list("."), ["pool.zip"]);
}
