//! `analyze` for people: what was found, the worst first, and what to do about it.

use std::io::{self, Write};
use std::iter;

use anstyle::AnsiColor;

use super::named::named;
use super::page::{BOLD, Column, Extent, Look, PLAIN, Page, Style};
use super::sections::{self, argument, arguments, head, missing, severity_look};
use super::visible::{cut, visible};
use super::{AnalysisReport, Catalogue};
use crate::directory::ContentKind;
use crate::rules::{Basis, Finding, ObjectKind, Severity};

const REMEDY: Look = AnsiColor::Green.on_default();

/// How many columns a name takes at most.
const NAME_COLUMNS: usize = 48;

/// How many columns an id takes at most.
const ID_COLUMNS: usize = 12;

/// How much of the page an object's name takes at most, in hundredths.
const NAME_SHARE: usize = 32;

/// Writes the analysis for a terminal of this width: how often each rule has something to say, and then its findings.
pub fn write(
    out: &mut dyn Write,
    analysis: &AnalysisReport<'_>,
    texts: &Catalogue,
    width: usize,
    style: Style,
    extent: Extent,
) -> io::Result<()> {
    let page = Page::new(out, width, style);
    Report {
        page,
        texts,
        analysis,
        extent,
        input: arguments(&analysis.input.arguments),
    }
    .write()
}

struct Report<'a> {
    page: Page<'a>,
    texts: &'a Catalogue,
    analysis: &'a AnalysisReport<'a>,
    extent: Extent,
    input: String,
}

/// Findings of one rule that call for the same.
struct Group<'a> {
    remedy: String,
    findings: Vec<&'a Finding>,
}

