//! The findings, rule by rule, gravest first.

use std::borrow::Cow;

use maud::{Markup, html};

use super::deciding::Deciding;
use super::shown::{OfRule, Shown};
use super::text::{object, principal, sentence};
use super::{Page, explained};
use crate::directory::{Directory, Principals};
use crate::plan::Cause;
use crate::report::Catalogue;
use crate::report::named::{Of, named_by};
use crate::rules::{Basis, Finding, Severity};
use crate::wording::wording;

wording! {
    in "page-findings";
    /// What stands beside findings.
    pub(super) enum Beside {
        /// Documented by Microsoft.
        Documented,
        /// Inferred.
        Inferred,
        /// Some are inferred.
        PartlyInferred { inferred: usize },
        /// Where the guide speaks of it.
        GuideStep { step: String },
        /// The severity of a rule.
        Errors,
        /// Likewise.
        Warnings,
        /// Likewise.
        Notes,
        /// How many findings a rule has.
        Findings { findings: usize },
        /// That they can be decided here.
        CanBeDecided,
        /// That nothing can be decided about them.
        CannotBeDecided,
        /// A column: the object.
        Where,
        /// A column: what would happen.
        What,
        /// A column: what is decided.
        Decision,
        /// How many are not shown, and where they are.
        NotShown { left: usize, file: String },
        /// Nothing was found.
        Nothing,
        /// Heading of the rules that could not be checked.
        NotChecked,
        /// A finding that is inferred, among others that are not.
        InferredMark,
    }
}

pub(super) fn all(page: &Page<'_>, shown: &Shown<'_>, deciding: &Deciding) -> Markup {
    let outcome = page.report.outcome;
    html! {
        @if shown.0.is_empty() { p { (Beside::Nothing) } }
        @for of in &shown.0 { (one_rule(page, of, deciding)) }
        @if !outcome.not_run.is_empty() {
            section #not-checked {
                h3 { (Beside::NotChecked) }
                dl {
                    @for (rule, reason) in &outcome.not_run {
                        dt { (page.texts.title(rule)) " " code { (rule) } }
                        dd { (page.texts.not_run(*reason)) }
                    }
                }
            }
        }
    }
}

fn one_rule(page: &Page<'_>, of: &OfRule<'_>, deciding: &Deciding) -> Markup {
    let OfRule { rule, found, cut } = of;
    let gravest = found.iter().map(|(_, it)| it.severity).max();
    let severity = gravest.unwrap_or(rule.severity);
    let word = match severity {
        Severity::Error => Beside::Errors,
        Severity::Warning => Beside::Warnings,
        Severity::Info => Beside::Notes,
    };
    let inferred = found.iter().filter(|(_, it)| it.basis == Basis::Inferred);
    let inferred = inferred.count();
    let basis = match inferred {
        0 => Beside::Documented,
        all if all == found.len() => Beside::Inferred,
        inferred => Beside::PartlyInferred { inferred },
    };
    let is_mixed = inferred > 0 && inferred < found.len();
    let decided = found.iter().any(|(at, _)| deciding.row_of(*at).is_some());
    let mut remedies: Vec<String> = Vec::new();
    for (_, finding) in found {
        let remedy = page.texts.remedy_for_all(finding);
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    html! {
        section.rule id={ "rule-" (rule.id) } data-rule=(rule.id) {
            h3 {
                (page.texts.title(rule.id))
                " " span class={ "severity " (severity.word()) } { (word) }
            }
            p.facts {
                code { (rule.id) } " · " (Beside::Findings { findings: found.len() + cut })
                " · " (basis)
                @if let Some(step) = rule.step { " · " (Beside::GuideStep { step: page.texts.step(step) }) }
            }
            @for remedy in &remedies { p.remedy { (sentence(remedy)) } }
            p.decide {
                @if decided { (Beside::CanBeDecided) } @else { (Beside::CannotBeDecided) }
            }
            (explained::page(rule))
            div.wide {
                table.found {
                    thead {
                        tr {
                            th scope="col" { (Beside::Where) }
                            th scope="col" { (Beside::What) }
                            @if decided { th scope="col" { (Beside::Decision) } }
                        }
                    }
                    tbody {
                        @for (at, finding) in found {
                            (row(page, *at, finding, decided, is_mixed, deciding))
                        }
                    }
                }
            }
            @if *cut > 0 {
                p.more { (Beside::NotShown { left: *cut, file: format!("{}.csv", rule.id) }) }
            }
        }
    }
}

fn row(
    page: &Page<'_>,
    at: usize,
    finding: &Finding,
    decided: bool,
    is_mixed: bool,
    deciding: &Deciding,
) -> Markup {
    let principals = &page.report.evidence.directory.principals;
    let message = page.texts.isolated(&named(finding, principals));
    html! {
        tr {
            th scope="row" { (object(&finding.object, principals, page.texts)) }
            td {
                (sentence(&message))
                @if is_mixed && finding.basis == Basis::Inferred {
                    " " small { (Beside::InferredMark) }
                }
            }
            @if decided { (deciding.cell(at)) }
        }
    }
}

wording! {
    in "page-conversion";
    /// Beside a finding that remains.
    enum Caused {
        /// A change of the conversion makes it.
        CausedBy { rule: &'static str, what: String },
    }
}

/// What remains of a rule's findings.
pub(super) fn remaining_rows(
    found: &[(&Finding, &Cause)],
    directory: &Directory,
    texts: &Catalogue,
) -> Markup {
    let principals = &directory.principals;
    let message = |finding: &Finding, cause: &Cause| {
        let what = texts.isolated(&named(finding, principals));
        match cause.by {
            Some(rule) => Caused::CausedBy { rule, what }.to_string(),
            None => what,
        }
    };
    html! {
        @for (finding, cause) in found {
            tr {
                th scope="row" { (object(&finding.object, principals, texts)) }
                td { (sentence(&message(finding, cause))) }
            }
        }
    }
}

/// The finding with names and addresses in place of the ids of principals.
fn named<'a>(finding: &'a Finding, principals: &Principals) -> Cow<'a, Finding> {
    named_by(finding, |of, id| match of {
        Of::Principal => principals.find(id).map(|at| principal(principals, at)),
        Of::Category => None,
    })
}
