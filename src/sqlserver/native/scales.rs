//! How many digits the second of a time has, where a format file does not say it.
//!
//! A time of so many bytes has one of several scales (reference: sql-extracts, 4), and what is early in the day at the finest
//! of them is some other time at a coarser one. Only a time that no coarser scale has tells.

use super::codec::{Clock, Codec, number};
use super::fault::FormatFault;
use super::layout::{RowLayout, State};
use crate::input::Error;
use crate::sqlserver::rows::form::Piece;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// Makes sure that these fields, which are taken for times of the finest scale, are such.
///
/// # Errors
/// Where none of the values at the beginning of the file proves it.
pub(super) fn prove(layout: &RowLayout, fields: &[usize], piece: Piece<'_>) -> Result<(), Error> {
    let mut open: Vec<Open> = fields
        .iter()
        .filter_map(|at| Some(Open::new(*at, clock(layout.fields.get(*at)?.codec)?)))
        .collect();
    let (mut at, mut spans) = (0, Vec::new());
    let mut is_all = piece.last;
    while at < piece.bytes.len() && !open.is_empty() {
        match layout.walk(piece.bytes, at, &mut spans) {
            Ok(end) if end > at => at = end,
            _ => {
                is_all = false;
                break;
            }
        }
        open.retain_mut(|field| {
            let span = spans.get(field.at).filter(|span| span.state != State::Null);
            let bytes = span.and_then(|span| piece.bytes.get(span.from..span.to));
            let units = bytes.and_then(|bytes| bytes.get(..field.clock.size()));
            let units = units.map_or(0, number);
            field.matters |= units > 0;
            units < field.beyond
        });
    }
    // Midnight is midnight at any scale.
    match open.iter().find(|field| field.matters || !is_all) {
        Some(field) => Err(field.unproven(layout)),
        None => Ok(()),
    }
}

/// A field whose scale is not proven yet.
struct Open {
    at: usize,
    clock: Clock,
    /// From so many units on, the time is beyond the end of the day at a coarser scale.
    beyond: u64,
    /// Whether any value would be another one at another scale.
    matters: bool,
}

impl Open {
    fn new(at: usize, clock: Clock) -> Self {
        let coarser = clock.scale.saturating_sub(1);
        Open {
            at,
            clock,
            beyond: DAY * 10_u64.pow(coarser.into()),
            matters: false,
        }
    }

    fn unproven(&self, layout: &RowLayout) -> Error {
        let (finest, bytes) = (self.clock.scale, self.clock.size());
        let coarsest = match bytes {
            3 => 0,
            4 => 3,
            _ => 5,
        };
        let field = layout.fields.get(self.at);
        Error::new(FormatFault::NoScale {
            field: field.map_or_else(String::new, |field| field.name.to_string()),
            bytes,
            coarsest,
            finest,
        })
    }
}

fn clock(codec: Codec) -> Option<Clock> {
    match codec {
        Codec::Time(clock) | Codec::DateTime2(clock) | Codec::DateTimeOffset(clock) => Some(clock),
        _ => None,
    }
}
