//! Finds out what tells the fields and rows of a file apart.

use std::cmp::Reverse;

use super::best::{Misfit, Unfit, best, single};
use super::ends::{self, Ends, Terminator, shown};
use super::fit::Fit;
use super::layout::{Quotes, Way};
use super::trial::Score;
use crate::sqlserver::delimited::layout::quoted;
use crate::sqlserver::delimited::trial::{GivenEnds, ROWS, Sample};
use crate::wording::wording;

/// What stands between fields, the most usual first.
const FIELDS: [&[u8]; 10] = [
    b"\t", b",", b";", b"|", b"+|", b"||", b"~", b"^", b"\x1F", b"\x01",
];

/// Why there is no way, or no single one.
#[derive(Debug, Default)]
pub(super) struct Failure {
    /// The two ways between which nothing decides.
    pub alike: Option<(Tried, Tried)>,
    /// What was tried, each with what was wrong.
    pub tried: Vec<Tried>,
}

wording! {
    in "text-rows";
    /// A way of reading, by its terminators.
    pub(super) enum Tried {
        /// It does not fit.
        Unfit { field: Terminator, row: Terminator, why: Misfit },
        /// It fits, with so many columns.
        Fit { field: Terminator, row: Terminator, columns: usize },
    }
}

/// The way that fits best.
pub(super) fn sniff(sample: Sample<'_>, given: &GivenEnds) -> Result<Fit, Failure> {
    let mut failure = Failure::default();
    let mut found: Vec<Fit> = Vec::new();
    for ends in candidates(sample, given) {
        let longer: Vec<&[u8]> = match given.row {
            Some(_) => Vec::new(),
            None => longer(&ends.row).collect(),
        };
        let plain = best(sample, Way::Plain, &ends, &longer);
        let quoted = best(sample, Way::Quoted, &ends, &longer);
        let is_quoted = quotes_header(sample, &ends)
            || match &quoted {
                Ok(found) => is_quoted(&found.score, &ends),
                Err(unfit) => is_quoted(&unfit.score, &ends),
            };
        let chosen = if is_quoted {
            quoted
        } else {
            choose(plain, quoted)
        };
        match chosen {
            Ok(one) => found.push(one),
            Err(Unfit { why, .. }) => failure.tried.push(Tried::Unfit {
                field: shown(&ends.field),
                row: shown(&ends.row),
                why,
            }),
        }
    }
    without_shorter(&mut found);
    // Where two are equal, the first one stays.
    found.sort_by_key(|one| Reverse(one.score.rank()));
    let mut found = found.into_iter();
    let Some(first) = found.next() else {
        return single(sample, given).ok_or(failure);
    };
    let alike = found.find(|other| {
        other.score.rank() == first.score.rank()
            && other.layout.ends.field != first.layout.ends.field
            && !first.header
    });
    if let Some(other) = alike {
        let way = |found: &Fit| {
            let ends = &found.layout.ends;
            Tried::Fit {
                field: shown(&ends.field),
                row: shown(&ends.row),
                columns: found.layout.fields(),
            }
        };
        failure.alike = Some((way(&first), way(&other)));
        return Err(failure);
    }
    Ok(first.settled())
}

/// Terminators that occur, or that the user gives.
fn candidates(sample: Sample<'_>, given: &GivenEnds) -> Vec<Ends> {
    let bytes = &sample.text.bytes[sample.from..];
    let occurs = |terminator: &[u8]| ends::next(terminator, bytes, 0).is_some();
    let list = |given: &Option<Vec<u8>>, all: &[&'static [u8]], one: bool| -> Vec<Vec<u8>> {
        match given {
            Some(given) => vec![given.clone()],
            None => {
                let there = all.iter().filter(|it| occurs(it));
                let mut list: Vec<Vec<u8>> = there.map(|it| it.to_vec()).collect();
                if list.is_empty() && one {
                    list.push(b"\r\n".to_vec());
                }
                list
            }
        }
    };
    let fields = list(&given.field, &FIELDS, false);
    let rows = list(&given.row, &ROWS, sample.text.last);
    let pairs = fields
        .iter()
        .flat_map(|field| rows.iter().map(move |row| (field, row)));
    pairs
        .filter(|(field, row)| field != row)
        .map(|(field, row)| Ends::new(field, row))
        .collect()
}

/// The usual terminators that end like this one.
fn longer(row: &[u8]) -> impl Iterator<Item = &'static [u8]> {
    let all = ROWS.into_iter();
    all.filter(move |other| other.len() > row.len() && other.ends_with(row))
}

/// Leaves out ways whose rows end in a longer terminator that fits as well.
fn without_shorter(found: &mut Vec<Fit>) {
    let all: Vec<Ends> = found.iter().map(|one| one.layout.ends.clone()).collect();
    found.retain(|one| {
        let ends = &one.layout.ends;
        let is_longer = |other: &Ends| {
            other.field == ends.field
                && other.row.len() > ends.row.len()
                && other.row.ends_with(&ends.row)
        };
        one.score.longer * 2 <= one.score.rows + one.score.bad || !all.iter().any(is_longer)
    });
}

/// Whether the first row has quotes around every field: names of columns are not written so.
fn quotes_header(sample: Sample<'_>, ends: &Ends) -> bool {
    let mut spans = Vec::new();
    let end = quoted::any(ends, sample.text, sample.from, &mut spans);
    let around = spans.iter().all(|span| span.quotes != Quotes::No);
    end.is_some() && spans.len() > 1 && around
}

/// Whether a file is one that quotes its values, so that rows that do not fit are damaged, and the file no other one:
/// it has fields that are right only with their quotes, and what speaks against it is no more than that.
fn is_quoted(score: &Score, ends: &Ends) -> bool {
    // With these terminators a quote in front is nearly always one around; with others, texts may well begin with one.
    let (proof, weight) = match &*ends.field {
        b"," | b";" => (score.quoted + 4 * score.needed, 1),
        b"\t" | b"|" => (score.needed, 3),
        // A rare terminator is chosen to do without quotes.
        _ => return false,
    };
    let against = score.stray + score.bad;
    proof > 0 && against > 0 && proof >= weight * against
}

/// With quotes or without, where one or both fit.
fn choose(plain: Result<Fit, Unfit>, quoted: Result<Fit, Unfit>) -> Result<Fit, Unfit> {
    let (plain, quoted) = match (plain, quoted) {
        (Ok(plain), Ok(quoted)) => (plain, quoted),
        (Ok(one), Err(_)) | (Err(_), Ok(one)) => return Ok(one),
        (Err(why), Err(_)) => return Err(why),
    };
    let (without, with) = (&plain.score, &quoted.score);
    let usual = matches!(&*plain.layout.ends.field, b"," | b";" | b"\t" | b"|");
    // With rare terminators, a row inside of quotes is one between texts that each hold a quote.
    let whole = usual || with.rows >= without.rows;
    let takes_quotes = if with.systematic && whole && with.bad * 2 <= with.rows {
        true
    } else if with.bad == without.bad {
        // Fewer rows: there is one inside of quotes that are none.
        with.rows >= without.rows
            && match &*plain.layout.ends.field {
                // Without any quote, it is only what such files usually have.
                b"," | b";" => true,
                b"\t" | b"|" => with.needed > 0,
                // A rare terminator is chosen to do without quotes.
                _ => false,
            }
    } else {
        with.bad < without.bad
    };
    Ok(if takes_quotes { quoted } else { plain })
}
