//! Places where files were joined: the header once more, or a byte order mark in the middle.

use crate::sqlserver::delimited::begins::Likeness;
use crate::sqlserver::delimited::layout::Layout;

/// U+FEFF in UTF-8, as which text is read here.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The names of a header, without what stands around and between them, in lower case: another file may have them in quotes
/// or brackets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header(Box<[u8]>);

/// A place where files were joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Joint {
    pub header: bool,
    pub mark: bool,
    /// Where the rows go on.
    pub next: usize,
}

impl Header {
    /// That of this text.
    pub fn new(text: &[u8]) -> Self {
        let words = text.iter().copied().filter(is_word);
        Header(words.map(|byte| byte.to_ascii_lowercase()).collect())
    }

    /// How long it is, where a text begins with it: with its line end, and a line of dashes below it.
    fn length(&self, text: &[u8]) -> Option<usize> {
        let mut at = 0;
        for wanted in &self.0 {
            let between = text[at..].iter().position(is_word)?;
            if text[at..at + between].contains(&b'\n') {
                return None;
            }
            at += between;
            if text[at].to_ascii_lowercase() != *wanted {
                return None;
            }
            at += 1;
        }
        let behind = line(&text[at..]);
        if self.0.is_empty() || behind.iter().any(is_word) {
            return None;
        }
        at += behind.len();
        let below = line(&text[at..]);
        let dashes = below.contains(&b'-') && !below.iter().any(is_word);
        Some(at + if dashes { below.len() } else { 0 })
    }
}

/// Whether the byte belongs to a name, whatever stands around it.
#[inline]
fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80
}

/// The first line, with its end.
fn line(text: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', text).map_or(text, |end| &text[..=end])
}

impl Layout {
    /// Whether files were joined where this row begins. Most rows begin with a digit, and no header does.
    #[inline]
    pub fn joint(&self, bytes: &[u8], at: usize) -> Option<Joint> {
        match bytes.get(at) {
            None | Some(b'0'..=b'9') => None,
            Some(_) => self.look_for_joint(bytes, at),
        }
    }

    #[inline(never)]
    fn look_for_joint(&self, bytes: &[u8], at: usize) -> Option<Joint> {
        let behind = bytes[at..].strip_prefix(MARK);
        let mark = behind.is_some();
        let begin = if mark { at + MARK.len() } else { at };
        if let Some(length) = self.header.length(&bytes[begin..]) {
            return Some(Joint {
                header: true,
                mark,
                next: begin + length,
            });
        }
        // The first value may begin with that character, unless it is a number.
        let row = mark && self.begin.tells() && self.begin.check(bytes, begin) == Likeness::Yes;
        row.then_some(Joint {
            header: false,
            mark,
            next: begin,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_however_it_is_written() {
        let header = Header::new(b"channelID,chatID,content\r\n");
        for text in [
            "channelID,chatID,content\r\n",
            "\"ChannelID\";\"ChatID\";\"Content\"\r\n",
            "[channelID], [chatID], [content]\n",
            "channelID\tchatID\tcontent",
            "channelID   chatID  content\r\n---------   ------  -------\r\n",
        ] {
            assert_eq!(header.length(text.as_bytes()), Some(text.len()), "{text}");
        }
        for text in [
            "channelID,chatID\r\n",
            "channelID,chatID,contents\r\n",
            "channelID,chatID\r\ncontent\r\n",
            "20,1,channelID",
            "",
        ] {
            assert_eq!(header.length(text.as_bytes()), None, "{text}");
        }
        let text = b"channelID,chatID,content\r\n20,1,-\r\n";
        assert_eq!(header.length(text), Some(26));
        assert_eq!(Header::default().length(b"\r\n"), None);
    }
}
