use crate::directory::{DayCount, History};
use crate::time::{Day, Ticks};

/// How many days of the most messages are named.
const BUSIEST: usize = 10;

/// How many months or weeks a history lasts at least for these to show when it was written.
const ENOUGH: usize = 6;

/// What was written when.
#[derive(Debug, Default)]
pub struct Activity {
    /// Every month from the first to the last with a message, also those without any.
    pub months: Vec<Period>,
    /// The same by weeks, from their Mondays.
    pub weeks: Vec<Period>,
    /// The same by days, where it is too short for weeks to say much; else none.
    pub days: Vec<Period>,
    /// The days with the most messages, the most first.
    pub busiest_days: Vec<Period>,
    /// What a cut-off date at the beginning of each month would leave out, and behind the last of them: all. Of a history
    /// that is too short for months it is weeks or days.
    pub cutoffs: Vec<LeftOutBefore>,
    /// Messages without a plausible time: no date leaves them out.
    pub undated: u64,
}

/// Messages of a day, week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: Day,
    /// What was written.
    pub count: DayCount,
}

/// What a cut-off date would leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOutBefore {
    /// The date.
    pub day: Day,
    /// What was written before it.
    pub count: DayCount,
    /// How many rooms with messages would have none any more.
    pub emptied: u64,
}

impl Activity {
    /// Of a history that was counted day by day.
    pub(super) fn of(history: &History) -> Option<Activity> {
        let days: Vec<_> = history.days.iter().collect();
        let dated: u64 = days.iter().map(|(_, count)| count.messages).sum();
        let months = periods(&days, Day::month, Day::next_month);
        let weeks = periods(&days, Day::week, Day::next_week);
        let by_day = match weeks.len() {
            ..ENOUGH => periods(&days, |day| day, Day::next_day),
            _ => Vec::new(),
        };
        let mut busiest: Vec<Period> = (days.iter())
            .map(|(first, count)| Period {
                first: *first,
                count: *count,
            })
            .collect();
        // Of equal ones the earlier.
        busiest.sort_by_key(|day| std::cmp::Reverse(day.count.messages));
        busiest.truncate(BUSIEST);
        (!days.is_empty()).then(|| Activity {
            cutoffs: if months.len() >= ENOUGH {
                cutoffs(history, &months, Day::next_month)
            } else if by_day.is_empty() {
                cutoffs(history, &weeks, Day::next_week)
            } else {
                cutoffs(history, &by_day, Day::next_day)
            },
            weeks,
            days: by_day,
            busiest_days: busiest,
            undated: history.messages().saturating_sub(dated),
            months,
        })
    }
}

/// The days summed up, with periods of nothing between them.
fn periods(
    days: &[(Day, DayCount)],
    first_of: impl Fn(Day) -> Day,
    next: impl Fn(Day) -> Day,
) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    for (day, count) in days {
        let first = first_of(*day);
        loop {
            let behind = periods.last().map_or(first, |last| match last.first {
                last if last == first => first,
                last => next(last),
            });
            if periods.last().is_none_or(|last| last.first < behind) {
                periods.push(Period {
                    first: behind,
                    count: DayCount::default(),
                });
            }
            if behind == first {
                break;
            }
        }
        if let Some(period) = periods.last_mut() {
            period.count.add(*count);
        }
    }
    periods
}

