//! Values as a spreadsheet leaves them, where a file was opened and saved in one.

use super::class::Class;
use crate::source::sql::numbers::spreadsheet;

/// Whether this stands where a value of the class should, and is what a spreadsheet makes of one.
pub(super) fn is_damaged(class: Class, value: &[u8]) -> bool {
    match class {
        Class::Text | Class::Binary => false,
        Class::Whole => spreadsheet::damage(value).is_some() || spreadsheet::is_date(value),
        _ => spreadsheet::damage(value).is_some(),
    }
}
