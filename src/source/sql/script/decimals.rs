//! Decimal numbers as SQL Server prints them.

/// Writes a number with so many digits behind the point, rounded as SQL Server rounds: halves away from zero. `false`
/// where it is no number, and then nothing is written.
pub(super) fn render(text: &[u8], scale: u8, out: &mut Vec<u8>) -> bool {
    let text = text.trim_ascii();
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest.trim_ascii_start()),
        [b'+', rest @ ..] => (false, rest.trim_ascii_start()),
        _ => (false, text),
    };
    if memchr::memchr2(b'e', b'E', text).is_some() {
        return render_float(text, negative, scale, out);
    }
    let point = memchr::memchr(b'.', text).unwrap_or(text.len());
    let (whole, fraction) = (&text[..point], text.get(point + 1..).unwrap_or_default());
    let digits = |digits: &[u8]| digits.iter().all(u8::is_ascii_digit);
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
        return false;
    }
    let from = out.len();
    let zeros = whole.iter().take_while(|digit| **digit == b'0').count();
    // Room for a digit that rounding may add.
    out.extend_from_slice(b"-0");
    out.extend_from_slice(&whole[zeros..]);
    let point = out.len();
    let scale = usize::from(scale);
    let kept = fraction.len().min(scale);
    out.extend_from_slice(&fraction[..kept]);
    out.resize(point + scale, b'0');
    if fraction.get(scale).is_some_and(|digit| *digit >= b'5') {
        for digit in out[from..].iter_mut().rev() {
            if *digit != b'9' {
                *digit += 1;
                break;
            }
            *digit = b'0';
        }
    }
    if scale > 0 {
        out.insert(point, b'.');
    }
    let is_zero = !out[from + 1..]
        .iter()
        .any(|byte| matches!(byte, b'1'..=b'9'));
    let spare = out[from + 1] == b'0' && point > from + 2;
    if spare {
        out.remove(from + 1);
    }
    if !negative || is_zero {
        out.remove(from);
    }
    true
}

fn render_float(text: &[u8], negative: bool, scale: u8, out: &mut Vec<u8>) -> bool {
    let first = text.first().copied().unwrap_or_default();
    let number = str::from_utf8(text).ok().and_then(|it| it.parse().ok());
    // No decimal number is that large.
    let number = number.filter(|number: &f64| *number < 1e38);
    let Some(number) = number.filter(|_| first.is_ascii_digit() || first == b'.') else {
        return false;
    };
    let plain = format!("{number:.*}", usize::from(scale));
    if negative && plain.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        out.push(b'-');
    }
    out.extend_from_slice(plain.as_bytes());
    true
}

/// Writes an amount of money from its ten-thousandths.
pub(super) fn render_money(units: i64, out: &mut Vec<u8>) {
    let size = units.unsigned_abs();
    let sign = if units < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:04}", size / 10_000, size % 10_000);
    out.extend_from_slice(text.as_bytes());
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
        let is = render(text.as_bytes(), scale, &mut out);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(&out[..7], "before ");
        is.then(|| out[7..].to_owned())
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
    fn money_is_written_from_its_units() {
        let written = |units| {
            let mut out = Vec::new();
            render_money(units, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(125_000), "12.5000");
        assert_eq!(written(-1), "-0.0001");
        assert_eq!(written(i64::MIN), "-922337203685477.5808");
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
