//! A data file whose fields a format file describes.

use std::collections::HashSet;
use std::sync::Arc;

use super::Delimited;
use super::best::first_row;
use super::ends::Ends;
use super::fit::{Attempt, Fit};
use super::layout::{Stop, Text, Way};
use super::method::Method;
use super::naming::Named;
use super::notes::AllNotes;
use crate::input::Error;
use crate::sqlserver::delimited::value::{nulls, treatments};
use crate::sqlserver::file::Opened;
use crate::sqlserver::format_file::{Field, FormatFile, Host};
use crate::sqlserver::{Column, Table};
use crate::wording::{Sentence, wording};

wording! {
    in "text-rows";
    /// Why a file cannot be read as its format file says.
    enum FormatProblem {
        /// Its rows are others; the first that is wrong.
        NotAsDescribed { why: Option<Sentence>, fields: usize },
        /// A field is no text.
        NoText { field: usize },
        /// Nothing ends a field.
        Endless { field: usize },
        /// There is no field.
        NoField,
    }
}

/// Reads as the format file says.
pub(super) fn open(text: Text<'_>, named: &Named, format: &FormatFile) -> Result<Opened, Error> {
    let stops = stops(format)?;
    // All fields, whether they go to a column or not.
    let fields = Table {
        name: named.name.clone(),
        columns: format
            .fields
            .iter()
            .map(|field| column(field, named, format))
            .collect(),
    };
    let (way, ends) = way(stops);
    let names: Vec<&str> = format.columns.iter().map(|column| &*column.name).collect();
    let body = match &way {
        Way::Plain => header(text, &ends, &names),
        _ => 0,
    };
    let attempt = Attempt {
        body,
        ..Attempt::new(way, ends)
    };
    let Fit {
        score,
        layout,
        table: fields,
        ..
    } = attempt.on(text, fields).settled();
    if !score.is_acceptable() && score.bad > 0 {
        return Err(Error::new(FormatProblem::NotAsDescribed {
            why: score.fault,
            fields: fields.columns.len(),
        }));
    }
    let nulls = nulls(&score, &fields);
    let goes = |field: &Field| field.column.is_some();
    let treatments = treatments(&layout, &fields, nulls);
    let treatments = treatments
        .into_iter()
        .zip(&format.fields)
        .map(|(treatment, field)| goes(field).then_some(treatment));
    let columns = fields.columns.iter().zip(&format.fields);
    let table = Table {
        name: fields.name.clone(),
        columns: columns
            .filter(|(_, field)| goes(field))
            .map(|(column, _)| column.clone())
            .collect(),
    };
    let form = Delimited {
        treatments: treatments.collect(),
        layout,
        table: Arc::new(table),
        body,
        nulls,
        notes: AllNotes::default(),
        described: true,
        assumed: Vec::new(),
    };
    Ok(Opened {
        form: Box::new(form),
        method: Method::AsDescribed.to_string(),
    })
}

/// Where each field ends.
fn stops(format: &FormatFile) -> Result<Vec<Stop>, Error> {
    let stop = |(at, field): (usize, &Field)| {
        let number = at + 1;
        if field.prefix != 0 || matches!(field.host, Host::Native(_)) {
            return Err(Error::new(FormatProblem::NoText { field: number }));
        }
        if !field.terminator.is_empty() {
            return Ok(Stop::At(field.terminator.as_slice().into()));
        }
        let length = field.length as usize;
        match (length, field.host) {
            (0, _) => Err(Error::new(FormatProblem::Endless { field: number })),
            (length, Host::NChar) => Ok(Stop::After(length / 2)),
            (length, _) => Ok(Stop::After(length)),
        }
    };
    if format.fields.is_empty() {
        return Err(Error::new(FormatProblem::NoField));
    }
    format.fields.iter().enumerate().map(stop).collect()
}

/// The usual way, where all fields but the last end alike.
fn way(stops: Vec<Stop>) -> (Way, Ends) {
    let terminator = |stop: &Stop| match stop {
        Stop::At(terminator) => Some(terminator.clone()),
        Stop::After(_) => None,
    };
    let first = stops.first().and_then(terminator);
    let last = stops.last().and_then(terminator);
    if let (Some(field), Some(row)) = (&first, &last)
        && stops.len() > 1
        && field != row
        && stops[..stops.len() - 1]
            .iter()
            .all(|stop| terminator(stop).as_ref() == Some(field))
    {
        return (Way::Plain, Ends::new(field, row));
    }
    let field = first.unwrap_or_else(|| b"\t"[..].into());
    let row = last.unwrap_or_else(|| b"\n"[..].into());
    (Way::Own(stops), Ends::new(&field, &row))
}

/// The column of a field, with what is published of it.
fn column(field: &Field, named: &Named, format: &FormatFile) -> Column {
    let Some(column) = field.column.and_then(|at| format.columns.get(at)) else {
        return Column {
            nullable: true,
            ..Column::default()
        };
    };
    let published = named.with_header(&[column.name.to_string()]);
    let published = published.columns.into_iter().next().unwrap_or_default();
    Column {
        name: column.name.clone(),
        sql_type: published.sql_type.or(column.sql_type),
        nullable: if published.sql_type.is_some() {
            published.nullable
        } else {
            column.nullable
        },
    }
}

/// How long the header is, where the file has one: bcp then begins behind it.
fn header(text: Text<'_>, ends: &Ends, names: &[&str]) -> usize {
    let Some((first, next)) = first_row(&Way::Plain, ends, text, 0) else {
        return 0;
    };
    let known: HashSet<String> = names.iter().map(|it| it.to_ascii_lowercase()).collect();
    let is_name = |field: &&String| known.contains(&field.to_ascii_lowercase());
    let matches = first.iter().filter(is_name).count();
    if matches > 0 && matches * 2 >= names.len() {
        next
    } else {
        0
    }
}
