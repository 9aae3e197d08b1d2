//! Finds out what tells the fields and rows of a file apart.

use std::cmp::Reverse;

use super::best::{best, single};
use super::ends::{self, Ends, shown};
use super::found::Found;
use super::layout::{Text, Way};
use super::naming::Named;

/// What stands between fields, the most usual first.
const FIELDS: [&[u8]; 10] = [
    b"\t", b",", b";", b"|", b"+|", b"||", b"~", b"^", b"\x1F", b"\x01",
];

/// What stands behind rows: the longer before those that they end in.
pub(super) const ROWS: [&[u8]; 5] = [b"&|\r\n", b"&|\n", b"\r\n", b"\n", b"\x1E"];

/// What somebody said.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub field: Option<Vec<u8>>,
    pub row: Option<Vec<u8>>,
}

/// Why there is no way, or no single one.
#[derive(Debug, Default)]
pub(super) struct Failure {
    /// The two ways between which nothing decides.
    pub alike: Option<(String, String)>,
    /// What was tried, each with what was wrong.
    pub tried: Vec<String>,
}

/// The beginning of a file, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample<'a> {
    pub text: Text<'a>,
    /// Behind what is neither header nor rows.
    pub from: usize,
    pub named: &'a Named,
}

/// The way that fits best.
pub(super) fn sniff(sample: Sample<'_>, said: &Said) -> Result<Found, Failure> {
    let mut failure = Failure::default();
    let mut found: Vec<Found> = Vec::new();
    for ends in candidates(sample, said) {
        let longer: Vec<&[u8]> = match said.row {
            Some(_) => Vec::new(),
            None => longer(&ends.row).collect(),
        };
        let plain = best(sample, Way::Plain, &ends, &longer);
        let quoted = best(sample, Way::Quoted, &ends, &longer);
        match choose(plain, quoted) {
            Ok(one) => found.push(one),
            Err(why) => failure.tried.push(format!(
                "{}, {}: {why}",
                shown(&ends.field),
                shown(&ends.row)
            )),
        }
    }
    without_shorter(&mut found);
    // Where two are equal, the first one stays.
    found.sort_by_key(|one| Reverse(one.score.rank()));
    let mut found = found.into_iter();
    let Some(first) = found.next() else {
        return single(sample, said).ok_or(failure);
    };
    let alike = found.find(|other| {
        other.score.rank() == first.score.rank()
            && other.layout.ends.field != first.layout.ends.field
            && !first.header
    });
    if let Some(other) = alike {
        let way = |found: &Found| {
            let ends = &found.layout.ends;
            let fields = found.layout.fields();
            format!(
                "{}, {} ({fields} columns)",
                shown(&ends.field),
                shown(&ends.row)
            )
        };
        failure.alike = Some((way(&first), way(&other)));
        return Err(failure);
    }
    Ok(first.settled())
}

/// Terminators that occur, or that somebody said.
fn candidates(sample: Sample<'_>, said: &Said) -> Vec<Ends> {
    let bytes = &sample.text.bytes[sample.from..];
    let occurs = |terminator: &[u8]| ends::next(terminator, bytes, 0).is_some();
    let list = |said: &Option<Vec<u8>>, all: &[&'static [u8]], one: bool| -> Vec<Vec<u8>> {
        match said {
            Some(said) => vec![said.clone()],
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
    let fields = list(&said.field, &FIELDS, false);
    let rows = list(&said.row, &ROWS, sample.text.last);
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
fn without_shorter(found: &mut Vec<Found>) {
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

/// With quotes or without, where one or both fit.
fn choose(plain: Result<Found, String>, quoted: Result<Found, String>) -> Result<Found, String> {
    let (plain, quoted) = match (plain, quoted) {
        (Ok(plain), Ok(quoted)) => (plain, quoted),
        (Ok(one), Err(_)) | (Err(_), Ok(one)) => return Ok(one),
        (Err(why), Err(_)) => return Err(why),
    };
    let (without, with) = (&plain.score, &quoted.score);
    let takes_quotes = if with.systematic && with.bad * 2 <= with.rows {
        true
    } else if with.bad == without.bad {
        // Fewer rows: there is one inside of quotes that are none.
        with.rows >= without.rows
            && match &*plain.layout.ends.field {
                // Without any quote, it is only what such files usually have.
                b"," | b";" => true,
                b"\t" | b"|" => with.needed > 0,
                // Whoever takes a rare terminator does so to do without quotes.
                _ => false,
            }
    } else {
        with.bad < without.bad
    };
    Ok(if takes_quotes { quoted } else { plain })
}
