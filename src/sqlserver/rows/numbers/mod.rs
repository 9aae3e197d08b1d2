//! Values as SQL Server prints them: each form of extract spells a value in its own way, and all give the same text.
//!
//! Each function appends to a text. `None`: there is no such value; nothing was appended then.

mod dates;
mod exact;
mod spreadsheet;

pub(crate) use crate::sqlserver::rows::numbers::exact::unique_identifier;
pub(crate) use dates::{date, datetime, datetime_offset, datetime2, small_datetime, time};
pub(crate) use exact::{decimal, money};
pub(crate) use spreadsheet::SpreadsheetDamage;

/// Appends a number with at least so many digits.
fn padded(number: u64, width: usize, text: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut rest = number;
    let mut first = digits.len();
    while rest > 0 || digits.len() - first < width {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    text.extend_from_slice(&digits[first..]);
}
