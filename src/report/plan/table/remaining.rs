//! What the rules say of the pool as it would be: how much of each, and before a conversion also what.

use std::io;

use super::super::super::page::{BOLD, Column};
use super::super::super::sections::{self, severity_look};
use super::super::super::visible::{cut, visible};
use super::{ID_COLUMNS, NAME_SHARE, Report};
use crate::plan::Cause;
use crate::rules::Finding;

type Caused<'a> = (&'a Finding, &'a Cause);

impl Report<'_> {
    pub(super) fn remaining(&mut self) -> io::Result<()> {
        let texts = self.texts.texts();
        let say = |template| self.texts.fill(template, &[]);
        let simulation = self.simulation;
        let findings = &simulation.remaining.findings;
        self.page.blank()?;
        if findings.is_empty() {
            return self
                .page
                .paragraph(0, BOLD, "", &say(&texts.nothing_remains));
        }
        let totals = sections::by_severity(simulation.remaining, self.texts);
        self.page.heading(BOLD, &say(&texts.remaining), &totals)?;
        let caused = simulation.causes.iter().filter(|it| it.by.is_some());
        let caused = caused.count();
        if caused > 0 {
            let text = (self.texts).fill(&texts.remaining_caused, &[("count", caused.into())]);
            self.page.paragraph(2, BOLD, "", &text)?;
        }
        let findings: Vec<Caused<'_>> = findings.iter().zip(simulation.causes).collect();
        for of_severity in findings.chunk_by(|a, b| a.0.severity == b.0.severity) {
            let severity = of_severity[0].0.severity;
            let (title, _) = self.texts.severity(severity);
            self.page.line(2, &[(severity_look(severity), title)])?;
            let by_rule = of_severity.chunk_by(|a, b| a.0.rule == b.0.rule);
            if simulation.written.is_none() {
                by_rule
                    .into_iter()
                    .try_for_each(|of_rule| self.of_rule(of_rule))?;
            } else {
                let rows = by_rule.map(|of_rule| self.total(of_rule)).collect();
                self.totals(rows)?;
            }
        }
        let command = self.command("convert", "--what-if", "--format csv");
        self.page
            .command_after(2, &say(&texts.remaining_all), &command)
    }

    fn total(&self, of_rule: &[Caused<'_>]) -> Vec<String> {
        let rule = of_rule[0].0.rule;
        let count = self.texts.number(of_rule.len() as u64);
        vec![count, rule.to_owned(), self.texts.title(rule).to_owned()]
    }

    fn totals(&mut self, rows: Vec<Vec<String>>) -> io::Result<()> {
        let count = Column {
            right: true,
            ..Column::default()
        };
        let shape = [count, Column::default(), Column::default()];
        self.page.table(4, None, rows, &shape)
    }

    /// One by one: first what the conversion makes, then what was decided to stay.
    fn of_rule(&mut self, of_rule: &[Caused<'_>]) -> io::Result<()> {
        self.totals(vec![self.total(of_rule)])?;
        let mut sorted = of_rule.to_vec();
        sorted.sort_by_key(|(_, cause)| (cause.by.is_none(), !cause.decided));
        let shown = sorted.len().min(self.rows);
        let rows = sorted[..shown].iter().map(|it| self.finding(*it));
        let rows = rows.collect();
        let column = |at_most| Column {
            at_most,
            ..Column::default()
        };
        self.page
            .table(6, None, rows, &[column(24), column(NAME_SHARE), column(0)])?;
        if sorted.len() > shown {
            let texts = self.texts.texts();
            let count = sorted.len() - shown;
            let text = self
                .texts
                .fill(&texts.rows_left, &[("count", count.into())]);
            let command = self.command("convert", "--what-if", "--format csv");
            self.page.command_after(6, &text, &command)?;
        }
        Ok(())
    }

    fn finding(&self, (finding, cause): Caused<'_>) -> Vec<String> {
        let width = self.page.width();
        let object = &finding.object;
        let kind = self.texts.kind(object.kind.word());
        let mut message = self.texts.message_beside(finding, width / 3);
        if let Some(rule) = cause.by {
            let values = [("rule", rule.into())];
            let by = self.texts.fill(&self.texts.texts().caused_by, &values);
            message = format!("{by}: {message}");
        }
        vec![
            format!("{kind} {}", cut(&visible(&object.id), ID_COLUMNS)),
            cut(&visible(&object.name), width * NAME_SHARE / 100 - 4).into_owned(),
            message,
        ]
    }
}
