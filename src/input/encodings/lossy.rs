//! Bytes that may be no UTF-8, as text: each sequence that is none becomes one U+FFFD, and so does half of a surrogate
//! pair, which UTF-16 can hold.

use std::borrow::Cow;

/// What such a sequence becomes.
pub(crate) const REPLACEMENT: char = '\u{FFFD}';

/// The text that these bytes are, as far as they are one.
pub(crate) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => {
            let mut text = String::with_capacity(bytes.len());
            for (valid, broken) in parts(bytes) {
                text.push_str(valid);
                text.extend(broken.then_some(REPLACEMENT));
            }
            text.into()
        }
    }
}

/// Stretches of valid text, and whether a sequence that is none follows each.
pub(crate) fn parts(bytes: &[u8]) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Err(error) = std::str::from_utf8(rest) else {
            let all = std::mem::take(&mut rest);
            return Some((std::str::from_utf8(all).unwrap_or_default(), false));
        };
        let (valid, broken) = rest.split_at(error.valid_up_to());
        let length = match broken {
            [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => 3,
            _ => error.error_len().unwrap_or(broken.len()),
        };
        rest = &broken[length..];
        Some((std::str::from_utf8(valid).unwrap_or_default(), true))
    })
}

#[cfg(test)]
mod tests {
    use super::lossy;

    #[test]
    fn one_sign_for_each_sequence() {
        for (bytes, text) in [
            (&b"B\xC3\xBCro"[..], "Büro"),
            (b"a\xED\xA0\xBDb\xED\xB8\x80", "a\u{FFFD}b\u{FFFD}"),
            (b"\xFFa\xE2\x82", "\u{FFFD}a\u{FFFD}"),
            (b"", ""),
        ] {
            assert_eq!(lossy(bytes), text);
        }
    }
}
