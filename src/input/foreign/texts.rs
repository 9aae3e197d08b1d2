//! Texts that are no extract: pages, documents, data of other kinds, and dumps of other databases.

use super::kinds::Advice::{
    self, AsCsv, Attachments, Decrypt, ExtractAgain, Fetch, FromDescribedDisk, LeaveOut, NoJson,
    NotThePage, TakeOut, Unpack, WhereItLeads,
};
use super::kinds::Kind;
use super::{Foreign, dumps};
use crate::input::encodings::text_of;

const fn kind(what: Kind, hint: Advice) -> Foreign {
    Foreign { what, hint }
}

const PAGE: Foreign = kind(Kind::HtmlPage, NotThePage);
const PICTURE: Foreign = kind(Kind::Svg, LeaveOut);
const SHEET: Foreign = kind(Kind::ExcelXml, ExtractAgain);
const PLIST: Foreign = kind(Kind::PropertyList, LeaveOut);
const JSON: Foreign = kind(Kind::Json, NoJson);

/// How texts begin that are nothing else.
const BEGINNINGS: [(&str, Foreign); 21] = [
    ("version https://git-lfs", kind(Kind::GitLfs, Fetch)),
    ("{\\rtf", kind(Kind::Rtf, ExtractAgain)),
    ("%PDF-", kind(Kind::Pdf, ExtractAgain)),
    (
        "[InternetShortcut]",
        kind(Kind::AddressShortcut, WhereItLeads),
    ),
    ("[.ShellClassInfo]", kind(Kind::DesktopIni, LeaveOut)),
    (
        "# Disk DescriptorFile",
        kind(Kind::VmdkDescription, FromDescribedDisk),
    ),
    ("-----BEGIN PGP MESSAGE", kind(Kind::Pgp, Decrypt)),
    ("-----BEGIN ", kind(Kind::Key, TakeOut)),
    (
        "Windows Registry Editor",
        kind(Kind::RegistryExtract, LeaveOut),
    ),
    ("MIME-Version:", kind(Kind::Mime, Attachments)),
    ("From: ", kind(Kind::Mail, Attachments)),
    ("Return-Path:", kind(Kind::Mail, Attachments)),
    ("Received: ", kind(Kind::Mail, Attachments)),
    ("BEGIN:VCARD", kind(Kind::AddressCard, LeaveOut)),
    ("BEGIN:VCALENDAR", kind(Kind::Calendar, LeaveOut)),
    ("dn: ", kind(Kind::Directory, LeaveOut)),
    ("#!/", kind(Kind::Script, LeaveOut)),
    ("#< CLIXML", kind(Kind::Clixml, AsCsv)),
    ("#Software: Microsoft ", kind(Kind::WebLog, LeaveOut)),
    ("diff --git ", kind(Kind::Patch, LeaveOut)),
    ("begin 644 ", kind(Kind::Uuencode, Unpack)),
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
