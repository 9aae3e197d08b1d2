//! What a spreadsheet makes of a value, where a text file was opened and saved in one.

use crate::sqlserver::Kind;
use crate::sqlserver::rows::form::Fault;
use crate::wording::wording;

wording! {
    in "values";
    /// What happened to a value.
    #[derive(Copy, PartialEq, Eq)]
    pub(crate) enum SpreadsheetDamage {
        /// `6,33988E+17`: the digits behind the sixth are lost.
        Rounded,
        /// `#NAME?`.
        Error,
        /// `########`.
        Narrow,
        /// `WAHR`.
        Truth,
        /// `12.01.2009` where a number should be.
        DateForNumber,
        /// `31.12.2012 08:15` where a moment should be.
        LocalDate,
    }
}

wording! {
    in "values";
    /// The same, with its place.
    enum InColumn {
        /// What stands in which column.
        DamagedIn { damage: SpreadsheetDamage, found: String, column: String },
    }
}

wording! {
    in "values";
    /// The same of several values, with an example.
    pub(crate) enum DamagedValues {
        /// Digits are lost.
        AllRounded { values: u64 },
        /// Errors stand there.
        AllErrors { values: u64 },
        /// The columns were too narrow.
        AllNarrow { values: u64 },
        /// Bits are written as words.
        AllTruths { values: u64 },
        /// Dates stand in the place of numbers.
        AllDates { values: u64 },
        /// Dates are written in the way of a country.
        AllLocalDates { values: u64 },
    }
}

impl SpreadsheetDamage {
    /// All of them.
    pub const ALL: [SpreadsheetDamage; 6] = [
        SpreadsheetDamage::Rounded,
        SpreadsheetDamage::Error,
        SpreadsheetDamage::Narrow,
        SpreadsheetDamage::Truth,
        SpreadsheetDamage::DateForNumber,
        SpreadsheetDamage::LocalDate,
    ];

    /// What a value became that should be one of this type; `None` where it looks like something else.
    pub fn of(kind: Kind, text: &[u8]) -> Option<SpreadsheetDamage> {
        use Kind::{
            BigInt, Bit, Date, DateTime, DateTime2, DateTimeOffset, Int, SmallDateTime, SmallInt,
            TinyInt, UniqueIdentifier,
        };
        let text = text.trim_ascii();
        if kind.is_text() || text.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let whole = matches!(kind, TinyInt | SmallInt | Int | BigInt);
        let moment = matches!(
            kind,
            Date | DateTime | SmallDateTime | DateTime2 | DateTimeOffset
        );
        match () {
            () if is_error(text) => Some(SpreadsheetDamage::Error),
            () if is_narrow(text) => Some(SpreadsheetDamage::Narrow),
            () if (whole || moment || kind == UniqueIdentifier) && is_rounded(text) => {
                Some(SpreadsheetDamage::Rounded)
            }
            () if (whole || kind == Bit) && is_truth(text) => Some(SpreadsheetDamage::Truth),
            () if (whole || kind == Bit) && is_date(text) => Some(SpreadsheetDamage::DateForNumber),
            () if moment && is_local_date(text) => Some(SpreadsheetDamage::LocalDate),
            () => None,
        }
    }

    /// What a text became, unless it was just that.
    pub fn of_text(text: &[u8]) -> Option<SpreadsheetDamage> {
        is_error(text).then_some(SpreadsheetDamage::Error)
    }

    /// The fault: a value of this column is that.
    pub fn fault(self, column: &str, found: &[u8]) -> Fault {
        let what = InColumn::DamagedIn {
            damage: self,
            found: String::from_utf8_lossy(found).into_owned(),
            column: column.to_owned(),
        };
        Fault::new(0, what)
    }

    /// The same of so many values.
    pub fn of_several(self, values: u64) -> DamagedValues {
        match self {
            SpreadsheetDamage::Rounded => DamagedValues::AllRounded { values },
            SpreadsheetDamage::Error => DamagedValues::AllErrors { values },
            SpreadsheetDamage::Narrow => DamagedValues::AllNarrow { values },
            SpreadsheetDamage::Truth => DamagedValues::AllTruths { values },
            SpreadsheetDamage::DateForNumber => DamagedValues::AllDates { values },
            SpreadsheetDamage::LocalDate => DamagedValues::AllLocalDates { values },
        }
    }
}

fn is_narrow(text: &[u8]) -> bool {
    text.len() > 1 && text.iter().all(|byte| *byte == b'#')
}

/// `6,33988E+17`: the digits behind the sixth are lost.
fn is_rounded(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let Some(exponent) = text.iter().position(|byte| matches!(byte, b'e' | b'E')) else {
        return false;
    };
    let (mantissa, exponent) = (&text[..exponent], &text[exponent + 1..]);
    let digits = exponent
        .strip_prefix(b"+")
        .or_else(|| exponent.strip_prefix(b"-"))
        .unwrap_or(exponent);
    let number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    mantissa.first().is_some_and(u8::is_ascii_digit)
        && mantissa.iter().all(number)
        && (1..=3).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
}

