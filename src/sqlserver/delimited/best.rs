//! The best way of reading a file with given terminators.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::class::Class;
use super::ends::{self, Ends};
use super::fit::{Attempt, Fit};
use super::layout::{Quotes, Span, Text, Way};
use super::naming::Named;
use super::trial::Score;
use crate::sqlserver::delimited::layout::quoted;
use crate::sqlserver::delimited::trial::{GivenEnds, ROWS, Sample};
use crate::wording::{Sentence, wording};

/// The most columns that are tried where only the values can tell how many there are.
const MOST_COLUMNS: usize = 200;

/// The best way with these terminators.
pub(super) fn best(
    sample: Sample<'_>,
    way: Way,
    ends: &Ends,
    longer: &[&[u8]],
) -> Result<Fit, Unfit> {
    let Sample { text, from, named } = sample;
    let (first, behind) =
        first_row(&way, ends, text, from).ok_or_else(|| Unfit::of_first(Misfit::FirstHasNoEnd))?;
    let matches = named.matches(&first);
    let without = Attempt {
        longer,
        body: from,
        ..Attempt::new(way.clone(), ends.clone())
    };
    let with = Attempt {
        header: true,
        body: behind,
        ..without.clone()
    };
    if matches > 0 && matches * 2 >= first.len() {
        let found = with.on(text, named.with_header(&first));
        let empty = behind >= text.bytes.len();
        return if empty || found.score.is_acceptable() {
            Ok(found)
        } else {
            Err(Unfit::of(found))
        };
    }
    let mut all: Vec<Fit> = Vec::new();
    for known in &named.known {
        all.push(without.clone().on(text, (*known.table).clone()));
    }
    if named.known.is_empty() && first.len() > 1 {
        let found = with.on(text, named.with_header(&first));
        if is_header(&first, &found.score) {
            return Ok(found);
        }
        all.push(without.clone().on(text, named.with_columns(first.len())));
    }
    let regular = |found: &Fit| found.score.is_acceptable() && found.score.bad == 0;
    if named.known.is_empty() && way == Way::Plain && !all.iter().any(regular) {
        all.extend(by_number_of_columns(first.len(), text, named, &without));
    }
    all.sort_by_key(|found| Reverse(found.score.rank()));
    match all.into_iter().next() {
        Some(found) if found.score.is_acceptable() => Ok(found),
        Some(found) => Err(Unfit::of(found)),
        None => {
            let fields = first.len();
            Err(Unfit::of_first(Misfit::FirstHasFields { fields }))
        }
    }
}

/// The smallest number of columns with which every row is whole: there are line ends in fields that are not the last.
fn by_number_of_columns(
    least: usize,
    text: Text<'_>,
    named: &Named,
    attempt: &Attempt<'_>,
) -> Option<Fit> {
    let attempt = Attempt {
        most_bad: 0,
        ..attempt.clone()
    };
    let counts = least.max(2)..=MOST_COLUMNS;
    let mut all = counts.map(|count| attempt.clone().on(text, named.with_columns(count)));
    // Nothing but the values speaks for it: there must be some that are alike in every row.
    all.find(|found| found.score.bad == 0 && found.score.rows > 1 && found.score.typed > 0)
}

/// One column, and nothing that stands between fields: numbers, dates and the like.
pub(super) fn single(sample: Sample<'_>, given: &GivenEnds) -> Option<Fit> {
    let Sample { text, from, named } = sample;
    if !named.known.is_empty() {
        return None;
    }
    let rows = match &given.row {
        Some(row) => vec![row.clone()],
        None => ROWS.iter().map(|row| row.to_vec()).collect(),
    };
    let field = given.field.clone().unwrap_or_else(|| b"\t".to_vec());
    let mut rows = rows.into_iter().filter(|row| *row != field);
    rows.find_map(|row| {
        let ends = Ends::new(&field, &row);
        let (first, behind) = first_row(&Way::Quoted, &ends, text, from)?;
        let without = Attempt {
            body: from,
            ..Attempt::new(Way::Quoted, ends)
        };
        let with = Attempt {
            header: true,
            body: behind,
            ..without.clone()
        };
        let all = [
            (without, named.with_columns(1)),
            (with, named.with_header(&first)),
        ];
        let mut all = all.into_iter().filter(|_| first.len() == 1);
        all.find_map(|(attempt, table)| {
            let found = attempt.on(text, table);
            let score = &found.score;
            let fits = score.is_acceptable() && score.bad == 0 && score.typed == 1;
            fits.then(|| found.settled())
        })
    })
}

/// Whether the first row of a table that nothing is known of is a header: it has a name in every field, and below some
/// of them stand numbers or dates.
fn is_header(first: &[String], below: &Score) -> bool {
    let mut seen = HashSet::new();
    let names = first.iter().all(|name| {
        let guess = Class::guess(name.as_bytes());
        guess == Class::Text && !name.trim().is_empty() && name != "NULL" && seen.insert(name)
    });
    names && below.typed > 0 && below.is_acceptable()
}

/// Why a way does not fit, and how badly.
#[derive(Debug)]
pub(super) struct Unfit {
    pub why: Misfit,
    pub score: Box<Score>,
}

wording! {
    in "text-rows";
    /// Why a way does not fit.
    pub(super) enum Misfit {
        /// The first row that is wrong, with so many columns.
        OfColumns { fault: Sentence, columns: usize },
        /// The beginning of the file is the beginning of one row.
        NoRowEnds,
        /// The first row is the beginning of the file.
        FirstHasNoEnd,
        /// The first row has so few fields that they are no rows of a table.
        FirstHasFields { fields: usize },
    }
}

impl Unfit {
    fn of(found: Fit) -> Self {
        let columns = found.layout.fields();
        let why = match &found.score.fault {
            Some(fault) => Misfit::OfColumns {
                fault: fault.clone(),
                columns,
            },
            None => Misfit::NoRowEnds,
        };
        Unfit {
            why,
            score: Box::new(found.score),
        }
    }

    fn of_first(why: Misfit) -> Self {
        Unfit {
            why,
            score: Box::default(),
        }
    }
}

/// The fields of the first row, as they would be without knowing how many there are.
pub(super) fn first_row(
    way: &Way,
    ends: &Ends,
    text: Text<'_>,
    from: usize,
) -> Option<(Vec<String>, usize)> {
    let Text { bytes, last } = text;
    let mut spans: Vec<Span> = Vec::new();
    let next = if *way == Way::Quoted {
        quoted::any(ends, text, from, &mut spans)?
    } else {
        let end = match ends.next_row(bytes, from) {
            Some(end) => end,
            None if last => bytes.len(),
            None => return None,
        };
        let mut at = from;
        while let Some(to) = ends::next(&ends.field, &bytes[..end], at) {
            spans.push(Span::plain(at, to));
            at = to + ends.field.len();
        }
        spans.push(Span::plain(at, end));
        (end + ends.row.len()).min(bytes.len())
    };
    let field = |span: &Span| {
        let mut made = Vec::new();
        match span.quotes {
            Quotes::Doubled => quoted::undouble(&bytes[span.from..span.to], &mut made),
            _ => made.extend_from_slice(&bytes[span.from..span.to]),
        }
        String::from_utf8_lossy(&made).into_owned()
    };
    Some((spans.iter().map(field).collect(), next))
}
