//! The first sheet: what was read, with what, what came of it, and what could not be looked at.

use std::io;

use super::super::folder::OptionsInEffect;
use super::super::harmless::shown;
use super::super::verification::{Verification, not_compared};
use super::super::{AnalysisReport, Catalogue, InputSummary};
use crate::directory::ContentKind;
use crate::input::Skipped;
use crate::plan::ChangeKind;
use crate::reading::InputKind;
use crate::report::plan::Simulation;
use crate::rules::{Outcome, Severity};
use crate::time::Ticks;
use crate::wording::wording;
use crate::workbook::{Book, Cell, MOST_ROWS, Sheet, SheetName};

wording! {
    in "workbook";
    /// What stands on the first sheet.
    enum Label {
        /// Its heading, for each command.
        OfAnalysis,
        OfSimulation,
        OfConversion,
        OfVerification,
        /// What was read.
        Input,
        Kind,
        Result,
        /// With what.
        Version,
        Option,
        Project,
        Collation,
        /// How much there is.
        Totals,
        Users,
        Groups,
        CategoriesOf,
        RoomsOf,
        Addins,
        Messages,
        Files,
        FirstMessage,
        LastMessage,
        /// How bad it is.
        OfSeverity,
        RemainOfSeverity,
        /// What would become of it.
        Afterwards,
        Kept,
        LeftOut,
        ChangesOf,
        NamesChanged,
        RolesGiven,
        RolesTaken,
        /// What was compared.
        Compared,
        DifferencesOf,
        IdsDoNotFit,
        /// The other sheets.
        Sheets,
        Rows,
        Lacks { shown: usize, left: usize },
        /// What was not looked at.
        NotChecked,
        NotRead,
    }
}

/// The first sheet.
pub(super) struct Summary<'a> {
    sheet: Sheet<'a>,
    options: &'a OptionsInEffect,
    texts: &'a Catalogue,
}

impl<'a> Summary<'a> {
    pub(super) fn new(
        book: &'a mut Book,
        options: &'a OptionsInEffect,
        texts: &'a Catalogue,
    ) -> io::Result<Self> {
        let sheet = book.page(&SheetName::Summary.to_string(), &[34, 60, 60])?;
        Ok(Summary {
            sheet,
            options,
            texts,
        })
    }

    pub(super) fn of_analysis(
        mut self,
        report: &AnalysisReport<'_>,
        sheets: &[(SheetName, usize)],
    ) -> io::Result<()> {
        let evidence = report.evidence;
        self.title(&Label::OfAnalysis)?;
        self.input(&Label::Input, &report.input)?;
        self.made_with()?;
        let names = self.texts.collation(&evidence.options.collation);
        self.line(&Label::Collation, &names)?;
        let totals = evidence.totals();
        self.heading(&Label::Totals)?;
        for (label, count) in [
            (Label::Users, totals.users),
            (Label::Groups, totals.groups),
            (Label::CategoriesOf, totals.categories),
            (Label::RoomsOf, totals.rooms),
            (Label::Addins, totals.addins),
            (Label::Messages, totals.messages),
            (Label::Files, totals.files),
        ] {
            self.count(&label.to_string(), count)?;
        }
        for (label, time) in [
            (Label::FirstMessage, &totals.first_message),
            (Label::LastMessage, &totals.last_message),
        ] {
            if let Some(time) = time.as_deref().and_then(Ticks::parse) {
                self.row(&label.to_string(), [Cell::Time(time)])?;
            }
        }
        self.severities(&Label::OfSeverity, report.outcome)?;
        self.sheets(sheets)?;
        self.not_checked(report.outcome)?;
        self.skipped(&report.skipped)?;
        self.sheet.end()
    }

    pub(super) fn of_conversion(
        mut self,
        simulation: &Simulation<'_>,
        sheets: &[(SheetName, usize)],
    ) -> io::Result<()> {
        let counts = &simulation.counts;
        self.title(match simulation.written {
            Some(_) => &Label::OfConversion,
            None => &Label::OfSimulation,
        })?;
        self.input(&Label::Input, &simulation.input)?;
        self.made_with()?;
        self.heading(&Label::Afterwards)?;
        let heads = [Label::Kept, Label::LeftOut].map(|label| label.to_string());
        self.row("", [Cell::Text(&heads[0]), Cell::Text(&heads[1])])?;
        for (label, kept, left_out) in [
            (
                Label::CategoriesOf,
                counts.categories.kept,
                counts.categories.left_out,
            ),
            (Label::RoomsOf, counts.rooms.kept, counts.rooms.left_out),
            (
                Label::Messages,
                counts.messages.kept,
                counts.messages.left_out,
            ),
        ] {
            let cells = [Cell::Number(kept), Cell::Number(left_out)];
            self.row(&label.to_string(), cells)?;
        }
        self.heading(&Label::ChangesOf)?;
        for (label, count) in [
            (Label::NamesChanged, counts.of(ChangeKind::Name)),
            (Label::RolesGiven, counts.roles_granted),
            (Label::RolesTaken, counts.roles_revoked),
        ] {
            self.count(&label.to_string(), count)?;
        }
        self.severities(&Label::RemainOfSeverity, simulation.remaining)?;
        self.sheets(sheets)?;
        self.not_checked(simulation.remaining)?;
        self.skipped(&simulation.skipped)?;
        self.sheet.end()
    }

