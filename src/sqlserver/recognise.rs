//! Tells by looking inside what files are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bacpac::{self};
use super::database::found::FileKind;
use super::database::{self, OpenedDatabase};
use super::extract::Extract;
use super::file::{Head, Opened, Other, OtherKind, Stated, StatedBy, own_name, start};
use super::files::Files;
use super::format_file::{FormatFile, looks_like_format_file};
use super::formats::Formats;
use super::native::file_name::table_of;
use super::pieces::{self, END_MARK};
use super::published::Published;
use super::stored_rows::StoredRows;
use super::stream::Stream;
use super::{delimited, native, script};
use crate::input::encodings::{Detected, Encoding, detect, text_of};
use crate::input::foreign::Foreign;
use crate::input::members::{Listing, Member, read_some};
use crate::input::{Error, Limits, foreign, members};
use crate::sqlserver::Options;
use crate::sqlserver::rows::form::RowForm;
use crate::wording::wording;

/// What is in a file.
enum Inside {
    Rows(Detected, Opened),
    Other(OtherKind),
}

/// How much of a file is looked at, in its own bytes.
const HEAD: usize = pieces::SIZE;

/// The same where the beginning tells nothing yet.
const LARGEST_HEAD: usize = 64 << 20;

wording! {
    in "extract";
    /// What an input is, and what it should be.
    pub(crate) enum Expected {
        /// Anything that is read.
        Input,
        /// An extract of this table.
        ExtractOf { table: String },
        /// It is empty.
        EmptyFile,
        /// A script.
        Script,
    }
}

/// Whether an input is an extract of the database, rather than an export package.
///
/// # Errors
/// Where it cannot be opened, or asks for more than it may.
pub(crate) fn is_extract(
    input: &[PathBuf],
    limits: &Limits,
    published: &Published,
) -> Result<bool, Error> {
    let [path] = input else {
        return Ok(true);
    };
    // What is damaged is said where it is read.
    let members = members::listing(path)?.within(limits)?.members;
    if bacpac::is_bacpac(&members) {
        return Ok(true);
    }
    let mut likely = false;
    for member in &members {
        let head = start(member)?;
        if begins_like_package(&member.name, &head) {
            return Ok(false);
        }
        likely |= is_likely(&member.name, &head, published);
    }
    // A bare file that is no XML can be nothing else.
    Ok(likely || (members.len() == 1 && path.is_file() && members[0].place().is_none()))
}

/// XML that is no format file, and neither a page nor a picture.
fn begins_like_package(name: &str, head: &[u8]) -> bool {
    text_of(head).trim_ascii_start().starts_with(b"<")
        && !looks_like_format_file(head)
        && Foreign::of(name, head).is_none()
}

/// Whether this file of a folder or zip is reason enough to take all of it for an extract.
fn is_likely(name: &str, head: &[u8], published: &Published) -> bool {
    is_known_table(name, published)
        || script::looks_like_script(&text_of(head))
        || FileKind::of(head).is_some()
        || Foreign::of(name, head).is_some_and(Foreign::is_database)
}

/// Whether the file is called like a table that is known.
fn is_known_table(name: &str, published: &Published) -> bool {
    let table = table_of(own_name(name), published).name;
    published.has(&table) || published.is_other(&table)
}

