use std::fmt;

use super::{DAY, Ticks, civil, day_number};

/// A day in UTC: days since 0001-01-01, which was a Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Ticks {
    /// Its day.
    #[inline]
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }
}

impl Day {
    /// Its first moment.
    pub fn start(self) -> Ticks {
        Ticks(self.0 * DAY)
    }

    /// Year, month and day.
    pub fn date(self) -> (i64, i64, i64) {
        civil(self.0)
    }

    /// The day behind it.
    pub fn next_day(self) -> Day {
        self.plus(1)
    }

    /// The one so many days later.
    pub fn plus(self, days: i64) -> Day {
        Day(self.0 + days)
    }

    /// How many days it is behind another one.
    pub fn since(self, other: Day) -> i64 {
        self.0 - other.0
    }

    /// The Monday of its week.
    pub fn week(self) -> Day {
        Day(self.0 - self.0.rem_euclid(7))
    }

    /// The Monday of the week behind its own.
    pub fn next_week(self) -> Day {
        Day(self.week().0 + 7)
    }

    /// The first day of its month.
    pub fn month(self) -> Day {
        let (year, month, _) = self.date();
        Day(day_number(year, month, 1))
    }

    /// The first day of the month behind its own.
    pub fn next_month(self) -> Day {
        Day(self.month().0 + 31).month()
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `2012-05-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_mondays_and_months_on_their_first() {
        let day = |text: &str| Ticks::parse(text).unwrap().day();
        let friday = day("2012-03-02T23:59:59Z");
        assert_eq!(friday.to_string(), "2012-03-02");
        assert_eq!(friday.week(), day("2012-02-27"));
        assert_eq!(friday.week().week(), friday.week());
        assert_eq!(friday.next_week(), day("2012-03-05"));
        assert_eq!(friday.month(), day("2012-03-01"));
        assert_eq!(day("2011-12-31").next_month(), day("2012-01-01"));
        assert_eq!(day("2012-02-01").next_month(), friday.month());
        assert_eq!(
            friday.start(),
            Ticks::parse("2012-03-02T00:00:00Z").unwrap()
        );
    }
}
