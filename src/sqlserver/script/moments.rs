//! Dates and times as scripts write them.

use crate::sqlserver::rows::numbers;
use crate::sqlserver::{Kind, SqlType};
use crate::time::Ticks;

/// A day has so many units of 100 ns, and a minute.
const DAY: i64 = 864_000_000_000;
const MINUTE: i64 = 600_000_000;
/// Days from 0001-01-01 to 1900-01-01.
const YEAR_1900: i64 = 693_595;
/// Units of 100 ns have so many digits of a second.
const FINEST: u8 = 7;

/// A date and a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Days since 0001-01-01.
    day: i64,
    /// Units of 100 ns since midnight.
    tick: i64,
    /// What the clocks there are ahead, in minutes.
    offset: Option<i64>,
}

/// Writes a value from the binary form that a script casts to this type. `None`, and nothing is written, where it is none.
pub(super) fn put_binary(bytes: &[u8], kind: Kind, out: &mut Vec<u8>) -> Option<()> {
    match (kind, bytes) {
        (Kind::DateTime, [a, b, c, d, e, f, g, h]) => {
            let days = i32::from_be_bytes([*a, *b, *c, *d]);
            numbers::datetime(days, u32::from_be_bytes([*e, *f, *g, *h]), out)
        }
        (Kind::SmallDateTime, [a, b, c, d]) => {
            let days = u16::from_be_bytes([*a, *b]);
            numbers::small_datetime(days, u16::from_be_bytes([*c, *d]), out)
        }
        (Kind::Date, [a, b, c]) => numbers::date(days(&[*a, *b, *c]), out),
        (Kind::Time, [scale, units @ ..]) => numbers::time(units_of(units)?, *scale, out),
        (Kind::DateTime2, [scale, units @ .., a, b, c]) => {
            numbers::datetime2(units_of(units)?, days(&[*a, *b, *c]), *scale, out)
        }
        (Kind::DateTimeOffset, [scale, units @ .., a, b, c, d, e]) => {
            let (days, offset) = (days(&[*a, *b, *c]), i16::from_le_bytes([*d, *e]));
            numbers::datetime_offset(units_of(units)?, days, offset, *scale, out)
        }
        _ => None,
    }
}

fn days(bytes: &[u8; 3]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0])
}

/// Units of a second or of a part of it: three to five bytes.
fn units_of(bytes: &[u8]) -> Option<u64> {
    let number = |number, byte: &u8| number << 8 | u64::from(*byte);
    let valid = (3..=5).contains(&bytes.len());
    valid.then(|| bytes.iter().rev().fold(0, number))
}

