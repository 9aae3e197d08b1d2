//! What was written when, and what a cut-off date would leave out.

use maud::{Markup, html};

use super::Page;
use super::inventory::{numbers, plot, text_rows};
use super::text::{number, size};
use crate::report::chart::{Bars, Line, Lines, Mark};
use crate::time::Day;
use crate::usage::{Activity, Period};
use crate::wording::wording;

wording! {
    in "page-activity";
    /// What stands beside the plots of what was written when.
    enum When {
        /// Messages were not counted, or there is none.
        Unknown,
        /// Heading: messages by month.
        ByMonth,
        /// What can be seen in it.
        AboutMonths { months: usize, busiest: String, messages: u64 },
        /// Heading: messages by week.
        ByWeek,
        /// What can be seen in it.
        AboutWeeks,
        /// Heading: messages by day.
        ByDay,
        /// What can be seen in it.
        AboutDays { busiest: String, messages: u64 },
        /// The line of the date that was given.
        CutOff { day: String },
        /// Heading: what a date would leave out.
        LeftOut,
        /// What can be seen in it.
        AboutLeftOut { rooms: u64 },
        /// One of its lines.
        MessagesLeftOut,
        /// One of its lines.
        TextLeftOut,
        /// One of its lines.
        RoomsEmptied,
        /// A column.
        Before,
        /// A column.
        Month,
        /// A column.
        Week,
        /// A column.
        Day,
        /// A column.
        Messages,
        /// A column.
        Text,
        /// Heading: the days with the most messages.
        Busiest,
        /// Heading: silent rooms.
        Silent,
        /// A row of them.
        SilentFor { years: u32, rooms: u64 },
        /// Messages without a time.
        Undated { undated: u64 },
    }
}

/// How many characters of a date are its month.
const MONTH: usize = 7;

/// How many a date has.
const DATE: usize = 10;

/// How many years a history lasts at most for its days or months to stand below a plot.
const YEARS: usize = 2;

/// How many labels there is room for below a plot.
const LABELS: usize = 7;

pub(super) fn all(page: &Page<'_>) -> Markup {
    let Some(activity) = &page.usage.activity else {
        return html! { p { (When::Unknown) } };
    };
    let since = page.report.evidence.options.since.as_ref();
    let since = since.map(|since| since.at().day());
    html! {
        h3 { (When::ByMonth) }
        (months(activity, since))
        h3 { (When::LeftOut) }
        (left_out(page, activity, since))
        h3 { (When::ByWeek) }
        (weeks(activity))
        @if !activity.days.is_empty() {
            h3 { (When::ByDay) }
            (days(activity))
        }
        h3 { (When::Busiest) }
        (numbers(&head(When::Day), text_rows(&rows(&activity.busiest_days, 10))))
        @if !page.usage.silent.is_empty() {
            h3 { (When::Silent) }
            ul {
                @for silent in page.usage.silent.iter().filter(|it| it.rooms > 0) {
                    li { (When::SilentFor { years: silent.years, rooms: silent.rooms }) }
                }
            }
        }
        @if activity.undated > 0 { p { (When::Undated { undated: activity.undated }) } }
    }
}

/// The line of the date from which on messages are wanted, among places that begin on these days.
fn mark(places: &[Day], since: Option<Day>) -> Option<Mark> {
    since.map(|since| Mark {
        at: places.partition_point(|day| *day < since) as f64,
        label: When::CutOff {
            day: since.to_string(),
        }
        .to_string(),
    })
}

fn firsts(periods: &[Period]) -> Vec<Day> {
    periods.iter().map(|period| period.first).collect()
}

/// The places that have a label, and what it is: years, or of a history within few years the days, of which `length`
/// characters tell them apart.
fn labels(places: &[Day], length: usize) -> Vec<(usize, String)> {
    let year = |at: usize| places[at].date().0;
    let is_first = |at: &usize| *at == 0 || year(*at) != year(at - 1);
    let years = (0..places.len()).filter(is_first);
    let years: Vec<_> = years.map(|at| (at, year(at).to_string())).collect();
    if years.len() > YEARS {
        return years;
    }
    let days = places.iter().enumerate();
    days.map(|(at, day)| (at, cut(*day, length))).collect()
}

/// A day, or the month it begins.
fn cut(day: Day, length: usize) -> String {
    let mut text = day.to_string();
    text.truncate(length);
    text
}

