//! What comes when the new pool works.

use super::Ground;
use crate::rules::ObjectKind;
use crate::runbook::facts::{Do, Page, Place, Title};
use crate::runbook::site::Blank;
use crate::runbook::step::Step;

pub(super) fn decommission() -> Vec<Step> {
    vec![
        Step::of_guide("perform-11", "perform, 11", Title::Uninstall)
            .inferred(Do::WaitBeforeUninstall)
            .on(Page::Guide, Do::UninstallOld)
            .inferred(Do::KeepPackage),
        remove_trust(),
    ]
}

fn remove_trust() -> Step {
    let pool = format!("<{}>", Blank::TrustedPool);
    Step::of_guide("perform-12", "perform, 12", Title::RemoveTrust)
        .on(Page::Guide, Do::DeleteTrusted)
        .on(
            Page::Reference {
                cmdlet: "Remove-CsTrustedApplicationPool",
            },
            Do::PoolTakesAll,
        )
        .on(Page::Guide, Do::TopologyBuilder)
        .commands(
            Place::Shell,
            vec![
                "Get-CsTrustedApplicationPool".to_owned(),
                "Get-CsTrustedApplication".to_owned(),
                format!("Remove-CsTrustedApplicationPool -Identity {pool} -WhatIf"),
                format!("Remove-CsTrustedApplicationPool -Identity {pool}"),
            ],
        )
}

pub(super) fn roll_out(ground: &Ground<'_>) -> Vec<Step> {
    vec![enable(), spread_word(ground)]
}

fn enable() -> Step {
    const GRANT: Page = Page::Reference {
        cmdlet: "Grant-CsPersistentChatPolicy",
    };
    const SET: Page = Page::Reference {
        cmdlet: "Set-CsPersistentChatPolicy",
    };
    let (policy, user) = (Blank::Policy, Blank::User);
    Step::of_guide("perform-13", "perform, 13", Title::EnableClients)
        .on(SET, Do::PolicyOff)
        .on(GRANT, Do::PolicyForAll)
        .commands(
            Place::Shell,
            vec![
                "Set-CsPersistentChatPolicy -Identity global -EnablePersistentChat $true"
                    .to_owned(),
                format!(
                    "New-CsPersistentChatPolicy -Identity <{policy}> -EnablePersistentChat $true"
                ),
                format!("Grant-CsPersistentChatPolicy -Identity <{user}> -PolicyName <{policy}>"),
            ],
        )
}

fn spread_word(ground: &Ground<'_>) -> Step {
    let step = Step::own("roll-out-people", Title::SpreadWord);
    let federated = ground.found.all("federated-user").len();
    let step = match federated {
        0 => step,
        people => step.inferred(Do::WriteToFederated { people }),
    };
    let names = ground.renamed(&[ObjectKind::Room, ObjectKind::Category]);
    let step = match names {
        0 => step,
        names => step.inferred(Do::WriteToManagers { names }),
    };
    step.inferred(Do::WhereToReport)
}
