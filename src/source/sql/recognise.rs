//! Tells by looking inside what files are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::encoding::{Detected, Encoding, detect};
use super::form::Form;
use super::format_file::FormatFile;
use super::native::file_name::table_of;
use super::options::ExtractOptions;
use super::reading::Extract;
use super::table::Table;
use super::{bacpac, delimited, format_file, native, pieces, schema, script};
use crate::source::Error;
use crate::source::package::archive::{self, Member, read_some};

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    /// The file's name, without the folder it is in.
    pub name: &'a str,
    /// Its first bytes behind the byte order mark: decoded where it is text, else as they are.
    pub bytes: &'a [u8],
    /// Whether that is all of it.
    pub whole: bool,
}

/// What a file turned out to be.
pub(crate) struct Opened {
    /// What finds its rows.
    pub form: Box<dyn Form>,
    /// What it is, for people: `CSV, comma, with header`.
    pub method: String,
}

/// The files of an input.
#[derive(Default)]
pub(crate) struct Files {
    /// Those that hold rows, in the order of their names.
    pub extracts: Vec<Extract>,
    /// Those that hold none.
    pub others: Vec<Other>,
    /// Tables that the input describes, whether or not it holds rows of them.
    pub tables: Vec<Arc<Table>>,
    /// How many rows all tables have together, where the input says so.
    pub promised: Option<u64>,
}

/// A file without rows.
pub(crate) struct Other {
    pub member: Member,
    /// Whether it is known what it is.
    pub known: bool,
    /// What it is, where that is known.
    pub what: &'static str,
}

/// How much of a file is looked at, in its own bytes.
const HEAD: usize = pieces::SIZE;

const EXPECTED: &str = "an export package, or an extract of the database: a script, CSV or other separated text, what bcp wrote, a bacpac";

/// Whether an input is an extract of the database, rather than an export package.
///
/// # Errors
/// Where it cannot be opened.
pub(crate) fn is_extract(input: &[PathBuf]) -> Result<bool, Error> {
    let [path] = input else {
        return Ok(true);
    };
    let members = archive::members(path)?;
    if bacpac::is_bacpac(&members) {
        return Ok(true);
    }
    let mut likely = false;
    for member in &members {
        let head = start(member)?;
        if begins_like_package(&head) {
            return Ok(false);
        }
        likely |= is_likely(&member.name, &head);
    }
    // A bare file that is no XML can be nothing else.
    Ok(likely || (members.len() == 1 && path.is_file() && members[0].place().is_none()))
}

/// The first bytes of a member; what cannot be read is met again when it is read.
fn start(member: &Member) -> Result<Vec<u8>, Error> {
    const START: usize = 4096;
    let mut head = vec![0; START];
    let (length, _) = read_some(&mut member.open()?, &mut head);
    head.truncate(length);
    Ok(head)
}

/// XML that is no format file.
fn begins_like_package(head: &[u8]) -> bool {
    let detected = detect(head, None);
    let mut text = Vec::new();
    (detected.encoding).decode(&head[detected.bom.min(head.len())..], false, &mut text);
    text.trim_ascii_start().starts_with(b"<") && !format_file::looks_like_format_file(&text)
}

/// Whether this file of a folder or zip is reason enough to take all of it for an extract.
fn is_likely(name: &str, head: &[u8]) -> bool {
    let detected = detect(head, None);
    let mut text = Vec::new();
    detected
        .encoding
        .decode(&head[detected.bom.min(head.len())..], false, &mut text);
    is_known_table(name) || script::looks_like_script(&text) || signature(head).is_some()
}

/// Whether the file is called like a table of the schema.
fn is_known_table(name: &str) -> bool {
    let table = table_of(own_name(name)).name;
    schema::named(&table).next().is_some() || schema::is_other(&table)
}

