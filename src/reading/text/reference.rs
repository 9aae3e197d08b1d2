//! What references stand for.

/// The character that the reference at the beginning stands for, and its length; `None` where it is not defined.
#[inline]
pub(super) fn reference(text: &[u8]) -> Option<(char, usize)> {
    let first = match text.first_chunk() {
        Some(first) => *first,
        None => {
            let mut first = [0; 8];
            first[..text.len()].copy_from_slice(text);
            first
        }
    };
    // Nearly all are one of five, in no order that could be foretold: so without a branch for each.
    let (character, length) = named(u64::from_le_bytes(first));
    if length > 0 {
        Some((char::from(character), length))
    } else {
        any_reference(text)
    }
}

/// One of the five that XML defines, at the beginning of this word: its character and its length, or 0.
#[inline(always)]
fn named(word: u64) -> (u8, usize) {
    const LT: u64 = u64::from_le_bytes(*b"&lt;\0\0\0\0");
    const GT: u64 = u64::from_le_bytes(*b"&gt;\0\0\0\0");
    const AMP: u64 = u64::from_le_bytes(*b"&amp;\0\0\0");
    const QUOT: u64 = u64::from_le_bytes(*b"&quot;\0\0");
    const APOS: u64 = u64::from_le_bytes(*b"&apos;\0\0");
    let four = word & (u64::MAX >> 32);
    let five = word & (u64::MAX >> 24);
    let six = word & (u64::MAX >> 16);
    let lt = u8::from(four == LT);
    let gt = u8::from(four == GT);
    let amp = u8::from(five == AMP);
    let quot = u8::from(six == QUOT);
    let apos = u8::from(six == APOS);
    // At most one of them is 1.
    let character = lt * b'<' + gt * b'>' + amp * b'&' + quot * b'"' + apos * b'\'';
    let length = 4 * (lt + gt) + 5 * amp + 6 * (quot + apos);
    (character, usize::from(length))
}

/// The same as [`reference`], for all forms of them.
fn any_reference(text: &[u8]) -> Option<(char, usize)> {
    let name = name(text)?;
    let character = match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        // Surrogates and numbers beyond Unicode stand for no character.
        number => char::from_u32(by_number(number)?)?,
    };
    Some((character, name.len() + 2))
}

/// What stands between the `&` at the beginning and its semicolon.
fn name(text: &[u8]) -> Option<&[u8]> {
    let length = text[1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
        .count();
    (text.get(1 + length) == Some(&b';')).then(|| &text[1..=length])
}

/// What to show of a `&` at the beginning that begins no [`reference`]: the number that it gives, such as half of a
/// surrogate pair, or else the sign itself.
pub(super) fn undefined(text: &[u8]) -> u32 {
    let number = name(text).and_then(by_number);
    number.unwrap_or(u32::from('&'))
}

/// `#8` or `#x8`, with a small `x` only (XML 1.0, section 4.1).
fn by_number(name: &[u8]) -> Option<u32> {
    let number = std::str::from_utf8(name).ok()?.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::seeded::cases;

    proptest! {
        #![proptest_config(cases(2000))]

        #[test]
        fn the_quick_way_gives_what_the_long_way_gives(
            text in "&(lt|gt|amp|quot|apos|LT|#65|#x41|#xD800|#|l|a|)?[;a&]{0,2}.{0,6}",
            cut in 0..16_usize,
        ) {
            let text = text.as_bytes();
            let text = &text[..text.len().min(1 + cut)];
            prop_assert_eq!(reference(text), any_reference(text));
        }
    }
}
