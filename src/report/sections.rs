//! Parts of pages that several reports have.

use std::io;

use anstyle::AnsiColor;

use super::page::{BOLD, Column, Look, PLAIN, Page};
use super::visible::visible;
use super::{Catalogue, InputSummary};
use crate::input::Skipped;
use crate::reading::InputKind;
use crate::rules::{Finding, Outcome, Severity};

/// How many reasons for leaving out a record are shown.
const SKIPPED_SHOWN: usize = 10;

/// The name and kind of the input: the first line of every page.
pub(super) fn head(page: &mut Page<'_>, input: &InputSummary, texts: &Catalogue) -> io::Result<()> {
    let kind = match input.kind {
        InputKind::Extract => &texts.texts().sql,
        InputKind::Package => &texts.texts().package,
    };
    page.heading(BOLD, &visible(&input.name), &texts.fill(kind, &[]))
}

/// The kinds of content that the input does not hold at all, if there are such.
pub(super) fn missing(
    page: &mut Page<'_>,
    input: &InputSummary,
    texts: &Catalogue,
) -> io::Result<()> {
    if input.missing.is_empty() {
        return Ok(());
    }
    page.paragraph(0, PLAIN, "", &texts.missing(&input.missing))
}

/// The input's name as a command takes it.
pub(super) fn argument(name: &str) -> String {
    let name = visible(name);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '\\' | ':');
    if !name.is_empty() && name.chars().all(plain) {
        name.into_owned()
    } else {
        format!("\"{name}\"")
    }
}

/// Several arguments, as a shell wants them.
pub(super) fn arguments(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| argument(name)).collect();
    names.join(" ")
}

/// A file as an argument of PowerShell: there, double quotation marks would take `$` for a variable.
pub(super) fn powershell_argument(name: &str) -> String {
    let name = visible(name);
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '\\' | ':');
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(plain) {
        return name.into_owned();
    }
    let mut quoted = String::from("'");
    for c in name.chars() {
        // Each of these ends a text that one of them began.
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted.push('\'');
    quoted
}

/// How many findings there are of each severity: `2 errors · 1 warning · 0 notes`.
pub(super) fn by_severity(outcome: &Outcome, texts: &Catalogue) -> String {
    let count = |severity| outcome.count(severity).into();
    let values = [
        ("errors", count(Severity::Error)),
        ("warnings", count(Severity::Warning)),
        ("infos", count(Severity::Info)),
    ];
    texts.fill(&texts.texts().totals, &values)
}

/// The rules that found something, gravest first, with how often: what a page begins with. `below` may say more of a
/// rule's findings.
pub(super) fn by_rule(
    page: &mut Page<'_>,
    outcome: &Outcome,
    texts: &Catalogue,
    below: impl Fn(&[Finding]) -> Option<String>,
) -> io::Result<()> {
    let rules = || (outcome.findings).chunk_by(|a, b| (a.severity, a.rule) == (b.severity, b.rule));
    let count = |findings: &[Finding]| texts.number(findings.len() as u64);
    let counts = rules().map(|it| count(it).len()).max().unwrap_or_default();
    let ids = rules().map(|it| it[0].rule.len()).max().unwrap_or_default();
    let mut severity = None;
    for findings in rules() {
        let Finding {
            severity: of_rule,
            rule,
            ..
        } = findings[0];
        if severity.replace(of_rule) != Some(of_rule) {
            let (title, _) = texts.severity(of_rule);
            page.line(2, &[(severity_look(of_rule), title)])?;
        }
        let beginning = format!("{:>counts$}  {rule:<ids$}  ", count(findings));
        page.paragraph(4, PLAIN, &beginning, texts.title(rule))?;
        if let Some(more) = below(findings) {
            page.paragraph(4 + counts + 2, PLAIN, "", &more)?;
        }
    }
    Ok(())
}

/// The rules that could not be checked, and what they need.
pub(super) fn not_checked(
    page: &mut Page<'_>,
    outcome: &Outcome,
    texts: &Catalogue,
) -> io::Result<()> {
    if outcome.not_run.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.paragraph(0, BOLD, "", &texts.fill(&texts.texts().not_checked, &[]))?;
    let row =
        |(rule, reason): &(&str, _)| vec![(*rule).to_owned(), texts.not_run(*reason).to_owned()];
    let rows = outcome.not_run.iter().map(row).collect();
    let rule = Column {
        at_most: 40,
        ..Column::default()
    };
    page.table(2, None, rows, &[rule, Column::default()])
}

/// What was left out while reading, the first of it with place and reason.
pub(super) fn skipped(page: &mut Page<'_>, skipped: &Skipped, texts: &Catalogue) -> io::Result<()> {
    let Skipped {
        count,
        pages,
        places,
    } = skipped;
    if *count == 0 {
        return Ok(());
    }
    let rest = &texts.texts().skipped_left;
    page.blank()?;
    page.paragraph(0, BOLD, "", &texts.skipped(*count - pages, *pages))?;
    let shown = places.len().min(SKIPPED_SHOWN);
    for sentence in &places[..shown] {
        page.paragraph(2, PLAIN, "", &visible(&sentence.to_string()))?;
    }
    match count.saturating_sub(shown as u64) {
        0 => Ok(()),
        left => page.paragraph(2, PLAIN, "", &texts.fill(rest, &[("count", left.into())])),
    }
}

/// The colour of a severity.
pub(super) fn severity_look(severity: Severity) -> Look {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    Look::new().fg_color(Some(colour.into()))
}
