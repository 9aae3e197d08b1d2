//! The runbook as Markdown, HTML and JSON, and its repair script.

mod html;
mod json;
mod markdown;
mod script;
mod view;
mod words;

use std::io::{self, Write};

use super::{Catalogue, InputSummary};
use crate::input::Skipped;
use crate::migration::Planned;
use crate::runbook::{Runbook, Site};
use crate::wording::in_english;

use self::view::View;

/// A runbook and where it came from: everything its forms may show.
#[derive(Debug)]
pub struct RunbookReport<'a> {
    /// The input.
    pub input: InputSummary,
    /// What of it had to be left out.
    pub skipped: Skipped,
    /// The steps.
    pub runbook: &'a Runbook,
    /// The pool that the script is for, where it is known.
    pub pool: Option<&'a str>,
}

/// How a runbook is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text with Markdown's marks, to be read as it is or rendered; boxes are those of task lists.
    Markdown,
    /// One page without any request, for the screen and for paper.
    Html,
    /// One object.
    Json,
}

impl<'a> RunbookReport<'a> {
    /// Of what was planned.
    pub fn new(planned: &Planned, site: &'a Site, runbook: &'a Runbook) -> Self {
        RunbookReport {
            input: InputSummary::new(&planned.intent.input, &planned.reading),
            skipped: planned.reading.skipped.clone(),
            runbook,
            pool: site.target_pool.as_deref(),
        }
    }

    /// Writes the runbook.
    pub fn write(&self, out: &mut dyn Write, form: Form) -> io::Result<()> {
        let view = || View::new(self, Catalogue::spoken());
        match form {
            Form::Markdown => out.write_all(markdown::page(&view()).as_bytes()),
            Form::Html => out.write_all(html::page(&view()).as_bytes()),
            Form::Json => in_english(|| json::write(out, &view())),
        }
    }

    /// Writes the repair script: UTF-8 with a byte order mark, without which Windows PowerShell reads another encoding, and
    /// with the line ends of Windows.
    pub fn write_script(&self, out: &mut dyn Write) -> io::Result<()> {
        script::write(out, self, Catalogue::spoken())
    }
}
