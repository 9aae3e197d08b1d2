//! The pool itself as tables: every room, every category and every principal, with counts and dates.

use std::io::{self, Write};

use super::cells::Table;
use crate::directory::{Behavior, Visibility};
use crate::rules::{Evidence, ListedMessages, Value};

/// Writes every room, in the order of the ids.
pub fn rooms(out: &mut dyn Write, evidence: &Evidence<'_>, separator: u8) -> io::Result<()> {
    room_rows(Table::new(out, separator), evidence)
}

pub(super) fn room_rows(mut table: Table<'_>, evidence: &Evidence<'_>) -> io::Result<()> {
    table.row([
        "id",
        "guid",
        "name",
        "full_name",
        "category_id",
        "category",
        "disabled",
        "invite_effective",
        "visibility",
        "behavior",
        "managers",
        "members",
        "presenters",
        "messages",
        "bytes",
        "first_message",
        "last_message",
        "authors",
        "alerts",
        "files",
    ])?;
    for listed in evidence.listed_rooms() {
        let room = listed.room;
        table.cells([
            &*room.id,
            room.guid.as_deref().unwrap_or(""),
            &room.name,
            listed.full_name,
            room.category.as_deref().unwrap_or(""),
            listed.category.map_or("", |category| &category.name),
        ])?;
        table.value(&room.disabled.into())?;
        table.value(&listed.invite.into())?;
        table.cell(listed.visibility.map_or("", Visibility::word))?;
        table.cell(listed.behavior.map_or("", Behavior::word))?;
        for count in [listed.managers, listed.members, listed.presenters] {
            table.value(&count.into())?;
        }
        for value in messages(listed.messages) {
            table.value(&value)?;
        }
        table.end_row()?;
    }
    table.end()
}

/// Messages, bytes, first and last time, authors, alerts, files.
fn messages(of: Option<ListedMessages>) -> [Value; 7] {
    of.map_or([const { Value::Nothing }; 7], |it| {
        [
            it.count.into(),
            it.bytes.into(),
            it.first.into(),
            it.last.into(),
            it.authors.into(),
            it.alerts.into(),
            it.files.into(),
        ]
    })
}

/// Writes every category, in the order of the ids.
pub fn categories(out: &mut dyn Write, evidence: &Evidence<'_>, separator: u8) -> io::Result<()> {
    category_rows(Table::new(out, separator), evidence)
}

pub(super) fn category_rows(mut table: Table<'_>, evidence: &Evidence<'_>) -> io::Result<()> {
    table.row([
        "id",
        "guid",
        "name",
        "full_name",
        "parent_id",
        "depth",
        "root",
        "invite",
        "invite_effective",
        "logged",
        "logged_effective",
        "file_post",
        "file_post_effective",
        "managers",
        "creators",
        "scope_allowed",
        "scope_denied",
        "rooms",
        "messages",
    ])?;
    for listed in evidence.listed_categories() {
        let category = listed.category;
        table.cells([
            &*category.id,
            category.guid.as_deref().unwrap_or(""),
            &category.name,
            listed.full_name,
            category.parent.as_deref().unwrap_or(""),
        ])?;
        table.value(&u64::from(listed.depth).into())?;
        table.value(&listed.is_root.into())?;
        for flag in [listed.invite, listed.logged, listed.file_post] {
            table.value(&flag.own.into())?;
            table.value(&flag.in_effect.into())?;
        }
        for count in [
            listed.managers,
            listed.creators,
            listed.scope_allowed,
            listed.scope_denied,
        ] {
            table.value(&count.into())?;
        }
        table.value(&listed.rooms.into())?;
        table.value(&listed.messages.into())?;
        table.end_row()?;
    }
    table.end()
}

/// Writes every principal, in the order of the ids. Of those that are only referred to nothing but what they hold is known.
pub fn people(out: &mut dyn Write, evidence: &Evidence<'_>, separator: u8) -> io::Result<()> {
    person_rows(Table::new(out, separator), evidence)
}

pub(super) fn person_rows(mut table: Table<'_>, evidence: &Evidence<'_>) -> io::Result<()> {
    table.row([
        "id",
        "guid",
        "kind",
        "name",
        "display_name",
        "address",
        "email",
        "company",
        "federated",
        "disabled",
        "roles",
        "rooms",
        "managed_rooms",
        "messages",
    ])?;
    for listed in evidence.listed_people() {
        table.cell(listed.id)?;
        match listed.principal {
            Some(it) => {
                table.cells([
                    it.guid.as_deref().unwrap_or(""),
                    it.kind.word(),
                    &it.name,
                    &it.display_name,
                    &it.uri,
                    &it.email,
                    &it.company,
                ])?;
                table.value(&it.kind.is_federated().into())?;
                table.value(&it.disabled.into())?;
            }
            None => table.cells([""; 9])?,
        }
        for count in [listed.roles, listed.rooms, listed.manages] {
            table.value(&count.into())?;
        }
        table.value(&listed.messages.into())?;
        table.end_row()?;
    }
    table.end()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn table(write: fn(&mut dyn Write, &Evidence<'_>, u8) -> io::Result<()>) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        sample::with_analysis(Vec::new(), |analysis| {
            write(&mut out, analysis.evidence, b',').unwrap();
        });
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&*out);
        let row = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        reader
            .records()
            .map(|record| row(record.unwrap()))
            .collect()
    }

    #[test]
    fn every_room_stands_in_the_order_of_ids_with_its_counts() {
        let rows = table(rooms);
        assert_eq!(rows.len(), 3);
        let floor = &rows[1];
        assert_eq!(
            floor[..8],
            [
                "57",
                "",
                "Trading, \"floor\"",
                "Trading, \"floor\"",
                "2",
                "Sales",
                "true",
                "true"
            ]
        );
        assert_eq!(
            floor[10..],
            [
                "1",
                "1",
                "0",
                "3",
                "120",
                "2008-01-01T00:00:00Z",
                "2008-06-04T20:15:40.95Z",
                "0",
                "0",
                "1"
            ]
        );
        let other = &rows[2];
        assert_eq!(other[..4], ["100", "", "'=1+1", "Sales Desk =1+1"]);
        assert_eq!(other[13..16], ["0", "0", ""]);
    }

    #[test]
    fn every_category_shows_what_it_sets_and_what_is_in_effect() {
        let rows = table(categories);
        let column = |name: &str| rows[0].iter().position(|it| it == name).unwrap();
        let cell = |row: usize, name: &str| rows[row][column(name)].as_str();
        assert_eq!(
            [1, 2, 3].map(|row| (cell(row, "id"), cell(row, "depth"), cell(row, "root"))),
            [
                ("1", "0", "true"),
                ("2", "1", "false"),
                ("20", "2", "false")
            ]
        );
        assert_eq!(cell(3, "full_name"), "Sales Desk");
        assert_eq!(
            (cell(3, "invite"), cell(3, "invite_effective")),
            ("", "true")
        );
        assert_eq!(
            (cell(3, "file_post"), cell(3, "file_post_effective")),
            ("", "false")
        );
        assert_eq!(
            (cell(1, "file_post_effective"), cell(1, "logged")),
            ("", "")
        );
        assert_eq!((cell(2, "rooms"), cell(2, "messages")), ("1", "3"));
    }
}
