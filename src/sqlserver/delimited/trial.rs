//! Reads the beginning of a file in one way, to see how well that fits.

use super::class::Class;
use super::ends::Ends;
use super::layout::{Layout, Quotes, Step, Text, Way};
use super::notes::Notes;
use crate::sqlserver::delimited::naming::Named;
use crate::wording::{Sentence, wording};

/// How well a way of reading fits.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    /// Rows whose values look like those of their columns.
    pub rows: u64,
    /// Rows that do not, or cannot be read.
    pub bad: u64,
    /// Columns of numbers, dates and the like.
    pub typed: usize,
    /// Terminators that were taken as data.
    pub inside: u64,
    /// Whether the word NULL stands where only a number, a date or the like can stand.
    pub words: bool,
    /// What may stand for NULL, column by column.
    pub nulls: Vec<Absent>,
    /// Fields between quotes; those that need them; whether there is a column with nothing else.
    pub quoted: u64,
    pub needed: u64,
    pub systematic: bool,
    /// Fields without quotes around them that hold one: a tool that quotes what needs it writes none.
    pub stray: u64,
    /// Rows that end in one of the longer terminators.
    pub longer: u64,
    /// What the columns hold.
    pub classes: Vec<Option<Class>>,
    /// What was wrong first.
    pub fault: Option<Sentence>,
}

/// What a column holds that may stand for NULL.
#[derive(Clone, Copy, Debug)]
pub(super) struct Absent {
    /// The word NULL, without quotes.
    pub word: bool,
    /// Nothing at all.
    pub empty: bool,
}

/// A way to try.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial<'a> {
    pub layout: &'a Layout,
    /// What the columns must hold.
    pub known: &'a [Option<Class>],
    /// Terminators that end like that of the rows.
    pub longer: &'a [&'a [u8]],
    /// How many bad rows are too many, where there are fewer good ones.
    pub most_bad: u64,
}

/// What was seen of a column.
#[derive(Clone, Debug, Default)]
struct Seen {
    class: Option<Class>,
    values: u64,
    words: u64,
    /// Empty fields without quotes, or with the NUL character that stands for an empty string.
    empty: u64,
    quoted: u64,
}

wording! {
    in "text-rows";
    /// What is wrong with a row in a trial.
    enum RowInTrial {
        /// A field does not look like the values of its column.
        NoValue { field: usize, class: Class },
        /// The same, and whatever else it is, with the number of the row.
        AtRow { row: u64, what: Sentence },
    }
}

/// Reads the rows of the beginning.
pub(super) fn score(trial: &Trial<'_>, text: Text<'_>, from: usize) -> Score {
    let Trial {
        layout,
        known,
        longer,
        most_bad,
    } = trial;
    let (bytes, _) = layout.rows_of(text);
    let text = Text { bytes, ..text };
    let mut score = Score::default();
    let mut seen = vec![Seen::default(); layout.fields()];
    let mut spans = Vec::new();
    let mut notes = Notes::default();
    let mut at = from;
    while at < bytes.len() {
        match layout.split(text, at, &mut spans, &mut notes) {
            Step::Incomplete => break,
            Step::Fault { fault, next } => {
                score.wrong(fault.what);
                at = next;
            }
            Step::Row { next } => {
                let mut misfit = None;
                for (number, span) in spans.iter().enumerate() {
                    let value = &bytes[span.from..span.to];
                    let Some(seen) = seen.get_mut(number) else {
                        continue;
                    };
                    if span.quotes != Quotes::No {
                        score.quoted += 1;
                        seen.quoted += 1;
                        score.needed += u64::from(needs_quotes(value, &layout.ends));
                    } else if layout.way == Way::Quoted {
                        score.stray += u64::from(memchr::memchr(b'"', value).is_some());
                    }
                    if value.is_empty() || value == [0] {
                        seen.empty += u64::from(span.quotes == Quotes::No);
                        continue;
                    }
                    if value == b"NULL" && span.quotes == Quotes::No {
                        seen.words += 1;
                        continue;
                    }
                    seen.values += 1;
                    match known.get(number).copied().flatten() {
                        Some(class) if class.fits(value) => {}
                        // A value that is damaged is reported row by row; it says nothing against the way.
                        Some(class) if class.damage(value).is_some() => {}
                        Some(class) => misfit = misfit.or(Some((number, class))),
                        None => {
                            let guess = if seen.class == Some(Class::Text) {
                                Class::Text
                            } else {
                                Class::guess(value)
                            };
                            seen.class = Some(seen.class.map_or(guess, |class| class.and(guess)));
                        }
                    }
                }
                if let Some((number, class)) = misfit {
                    let field = number + 1;
                    score.wrong(RowInTrial::NoValue { field, class });
                } else {
                    score.rows += 1;
                }
                let ended = longer.iter().any(|longer| bytes[..next].ends_with(longer));
                score.longer += u64::from(ended);
                score.inside += inside(layout, bytes, &spans);
                at = next;
            }
        }
        if score.bad > *most_bad && (*most_bad == 0 || score.bad > score.rows) {
            break;
        }
    }
    score.inside += notes.inside();
    score.close(&seen, known);
    score
}

impl Score {
    /// Whether a file can be read so: nearly all of it, or at least as many rows as cannot.
    pub fn is_acceptable(&self) -> bool {
        self.rows >= self.bad && self.rows > 0
    }

    /// What is better is greater.
    pub fn rank(&self) -> impl Ord + use<> {
        let clean = self.bad * 50 <= self.rows;
        let fewer = std::cmp::Reverse;
        (
            clean,
            self.typed,
            fewer(self.bad),
            fewer(self.inside),
            self.rows,
        )
    }

    fn wrong(&mut self, what: impl Into<Sentence>) {
        self.bad += 1;
        let row = self.rows + self.bad;
        self.fault.get_or_insert_with(|| {
            let what = what.into();
            RowInTrial::AtRow { row, what }.into()
        });
    }

    fn close(&mut self, seen: &[Seen], known: &[Option<Class>]) {
        for (number, seen) in seen.iter().enumerate() {
            let class = known.get(number).copied().flatten().or(seen.class);
            let typed = class.is_some_and(|class| class != Class::Text);
            self.typed += usize::from(typed && seen.values > 0);
            self.words |= typed && seen.words > 0;
            self.nulls.push(Absent {
                word: seen.words > 0,
                empty: seen.empty > 0,
            });
            self.systematic |= seen.quoted > 1 && seen.quoted >= seen.values;
            self.classes.push(class);
        }
    }
}

fn needs_quotes(value: &[u8], ends: &Ends) -> bool {
    value.contains(&b'"') || ends.next(value, 0).is_some() || value.contains(&b'\n')
}

/// How many fields hold the end of a row.
fn inside(layout: &Layout, bytes: &[u8], spans: &[super::layout::Span]) -> u64 {
    let holds = |span: &&super::layout::Span| {
        span.quotes == Quotes::No
            && layout
                .ends
                .next_row(&bytes[span.from..span.to], 0)
                .is_some()
    };
    spans.iter().filter(holds).count() as u64
}

/// What stands behind rows: the longer before those that they end in.
pub(crate) const ROWS: [&[u8]; 5] = [b"&|\r\n", b"&|\n", b"\r\n", b"\n", b"\x1E"];

/// The ends of fields and rows, as far as the user gives them.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenEnds {
    pub field: Option<Vec<u8>>,
    pub row: Option<Vec<u8>>,
}

/// The beginning of a file, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample<'a> {
    pub text: Text<'a>,
    /// Behind what is neither header nor rows.
    pub from: usize,
    pub named: &'a Named,
}