fn bars<'a>(
    id: &'a str,
    (title, caption): (&When, &When),
    periods: &[Period],
    length: usize,
    since: Option<Day>,
) -> Bars<'a> {
    let places = firsts(periods);
    let labels = labels(&places, length);
    let mut labelled = vec![String::new(); periods.len()];
    for (at, label) in &labels {
        labelled[*at].clone_from(label);
    }
    let counts = periods.iter().map(|period| vec![period.count.messages]);
    Bars {
        id,
        title: title.to_string(),
        description: caption.to_string(),
        kinds: Vec::new(),
        places: labelled.into_iter().zip(counts).collect(),
        mark: mark(&places, since),
        landmarks: labels.iter().map(|(at, _)| *at).collect(),
    }
}

fn rows(periods: &[Period], length: usize) -> Vec<Vec<String>> {
    let row = |period: &Period| {
        let count = period.count;
        let first = cut(period.first, length);
        vec![first, number(count.messages), size(count.bytes)]
    };
    periods.iter().map(row).collect()
}

fn head(first: When) -> [String; 3] {
    [first, When::Messages, When::Text].map(|it| it.to_string())
}

fn busiest(periods: &[Period]) -> (Option<Day>, u64) {
    let most = periods.iter().max_by_key(|it| it.count.messages);
    (
        most.map(|it| it.first),
        most.map_or(0, |it| it.count.messages),
    )
}

fn months(activity: &Activity, since: Option<Day>) -> Markup {
    let months = &activity.months;
    let (busiest, messages) = busiest(months);
    let caption = When::AboutMonths {
        months: months.len(),
        busiest: busiest.map_or_else(String::new, |day| cut(day, MONTH)),
        messages,
    };
    let bars = bars("months", (&When::ByMonth, &caption), months, MONTH, since);
    let rows = rows(months, MONTH);
    plot(&bars.draw(), &bars.description, &head(When::Month), &rows)
}

fn weeks(activity: &Activity) -> Markup {
    let (weeks, about) = (&activity.weeks, (&When::ByWeek, &When::AboutWeeks));
    let bars = bars("weeks", about, weeks, DATE, None);
    let rows = rows(weeks, DATE);
    plot(&bars.draw(), &bars.description, &head(When::Week), &rows)
}

fn days(activity: &Activity) -> Markup {
    let days = &activity.days;
    let (busiest, messages) = busiest(days);
    let caption = When::AboutDays {
        busiest: busiest.map_or_else(String::new, |day| day.to_string()),
        messages,
    };
    let bars = bars("days", (&When::ByDay, &caption), days, DATE, None);
    let rows = rows(days, DATE);
    plot(&bars.draw(), &bars.description, &head(When::Day), &rows)
}

fn left_out(page: &Page<'_>, activity: &Activity, since: Option<Day>) -> Markup {
    let cutoffs = &activity.cutoffs;
    let places: Vec<Day> = cutoffs.iter().map(|it| it.day).collect();
    let is_by_month = places.iter().all(|day| *day == day.month());
    let length = if is_by_month { MONTH } else { DATE };
    let messages = page.report.evidence.history.messages();
    let rooms = page.usage.sizes.by_digits.iter().sum::<u64>();
    let bytes: u64 = page
        .report
        .evidence
        .history
        .rooms
        .values()
        .map(|it| it.bytes)
        .sum();
    let share = |of: u64, whole: u64| of as f64 / whole.max(1) as f64;
    let caption = When::AboutLeftOut { rooms }.to_string();
    let line = |name: When, shares: Vec<f64>| Line {
        name: name.to_string(),
        shares,
    };
    let lines = Lines {
        id: "cutoffs",
        title: When::LeftOut.to_string(),
        description: caption.clone(),
        labels: thinned(labels(&places, length)),
        lines: vec![
            line(
                When::MessagesLeftOut,
                cutoffs
                    .iter()
                    .map(|it| share(it.count.messages, messages))
                    .collect(),
            ),
            line(
                When::TextLeftOut,
                cutoffs
                    .iter()
                    .map(|it| share(it.count.bytes, bytes))
                    .collect(),
            ),
            line(
                When::RoomsEmptied,
                cutoffs.iter().map(|it| share(it.emptied, rooms)).collect(),
            ),
        ],
        mark: mark(&places, since),
    };
    let head = [
        When::Before,
        When::MessagesLeftOut,
        When::TextLeftOut,
        When::RoomsEmptied,
    ];
    let rows: Vec<Vec<String>> = (cutoffs.iter())
        .map(|it| {
            let (count, emptied) = (it.count, number(it.emptied));
            vec![
                it.day.to_string(),
                number(count.messages),
                size(count.bytes),
                emptied,
            ]
        })
        .collect();
    plot(
        &lines.draw(),
        &caption,
        &head.map(|it| it.to_string()),
        &rows,
    )
}

/// As many of them as there is room for.
fn thinned(labels: Vec<(usize, String)>) -> Vec<(usize, String)> {
    let every = labels.len().div_ceil(LABELS).max(1);
    labels.into_iter().step_by(every).collect()
}
