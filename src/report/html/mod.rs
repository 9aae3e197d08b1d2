//! `report.html`: everything on one page, to be sent, read, printed, and decided in. One file without any request; complete
//! without scripts, which add editing, sorting and filtering.

mod activity;
pub mod conversion;
mod deciding;
mod explained;
mod findings;
mod first;
mod inventory;
mod people;
mod shell;
mod shown;
mod source;
mod text;
pub mod verification;

use std::io::{self, Write};

use maud::html;

use self::deciding::Deciding;
use self::shell::Section;
use super::visible::visible;
use super::{AnalysisReport, Catalogue};
use crate::decisions::{Proposal, proposals};
use crate::plan::Outlook;
use crate::usage::Usage;
use crate::wording::wording;

/// What the page is made from.
struct Page<'a> {
    report: &'a AnalysisReport<'a>,
    texts: &'a Catalogue,
    usage: Usage,
    outlook: Outlook,
    proposals: Vec<Proposal>,
    /// What separates the cells of the decisions that it saves.
    separator: u8,
}

wording! {
    in "page";
    /// The page as a whole.
    enum Whole {
        /// Its title in the browser.
        Title { input: String },
        /// For those who use the keyboard.
        Skip,
        /// Heading of the findings.
        Findings,
        /// Heading of the inventory.
        Inventory,
        /// Heading of what was written when.
        Activity,
        /// Heading of the people.
        People,
        /// Heading of where all this comes from.
        Source,
    }
}

/// Writes the page of an analysis. `separator` is that of the decisions it saves.
pub fn write(
    out: &mut dyn Write,
    report: &AnalysisReport<'_>,
    texts: &Catalogue,
    separator: u8,
) -> io::Result<()> {
    let page = Page {
        usage: Usage::of(report.evidence),
        outlook: Outlook::of(report.outcome, report.evidence),
        proposals: proposals(report.outcome, report.evidence),
        report,
        texts,
        separator,
    };
    let shown = shown::Shown::of(report.outcome);
    let deciding = Deciding::of(&page, &shown);
    let title = Whole::Title {
        input: visible(&report.input.name).into_owned(),
    };
    let findings = html! {
        (deciding.bar())
        (findings::all(&page, &shown, &deciding))
    };
    let sections = [
        Section::new("findings", Whole::Findings, findings),
        Section::new("inventory", Whole::Inventory, inventory::all(&page)),
        Section::new("activity", Whole::Activity, activity::all(&page)),
        Section::new("people", Whole::People, people::all(&page)),
        Section::new("source", Whole::Source, source::all(&page)),
    ];
    let written = shell::page(
        &title.to_string(),
        ("findings", &Whole::Skip.to_string()),
        &first::screen(&page),
        &sections,
        &deciding.data(),
    );
    out.write_all(written.as_bytes())
}
