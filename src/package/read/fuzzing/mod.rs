//! What the fuzz targets check, as plain functions of bytes: each panics where something is wrong.
//!
//! The crate in `fuzz/` includes this folder, so it uses the library by its public name only. The library's own tests
//! run the same functions on seeded input, so that they are checked by every run of the tests, without a fuzzer.

pub mod oracle;
pub mod recorder;

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use pchat::directory::Ticks;
use pchat::input::Progress;
use pchat::migration::ReadOptions;
use pchat::package::read_member;
use pchat::reading::{Reading, Statistics, Text, TextForm};

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

/// The same pieces of a history again and again: from the second time on they are read by their shape.
pub fn repeated(data: &[u8]) {
    let (before, behind) = (
        &b"<Pool><ChatMessages><ChatRoom id=\"5\">"[..],
        &b"</ChatRoom></ChatMessages></Pool>"[..],
    );
    scan(&[before, data, data, data, behind].concat());
}

/// quick-xml reads such a reference, XML 1.0 does not define it (section 4.1).
const LARGE_X: &str = "&#X";

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

/// A text in each form: its length, its forbidden characters and quick-xml's opinion agree with what it says.
pub fn text(data: &[u8]) {
    for form in [TextForm::Plain, TextForm::Xml, TextForm::XmlAttribute] {
        let text = Text { raw: data, form };
        let decoded = text.decode();
        assert_eq!(text.decoded_len(), decoded.len(), "{text:?}");
        assert_eq!(
            text.has_forbidden(),
            text.first_forbidden().is_some(),
            "{text:?}"
        );
        if let Some((character, at, count)) = text.first_forbidden() {
            let units: Vec<u16> = decoded.encode_utf16().collect();
            let found = char::decode_utf16(units[at as usize..].iter().copied()).next();
            let found = found.and_then(Result::ok).map(u32::from);
            // A reference to no character stands as it is written, and tells its number.
            assert!(
                found == Some(character) || found == Some('&'.into()),
                "{text:?}"
            );
            assert!(count > 0 && count <= decoded.chars().count() as u64);
        }
        let Ok(raw) = std::str::from_utf8(data) else {
            continue;
        };
        match form {
            TextForm::Plain | TextForm::Utf8 => assert_eq!(decoded, raw),
            TextForm::XmlAttribute => {
                if let Ok(unescaped) = quick_xml::escape::unescape(raw)
                    && !raw.contains(LARGE_X)
                {
                    assert_eq!(decoded, unescaped, "{text:?}");
                }
            }
            TextForm::Xml => {
                let whole = format!(
                    "<Pool><ChatRoom><Message channelId=\"1\"><Content>{raw}</Content></Message></ChatRoom></Pool>"
                );
                // Only where the text does not end its element early, and is XML: no declaration stands in an element,
                // and quick-xml has its own opinion of where such a one ends.
                if !raw.to_ascii_lowercase().contains("<!doctype")
                    && !raw.contains(LARGE_X)
                    && let Ok(contents) = parse(&whole)
                    && let [Written { fields, .. }] = contents.messages.as_slice()
                    && depth_stays_above_zero(raw)
                {
                    assert_eq!(Some(&*decoded), fields[4].as_deref(), "{text:?}");
                }
            }
        }
    }
}

/// Whether every end tag ends an element that began in the text itself.
fn depth_stays_above_zero(raw: &str) -> bool {
    let inside = format!("<i>{raw}</i>");
    let mut reader = quick_xml::Reader::from_str(&inside);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => {
                depth -= 1;
                if depth == 0 {
                    return reader.buffer_position() == inside.len() as u64;
                }
            }
            Ok(quick_xml::events::Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// A time: what was understood is written so that it is understood again.
pub fn ticks(data: &[u8]) {
    if let Some(ticks) = Ticks::parse(&String::from_utf8_lossy(data)) {
        assert_eq!(Ticks::parse(&ticks.to_string()), Some(ticks));
    }
    if let Some(bytes) = data.first_chunk() {
        // Whatever the database may hold has a form, if not one that is a date.
        assert!(Ticks(i64::from_le_bytes(*bytes)).to_string().ends_with('Z'));
    }
}

/// A whole package: whatever the bytes are, it is read or it is refused.
///
/// # Panics
/// Also where no temporary file can be written.
pub fn package(data: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(data).expect("a temporary file");
    for skip in [false, true] {
        let statistics = Statistics::default();
        let progress = Progress::default();
        let _ = pchat::migration::read(
            &[file.path().to_owned()],
            options(skip),
            &statistics,
            &progress,
        );
    }
}
