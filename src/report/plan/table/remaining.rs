//! What the rules say of the pool as it would be: how much of each, and before a conversion also what.

use std::io;

use indexmap::IndexSet;

use super::super::super::Catalogue;
use super::super::super::named::named;
use super::super::super::page::{BOLD, Column};
use super::super::super::sections::{self, severity_look};
use super::super::super::visible::{cut, visible};
use super::{ID_COLUMNS, NAME_SHARE, Report};
use crate::plan::Cause;
use crate::rules::{Finding, Object, ObjectKind};

/// How many columns a name takes at most among others.
const NAME_COLUMNS: usize = 40;

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
        let (texts, written) = (self.texts, simulation.written.is_some());
        sections::by_rule(&mut self.page, simulation.remaining, texts, |of_rule| {
            // Where nothing is written, each of them follows.
            written.then(|| names(of_rule, texts))
        })?;
        let command = self.command("convert", "--what-if", "--format csv");
        let all = &texts.texts().remaining_all;
        self.page.command_after(2, &texts.fill(all, &[]), &command)
    }

    pub(super) fn each_remaining(&mut self) -> io::Result<()> {
        let simulation = self.simulation;
        let findings = simulation.remaining.findings.iter();
        let findings: Vec<Caused<'_>> = findings.zip(simulation.causes).collect();
        for of_rule in
            findings.chunk_by(|a, b| (a.0.severity, a.0.rule) == (b.0.severity, b.0.rule))
        {
            self.of_rule(of_rule)?;
        }
        Ok(())
    }

    /// One by one: first what the conversion makes, then what was decided to stay.
    fn of_rule(&mut self, of_rule: &[Caused<'_>]) -> io::Result<()> {
        let Finding { rule, severity, .. } = of_rule[0].0;
        let count = [("count", of_rule.len().into())];
        let (severity_title, _) = self.texts.severity(*severity);
        let beside = [
            severity_title.to_owned(),
            (*rule).to_owned(),
            self.texts.fill(&self.texts.texts().found, &count),
        ];
        self.page.blank()?;
        self.page.heading(
            severity_look(*severity).bold(),
            self.texts.title(rule),
            &beside.join(" · "),
        )?;
        let mut sorted = of_rule.to_vec();
        sorted.sort_by_key(|(_, cause)| (cause.by.is_none(), !cause.decided));
        let shown = sorted.len().min(self.extent.rows());
        let rows = sorted[..shown].iter().map(|it| self.finding(*it));
        let rows = rows.collect();
        let column = |at_most| Column {
            at_most,
            ..Column::default()
        };
        self.page
            .table(2, None, rows, &[column(24), column(NAME_SHARE), column(0)])?;
        if sorted.len() > shown {
            let texts = self.texts.texts();
            let count = sorted.len() - shown;
            let text = self
                .texts
                .fill(&texts.rows_left, &[("count", count.into())]);
            let command = self.command("convert", "--what-if", "--format csv");
            self.page.command_after(2, &text, &command)?;
        }
        Ok(())
    }

    fn finding(&self, (finding, cause): Caused<'_>) -> Vec<String> {
        let width = self.page.width();
        let object = &finding.object;
        let kind = self.texts.kind(object.kind.word());
        let named = named(finding, self.simulation.directory);
        let mut message = self.texts.message_beside(&named, width / 3);
        if let Some(rule) = cause.by {
            let values = [("rule", rule.into())];
            let by = self.texts.fill(&self.texts.texts().caused_by, &values);
            message = format!("{message} ({by})");
        }
        vec![
            format!("{kind} {}", cut(&visible(&object.id), ID_COLUMNS)),
            cut(&visible(&object.name), width * NAME_SHARE / 100 - 4).into_owned(),
            message,
        ]
    }
}

/// What the findings are about, by name, each once.
fn names(findings: &[Finding], texts: &Catalogue) -> String {
    let name = |finding: &Finding| {
        let Object { kind, id, name } = &finding.object;
        // The name of a member is a place in it.
        match kind {
            ObjectKind::Member => id.clone(),
            _ if name.is_empty() => format!("{} {id}", texts.kind(kind.word())),
            _ => cut(name, NAME_COLUMNS).into_owned(),
        }
    };
    let names: IndexSet<String> = findings.iter().map(name).collect();
    let names: Vec<String> = names.into_iter().collect();
    texts.fill(&texts.texts().names_of, &[("names", names.into())])
}
