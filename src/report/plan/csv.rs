//! `convert --what-if --format csv`: one line for each change, and then for each finding that remains.

use std::io::{self, Write};

use super::super::Catalogue;
use super::super::cells::Table;
use super::Simulation;
use crate::directory::Directory;
use crate::plan::{Action, Change};
use crate::wording::in_english;

/// Writes all changes and all findings that remain, in the form that all CSV has here (`docs/csv.md`).
pub fn write(out: &mut dyn Write, simulation: &Simulation<'_>, separator: u8) -> io::Result<()> {
    in_english(|| {
        let texts = Catalogue::spoken();
        let directory = simulation.directory;
        let mut table = Table::new(out, separator);
        table.row([
            "rule",
            "basis",
            "by",
            "kind",
            "id",
            "name",
            "field",
            "before",
            "after",
            "noticed",
            "severity",
            "caused_by",
            "decided",
            "message",
            "remedy",
        ])?;
        for change in &simulation.plan.changes {
            cells(&mut table, change, directory)?;
            table.row([""; 5])?;
        }
        let findings = simulation.remaining.findings.iter();
        for (finding, cause) in findings.zip(simulation.causes) {
            let object = &finding.object;
            table.cells([finding.rule, finding.basis.word(), "remains"])?;
            table.cells([object.kind.word(), &object.id, &object.name])?;
            table.cells(["", "", "", ""])?;
            table.cells([finding.severity.word(), cause.by.unwrap_or_default()])?;
            table.value(&cause.decided.into())?;
            table.row([texts.message(finding), texts.remedy(finding)])?;
        }
        table.end()
    })
}

/// Writes the changes alone.
pub fn changes(out: &mut dyn Write, simulation: &Simulation<'_>, separator: u8) -> io::Result<()> {
    in_english(|| change_rows(Table::new(out, separator), simulation))
}

pub(in crate::report) fn change_rows(
    mut table: Table<'_>,
    simulation: &Simulation<'_>,
) -> io::Result<()> {
    table.row([
        "rule", "basis", "by", "kind", "id", "name", "field", "before", "after", "noticed",
    ])?;
    for change in &simulation.plan.changes {
        cells(&mut table, change, simulation.directory)?;
        table.end_row()?;
    }
    table.end()
}

/// Writes the findings that remain alone.
pub fn remaining(
    out: &mut dyn Write,
    simulation: &Simulation<'_>,
    separator: u8,
) -> io::Result<()> {
    in_english(|| {
        let texts = Catalogue::spoken();
        remaining_rows(Table::new(out, separator), simulation, texts)
    })
}

pub(in crate::report) fn remaining_rows(
    mut table: Table<'_>,
    simulation: &Simulation<'_>,
    texts: &Catalogue,
) -> io::Result<()> {
    table.row([
        "rule",
        "severity",
        "basis",
        "kind",
        "id",
        "name",
        "caused_by",
        "decided",
        "message",
        "remedy",
    ])?;
    let findings = simulation.remaining.findings.iter();
    for (finding, cause) in findings.zip(simulation.causes) {
        let object = &finding.object;
        table.cells([finding.rule, finding.severity.word(), finding.basis.word()])?;
        table.cells([object.kind.word(), &object.id, &object.name])?;
        table.cell(cause.by.unwrap_or_default())?;
        table.value(&cause.decided.into())?;
        table.row([texts.message(finding), texts.remedy(finding)])?;
    }
    table.end()
}

/// Writes what was decided about each object.
pub fn decided(out: &mut dyn Write, simulation: &Simulation<'_>, separator: u8) -> io::Result<()> {
    in_english(|| decided_rows(Table::new(out, separator), simulation))
}

pub(in crate::report) fn decided_rows(
    mut table: Table<'_>,
    simulation: &Simulation<'_>,
) -> io::Result<()> {
    table.row(["rule", "kind", "id", "action", "value"])?;
    for decision in simulation.decisions {
        let value = match &decision.action {
            Action::Rename(name) => name,
            _ => "",
        };
        table.row([
            decision.rule,
            decision.kind.word(),
            &decision.id,
            decision.action.kind().word(),
            value,
        ])?;
    }
    table.end()
}

/// The cells of a change.
fn cells(table: &mut Table<'_>, change: &Change, directory: &Directory) -> io::Result<()> {
    let object = change.subject.object(directory);
    table.cells([
        change.rule,
        change.basis.word(),
        change.by(),
        object.kind.word(),
        &object.id,
        &object.name,
        change.edit.field(),
    ])?;
    table.value(&change.edit.before(directory))?;
    table.value(&change.edit.after(directory))?;
    table.value(&change.noticed.into())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{changes, with_simulation};
    use super::*;

    #[test]
    fn each_change_is_a_line() {
        let mut out = Vec::new();
        with_simulation(changes(), |simulation| {
            write(&mut out, simulation, b',').unwrap()
        });
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "rule,basis,by,kind,id,name,field,before,after,noticed,severity,caused_by,decided,message,remedy"
        );
        assert_eq!(lines.len() - 1, changes().len() + 3);
        for line in [
            "nested-category,documented,convert,category,20,Desk,parent,2,1",
            "invitation-mismatch,documented,convert,category,20,Desk,invite,,true",
            "disabled-room,documented,convert,room,57,'=1+1,object,true,false",
            "before-cutoff,documented,convert,room,58,\"Trading␈, \"\"floor\"\"\",messages,1210,10",
            "root-manager,documented,convert,room,58,\"Trading␈, \"\"floor\"\"\",manager,,310 311 312 313 314 315 316 317 999",
            "nested-category,documented,convert,room,59,取引室の会議 議事録,override_member,,true",
            "federated-user,documented,convert,room,59,取引室の会議 議事録,member,317,",
            "topic-lost,documented,import,room,59,取引室の会議 議事録,topic,'=Büro,",
            "federated-user,documented,convert,principal,317,User 7,disabled,false,true,true,,,,,",
            "nested-category,documented,remains,category,22,b,,,,,info,root-manager,false,",
        ] {
            assert!(
                lines.iter().any(|it| it.starts_with(line)),
                "{line} in\n{text}"
            );
        }
    }
}
