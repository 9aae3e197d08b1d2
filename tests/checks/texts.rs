//! Texts and times: their forms against each other, and against quick-xml.

use pchat::directory::Ticks;
use pchat::reading::{Text, TextForm};

use super::members::LARGE_X;
use super::members::oracle::{Written, parse};

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
