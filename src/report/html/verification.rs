//! The page of a verification: source against result, room by room.

use std::io::{self, Write};

use maud::{Markup, html};

use super::findings::Beside;
use super::shell::Section;
use super::text::{beyond, name, number};
use super::{shell, source};
use crate::report::verification::{Verification, line, not_compared};
use crate::report::{Catalogue, visible};
use crate::verify::{ComparedRoom, RoomThere};
use crate::wording::wording;

/// How many differences are shown.
const DIFFERENCES: usize = 1_000;
/// How many rooms are shown.
const ROOMS: usize = 1_000;
/// How many columns a text that differs may take.
const COLUMNS: usize = 400;

wording! {
    in "page-verification";
    /// What stands on the page.
    enum Said {
        /// The title in the browser.
        Title { source: String, result: String },
        /// The heading.
        Question,
        /// What is compared with what.
        Compared { source: String, result: String },
        /// Everything is there.
        Yes,
        /// Something is not.
        No { differences: u64 },
        /// How many rooms were compared.
        Rooms { rooms: u64 },
        /// Beside it.
        Others { categories: u64, principals: u64 },
        /// How many messages were compared.
        Messages { messages: u64 },
        /// How many roles were compared.
        Roles { roles: u64 },
        /// Heading of the differences.
        Differences,
        /// There is none.
        NoDifference,
        /// More than are shown.
        MoreDifferences { left: u64 },
        /// Heading of the rooms.
        RoomByRoom,
        /// What the table shows.
        AboutRooms,
        /// More rooms than are shown.
        MoreRooms { left: usize },
        /// Heading of where this comes from.
        Source,
        /// A column.
        What,
        /// A column.
        Room,
        /// A column.
        MessagesColumn,
        /// A column.
        ManagersColumn,
        /// A column.
        MembersColumn,
        /// A column.
        Same,
        /// A room is as promised.
        IsSame,
        /// A room is not.
        IsOther { differences: u64 },
        /// A room is not there.
        Missing,
        /// A room was not promised.
        Added,
    }
}

/// Writes the page of a comparison.
pub fn write(
    out: &mut dyn Write,
    verification: &Verification<'_>,
    texts: &Catalogue,
) -> io::Result<()> {
    let (source, result) = (&verification.source, &verification.result);
    let title = Said::Title {
        source: visible(&source.name).into_owned(),
        result: visible(&result.name).into_owned(),
    };
    let rooms = html! {
        p { (Said::AboutRooms) }
        (rooms(verification))
    };
    let both = html! {
        (source::made())
        h3 { (name(&source.name)) }
        (source::members(source, texts))
        h3 { (name(&result.name)) }
        (source::members(result, texts))
    };
    let sections = [
        Section::new(
            "differences",
            Said::Differences,
            differences(verification, texts),
        ),
        Section::new("rooms", Said::RoomByRoom, rooms),
        Section::new("source", Said::Source, both),
    ];
    let written = shell::page(
        &title.to_string(),
        ("rooms", &Said::RoomByRoom.to_string()),
        &first(verification, texts),
        &sections,
        &html! {},
    );
    out.write_all(written.as_bytes())
}

fn first(verification: &Verification<'_>, texts: &Catalogue) -> Markup {
    let counts = &verification.counts;
    let differences = verification.differences.len() as u64 + verification.unlisted;
    let (kind, verdict) = match differences {
        0 => ("yes", Said::Yes),
        differences => ("no", Said::No { differences }),
    };
    html! {
        p.input {
            (Said::Compared {
                source: visible(&verification.source.name).into_owned(),
                result: visible(&verification.result.name).into_owned(),
            })
        }
        h1 { (Said::Question) }
        p class={ "verdict " (kind) } { (verdict) }
        @for note in not_compared(verification, texts) { p.but { (name(&note)) } }
        ul.numbers {
            li {
                strong { (Said::Rooms { rooms: counts.rooms }) }
                span { (Said::Others { categories: counts.categories, principals: counts.principals }) }
            }
            li { strong { (Said::Messages { messages: counts.messages }) } }
            li { strong { (Said::Roles { roles: counts.roles }) } }
        }
    }
}

fn differences(verification: &Verification<'_>, texts: &Catalogue) -> Markup {
    let all = verification.differences;
    let shown = all.len().min(DIFFERENCES);
    let left = (all.len() - shown) as u64 + verification.unlisted;
    html! {
        @if all.is_empty() { p { (Said::NoDifference) } } @else {
            table.found {
                thead { tr { th scope="col" { (Beside::Where) } th scope="col" { (Said::What) } } }
                tbody {
                    @for difference in &all[..shown] {
                        tr {
                            th scope="row" {
                                span.kind { (texts.kind(difference.object.kind.word())) } " "
                                (name(&difference.object.name)) " "
                                small { (name(&difference.object.id)) }
                            }
                            td { bdi { (line(&verification.named(difference), texts, COLUMNS)) } }
                        }
                    }
                }
            }
        }
        @if left > 0 { p.more { (Said::MoreDifferences { left }) } }
    }
}

/// Those that differ first.
fn rooms(verification: &Verification<'_>) -> Markup {
    let mut rooms: Vec<&ComparedRoom> = verification.rooms.iter().collect();
    rooms.sort_by_key(|room| room.differences == 0);
    html! {
        div.wide {
            table.sortable {
                thead {
                    tr {
                        th scope="col" { (Said::Room) }
                        th.n scope="col" { (Said::MessagesColumn) }
                        th.n scope="col" { (Said::ManagersColumn) }
                        th.n scope="col" { (Said::MembersColumn) }
                        th scope="col" { (Said::Same) }
                    }
                }
                tbody { @for compared in rooms.iter().take(ROOMS) { (room(compared)) } }
            }
        }
        @if let Some(left) = beyond(rooms.len(), ROOMS) {
            p.more { (Said::MoreRooms { left }) }
        }
    }
}

fn room(compared: &ComparedRoom) -> Markup {
    let ComparedRoom {
        promised,
        found,
        differences,
    } = compared;
    let (verdict, is_same) = match (promised, found) {
        (_, None) => (Said::Missing, false),
        (None, _) => (Said::Added, false),
        _ if *differences == 0 => (Said::IsSame, true),
        _ => (
            Said::IsOther {
                differences: *differences,
            },
            false,
        ),
    };
    let named = found.as_ref().or(promised.as_ref());
    html! {
        tr {
            th scope="row" {
                @if let Some(there) = named { (name(&there.name)) }
            }
            td.n { (both(compared, |it| it.messages.messages)) }
            td.n { (both(compared, |it| it.managers as u64)) }
            td.n { (both(compared, |it| it.members as u64)) }
            td class=[(!is_same).then_some("differs")] { (verdict) }
        }
    }
}

/// One number where both sides have the same, else both.
fn both(compared: &ComparedRoom, of: impl Fn(&RoomThere) -> u64) -> String {
    let shown =
        |side: &Option<RoomThere>| side.as_ref().map_or("–".to_owned(), |it| number(of(it)));
    let (promised, found) = (shown(&compared.promised), shown(&compared.found));
    match promised == found {
        true => promised,
        false => format!("{promised} → {found}"),
    }
}
