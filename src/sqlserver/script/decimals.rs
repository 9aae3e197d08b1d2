//! Decimal numbers as scripts write them.

use std::iter;

use crate::sqlserver::rows::numbers;

/// Writes a number with so many digits behind the point, rounded as SQL Server rounds: halves away from zero. `None`
/// where it is no number, and then nothing is written.
pub(super) fn put(text: &[u8], scale: u8, out: &mut Vec<u8>) -> Option<()> {
    let text = text.trim_ascii();
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest.trim_ascii_start()),
        [b'+', rest @ ..] => (false, rest.trim_ascii_start()),
        _ => (false, text),
    };
    if memchr::memchr2(b'e', b'E', text).is_some() {
        return put_float(text, negative, scale, out);
    }
    let point = memchr::memchr(b'.', text).unwrap_or(text.len());
    let (whole, fraction) = (&text[..point], text.get(point + 1..).unwrap_or_default());
    if whole.len() + fraction.len() == 0 || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let places = usize::from(scale);
    let zeros = places.saturating_sub(fraction.len());
    let kept = fraction.iter().take(places).copied();
    let digits = whole
        .iter()
        .copied()
        .chain(kept)
        .chain(iter::repeat_n(b'0', zeros));
    let mut units = 0_u128;
    for digit in digits {
        let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
        units = units.checked_mul(10)?.checked_add(digit.into())?;
    }
    let up = fraction.get(places).is_some_and(|digit| *digit >= b'5');
    numbers::decimal(!negative, units + u128::from(up), scale, out)
}

fn put_float(text: &[u8], negative: bool, scale: u8, out: &mut Vec<u8>) -> Option<()> {
    // Rust knows names of numbers, SQL does not.
    if !matches!(text.first()?, b'0'..=b'9' | b'.') {
        return None;
    }
    let number: f64 = str::from_utf8(text).ok()?.parse().ok()?;
    let plain = format!("{number:.*}", usize::from(scale));
    let units = plain.replace('.', "").parse().ok()?;
    numbers::decimal(!negative, units, scale, out)
}

/// A whole number; what is behind a point is cut off, as SQL Server does.
pub(super) fn whole(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest.trim_ascii_start()),
        [b'+', rest @ ..] => (false, rest.trim_ascii_start()),
        _ => (false, text),
    };
    let point = digits.iter().position(|byte| *byte == b'.');
    let (digits, fraction) = digits.split_at(point.unwrap_or(digits.len()));
    let plain = fraction.iter().skip(1).all(u8::is_ascii_digit);
    if digits.is_empty() || !plain {
        return None;
    }
    let mut number = 0_i64;
    for digit in digits {
        let digit = i64::from(digit.wrapping_sub(b'0'));
        if digit > 9 {
            return None;
        }
        number = number.checked_mul(10)?;
        number = if negative {
            number.checked_sub(digit)?
        } else {
            number.checked_add(digit)?
        };
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, scale: u8) -> Option<String> {
        let mut out = b"before ".to_vec();
        let is = put(text.as_bytes(), scale, &mut out);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(&out[..7], "before ");
        is.map(|()| out[7..].to_owned())
    }

    #[test]
    fn numbers_have_the_digits_that_the_scale_says() {
        for (text, scale, wanted) in [
            ("12.5", 4, "12.5000"),
            ("12", 2, "12.00"),
            ("-.5", 2, "-0.50"),
            ("+007", 0, "7"),
            ("0", 0, "0"),
            ("0.000", 1, "0.0"),
            ("-0.001", 2, "0.00"),
            ("1.005", 2, "1.01"),
            ("-9.995", 2, "-10.00"),
            ("999.5", 0, "1000"),
            ("9.4", 0, "9"),
            ("1.5E+003", 2, "1500.00"),
            ("- 3", 1, "-3.0"),
            (
                "12345678901234567890123456789.5",
                1,
                "12345678901234567890123456789.5",
            ),
        ] {
            assert_eq!(rendered(text, scale).as_deref(), Some(wanted), "{text}");
        }
        for text in ["", ".", "abc", "1,5", "1.2.3", "--1", "e5", "1e99", "inf"] {
            assert_eq!(rendered(text, 2), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_have_64_bits() {
        assert_eq!(whole(b"-9223372036854775808"), Some(i64::MIN));
        assert_eq!(whole(b" 12 "), Some(12));
        assert_eq!(whole(b"12.90"), Some(12));
        for text in ["9223372036854775808", "", "-", "1a", "1.a", "0x1"] {
            assert_eq!(whole(text.as_bytes()), None, "{text}");
        }
    }
}