/// Looks into all files of an input.
///
/// # Errors
/// Where one cannot be opened or asks for more than it may, or where one that is called like a table of the schema, or
/// is all there is, is no extract.
pub(crate) fn open(input: &[PathBuf], options: Options<'_>) -> Result<Files, Error> {
    let limits = options.limits;
    let mut files = Files::default();
    let mut members = Vec::new();
    for path in input {
        let of_input = |error: Error| error.or_in_input(|| path.display().to_string());
        let listing = members::listing(path).and_then(|it| it.within(limits));
        let listing = listing.and_then(Listing::whole);
        let listing = listing.map_err(of_input)?;
        files.notices.extend(listing.notices);
        files.aside.extend(listing.aside);
        let found = listing.members;
        if bacpac::is_bacpac(&found) {
            let shown = path.display().to_string();
            let name = own_name(&shown);
            // Bacpacs of several folders may have one name.
            let is_new = files.bacpacs.iter().all(|bacpac| bacpac.name != name);
            let name = if is_new { name.to_owned() } else { shown };
            let number = files.bacpacs.len();
            let opened = bacpac::open(name, number, found, options.extract.allow_empty);
            let (mut opened, parts) = opened.map_err(of_input)?;
            let stated = opened.collation.take().map(|name| Stated {
                name,
                by: StatedBy::Model {
                    file: file_name(path),
                },
            });
            files.collations.extend(stated);
            files.bacpacs.push(opened);
            files.extracts.extend(parts);
            continue;
        }
        members.extend(found);
    }
    unique_names(&mut members, input);
    let databases = take_databases(&mut members, &mut files.others)?;
    let opened = database::open(databases, options)?;
    for OpenedDatabase {
        database,
        tables,
        others,
    } in opened
    {
        let database = Arc::new(database);
        let extract = |stored| {
            Extract::Table(StoredRows {
                database: Arc::clone(&database),
                stored,
            })
        };
        files.extracts.extend(tables.into_iter().map(extract));
        let others = others.into_iter();
        files
            .others
            .extend(others.map(|(member, what)| Other { member, what }));
        let stated = database.facts.collation.clone().map(|name| Stated {
            name,
            by: StatedBy::Database {
                name: database.facts.name.clone(),
            },
        });
        files.collations.extend(stated);
        files.databases.push(database);
    }
    let formats = Formats::take(&mut members, &mut files.others, options.extract)?;
    files.collations.extend(formats.collations());
    let sole = members.len() == 1 && files.databases.is_empty();
    let mut found: Vec<Extract> = Vec::new();
    for member in members {
        let opened = open_one(&member, &formats, options, sole);
        match opened.map_err(|error| error.in_member(&member.name))? {
            Inside::Rows(detected, Opened { form, method }) => {
                found.push(Extract::Stream(Stream {
                    bacpac: None,
                    member,
                    detected,
                    form,
                    method,
                    end_mark: Default::default(),
                }))
            }
            Inside::Other(what) => files.others.push(Other { member, what }),
        }
    }
    found.sort_by_key(|extract| natural(extract.name()));
    files.extracts.append(&mut found);
    // What is not read is worth a remark beside what is; alone it is all there is to say.
    let foreign = files.others.iter().find_map(|other| match other.what {
        OtherKind::Foreign(foreign) => Some((other, foreign)),
        _ => None,
    });
    match foreign {
        Some((other, foreign)) if files.extracts.is_empty() => {
            Err(foreign.error(Expected::Input).in_member(&other.member.name))
        }
        _ => Ok(files),
    }
}

/// A name to say where a collation stands; of a folder that is given as `..` or `.` none, where
/// [`crate::input::own_name`] has these.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Takes the data files and backups out of the members.
fn take_databases(
    members: &mut Vec<Member>,
    others: &mut Vec<Other>,
) -> Result<Vec<(Member, FileKind)>, Error> {
    let mut databases = Vec::new();
    let mut rest = Vec::with_capacity(members.len());
    for member in members.drain(..) {
        // Those inside of a zip cannot be read at any place.
        let head = member.path().map(|_| start(&member)).transpose();
        let head = head.map_err(|error| error.in_member(&member.name))?;
        match head.as_deref().and_then(FileKind::of) {
            Some(kind) => databases.push((member, kind)),
            None => rest.push(member),
        }
    }
    *members = rest;
    // The log of a database of which nothing else is here says nothing about the extracts beside it.
    let is_log = |(member, kind): &(Member, FileKind)| {
        *kind == FileKind::Data && member.name.to_lowercase().ends_with(".ldf")
    };
    if !members.is_empty() && databases.iter().all(is_log) {
        let what = OtherKind::Foreign(foreign::LOG);
        let logs = databases.drain(..);
        others.extend(logs.map(|(member, _)| Other { member, what }));
    }
    Ok(databases)
}

/// Parts of a table come in the order of their numbers: `tblChat-2` before `tblChat-10`.
fn natural(name: &str) -> Vec<(bool, u64, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            parts.push((
                false,
                rest[..digits].parse().unwrap_or(u64::MAX),
                rest[..digits].to_owned(),
            ));
            rest = &rest[digits..];
        } else {
            let end = rest
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len());
            parts.push((true, 0, rest[..end].to_lowercase()));
            rest = &rest[end..];
        }
    }
    parts
}

/// Files of several folders may have one name.
fn unique_names(members: &mut [Member], input: &[PathBuf]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for member in members.iter() {
        *count.entry(member.name.clone()).or_default() += 1;
    }
    if input.len() < 2 {
        return;
    }
    for member in members {
        let path = member.path().map(|path| path.display().to_string());
        if let (Some(2..), Some(path)) = (count.get(&member.name), path) {
            member.name = path;
        }
    }
}

