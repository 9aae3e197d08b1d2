//! Links to uploaded files in the texts of messages.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Text;
use super::text::LineEnds;

/// How they begin (reference: database-schema, 6.4).
const FILE_LINK: &str = "ma-filelink:";

/// Finds them: made once, as making it costs more than a search.
static FILE_LINKS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(FILE_LINK));

/// Whether the text holds the beginning of a link as the input writes it. A letter of it could be written as a
/// reference; then only the decoded text shows it.
pub(super) fn may_hold_links(text: Text<'_>) -> bool {
    FILE_LINKS.find(text.raw).is_some()
}

/// Hands over every link of a text, which is decoded where it does not stand for itself.
pub(super) fn each_link(text: Text<'_>, scratch: &mut Vec<u8>, mut take: impl FnMut(&str)) {
    let text = text.decode_in(scratch, LineEnds::AsWritten);
    let text = str::from_utf8(text).unwrap_or_default();
    for (at, _) in text.match_indices(FILE_LINK) {
        if let Some(link) = file_link(text, at) {
            take(link);
        }
    }
}

/// The link to an uploaded file that begins here, up to its query; nothing where an address does not follow, as in a
/// text about such links. What else belongs to the syntax is not published.
fn file_link(text: &str, at: usize) -> Option<&str> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if text[..at].ends_with(is_word) {
        return None;
    }
    let link = &text[at..];
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '?' | '#' | '`');
    let link = link.find(ends).map_or(link, |end| &link[..end]);
    // Whatever ends a sentence or stands around a link in it.
    let link = link.trim_end_matches(['.', ',', ';', ':', '!', ')', ']', '}']);
    let address = link.strip_prefix(FILE_LINK)?;
    address.contains(char::is_alphanumeric).then_some(link)
}