    pub(super) fn of_verification(
        mut self,
        verification: &Verification<'_>,
        sheets: &[(SheetName, usize)],
    ) -> io::Result<()> {
        let (counts, texts) = (verification.counts, self.texts);
        self.title(&Label::OfVerification)?;
        self.input(&Label::Input, &verification.source)?;
        self.input(&Label::Result, &verification.result)?;
        self.made_with()?;
        self.heading(&Label::Compared)?;
        for (kind, count) in [
            (ContentKind::Categories, counts.categories),
            (ContentKind::Rooms, counts.rooms),
            (ContentKind::Addins, counts.addins),
            (ContentKind::Messages, counts.messages),
        ] {
            self.count(texts.part(kind), count)?;
        }
        let differences = verification.differences.len() as u64;
        self.count(&Label::DifferencesOf.to_string(), differences)?;
        let words = texts.verification();
        let unlisted = verification.unlisted;
        let notes = [
            (unlisted > 0).then(|| texts.fill(&words.unlisted, &[("count", unlisted.into())])),
            (verification.incomplete).then(|| texts.fill(&words.incomplete, &[])),
            (verification.ids_do_not_fit).then(|| Label::IdsDoNotFit.to_string()),
        ];
        let mut notes: Vec<String> = notes.into_iter().flatten().collect();
        notes.append(&mut not_compared(verification, texts));
        for note in &notes {
            self.row("", [Cell::Text(note)])?;
        }
        self.sheets(sheets)?;
        self.sheet.end()
    }

    fn title(&mut self, label: &Label) -> io::Result<()> {
        self.sheet.title(&label.to_string())
    }

    fn heading(&mut self, label: &Label) -> io::Result<()> {
        self.sheet.end_row()?;
        self.title(label)
    }

    /// A name and what it stands for.
    fn row<'t>(&mut self, name: &str, cells: impl IntoIterator<Item = Cell<'t>>) -> io::Result<()> {
        self.sheet.cell(Cell::Text(name))?;
        for cell in cells {
            self.sheet.cell(cell)?;
        }
        self.sheet.end_row()
    }

    fn line(&mut self, label: &Label, text: &str) -> io::Result<()> {
        let text = shown(text, |_| false);
        self.row(&label.to_string(), [Cell::Text(&text)])
    }

    fn count(&mut self, name: &str, count: u64) -> io::Result<()> {
        self.row(name, [Cell::Number(count)])
    }

    fn input(&mut self, label: &Label, input: &InputSummary) -> io::Result<()> {
        let words = self.texts.texts();
        let kind = self.texts.fill(
            match input.kind {
                InputKind::Package => &words.package,
                InputKind::Extract => &words.sql,
            },
            &[],
        );
        self.line(label, &input.name)?;
        self.line(&Label::Kind, &kind)?;
        if !input.missing.is_empty() {
            let missing = self.texts.missing(&input.missing);
            self.row("", [Cell::Text(&missing)])?;
        }
        Ok(())
    }

    fn made_with(&mut self) -> io::Result<()> {
        self.line(&Label::Version, env!("CARGO_PKG_VERSION"))?;
        let OptionsInEffect { options, project } = self.options;
        for option in options {
            self.line(&Label::Option, option)?;
        }
        match project {
            Some(file) => self.line(&Label::Project, file),
            None => Ok(()),
        }
    }

    fn severities(&mut self, label: &Label, outcome: &Outcome) -> io::Result<()> {
        self.heading(label)?;
        for severity in Severity::ALL {
            let findings = outcome.findings.iter();
            let count = findings.filter(|it| it.severity == severity).count() as u64;
            let (title, caption) = self.texts.severity(severity);
            self.row(title, [Cell::Number(count), Cell::Text(caption)])?;
        }
        Ok(())
    }

    /// The other sheets, and whether all their rows have a place.
    fn sheets(&mut self, sheets: &[(SheetName, usize)]) -> io::Result<()> {
        self.heading(&Label::Sheets)?;
        self.row("", [Cell::Text(&Label::Rows.to_string())])?;
        for (name, rows) in sheets {
            let lacks = lacks(*rows).map(|label| label.to_string());
            let lacks = lacks.as_deref().map_or(Cell::Nothing, Cell::Text);
            self.row(&name.to_string(), [Cell::Number(*rows as u64), lacks])?;
        }
        Ok(())
    }

    fn not_checked(&mut self, outcome: &Outcome) -> io::Result<()> {
        if outcome.not_run.is_empty() {
            return Ok(());
        }
        self.heading(&Label::NotChecked)?;
        for (rule, reason) in &outcome.not_run {
            let reason = self.texts.not_run(*reason);
            self.row(rule, [Cell::Text(reason)])?;
        }
        Ok(())
    }

    fn skipped(&mut self, skipped: &Skipped) -> io::Result<()> {
        if skipped.count == 0 {
            return Ok(());
        }
        self.heading(&Label::NotRead)?;
        let (records, pages) = (skipped.count - skipped.pages, skipped.pages);
        let how_many = self.texts.skipped(records, pages);
        self.row("", [Cell::Text(&how_many)])?;
        for place in &skipped.places {
            self.row("", [Cell::Text(&shown(&place.to_string(), |_| false))])?;
        }
        Ok(())
    }
}

/// What a sheet lacks.
fn lacks(rows: usize) -> Option<Label> {
    let left = rows.saturating_sub(MOST_ROWS);
    let shown = MOST_ROWS;
    (left > 0).then_some(Label::Lacks { shown, left })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_than_a_sheet_has_are_told() {
        assert!(lacks(1_048_575).is_none());
        let told = lacks(1_048_580).unwrap().to_string();
        assert!(told.contains("1048575") && told.contains('5'), "{told}");
    }
}
