//! The dry run, days before.

use super::Ground;
use crate::rules::Severity;
use crate::runbook::facts::{Do, Place, Title};
use crate::runbook::step::Step;

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    vec![decide(ground), simulate(ground)]
}

fn decide(ground: &Ground<'_>) -> Step {
    let site = ground.site;
    let step = Step::own("rehearse-1", Title::Decide);
    let step = match &site.decisions {
        Some(file) => step.ours(Do::WithDecisions { file: file.clone() }),
        None => step.ours(Do::NoDecisions),
    };
    let analyze = format!(
        "pchat analyze{}{} --decisions {}",
        site.input_words(),
        site.analysis_words(),
        site.decisions_word(),
    );
    step.commands(Place::Here, vec![analyze])
        .ours(Do::RunbookAgain)
}

fn simulate(ground: &Ground<'_>) -> Step {
    let (site, planned) = (ground.site, ground.planned);
    let simulate = format!(
        "pchat convert{} --what-if --rows 0{}",
        site.input_words(),
        site.conversion_words()
    );
    let step = Step::own("rehearse-2", Title::Simulate)
        .ours(Do::Changes {
            changes: planned.counts.made(),
            open: planned.remaining.findings.len(),
            errors: planned.remaining.count(Severity::Error),
        })
        .commands(Place::Here, vec![simulate])
        .inferred(Do::TestPool);
    match planned.remaining.count(Severity::Error) {
        0 => step,
        _ => step.inferred(Do::StopWithErrors),
    }
}
