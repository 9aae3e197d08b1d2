//! What a value in text looks like: a number, a date, or only text.

use crate::sqlserver::rows::numbers::SpreadsheetDamage;
use crate::sqlserver::{Kind, SqlType};
use crate::time::are_digits;
use crate::wording::wording;

wording! {
    in "text-rows";
    /// A class of types whose values look alike.
    #[derive(Copy, PartialEq, Eq)]
    pub(super) enum Class {
        /// `0`, `1`, and what PowerShell makes of them.
        Bit,
        /// A whole number.
        Whole,
        /// Any number.
        Number,
        /// A uniqueidentifier.
        Guid,
        /// A date, a time or both.
        Moment,
        /// Binary in hexadecimal digits.
        Binary,
        /// Anything.
        Text,
    }
}

/// The longest value of a class that is not text, with room to spare.
pub(super) const LONGEST: usize = 80;

impl Class {
    /// The class of a type.
    pub fn of(sql_type: SqlType) -> Class {
        match sql_type.kind {
            Kind::Bit => Class::Bit,
            Kind::TinyInt | Kind::SmallInt | Kind::Int | Kind::BigInt => Class::Whole,
            Kind::Real
            | Kind::Float
            | Kind::Money
            | Kind::SmallMoney
            | Kind::Decimal
            | Kind::Numeric => Class::Number,
            Kind::UniqueIdentifier => Class::Guid,
            Kind::Date
            | Kind::Time
            | Kind::DateTime
            | Kind::SmallDateTime
            | Kind::DateTime2
            | Kind::DateTimeOffset => Class::Moment,
            Kind::Binary | Kind::VarBinary | Kind::Image | Kind::Timestamp => Class::Binary,
            _ => Class::Text,
        }
    }

    /// What a spreadsheet made of a value that should be of this class; of a text that may be the text itself.
    pub fn damage(self, text: &[u8]) -> Option<SpreadsheetDamage> {
        let kind = match self {
            Class::Bit => Kind::Bit,
            Class::Whole => Kind::BigInt,
            Class::Number => Kind::Float,
            Class::Guid => Kind::UniqueIdentifier,
            Class::Moment => Kind::DateTime,
            Class::Text => return SpreadsheetDamage::of_text(text),
            Class::Binary => return None,
        };
        SpreadsheetDamage::of(kind, text)
    }

    /// Whether a value of this class has a limited length and no line ends.
    pub fn is_short(self) -> bool {
        !matches!(self, Class::Text | Class::Binary)
    }

    /// Whether this may be a value of the class. Blanks around it are not looked at; line ends are no blanks.
    pub fn fits(self, text: &[u8]) -> bool {
        let text = without_blanks(text);
        match self {
            Class::Bit => is_bit(text),
            Class::Whole => is_whole(text),
            Class::Number => is_number(text),
            Class::Guid => is_guid(text),
            Class::Moment => is_moment(text),
            Class::Binary => {
                let digits = text.strip_prefix(b"0x").unwrap_or(text);
                digits.iter().all(u8::is_ascii_hexdigit)
            }
            Class::Text => true,
        }
    }

    /// The narrowest class of this value: what a column of such values is taken for.
    pub fn guess(text: &[u8]) -> Class {
        let guesses = [Class::Whole, Class::Number, Class::Guid, Class::Moment];
        let fitting = guesses.into_iter().find(|class| class.fits(text));
        fitting.unwrap_or(Class::Text)
    }

    /// The class of values of which some are of this class and some of the other.
    pub fn and(self, other: Class) -> Class {
        match (self, other) {
            _ if self == other => self,
            (Class::Whole, Class::Number) | (Class::Number, Class::Whole) => Class::Number,
            _ => Class::Text,
        }
    }
}

fn without_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ', rest @ ..] | [rest @ .., b' '] = text {
        text = rest;
    }
    text
}

fn is_bit(text: &[u8]) -> bool {
    truth(text).is_some() || matches!(text, b"0" | b"1")
}

/// What PowerShell writes for a bit.
pub(super) fn truth(text: &[u8]) -> Option<bool> {
    if text.eq_ignore_ascii_case(b"true") {
        Some(true)
    } else if text.eq_ignore_ascii_case(b"false") {
        Some(false)
    } else {
        None
    }
}

fn unsigned(text: &[u8]) -> &[u8] {
    match text {
        [b'+' | b'-', digits @ ..] => digits,
        digits => digits,
    }
}

fn is_whole(text: &[u8]) -> bool {
    let digits = unsigned(text);
    (1..20).contains(&digits.len()) && are_digits(digits)
}

/// With a point, or a comma where that is the custom; an exponent may follow.
fn is_number(text: &[u8]) -> bool {
    let text = unsigned(text);
    let exponent = text.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = text.split_at(exponent.unwrap_or(text.len()));
    let mut parts = mantissa.splitn(2, |byte| matches!(byte, b'.' | b','));
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    mantissa.len() < 50
        && mantissa.iter().any(u8::is_ascii_digit)
        && parts.all(digits)
        && (exponent.is_empty() || is_whole(&exponent[1..]))
}

fn is_guid(text: &[u8]) -> bool {
    let inner = text
        .strip_prefix(b"{")
        .and_then(|text| text.strip_suffix(b"}"));
    let text = inner.unwrap_or(text);
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Dates and times are written as the tool and its language have it: digits, with a few signs and letters between.
fn is_moment(text: &[u8]) -> bool {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let signs = text.iter().filter(|byte| b"-/.:".contains(byte)).count();
    let letters = text.iter().filter(|byte| byte.is_ascii_alphabetic());
    (6..=40).contains(&text.len())
        && digits >= 3
        && signs >= 1
        && letters.count() <= 5
        && text.first().is_some_and(u8::is_ascii_alphanumeric)
        && text
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b" -/.:,+".contains(byte))
        && (signs >= 2 || text.contains(&b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_told_from_their_neighbours() {
        for byte in 0..=u8::MAX {
            for at in 0..9 {
                let mut text = *b"012345678";
                text[at] = byte;
                assert_eq!(
                    are_digits(&text),
                    byte.is_ascii_digit(),
                    "{byte:02X} at {at}"
                );
            }
        }
    }

    #[test]
    fn values_are_told_by_their_looks() {
        for (text, class) in [
            ("12", Class::Whole),
            ("-1", Class::Whole),
            ("634567890123456789", Class::Whole),
            ("12.50", Class::Number),
            ("1.0000E+000", Class::Number),
            ("12,50", Class::Number),
            ("6F9619FF-8B86-D011-B42D-00C04FC964FF", Class::Guid),
            ("{6f9619ff-8b86-d011-b42d-00c04fc964ff}", Class::Guid),
            ("2012-05-31 08:15:00.123", Class::Moment),
            ("31.05.2012 08:15:00", Class::Moment),
            ("May 31 2012  8:15AM", Class::Moment),
            ("08:15:00.1230000", Class::Moment),
            ("2012-05-31T08:15:00+02:00", Class::Moment),
            ("", Class::Text),
            ("-", Class::Text),
            ("e5", Class::Text),
            ("Service Desk", Class::Text),
            ("room 12: closed", Class::Text),
        ] {
            assert_eq!(Class::guess(text.as_bytes()), class, "{text}");
        }
        assert!(Class::Bit.fits(b"True") && Class::Bit.fits(b"0") && !Class::Bit.fits(b"2"));
        assert!(Class::Binary.fits(b"0x00FF") && Class::Binary.fits(b"00ff"));
    }
}
