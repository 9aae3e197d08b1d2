//! Who writes, and who is of another organisation.

use maud::{Markup, html};

use super::Page;
use super::inventory::numbers;
use super::text::{Named, beyond, name, number, principal};
use crate::report::chart::Bars;
use crate::report::visible::{cut, visible};
use crate::usage::FederatedOrganisation;
use crate::wording::wording;

/// How many organisations are shown.
const ORGANISATIONS: usize = 50;

/// How many of them the plot shows.
const LARGEST: usize = 6;

/// How many characters a name below the plot has at most.
const LABEL: usize = 11;

wording! {
    in "page-people";
    /// What stands beside people.
    enum People {
        /// How many there are.
        Counts { users: u64, groups: u64, writing: u64 },
        /// Heading: who writes most.
        Writers,
        /// A column.
        Who,
        /// A column.
        Messages,
        /// Heading: other organisations.
        Federated,
        /// What is said of them.
        AboutFederated { principals: u64, organisations: usize },
        /// There is none.
        NoFederated,
        /// What the plot of them shows.
        AboutLargest,
        /// Those without an address, below the plot.
        Others,
        /// A column.
        Organisation,
        /// A column.
        Principals,
        /// Those without an address.
        NoDomain,
        /// More than are shown.
        MoreOrganisations { left: usize },
    }
}

pub(super) fn all(page: &Page<'_>) -> Markup {
    let evidence = page.report.evidence;
    let totals = evidence.totals();
    let principals = &evidence.directory.principals;
    let usage = &page.usage;
    html! {
        p {
            (People::Counts { users: totals.users, groups: totals.groups, writing: usage.writing })
        }
        @if !usage.writers.is_empty() {
            h3 { (People::Writers) }
            (numbers(
                &[People::Who.to_string(), People::Messages.to_string()],
                usage.writers.iter().map(|writer| {
                    let who = html! {
                        @match writer.principal {
                            Some(at) => { (name(&principal(principals, at))) }
                            None => { (Named::Unknown { id: visible(&writer.id).into_owned() }) }
                        }
                    };
                    (who, vec![number(writer.messages)])
                }),
            ))
        }
        @if evidence.directory.parts.principals() { (federated(page)) }
    }
}

fn federated(page: &Page<'_>) -> Markup {
    let organisations = &page.usage.federated;
    let all = organisations.iter().map(|it| it.principals).sum();
    html! {
        h3 { (People::Federated) }
        @if organisations.is_empty() { p { (People::NoFederated) } } @else {
            p {
                (People::AboutFederated { principals: all, organisations: organisations.len() })
            }
            (largest(organisations))
            (numbers(
                &[People::Organisation.to_string(), People::Principals.to_string()],
                organisations.iter().take(ORGANISATIONS).map(|it| {
                    let domain = html! {
                        @if it.domain.is_empty() { (People::NoDomain) } @else { (name(&it.domain)) }
                    };
                    (domain, vec![number(it.principals)])
                }),
            ))
            @if let Some(left) = beyond(organisations.len(), ORGANISATIONS) {
                p.more { (People::MoreOrganisations { left }) }
            }
        }
    }
}

/// The largest of them as a plot; all of its numbers are in the table below it.
fn largest(organisations: &[FederatedOrganisation]) -> Markup {
    let place = |it: &FederatedOrganisation| {
        let domain = match &*it.domain {
            "" => People::Others.to_string(),
            domain => visible(domain).into_owned(),
        };
        (cut(&domain, LABEL).into_owned(), vec![it.principals])
    };
    let bars = Bars {
        id: "federated",
        title: People::Federated.to_string(),
        description: People::AboutLargest.to_string(),
        kinds: Vec::new(),
        places: organisations.iter().take(LARGEST).map(place).collect(),
        landmarks: Vec::new(),
        mark: None,
    };
    html! { figure { (bars.draw()) figcaption { (bars.description) } } }
}