impl Report<'_> {
    fn write(mut self) -> io::Result<()> {
        self.head()?;
        self.totals()?;
        let outcome = self.analysis.outcome;
        sections::by_rule(&mut self.page, outcome, self.texts, |_| None)?;
        if self.extent != Extent::Summary && !outcome.findings.is_empty() {
            self.details(&outcome.findings)?;
            // Whoever sees the end of a long page need not go back.
            self.totals()?;
        }
        sections::not_checked(&mut self.page, self.analysis.outcome, self.texts)?;
        sections::skipped(&mut self.page, &self.analysis.skipped, self.texts)?;
        self.next()
    }

    fn details(&mut self, findings: &[Finding]) -> io::Result<()> {
        for of_severity in findings.chunk_by(|a, b| a.severity == b.severity) {
            self.severity(of_severity[0].severity)?;
            for of_rule in of_severity.chunk_by(|a, b| a.rule == b.rule) {
                self.rule(of_rule)?;
            }
        }
        Ok(())
    }

    fn head(&mut self) -> io::Result<()> {
        let evidence = self.analysis.evidence;
        head(&mut self.page, &self.analysis.input, self.texts)?;
        let totals = evidence.totals();
        let mut items = Vec::new();
        for (kind, count) in [
            (ContentKind::Users, totals.users),
            (ContentKind::Groups, totals.groups),
            (ContentKind::Categories, totals.categories),
            (ContentKind::Rooms, totals.rooms),
            (ContentKind::Addins, totals.addins),
            (ContentKind::Messages, totals.messages),
        ] {
            let mut item = self.texts.count(kind, count);
            if let (ContentKind::Messages, Some(first), Some(last)) =
                (kind, &totals.first_message, &totals.last_message)
            {
                let values = [
                    ("messages", item.into()),
                    ("first", first.as_str().into()),
                    ("last", last.as_str().into()),
                ];
                item = self.texts.fill(&self.texts.texts().period, &values);
            }
            if count > 0 {
                items.push(item);
            }
        }
        if totals.files > 0 {
            let count = [("count", totals.files.into())];
            items.push(self.texts.fill(&self.texts.texts().uploaded, &count));
        }
        if !items.is_empty() {
            self.page.items(&items)?;
        }
        missing(&mut self.page, &self.analysis.input, self.texts)?;
        let compared = self.texts.collation(&evidence.options.collation);
        self.page.paragraph(0, PLAIN, "", &compared)
    }

    fn severity(&mut self, severity: Severity) -> io::Result<()> {
        let (title, caption) = self.texts.severity(severity);
        let look = severity_look(severity);
        self.page.blank()?;
        self.page
            .heading(look.bold(), &title.to_uppercase(), caption)?;
        self.page.rule(look)
    }

    fn rule(&mut self, findings: &[Finding]) -> io::Result<()> {
        let rule = findings[0].rule;
        let texts = self.texts.texts();
        let inferred = (findings.iter())
            .filter(|finding| finding.basis == Basis::Inferred)
            .count();
        let mut beside = vec![
            rule.to_owned(),
            self.texts
                .fill(&texts.found, &[("count", findings.len().into())]),
        ];
        if inferred == findings.len() {
            beside.push(self.texts.fill(&texts.inferred, &[]));
        } else if inferred > 0 {
            let values = [("count", inferred.into())];
            beside.push(self.texts.fill(&texts.partly_inferred, &values));
        }
        self.page.blank()?;
        self.page
            .heading(BOLD, self.texts.title(rule), &beside.join(" · "))?;
        for group in self.groups(findings) {
            self.group(rule, &group)?;
        }
        Ok(())
    }

    /// The findings of a rule by what they call for, in the order of the first of each.
    fn groups<'f>(&self, findings: &'f [Finding]) -> Vec<Group<'f>> {
        let mut groups: Vec<Group<'f>> = Vec::new();
        // Cases are few, findings may be many: the remedy is worked out once for each case.
        let mut cases: Vec<(&str, Basis, usize)> = Vec::new();
        for finding in findings {
            let (case, basis) = (finding.case(), finding.basis);
            let known = cases.iter().find(|it| (it.0, it.1) == (case, basis));
            let at = match known {
                Some((_, _, at)) => *at,
                None => {
                    let remedy = self.texts.remedy_for_all(finding);
                    let same = groups.iter().position(|group| group.remedy == remedy);
                    let at = same.unwrap_or(groups.len());
                    if at == groups.len() {
                        let findings = Vec::new();
                        groups.push(Group { remedy, findings });
                    }
                    cases.push((case, basis, at));
                    at
                }
            };
            groups[at].findings.push(finding);
        }
        groups
    }

    fn group(&mut self, rule: &str, group: &Group<'_>) -> io::Result<()> {
        let names = (self.page.width() / 3).clamp(16, NAME_COLUMNS);
        let name_columns = self.page.width() * NAME_SHARE / 100 - 4;
        let shown: Vec<_> = group.findings.iter().take(self.extent.rows()).collect();
        let directory = self.analysis.evidence.directory;
        let row = |finding: &&&Finding| {
            let object = &finding.object;
            let kind = self.texts.kind(object.kind.word());
            // The name of a member is a place in it, which the message names.
            let name = match object.kind {
                ObjectKind::Member => "",
                _ => &object.name,
            };
            // The beginning of a GUID is enough to find it; CSV and JSON have all of it.
            let id_columns = match object.kind {
                ObjectKind::Member => NAME_COLUMNS,
                _ => ID_COLUMNS,
            };
            let id = visible(&object.id);
            vec![
                format!("{kind} {}", cut(&id, id_columns)),
                cut(&visible(name), name_columns).into_owned(),
                (self.texts).message_beside(&named(finding, directory), names),
            ]
        };
        let mut rows: Vec<Vec<String>> = shown.iter().map(row).collect();
        let of_members =
            (group.findings.iter()).any(|finding| finding.object.kind == ObjectKind::Member);
        let mut shape = vec![
            Column {
                at_most: if of_members { 40 } else { 24 },
                ..Column::default()
            },
            Column {
                at_most: NAME_SHARE,
                ..Column::default()
            },
            Column::default(),
        ];
        if rows.iter().all(|row| row[1].is_empty()) {
            shape.remove(1);
            for row in &mut rows {
                row.remove(1);
            }
        }
        self.page.table(2, None, rows, &shape)?;
        let left = group.findings.len() - shown.len();
        if left > 0 {
            let values = [("count", left.into())];
            let text = self.texts.fill(&self.texts.texts().rows_left, &values);
            let command = format!("pchat analyze {} --only {rule} --format csv", self.input);
            self.page.command_after(2, &text, &command)?;
        }
        self.page.paragraph(2, REMEDY, "→ ", &group.remedy)
    }

    fn totals(&mut self) -> io::Result<()> {
        let outcome = &self.analysis.outcome;
        self.page.blank()?;
        if outcome.findings.is_empty() {
            let text = self.texts.fill(&self.texts.texts().nothing_found, &[]);
            return self.page.paragraph(0, BOLD, "", &text);
        }
        let text = sections::by_severity(outcome, self.texts);
        self.page.paragraph(0, BOLD, "", &text)
    }

    fn next(&mut self) -> io::Result<()> {
        let texts = self.texts.texts();
        let input = &self.input;
        let say = |template| self.texts.fill(template, &[]);
        let mut commands = Vec::new();
        if let Some(worst) = self.analysis.outcome.findings.first() {
            commands.push((
                format!("pchat explain {}", worst.rule),
                say(&texts.next_explain),
            ));
        }
        let command = |verb: &str, options: &[String]| {
            let options = options.iter().map(|it| argument(it));
            let words: Vec<String> = iter::once(input.clone()).chain(options).collect();
            format!("pchat {verb} {}", words.join(" "))
        };
        let analyze = command("analyze", &self.analysis.options);
        if !self.analysis.is_written {
            commands.push((format!("{analyze} --report DIR"), say(&texts.next_report)));
        }
        if let Some(options) = &self.analysis.simulate {
            let simulate = command("convert", options);
            commands.push((format!("{simulate} --what-if"), say(&texts.next_simulate)));
        } else if !self.analysis.outcome.findings.is_empty() {
            commands.push((
                format!("{analyze} --decisions FILE"),
                say(&texts.next_decisions),
            ));
        }
        commands.push((format!("pchat inspect {input}"), say(&texts.next_inspect)));
        self.page.blank()?;
        self.page.paragraph(0, BOLD, "", &say(&texts.next))?;
        self.page.commands(2, &commands)
    }
}

#[cfg(test)]
mod tests;
