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
        /// Heading of the navigation.
        Contents,
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
        input: report.input.name.clone(),
    };
    let sections = [
        ("findings", Whole::Findings),
        ("inventory", Whole::Inventory),
        ("activity", Whole::Activity),
        ("people", Whole::People),
        ("source", Whole::Source),
    ];
    let body = html! {
        a.skip href="#findings" { (Whole::Skip) }
        header { (first::screen(&page)) }
        nav aria-label=(Whole::Contents) {
            ul {
                @for (id, heading) in &sections {
                    li { a href={ "#" (id) } { (heading) } }
                }
            }
        }
        main {
            section #findings {
                h2 { (Whole::Findings) }
                (deciding.bar())
                (findings::all(&page, &shown, &deciding))
            }
            section #inventory {
                h2 { (Whole::Inventory) }
                (inventory::all(&page))
            }
            section #activity {
                h2 { (Whole::Activity) }
                (activity::all(&page))
            }
            section #people {
                h2 { (Whole::People) }
                (people::all(&page))
            }
            section #source {
                h2 { (Whole::Source) }
                (source::all(&page))
            }
        }
        (deciding.data())
    };
    out.write_all(shell::document(&title.to_string(), &body).as_bytes())
}
