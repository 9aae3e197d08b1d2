//! What a name may have been before a file that held it was read in an encoding that it is not in.

use crate::source::sql::CodePage;

/// What Windows and its consoles are most often set to: the rest is known by `?` and U+FFFD, if at all.
const PAGES: [&str; 5] = ["1252", "850", "437", "1251", "1250"];

/// Other readings of a name: its bytes in one of the usual code pages taken for UTF-8, or for another code page.
pub(super) fn readings(name: &str) -> Vec<String> {
    if name.is_ascii() {
        return Vec::new();
    }
    let pages: Vec<CodePage> = PAGES.iter().filter_map(|page| page.parse().ok()).collect();
    let mut readings = Vec::new();
    for page in &pages {
        let Some(bytes) = encode(name, *page) else {
            continue;
        };
        readings.extend(String::from_utf8(bytes.clone()).ok());
        for other in pages.iter().filter(|other| other.number() != page.number()) {
            let mut text = Vec::new();
            other.decode(&bytes, true, &mut text);
            readings.extend(String::from_utf8(text).ok());
        }
    }
    readings.retain(|reading| reading != name && !reading.contains(char::is_control));
    readings.sort();
    readings.dedup();
    readings
}

/// The bytes of a text in a code page of single bytes, if it has all its characters.
fn encode(text: &str, page: CodePage) -> Option<Vec<u8>> {
    let mut high = Vec::new();
    page.decode(&(0x80..=0xFF).collect::<Vec<u8>>(), true, &mut high);
    let high = String::from_utf8(high).ok()?;
    let byte = |character: char| match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => Some(byte),
        _ => {
            let at = high.chars().position(|other| other == character)?;
            u8::try_from(0x80 + at).ok()
        }
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn utf_8_and_code_pages_are_taken_back() {
        for (misread, meant) in [
            // UTF-8 as 1252, as 850, as 437; Cyrillic as 1252.
            ("GrÃ¶ÃŸe", "Größe"),
            ("Gr├Â├ƒe", "Größe"),
            ("Gr├╢├ƒe", "Größe"),
            ("ÐžÐ±Ñ‰Ð¸Ð¹", "Общий"),
            // 1252 as 850, and the other way round.
            ("Gr÷▀e", "Größe"),
            ("Gr”áe", "Größe"),
        ] {
            let all = readings(misread);
            assert!(
                all.iter().any(|reading| reading == meant),
                "{misread}: {all:?}"
            );
        }
        assert!(readings("General?").is_empty());
    }
}
