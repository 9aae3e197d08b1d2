//! Texts that are no extract: pages, documents, data of other kinds, and dumps of other databases.

use super::signatures::{AGAIN, NO_DATA, UNPACK};
use super::{Foreign, dumps};
use crate::input::encodings::text_of;

const fn kind(what: &'static str, hint: &'static str) -> Foreign {
    Foreign { what, hint }
}

const PAGE: Foreign = kind(
    "an HTML page",
    "where it should be something else, the download gave a page (to log in, say, or of an error) in its place: download it again; a table in a page can be saved as CSV (UTF-8)",
);
const PICTURE: Foreign = kind("an SVG image", NO_DATA);
const SHEET: Foreign = kind("a workbook of Excel 2003 in XML", AGAIN);
const PLIST: Foreign = kind("settings of macOS (a property list)", NO_DATA);
const JSON: Foreign = kind(
    "JSON",
    "pchat reads no JSON: export the tables as CSV (UTF-8), with a header and under their names, or as a script",
);
pub(super) const FETCH: &str = "fetch the file itself with git lfs pull";
const KEY: &str = "this is no place for it: take it out";
const LINK: &str = "give the file that it leads to";
const DISK: &str = "take the files out of the disk that it describes, and give those to pchat";

/// How texts begin that are nothing else.
const BEGINNINGS: [(&str, Foreign); 21] = [
    (
        "version https://git-lfs",
        kind(
            "a pointer of git-lfs, which only names the file that should be here",
            FETCH,
        ),
    ),
    ("{\\rtf", kind("an RTF document", AGAIN)),
    ("%PDF-", kind("a PDF document", AGAIN)),
    (
        "[InternetShortcut]",
        kind("a shortcut to an address (.url)", LINK),
    ),
    (
        "[.ShellClassInfo]",
        kind("a desktop.ini of Windows", NO_DATA),
    ),
    (
        "# Disk DescriptorFile",
        kind("the description of a virtual disk (.vmdk)", DISK),
    ),
    (
        "-----BEGIN PGP MESSAGE",
        kind("a file that PGP has encrypted", "decrypt it first"),
    ),
    ("-----BEGIN ", kind("a key or a certificate", KEY)),
    (
        "Windows Registry Editor",
        kind("an extract of the Windows registry", NO_DATA),
    ),
    (
        "MIME-Version:",
        kind(
            "a mail or a page in MIME (.eml, .mht)",
            "save what is attached to it, and give that to pchat",
        ),
    ),
    (
        "From: ",
        kind(
            "a mail",
            "save what is attached to it, and give that to pchat",
        ),
    ),
    (
        "Return-Path:",
        kind(
            "a mail",
            "save what is attached to it, and give that to pchat",
        ),
    ),
    (
        "Received: ",
        kind(
            "a mail",
            "save what is attached to it, and give that to pchat",
        ),
    ),
    ("BEGIN:VCARD", kind("an address card", NO_DATA)),
    ("BEGIN:VCALENDAR", kind("a calendar", NO_DATA)),
    ("dn: ", kind("an extract of a directory (LDIF)", NO_DATA)),
    ("#!/", kind("a program in a scripting language", NO_DATA)),
    (
        "#< CLIXML",
        kind(
            "what PowerShell wrote for itself (CLIXML)",
            "write it as CSV, with Export-Csv -Encoding UTF8",
        ),
    ),
    (
        "#Software: Microsoft ",
        kind("a log of a web server", NO_DATA),
    ),
    ("diff --git ", kind("a patch", NO_DATA)),
    (
        "begin 644 ",
        kind("a file that uuencode has written", UNPACK),
    ),
];

/// What a text is that begins like this; `None` where it may be an extract or part of a package.
pub(super) fn of(head: &[u8]) -> Option<Foreign> {
    let text = text_of(head);
    if memchr::memchr(0, &text).is_some() {
        return None;
    }
    let text = String::from_utf8_lossy(text.trim_ascii_start());
    let known = BEGINNINGS.iter().find(|(start, _)| text.starts_with(start));
    known
        .map(|(_, foreign)| *foreign)
        .or_else(|| marked_up(&text))
        .or_else(|| is_json(&text).then_some(JSON))
        .or_else(|| dumps::of(&text))
}

/// Pages and pictures. Whatever else begins like XML may be part of a package.
fn marked_up(text: &str) -> Option<Foreign> {
    const FAR: usize = 2048;
    if !text.starts_with('<') {
        return None;
    }
    let start: String = text.chars().take(FAR).collect();
    let start = start.to_ascii_lowercase();
    let root = first_element(&start);
    let is_page = matches!(
        root,
        "html"
            | "head"
            | "body"
            | "meta"
            | "title"
            | "script"
            | "link"
            | "style"
            | "div"
            | "p"
            | "h1"
            | "center"
            | "pre"
    );
    if is_page || start.starts_with("<!doctype html") {
        return Some(PAGE);
    }
    Some(match root {
        "svg" | "svg:svg" => PICTURE,
        "plist" => PLIST,
        _ if start.contains("<?mso-application progid=\"excel.sheet\"") => SHEET,
        _ => return None,
    })
}

/// The name of the first element, behind declarations and comments.
fn first_element(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let behind = if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!") {
            rest.split_once('>')
        } else {
            break;
        };
        match behind {
            Some((_, behind)) => rest = behind,
            None => return "",
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let end = name.find(|it: char| !(it.is_ascii_alphanumeric() || it == ':' || it == '_'));
    &name[..end.unwrap_or(name.len())]
}

/// An object with a name in quotes, or a list of objects, lists or texts. A name of a table in brackets has no quotes, and
/// no GUID begins with one.
fn is_json(text: &str) -> bool {
    let behind = |mark: char| text.strip_prefix(mark).map(str::trim_start);
    let object = behind('{').is_some_and(|it| it.starts_with(['"', '}']));
    let list = behind('[').is_some_and(|it| it.starts_with(['{', '[', '"', ']']));
    object && (text.contains(':') || text.trim_end() == "{}") || list
}
