//! The report of `analyze`: the findings, and the pool itself.

use std::path::PathBuf;

use super::readme::{About, Made};
use super::{Files, FolderError, PAGE, To, WORKBOOK, of_rule};
use crate::report::{AnalysisReport, Catalogue, csv, html, inventory, json, workbook};
use crate::rules::RULES;

/// Writes the files into a folder, which is made where it is missing, and lists them.
///
/// # Errors
/// Where the folder is refused or cannot be written; then there is nothing of the report.
pub fn write(
    to: To<'_>,
    analysis: &AnalysisReport<'_>,
    texts: &Catalogue,
) -> Result<Vec<PathBuf>, FolderError> {
    let mut files = Files::new(to)?;
    let findings = &analysis.outcome.findings;
    let (evidence, separator) = (analysis.evidence, to.separator);
    files.file(PAGE, About::Page, |out| {
        html::write(out, analysis, texts, separator)
    });
    files.table("findings.csv", About::Findings, |out| {
        csv::findings(out, findings, separator)
    });
    for rule in RULES {
        if findings.iter().any(|finding| finding.rule == rule.id) {
            let title = texts.title(rule.id).to_owned();
            files.table(&of_rule(rule.id), About::OfRule { title }, |out| {
                csv::rule(out, rule, findings, separator)
            });
        }
    }
    files.table("rooms.csv", About::Rooms, |out| {
        inventory::rooms(out, evidence, separator)
    });
    files.table("categories.csv", About::Categories, |out| {
        inventory::categories(out, evidence, separator)
    });
    files.table("people.csv", About::People, |out| {
        inventory::people(out, evidence, separator)
    });
    files.file("analysis.json", About::Analysed, |out| {
        json::write(out, analysis)
    });
    files.file(WORKBOOK, About::Workbook, |out| {
        workbook::analysis(out, analysis, to.options, texts)
    });
    let input = analysis.input.name.clone();
    files.appear(Made::Analysis { input })
}
