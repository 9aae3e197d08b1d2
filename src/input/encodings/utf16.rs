//! UTF-16 as UTF-8 and back, without any loss: half of a surrogate pair, which SQL Server can store and XML cannot carry,
//! becomes the three bytes that UTF-8 would have for its number. They are no UTF-8, and so are reported like other bytes
//! that are none.

use super::characters;

/// What became of a block.
pub(crate) struct Decoded {
    /// How many bytes of it: what is left is the first part of something.
    pub used: usize,
    /// Halves of surrogate pairs, and a byte too many at the end.
    pub malformed: u64,
    /// Whether there is such a byte: it became U+FFFD.
    pub ragged: bool,
}

/// Appends a block to a text. `last`: nothing follows.
pub(crate) fn decode(raw: &[u8], little_endian: bool, last: bool, text: &mut Vec<u8>) -> Decoded {
    // Each order of bytes for itself: eight units at a time only where nothing is decided for each.
    let mut decoded = if little_endian {
        decode_units(raw, u16::from_le_bytes, last, text)
    } else {
        decode_units(raw, u16::from_be_bytes, last, text)
    };
    if last && decoded.used < raw.len() {
        put(text, 0xFFFD);
        decoded.malformed += 1;
        decoded.ragged = true;
        decoded.used = raw.len();
    }
    decoded
}

/// How long a stretch of decoded text is in UTF-16.
pub(crate) fn raw_len(text: &[u8]) -> u64 {
    let pairs = text.iter().filter(|byte| **byte >= 0xF0).count() as u64;
    2 * (characters(text) + pairs)
}

/// How many units are looked at together.
const TOGETHER: usize = 8;

#[inline]
fn decode_units(
    raw: &[u8],
    unit: impl Fn([u8; 2]) -> u16 + Copy,
    last: bool,
    text: &mut Vec<u8>,
) -> Decoded {
    let (units, _) = raw.as_chunks::<2>();
    let mut malformed = 0;
    text.reserve(units.len() + units.len() / 8);
    let mut at = 0;
    'all: while at < units.len() {
        // Nearly all of it is ASCII. Loops, as the compiler makes few instructions of them.
        if let Some(some) = units[at..].first_chunk::<TOGETHER>() {
            let mut ascii = [0; TOGETHER];
            let mut all = 0;
            for (ascii, bytes) in ascii.iter_mut().zip(some) {
                all |= unit(*bytes);
                *ascii = unit(*bytes) as u8;
            }
            if all < 0x80 {
                text.extend_from_slice(&ascii);
                at += TOGETHER;
                continue;
            }
        }
        let end = units.len().min(at + TOGETHER);
        while at < end {
            let first = unit(units[at]);
            let second = || units.get(at + 1).copied().map(unit);
            match first {
                0..0x80 => text.push(first as u8),
                0xD800..0xDC00 => match second() {
                    Some(second @ 0xDC00..0xE000) => {
                        let high = (u32::from(first) - 0xD800) * 0x400;
                        put(text, 0x10000 + high + u32::from(second) - 0xDC00);
                        at += 1;
                    }
                    None if !last => break 'all,
                    _ => {
                        malformed += 1;
                        put(text, u32::from(first));
                    }
                },
                _ => {
                    malformed += u64::from((0xDC00..0xE000).contains(&first));
                    put(text, u32::from(first));
                }
            }
            at += 1;
        }
    }
    Decoded {
        used: 2 * at,
        malformed,
        ragged: false,
    }
}

/// The bytes that UTF-8 has for this number, be it a surrogate.
fn put(text: &mut Vec<u8>, code: u32) {
    let tail = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
    match code {
        0..0x80 => text.push(code as u8),
        0x80..0x800 => text.extend_from_slice(&[0xC0 | (code >> 6) as u8, tail(0)]),
        0x800..0x10000 => {
            text.extend_from_slice(&[0xE0 | (code >> 12) as u8, tail(6), tail(0)]);
        }
        _ => text.extend_from_slice(&[0xF0 | (code >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
}

/// Writes a text that [`decode`] made, or any UTF-8, as UTF-16; whole characters only. Any other byte, which neither of
/// them has, becomes U+FFFD.
pub(crate) fn encode(text: &[u8], little_endian: bool, raw: &mut Vec<u8>) {
    let mut push = |unit: u16| {
        raw.extend_from_slice(&if little_endian {
            unit.to_le_bytes()
        } else {
            unit.to_be_bytes()
        });
    };
    let mut rest = text;
    while let [first, behind @ ..] = rest {
        let length = match first {
            0..0x80 => {
                push(u16::from(*first));
                rest = behind;
                continue;
            }
            0xC0..0xE0 => 1,
            0xE0..0xF0 => 2,
            0xF0..0xF8 => 3,
            _ => 0,
        };
        let tail = behind.iter().take(length);
        let tail = tail.take_while(|byte| **byte & 0xC0 == 0x80);
        let (count, code) = tail.fold(
            (0, u32::from(*first) & (0x3F >> length)),
            |(count, code), byte| (count + 1, code << 6 | u32::from(byte & 0x3F)),
        );
        rest = &behind[count..];
        match code {
            _ if count < length || length == 0 => push(0xFFFD),
            0x10000.. => {
                push(0xD800 + ((code - 0x10000) >> 10) as u16);
                push(0xDC00 + ((code - 0x10000) & 0x3FF) as u16);
            }
            _ => push(code as u16),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn round_trip(raw: &[u8], little_endian: bool, cut: usize) -> (Vec<u8>, Vec<u8>) {
        let mut text = Vec::new();
        let cut = cut.min(raw.len());
        let used = decode(&raw[..cut], little_endian, false, &mut text).used;
        decode(&raw[used..], little_endian, true, &mut text);
        let mut back = Vec::new();
        encode(&text, little_endian, &mut back);
        (text, back)
    }

    #[test]
    fn text_is_what_it_says() {
        let raw: Vec<u8> = "Büro 日本 😀, and more than eight"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        for cut in 0..raw.len() {
            let (text, back) = round_trip(&raw, false, cut);
            assert_eq!(text, "Büro 日本 😀, and more than eight".as_bytes());
            assert_eq!(back, raw);
        }
    }

    #[test]
    fn a_byte_too_many_is_told() {
        let mut text = Vec::new();
        let decoded = decode(b"a\0b", true, true, &mut text);
        assert!(decoded.ragged && decoded.malformed == 1 && decoded.used == 3);
        assert_eq!(text, "a\u{FFFD}".as_bytes());
    }

    proptest! {
        #[test]
        fn any_units_come_back(units in prop::collection::vec(
            prop_oneof![0u16..0x80, 0xD700u16..0xE100, any::<u16>()], 0..60), cut in 0usize..120, little: bool) {
            let bytes = |unit: &u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            let raw: Vec<u8> = units.iter().flat_map(bytes).collect();
            let (_, back) = round_trip(&raw, little, cut);
            prop_assert_eq!(back, raw);
        }
    }
}
