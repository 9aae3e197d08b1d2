//! Where all this comes from: version, input, options, what was left out.

use maud::{Markup, html};

use super::Page;
use super::text::{beyond, name, size};
use crate::input::Skipped;
use crate::reading::InputKind;
use crate::report::{Catalogue, InputSummary};
use crate::wording::wording;

/// How many members and skipped records are shown.
const SHOWN: usize = 100;

wording! {
    in "page-source";
    /// What stands beside where all comes from.
    enum Source {
        /// The program's version.
        Made { version: String },
        /// The input.
        Input,
        /// What kind it is.
        Package,
        /// Likewise.
        Extract,
        /// The date that was given.
        Since,
        /// The forest.
        Forest,
        /// What stands between names.
        Separator { separator: String },
        /// The target was given.
        Target,
        /// It was not.
        NoTarget,
        /// The file store was given.
        Store,
        /// A label.
        Options,
        /// A column.
        Member,
        /// A column.
        Size,
        /// A column: its CRC-32.
        Crc,
        /// A column.
        State,
        /// More members than are shown.
        MoreMembers { left: usize },
        /// Heading of what was left out.
        Skipped { count: u64 },
        /// More than are listed.
        MoreSkipped { left: u64 },
    }
}

pub(super) fn all(page: &Page<'_>) -> Markup {
    let report = page.report;
    let (input, options) = (&report.input, report.evidence.options);
    let kind = match input.kind {
        InputKind::Package => Source::Package,
        InputKind::Extract => Source::Extract,
    };
    html! {
        (made())
        dl {
            dt { (Source::Input) }
            dd { (name(&input.name)) " · " (kind) }
            dt { (Source::Options) }
            dd { (page.texts.collation(&options.collation)) }
            dd { (Source::Separator { separator: options.separator.clone() }) }
            @if let Some(since) = &options.since { dd { (Source::Since) " " (since.at().day()) } }
            @for forest in &options.forests { dd { (Source::Forest) " " (name(forest)) } }
            dd { @if report.evidence.target.is_some() { (Source::Target) } @else { (Source::NoTarget) } }
            @if report.evidence.store.is_some() { dd { (Source::Store) } }
        }
        (members(input, page.texts))
        (skipped(&report.skipped))
    }
}

/// The program's version.
pub(super) fn made() -> Markup {
    html! { p { (Source::Made { version: env!("CARGO_PKG_VERSION").to_owned() }) } }
}

/// The members of an input.
pub(super) fn members(input: &InputSummary, texts: &Catalogue) -> Markup {
    let has_crc = input.members.iter().any(|member| member.crc.is_some());
    html! {
        div.wide {
            table {
                thead {
                    tr {
                        th scope="col" { (Source::Member) }
                        th.n scope="col" { (Source::Size) }
                        @if has_crc { th scope="col" { (Source::Crc) } }
                        th scope="col" { (Source::State) }
                    }
                }
                tbody {
                    @for member in input.members.iter().take(SHOWN) {
                        tr {
                            th scope="row" { (name(&member.name)) }
                            td.n { (size(member.bytes)) }
                            @if has_crc {
                                td { @if let Some(crc) = member.crc { code { (format!("{crc:08x}")) } } }
                            }
                            td { (texts.state(member.state)) }
                        }
                    }
                }
            }
        }
        @if let Some(left) = beyond(input.members.len(), SHOWN) {
            p.more { (Source::MoreMembers { left }) }
        }
    }
}

/// What was left out while reading, if anything was.
pub(super) fn skipped(skipped: &Skipped) -> Markup {
    let shown = skipped.places.len().min(SHOWN);
    let left = skipped.count.saturating_sub(shown as u64);
    html! {
        @if skipped.count > 0 {
            section #skipped {
                h3 { (Source::Skipped { count: skipped.count }) }
                ul { @for place in &skipped.places[..shown] { li { (name(&place.to_string())) } } }
                @if left > 0 { p.more { (Source::MoreSkipped { left }) } }
            }
        }
    }
}
