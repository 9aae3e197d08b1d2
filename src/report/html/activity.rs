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

/// Where a day lies among periods: how many are before it.
fn place(periods: &[Period], day: Day) -> f64 {
    periods.partition_point(|period| period.first < day) as f64
}

fn mark(periods: &[Period], since: Option<Day>) -> Option<Mark> {
    since.map(|day| Mark {
        at: place(periods, day),
        label: When::CutOff {
            day: day.to_string(),
        }
        .to_string(),
    })
}

/// The first month of each year.
fn years(periods: &[Period]) -> Vec<usize> {
    let year = |period: &Period| period.first.date().0;
    let is_first = |at: &usize| *at == 0 || year(&periods[*at]) != year(&periods[at - 1]);
    (0..periods.len()).filter(is_first).collect()
}

fn bars<'a>(id: &'a str, title: String, caption: String, periods: &[Period]) -> Bars<'a> {
    let landmarks = years(periods);
    let label = |(at, period): (usize, &Period)| {
        let label = match landmarks.contains(&at) {
            true => period.first.date().0.to_string(),
            false => String::new(),
        };
        (label, vec![period.count.messages])
    };
    Bars {
        id,
        title,
        description: caption,
        kinds: Vec::new(),
        places: periods.iter().enumerate().map(label).collect(),
        mark: None,
        landmarks,
    }
}

fn rows(periods: &[Period], length: usize) -> Vec<Vec<String>> {
    let row = |period: &Period| {
        let mut first = period.first.to_string();
        first.truncate(length);
        vec![
            first,
            number(period.count.messages),
            size(period.count.bytes),
        ]
    };
    periods.iter().map(row).collect()
}

fn head(first: When) -> [String; 3] {
    [first, When::Messages, When::Text].map(|it| it.to_string())
}

fn months(activity: &Activity, since: Option<Day>) -> Markup {
    let months = &activity.months;
    let most = months.iter().max_by_key(|month| month.count.messages);
    let busiest = most.map(|month| month.first.to_string()[..7].to_owned());
    let caption = When::AboutMonths {
        months: months.len(),
        busiest: busiest.unwrap_or_default(),
        messages: most.map_or(0, |month| month.count.messages),
    };
    let caption = caption.to_string();
    let bars = Bars {
        mark: mark(months, since),
        ..bars("months", When::ByMonth.to_string(), caption.clone(), months)
    };
    plot(&bars.draw(), &caption, &head(When::Month), &rows(months, 7))
}

fn weeks(activity: &Activity) -> Markup {
    let caption = When::AboutWeeks.to_string();
    let bars = bars(
        "weeks",
        When::ByWeek.to_string(),
        caption.clone(),
        &activity.weeks,
    );
    plot(
        &bars.draw(),
        &caption,
        &head(When::Week),
        &rows(&activity.weeks, 10),
    )
}

fn left_out(page: &Page<'_>, activity: &Activity, since: Option<Day>) -> Markup {
    let cutoffs = &activity.cutoffs;
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
        labels: labels(activity),
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
        mark: mark(&activity.months, since),
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

/// Years below the lines, as many as there is room for.
fn labels(activity: &Activity) -> Vec<(usize, String)> {
    let years = years(&activity.months);
    let every = years.len().div_ceil(10).max(1);
    let label = |at: &usize| (*at, activity.months[*at].first.date().0.to_string());
    years.iter().step_by(every).map(label).collect()
}
