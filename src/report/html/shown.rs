//! Which findings a page shows where there are too many for it, and in which order.

use std::collections::BTreeMap;

use crate::directory::natural_order;
use crate::rules::{Finding, Outcome, RULES, Rule, Value};

/// How many findings the page shows in all: what is left is in the CSV files, and the page stays one that a browser can
/// edit.
const SHOWN: usize = 2_000;

/// Which findings the page shows, rule by rule.
pub(super) struct Shown<'a>(pub(super) Vec<OfRule<'a>>);

/// What is shown of a rule.
pub(super) struct OfRule<'a> {
    pub(super) rule: &'static Rule,
    /// The findings, each with its place in [`Outcome::findings`].
    pub(super) found: Vec<(usize, &'a Finding)>,
    /// How many are not shown.
    pub(super) cut: usize,
}

impl<'a> Shown<'a> {
    /// All of them where they are few; else of each rule as many as there is place for, so that no rule takes that of
    /// another.
    pub(super) fn of(outcome: &'a Outcome) -> Self {
        let mut rules: Vec<_> = (RULES.iter())
            .map(|rule| {
                let found = outcome.findings.iter().enumerate();
                let found: Vec<_> = found.filter(|(_, it)| it.rule == rule.id).collect();
                (rule, found)
            })
            .filter(|(_, found)| !found.is_empty())
            .collect();
        rules.sort_by_key(|(_, found)| {
            std::cmp::Reverse(found.iter().map(|(_, it)| it.severity).max())
        });
        let mut counts: Vec<usize> = rules.iter().map(|(_, found)| found.len()).collect();
        counts.sort_unstable();
        let (mut left, mut most) = (SHOWN, usize::MAX);
        for (at, count) in counts.iter().enumerate() {
            let share = left / (counts.len() - at);
            if *count > share {
                most = share;
                break;
            }
            left -= count;
        }
        let cut = |(rule, mut found): (&'static Rule, Vec<(usize, &'a Finding)>)| {
            let cut = found.len().saturating_sub(most);
            together(&mut found);
            found.truncate(most);
            OfRule { rule, found, cut }
        };
        Shown(rules.into_iter().map(cut).collect())
    }

    /// The places of all that are shown, in [`Outcome::findings`].
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.0
            .iter()
            .flat_map(|of| of.found.iter().map(|(at, _)| *at))
    }
}

/// Puts those together that would have one name.
fn together(found: &mut [(usize, &Finding)]) {
    let key = |finding: &Finding| match finding.detail("conflicts_with") {
        Some(Value::List(others)) => {
            let own = format!("{} {}", finding.object.kind.word(), finding.object.id);
            let all = others.iter().map(String::as_str).chain([own.as_str()]);
            all.min_by(|a, b| natural_order(a, b)).map(str::to_owned)
        }
        _ => None,
    };
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let groups: Vec<usize> = (found.iter().enumerate())
        .map(|(at, (_, finding))| match key(finding) {
            Some(key) => *first.entry(key).or_insert(at),
            None => at,
        })
        .collect();
    let mut order: Vec<_> = groups.into_iter().zip(found.iter().copied()).collect();
    order.sort_by_key(|(group, (at, _))| (*group, *at));
    for (slot, (_, finding)) in found.iter_mut().zip(order) {
        *slot = finding;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::nested;
    use super::*;

    #[test]
    fn no_rule_takes_the_place_of_another() {
        let mut outcome = Outcome::default();
        for at in 0..3_000 {
            outcome.findings.push(nested(&at.to_string(), "a", "b"));
        }
        let mut other = nested("1", "a", "b");
        other.rule = "disabled-room";
        outcome.findings.extend(vec![other; 500]);
        let shown = Shown::of(&outcome);
        let counts: Vec<_> = (shown.0.iter())
            .map(|of| (of.rule.id, of.found.len(), of.cut))
            .collect();
        assert_eq!(
            counts,
            [("nested-category", 1_500, 1_500), ("disabled-room", 500, 0)]
        );
    }
}
