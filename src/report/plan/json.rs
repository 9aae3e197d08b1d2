//! `convert --what-if --format json`: one object, whose shape is a promise (`docs/json.md`, `schema/plan.schema.json`).

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::Serializer;

use super::super::Catalogue;
use super::super::json::{Entry as FindingEntry, LeftOut, pretty};
use super::Simulation;
use super::shared::{After, SharedLists};
use crate::plan::Counts;
use crate::rules::{Object, Value};
use crate::wording::in_english;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// Writes the simulation. Changes and findings are written one by one, whatever their number.
pub fn write(out: &mut dyn Write, simulation: &Simulation<'_>) -> io::Result<()> {
    in_english(|| {
        let texts = Catalogue::spoken();
        let document = Document {
            schema: SCHEMA,
            input: Input {
                name: &simulation.input.name,
                kind: simulation.input.kind.word(),
            },
            counts: &simulation.counts,
            skipped: LeftOut::from(&simulation.skipped),
            changes: Changes(simulation, None),
            remaining: Remaining(simulation, texts),
        };
        pretty(out, &document)
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    input: Input<'a>,
    counts: &'a Counts,
    skipped: LeftOut<'a>,
    changes: Changes<'a>,
    remaining: Remaining<'a>,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    kind: &'a str,
}

/// The changes of a simulation, written one by one; lists that stand elsewhere by their numbers.
pub(crate) struct Changes<'a>(
    pub(crate) &'a Simulation<'a>,
    pub(crate) Option<&'a SharedLists<'a>>,
);

impl Serialize for Changes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Simulation {
            directory, plan, ..
        } = self.0;
        serializer.collect_seq(plan.changes.iter().map(|change| Entry {
            rule: change.rule,
            basis: change.basis.word(),
            by: change.by(),
            noticed: change.noticed,
            object: change.subject.object(directory),
            field: change.edit.field(),
            before: change.edit.before(directory),
            after: match self.1.and_then(|lists| lists.number(&change.edit)) {
                Some(list) => After::Shared { list },
                None => After::Value(change.edit.after(directory)),
            },
        }))
    }
}

#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    basis: &'static str,
    by: &'static str,
    noticed: bool,
    object: Object,
    field: &'static str,
    before: Value,
    after: After,
}

/// The findings that remain, written one by one, with what makes them.
struct Remaining<'a>(&'a Simulation<'a>, &'a Catalogue);

impl Serialize for Remaining<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Remaining(simulation, texts) = self;
        let findings = simulation.remaining.findings.iter();
        serializer.collect_seq(findings.zip(simulation.causes).map(|(finding, cause)| {
            RemainingEntry {
                finding: FindingEntry::new(finding, texts),
                caused_by: cause.by,
                decided: cause.decided,
            }
        }))
    }
}

#[derive(Serialize)]
struct RemainingEntry<'a> {
    #[serde(flatten)]
    finding: FindingEntry<'a>,
    caused_by: Option<&'static str>,
    decided: bool,
}

#[cfg(test)]
mod tests;
