//! Whether values can be those of the columns that they are taken for.
//!
//! Nothing in a file of bcp says what it is, and numbers of a fixed size fit any bytes of the right count. So a file is
//! believed only if its values are such as a pool has: numbers of rooms and people, which count from 1, are not
//! negative and not in the hundreds of millions; moments are of a time in which there was Group Chat, or will be; text
//! is text.
//!
//! How unlikely it is that bytes at random pass: a number of four bytes below 2^22 is one in 2^10, one below 2^8 one in
//! 2^24, a time stamp of eight bytes within 110 years one in 2^9. The row that is checked least is that of the older
//! `tblScopePrincipal`, three numbers of rooms and people: one row passes in 2^30 cases, and n rows, of whose values
//! one in four may be odd, in about 2^(20 n). Every other row has more, or lengths besides.

use super::fault::Doubt;
use crate::sqlserver::{Column, Kind};

/// What the values of a column are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Any bytes of the right length.
    Any,
    /// A whole number from 0 up to this.
    UpTo(i64),
    /// A place in a list, or -1 for what stands in none (reference: database-schema, 4).
    Place,
    /// Units of 100 ns since the year 1 (reference: database-schema, 1.1).
    Ticks,
    /// Days since 1900, and the time of day.
    Moment,
    /// UTF-16.
    Wide,
}

/// Numbers of rooms and people: far more than any pool has, and less than two letters of UTF-16 make.
const ID: i64 = (1 << 22) - 1;
/// Numbers of messages.
const MESSAGE: i64 = (1 << 40) - 1;
/// Places in a list.
const PLACE: i64 = (1 << 16) - 1;
/// Numbers of roles, kinds and settings, of which there are a dozen.
const FEW: i64 = (1 << 8) - 1;

/// From 1990 to 2100.
const TICKS: std::ops::Range<i64> = 627_667_488_000_000_000..662_380_416_000_000_000;
const DAYS: std::ops::Range<i64> = 32_872..73_048;

impl Sense {
    /// What a column of the published schema holds.
    pub fn of(column: &Column) -> Sense {
        let name = column.name.to_ascii_lowercase();
        let Some(sql_type) = column.sql_type else {
            return Sense::Any;
        };
        match sql_type.kind {
            Kind::Int => Sense::UpTo(match &*name {
                "index" => return Sense::Place,
                "rtypeid" | "prinroletypeid" => FEW,
                _ => ID,
            }),
            Kind::SmallInt => Sense::UpTo(FEW),
            Kind::BigInt if name == "chatid" => Sense::UpTo(MESSAGE),
            Kind::BigInt if name == "chatdate" || name.ends_with("on") => Sense::Ticks,
            Kind::DateTime => Sense::Moment,
            Kind::NVarChar | Kind::NChar | Kind::NText => Sense::Wide,
            _ => Sense::Any,
        }
    }

    /// Whether there are but a few such numbers, which the database itself watches over.
    pub fn is_of_few(self) -> bool {
        matches!(self, Sense::UpTo(FEW) | Sense::Place)
    }

    /// How many bits of a value are as good as fixed.
    pub fn bits(self) -> u32 {
        match self {
            Sense::Any | Sense::Wide => 0,
            Sense::UpTo(FEW) => 8,
            Sense::Place => 15,
            Sense::UpTo(MESSAGE) => 24,
            Sense::UpTo(_) => 10,
            Sense::Ticks => 9,
            // Beyond those of any date.
            Sense::Moment => 5,
        }
    }

    /// Why this value, which is not NULL, cannot be one of the column; `None` where it can.
    pub fn doubt(self, value: &[u8], column: &str) -> Option<Doubt> {
        let column = || column.to_owned();
        match self {
            Sense::Any => None,
            Sense::UpTo(most) => not_within(value, column, 0, most),
            Sense::Place => not_within(value, column, -1, PLACE),
            // Nothing is how a moment that never was is written.
            Sense::Ticks => {
                let ticks = whole(value)?;
                let fits = ticks == 0 || TICKS.contains(&ticks);
                (!fits).then(|| Doubt::NoTicks {
                    column: column(),
                    ticks: ticks.to_string(),
                })
            }
            Sense::Moment => {
                let days = whole(value.get(..4)?)?;
                let fits = days == 0 || DAYS.contains(&days);
                (!fits).then(|| Doubt::NoMoment { column: column() })
            }
            Sense::Wide => {
                let noise = is_noise(value);
                noise.then(|| Doubt::Noise { column: column() })
            }
        }
    }
}

fn not_within(value: &[u8], column: impl Fn() -> String, least: i64, most: i64) -> Option<Doubt> {
    let number = whole(value)?;
    let fits = (least..=most).contains(&number);
    (!fits).then(|| Doubt::NotWithin {
        column: column(),
        number: number.to_string(),
        least: least.to_string(),
        most: most.to_string(),
    })
}

/// A signed number with its last byte first.
fn whole(value: &[u8]) -> Option<i64> {
    Some(match value.len() {
        2 => i16::from_le_bytes(*value.first_chunk()?).into(),
        4 => i32::from_le_bytes(*value.first_chunk()?).into(),
        8 => i64::from_le_bytes(*value.first_chunk()?),
        _ => return None,
    })
}

/// Whether more than a few of the units are none of a text: halves of characters, control characters, characters that
/// are not assigned. One here and there is damage, of which others speak.
fn is_noise(value: &[u8]) -> bool {
    let units = value
        .as_chunks::<2>()
        .0
        .iter()
        .map(|it| u16::from_le_bytes(*it));
    let characters = char::decode_utf16(units);
    let (mut all, mut bad) = (0, 0);
    for character in characters {
        all += 1;
        let is_text = character.is_ok_and(|it| {
            let tidy = !it.is_control() || matches!(it, '\t' | '\n' | '\r');
            tidy && !matches!(it, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}')
        });
        bad += usize::from(!is_text);
    }
    bad * 16 > all
}
