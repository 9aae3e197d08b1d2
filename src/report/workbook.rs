//! `--format xlsx` and `report.xlsx`: one workbook with a sheet for each table, and what it is all about on the first.

mod summary;

use std::io::{self, Write};

use self::summary::Summary;
use super::cells::Table;
use super::folder::OptionsInEffect;
use super::plan::Simulation;
use super::verification::Verification;
use super::{AnalysisReport, Catalogue, csv, inventory, plan, verification};
use crate::decisions;
use crate::workbook::{Book, SheetName};

pub use crate::workbook::hush;

/// Writes an analysis: findings, what to do about them, rooms, categories and people. The sheet of decisions is one that
/// `convert --decisions` reads.
pub fn analysis(
    out: &mut dyn Write,
    report: &AnalysisReport<'_>,
    options: &OptionsInEffect,
    texts: &Catalogue,
) -> io::Result<()> {
    let (evidence, findings) = (report.evidence, &report.outcome.findings);
    let directory = evidence.directory;
    let decisions = decisions::recommended(report.outcome, evidence);
    let rows = [
        (SheetName::Findings, findings.len()),
        (SheetName::Decisions, decisions.len()),
        (SheetName::Rooms, directory.rooms.len()),
        (SheetName::Categories, directory.categories.len()),
        (SheetName::People, directory.principals.references().count()),
    ];
    let book = Book::whole(|book| {
        Summary::new(book, options, texts)?.of_analysis(report, &rows)?;
        let [
            of_findings,
            of_decisions,
            of_rooms,
            of_categories,
            of_people,
        ] = rows;
        csv::finding_rows(Table::sheet(book, of_findings), findings, texts)?;
        let (name, _) = of_decisions;
        decisions.sheet(book, &name.to_string())?;
        inventory::room_rows(Table::sheet(book, of_rooms), evidence)?;
        inventory::category_rows(Table::sheet(book, of_categories), evidence)?;
        inventory::person_rows(Table::sheet(book, of_people), evidence)
    })?;
    out.write_all(&book)
}

/// Writes what a conversion changes, what was decided, and what remains.
pub fn conversion(
    out: &mut dyn Write,
    simulation: &Simulation<'_>,
    options: &OptionsInEffect,
    texts: &Catalogue,
) -> io::Result<()> {
    let rows = [
        (SheetName::Changes, simulation.plan.changes.len()),
        (SheetName::Decided, simulation.decisions.len()),
        (SheetName::Remains, simulation.remaining.findings.len()),
    ];
    let book = Book::whole(|book| {
        Summary::new(book, options, texts)?.of_conversion(simulation, &rows)?;
        let [of_changes, of_decided, of_remaining] = rows;
        plan::csv::change_rows(Table::sheet(book, of_changes), simulation)?;
        plan::csv::decided_rows(Table::sheet(book, of_decided), simulation)?;
        plan::csv::remaining_rows(Table::sheet(book, of_remaining), simulation, texts)
    })?;
    out.write_all(&book)
}

/// Writes what is not as it was promised, and all rooms as promised and as found.
pub fn verification(
    out: &mut dyn Write,
    verification: &Verification<'_>,
    options: &OptionsInEffect,
    texts: &Catalogue,
) -> io::Result<()> {
    let rows = [
        (SheetName::Differences, verification.differences.len()),
        (SheetName::Rooms, verification.rooms.len()),
    ];
    let book = Book::whole(|book| {
        Summary::new(book, options, texts)?.of_verification(verification, &rows)?;
        let [of_differences, of_rooms] = rows;
        verification::csv::rows(Table::sheet(book, of_differences), verification)?;
        verification::csv::room_rows(Table::sheet(book, of_rooms), verification)
    })?;
    out.write_all(&book)
}
