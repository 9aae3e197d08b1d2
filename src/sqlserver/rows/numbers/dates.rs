//! Dates and times.

use super::padded;
use crate::time::Ticks;

/// 1900-01-01, in days since 0001-01-01.
const FROM_1900: i64 = 693_595;
/// 1753-01-01: `datetime` has no day before the Gregorian calendar was taken over in England.
const FIRST_DATETIME: i64 = 639_905;
/// 9999-12-31.
const LAST: i64 = 3_652_058;
/// How many units of 100 ns a day has, and a minute.
const DAY: u64 = 864_000_000_000;
const MINUTE: i64 = 600_000_000;
/// The finest scale: units of 100 ns.
const FINEST: u8 = 7;
/// A time zone is at most so many minutes away.
const FARTHEST: u16 = 14 * 60;

/// `datetime`: days since 1900-01-01, and the 300ths of a second since midnight.
pub(crate) fn datetime(days: i32, ticks: u32, text: &mut Vec<u8>) -> Option<()> {
    let day = i64::from(days) + FROM_1900;
    let milliseconds = (u64::from(ticks) * 10 + 1) / 3;
    if !(FIRST_DATETIME..=LAST).contains(&day) || ticks >= 24 * 3600 * 300 {
        return None;
    }
    put_date(day, text);
    text.push(b' ');
    put_time(milliseconds, 3, text);
    Some(())
}

/// `smalldatetime`: days since 1900-01-01, and the minutes since midnight.
pub(crate) fn small_datetime(days: u16, minutes: u16, text: &mut Vec<u8>) -> Option<()> {
    if minutes >= 24 * 60 {
        return None;
    }
    put_date(i64::from(days) + FROM_1900, text);
    text.push(b' ');
    put_time(u64::from(minutes) * 60, 0, text);
    Some(())
}

/// `date`: days since 0001-01-01.
pub(crate) fn date(days: u32, text: &mut Vec<u8>) -> Option<()> {
    let day = i64::from(days);
    (day <= LAST).then(|| put_date(day, text))
}

/// `time`: units since midnight; a second has 10 to the power of `scale` of them.
pub(crate) fn time(units: u64, scale: u8, text: &mut Vec<u8>) -> Option<()> {
    let valid = units < DAY / finer(scale)?;
    valid.then(|| put_time(units, scale, text))
}

/// `datetime2`: a time, and days since 0001-01-01.
pub(crate) fn datetime2(units: u64, days: u32, scale: u8, text: &mut Vec<u8>) -> Option<()> {
    if units >= DAY / finer(scale)? {
        return None;
    }
    date(days, text)?;
    text.push(b' ');
    put_time(units, scale, text);
    Some(())
}

/// `datetimeoffset`: a time and a day in UTC, shown as they are where it is so many minutes later.
pub(crate) fn datetime_offset(
    units: u64,
    days: u32,
    offset: i16,
    scale: u8,
    text: &mut Vec<u8>,
) -> Option<()> {
    let finer = finer(scale)?;
    if units >= DAY / finer || i64::from(days) > LAST || offset.unsigned_abs() > FARTHEST {
        return None;
    }
    let utc = i64::from(days) * DAY as i64 + (units * finer) as i64;
    let local = u64::try_from(utc + i64::from(offset) * MINUTE).ok()?;
    datetime2(
        local % DAY / finer,
        (local / DAY).try_into().ok()?,
        scale,
        text,
    )?;
    let minutes = u64::from(offset.unsigned_abs());
    text.extend_from_slice(if offset < 0 { b" -" } else { b" +" });
    padded(minutes / 60, 2, text);
    text.push(b':');
    padded(minutes % 60, 2, text);
    Some(())
}

/// How many units of 100 ns one of this scale has.
fn finer(scale: u8) -> Option<u64> {
    Some(10_u64.pow(FINEST.checked_sub(scale)?.into()))
}

fn put_date(day: i64, text: &mut Vec<u8>) {
    let (year, month, day) = Ticks(day * DAY as i64).date();
    for (number, width, end) in [(year, 4, "-"), (month, 2, "-"), (day, 2, "")] {
        padded(number.unsigned_abs(), width, text);
        text.extend_from_slice(end.as_bytes());
    }
}