/// What is in a file. One that is called like a table, or is all there is, has to be an extract.
fn open_one(
    member: &Member,
    formats: &Formats,
    options: Options<'_>,
    sole: bool,
) -> Result<Inside, Error> {
    let mut size = HEAD;
    loop {
        let opened = open_beginning(member, formats, options, sole, size);
        // A first row of megabytes shows its end only further on.
        let shows_more = size < LARGEST_HEAD && member.bytes > size as u64;
        match opened {
            Err(error) if shows_more && error.cause.is_none() => size *= 4,
            opened => return opened,
        }
    }
}

fn open_beginning(
    member: &Member,
    formats: &Formats,
    options: Options<'_>,
    sole: bool,
    size: usize,
) -> Result<Inside, Error> {
    let mut raw = vec![0; size];
    let (length, damage) = read_some(&mut member.open()?, &mut raw);
    if let Some(cause) = damage {
        return Err(members::unreadable(cause, length as u64));
    }
    raw.truncate(length);
    let whole = length < size;
    let called = is_known_table(&member.name, options.published);
    let format = formats.of(&member.name);
    if let Some(foreign) = Foreign::of(&member.name, &raw).filter(|_| format.is_none()) {
        // Beside others it is left out; where it stands for a table, that would be a loss without a word.
        return if called {
            Err(foreign.error(called_like_a_table(&member.name, options.published)))
        } else {
            Ok(Inside::Other(OtherKind::Foreign(foreign)))
        };
    }
    if raw.is_empty() {
        // A table without rows, where bcp or a query wrote it.
        if !called {
            return if sole {
                Err(Error::new(Expected::EmptyFile).expected(Expected::Input))
            } else {
                Ok(Inside::Other(OtherKind::Unknown))
            };
        }
    }
    let name = own_name(&member.name);
    let mut detected = detect(&raw, options.extract.code_page);
    let is_text = format.map_or_else(|| looks_like_text(&raw, detected), FormatFile::is_text);
    // See `Pieces`: of UTF-16 it is half a character.
    if whole
        && is_text
        && raw.last() == Some(&END_MARK)
        && (!detected.encoding.is_utf16() || raw.len() % 2 == 1)
    {
        raw.pop();
    }
    if !is_text {
        detected = Detected {
            encoding: Encoding::Binary,
            bom: 0,
        };
    }
    let mut text = Vec::new();
    detected
        .encoding
        .decode(&raw[detected.bom.min(raw.len())..], whole, &mut text);
    if !whole && is_text {
        // No half character at the end.
        let end = text
            .iter()
            .rposition(|byte| *byte < 0x80)
            .map_or(0, |at| at + 1);
        text.truncate(end);
    }
    let head = Head {
        name,
        bytes: &text,
        whole,
        published: options.published,
    };
    if is_text && format.is_none() && script::looks_like_script(&text) {
        let form = script::Script::new(options.published);
        let method = Expected::Script.to_string();
        let form = Box::new(form);
        return Ok(Inside::Rows(detected, Opened { form, method }));
    }
    let opened = if is_text {
        delimited::open(&head, format, options.extract)
    } else {
        native::open(&head, format, options.extract)
    };
    match opened {
        // Any text has at least one column.
        Ok(opened) if called || sole || format.is_some() || columns(&*opened.form) > 1 => {
            Ok(Inside::Rows(detected, opened))
        }
        Ok(_) => Ok(Inside::Other(OtherKind::Unknown)),
        Err(error) if called || sole || format.is_some() => Err(error),
        Err(_) => Ok(Inside::Other(OtherKind::Unknown)),
    }
}

/// What is expected of a file that is called like a table.
fn called_like_a_table(name: &str, published: &Published) -> Expected {
    let table = table_of(own_name(name), published).name;
    Expected::ExtractOf {
        table: table.into(),
    }
}

fn columns(form: &dyn RowForm) -> usize {
    form.tables().first().map_or(0, |table| table.columns.len())
}

/// Whether these are characters, rather than values as they lie in memory: bcp writes NUL for an empty text, so that
/// says little.
fn looks_like_text(raw: &[u8], detected: Detected) -> bool {
    if detected.bom > 0 || matches!(detected.encoding, Encoding::Utf16 { .. }) {
        return true;
    }
    let is_control = |byte: &&u8| matches!(**byte, 1..9 | 0x0E..0x20);
    let controls = raw.iter().filter(is_control).count();
    let zeros = raw.iter().filter(|byte| **byte == 0).count();
    controls * 50 <= raw.len() && zeros * 5 <= raw.len()
}
