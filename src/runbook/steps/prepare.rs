//! What the guide prepares in the source.

use super::Ground;
use crate::plan::{Edit, Subject};
use crate::rules::Object;
use crate::runbook::facts::{Do, Page, Place, Title};
use crate::runbook::found::{fact, listed};
use crate::runbook::step::{Need, Step};
use crate::wording::wording;

wording! {
    in "runbook";
    /// What a day from which on messages are wanted does to a room.
    enum Cut {
        /// Some of its messages stay.
        Some { before: u64, kept: u64 },
        /// None do.
        Emptied { before: u64 },
    }
}

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![
        Step::of_guide("prepare-backup", "prepare", Title::BackUpSource)
            .on(Page::Guide, Do::BackUpLegacy)
            .inferred(Do::TestBackup),
        needed(
            Step::of_guide("prepare-forest", "prepare", Title::OneForest)
                .on(Page::Guide, Do::SameForest)
                .of_rule(ground, "foreign-forest"),
        ),
        inspect(ground),
        Step::of_guide("prepare-1", "prepare, 1", Title::Flatten)
            .on(Page::Guide, Do::OneLevel)
            .inferred(Do::SeparatorUnknown {
                separator: ground.planned.options.separator.clone(),
            })
            .of_rule(ground, "nested-category"),
        Step::of_guide("prepare-2", "prepare, 2", Title::RootManagers)
            .on(Page::Guide, Do::ManagersOfAll)
            .of_rule(ground, "root-manager"),
        Step::of_guide("prepare-3", "prepare, 3", Title::NameLengths)
            .on(Page::Guide, Do::LimitWithParents)
            .of_rule(ground, "long-name"),
        Step::of_guide("prepare-4", "prepare, 4", Title::InvitationSettings)
            .on(Page::Guide, Do::CategoryRules)
            .of_rule(ground, "invitation-mismatch"),
        files(ground),
        Step::of_guide("prepare-6", "prepare, 6", Title::FederatedPeople)
            .on(Page::Guide, Do::NoFederation)
            .on(Page::Membership, Do::DisabledPrincipals)
            .about(ground, "federated-user")
            .about(ground, "federated-room")
            .ways(ground, "federated-user"),
        stay_behind(ground),
        cut_off(ground),
    ]
}

/// Whatever is found.
fn needed(step: Step) -> Step {
    Step {
        need: Need::Needed,
        ..step
    }
}

fn inspect(ground: &Ground<'_>) -> Step {
    let totals = &ground.found.totals;
    // With a date they would be those of what is kept.
    let is_whole = ground.planned.options.since.is_none();
    let dates = is_whole.then(|| (totals.first_message.clone(), totals.last_message.clone()));
    let (first, last) = dates.unwrap_or_default();
    let site = ground.site;
    let analyze = format!(
        "pchat analyze{}{} --report {} --force",
        site.input_words(),
        site.analysis_words(),
        site.file("report"),
    );
    Step::of_guide("prepare-inspect", "prepare", Title::Inspect)
        .on(Page::Guide, Do::AdminTool)
        .ours(Do::AnalyzeHere)
        .ours(Do::Counted {
            categories: totals.categories,
            rooms: totals.rooms,
            addins: totals.addins,
            users: totals.users,
            groups: totals.groups,
            messages: totals.messages,
            files: totals.files,
            first,
            last,
        })
        .commands(Place::Here, vec![analyze])
}

fn files(ground: &Ground<'_>) -> Step {
    let rooms = ground.found.all("uploaded-file").len();
    let step = Step::of_guide("prepare-5", "prepare, 5", Title::KnowFiles)
        .on(Page::Guide, Do::FilesByHand);
    let step = match rooms {
        0 => step,
        rooms => step.ours(Do::FilesCounted {
            files: ground.found.totals.files,
            rooms,
        }),
    };
    step.where_found(ground, "uploaded-file")
}

fn stay_behind(ground: &Ground<'_>) -> Step {
    let counts = &ground.planned.counts;
    let step = Step::of_guide("prepare-7", "prepare, 7", Title::StayBehind)
        .on(Page::Guide, Do::MarkDisabled)
        .inferred(Do::DisabledMayCome);
    let step = match counts.rooms.left_out {
        0 => step,
        rooms => step.ours(Do::LeftOutByDecision {
            rooms,
            messages: counts.messages.in_rooms_left_out,
        }),
    };
    step.of_rule(ground, "disabled-room")
}

fn cut_off(ground: &Ground<'_>) -> Step {
    let planned = ground.planned;
    let step = Step::of_guide("prepare-8", "prepare, 8", Title::CutOff)
        .on(Page::Guide, Do::ChooseDate)
        .inferred(Do::StartDateDoubtful)
        .inferred(Do::KeepFull);
    let Some(since) = &planned.options.since else {
        return step.ours(Do::NoDate);
    };
    let messages = &planned.counts.messages;
    let mut step = step.ours(Do::DateChosen {
        date: since.to_string(),
        before: messages.before_cutoff,
        kept: messages.kept,
    });
    let rooms = &planned.reading.directory.rooms;
    let cut = planned.plan.changes.iter().filter_map(|change| {
        let (Edit::MessagesLeftOut { before, after }, Subject::Room(at)) =
            (&change.edit, change.subject)
        else {
            return None;
        };
        let says = match after {
            0 => Cut::Emptied { before: *before },
            kept => Cut::Some {
                before: *before,
                kept: *kept,
            },
        };
        Some(fact(Object::from(&rooms[at as usize]), says))
    });
    step.found.extend(listed("before-cutoff", cut.collect()));
    step
}
