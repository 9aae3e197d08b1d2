//! The steps, a file for each chapter or two.

mod after;
mod beyond;
mod export;
mod import;
mod prepare;
mod prerequisites;
mod prove;
mod rehearse;

use super::facts::{ChapterTitle, Do, Page};
use super::found::Found;
use super::repair::Repair;
use super::site::Site;
use super::step::{Chapter, Need, Step};
use crate::migration::Planned;
use crate::plan::Edit;
use crate::rules::{ActionKind, ObjectKind, RULES, possible_actions};

/// What steps are made from.
pub(super) struct Ground<'a> {
    pub(super) planned: &'a Planned,
    pub(super) site: &'a Site,
    pub(super) found: &'a Found,
    pub(super) repairs: &'a [Repair],
}

impl Ground<'_> {
    /// How many objects of these kinds get another name.
    fn renamed(&self, kinds: &[ObjectKind]) -> u64 {
        let changes = self.planned.plan.changes.iter();
        let renamed = changes.filter(|change| {
            matches!(change.edit, Edit::Name { .. }) && kinds.contains(&change.subject.kind())
        });
        renamed.count() as u64
    }
}

/// All of them.
pub(super) fn all(ground: &Ground<'_>) -> Vec<Chapter> {
    let chapter = |id, title, steps| Chapter { id, title, steps };
    vec![
        chapter(
            "prerequisites",
            ChapterTitle::Prerequisites,
            prerequisites::steps(ground),
        ),
        chapter("prepare", ChapterTitle::Prepare, prepare::steps(ground)),
        chapter("beyond", ChapterTitle::Beyond, beyond::steps(ground)),
        chapter("rehearse", ChapterTitle::Rehearse, rehearse::steps(ground)),
        chapter(
            "perform",
            ChapterTitle::Perform,
            [
                export::steps(ground),
                import::steps(ground),
                prove::steps(ground),
            ]
            .concat(),
        ),
        chapter(
            "decommission",
            ChapterTitle::Decommission,
            after::decommission(),
        ),
        chapter("roll-out", ChapterTitle::RollOut, after::roll_out(ground)),
    ]
}

impl Step {
    /// With what a rule found: nothing has to be done where that is nothing.
    fn about(mut self, ground: &Ground<'_>, rule: &'static str) -> Step {
        match (ground.found.of(rule), ground.found.not_run(rule)) {
            (Some(found), _) => {
                self.found.push(found);
                self.need = Need::Needed;
            }
            (None, Some(reason)) if self.found.is_empty() => self.need = Need::NotChecked(reason),
            (None, _) if self.found.is_empty() => self.need = Need::NothingFound,
            _ => {}
        }
        self
    }

    /// Needed only where a rule finds something; another step lists it.
    fn where_found(mut self, ground: &Ground<'_>, rule: &'static str) -> Step {
        self.need = match ground.found.not_run(rule) {
            _ if !ground.found.all(rule).is_empty() => Need::Needed,
            Some(reason) => Need::NotChecked(reason),
            None => Need::NothingFound,
        };
        self
    }

    /// What a rule found, and how that can be repaired or decided.
    fn of_rule(self, ground: &Ground<'_>, rule: &'static str) -> Step {
        self.about(ground, rule).ways(ground, rule)
    }

    /// With the ways in which findings of a rule can be repaired before the export, where it found any.
    fn ways(self, ground: &Ground<'_>, rule: &str) -> Step {
        if ground.found.all(rule).is_empty() {
            return self;
        }
        let step = match hand(rule) {
            Hand::Tool => self.on(Page::Guide, Do::InAdminTool),
            Hand::Directory => self.inferred(Do::InDirectory),
            Hand::Nowhere => self,
        };
        match actions(rule) {
            actions if actions.is_empty() => step,
            actions => step.ours(Do::ByDecision { actions }),
        }
    }
}

/// Where a person repairs what a rule finds, before the export.
enum Hand {
    /// In the tool of the old pool.
    Tool,
    /// In Active Directory.
    Directory,
    /// There is nothing to repair, or no place for it.
    Nowhere,
}

fn hand(rule: &str) -> Hand {
    match rule {
        "duplicate-principal" => Hand::Directory,
        "odd-time" | "invalid-text" | "not-understood" | "uploaded-file" => Hand::Nowhere,
        _ => Hand::Tool,
    }
}

/// What can be decided about the findings of a rule, without the decision to do nothing.
fn actions(rule: &str) -> Vec<&'static str> {
    let of_rule = RULES.iter().find(|it| it.id == rule);
    let kinds = of_rule.into_iter().flat_map(|it| it.choices);
    let mut actions: Vec<ActionKind> = kinds
        .flat_map(|(kind, _)| possible_actions(rule, *kind))
        .copied()
        .filter(|action| *action != ActionKind::Keep)
        .collect();
    actions.sort();
    actions.dedup();
    actions.into_iter().map(ActionKind::word).collect()
}
