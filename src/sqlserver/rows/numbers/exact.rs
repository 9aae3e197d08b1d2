//! Numbers that are exact and not whole.

use super::padded;

/// The most digits that `decimal` has.
const MOST_DIGITS: u32 = 38;

/// `money` and `smallmoney`: units of 1/10,000.
pub(crate) fn money(units: i64, text: &mut Vec<u8>) {
    if units < 0 {
        text.push(b'-');
    }
    let size = units.unsigned_abs();
    padded(size / 10_000, 1, text);
    text.push(b'.');
    padded(size % 10_000, 4, text);
}

/// `decimal` and `numeric`: units of which 10 to the power of `scale` make one.
pub(crate) fn decimal(
    positive: bool,
    magnitude: u128,
    scale: u8,
    text: &mut Vec<u8>,
) -> Option<()> {
    if magnitude >= 10_u128.pow(MOST_DIGITS) || u32::from(scale) > MOST_DIGITS {
        return None;
    }
    if !positive && magnitude > 0 {
        text.push(b'-');
    }
    let width = usize::from(scale) + 1;
    // Two halves of 64 bits at most.
    let half = 10_u128.pow(19);
    let (high, low) = ((magnitude / half) as u64, (magnitude % half) as u64);
    if high > 0 || width > 19 {
        padded(high, width.saturating_sub(19), text);
        padded(low, 19, text);
    } else {
        padded(low, width, text);
    }
    if scale > 0 {
        text.insert(text.len() - usize::from(scale), b'.');
    }
    Some(())
}

/// How the bytes of one are shown: the first three groups are numbers, stored with their last byte first.
const SHOWN: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/// `uniqueidentifier`, as it is stored: `6F9619FF-8B86-D011-B42D-00C04FC964FF`.
pub(crate) fn unique_identifier(stored: &[u8; 16], text: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for (at, place) in SHOWN.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push(b'-');
        }
        let byte = usize::from(stored[place]);
        text.extend_from_slice(&[DIGITS[byte >> 4], DIGITS[byte & 0xF]]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(positive: bool, magnitude: u128, scale: u8) -> Option<String> {
        let mut text = Vec::new();
        decimal(positive, magnitude, scale, &mut text)?;
        Some(String::from_utf8(text).unwrap())
    }

    #[test]
    fn money_has_four_decimals() {
        for (units, expected) in [
            (125_000, "12.5000"),
            (0, "0.0000"),
            (-1, "-0.0001"),
            (i64::MAX, "922337203685477.5807"),
            (i64::MIN, "-922337203685477.5808"),
        ] {
            let mut text = b"=".to_vec();
            money(units, &mut text);
            assert_eq!(text, format!("={expected}").as_bytes());
        }
    }

    #[test]
    fn a_decimal_keeps_its_scale() {
        assert_eq!(shown(true, 1250, 2).unwrap(), "12.50");
        assert_eq!(shown(false, 5, 3).unwrap(), "-0.005");
        assert_eq!(shown(false, 0, 0).unwrap(), "0");
        let most = 10_u128.pow(38) - 1;
        assert_eq!(shown(true, most, 0).unwrap(), "9".repeat(38));
        assert_eq!(
            shown(true, most, 38).unwrap(),
            format!("0.{}", "9".repeat(38))
        );
        assert_eq!(shown(true, most + 1, 0), None);
        assert_eq!(shown(true, 1, 39), None);
    }

    proptest! {
        #[test]
        fn a_decimal_says_all_of_its_digits(magnitude in 0..10_u128.pow(38), scale in 0..39_u8) {
            let text = shown(true, magnitude, scale).unwrap();
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            prop_assert_eq!(decimals, usize::from(scale));
            prop_assert_eq!(text.replace('.', "").parse::<u128>().unwrap(), magnitude);
            prop_assert!(!text.starts_with("00") && !text.starts_with('.'));
        }
    }

    #[test]
    fn the_first_groups_are_numbers() {
        let stored = 0xFF19966F868B_11D0B42D00C04FC964FF_u128.to_be_bytes();
        let mut text = Vec::new();
        unique_identifier(&stored, &mut text);
        assert_eq!(text, b"6F9619FF-8B86-D011-B42D-00C04FC964FF");
    }
}
