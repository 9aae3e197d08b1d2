//! Perform, 10: whether everything is there, and what is repaired.

use super::Ground;
use super::export::with_code;
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

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![
        check_target(ground),
        prove(ground),
        verifier(ground),
        repair(ground),
        Step::own("perform-10-decide", Title::GoOrBack)
            .inferred(Do::WhoDecides)
            .inferred(Do::WayBack),
    ]
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
        .on(Page::Migrate2019, Do::CreatorsAgain)
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
