//! What is in the pool: categories before and after the import, and the rooms.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Page;
use super::text::{name, number, size};
use crate::report::chart::Bars;
use crate::rules::{ListedCategory, ListedRoom};
use crate::wording::wording;

/// How many categories the tree shows.
const CATEGORIES: usize = 400;
/// How many rooms the table shows.
const ROOMS: usize = 200;

wording! {
    in "page-inventory";
    /// What stands beside categories and rooms.
    enum Inventory {
        /// Heading of the categories.
        Categories,
        /// What the tree shows.
        AboutTree,
        /// The root category.
        Root,
        /// Rooms in a category.
        RoomsIn { rooms: u64 },
        /// More categories than are shown.
        MoreCategories { left: usize },
        /// Heading of the rooms.
        Rooms,
        /// What the table shows.
        AboutRooms,
        /// More rooms than are shown.
        MoreRooms { left: usize },
        /// A column.
        Room,
        /// A column.
        Managers,
        /// A column.
        Members,
        /// A column.
        Messages,
        /// A column.
        Text,
        /// A column.
        First,
        /// A column.
        Last,
        /// A column.
        Files,
        /// A disabled room.
        Disabled,
        /// Heading of the plot.
        Sizes,
        /// What can be seen in it.
        AboutSizes { empty: u64 },
        /// Heading of the plot.
        Names,
        /// What can be seen in it.
        AboutNames { step: usize },
        /// The line in it.
        Limit,
        /// Its bars.
        Own,
        /// Its bars.
        Imported,
        /// A column: how long names are.
        Length,
        /// How long: from and to.
        FromTo { from: u64, to: u64 },
        /// Numbers of a plot in a table.
        Table,
    }
}

pub(super) fn all(page: &Page<'_>) -> Markup {
    let parts = page.report.evidence.directory.parts;
    html! {
        @if parts.categories { (tree(page)) }
        @if parts.rooms {
            (rooms(page))
            @if parts.messages { (sizes(page)) }
        }
        (names(page))
    }
}

/// Categories below each other, as in the source, each with the name it will have.
fn tree(page: &Page<'_>) -> Markup {
    let evidence = page.report.evidence;
    let mut below: BTreeMap<&str, Vec<ListedCategory<'_>>> = BTreeMap::new();
    let mut tops = Vec::new();
    let mut count = 0;
    for listed in evidence.listed_categories() {
        count += 1;
        let parent = listed
            .category
            .parent
            .as_deref()
            .filter(|_| !listed.is_root);
        match parent.filter(|id| evidence.directory.category(id).is_some()) {
            Some(parent) => below.entry(parent).or_default().push(listed),
            None => tops.push(listed),
        }
    }
    let mut left = CATEGORIES;
    html! {
        h3 { (Inventory::Categories) }
        p { (Inventory::AboutTree) }
        div.tree { (branch(&tops, &below, &mut left, 0)) }
        @if count > CATEGORIES { p.more { (Inventory::MoreCategories { left: count - CATEGORIES }) } }
    }
}