impl Moment {
    /// From the forms of ISO 8601 that SQL Server takes, whatever language it speaks.
    pub fn from_iso(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        let mut moment = Moment {
            day: 0,
            tick: 0,
            offset: None,
        };
        let rest = match text {
            [a, b, c, d, b'-', e, f, b'-', g, h, rest @ ..]
            | [a, b, c, d, e, f, g, h, rest @ ..]
                if *c != b':' =>
            {
                let part = |digits: &[u8]| digits_of(digits);
                let year = part(&[*a, *b, *c, *d])?;
                let (month, of_month) = (part(&[*e, *f])?, part(&[*g, *h])?);
                moment.day = Ticks::from_civil(year, month, of_month, 0)?.0 / DAY;
                match rest {
                    [] => return Some(moment),
                    [b'T' | b't', rest @ ..] => rest,
                    [b' ', rest @ ..] => rest.trim_ascii_start(),
                    _ => return None,
                }
            }
            time => {
                // Without a date it is 1900-01-01.
                moment.day = YEAR_1900;
                time
            }
        };
        let [a, b, b':', c, d, rest @ ..] = rest else {
            return None;
        };
        let (hour, minute) = (digits_of(&[*a, *b])?, digits_of(&[*c, *d])?);
        let (second, rest) = match rest {
            [b':', a, b, rest @ ..] => (digits_of(&[*a, *b])?, rest),
            rest => (0, rest),
        };
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let scale = u32::try_from(length)
                    .ok()
                    .filter(|it| (1..=7).contains(it))?;
                let (digits, rest) = rest.split_at(length);
                (digits_of(digits)? * 10_i64.pow(7 - scale), rest)
            }
            rest => (0, rest),
        };
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        moment.tick = ((hour * 60 + minute) * 60 + second) * 10_000_000 + fraction;
        moment.offset = match rest.trim_ascii_start() {
            [] => None,
            [b'Z' | b'z'] => Some(0),
            [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
                let offset = digits_of(&[*a, *b])? * 60 + digits_of(&[*c, *d])?;
                Some(if *sign == b'-' { -offset } else { offset })
            }
            _ => return None,
        };
        moment
            .offset
            .is_none_or(|it| it.abs() <= 14 * 60)
            .then_some(moment)
    }

    /// Writes it as a value of this type, rounded as SQL Server rounds. `None`, and nothing is written, where that cannot
    /// be.
    pub fn put(self, sql_type: SqlType, out: &mut Vec<u8>) -> Option<()> {
        let Moment { day, tick, offset } = self;
        // What an offset means to a type that has none depends on the server's version.
        if offset.is_some() && sql_type.kind != Kind::DateTimeOffset {
            return None;
        }
        let scale = sql_type.scale.min(FINEST);
        let unit = 10_i64.pow(u32::from(FINEST - scale));
        let rounded = |tick: i64| {
            let tick = (tick + unit / 2) / unit * unit;
            let (day, tick) = (day + tick.div_euclid(DAY), tick.rem_euclid(DAY));
            Some((u32::try_from(day).ok()?, u64::try_from(tick / unit).ok()?))
        };
        match sql_type.kind {
            Kind::Date => numbers::date(day.try_into().ok()?, out),
            Kind::Time => numbers::time(rounded(tick)?.1, scale, out),
            Kind::DateTime => {
                const OF_DAY: i64 = 24 * 3600 * 300;
                let thirds = (tick * 3 + 50_000) / 100_000;
                let days = day - YEAR_1900 + thirds / OF_DAY;
                let thirds = thirds % OF_DAY;
                numbers::datetime(days.try_into().ok()?, thirds.try_into().ok()?, out)
            }
            Kind::SmallDateTime => {
                // From 29.999 seconds on it is the next minute.
                let minutes = (tick + 300_010_000) / MINUTE;
                let days = day - YEAR_1900 + minutes / (24 * 60);
                let minutes = minutes % (24 * 60);
                numbers::small_datetime(days.try_into().ok()?, minutes.try_into().ok()?, out)
            }
            Kind::DateTime2 => {
                let (day, units) = rounded(tick)?;
                numbers::datetime2(units, day, scale, out)
            }
            Kind::DateTimeOffset => {
                let offset = offset.unwrap_or_default();
                let (day, units) = rounded(tick - offset * MINUTE)?;
                numbers::datetime_offset(units, day, offset.try_into().ok()?, scale, out)
            }
            _ => None,
        }
    }
}