/// Looks into all files of an input.
///
/// # Errors
/// Where one cannot be opened, or one that is called like a table of the schema, or is all there is, is no extract.
pub(crate) fn open(input: &[PathBuf], options: &ExtractOptions) -> Result<Files, Error> {
    let mut files = Files::default();
    let mut members = Vec::new();
    for path in input {
        let of_input = |error: Error| match error.place.input.as_str() {
            "" => error.in_input(path.display().to_string()),
            _ => error,
        };
        let found = archive::members(path).map_err(of_input)?;
        if bacpac::is_bacpac(&found) {
            let opened = bacpac::open(found).map_err(of_input)?;
            files.tables.extend(opened.tables);
            files.extracts.extend(opened.extracts);
            files.promised = opened
                .rows
                .map(|rows| rows + files.promised.unwrap_or_default());
            continue;
        }
        members.extend(found);
    }
    unique_names(&mut members, input);
    let formats = Formats::take(&mut members, &mut files, options)?;
    let sole = members.len() == 1;
    let mut found: Vec<Extract> = Vec::new();
    for member in members {
        let opened = open_one(&member, &formats, options, sole);
        match opened.map_err(|error| error.in_member(&member.name))? {
            Some((detected, Opened { form, method })) => found.push(Extract {
                member,
                detected,
                form,
                method,
            }),
            None => files.others.push(Other {
                member,
                known: false,
                what: "",
            }),
        }
    }
    found.sort_by_key(|extract| natural(&extract.member.name));
    files.extracts.append(&mut found);
    Ok(files)
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

/// A file's name without its folder.
fn own_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The same without its ending, too.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What the bytes say, where they say it at once.
fn signature(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const LATER: &str = "pchat does not read these yet: restore or attach the database on any SQL Server and extract its tables as CSV, with bcp -w, or as a bacpac";
    match head {
        [0x01, 0x0F, ..] => Some(("a data file of SQL Server (.mdf or .ndf)", LATER)),
        [b'T', b'A', b'P', b'E', ..] => Some(("a backup of SQL Server (.bak)", LATER)),
        _ if head.starts_with(b"MSSQLBAK") => {
            Some(("a compressed backup of SQL Server (.bak)", LATER))
        }
        _ if head.starts_with(b"version https://git-lfs") => Some((
            "a pointer of git-lfs, which only names the file that should be here",
            "fetch the file itself with git lfs pull",
        )),
        _ => None,
    }
}

/// What is in a file; `None` where it is no extract, and need not be.
fn open_one(
    member: &Member,
    formats: &Formats,
    options: &ExtractOptions,
    sole: bool,
) -> Result<Option<(Detected, Opened)>, Error> {
    let mut raw = vec![0; HEAD];
    let (length, damage) = read_some(&mut member.open()?, &mut raw);
    if let Some(cause) = damage {
        return Err(archive::unreadable(cause, length as u64));
    }
    raw.truncate(length);
    let whole = length < HEAD;
    let called = is_known_table(&member.name);
    if let Some((what, hint)) = signature(&raw) {
        return Err(Error::new(format!("this is {what}"))
            .expected(EXPECTED)
            .hint(hint));
    }
    if raw.is_empty() {
        // A table without rows, where bcp or a query wrote it.
        if !called {
            return if sole {
                Err(Error::new("the file is empty")
                    .expected(EXPECTED)
                    .hint("check that the extraction finished, and that this is the file it wrote"))
            } else {
                Ok(None)
            };
        }
    }
    let name = own_name(&member.name);
    let format = formats.of(&member.name);
    let mut detected = detect(&raw, options.code_page);
    let is_text = format.map_or_else(|| looks_like_text(&raw, detected), FormatFile::is_text);
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
    };
    if is_text && format.is_none() && script::looks_like_script(&text) {
        let form = script::Script::default();
        let method = "script".to_owned();
        return Ok(Some((
            detected,
            Opened {
                form: Box::new(form),
                method,
            },
        )));
    }
    let opened = if is_text {
        delimited::open(&head, format, options)
    } else {
        native::open(&head, format, options)
    };
    match opened {
        // Any text has at least one column.
        Ok(opened) if called || sole || format.is_some() || columns(&*opened.form) > 1 => {
            Ok(Some((detected, opened)))
        }
        Ok(_) => Ok(None),
        Err(error) if called || sole || format.is_some() => Err(error),
        Err(_) => Ok(None),
    }
}

fn columns(form: &dyn Form) -> usize {
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

/// The format files of an input.
struct Formats {
    /// By the name of the data file without its extension, in lower case.
    by_stem: BTreeMap<String, FormatFile>,
    /// The one that was named, for all files.
    named: Option<FormatFile>,
}

impl Formats {
    /// Takes the format files out of the members.
    fn take(
        members: &mut Vec<Member>,
        files: &mut Files,
        options: &ExtractOptions,
    ) -> Result<Self, Error> {
        const LARGEST: usize = 1 << 20;
        let mut by_stem = BTreeMap::new();
        let mut rest = Vec::with_capacity(members.len());
        for member in members.drain(..) {
            let mut raw = vec![0; LARGEST];
            let head = start(&member)?;
            let detected = detect(&head, None);
            let mut text = Vec::new();
            detected
                .encoding
                .decode(&head[detected.bom.min(head.len())..], false, &mut text);
            if !format_file::looks_like_format_file(&text) {
                rest.push(member);
                continue;
            }
            let (length, _) = read_some(&mut member.open()?, &mut raw);
            let format = FormatFile::parse(&member.name, &raw[..length])?;
            by_stem.insert(stem(&member.name).to_lowercase(), format);
            files.others.push(Other {
                member,
                known: true,
                what: "format file",
            });
        }
        *members = rest;
        let named = options
            .format_file
            .as_deref()
            .map(read_format)
            .transpose()?;
        if named.is_some() && members.len() > 1 {
            return Err(Error::new(format!("one format file is given for {} data files", members.len()))
                .expected("one data file with --format-file")
                .hint("put each format file beside its data file under the same name: tblChat.fmt beside tblChat.bcp"));
        }
        Ok(Formats { by_stem, named })
    }

    fn of(&self, name: &str) -> Option<&FormatFile> {
        let named = self.named.as_ref();
        named.or_else(|| self.by_stem.get(&stem(name).to_lowercase()))
    }
}

fn read_format(path: &Path) -> Result<FormatFile, Error> {
    let shown = || path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|cause| Error::io("the format file cannot be read", cause).in_input(shown()))?;
    FormatFile::parse(&shown(), &bytes)
}