fn branch(
    categories: &[ListedCategory<'_>],
    below: &BTreeMap<&str, Vec<ListedCategory<'_>>>,
    left: &mut usize,
    depth: usize,
) -> Markup {
    html! {
        ul {
            @for listed in categories {
                @if take_one(left) {
                    li {
                        (name(&listed.category.name))
                        @if listed.is_root { " " small { (Inventory::Root) } }
                        @if listed.rooms > 0 { " " small { (Inventory::RoomsIn { rooms: listed.rooms }) } }
                        @if !listed.is_root && listed.full_name != listed.category.name {
                            " " span.becomes { "→ " (name(listed.full_name)) }
                        }
                        @if let Some(inner) = below.get(&*listed.category.id).filter(|_| depth < 64) {
                            (branch(inner, below, left, depth + 1))
                        }
                    }
                }
            }
        }
    }
}

/// Whether there is place for one more.
fn take_one(left: &mut usize) -> bool {
    let is_there = *left > 0;
    *left = left.saturating_sub(1);
    is_there
}

fn rooms(page: &Page<'_>) -> Markup {
    let evidence = page.report.evidence;
    let has_messages = evidence.directory.parts.messages;
    let mut rooms: Vec<ListedRoom<'_>> = evidence.listed_rooms().collect();
    let messages = |room: &ListedRoom<'_>| room.messages.as_ref().map(|it| it.count);
    rooms.sort_by_key(|room| Reverse(messages(room)));
    let date = |time: Option<crate::time::Ticks>| {
        time.map(|time| time.day().to_string()).unwrap_or_default()
    };
    html! {
        h3 { (Inventory::Rooms) }
        p { (Inventory::AboutRooms) }
        div.wide {
            table.sortable {
                thead {
                    tr {
                        th scope="col" { (Inventory::Room) }
                        th.n scope="col" { (Inventory::Managers) }
                        th.n scope="col" { (Inventory::Members) }
                        @if has_messages {
                            th.n scope="col" { (Inventory::Messages) }
                            th.n scope="col" { (Inventory::Text) }
                            th scope="col" { (Inventory::First) }
                            th scope="col" { (Inventory::Last) }
                            th.n scope="col" { (Inventory::Files) }
                        }
                    }
                }
                tbody {
                    @for listed in rooms.iter().take(ROOMS) {
                        tr {
                            th scope="row" {
                                (name(&listed.room.name))
                                @if listed.room.disabled { " " small { (Inventory::Disabled) } }
                                @if listed.full_name != listed.room.name {
                                    br; small.becomes { "→ " (name(listed.full_name)) }
                                }
                            }
                            td.n { (number(listed.managers as u64)) }
                            td.n { (number(listed.members as u64)) }
                            @if let Some(it) = &listed.messages {
                                td.n { (number(it.count)) }
                                td.n data-v=(it.bytes) { (size(it.bytes)) }
                                td.date { (date(it.first)) }
                                td.date { (date(it.last)) }
                                td.n { (number(it.files as u64)) }
                            }
                        }
                    }
                }
            }
        }
        @if rooms.len() > ROOMS { p.more { (Inventory::MoreRooms { left: rooms.len() - ROOMS }) } }
    }
}

/// A plot, its caption, and the same numbers in a table.
pub(super) fn plot(
    drawing: &Markup,
    caption: &str,
    head: &[String],
    rows: &[Vec<String>],
) -> Markup {
    html! {
        figure {
            (drawing)
            figcaption {
                (caption)
                details {
                    summary { (Inventory::Table) }
                    (numbers(head, text_rows(rows)))
                }
            }
        }
    }
}

/// Rows of texts for [`numbers`].
pub(super) fn text_rows(rows: &[Vec<String>]) -> impl Iterator<Item = (Markup, Vec<String>)> {
    rows.iter().filter_map(|row| {
        let (of, numbers) = row.split_first()?;
        Some((html! { (of) }, numbers.to_vec()))
    })
}

/// A table of numbers, with what they belong to before them.
pub(super) fn numbers(
    head: &[String],
    rows: impl Iterator<Item = (Markup, Vec<String>)>,
) -> Markup {
    html! {
        div.wide {
            table.narrow {
                thead {
                    tr {
                        @for (at, cell) in head.iter().enumerate() {
                            th scope="col" class=[(at > 0).then_some("n")] { (cell) }
                        }
                    }
                }
                tbody {
                    @for (of, row) in rows {
                        tr {
                            th scope="row" { (of) }
                            @for cell in row { td.n { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

fn sizes(page: &Page<'_>) -> Markup {
    let sizes = &page.usage.sizes;
    let mut places = vec![("0".to_owned(), vec![sizes.empty])];
    for (digits, count) in sizes.by_digits.iter().enumerate() {
        let from = 10_u64.pow(digits as u32);
        let range = Inventory::FromTo {
            from,
            to: from.saturating_mul(10) - 1,
        };
        places.push((range.to_string(), vec![*count]));
    }
    let rows: Vec<Vec<String>> = (places.iter())
        .map(|(label, values)| vec![label.clone(), number(values[0])])
        .collect();
    let caption = Inventory::AboutSizes { empty: sizes.empty }.to_string();
    let bars = Bars {
        id: "sizes",
        title: Inventory::Sizes.to_string(),
        description: caption.clone(),
        kinds: Vec::new(),
        places,
        landmarks: Vec::new(),
        mark: None,
    };
    let head = [
        Inventory::Messages.to_string(),
        Inventory::Rooms.to_string(),
    ];
    html! {
        h3 { (Inventory::Sizes) }
        (plot(&bars.draw(), &caption, &head, &rows))
    }
}

fn names(page: &Page<'_>) -> Markup {
    use crate::report::chart::Mark;

    let lengths = &page.usage.names;
    if lengths.counts.is_empty() {
        return html! {};
    }
    // The limit is in the picture whatever the names.
    let limit = crate::directory::NAME_LIMIT / lengths.step;
    let places: Vec<(String, Vec<u64>)> = (0..lengths.counts.len().max(limit + 1))
        .map(|at| {
            let counts = lengths.counts.get(at).copied().unwrap_or_default();
            ((at * lengths.step).to_string(), counts.to_vec())
        })
        .collect();
    let rows: Vec<Vec<String>> = (places.iter().enumerate())
        .map(|(at, (_, values))| {
            let range = Inventory::FromTo {
                from: (at * lengths.step) as u64,
                to: ((at + 1) * lengths.step - 1) as u64,
            };
            vec![range.to_string(), number(values[0]), number(values[1])]
        })
        .collect();
    let caption = Inventory::AboutNames { step: lengths.step }.to_string();
    let bars = Bars {
        id: "names",
        title: Inventory::Names.to_string(),
        description: caption.clone(),
        kinds: vec![Inventory::Own.to_string(), Inventory::Imported.to_string()],
        places,
        landmarks: Vec::new(),
        mark: Some(Mark {
            at: limit as f64,
            label: Inventory::Limit.to_string(),
        }),
    };
    let head = [
        Inventory::Length.to_string(),
        Inventory::Own.to_string(),
        Inventory::Imported.to_string(),
    ];
    html! {
        h3 { (Inventory::Names) }
        (plot(&bars.draw(), &caption, &head, &rows))
    }
}
