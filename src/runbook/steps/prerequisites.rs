//! What has to be there before anything else.

use super::Ground;
use crate::runbook::facts::{Do, Page, Place, Title};
use crate::runbook::site::Blank;
use crate::runbook::step::{Need, Step};

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![
        Step::of_guide("prerequisites-1", "prerequisites, 1", Title::LyncPool)
            .on(Page::Guide, Do::DeployPool)
            .on(Page::Guide, Do::ManyPools),
        chat_pool(ground),
    ]
}

fn chat_pool(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let step = Step::of_guide("prerequisites-2", "prerequisites, 2", Title::ChatPool)
        .on(Page::Guide, Do::InstallChatPool)
        .on(Page::Guide, Do::MayHaveRooms);
    let conflicts = ground.found.all("target-conflict").len();
    let step = match ground.planned.target.inventory {
        Some(_) => step.ours(Do::TargetKnown { conflicts }),
        None => step.ours(Do::TargetUnknown),
    };
    let pool = site.value(Blank::TargetPool);
    let inventory = |cmdlet: &str, file: &str| {
        format!(
            "{cmdlet} -PersistentChatPoolFqdn {pool} | Export-Csv -Path {} -Encoding UTF8 -NoTypeInformation",
            site.file(file)
        )
    };
    let step = step
        .commands(
            Place::Shell,
            vec![
                inventory("Get-CsPersistentChatCategory", "categories.csv"),
                inventory("Get-CsPersistentChatRoom", "rooms.csv"),
                inventory("Get-CsPersistentChatAddin", "addins.csv"),
            ],
        )
        .about(ground, "target-conflict")
        .of_rule(ground, "name-conflict");
    // The pool has to be there, whatever is found.
    Step {
        need: Need::Needed,
        ..step
    }
}
