//! A member of a package: the reader against quick-xml.

pub mod oracle;
pub mod recorder;

use std::io::Cursor;
use std::sync::LazyLock;

use pchat::migration::ReadOptions;
use pchat::package::read_member;
use pchat::reading::Reading;

use self::oracle::{Contents, Room, Written, parse};
use self::recorder::Recorder;

/// Options with the built-in layout, which takes longer to read than most of what is read with it here.
pub fn options(skip_damaged: bool) -> &'static ReadOptions {
    static BOTH: LazyLock<[ReadOptions; 2]> = LazyLock::new(|| {
        [false, true].map(|skip_damaged| ReadOptions {
            skip_damaged,
            ..ReadOptions::default()
        })
    });
    &BOTH[usize::from(skip_damaged)]
}

/// The messages and rooms that were read.
pub fn contents(reading: Reading<Vec<Written>>) -> Contents {
    let room = |room: &pchat::directory::Room| -> Room {
        (
            room.id.to_string(),
            room.name.clone(),
            room.description.clone(),
        )
    };
    Contents {
        rooms: reading.directory.rooms.iter().map(room).collect(),
        messages: reading.total,
    }
}

/// A member: what quick-xml refuses is refused, and what both take says the same to both.
pub fn scan(data: &[u8]) {
    let read = |skip| {
        let member = Cursor::new(data.to_vec());
        read_member("member.xml", member, options(skip).of_package(), &Recorder)
    };
    let _ = read(true);
    let ours = read(false);
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if !is_plain_xml(text) {
        return;
    }
    match (ours, parse(text)) {
        (Ok(reading), Ok(expected)) => assert_eq!(contents(reading), expected, "{text}"),
        (Ok(reading), Err(_)) if never_xml(&reading) => {}
        (Ok(_), Err(error)) => assert!(is_let_through(&error), "{error}: {text}"),
        (Err(_), _) => {}
    }
}

/// quick-xml reads such a reference, XML 1.0 does not define it (section 4.1).
pub const LARGE_X: &str = "&#X";

/// Whether both readers take the text for the same characters: no mark of another encoding, nothing before the root.
fn is_plain_xml(text: &str) -> bool {
    text.starts_with('<')
        && !text.starts_with("<\0")
        && !text.contains("encoding")
        && !text.contains(LARGE_X)
}

/// A text of which nothing is known is no error: it is reported as a member that is not XML.
fn never_xml<T>(reading: &Reading<T>) -> bool {
    reading
        .unclaimed
        .iter()
        .any(|unclaimed| unclaimed.reason == pchat::directory::UnclaimedReason::NotXml)
}

/// What quick-xml refuses and the reader lets through, and why.
fn is_let_through(error: &str) -> bool {
    // Among the attributes of a message the first of a name counts. Comparing names would cost every message time.
    error.contains("duplicated attribute")
}
