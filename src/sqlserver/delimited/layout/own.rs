//! Fields that each have their own end, as a format file says.

use super::faults;
use crate::sqlserver::delimited::ends;
use crate::sqlserver::delimited::layout::{Span, Step, Stop, Text};

/// The fields of the row that begins here.
pub(super) fn split(stops: &[Stop], text: Text<'_>, from: usize, spans: &mut Vec<Span>) -> Step {
    let Text { bytes, last } = text;
    let mut at = from;
    for (number, stop) in stops.iter().enumerate() {
        let found = match stop {
            Stop::At(terminator) => {
                ends::next(terminator, bytes, at).map(|end| (end, end + terminator.len()))
            }
            Stop::After(characters) => {
                after(&bytes[at..], *characters, last).map(|length| (at + length, at + length))
            }
        };
        let (end, next) = match found {
            Some(found) => found,
            None if !last => return Step::Incomplete,
            // The last row may do without its end.
            None if number + 1 == stops.len() && matches!(stop, Stop::At(_)) => {
                (bytes.len(), bytes.len())
            }
            None => {
                return Step::Fault {
                    fault: faults::cut_off(from, number + 1, stops.len()),
                    next: bytes.len(),
                };
            }
        };
        spans.push(Span::plain(at, end));
        at = next;
    }
    Step::Row { next: at }
}

/// How many bytes so many characters have. The last of them may go on in the next piece.
fn after(bytes: &[u8], characters: usize, last: bool) -> Option<usize> {
    let mut starts = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte & 0xC0 != 0x80);
    match starts.nth(characters) {
        Some((end, _)) => Some(end),
        None if last => {
            let count = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
            (count == characters).then_some(bytes.len())
        }
        None => None,
    }
}
