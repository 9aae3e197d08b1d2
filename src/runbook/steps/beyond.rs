//! What the rules find beyond the guide's steps: a step for each of them.

use super::Ground;
use crate::rules::RULES;
use crate::runbook::step::{Heading, Need, Step};

pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    let rules = RULES.iter().filter(|rule| rule.step.is_none());
    rules
        .map(|rule| {
            let step = Step {
                id: format!("beyond-{}", rule.id),
                guide: None,
                title: Heading::Rule(rule.id),
                need: Need::Needed,
                todo: Vec::new(),
                commands: Vec::new(),
                found: Vec::new(),
            };
            step.of_rule(ground, rule.id)
        })
        .collect()
}
