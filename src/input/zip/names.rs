//! What entries are called.

use super::fault::{Astray, Oddity};
use oem_cp::code_table::DECODING_TABLE_CP437;

use super::{Entry, Zip};

/// The name of an entry with `/` between folders: UTF-8, or else the code page of the first zip programs.
pub(super) fn decoded(raw: &[u8]) -> String {
    let of_first_page = |byte: &u8| match byte.checked_sub(128) {
        Some(upper) => DECODING_TABLE_CP437[usize::from(upper)],
        None => char::from(*byte),
    };
    let name = std::str::from_utf8(raw)
        .map_or_else(|_| raw.iter().map(of_first_page).collect(), str::to_owned);
    name.replace('\\', "/")
}

/// Why an entry must not be written where its name says: none of it comes from an export, and a program that unpacks it
/// may write where it should not.
pub(crate) fn astray(entry: &Entry) -> Option<Astray> {
    if leads_out(&entry.name) {
        Some(Astray::LeadsOut)
    } else if entry.header.is_link() {
        Some(Astray::IsLink)
    } else {
        None
    }
}

/// Names the entries that must not be written where their names say. They are read like others.
pub(super) fn note_astray(zip: &mut Zip) {
    let astray = zip.entries.iter().filter(|entry| astray(entry).is_some());
    let names: Vec<String> = astray.map(|entry| entry.name.clone()).collect();
    if !names.is_empty() {
        zip.notices.push(Oddity::Outside { names }.into());
    }
}

fn leads_out(name: &str) -> bool {
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    drive || name.starts_with('/') || name.split('/').any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_told_from_odd_ones() {
        for name in [
            "../AdUsers.xml",
            "a/../../b.xml",
            "/etc/b.xml",
            "C:/b.xml",
            "c:b.xml",
        ] {
            assert!(leads_out(name), "{name}");
        }
        for name in [
            "AdUsers.xml",
            "./AdUsers.xml",
            "a/..b.xml",
            "a../b.xml",
            "Export/a:b.xml",
        ] {
            assert!(!leads_out(name), "{name}");
        }
    }

    #[test]
    fn a_name_that_is_no_utf_8_is_of_the_first_code_page() {
        assert_eq!(decoded("Büro\\a.xml".as_bytes()), "Büro/a.xml");
        assert_eq!(decoded(b"B\x81ro.xml"), "Büro.xml");
    }
}
