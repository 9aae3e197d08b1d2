//! Time as the database keeps it.

mod day;
mod digits;

use std::fmt;

pub use self::day::Day;
pub(crate) use self::digits::{are_digits, digits};

/// A point in time as the database keeps it: .NET ticks, units of 100 ns since 0001-01-01T00:00:00 UTC.
///
/// That `chatDate` holds such ticks is inferred from the published queries, the unit and epoch are not published
/// (reference: database-schema, 1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticks(pub i64);

const SECOND: i64 = 10_000_000;
const DAY: i64 = 86_400 * SECOND;
/// The last tick that `DateTime` can hold: the end of the year 9999.
const LAST: i64 = 3_652_059 * DAY - 1;
/// The beginning of 1970.
const UNIX: i64 = day_number(1970, 1, 1) * DAY;
/// The years 2004 to 2030, in which a message of these products can have been written.
const PLAUSIBLE: std::ops::Range<i64> = day_number(2004, 1, 1) * DAY..day_number(2031, 1, 1) * DAY;
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl Ticks {
    /// From a date and time of day of the proleptic Gregorian calendar; `None` where there is no such date.
    pub fn from_civil(year: i64, month: i64, day: i64, time_of_day: i64) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && (0..DAY).contains(&time_of_day);
        valid.then(|| Ticks(day_number(year, month, day) * DAY + time_of_day))
    }

    /// From seconds since 1970; `None` outside of the years 1 to 9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let ticks = seconds.checked_mul(SECOND)?.checked_add(UNIX)?;
        (0..=LAST).contains(&ticks).then_some(Ticks(ticks))
    }

    /// From any form the input may use: ticks, ISO 8601 with up to seven decimals and an optional zone, or the text
    /// forms of SQL Server's `datetime`. A time without a zone is taken as UTC. `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        Ticks::parse_bytes(text.as_bytes())
    }

    /// The same of text that may be anything.
    pub fn parse_bytes(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        if let Some(ticks) = digits(text) {
            let ticks = i64::try_from(ticks).ok();
            return ticks.filter(|ticks| *ticks <= LAST).map(Ticks);
        }
        if text.first()?.is_ascii_alphabetic() {
            parse_month_name(str::from_utf8(text).ok()?)
        } else {
            parse_iso(text)
        }
    }

    /// Year, month and day.
    pub fn date(self) -> (i64, i64, i64) {
        civil(self.0.div_euclid(DAY))
    }

    /// The year.
    pub fn year(self) -> i64 {
        self.date().0
    }

    /// Whether a message of these products can have been written then.
    pub fn is_plausible(self) -> bool {
        PLAUSIBLE.contains(&self.0)
    }

    /// Whether a message of this time was written before another one. Where the time is implausible, that is not
    /// known.
    pub fn is_plausibly_before(self, other: Ticks) -> bool {
        self < other && self.is_plausible()
    }
}

impl fmt::Display for Ticks {
    /// ISO 8601 in UTC, with as many decimals as are needed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let time = self.0.rem_euclid(DAY);
        let (seconds, fraction) = (time / SECOND, time % SECOND);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if fraction != 0 {
            let digits = format!("{fraction:07}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 0001-01-01. Years begin in March here, so that the leap day is a year's last.
const fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 307
}

/// The inverse of [`day_number`].
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 306;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

/// Reads on from a place in a text; every step may fail.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let count = self
            .0
            .iter()
            .take(most)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Some(
            digits
                .iter()
                .fold(0, |number, digit| number * 10 + i64::from(digit - b'0')),
        )
    }

    fn one_of(&mut self, choices: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        choices.contains(first).then(|| self.0 = rest)?;
        Some(*first)
    }

    /// Decimals after the point, as ticks; digits beyond the seventh must be zeros.
    fn fraction(&mut self) -> Option<i64> {
        let length = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let digits = self.digits(1, 7)?;
        while self.one_of(b"0").is_some() {}
        Some(digits * 10i64.pow(7 - length.min(7) as u32))
    }

