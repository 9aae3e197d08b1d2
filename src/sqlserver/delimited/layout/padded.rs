//! Columns filled with blanks, as sqlcmd prints them: their widths are those of its dashes.

use super::faults;
use crate::sqlserver::delimited::class::Class;
use crate::sqlserver::delimited::layout::{Layout, Span, Step, Text};

/// The fields of the row that begins here.
pub(super) fn split(
    layout: &Layout,
    widths: &[usize],
    text: Text<'_>,
    from: usize,
    spans: &mut Vec<Span>,
) -> Step {
    let Text { bytes, last } = text;
    let ends = &layout.ends;
    let mut at = from;
    for (number, width) in widths.iter().enumerate() {
        let is_last = number + 1 == widths.len();
        let end = advance(bytes, at, *width);
        if is_last {
            let rest = bytes.get(at..).unwrap_or_default();
            // Whatever cut the blanks at the end cut this one short.
            let end = end
                .filter(|end| bytes[*end..].starts_with(&ends.row) || *end == bytes.len())
                .or_else(|| ends.next_row(bytes, at));
            let (to, next) = match end {
                Some(end) if end < bytes.len() => (end, end + ends.row.len()),
                _ if !last => return Step::Incomplete,
                _ => (at + rest.len(), at + rest.len()),
            };
            if advance(&bytes[..to], at, width + 1).is_some() {
                return fault(layout, bytes, from, number + 1);
            }
            spans.push(trimmed(bytes, at, to, layout.classes.get(number)));
            return Step::Row { next };
        }
        match end {
            Some(end) if bytes[end..].starts_with(&ends.field) => {
                spans.push(trimmed(bytes, at, end, layout.classes.get(number)));
                at = end + ends.field.len();
            }
            None if !last => return Step::Incomplete,
            None if ends.next_row(bytes, from).is_none() => {
                return Step::Fault {
                    fault: faults::cut_off(from, number + 1, widths.len()),
                    next: bytes.len(),
                };
            }
            _ => return fault(layout, bytes, from, number + 1),
        }
    }
    Step::Incomplete
}

fn fault(layout: &Layout, bytes: &[u8], from: usize, column: usize) -> Step {
    let end = layout.ends.next_row(bytes, from);
    Step::Fault {
        fault: faults::width(from, column),
        next: end.map_or(bytes.len(), |end| end + layout.ends.row.len()),
    }
}

/// The place so many characters, as SQL Server counts them, further on.
fn advance(bytes: &[u8], from: usize, characters: usize) -> Option<usize> {
    if bytes
        .get(from..from + characters)
        .is_some_and(<[u8]>::is_ascii)
    {
        return Some(from + characters);
    }
    let mut at = from;
    let mut left = characters;
    while left > 0 {
        let length = match bytes.get(at)? {
            0..0x80 => 1,
            0x80..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        left = left.saturating_sub(if length == 4 { 2 } else { 1 });
        at += length;
    }
    (at <= bytes.len()).then_some(at)
}

/// A field without the blanks that fill it: numbers stand at the right, text at the left.
fn trimmed(bytes: &[u8], from: usize, to: usize, class: Option<&Class>) -> Span {
    let field = &bytes[from..to];
    let behind = field.iter().rev().take_while(|byte| **byte == b' ').count();
    let to = to - behind;
    let text = class.is_none_or(|class| *class == Class::Text);
    let before = if text {
        0
    } else {
        let field = &bytes[from..to];
        field.iter().take_while(|byte| **byte == b' ').count()
    };
    Span::plain(from + before, to)
}