/// `#NAME?`, `#REF!`, `#WERT!`, `#N/A`, `#NV`: in each language of Excel by other words.
fn is_error(text: &[u8]) -> bool {
    let Some(name) = text.strip_prefix(b"#") else {
        return false;
    };
    let capitals = |name: &[u8]| {
        let letter =
            |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b'/' | b'0') || *byte >= 0x80;
        (2..16).contains(&name.len()) && name.iter().all(letter)
    };
    match name {
        [name @ .., b'?' | b'!'] => capitals(name),
        name => matches!(name, b"N/A" | b"NV" | b"N/D" | b"N/B"),
    }
}

/// Words for yes and no that no tool of SQL Server writes: English ones are what PowerShell writes, too.
fn is_truth(text: &[u8]) -> bool {
    const WORDS: [&str; 28] = [
        "WAHR",
        "FALSCH",
        "VRAI",
        "FAUX",
        "VERO",
        "FALSO",
        "VERDADERO",
        "VERDADEIRO",
        "WAAR",
        "ONWAAR",
        "SAND",
        "FALSK",
        "SANN",
        "USANN",
        "SANT",
        "FALSKT",
        "TOSI",
        "EPÄTOSI",
        "PRAWDA",
        "FAŁSZ",
        "PRAVDA",
        "NEPRAVDA",
        "IGAZ",
        "HAMIS",
        "DOĞRU",
        "YANLIŞ",
        "ИСТИНА",
        "ЛОЖЬ",
    ];
    let is = |word: &&str| text.eq_ignore_ascii_case(word.as_bytes());
    WORDS.iter().any(is)
}

/// Whether this is a date or a time as people write it, where a number should be.
fn is_date(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let date = text.split(|byte| *byte == b' ').next().unwrap_or_default();
    let mut parts = date.split(|byte| matches!(byte, b'.' | b'/' | b'-'));
    let number =
        |part: &[u8]| matches!(part.len(), 1 | 2 | 4) && part.iter().all(u8::is_ascii_digit);
    (0..3).all(|_| parts.next().is_some_and(number)) && parts.next().is_none()
}

/// The same, where not the year comes first: then only its language says which is the day.
fn is_local_date(text: &[u8]) -> bool {
    const YEAR: usize = 4;
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits < YEAR && is_date(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Option<SpreadsheetDamage> {
        SpreadsheetDamage::of(kind, text.as_bytes())
    }

    #[test]
    fn what_a_spreadsheet_writes_is_told() {
        use SpreadsheetDamage::{DateForNumber, Error, LocalDate, Narrow, Rounded, Truth};
        for (kind, text, damage) in [
            (Kind::BigInt, "6,33988E+17", Rounded),
            (Kind::BigInt, "6.33988E+17", Rounded),
            (Kind::Int, "6E+17", Rounded),
            (Kind::Int, "-1,2e+10", Rounded),
            (Kind::Int, "#NAME?", Error),
            (Kind::Bit, "#WERT!", Error),
            (Kind::Float, "#N/A", Error),
            (Kind::DateTime, "#DIV/0!", Error),
            (Kind::DateTime, "########", Narrow),
            (Kind::Bit, "WAHR", Truth),
            (Kind::Bit, "Faux", Truth),
            (Kind::Bit, "ЛОЖЬ", Truth),
            (Kind::BigInt, "12.01.2009 10:23", DateForNumber),
            (Kind::BigInt, "1/12/2009", DateForNumber),
            (Kind::BigInt, "2009-01-12 10:23:00", DateForNumber),
            (Kind::DateTime, "31.12.2012 08:15", LocalDate),
            (Kind::DateTime, "12/31/2012 8:15 AM", LocalDate),
            (Kind::DateTime2, "31-12-12", LocalDate),
        ] {
            assert_eq!(of(kind, text), Some(damage), "{text}");
        }
    }

    #[test]
    fn what_others_write_is_no_damage() {
        for (kind, text) in [
            (Kind::Int, "633988"),
            (Kind::Int, ""),
            (Kind::Int, "#"),
            (Kind::NVarChar, "#NAME?"),
            (Kind::Int, "E17"),
            (Kind::Bit, "1"),
            (Kind::Bit, "TRUE"),
            (Kind::Binary, "0x1E"),
            (Kind::Bit, "Falscher"),
            (Kind::Float, "6.3398800000000000E+017"),
            (Kind::Float, "6.33988E+17"),
            (Kind::Money, "1.2"),
            (Kind::BigInt, "10:23"),
            (Kind::BigInt, "1.2.3.4"),
            (Kind::DateTime, "2012-12-31 08:15:00.123"),
            (Kind::DateTime, "2012/12/31 8:15"),
            (Kind::DateTime, "20121231 08:15"),
            (Kind::DateTime, "Dec 31 2012  8:15AM"),
        ] {
            assert_eq!(of(kind, text), None, "{text}");
        }
    }
}