fn digits_of(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        Some(number * 10 + digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str, sql_type: &str) -> Option<String> {
        let mut out = Vec::new();
        let moment = Moment::from_iso(text.as_bytes())?;
        moment.put(sql_type.parse().unwrap(), &mut out)?;
        Some(String::from_utf8(out).unwrap())
    }

    fn binary(hex: u128, length: usize, sql_type: &str) -> Option<String> {
        let sql_type: SqlType = sql_type.parse().unwrap();
        let bytes = &hex.to_be_bytes()[16 - length..];
        let mut out = Vec::new();
        put_binary(bytes, sql_type.kind, &mut out)?;
        Some(String::from_utf8(out).unwrap())
    }

    #[test]
    fn iso_is_read_and_rounded_as_the_type_says() {
        for (text, sql_type, wanted) in [
            (
                "2014-12-10T18:10:24.507",
                "datetime",
                "2014-12-10 18:10:24.507",
            ),
            (
                "2014-12-10T18:10:24.505",
                "datetime",
                "2014-12-10 18:10:24.507",
            ),
            (
                "2014-12-31 23:59:59.999",
                "datetime",
                "2015-01-01 00:00:00.000",
            ),
            ("20120531", "datetime", "2012-05-31 00:00:00.000"),
            ("20120531 08:15", "datetime", "2012-05-31 08:15:00.000"),
            (
                "2012-05-31 08:15:29.998",
                "smalldatetime",
                "2012-05-31 08:15:00",
            ),
            (
                "2012-05-31 08:15:29.999",
                "smalldatetime",
                "2012-05-31 08:16:00",
            ),
            ("2012-02-29", "date", "2012-02-29"),
            ("2012-05-31 08:15:00", "date", "2012-05-31"),
            ("08:15:00.1234567", "time(3)", "08:15:00.123"),
            ("08:15", "time(0)", "08:15:00"),
            (
                "2012-05-31 08:15:00.12",
                "datetime2",
                "2012-05-31 08:15:00.1200000",
            ),
            (
                "2012-05-31T08:15:00.96",
                "datetime2(1)",
                "2012-05-31 08:15:01.0",
            ),
            (
                "2012-05-31T08:15:00+02:00",
                "datetimeoffset(0)",
                "2012-05-31 08:15:00 +02:00",
            ),
            (
                "2012-05-31T08:15:00Z",
                "datetimeoffset(2)",
                "2012-05-31 08:15:00.00 +00:00",
            ),
            (
                "2012-05-31 08:15:00 -11:30",
                "datetimeoffset(0)",
                "2012-05-31 08:15:00 -11:30",
            ),
            ("0001-01-01", "date", "0001-01-01"),
            (
                "9999-12-31 23:59:59.9999999",
                "datetime2",
                "9999-12-31 23:59:59.9999999",
            ),
        ] {
            assert_eq!(
                iso(text, sql_type).as_deref(),
                Some(wanted),
                "{text} {sql_type}"
            );
        }
        for text in [
            "7/4/1996",
            "2012-5-31",
            "2012-02-30",
            "2012-13-01",
            "2012-05-31 24:00",
            "31.05.2012",
            "",
            "2012-05-31 8:15PM",
            "0000-01-01",
            "2012-05-31 08:15:00.12345678",
        ] {
            assert_eq!(iso(text, "datetime"), None, "{text}");
        }
        assert_eq!(iso("9999-12-31 23:59:59.999", "datetime"), None);
        assert_eq!(iso("2012-05-31T08:15:00Z", "datetime"), None);
    }

    #[test]
    fn binary_forms_are_read() {
        for (hex, length, sql_type, wanted) in [
            (
                0x000089B0_00000000,
                8,
                "datetime",
                "1996-07-04 00:00:00.000",
            ),
            (
                0x0000A062_0087F4D5,
                8,
                "datetime",
                "2012-05-31 08:15:00.123",
            ),
            (
                0xFFFFFFFF_018B81FF,
                8,
                "datetime",
                "1899-12-31 23:59:59.997",
            ),
            (0x9B76_003C, 4, "smalldatetime", "2008-12-18 01:00:00"),
            (0x5B950A, 3, "date", "1900-01-01"),
            (0x0001_0000, 4, "time", "00:00:01"),
            (
                0x0007_0000_0000_005B_950A,
                9,
                "datetime2",
                "1900-01-01 00:00:00.0000000",
            ),
            (
                0x0000_0000_005B_950A_7800,
                9,
                "datetimeoffset",
                "1900-01-01 02:00:00 +02:00",
            ),
        ] {
            assert_eq!(
                binary(hex, length, sql_type).as_deref(),
                Some(wanted),
                "{hex:X}"
            );
        }
        assert_eq!(binary(0, 7, "datetime"), None);
        assert_eq!(binary(0x7FFFFFFF_00000000, 8, "datetime"), None);
        assert_eq!(binary(0xFFFFFFFF, 8, "datetime"), None);
        assert_eq!(binary(0x0009_0000_0000_005B_950A, 9, "datetime2"), None);
    }
}
