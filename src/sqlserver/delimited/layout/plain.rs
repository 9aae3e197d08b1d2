//! Fields as they are: each ends at its terminator, the last one at that of the row. A line end in any other is data.

use super::faults;
use crate::sqlserver::delimited::begins::Likeness;
use crate::sqlserver::delimited::class::Class;
use crate::sqlserver::delimited::ends::End;
use crate::sqlserver::delimited::layout::{Layout, Span, Step, Text};
use crate::sqlserver::delimited::notes::{Note, Notes};

/// The fields of the row that begins here.
#[inline]
pub(super) fn split(
    layout: &Layout,
    text: Text<'_>,
    from: usize,
    spans: &mut Vec<Span>,
    notes: &mut Notes,
) -> Step {
    let Text { bytes, last } = text;
    let ends = &layout.ends;
    let fields = layout.fields();
    // The first row end in a field that is not the last one, and how many fields there were up to it.
    let mut inside: Option<(usize, usize)> = None;
    let mut at = from;
    while spans.len() + 1 < fields {
        let mut look = at;
        let end = loop {
            match ends.next(bytes, look) {
                Some((end, End::Field)) => break end,
                Some((end, End::Row)) => {
                    let next = end + ends.row.len();
                    let found = spans.len() + 1;
                    let class = layout.classes.get(spans.len());
                    if class.is_some_and(|class| class.is_short()) {
                        let (next, found) = inside.unwrap_or((next, found));
                        return Step::Fault {
                            fault: faults::count(from, found, fields),
                            next,
                        };
                    }
                    inside.get_or_insert((next, found));
                    look = next;
                }
                None if !last => return Step::Incomplete,
                None => return ends_early(from, inside, spans.len() + 1, fields, bytes.len()),
            }
        };
        spans.push(Span::plain(at, end));
        at = end + ends.field.len();
    }
    last_field(layout, text, from, at, inside, spans, notes)
}

/// The last field, which begins at `at`.
#[inline]
fn last_field(
    layout: &Layout,
    text: Text<'_>,
    from: usize,
    at: usize,
    inside: Option<(usize, usize)>,
    spans: &mut Vec<Span>,
    notes: &mut Notes,
) -> Step {
    let Text { bytes, last } = text;
    let ends = &layout.ends;
    let mut look = at;
    let (mut more_fields, mut more_lines) = (0, 0);
    let (end, next) = loop {
        match ends.next(bytes, look) {
            Some((end, End::Field)) => {
                more_fields += 1;
                look = end + ends.field.len();
            }
            Some((end, End::Row)) => {
                let next = end + ends.row.len();
                if !layout.free || begins(layout, text, next) {
                    break (end, next);
                }
                more_lines += 1;
                look = next;
            }
            None if !last => return Step::Incomplete,
            None => {
                notes.add(Note::Unended, 1);
                break (bytes.len(), bytes.len());
            }
        }
    };
    if layout.takes_fields {
        notes.add(Note::FieldEnds, more_fields as u64);
    } else if more_fields > 0 {
        // Either it has more fields than there are columns, or fewer, and took those of the next one.
        let fields = layout.fields();
        let (next, found) = inside.unwrap_or((next, fields + more_fields));
        return Step::Fault {
            fault: faults::count(from, found, fields),
            next,
        };
    }
    if more_lines > 0 {
        notes.add(Note::LineEnds, more_lines);
    }
    spans.push(Span::plain(at, end));
    Step::Row { next }
}

/// Whether a row begins here, or another file, or nothing. A piece ends where [`Layout::cut`] saw that a row begins behind it; a file that
/// ends in what may be the beginning of a row was cut there.
///
/// [`Layout::cut`]: super::Layout::cut
fn begins(layout: &Layout, text: Text<'_>, next: usize) -> bool {
    next >= text.bytes.len()
        || layout.begin.check(text.bytes, next) != Likeness::No
        || layout.joint(text.bytes, next).is_some()
}

/// The file ends before the last field.
fn ends_early(
    from: usize,
    inside: Option<(usize, usize)>,
    found: usize,
    fields: usize,
    length: usize,
) -> Step {
    match inside {
        Some((next, found)) => Step::Fault {
            fault: faults::count(from, found, fields),
            next,
        },
        None => Step::Fault {
            fault: faults::cut_off(from, found, fields),
            next: length,
        },
    }
}

/// Whether the last column of these is free text, told from the next row by those before it.
pub(crate) fn is_free(classes: &[Class]) -> bool {
    classes.len() > 1 && classes.last() == Some(&Class::Text)
}
