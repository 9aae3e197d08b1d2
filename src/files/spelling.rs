//! Parts of paths, and spellings of one name.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// The name of a file by its path.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The names of the folders that a file lies in.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit('/').skip(1)
}

/// A GUID, or any other name of a folder, in one spelling.
pub(super) fn bare(guid: &str) -> String {
    guid.trim_matches(['{', '}']).to_lowercase()
}

/// The name up to its last dot.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What stands at an end of a name by mistake, and what Windows takes away there.
pub(super) fn is_padding(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// What a text that holds such a name in a link has of it, where that is not all: see how links are read out of messages.
pub(super) fn linked_as(name: &str) -> Option<&str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '?' | '#' | '`');
    let link = &name[..name.find(ends)?];
    let link = link.trim_end_matches(['.', ',', ';', ':', '!', ')', ']', '}']);
    (!link.is_empty()).then_some(link)
}

/// The name without references of XML and URIs, in lower case, composed, and without what stands at its ends by mistake.
pub(super) fn plain(name: &str) -> String {
    let decoded = percent_decoded(name);
    let decoded = decoded.replace("&amp;", "&").replace("&#39;", "'");
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let lower = composed.normalize(&decoded).to_lowercase();
    lower.trim_matches(is_padding).to_owned()
}

/// `a%20b` as `a b`; as it is where that would be no text.
fn percent_decoded(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return name.into();
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(name.into(), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one() {
        for name in [
            "My%20Plan%C3%A4.docx",
            "my plana\u{308}.docx ",
            "MY PLAN&#228;.docx.",
        ] {
            let is_known = !name.contains("&#228;");
            assert_eq!(plain(name) == "my planä.docx", is_known, "{name}");
        }
        assert_eq!(plain("a&amp;b%26c"), "a&b&c");
        for name in ["%FF%20", "%", "%2", "%zz", "100%"] {
            assert_eq!(percent_decoded(name), name);
        }
    }

    #[test]
    fn a_link_in_a_text_ends_before_a_blank_and_what_ends_a_sentence() {
        assert_eq!(linked_as("my plan.docx"), Some("my"));
        assert_eq!(linked_as("report, final.docx"), Some("report"));
        assert_eq!(linked_as("it's.txt"), Some("it"));
        assert_eq!(linked_as("plan.docx"), None);
        assert_eq!(linked_as(" plan.docx"), None);
    }
}
