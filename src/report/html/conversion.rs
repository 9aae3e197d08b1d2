//! The page of a conversion: what changes, and what remains to be done.

use std::io::{self, Write};

use maud::{Markup, html};

use super::findings::{Beside, remaining_rows};
use super::shell::Section;
use super::text::{beyond, name, object, sentence};
use super::{shell, source};
use crate::plan::{Edit, Group};
use crate::report::plan::{Simulation, line};
use crate::report::{Catalogue, visible};
use crate::rules::{Object, RULES, Severity};
use crate::wording::wording;

/// How many changes of a kind, and findings of a rule, are shown.
const SHOWN: usize = 200;

wording! {
    in "page-conversion";
    /// What stands on the page.
    enum Said {
        /// The title in the browser.
        Title { input: String },
        /// The heading, where nothing is written yet.
        WouldChange,
        /// The heading, where a package was written.
        Changed,
        /// Nothing grave remains.
        Ready,
        /// Something grave remains.
        Remains { errors: usize },
        /// How many changes there are.
        Changes { changes: usize },
        /// Beside it.
        OfThese { unnoticed: u64, imported: u64 },
        /// How many rooms are kept.
        RoomsKept { rooms: u64 },
        /// Beside it.
        RoomsLeft { rooms: u64, categories: u64, messages: u64 },
        /// Beside it.
        Severities { errors: usize, warnings: usize, notes: usize },
        /// Heading of the changes.
        AllChanges,
        /// Heading of what remains.
        Remaining,
        /// Heading of where this comes from.
        Source,
        /// There is no change.
        NoChange,
        /// Nothing remains.
        NothingRemains,
        /// A column.
        What,
        /// A column.
        WhatRemains,
        /// Changes of a kind.
        OfKind { changes: usize },
        /// The import makes them.
        ByImport,
        /// More than are shown.
        More { left: usize, file: &'static str },
    }
}

/// Writes the page of what a conversion would change, or has changed.
pub fn write(
    out: &mut dyn Write,
    simulation: &Simulation<'_>,
    texts: &Catalogue,
) -> io::Result<()> {
    let title = Said::Title {
        input: visible(&simulation.input.name).into_owned(),
    };
    let groups = simulation.plan.groups();
    let all_changes = html! {
        @if groups.is_empty() { p { (Said::NoChange) } }
        @for group in &groups { (changes(group, simulation, texts)) }
    };
    let source = html! {
        (source::made())
        (source::members(&simulation.input, texts))
        (source::skipped(&simulation.skipped))
    };
    let sections = [
        Section::new("changes", Said::AllChanges, all_changes),
        Section::new("remaining", Said::Remaining, remaining(simulation, texts)),
        Section::new("source", Said::Source, source),
    ];
    let written = shell::page(
        &title.to_string(),
        ("changes", &Said::AllChanges.to_string()),
        &first(simulation),
        &sections,
        &html! {},
    );
    out.write_all(written.as_bytes())
}

fn first(simulation: &Simulation<'_>) -> Markup {
    let (counts, remaining) = (&simulation.counts, simulation.remaining);
    let errors = remaining.count(Severity::Error);
    let heading = match simulation.written {
        Some(_) => Said::Changed,
        None => Said::WouldChange,
    };
    let (kind, verdict) = match errors {
        0 => ("yes", Said::Ready),
        errors => ("after", Said::Remains { errors }),
    };
    html! {
        p.input { (name(&simulation.input.name)) }
        h1 { (heading) }
        p class={ "verdict " (kind) } { (verdict) }
        ul.numbers {
            li {
                strong { (Said::Changes { changes: simulation.plan.changes.len() }) }
                span {
                    (Said::OfThese { unnoticed: counts.unnoticed, imported: counts.by_import })
                }
            }
            li {
                strong { (Said::RoomsKept { rooms: counts.rooms.kept }) }
                span {
                    (Said::RoomsLeft {
                        rooms: counts.rooms.left_out,
                        categories: counts.categories.left_out,
                        messages: counts.messages.left_out,
                    })
                }
            }
            li {
                strong { (Beside::Findings { findings: remaining.findings.len() }) }
                span {
                    (Said::Severities {
                        errors,
                        warnings: remaining.count(Severity::Warning),
                        notes: remaining.count(Severity::Info),
                    })
                }
            }
        }
    }
}

fn changes(group: &Group<'_>, simulation: &Simulation<'_>, texts: &Catalogue) -> Markup {
    let directory = simulation.directory;
    let basis = match group.inferred() {
        0 => Beside::Documented,
        inferred => Beside::PartlyInferred { inferred },
    };
    html! {
        section.rule {
            h3 { (texts.change_title(group.kind.word())) }
            p.facts {
                code { (group.rule) } " · " (Said::OfKind { changes: group.changes.len() }) " · " (basis)
                @if group.by() == "import" { " · " (Said::ByImport) }
            }
            table.found {
                thead { tr { th scope="col" { (Beside::Where) } th scope="col" { (Said::What) } } }
                tbody {
                    @for change in group.changes.iter().take(SHOWN) {
                        @let of = change.subject.object(directory);
                        @let before = match &change.edit {
                            Edit::Name { before, .. } => Object { name: before.clone(), ..of },
                            _ => of,
                        };
                        tr {
                            th scope="row" { (object(&before, &directory.principals, texts)) }
                            td { bdi { (line(change, directory, texts)) } }
                        }
                    }
                }
            }
            @if let Some(left) = beyond(group.changes.len(), SHOWN) {
                p.more { (Said::More { left, file: "changes.csv" }) }
            }
        }
    }
}

fn remaining(simulation: &Simulation<'_>, texts: &Catalogue) -> Markup {
    let findings: Vec<_> = (simulation.remaining.findings.iter())
        .zip(simulation.causes)
        .collect();
    let mut rules: Vec<_> = (RULES.iter())
        .map(|rule| {
            let of_rule = findings.iter().filter(|(it, _)| it.rule == rule.id);
            (rule, of_rule.copied().collect::<Vec<_>>())
        })
        .filter(|(_, found)| !found.is_empty())
        .collect();
    rules
        .sort_by_key(|(_, found)| std::cmp::Reverse(found.iter().map(|(it, _)| it.severity).max()));
    html! {
        @if rules.is_empty() { p { (Said::NothingRemains) } }
        @for (rule, found) in &rules {
            section.rule {
                h3 { (texts.title(rule.id)) }
                p.facts { code { (rule.id) } " · " (Beside::Findings { findings: found.len() }) }
                p.remedy { (sentence(&texts.remedy_for_all(found[0].0))) }
                table.found {
                    thead { tr { th scope="col" { (Beside::Where) } th scope="col" { (Said::WhatRemains) } } }
                    tbody { (remaining_rows(&found[..found.len().min(SHOWN)], simulation.directory, texts)) }
                }
                @if let Some(left) = beyond(found.len(), SHOWN) {
                    p.more { (Said::More { left, file: "remaining.csv" }) }
                }
            }
        }
    }
}
