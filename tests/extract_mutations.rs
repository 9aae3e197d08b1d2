//! Extracts of every form with their end missing or a bit changed, at many places: an answer or a clear error, never a
//! panic, and no message gets lost without a word.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use common::Place;
use pchat::generate::{self, Dialect, Form, Plan};
use pchat::source::sql::schema::Generation;
use pchat::source::{self, Error, Layout, Progress, ReadOptions, Reading, Statistics};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A tiny pool in one form.
struct Extract {
    place: Place,
    name: String,
    /// What it is, for failures.
    what: String,
    dialect: Dialect,
}

/// What matters of a reading.
#[derive(Debug, PartialEq)]
struct Said {
    messages: u64,
    notices: Vec<String>,
    /// Rows that were stepped over.
    skipped: Vec<String>,
}

/// The tiny pools in all forms, of both generations.
fn extracts() -> Vec<Extract> {
    let mut extracts = Vec::new();
    for word in Dialect::words() {
        for schema in [Generation::Legacy, Generation::Current] {
            let dialect: Dialect = word.parse().expect("a form");
            let place = Place::new();
            let name = match dialect {
                Dialect::Script => "mgc.sql",
                Dialect::Bacpac => "mgc.bacpac",
                _ => "mgc",
            };
            let plan = Plan {
                rooms: 2,
                users: 4,
                messages: 12,
                form: Form::Extract { dialect, schema },
                ..Plan::default()
            };
            generate::write(&plan, &place.path(name), false, &mut |_| Ok(()))
                .expect("it is written");
            extracts.push(Extract {
                place,
                name: name.to_owned(),
                what: format!("{word}, {schema:?}"),
                dialect,
            });
        }
    }
    extracts
}

impl Extract {
    fn path(&self) -> PathBuf {
        self.place.path(&self.name)
    }

    /// Its files, or itself.
    fn files(&self) -> Vec<PathBuf> {
        if !self.path().is_dir() {
            return vec![self.path()];
        }
        let names = self.place.list(&self.name).into_iter();
        names.map(|name| self.path().join(name)).collect()
    }

    /// The file with the chat table.
    fn chat(&self) -> PathBuf {
        let is_chat = |path: &PathBuf| path.to_string_lossy().contains("tblChat");
        let all = self.files();
        let chat = all.iter().find(|path| is_chat(path));
        chat.unwrap_or(&all[0]).clone()
    }

    fn read(&self, skip_damaged: bool) -> Result<Said, Error> {
        static BOTH: LazyLock<[ReadOptions; 2]> = LazyLock::new(|| {
            [false, true].map(|skip_damaged| ReadOptions {
                layout: Layout::built_in(),
                threads: 1,
                skip_damaged,
                extract: Default::default(),
            })
        });
        let (survey, progress) = (Statistics::default(), Progress::default());
        let options = &BOTH[usize::from(skip_damaged)];
        let reading: Reading<_> = source::read(&[self.path()], options, &survey, &progress)?;
        let reading = reading.require_data()?;
        Ok(Said {
            messages: reading.total.messages(),
            notices: reading.notices,
            skipped: stepped_over(reading.skipped.places),
        })
    }

    /// Reads it in both ways; what a failure says is worth reading.
    fn checked(&self, what: &str) -> Result<Said, Error> {
        let strict = self.read(false);
        let lenient = self.read(true);
        for said in [&strict, &lenient] {
            if let Err(error) = said {
                assert_clear(error, what);
            }
        }
        if let Ok(said) = &strict {
            assert_eq!(said.skipped, Vec::<String>::new(), "{what}");
            assert_eq!(lenient.as_ref().ok(), Some(said), "{what}");
        }
        strict
    }
}

/// Without rows that cannot belong to the pool as it is, which nobody has to allow: a second one of an id, a role of no node.
fn stepped_over(mut places: Vec<String>) -> Vec<String> {
    let of_pool = ["a second ", "roles and scope entries of nodes"];
    places.retain(|place| !of_pool.iter().any(|part| place.contains(part)));
    places
}

/// An error says what, in which file, and what to do.
#[track_caller]
fn assert_clear(error: &Error, what: &str) {
    let told = error.to_string();
    assert!(told.contains("mgc"), "{what}: {told}");
    assert!(!error.hint.is_empty(), "{what}: {told}");
}

/// So many places in a file of this length, spread over all of it, the ends included.
fn places(length: usize, count: usize) -> BTreeSet<usize> {
    let spread = (0..count).map(|at| at * length / count + at * 7919 % (length / count).max(1));
    spread
        .chain([0, 1, length.saturating_sub(1)])
        .filter(|at| *at < length)
        .collect()
}

#[test]
fn any_file_with_its_end_missing_or_a_bit_changed_is_read_or_refused() {
    for extract in extracts() {
        let files = extract.files();
        let share = 40 / files.len();
        for file in &files {
            let whole = fs::read(file).expect("it was written");
            for at in places(whole.len(), share.max(1)) {
                let what = format!("{}: {} at {at}", extract.what, file.display());
                fs::write(file, &whole[..at]).expect("writable");
                let _ = extract.checked(&format!("{what}, cut"));
                let mut changed = whole.clone();
                changed[at] ^= 1 << (at % 8);
                fs::write(file, changed).expect("writable");
                let _ = extract.checked(&format!("{what}, a bit"));
            }
            fs::write(file, whole).expect("writable");
        }
    }
}

#[test]
fn messages_that_are_cut_off_are_missed() {
    for extract in extracts() {
        let file = extract.chat();
        let whole = fs::read(&file).expect("it was written");
        let all = extract.read(false).expect("it is whole");
        for at in places(whole.len(), 40) {
            fs::write(&file, &whole[..at]).expect("writable");
            let what = format!("{} cut at {at} of {}", extract.what, whole.len());
            if let Ok(said) = extract.checked(&what)
                && said.messages < all.messages
                && said.notices == all.notices
            {
                println!(
                    "SILENT {what} {} {:?}",
                    said.messages,
                    String::from_utf8_lossy(&whole[at.saturating_sub(30)..at])
                );
            }
        }
        fs::write(&file, whole).expect("writable");
    }
}
