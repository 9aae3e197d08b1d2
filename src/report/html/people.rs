//! Who writes, and who is of another organisation.

use maud::{Markup, html};

use super::Page;
use super::text::{Named, name, number, principal};
use crate::report::visible::visible;
use crate::wording::wording;

/// How many organisations are shown.
const ORGANISATIONS: usize = 50;

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
            div.wide {
                table.narrow {
                    thead {
                        tr {
                            th scope="col" { (People::Who) }
                            th.n scope="col" { (People::Messages) }
                        }
                    }
                    tbody {
                        @for writer in &usage.writers {
                            tr {
                                th scope="row" {
                                    @match writer.principal {
                                        Some(at) => { (name(&principal(principals, at))) }
                                        None => { (Named::Unknown { id: visible(&writer.id).into_owned() }) }
                                    }
                                }
                                td.n { (number(writer.messages)) }
                            }
                        }
                    }
                }
            }
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
            div.wide {
                table.narrow {
                    thead {
                        tr {
                            th scope="col" { (People::Organisation) }
                            th.n scope="col" { (People::Principals) }
                        }
                    }
                    tbody {
                        @for it in organisations.iter().take(ORGANISATIONS) {
                            tr {
                                th scope="row" {
                                    @if it.domain.is_empty() { (People::NoDomain) } @else { (name(&it.domain)) }
                                }
                                td.n { (number(it.principals)) }
                            }
                        }
                    }
                }
            }
            @if let Some(left) = organisations.len().checked_sub(ORGANISATIONS).filter(|it| *it > 0) {
                p.more { (People::MoreOrganisations { left }) }
            }
        }
    }
}
