/// The number that these digits are, and nothing else; none where it may be too large.
pub(crate) fn digits(text: &[u8]) -> Option<u64> {
    const MOST: usize = 19;
    if text.is_empty() || text.len() > MOST {
        return None;
    }
    let (words, rest) = text.as_chunks::<8>();
    let mut number = 0;
    for word in words {
        number = number * 100_000_000 + eight(u64::from_le_bytes(*word))?;
    }
    for byte in rest {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    Some(number)
}

const EACH: u64 = 0x0101_0101_0101_0101;

/// Whether all are digits, eight at a time.
#[inline]
pub(crate) fn are_digits(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    words
        .iter()
        .all(|word| are_eight(u64::from_le_bytes(*word)))
        && rest.iter().all(u8::is_ascii_digit)
}

#[inline]
fn are_eight(word: u64) -> bool {
    // A digit is 0x30 to 0x39: so is its high half, and still when 6 is added.
    let high = |word: u64| word & (EACH * 0xF0);
    high(word) == EACH * 0x30 && high(word.wrapping_add(EACH * 6)) == EACH * 0x30
}

/// Eight digits at once: pairs of them become numbers, then pairs of those.
fn eight(word: u64) -> Option<u64> {
    if !are_eight(word) {
        return None;
    }
    let digits = word & (EACH * 0x0F);
    let pairs = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    Some((fours * 10_000 + (fours >> 32)) & 0xFFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::digits;
    use crate::seeded::cases;

    proptest! {
        #![proptest_config(cases(2_000))]

        #[test]
        fn a_number_is_what_it_says(text in "[0-9]{1,19}") {
            prop_assert_eq!(digits(text.as_bytes()), text.parse().ok());
        }

        #[test]
        fn anything_else_is_none(mut text in "[0-9]{1,19}", at in 0usize..19, byte in "[^0-9]") {
            text.insert_str(at.min(text.len()), &byte);
            prop_assert_eq!(digits(text.as_bytes()), None);
        }
    }

    #[test]
    fn nothing_and_too_much_are_none() {
        assert_eq!(digits(b""), None);
        assert_eq!(
            digits(b"9999999999999999999"),
            Some(9_999_999_999_999_999_999)
        );
        assert_eq!(digits(b"10000000000000000000"), None);
    }
}
