//! From the beginning of a file to what reads it.

use std::sync::Arc;

use super::ends::{Ends, shown, typed};
use super::fit::{Attempt, Fit};
use super::layout::{Layout, Text, Way};
use super::naming::{Named, named};
use super::notes::AllNotes;
use super::sniff::Failure;
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
        return Err(
            Error::new("fields and rows are said to have the same terminator")
                .expected("two that differ")
                .hint("see --field-terminator and --row-terminator"),
        );
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
        let padded = matches!(found.layout.way, Way::Padded(_));
        let method = if padded {
            "text of sqlcmd, padded columns, with header".to_owned()
        } else {
            let field = shown(&found.layout.ends.field);
            format!("text of sqlcmd, {field}, with header")
        };
        return Ok(opened(found, sample, method, Vec::new()));
    }
    let found = sniff::sniff(sample, &given).map_err(|failure| refused(sample, failure))?;
    let method = method(&found);
    let assumed = assumed(&found, &named);
    Ok(opened(found, sample, method, assumed))
}

fn terminator(given: Option<&str>, option: &str) -> Result<Option<Vec<u8>>, Error> {
    match given.map(typed) {
        Some(terminator) if terminator.is_empty() => Err(Error::new(format!("{option} is empty"))
            .expected(r"what stands there, such as \t or \r\n")),
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
    opened(found, sample, "empty".to_owned(), Vec::new())
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
fn opened(found: Fit, sample: Sample<'_>, method: String, assumed: Vec<String>) -> Opened {
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
        method,
    }
}

fn method(found: &Fit) -> String {
    let Layout { way, ends, .. } = &found.layout;
    let kind = match (way, &*ends.field) {
        (Way::Quoted, b"," | b";") => "CSV",
        _ => "text",
    };
    let quotes = match way {
        Way::Quoted => "quotes",
        _ => "no quotes",
    };
    let header = if found.header { "with" } else { "without" };
    let (field, row) = (shown(&ends.field), shown(&ends.row));
    format!("{kind}, {field}, {row}, {quotes}, {header} header")
}

/// What is not certain about it.
fn assumed(found: &Fit, named: &Named) -> Vec<String> {
    let mut assumed = Vec::new();
    let table = &found.table.name;
    if !named.known.is_empty() {
        if !found.header {
            assumed.push(format!(
                "there is no header: the columns of {table} were taken in the order in which the schema lists them"
            ));
        }
        return assumed;
    }
    assumed.push(if found.header {
        format!("the first row was taken for the header of {table}, as numbers or dates stand below it")
    } else {
        let fields = found.layout.fields();
        format!("no header was found: the {fields} columns of {table} were numbered, and the first row was taken for one of values")
    });
    assumed
}

/// Why a file cannot be read.
fn refused(sample: Sample<'_>, failure: Failure) -> Error {
    let table = &sample.named.name;
    let hint = r"say what stands between fields and behind rows, with --field-terminator (such as \t or ,) and --row-terminator (such as \r\n), or give the format file of bcp with --format-file";
    if let Some((one, other)) = failure.alike {
        return Error::new(format!(
            "the text can be read in two ways that fit alike: {one}, and {other}"
        ))
        .expected("one that fits better")
        .hint(hint);
    }
    if sqlcmd::is_wrapped(sample.text.bytes, sample.from) {
        return Error::new(
            "the lines were broken where they were too long: columns cannot be told apart",
        )
        .expected("each row in one line")
        .hint("let sqlcmd write it again with -w 65535, or with -W and -s");
    }
    let mut widths: Vec<String> = Vec::new();
    for known in &sample.named.known {
        let width = known.table.columns.len().to_string();
        if !widths.contains(&width) {
            widths.push(width);
        }
    }
    let expected = match &widths[..] {
        [] => "the same number of fields in every row".to_owned(),
        widths => format!(
            "a header, or the {} columns of {table}",
            widths.join(" or ")
        ),
    };
    let tried = match &failure.tried[..] {
        [] => "none of the usual terminators occurs".to_owned(),
        tried => {
            let most = 6;
            let mut text = tried
                .iter()
                .take(most)
                .cloned()
                .collect::<Vec<_>>()
                .join("; ");
            if tried.len() > most {
                text.push_str(&format!("; and {} others", tried.len() - most));
            }
            format!("tried {text}")
        }
    };
    Error::new(format!(
        "nothing tells the fields and rows of {table} apart ({tried})"
    ))
    .expected(expected)
    .hint(hint)
}