fn cutoffs(history: &History, periods: &[Period], next: impl Fn(Day) -> Day) -> Vec<LeftOutBefore> {
    // Rooms whose every message has a time: of the others something stays whatever the date.
    let rooms = history.rooms.values();
    let dated = rooms.filter(|room| room.messages > 0 && room.odd_times == 0);
    let mut lasts: Vec<Ticks> = dated.filter_map(|room| room.last).collect();
    lasts.sort_unstable();
    let mut before = DayCount::default();
    let mut left_out = |day: Day, count: DayCount| {
        let emptied = lasts.partition_point(|last| *last < day.start()) as u64;
        let so_far = before;
        before.add(count);
        LeftOutBefore {
            day,
            count: so_far,
            emptied,
        }
    };
    let mut cutoffs: Vec<LeftOutBefore> = (periods.iter())
        .map(|period| left_out(period.first, period.count))
        .collect();
    if let Some(last) = periods.last() {
        cutoffs.push(left_out(next(last.first), DayCount::default()));
    }
    cutoffs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Days, RoomHistory};

    fn day(text: &str) -> Day {
        Ticks::parse(text).unwrap().day()
    }

    /// Messages of one byte on these days, all in one room but the first.
    fn history(days: &[&str]) -> History {
        let mut history = History::default();
        for (at, text) in days.iter().enumerate() {
            let time = Ticks::parse(text).unwrap();
            let mut counted = Days::default();
            counted.count(time, 1);
            history.days.merge(counted);
            let room = history.rooms.entry(if at == 0 { "1" } else { "2" }.into());
            room.or_default().merge(RoomHistory {
                messages: 1,
                first: Some(time),
                last: Some(time),
                ..RoomHistory::default()
            });
        }
        history
    }

    #[test]
    fn months_and_weeks_without_messages_stand_between_those_with_some() {
        let activity = Activity::of(&history(&["2011-11-30", "2012-02-01", "2012-02-01"])).unwrap();
        let months: Vec<_> = (activity.months.iter())
            .map(|month| (month.first.to_string(), month.count.messages))
            .collect();
        let expected = [
            ("2011-11-01", 1),
            ("2011-12-01", 0),
            ("2012-01-01", 0),
            ("2012-02-01", 2),
        ];
        assert_eq!(months, expected.map(|(day, count)| (day.to_owned(), count)));
        assert_eq!(activity.weeks.first().unwrap().first, day("2011-11-28"));
        assert_eq!(activity.weeks.last().unwrap().first, day("2012-01-30"));
        assert_eq!(activity.weeks.len(), 10);
        assert_eq!(activity.busiest_days[0].first, day("2012-02-01"));
    }

    #[test]
    fn a_date_leaves_out_what_is_before_it_and_empties_rooms() {
        let mut history = history(&["2011-11-30", "2012-01-31", "2012-04-01"]);
        // A message without a time keeps its room from becoming empty.
        let odd = history.rooms.entry("3".into()).or_default();
        (odd.messages, odd.odd_times) = (1, 1);
        let activity = Activity::of(&history).unwrap();
        let cutoffs: Vec<_> = (activity.cutoffs.iter())
            .map(|it| (it.day.to_string(), it.count.messages, it.emptied))
            .collect();
        let expected = [
            ("2011-11-01", 0, 0),
            ("2011-12-01", 1, 1),
            ("2012-01-01", 1, 1),
            ("2012-02-01", 2, 1),
            ("2012-03-01", 2, 1),
            ("2012-04-01", 2, 1),
            ("2012-05-01", 3, 2),
        ];
        assert_eq!(cutoffs, expected.map(|(day, a, b)| (day.to_owned(), a, b)));
        assert_eq!(activity.undated, 1);
    }

    #[test]
    fn a_short_history_is_shown_by_days() {
        let begins = |days: &[&str]| {
            let activity = Activity::of(&history(days)).unwrap();
            let cutoffs = activity.cutoffs.iter().map(|it| it.day.to_string());
            (activity.days.len(), cutoffs.take(2).collect::<Vec<_>>())
        };
        let days = begins(&["2012-01-03", "2012-01-09"]);
        assert_eq!(
            days,
            (7, ["2012-01-03", "2012-01-04"].map(String::from).to_vec())
        );
        let weeks = begins(&["2012-01-03", "2012-02-09"]);
        assert_eq!(
            weeks,
            (0, ["2012-01-02", "2012-01-09"].map(String::from).to_vec())
        );
    }
}
