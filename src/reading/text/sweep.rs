//! One quick pass over the bytes of a text: which kinds of them there are, and where each `&` is.

/// So many bytes are looked at together.
const LANE: usize = 16;

/// After so many bytes the marks that were found are dealt with.
const BLOCK: usize = 8 * LANE;

/// Which kinds of bytes there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    /// What texts hardly ever hold: `<`, or a control character of ASCII that is no tab, line feed or carriage return.
    pub rare: bool,
    /// Anything that is no ASCII.
    pub beyond_ascii: bool,
    /// 0xEF, with which U+FFFE and U+FFFF begin.
    pub ef: bool,
}

/// Calls `ampersand` with the place of each `&`, in their order.
#[inline]
pub(super) fn sweep(bytes: &[u8], mut ampersand: impl FnMut(usize)) -> Kinds {
    let mut seen = 0;
    let mut places = [0; BLOCK];
    let mut at = 0;
    for block in bytes.chunks(BLOCK) {
        let (kinds, found) = look(block, &mut places);
        seen |= kinds;
        for place in &places[..found] {
            ampersand(at + usize::from(*place));
        }
        at += BLOCK;
    }
    Kinds::of(seen)
}

/// The kinds of bytes alone, of a text in which `&` and `<` stand for themselves: a word at a time, as no places have to
/// be told.
pub(super) fn kinds(bytes: &[u8]) -> Kinds {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let (mut all, mut low, mut ef) = (0, 0, 0);
    let mut look = |word: u64| {
        all |= word;
        // The highest bit of some byte is set exactly where one is below a blank, or is 0xEF.
        low |= word.wrapping_sub(EACH * u64::from(b' ')) & !word;
        let other = word ^ (EACH * 0xEF);
        ef |= other.wrapping_sub(EACH) & !other;
    };
    let (words, rest) = bytes.as_chunks();
    for word in words {
        look(u64::from_le_bytes(*word));
    }
    match bytes.last_chunk() {
        // The last word begins among bytes that were seen before.
        Some(word) if !rest.is_empty() => look(u64::from_le_bytes(*word)),
        Some(_) => {}
        None => rest.iter().for_each(|byte| look(EACH * u64::from(*byte))),
    }
    let any = |bits: u64| bits & (EACH << 7) != 0;
    Kinds {
        // Line ends are no rarity, but few texts have them.
        rare: any(low) && bytes.iter().any(|byte| is_control(*byte)),
        beyond_ascii: any(all),
        ef: any(ef),
    }
}

impl Kinds {
    fn of(seen: u8) -> Self {
        Kinds {
            rare: seen & RARE != 0,
            beyond_ascii: seen & BEYOND_ASCII != 0,
            ef: seen & EF != 0,
        }
    }
}

/// The kinds of bytes in a block, and how many `&`, whose places it writes down.
// On its own, without any call, and with the plainest of loops over a lane: so vector instructions are made of it, whose
// registers hold what was seen.
#[inline(never)]
fn look(block: &[u8], places: &mut [u8; BLOCK]) -> (u8, usize) {
    let mut seen = [0; LANE];
    let mut found = 0;
    let (lanes, rest) = block.as_chunks::<LANE>();
    let mut at = 0;
    for lane in lanes {
        for i in 0..LANE {
            seen[i] |= kind(lane[i]);
        }
        note(ampersands(lane), at, places, &mut found);
        at += LANE;
    }
    if !rest.is_empty() {
        // The last lane begins among bytes that were seen before, or there is only this one, and it is not full.
        let (lane, start) = match block.last_chunk() {
            Some(lane) => (*lane, block.len() - LANE),
            None => {
                let mut lane = [b' '; LANE];
                lane[..rest.len()].copy_from_slice(rest);
                (lane, 0)
            }
        };
        for i in 0..LANE {
            seen[i] |= kind(lane[i]);
        }
        let new = u128::MAX << (8 * (at - start));
        note(ampersands(&lane) & new, start, places, &mut found);
    }
    (seen.into_iter().fold(0, |all, seen| all | seen), found)
}

/// The highest bit of each byte that is `&`.
#[inline(always)]
fn ampersands(lane: &[u8; LANE]) -> u128 {
    const EACH: u128 = u128::from_le_bytes([1; LANE]);
    const LOWER: u128 = EACH * 0x7F;
    let others = u128::from_le_bytes(*lane) ^ (EACH * b'&' as u128);
    // No carry leaves a byte.
    !(((others & LOWER) + LOWER) | others | LOWER)
}

#[inline(always)]
fn note(mut marks: u128, at: usize, places: &mut [u8; BLOCK], found: &mut usize) {
    while marks != 0 {
        places[*found % BLOCK] = at as u8 + (marks.trailing_zeros() / 8) as u8;
        *found += 1;
        marks &= marks - 1;
    }
}

const RARE: u8 = 1;
const EF: u8 = 2;
const BEYOND_ASCII: u8 = 0x80;

#[inline(always)]
fn kind(byte: u8) -> u8 {
    let rare = is_control(byte) | (byte == b'<');
    u8::from(rare) | u8::from(byte == 0xEF) << 1 | byte & BEYOND_ASCII
}

/// Whether it is a control character of ASCII that XML cannot carry.
#[inline(always)]
pub(super) fn is_control(byte: u8) -> bool {
    let blank = (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    (byte < b' ') & !blank
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::seeded::cases;

    fn swept(bytes: &[u8]) -> (Kinds, Vec<usize>) {
        let mut found = Vec::new();
        let kinds = sweep(bytes, |at| found.push(at));
        (kinds, found)
    }

    /// The same, byte by byte.
    fn expected(bytes: &[u8]) -> (Kinds, Vec<usize>) {
        let rare = |byte: &u8| match byte {
            b'\t' | b'\n' | b'\r' => false,
            byte => *byte < 0x20 || *byte == b'<',
        };
        let kinds = Kinds {
            rare: bytes.iter().any(rare),
            beyond_ascii: !bytes.is_ascii(),
            ef: bytes.contains(&0xEF),
        };
        let found = (0..bytes.len()).filter(|at| bytes[*at] == b'&');
        (kinds, found.collect())
    }

    #[test]
    fn every_byte_is_seen_at_every_place() {
        for byte in 0..=u8::MAX {
            for at in 0..40 {
                let mut bytes = [b'a'; 40];
                bytes[at] = byte;
                for bytes in [&bytes[..], &bytes[at..], &bytes[..=at]] {
                    assert_eq!(swept(bytes), expected(bytes), "{bytes:?}");
                    let Kinds { rare, .. } = expected(bytes).0;
                    let plain = Kinds {
                        rare: rare && byte != b'<',
                        ..expected(bytes).0
                    };
                    assert_eq!(kinds(bytes), plain, "{bytes:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(cases(500))]

        #[test]
        fn any_bytes_are_seen(
            bytes in prop_oneof![
                vec(any::<u8>(), 0..70),
                vec(proptest::sample::select(&b"&&'<a \n\x0b\xEF\x80\x7f"[..]), 0..70),
            ],
        ) {
            prop_assert_eq!(swept(&bytes), expected(&bytes));
        }
    }
}
