//! Extracts of every form with their end missing or a bit changed, at many places: an answer or a clear error, never a
//! panic, and no message gets lost without a word.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::LazyLock;

use crate::common::Place;
use pchat::generate::{Dialect, Form, Plan};
use pchat::input::{Error, Progress};
use pchat::migration::ReadOptions;
use pchat::pool::schema::Generation;
use pchat::reading::Statistics;
use pchat::wording::Bilingual;
use pchat::{generate, migration};
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

fn options(skip_damaged: bool) -> &'static ReadOptions {
    static BOTH: LazyLock<[ReadOptions; 2]> = LazyLock::new(|| {
        [false, true].map(|skip_damaged| ReadOptions {
            skip_damaged,
            ..ReadOptions::default()
        })
    });
    &BOTH[usize::from(skip_damaged)]
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
                rooms: 1,
                users: 2,
                messages: 8,
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
        let (survey, progress) = (Statistics::default(), Progress::default());
        let options = options(skip_damaged);
        let reading = migration::read(&[self.path()], options, &survey, &progress)?;
        let reading = reading.require_data()?;
        Ok(Said {
            messages: reading.total.messages(),
            notices: reading.notices.iter().map(ToString::to_string).collect(),
            skipped: stepped_over(reading.skipped.places),
        })
    }

    /// Reads it; what a failure says is worth reading. Where it fails, it is read without the rows that are wrong.
    fn checked(&self, what: &str) -> Result<Said, Error> {
        let strict = self.read(false);
        match &strict {
            Ok(said) => assert_eq!(said.skipped, Vec::<String>::new(), "{what}"),
            Err(error) => {
                assert_clear(error, what);
                if let Err(error) = self.read(true) {
                    assert_clear(&error, what);
                }
            }
        }
        strict
    }
}

/// Without rows that cannot belong to the pool as it is, which nobody has to allow: a second one of an id, a role of no node.
fn stepped_over(places: Vec<Bilingual>) -> Vec<String> {
    let mut places: Vec<String> = places.iter().map(ToString::to_string).collect();
    let of_pool = ["a second ", "roles and scope entries of nodes"];
    places.retain(|place| !of_pool.iter().any(|part| place.contains(part)));
    places
}

/// An error says what, in which file, and what to do.
#[track_caller]
fn assert_clear(error: &Error, what: &str) {
    let told = error.to_string();
    assert!(told.contains("mgc"), "{what}: {told}");
    assert!(!error.advice().is_empty(), "{what}: {told}");
}

/// So many places in a file of this length, spread over all of it.
fn places(length: usize, count: usize) -> impl Iterator<Item = usize> {
    let spread = (0..count).map(move |at| (2 * at + 1) * length / (2 * count));
    spread.filter(move |at| *at < length)
}

/// The same with both ends.
fn places_and_ends(length: usize, count: usize) -> BTreeSet<usize> {
    let ends = [0, 1, length.saturating_sub(1)];
    ends.into_iter().chain(places(length, count)).collect()
}

/// Whether bytes may be missing behind these without anything in the form that tells: nothing was begun, or a row, a
/// statement or its batch had just ended. Only a bacpac says how many rows it has.
fn ends_where_a_row_ends(dialect: Dialect, bytes: &[u8]) -> bool {
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let last = narrow.trim_ascii_end().last();
    match dialect {
        _ if bytes.is_empty() => true,
        Dialect::Bacpac => false,
        // Told by no byte: see the test of rows below.
        Dialect::BcpN | Dialect::BcpWideN => false,
        Dialect::Script => {
            narrow.ends_with(b")") || narrow.ends_with(b"\n") || narrow.ends_with(b"\r")
        }
        _ => narrow.ends_with(b"\n") && last.is_some(),
    }
}

#[test]
fn any_file_with_its_end_missing_or_a_bit_changed_is_read_or_refused() {
    for extract in extracts() {
        let files = extract.files();
        for file in &files {
            let whole = fs::read(file).expect("it was written");
            for at in places(whole.len(), (12 / files.len()).max(1)) {
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
        for at in places_and_ends(whole.len(), 9) {
            fs::write(&file, &whole[..at]).expect("writable");
            let what = format!("{} cut at {at} of {}", extract.what, whole.len());
            let Ok(said) = extract.checked(&what) else {
                continue;
            };
            let fewer = said.messages < all.messages;
            if fewer && said.notices == all.notices {
                assert!(
                    ends_where_a_row_ends(extract.dialect, &whole[..at]),
                    "{what}"
                );
            }
        }
        fs::write(&file, whole).expect("writable");
    }
}

#[test]
fn a_bacpac_that_says_how_many_rows_it_has_misses_them_wherever_its_parts_are_cut() {
    for extract in extracts()
        .into_iter()
        .filter(|it| it.dialect == Dialect::Bacpac)
    {
        let whole = fs::read(extract.path()).expect("it was written");
        let members = unzip(&whole);
        extract.read(false).expect("what is promised is there");
        // A whole table goes: its folder is not there, as of a table without rows.
        let without: Vec<_> = (members.iter())
            .filter(|(name, _)| !name.contains("tblNode/"))
            .cloned()
            .collect();
        fs::write(extract.path(), zip(&without)).expect("writable");
        let error = extract.read(false).expect_err("rows are missing");
        assert!(error.to_string().contains("Origin.xml says"), "{error}");
        let is_chat = |name: &str| name.contains("tblChat/");
        let (_, chat) = members
            .iter()
            .find(|(name, _)| is_chat(name))
            .expect("rows");
        for at in places_and_ends(chat.len(), 16) {
            let cut: Vec<(String, Vec<u8>)> = (members.iter().cloned())
                .map(|(name, mut content)| {
                    if is_chat(&name) {
                        content.truncate(at);
                    }
                    (name, content)
                })
                .collect();
            fs::write(extract.path(), zip(&cut)).expect("writable");
            let what = format!("{}: rows cut at {at}", extract.what);
            assert!(extract.checked(&what).is_err(), "{what}");
        }
    }
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let members = 0..archive.len();
    members
        .map(|at| {
            let mut member = archive.by_index(at).expect("a member");
            let mut content = Vec::new();
            member.read_to_end(&mut content).expect("whole");
            let name = member.name().expect("a name").into_owned();
            (name, content)
        })
        .collect()
}

fn zip(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).expect("memory is enough");
        zip.write_all(content).expect("memory is enough");
    }
    zip.finish().expect("memory is enough").into_inner()
}
