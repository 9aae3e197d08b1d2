//! The migration itself.

use super::Ground;
use crate::plan::{Edit, Subject};
use crate::runbook::facts::{Do, Page, Place, Title};
use crate::runbook::repair::Cmdlet;
use crate::runbook::site::Blank;
use crate::runbook::step::{Need, Step};
use crate::wording::wording;

wording! {
    in "runbook";
    /// A line of ChatUpgradeVerifier's file of conflicts: its own words, in every language.
    enum Conflict {
        Category { name: String },
        Room { name: String },
    }
}

/// How many lines of that file are foretold.
const FORETOLD: usize = 20;

const EXPORT: Page = Page::Reference {
    cmdlet: "Export-CsPersistentChatData",
};
const IMPORT: Page = Page::Reference {
    cmdlet: "Import-CsPersistentChatData",
};

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![
        Step::of_guide("perform-1", "perform, 1", Title::StopSource)
            .on(Page::Guide, Do::StopServices)
            .inferred(Do::NoneRunning)
            .on(Page::Guide, Do::BackUpAgain)
            .inferred(Do::EmptyFolder {
                folder: ground
                    .site
                    .known(Blank::Folder)
                    .unwrap_or_default()
                    .to_owned(),
            }),
        export(ground),
        check_disabled(ground),
        look_inside(ground),
        convert(ground),
        stop_target(),
        back_up_target(),
        try_import(ground),
        import(ground),
        copy_files(ground),
        port_lookup(ground),
        start_target(),
        check_target(ground),
        prove(ground),
        verifier(ground),
        repair(ground),
        Step::own("perform-10-decide", Title::GoOrBack)
            .inferred(Do::WhoDecides)
            .inferred(Do::WayBack),
    ]
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
            rooms: ground.totals().rooms,
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
fn with_code(line: String) -> String {
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

fn stop_target() -> Step {
    Step::of_guide("perform-3", "perform, 3", Title::StopTarget)
        .on(Page::Guide, Do::StopTargetServices)
        .commands(
            Place::Shell,
            vec![
                "Get-CsWindowsService".to_owned(),
                "Get-CsWindowsService | Where-Object {$_.DisplayName -like '*Persistent Chat*'} | Stop-CsWindowsService -WhatIf".to_owned(),
            ],
        )
        .inferred(Do::ServiceNames)
}

fn back_up_target() -> Step {
    let path = Blank::BackupPath;
    let query = format!("BACKUP DATABASE mgc TO DISK = N'<{path}>' WITH CHECKSUM;");
    Step::of_guide("perform-4", "perform, 4", Title::BackUpTarget)
        .on(Page::Guide, Do::BackUpTargetIf)
        .inferred(Do::BackUpAnyway)
        .ours(Do::NoteCounts)
        .commands(Place::TargetQuery, vec![query])
        .commands(
            Place::TargetQuery,
            vec!["SELECT nodeType, COUNT(*) FROM tblNode GROUP BY nodeType;".to_owned()],
        )
        .on(Page::Schema, Do::NodeTypes)
        .inferred(Do::QueryIsSurer)
}

fn import_line(ground: &Ground<'_>, rest: &str) -> String {
    let site = ground.site;
    format!(
        "Import-CsPersistentChatData -DBInstance {} -FileName {}{rest}",
        site.value(Blank::TargetSql),
        site.file("new.zip"),
    )
}

fn try_import(ground: &Ground<'_>) -> Step {
    let report = ground.site.file("import-what-if.html");
    let line = import_line(ground, &format!(" -Report {report} -WhatIf"));
    Step::of_guide("perform-5", "perform, 5", Title::TryImport)
        .on(Page::Guide, Do::WhatIfFirst)
        .on(Page::Guide, Do::FixWarnings)
        .on(IMPORT, Do::ReportReplaced)
        .inferred(Do::EditedPackage)
        .commands(Place::Shell, vec![line])
}

fn import(ground: &Ground<'_>) -> Step {
    let report = ground.site.file("import.html");
    let line = import_line(ground, &format!(" -Report {report}"));
    Step::of_guide("perform-6", "perform, 6", Title::Import)
        .on(Page::Guide, Do::ImportNow)
        .inferred(Do::NoWayBack)
        .commands(Place::Shell, vec![line])
}

fn copy_files(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let copy = |rest: &str| {
        format!(
            "robocopy {} {} /E /COPY:DAT /DCOPY:T /R:2 /W:5 /TEE {}{rest}",
            site.share(Blank::SourceStore),
            site.share(Blank::TargetStore),
            log(&site.file("files.log")),
        )
    };
    let step = Step::of_guide("perform-7", "perform, 7", Title::CopyFiles)
        .on(Page::Guide, Do::CopyFolder)
        .on(Page::Guide, Do::ClientsAndFiles)
        .inferred(Do::CopyTwice)
        .about(ground, "uploaded-file");
    match step.need {
        Need::NothingFound => step,
        _ => step.commands(Place::Files, vec![copy(" /L"), copy("")]),
    }
}

/// Robocopy takes the log's path behind a colon, as one word.
fn log(file: &str) -> String {
    format!("('/LOG+:' + {file})")
}

fn port_lookup(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let endpoint = format!(
        "New-CsPersistentChatEndpoint -SipAddress {} -PersistentChatPoolFqdn {}",
        site.value(Blank::Lookup),
        site.value(Blank::TargetPool),
    );
    let check = format!(
        "Get-CsPersistentChatEndpoint -PersistentChatPoolFqdn {}",
        site.value(Blank::TargetPool)
    );
    Step::of_guide("perform-8", "perform, 8", Title::PortLookup)
        .on(Page::Guide, Do::OnlyOldClients)
        .on(Page::Guide, Do::DeleteLookup)
        .on(
            Page::Reference {
                cmdlet: "New-CsPersistentChatEndpoint",
            },
            Do::SameAddress,
        )
        .commands(
            Place::Shell,
            vec![format!("{endpoint} -WhatIf"), endpoint, check],
        )
}

fn start_target() -> Step {
    Step::of_guide("perform-9", "perform, 9", Title::StartTarget)
        .on(Page::Guide, Do::TurnOn)
        .inferred(Do::StartServices)
        .commands(
            Place::Shell,
            vec![
                "Get-CsWindowsService | Where-Object {$_.DisplayName -like '*Persistent Chat*'} | Start-CsWindowsService".to_owned(),
                "Get-CsWindowsService".to_owned(),
            ],
        )
}

fn check_target(ground: &Ground<'_>) -> Step {
    let pool = ground.site.value(Blank::TargetPool);
    let counts = &ground.planned.counts;
    let after = &ground.planned.after;
    let root = u64::from(after.tree().root().is_some());
    let count =
        |what: &str| format!("@(Get-CsPersistentChat{what} -PersistentChatPoolFqdn {pool}).Count");
    Step::of_guide("perform-10", "perform, 10", Title::CheckTarget)
        .on(Page::Guide, Do::LooksAndCmdlets)
        .ours(Do::ExpectCounts {
            categories: counts.categories.kept.saturating_sub(root),
            rooms: counts.rooms.kept,
        })
        .inferred(Do::CreatorsAgain)
        .inferred(Do::SampleRooms)
        .commands(
            Place::Shell,
            vec![
                count("Category"),
                count("Room"),
                format!("Get-CsPersistentChatCategory -PersistentChatPoolFqdn {pool} | Format-List Name, Creators"),
            ],
        )
}

fn prove(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let (export, after) = (site.file("export.zip"), site.file("after.zip"));
    let line = format!(
        "Export-CsPersistentChatData -DBInstance {} -FileName {after} -Report {}",
        site.value(Blank::TargetSql),
        site.file("after.html"),
    );
    Step::own("perform-10-prove", Title::Prove)
        .ours(Do::ExportTarget)
        .ours(Do::ProveImported)
        .commands(Place::Shell, vec![line])
        .commands(
            Place::Here,
            vec![with_code(format!(
                "pchat verify {export} {after}{} --imported",
                site.plan_words()
            ))],
        )
}

/// Its lines about objects that are renamed or left out on purpose.
fn verifier(ground: &Ground<'_>) -> Step {
    let directory = &ground.planned.reading.directory;
    let goes = |edit: &Edit| matches!(edit, Edit::LeftOut { .. } | Edit::Name { .. });
    let changes = ground.planned.plan.changes.iter();
    let mut lines: Vec<String> = changes
        .filter(|change| goes(&change.edit))
        .filter_map(|change| {
            let name = change.subject.object(directory).name;
            match change.subject {
                Subject::Category(_) => Some(Conflict::Category { name }.to_string()),
                Subject::Room(_) => Some(Conflict::Room { name }.to_string()),
                Subject::Principal(_) | Subject::Addin(_) => None,
            }
        })
        .collect();
    lines.dedup();
    let more = lines.len().saturating_sub(FORETOLD);
    lines.truncate(FORETOLD);
    let step = Step::own("perform-10-verifier", Title::Verifier)
        .on(Page::ResourceKit, Do::VerifierCompares)
        .on(Page::ResourceKit, Do::VerifierSettings);
    if lines.is_empty() {
        return step;
    }
    step.inferred(Do::VerifierExpected { more })
        .commands(Place::Expected, lines)
}

fn repair(ground: &Ground<'_>) -> Step {
    let step = Step::own("perform-10-repair", Title::RepairTarget);
    if ground.repairs.is_empty() {
        return Step {
            need: Need::NothingFound,
            ..step.ours(Do::ScriptNone)
        };
    }
    let site = ground.site;
    let script = site.script_word();
    let cmdlets = ground.repairs.iter().map(|repair| &repair.cmdlet);
    let rooms = cmdlets.filter(|it| Cmdlet::needs_manager(it)).count();
    let step = step
        .ours(Do::ScriptAsks {
            lines: ground.repairs.len(),
        })
        .ours(Do::ScriptPool);
    let mut lines = vec![format!("& {script} -WhatIf"), format!("& {script}")];
    let step = match rooms {
        0 => step,
        rooms => {
            lines.push(format!("& {script} -Manager <{}>", Blank::Manager));
            step.ours(Do::ScriptManager { rooms })
        }
    };
    step.commands(Place::Shell, lines)
}
