//! Dates and times as SQL Server prints them.

use crate::source::sql::table::{Kind, SqlType};

/// A day has so many units of 100 ns.
const DAY: i64 = 864_000_000_000;
const MINUTE: i64 = 600_000_000;
/// Days from 0001-01-01 to 1900-01-01, and to behind 9999-12-31.
const YEAR_1900: i64 = 693_595;
const DAYS: i64 = 3_652_059;

/// A date and a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Days since 0001-01-01.
    pub day: i64,
    /// Units of 100 ns since midnight.
    pub tick: i64,
    /// What the clocks there are ahead, in minutes.
    pub offset: Option<i64>,
}

impl Moment {
    /// From days since 1900-01-01 and 1/300 of a second.
    fn of_datetime(days: i64, thirds: i64) -> Option<Self> {
        let valid = thirds < 300 * 86_400;
        valid.then_some(Moment {
            day: YEAR_1900 + days,
            tick: (thirds * 100_000 + 1) / 3,
            offset: None,
        })
    }

    /// From the binary form that a script casts to this type, and the number of digits that it has of a second.
    pub fn from_binary(bytes: &[u8], kind: Kind) -> Option<(Self, u8)> {
        let number = |bytes: &[u8]| little_endian(bytes);
        let date = |day| Moment {
            day,
            tick: 0,
            offset: None,
        };
        let time = |scale: u8, bytes: &[u8]| -> Option<i64> {
            let unit = 10_i64.checked_pow(7_u8.checked_sub(scale)?.into())?;
            number(bytes).checked_mul(unit).filter(|tick| *tick < DAY)
        };
        let moment = match (kind, bytes) {
            (Kind::DateTime, [a, b, c, d, e, f, g, h]) => {
                let days = i32::from_be_bytes([*a, *b, *c, *d]);
                let thirds = u32::from_be_bytes([*e, *f, *g, *h]);
                (Moment::of_datetime(days.into(), thirds.into())?, 3)
            }
            (Kind::SmallDateTime, [a, b, c, d]) => {
                let day = YEAR_1900 + i64::from(u16::from_be_bytes([*a, *b]));
                let tick = i64::from(u16::from_be_bytes([*c, *d])) * MINUTE;
                (Moment { tick, ..date(day) }, 0)
            }
            (Kind::Date, [_, _, _]) => (date(number(bytes)), 0),
            (Kind::Time, [scale, rest @ ..]) if rest.len() <= 5 => {
                let tick = time(*scale, rest)?;
                (Moment { tick, ..date(0) }, *scale)
            }
            (Kind::DateTime2, [scale, rest @ ..]) if (6..=8).contains(&rest.len()) => {
                let (ticks, day) = rest.split_at(rest.len() - 3);
                let tick = time(*scale, ticks)?;
                (
                    Moment {
                        tick,
                        ..date(number(day))
                    },
                    *scale,
                )
            }
            (Kind::DateTimeOffset, [scale, rest @ ..]) if (8..=10).contains(&rest.len()) => {
                let (rest, offset) = rest.split_at(rest.len() - 2);
                let (ticks, day) = rest.split_at(rest.len() - 3);
                let offset = i64::from(i16::from_le_bytes([offset[0], offset[1]]));
                // The time is that of Greenwich, and is shown as the clocks there have it.
                let tick = time(*scale, ticks)? + offset * MINUTE;
                let local = Moment {
                    day: number(day) + tick.div_euclid(DAY),
                    tick: tick.rem_euclid(DAY),
                    offset: Some(offset),
                };
                (local, *scale)
            }
            _ => return None,
        };
        let (Moment { day, tick, .. }, _) = moment;
        ((0..DAYS).contains(&day) && tick < DAY).then_some(moment)
    }

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
                moment.day = day_of(year, part(&[*e, *f])?, part(&[*g, *h])?)?;
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

