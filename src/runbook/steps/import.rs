//! Perform, 3 to 9: the package goes into the new pool, the files beside it, and the new pool starts.

use super::Ground;
use crate::runbook::facts::{Do, Page, Place, Title};
use crate::runbook::site::Blank;
use crate::runbook::step::{Need, Step};

const IMPORT: Page = Page::Reference {
    cmdlet: "Import-CsPersistentChatData",
};

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![
        stop_target(),
        back_up_target(),
        try_import(ground),
        import(ground),
        copy_files(ground),
        port_lookup(ground),
        start_target(),
    ]
}

/// The services of the new pool on one machine, as far as their names tell.
const SERVICES: &str =
    "Get-CsWindowsService | Where-Object {$_.DisplayName -like '*Persistent Chat*'}";

fn stop_target() -> Step {
    Step::of_guide("perform-3", "perform, 3", Title::StopTarget)
        .on(Page::Guide, Do::StopTargetServices)
        .inferred(Do::ServiceNames)
        .commands(
            Place::Shell,
            vec![
                "Get-CsWindowsService".to_owned(),
                format!("{SERVICES} | Stop-CsWindowsService -WhatIf"),
                format!("{SERVICES} | Stop-CsWindowsService"),
            ],
        )
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
    let compare = format!(
        "pchat files{} --store {} --from {} --to {} --report {} --force",
        site.input_words(),
        site.share(Blank::SourceStore),
        site.share(Blank::SourceStore),
        site.share(Blank::TargetStore),
        site.file("files"),
    );
    let step = Step::of_guide("perform-7", "perform, 7", Title::CopyFiles)
        .on(Page::Guide, Do::CopyFolder)
        .on(Page::Guide, Do::ClientsAndFiles)
        .ours(Do::CompareFiles)
        .inferred(Do::CopyTwice)
        .about(ground, "uploaded-file");
    match step.need {
        Need::NothingFound => step,
        _ => step.commands(Place::Files, vec![compare, copy(" /L"), copy("")]),
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
                format!("{SERVICES} | Start-CsWindowsService"),
                "Get-CsWindowsService".to_owned(),
            ],
        )
}
