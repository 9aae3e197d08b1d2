//! The repair script: it asks before each line, and does nothing without a yes.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::RunbookReport;
use super::words::InScript;
use crate::report::visible::cut_middle;
use crate::report::{Catalogue, visible};
use crate::runbook::{MANAGER, Repair, quoted};

/// The script's parameter for the pool.
const POOL: &str = "$Pool";

/// How many columns a comment takes at most.
const COMMENT: usize = 200;

pub(super) fn write(
    out: &mut dyn Write,
    report: &RunbookReport<'_>,
    texts: &Catalogue,
) -> io::Result<()> {
    let script = script(report, texts).replace('\n', "\r\n");
    out.write_all(b"\xef\xbb\xbf")?;
    out.write_all(script.as_bytes())
}

fn script(report: &RunbookReport<'_>, texts: &Catalogue) -> String {
    let repairs = &report.runbook.repairs;
    let input = report.input.name.clone();
    let mut script = String::new();
    let mut about = vec![
        InScript::AboutScript { input },
        InScript::NamesInIt,
        InScript::AsksFirst,
    ];
    about.push(match repairs.len() {
        0 => InScript::NothingToRepair,
        lines => InScript::CountOfLines { lines },
    });
    for line in about {
        comment(&mut script, "", &line);
    }
    script += "\n#Requires -Version 3.0\n";
    script += "[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]\nparam(\n";
    comment(&mut script, "    ", &InScript::PoolParameter);
    script += "    ";
    script += &match report.pool {
        Some(pool) => format!("[string] {POOL} = {}", quoted(pool)),
        None => format!("[Parameter(Mandatory = $true)] [string] {POOL}"),
    };
    if repairs.iter().any(|repair| repair.cmdlet.needs_manager()) {
        script += ",\n";
        comment(&mut script, "    ", &InScript::ManagerParameter);
        let _ = write!(script, "    [string] {MANAGER} = ''");
    }
    script += "\n)\n";
    for repair in repairs {
        line(&mut script, repair, texts);
    }
    script
}

fn line(script: &mut String, repair: &Repair, texts: &Catalogue) {
    let Repair {
        rule,
        object,
        cmdlet,
    } = repair;
    script.push('\n');
    let about = InScript::Repairs {
        rule,
        kind: texts.kind(object.kind.word()).to_owned(),
        id: object.id.clone(),
        name: object.name.clone(),
    };
    comment(script, "", &about);
    let condition = match cmdlet.needs_manager() {
        true => format!("{MANAGER} -and "),
        false => String::new(),
    };
    let (identity, deed) = (cmdlet.identity(POOL), quoted(&cmdlet.deed()));
    let _ = writeln!(
        script,
        "if ({condition}$PSCmdlet.ShouldProcess({identity}, {deed})) {{"
    );
    let _ = writeln!(script, "    {}\n}}", cmdlet.line(POOL));
}

/// A comment is one line, whatever a name in it holds.
fn comment(script: &mut String, indent: &str, says: &InScript) {
    let says = says.to_string();
    let says = visible(&says);
    let _ = writeln!(script, "{indent}# {}", cut_middle(&says, COMMENT));
}