    fn done<T>(&self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}

/// `2012-05-01`, `2012-05-01T13:45`, `2012-05-01 13:45:10.123`, `2012-05-01T13:45:10.1234567+02:00`, `...Z`.
fn parse_iso(text: &[u8]) -> Option<Ticks> {
    let mut scan = Scan(text);
    let year = scan.digits(4, 4)?;
    scan.one_of(b"-")?;
    let month = scan.digits(2, 2)?;
    scan.one_of(b"-")?;
    let day = scan.digits(2, 2)?;
    let mut time = 0;
    let mut zone = 0;
    if scan.one_of(b"T ").is_some() {
        time = clock(&mut scan)?;
        match scan.one_of(b"Z+-") {
            Some(b'Z') | None => {}
            Some(sign) => {
                let hours = scan.digits(2, 2).filter(|hours| *hours < 24)?;
                let _ = scan.one_of(b":");
                let minutes = scan.digits(2, 2).filter(|minutes| *minutes < 60)?;
                zone = (hours * 60 + minutes) * 60 * SECOND * if sign == b'+' { 1 } else { -1 };
            }
        }
    }
    scan.done(())?;
    let local = Ticks::from_civil(year, month, day, time)?;
    Some(Ticks(local.0 - zone)).filter(|ticks| (0..=LAST).contains(&ticks.0))
}

/// `13:45`, `13:45:10`, `13:45:10.123`.
fn clock(scan: &mut Scan<'_>) -> Option<i64> {
    let hour = scan.digits(1, 2).filter(|hour| *hour < 24)?;
    scan.one_of(b":")?;
    let minute = scan.digits(2, 2).filter(|minute| *minute < 60)?;
    let mut time = (hour * 60 + minute) * 60 * SECOND;
    if scan.one_of(b":").is_some() {
        time += scan.digits(2, 2).filter(|second| *second < 60)? * SECOND;
        if scan.one_of(b".").is_some() {
            time += scan.fraction()?;
        }
    }
    Some(time)
}

/// `May  1 2012  1:45PM`, `May  1 2012  1:45:10:123PM`: how SQL Server turns a `datetime` into text by itself.
fn parse_month_name(text: &str) -> Option<Ticks> {
    let mut words = text.split_ascii_whitespace();
    let name = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    let day = words.next()?.parse().ok()?;
    let year = words.next()?.parse().ok()?;
    let mut time = 0;
    if let Some(word) = words.next() {
        let upper = word.to_ascii_uppercase();
        let (digits, afternoon) = match (upper.strip_suffix("AM"), upper.strip_suffix("PM")) {
            (Some(digits), _) => (digits, Some(false)),
            (_, Some(digits)) => (digits, Some(true)),
            _ => (upper.as_str(), None),
        };
        // Style 109 puts a colon before the milliseconds.
        let digits = match digits.rsplit_once(':') {
            Some((rest, decimals)) if rest.matches(':').count() == 2 => {
                format!("{rest}.{decimals}")
            }
            _ => digits.to_owned(),
        };
        let mut scan = Scan(digits.as_bytes());
        time = clock(&mut scan)?;
        scan.done(())?;
        if let Some(afternoon) = afternoon {
            let half = 12 * 3600 * SECOND;
            if !(3600 * SECOND..13 * 3600 * SECOND).contains(&time) {
                return None;
            }
            time = time % half + if afternoon { half } else { 0 };
        }
    }
    if words.next().is_some() {
        return None;
    }
    Ticks::from_civil(year, month, day, time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_one_moment_is_the_same_moment() {
        // Anchors from reference: database-schema, 1.1 and export-package, 3.
        assert_eq!(
            Ticks::parse("2007-01-01"),
            Some(Ticks(633_032_064_000_000_000))
        );
        assert_eq!(
            Ticks::parse("2008-06-04T20:15:40.9535482Z"),
            Some(Ticks(633_482_073_409_535_482))
        );
        let expected = Ticks::parse("2012-05-01T13:45:10.123Z").unwrap();
        for form in [
            "2012-05-01T13:45:10.123",
            "2012-05-01 13:45:10.123",
            "2012-05-01T13:45:10.1230000Z",
            "2012-05-01T15:45:10.123+02:00",
            "2012-05-01T08:15:10.123-0530",
            "May  1 2012  1:45:10:123PM",
            "634714767101230000",
        ] {
            assert_eq!(Ticks::parse(form), Some(expected), "{form}");
        }
        assert_eq!(
            Ticks::parse("May 31 2012 12:05AM"),
            Ticks::parse("2012-05-31T00:05")
        );
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "yesterday",
            "2012-02-30",
            "2012-13-01",
            "2012-05-01T24:00",
            "2012-05-01T13:45:10.",
            "2012-5-1",
            "-5",
            "99999999999999999999",
            "2012-05-01T13:45:10Zx",
            "May 1 2012 13:45PM",
            "Foo 1 2012",
            "0001-01-01T00:00+01:00",
            "2012-05-01T13:45+24:00",
        ] {
            assert_eq!(Ticks::parse(text), None, "{text}");
        }
    }

    #[test]
    fn text_and_ticks_come_back() {
        for ticks in [
            0,
            633_482_073_409_535_482,
            LAST,
            637_134_336_000_000_000,
            630_822_816_000_000_000,
        ] {
            assert_eq!(Ticks::parse(&Ticks(ticks).to_string()), Some(Ticks(ticks)));
        }
        assert_eq!(Ticks(0).to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Ticks(LAST).to_string(), "9999-12-31T23:59:59.9999999Z");
    }

    #[test]
    fn every_day_of_many_years_comes_back() {
        for days in 0..3_652_059 {
            let (year, month, day) = civil(days);
            assert_eq!(day_number(year, month, day), days);
        }
    }
}
