//! From the beginning of a file to what reads it.

use std::sync::Arc;

use super::ends::{Ends, typed};
use super::fit::{Attempt, Fit};
use super::layout::{Layout, Text, Way};
use super::method::Method;
use super::naming::{Named, named};
use super::notes::AllNotes;
use super::sniff::{Failure, Tried};
use super::sqlcmd::{self, Dashes};
use super::{Delimited, sniff, with_format};
use crate::input::Error;
use crate::sqlserver::ExtractOptions;
use crate::sqlserver::delimited::layout::joint::Header;
use crate::sqlserver::delimited::sqlcmd::prelude;
use crate::sqlserver::delimited::trial::{GivenEnds, Sample};
use crate::sqlserver::delimited::value::{nulls, treatments};
use crate::sqlserver::file::{Head, Opened};
use crate::sqlserver::format_file::FormatFile;
use crate::wording::{Sentence, wording};

wording! {
    in "text-rows";
    /// Why a text with fields and rows cannot be read.
    enum Problem {
        /// The user gives one terminator for both.
        SameTerminator,
        /// The user gives an empty one.
        EmptyTerminator { option: &'static str },
        /// Two ways fit, and none of them better.
        Alike { one: Tried, other: Tried },
        /// sqlcmd broke the lines.
        BrokenLines,
        /// No way fits: what was tried, and how many more; a table of this name has so many columns.
        NothingTells { table: String, tried: Vec<Sentence>, more: usize, columns: Option<Widths> },
    }
}

wording! {
    in "text-rows";
    /// How many columns a known table has.
    enum Widths {
        /// That is the same in all versions of the database.
        One { columns: usize },
        /// It differs between two of them.
        Either { columns: Box<Widths>, others: usize },
    }
}

wording! {
    in "text-rows";
    /// What is not certain.
    enum Assumption {
        /// The columns are those of the schema.
        ColumnsInOrder { table: String },
        /// The first row is the header.
        FirstIsHeader { table: String },
        /// The first row is no header.
        FirstIsRow { table: String, columns: usize },
    }
}

impl Widths {
    fn of(widths: &[usize]) -> Option<Widths> {
        let (last, before) = widths.split_last()?;
        let columns = *last;
        Some(match Widths::of(before) {
            None => Widths::One { columns },
            Some(before) => Widths::Either {
                columns: Box::new(before),
                others: columns,
            },
        })
    }
}

/// Finds out how a text with fields and rows is written. What the user says is not questioned.
pub(crate) fn open(
    head: &Head<'_>,
    format: Option<&FormatFile>,
    options: &ExtractOptions,
) -> Result<Opened, Error> {
    let mut given = GivenEnds {
        field: terminator(options.field_terminator.as_deref(), "--field-terminator")?,
        row: terminator(options.row_terminator.as_deref(), "--row-terminator")?,
    };
    if given.field.is_some() && given.field == given.row {
        return Err(Error::new(Problem::SameTerminator));
    }
    let text = Text {
        bytes: head.bytes,
        last: head.whole,
    };
    let named = named(head.name, head.published);
    if let Some(format) = format {
        return with_format::open(text, &named, format);
    }
    let prelude = prelude(head.bytes);
    given.field = given.field.or(prelude.separator);
    let sample = Sample {
        text,
        from: prelude.length,
        named: &named,
    };
    if head.whole && head.bytes[sample.from..].trim_ascii().is_empty() {
        return Ok(empty(sample));
    }
    if let Some(dashes) = sqlcmd::dashes(head.bytes, sample.from)
        && let Some(found) = with_dashes(sample, dashes)
    {
        let method = Method::of_sqlcmd(&found);
        return Ok(opened(found, sample, method, Vec::new()));
    }
    let found = sniff::sniff(sample, &given).map_err(|failure| refused(sample, failure))?;
    let method = Method::of(&found);
    let assumed = assumed(&found, &named).map(Sentence::from);
    let assumed = assumed.into_iter().collect();
    Ok(opened(found, sample, method, assumed))
}

fn terminator(given: Option<&str>, option: &'static str) -> Result<Option<Vec<u8>>, Error> {
    match given.map(typed) {
        Some(terminator) if terminator.is_empty() => {
            Err(Error::new(Problem::EmptyTerminator { option }))
        }
        terminator => Ok(terminator),
    }
}

/// A file of nothing: a table without rows, and without a word about its columns.
fn empty(sample: Sample<'_>) -> Opened {
    let attempt = Attempt {
        body: sample.text.bytes.len(),
        ..Attempt::new(Way::Plain, Ends::new(b"\t", b"\r\n"))
    };
    let found = attempt.on(sample.text, sample.named.with_columns(0));
    opened(found, sample, Method::Empty, Vec::new())
}

/// What sqlcmd wrote: filled with blanks where that fits, else with separators.
fn with_dashes(sample: Sample<'_>, dashes: Dashes) -> Option<Fit> {
    let Sample { text, named, .. } = sample;
    let ends = Ends::new(&dashes.separator, dashes.row);
    let header = String::from_utf8_lossy(&text.bytes[dashes.header.clone()]).into_owned();
    let separator = String::from_utf8_lossy(&dashes.separator).into_owned();
    let split: Vec<String> = header
        .trim_end()
        .split(&*separator)
        .map(str::to_owned)
        .collect();
    let by_width = names(&header, &dashes.widths);
    let try_with = |names: &[String], way: Way| {
        let attempt = Attempt {
            header: true,
            body: dashes.body,
            sqlcmd: true,
            ..Attempt::new(way, ends.clone())
        };
        attempt.on(text, named.with_header(names)).settled()
    };
    let padded = by_width.map(|names| try_with(&names, Way::Padded(dashes.widths.clone())));
    let separated = (split.len() == dashes.widths.len()).then(|| try_with(&split, Way::Plain));
    // Where there is no row, both are right.
    let fits = |found: &Fit| found.score.is_acceptable() || found.score.bad == 0;
    let padded = padded.filter(fits);
    let separated = separated.filter(fits);
    match (padded, separated) {
        (Some(padded), Some(separated)) if separated.score.bad < padded.score.bad => {
            Some(separated)
        }
        (Some(padded), _) => Some(padded),
        (None, separated) => separated,
    }
}

/// The names in a header that is filled with blanks.
fn names(header: &str, widths: &[usize]) -> Option<Vec<String>> {
    let mut characters = header.chars();
    let mut names = Vec::new();
    for (at, width) in widths.iter().enumerate() {
        let name: String = characters.by_ref().take(*width).collect();
        let separator = characters.next();
        // Whatever is longer than its column is no header of columns that are so wide.
        if separator.is_none() && at + 1 < widths.len() {
            return None;
        }
        names.push(name.trim().to_owned());
    }
    Some(names)
}

/// The form, once all is known.
fn opened(found: Fit, sample: Sample<'_>, method: Method, assumed: Vec<Sentence>) -> Opened {
    let (text, from) = (sample.text.bytes, sample.from);
    let nulls = nulls(&found.score, &found.table);
    let treatments = treatments(&found.layout, &found.table, nulls);
    // A single name may be a value, too.
    let header = if found.header && found.layout.fields() > 1 {
        Header::new(&text[from..found.body])
    } else {
        Header::default()
    };
    let form = Delimited {
        treatments: treatments.into_iter().map(Some).collect(),
        layout: Layout {
            header,
            ..found.layout
        },
        table: Arc::new(found.table),
        body: found.body,
        nulls,
        notes: AllNotes::default(),
        described: false,
        assumed,
    };
    Opened {
        form: Box::new(form),
        method: method.to_string(),
    }
}

/// What is not certain about it.
fn assumed(found: &Fit, named: &Named) -> Option<Assumption> {
    let table = found.table.name.to_string();
    let columns = found.layout.fields();
    match (named.known.is_empty(), found.header) {
        (false, true) => None,
        (false, false) => Some(Assumption::ColumnsInOrder { table }),
        (true, true) => Some(Assumption::FirstIsHeader { table }),
        (true, false) => Some(Assumption::FirstIsRow { table, columns }),
    }
}

/// Why a file cannot be read.
fn refused(sample: Sample<'_>, failure: Failure) -> Error {
    /// How many ways are shown that were tried.
    const SHOWN: usize = 6;
    if let Some((one, other)) = failure.alike {
        return Error::new(Problem::Alike { one, other });
    }
    if sqlcmd::is_wrapped(sample.text.bytes, sample.from) {
        return Error::new(Problem::BrokenLines);
    }
    let mut widths: Vec<usize> = Vec::new();
    for known in &sample.named.known {
        let width = known.table.columns.len();
        if !widths.contains(&width) {
            widths.push(width);
        }
    }
    let more = failure.tried.len().saturating_sub(SHOWN);
    let tried = failure.tried.into_iter().take(SHOWN);
    Error::new(Problem::NothingTells {
        table: sample.named.name.to_string(),
        tried: tried.map(Sentence::from).collect(),
        more,
        columns: Widths::of(&widths),
    })
}
