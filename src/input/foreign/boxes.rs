//! Zips that are something else than a zip: office files, programs; and parts of archives that were split.

use memchr::memmem;

use super::Foreign;
use super::kinds::Advice::{self, AllVolumes, ByItself, ExtractAgain, LeaveOut};
use super::kinds::Kind;

const ZIP: Foreign = Foreign {
    what: Kind::ZipInside,
    hint: ByItself,
};

const VOLUME: Foreign = Foreign {
    what: Kind::Volume,
    hint: AllVolumes,
};

const BOOK: Foreign = Foreign {
    what: Kind::Excel,
    hint: ExtractAgain,
};

/// Members that only one kind of zip has.
const TELLING: [(&str, Foreign); 9] = [
    ("xl/workbook.xml", BOOK),
    ("xl/workbook.bin", BOOK),
    ("xl/worksheets/", BOOK),
    ("word/document.xml", kind(Kind::Word, ExtractAgain)),
    ("ppt/presentation.xml", kind(Kind::PowerPoint, ExtractAgain)),
    ("visio/document.xml", kind(Kind::Visio, ExtractAgain)),
    ("META-INF/container.xml", kind(Kind::Book, LeaveOut)),
    ("META-INF/MANIFEST.MF", kind(Kind::JavaArchive, LeaveOut)),
    ("AndroidManifest.xml", kind(Kind::AndroidApp, LeaveOut)),
];

const OPEN_DOCUMENT: Foreign = kind(Kind::OpenDocument, ExtractAgain);
const OFFICE: Foreign = kind(Kind::Office, ExtractAgain);

const fn kind(what: Kind, hint: Advice) -> Foreign {
    Foreign { what, hint }
}

/// What every file of Microsoft Office has, and with it a bacpac.
const TYPES: &str = "[Content_Types].xml";

/// What a zip with these members is; `None` for one that may be a package or hold an extract.
pub(crate) fn of_members<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<Foreign> {
    let office = names.clone().any(|name| name == TYPES);
    by_members(names)
        .filter(|foreign| foreign.hint != ExtractAgain || *foreign == OPEN_DOCUMENT || office)
}

/// The same where not all members are known.
fn by_members<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<Foreign> {
    let has = |wanted: &str| names.clone().any(|name| name.starts_with(wanted));
    let named = TELLING.iter().find(|(name, _)| has(name));
    let open_document = || has("mimetype") && has("META-INF/manifest.xml") && has("content.xml");
    named
        .map(|(_, foreign)| *foreign)
        .or_else(|| open_document().then_some(OPEN_DOCUMENT))
}

/// What a zip is that begins like this, as far as its first members tell.
pub(super) fn of_head(head: &[u8]) -> Option<Foreign> {
    match head {
        [b'P', b'K', 7, 8, ..] | [b'P', b'K', b'0', b'0', b'P', b'K', ..] => return Some(VOLUME),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {}
        _ => return None,
    }
    let names: Vec<&str> = memmem::find_iter(head, b"PK\x03\x04")
        .filter_map(|at| {
            let length = head.get(at + 26..)?.first_chunk()?;
            let name = head
                .get(at + 30..)?
                .get(..u16::from_le_bytes(*length).into())?;
            std::str::from_utf8(name).ok()
        })
        .collect();
    let is_mimetype = names.first() == Some(&"mimetype");
    let has = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    // A bacpac has a list of the types of its content, too.
    let is_office = has("docProps/") || has("xl/") || has("word/") || has("ppt/");
    Some(if let Some(foreign) = by_members(names.iter().copied()) {
        foreign
    } else if is_mimetype {
        OPEN_DOCUMENT
    } else if is_office {
        OFFICE
    } else {
        ZIP
    })
}

/// Part two and on of a split archive says nothing of itself: `mgc.z01`, `mgc.zip.002`, `mgc.7z.002`, `mgc.r00`.
pub(super) fn volume(name: &str) -> Option<Foreign> {
    let lower = name.to_ascii_lowercase();
    let (rest, ending) = lower.rsplit_once('.')?;
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|it| it.is_ascii_digit())
    };
    let archive = rest.rsplit_once('.').map(|(_, before)| before);
    let of_archive = archive.is_some_and(|it| {
        [
            "zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "cab", "arj",
        ]
        .contains(&it)
    });
    let own = ending
        .strip_prefix(['z', 'r'])
        .is_some_and(|number| digits(number, 2));
    (own || of_archive && digits(ending, 3)).then_some(VOLUME)
}