    /// Writes it as a value of this type. `false` where that cannot be, and then nothing is written.
    pub fn render(self, sql_type: SqlType, out: &mut Vec<u8>) -> bool {
        let Moment { day, tick, offset } = self;
        let to = |unit: i64| (tick + unit / 2) / unit * unit;
        let scale = sql_type.scale.min(7);
        let with_offset = sql_type.kind == Kind::DateTimeOffset;
        // What an offset means to a type that has none depends on the server's version.
        if offset.is_some() && !with_offset {
            return false;
        }
        let (tick, digits) = match sql_type.kind {
            Kind::Date => (0, 0),
            Kind::DateTime => ((tick * 3 + 50_000) / 100_000 * 100_000, 3),
            // From 29.999 seconds on it is the next minute.
            Kind::SmallDateTime => ((tick + 300_010_000) / MINUTE * MINUTE, 0),
            Kind::Time | Kind::DateTime2 | Kind::DateTimeOffset => {
                (to(10_i64.pow(7 - u32::from(scale))), scale)
            }
            _ => return false,
        };
        // A third of a unit is left over in a datetime: now it is milliseconds.
        let tick = match sql_type.kind {
            Kind::DateTime => (tick / 100_000 * 10 + 1) / 3 * 10_000,
            _ => tick,
        };
        let (day, tick) = (day + tick / DAY, tick % DAY);
        if !(0..DAYS).contains(&day) {
            return false;
        }
        if sql_type.kind != Kind::Time {
            render_day(day, out);
        }
        if sql_type.kind == Kind::Date {
            return true;
        }
        if sql_type.kind != Kind::Time {
            out.push(b' ');
        }
        let seconds = tick / 10_000_000;
        let parts = [
            (seconds / 3600, b':'),
            (seconds / 60 % 60, b':'),
            (seconds % 60, b'.'),
        ];
        for (number, behind) in parts {
            push_digits(number, 2, out);
            out.push(behind);
        }
        let fraction = tick % 10_000_000 / 10_i64.pow(7 - u32::from(digits));
        match digits {
            0 => drop(out.pop()),
            digits => push_digits(fraction, digits.into(), out),
        }
        if with_offset {
            let offset = offset.unwrap_or_default();
            out.extend_from_slice(if offset < 0 { b" -" } else { b" +" });
            push_digits(offset.abs() / 60, 2, out);
            out.push(b':');
            push_digits(offset.abs() % 60, 2, out);
        }
        true
    }
}

fn little_endian(bytes: &[u8]) -> i64 {
    let bytes = bytes.iter().rev();
    bytes.fold(0, |number, byte| number << 8 | i64::from(*byte))
}

fn digits_of(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        Some(number * 10 + digit)
    })
}

fn push_digits(number: i64, digits: usize, out: &mut Vec<u8>) {
    let from = out.len();
    out.resize(from + digits, b'0');
    let mut rest = number.unsigned_abs();
    for digit in out[from..].iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

/// Days from 0001-01-01 to the first of March of this year, counting years from March on: so the day that leap years add
/// is the last one.
fn to_march(years: i64) -> i64 {
    365 * years + years / 4 - years / 100 + years / 400
}

/// The day's number, from 0001-01-01 on; `None` where there is no such day.
fn day_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    if year < 1 || !(1..=length).contains(&day) {
        return None;
    }
    let (years, months) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    Some(to_march(years) + (153 * months + 2) / 5 + day - 1 - 306)
}

fn render_day(day: i64, out: &mut Vec<u8>) {
    // Counted from the first of March of year 0.
    let days = day + 306;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let months = (5 * of_year + 2) / 153;
    let day = of_year - (153 * months + 2) / 5 + 1;
    let month = if months < 10 { months + 3 } else { months - 9 };
    let year = era * 400 + year + i64::from(month < 3);
    push_digits(year, 4, out);
    out.push(b'-');
    push_digits(month, 2, out);
    out.push(b'-');
    push_digits(day, 2, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str, sql_type: &str) -> Option<String> {
        let mut out = Vec::new();
        let moment = Moment::from_iso(text.as_bytes())?;
        let rendered = moment.render(sql_type.parse().unwrap(), &mut out);
        rendered.then(|| String::from_utf8(out).unwrap())
    }

    fn binary(hex: u128, length: usize, sql_type: &str) -> Option<String> {
        let sql_type: SqlType = sql_type.parse().unwrap();
        let bytes = &hex.to_be_bytes()[16 - length..];
        let (moment, scale) = Moment::from_binary(bytes, sql_type.kind)?;
        let mut out = Vec::new();
        let rendered = moment.render(SqlType { scale, ..sql_type }, &mut out);
        rendered.then(|| String::from_utf8(out).unwrap())
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
            (0x00_010000, 4, "time", "00:00:01"),
            (
                0x0700_0000_0000_5B95_0A,
                9,
                "datetime2",
                "1900-01-01 00:00:00.0000000",
            ),
            (
                0x0000_0000_5B95_0A78_00,
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
        assert_eq!(binary(0x0900_0000_0000_5B95_0A, 9, "datetime2"), None);
    }

    #[test]
    fn every_day_has_its_number() {
        let mut number = 0;
        for year in [1, 2, 3, 4] {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(found) = day_of(year, month, day) {
                        assert_eq!(found, number);
                        let mut out = Vec::new();
                        render_day(number, &mut out);
                        assert_eq!(out, format!("{year:04}-{month:02}-{day:02}").as_bytes());
                        number += 1;
                    }
                }
            }
        }
        assert_eq!(number, 3 * 365 + 366);
        assert_eq!(day_of(1900, 1, 1), Some(YEAR_1900));
        assert_eq!(day_of(9999, 12, 31), Some(DAYS - 1));
        assert_eq!(day_of(2000, 3, 1), day_of(2000, 2, 29).map(|day| day + 1));
    }
}
