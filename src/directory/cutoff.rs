use std::fmt;

use crate::time::{Ticks, digits};

/// The date before which messages are not wanted, with the words that the user gave it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cutoff {
    at: Ticks,
    given: String,
}

impl Cutoff {
    /// From any form that [`Ticks::parse`] knows.
    pub fn parse(text: &str) -> Option<Self> {
        let at = Ticks::parse(text)?;
        let given = text.trim().to_owned();
        Some(Cutoff { at, given })
    }

    /// The moment.
    pub fn at(&self) -> Ticks {
        self.at
    }

    /// The words it was given in.
    pub fn given(&self) -> &str {
        &self.given
    }
}

impl From<Ticks> for Cutoff {
    fn from(at: Ticks) -> Self {
        let given = at.to_string();
        Cutoff { at, given }
    }
}

impl fmt::Display for Cutoff {
    /// As it was given, with its zone; ticks as a date, which can be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = &self.given;
        if digits(given.as_bytes()).is_some() {
            write!(f, "{}", self.at)
        } else if has_zone(given) {
            f.write_str(given)
        } else {
            write!(f, "{given} UTC")
        }
    }
}

/// Whether a date and time says its zone: `Z`, or hours and minutes behind the time. A date alone has hyphens, too.
fn has_zone(text: &str) -> bool {
    let time = text.find(':').map_or("", |at| &text[at..]);
    text.ends_with(['Z', 'z']) || time.contains(['+', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_it_was_given_and_with_its_zone() {
        for (given, shown, at) in [
            ("2012-01-31", "2012-01-31 UTC", "2012-01-31T00:00:00Z"),
            (
                "2012-01-31T08:00",
                "2012-01-31T08:00 UTC",
                "2012-01-31T08:00:00Z",
            ),
            (
                "2012-01-31T00:30+01:00",
                "2012-01-31T00:30+01:00",
                "2012-01-30T23:30:00Z",
            ),
            (
                "2012-01-31T08:00:00Z",
                "2012-01-31T08:00:00Z",
                "2012-01-31T08:00:00Z",
            ),
            (
                "633987936000000000",
                "2010-01-11T08:00:00Z",
                "2010-01-11T08:00:00Z",
            ),
        ] {
            let cutoff = Cutoff::parse(given).unwrap();
            assert_eq!(cutoff.to_string(), shown);
            assert_eq!(cutoff.at().to_string(), at);
        }
        assert_eq!(Cutoff::parse("yesterday"), None);
    }
}
