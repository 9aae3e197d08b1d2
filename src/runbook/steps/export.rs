//! Perform, 1 and 2: the old pool is stopped and exported, and the package is made that is imported.

use super::Ground;
use crate::runbook::facts::{Do, Page, Place, Title};
use crate::runbook::site::Blank;
use crate::runbook::step::Step;

const EXPORT: Page = Page::Reference {
    cmdlet: "Export-CsPersistentChatData",
};

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![
        stop_source(ground),
        export(ground),
        check_disabled(ground),
        look_inside(ground),
        convert(ground),
    ]
}

fn stop_source(ground: &Ground<'_>) -> Step {
    let folder = ground.site.known(Blank::Folder).unwrap_or_default();
    Step::of_guide("perform-1", "perform, 1", Title::StopSource)
        .on(Page::Guide, Do::StopServices)
        .inferred(Do::NoneRunning)
        .on(Page::Guide, Do::BackUpAgain)
        .inferred(Do::EmptyFolder {
            folder: folder.to_owned(),
        })
}

/// The export of the source, with what else it is given.
fn export_line(ground: &Ground<'_>, file: &str, rest: &str) -> String {
    let site = ground.site;
    format!(
        "Export-CsPersistentChatData -DBInstance {} -FileName {}{rest}",
        site.value(Blank::SourceSql),
        site.file(file),
    )
}

fn export(ground: &Ground<'_>) -> Step {
    let report = format!(" -Report {}", ground.site.file("export.html"));
    Step::of_guide("perform-2", "perform, 2", Title::Export)
        .on(Page::Guide, Do::ExportRole)
        .inferred(Do::ExportDatabase)
        .on(EXPORT, Do::ExportLevel)
        .inferred(Do::DisablesSource)
        .commands(
            Place::Shell,
            vec![export_line(ground, "export.zip", &report)],
        )
}

fn check_disabled(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let directory = export_line(ground, "closed.zip", " -Level RoomDirectory");
    let count = format!(
        "pchat analyze {} --only disabled-room --rows 0",
        site.file("closed.zip")
    );
    let query = "SELECT COUNT(*) FROM tblNode WHERE nodeType = 0 AND disabled = 0;";
    let pool = site.value(Blank::SourcePool);
    let open = format!("Get-CsPersistentChatRoom -PersistentChatPoolFqdn {pool} -Disabled $false");
    let close = format!("{open} | Set-CsPersistentChatRoom -Disabled $true -WhatIf");
    Step::own("perform-2-closed", Title::CheckDisabled)
        .on(Page::Report3300, Do::NotDisabledReport)
        .ours(Do::CountDisabled {
            rooms: ground.found.totals.rooms,
        })
        .on(Page::Schema, Do::NodeTypes)
        .inferred(Do::CloseByTool)
        .on(
            Page::Reference {
                cmdlet: "Set-CsPersistentChatRoom",
            },
            Do::CloseByCmdlet,
        )
        .commands(Place::Query, vec![query.to_owned()])
        .commands(Place::Shell, vec![directory])
        .commands(Place::Here, vec![count])
        .commands(Place::Shell, vec![open, close])
}

/// A line that also shows the program's exit code.
pub(super) fn with_code(line: String) -> String {
    line + "; $LASTEXITCODE"
}

fn look_inside(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let export = site.file("export.zip");
    let analyze = site.analysis_words();
    let mut lines = vec![
        format!("pchat inspect {export}"),
        format!(
            "pchat analyze {export}{analyze} --report {} --force",
            site.file("report-of-export")
        ),
    ];
    let step = Step::of_guide("perform-2-inspect", "perform, 2", Title::LookInside)
        .on(Page::Guide, Do::InspectExport)
        .ours(Do::CompareCounts);
    let step = match &site.decisions {
        Some(_) => {
            let file = site.decisions_word();
            lines.push(format!(
                "pchat analyze {export}{analyze} --decisions {file}"
            ));
            step.ours(Do::DecideAgain)
        }
        None => step,
    };
    step.commands(Place::Here, lines)
}

fn convert(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let (export, new) = (site.file("export.zip"), site.file("new.zip"));
    Step::own("perform-2-convert", Title::Convert)
        .ours(Do::ConvertNow)
        .ours(Do::ProveConverted)
        .commands(
            Place::Here,
            vec![
                with_code(format!(
                    "pchat convert {export} -o {new}{}",
                    site.conversion_words()
                )),
                with_code(format!("pchat verify {export} {new}{}", site.plan_words())),
            ],
        )
}
