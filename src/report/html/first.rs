//! The first screen: whether the pool can be migrated, how large it is, and what to do first.

use maud::{Markup, html};

use super::text::name;
use super::{Page, text};
use crate::directory::ContentKind;
use crate::plan::Outlook;
use crate::rules::{Finding, RULES, Severity};
use crate::wording::wording;

/// How many things to do first are named.
const FIRST: usize = 3;

wording! {
    in "page-first";
    /// Whether the pool can be migrated.
    enum Verdict {
        /// Nothing stands against it.
        Yes,
        /// Something has to be decided first.
        Decisions { decisions: u64 },
        /// Something has to be repaired in the source first.
        Repairs { repairs: u64, decisions: u64 },
        /// Beside a verdict: not everything was checked.
        Unchecked { unchecked: u64 },
        /// Beside a verdict: not everything was read.
        Skipped { skipped: u64 },
    }
}

wording! {
    in "page-first";
    /// What stands on the first screen.
    enum First {
        /// The heading.
        Question,
        /// How many rooms there are.
        Rooms { rooms: u64 },
        /// Beside it.
        Categories { categories: u64 },
        /// How many messages there are.
        Messages { messages: u64 },
        /// Beside it: the first and the last day.
        Period { first: String, last: String },
        /// How many findings there are.
        Findings { findings: usize },
        /// Beside it.
        Severities { errors: usize, warnings: usize, notes: usize },
        /// Heading of what to do first.
        Heading,
        /// There is nothing to do.
        NothingToDo,
        /// How many findings a rule has.
        Count { count: usize },
    }
}

pub(super) fn screen(page: &Page<'_>) -> Markup {
    let report = page.report;
    let totals = report.evidence.totals();
    let of = |severity| report.outcome.count(severity);
    let date = |time: &Option<String>| time.as_ref().map(|time| time[..10].to_owned());
    let (kind, verdict) = verdict(page.outlook);
    let skipped = report.skipped.count;
    let missing = &report.input.missing;
    let not_known = |kind| missing.contains(&kind);
    html! {
        p.input { (name(&report.input.name)) }
        h1 { (First::Question) }
        p class={ "verdict " (kind) } { (verdict) }
        @if page.outlook.unchecked > 0 {
            p.but { a href="#not-checked" { (Verdict::Unchecked { unchecked: page.outlook.unchecked }) } }
        }
        @if skipped > 0 {
            p.but { a href="#skipped" { (Verdict::Skipped { skipped }) } }
        }
        ul.numbers {
            @if !not_known(ContentKind::Rooms) {
                li {
                    strong { (First::Rooms { rooms: totals.rooms }) }
                    span { (First::Categories { categories: totals.categories }) }
                }
            }
            @if !not_known(ContentKind::Messages) {
                li {
                    strong { (First::Messages { messages: totals.messages }) }
                    @if let (Some(first), Some(last)) = (date(&totals.first_message), date(&totals.last_message)) {
                        span { (First::Period { first, last }) }
                    }
                }
            }
            li {
                strong { (First::Findings { findings: report.outcome.findings.len() }) }
                span {
                    (First::Severities {
                        errors: of(Severity::Error),
                        warnings: of(Severity::Warning),
                        notes: of(Severity::Info),
                    })
                }
            }
        }
        @if !missing.is_empty() { p.but { (text::sentence(&page.texts.missing(missing))) } }
        h2 { (First::Heading) }
        (to_do(page))
    }
}

fn verdict(outlook: Outlook) -> (&'static str, Verdict) {
    let Outlook {
        repairs, decisions, ..
    } = outlook;
    match (repairs, decisions) {
        (0, 0) => ("yes", Verdict::Yes),
        (0, decisions) => ("after", Verdict::Decisions { decisions }),
        (repairs, decisions) => ("no", Verdict::Repairs { repairs, decisions }),
    }
}

/// The rules with the gravest findings, and what to do about them.
fn to_do(page: &Page<'_>) -> Markup {
    let findings = &page.report.outcome.findings;
    let mut rules: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for rule in RULES {
        let of_rule: Vec<&Finding> = findings.iter().filter(|it| it.rule == rule.id).collect();
        if of_rule.iter().any(|it| it.severity > Severity::Info) {
            rules.push((rule.id, of_rule));
        }
    }
    // The gravest first; of equal ones those with the most findings.
    rules.sort_by_key(|(_, found)| {
        let gravest = found.iter().map(|it| it.severity).max();
        std::cmp::Reverse((gravest, found.len()))
    });
    html! {
        @if rules.is_empty() { p { (First::NothingToDo) } } @else {
            ol.first {
                @for (rule, found) in rules.iter().take(FIRST) {
                    li {
                        a href={ "#rule-" (rule) } { (page.texts.title(rule)) }
                        " " small { (First::Count { count: found.len() }) }
                        br;
                        (text::sentence(&page.texts.remedy_for_all(found[0])))
                    }
                }
            }
        }
    }
}
