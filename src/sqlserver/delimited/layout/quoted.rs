//! Fields between quotes where they need it: a quote inside is doubled, line ends inside are data.

use memchr::memchr;

use super::faults;
use crate::sqlserver::delimited::begins::Likeness;
use crate::sqlserver::delimited::ends::{End, Ends};
use crate::sqlserver::delimited::layout::{Layout, Quotes, Span, Step, Text};
use crate::sqlserver::delimited::notes::{Note, Notes};
use crate::sqlserver::rows::form::Fault;

const QUOTE: u8 = b'"';

/// A row, or why there is none.
enum Scan {
    /// So many fields; `ended`: a terminator ends it.
    Row {
        found: usize,
        next: usize,
        ended: bool,
    },
    Incomplete,
    /// A fault in the field that begins there.
    Fault {
        fault: Fault,
        open: usize,
    },
}

/// The fields of the row that begins here.
#[inline]
pub(super) fn split(
    layout: &Layout,
    text: Text<'_>,
    from: usize,
    spans: &mut Vec<Span>,
    notes: &mut Notes,
) -> Step {
    let fields = layout.fields();
    match scan(&layout.ends, fields, text, from, spans) {
        Scan::Row { found, next, ended } if found == fields => {
            notes.add(Note::Unended, u64::from(!ended));
            Step::Row { next }
        }
        Scan::Row { found, next, ended } => Step::Fault {
            fault: if ended || found > fields {
                faults::count(from, found, fields)
            } else {
                faults::cut_off(from, found, fields)
            },
            next,
        },
        Scan::Incomplete => Step::Incomplete,
        Scan::Fault { fault, open } => Step::Fault {
            next: resume(layout, text.bytes, open),
            fault,
        },
    }
}

/// Where to go on behind a field whose quotes are wrong: where the next row begins, by its looks. Where nothing tells,
/// at the next row end.
#[cold]
fn resume(layout: &Layout, bytes: &[u8], open: usize) -> usize {
    let ends = &layout.ends;
    let mut at = open;
    let mut first = None;
    while let Some(end) = ends.next_row(bytes, at) {
        at = end + ends.row.len();
        if !layout.begin.tells() || layout.begin.check(bytes, at) == Likeness::Yes {
            return at;
        }
        first = first.or(Some(at));
    }
    first.unwrap_or(bytes.len())
}

/// The fields of a row, however many: where it ends.
pub(crate) fn any(
    ends: &Ends,
    text: Text<'_>,
    from: usize,
    spans: &mut Vec<Span>,
) -> Option<usize> {
    match scan(ends, usize::MAX, text, from, spans) {
        Scan::Row { next, .. } => Some(next),
        _ => None,
    }
}

#[inline]
fn scan(ends: &Ends, most: usize, text: Text<'_>, from: usize, spans: &mut Vec<Span>) -> Scan {
    let Text { bytes, last } = text;
    let mut at = from;
    let mut found = 0;
    loop {
        let (span, end) = if bytes.get(at) == Some(&QUOTE) {
            let Some((close, quotes)) = close(text, at + 1) else {
                return unclosed(text, at);
            };
            let behind = close + 1;
            let end = ends.at(bytes, behind);
            if end.is_none() && behind < bytes.len() {
                return goes_on(ends, text, at, behind);
            }
            let span = Span {
                from: at + 1,
                to: close,
                quotes,
            };
            (span, end.map(|end| (behind, end)))
        } else {
            let end = ends.next(bytes, at);
            let to = end.map_or(bytes.len(), |(end, _)| end);
            (Span::plain(at, to), end)
        };
        found += 1;
        if found <= most {
            spans.push(span);
        }
        let (next, ended) = match end {
            Some((end, End::Field)) => {
                at = end + ends.field.len();
                continue;
            }
            Some((end, End::Row)) => (end + ends.row.len(), true),
            None if !last => return Scan::Incomplete,
            None => (bytes.len(), false),
        };
        return Scan::Row { found, next, ended };
    }
}

/// Text behind a closing quote that is no terminator, or not yet.
#[cold]
fn goes_on(ends: &Ends, text: Text<'_>, open: usize, behind: usize) -> Scan {
    let rest = &text.bytes[behind..];
    if !text.last && (ends.row.starts_with(rest) || ends.field.starts_with(rest)) {
        return Scan::Incomplete;
    }
    let fault = faults::behind_quote(behind);
    Scan::Fault { fault, open }
}

/// The quote that closes a field, and whether there are others in it.
#[inline]
fn close(text: Text<'_>, from: usize) -> Option<(usize, Quotes)> {
    let Text { bytes, last } = text;
    let mut quotes = Quotes::Around;
    let mut at = from;
    loop {
        at += memchr(QUOTE, bytes.get(at..)?)?;
        match bytes.get(at + 1) {
            Some(&QUOTE) => {
                quotes = Quotes::Doubled;
                at += 2;
            }
            None if !last => return None,
            _ => return Some((at, quotes)),
        }
    }
}

/// A field without its closing quote.
#[cold]
fn unclosed(text: Text<'_>, open: usize) -> Scan {
    if !text.last {
        return Scan::Incomplete;
    }
    let fault = faults::unclosed(open);
    Scan::Fault { fault, open }
}

/// Appends a field without the doubling of its quotes.
pub(crate) fn undouble(field: &[u8], made: &mut Vec<u8>) {
    let mut rest = field;
    while let Some(at) = memchr(QUOTE, rest) {
        made.extend_from_slice(&rest[..=at]);
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    made.extend_from_slice(rest);
}