fn put_time(units: u64, scale: u8, text: &mut Vec<u8>) {
    let second = 10_u64.pow(scale.into());
    let seconds = units / second;
    for (number, end) in [
        (seconds / 3600, ":"),
        (seconds / 60 % 60, ":"),
        (seconds % 60, ""),
    ] {
        padded(number, 2, text);
        text.extend_from_slice(end.as_bytes());
    }
    if scale > 0 {
        text.push(b'.');
        padded(units % second, scale.into(), text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(put: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<String> {
        let mut text = Vec::new();
        let put = put(&mut text);
        assert!(put.is_some() || text.is_empty());
        put.map(|()| String::from_utf8(text).unwrap())
    }

    #[test]
    fn a_datetime_is_rounded_to_milliseconds() {
        let at = |days, ticks| shown(|text| datetime(days, ticks, text));
        assert_eq!(at(0, 0).unwrap(), "1900-01-01 00:00:00.000");
        assert_eq!(at(41_058, 8_910_037).unwrap(), "2012-05-31 08:15:00.123");
        assert_eq!(at(-1, 1).unwrap(), "1899-12-31 00:00:00.003");
        assert_eq!(at(-1, 2).unwrap(), "1899-12-31 00:00:00.007");
        assert_eq!(
            at(2_958_463, 25_919_999).unwrap(),
            "9999-12-31 23:59:59.997"
        );
        assert_eq!(at(-53_690, 0).unwrap(), "1753-01-01 00:00:00.000");
        for (days, ticks) in [
            (-53_691, 0),
            (2_958_464, 0),
            (0, 25_920_000),
            (i32::MIN, u32::MAX),
        ] {
            assert_eq!(at(days, ticks), None);
        }
    }

    #[test]
    fn a_smalldatetime_has_no_fraction() {
        let at = |days, minutes| shown(|text| small_datetime(days, minutes, text));
        assert_eq!(at(41_058, 495).unwrap(), "2012-05-31 08:15:00");
        assert_eq!(at(u16::MAX, 1439).unwrap(), "2079-06-06 23:59:00");
        assert_eq!(at(0, 1440), None);
    }

    #[test]
    fn the_scale_says_how_many_digits_there_are() {
        let day = |days| shown(|text| date(days, text));
        assert_eq!(day(0).unwrap(), "0001-01-01");
        assert_eq!(day(734_653).unwrap(), "2012-05-31");
        assert_eq!(day(3_652_058).unwrap(), "9999-12-31");
        assert_eq!(day(3_652_059), None);
        let at = |units, scale| shown(|text| time(units, scale, text));
        assert_eq!(at(86_399, 0).unwrap(), "23:59:59");
        assert_eq!(at(297_000_000_001, 7).unwrap(), "08:15:00.0000001");
        assert_eq!(at(2_970_012, 2).unwrap(), "08:15:00.12");
        assert_eq!(at(86_400, 0), None);
        assert_eq!(at(0, 8), None);
        let both = shown(|text| datetime2(29_700_123, 734_653, 3, text));
        assert_eq!(both.unwrap(), "2012-05-31 08:15:00.123");
        assert_eq!(shown(|text| datetime2(0, 3_652_059, 3, text)), None);
    }

    #[test]
    fn an_offset_is_added() {
        let at = |units, days, offset| shown(|text| datetime_offset(units, days, offset, 0, text));
        let noon = 43_200;
        assert_eq!(
            at(noon, 734_653, 120).unwrap(),
            "2012-05-31 14:00:00 +02:00"
        );
        assert_eq!(
            at(noon, 734_653, -750).unwrap(),
            "2012-05-30 23:30:00 -12:30"
        );
        assert_eq!(at(noon, 734_653, 0).unwrap(), "2012-05-31 12:00:00 +00:00");
        assert_eq!(at(noon, 734_653, 841), None);
        assert_eq!(at(0, 0, -1), None);
        assert_eq!(at(86_399, 3_652_058, 1), None);
        assert_eq!(at(0, 0, i16::MIN), None);
    }
}
