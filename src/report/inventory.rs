//! The pool itself as two tables: every room and every category, with counts and dates.

use std::io::{self, Write};

use super::csv::Table;
use crate::directory::{
    Behavior, Grant, Inherited, Room, RoomHistory, Settings, Visibility, natural_order,
};
use crate::rules::{Evidence, Value};

/// Writes every room, in the order of the ids.
pub fn rooms(out: &mut dyn Write, evidence: &Evidence<'_>, separator: u8) -> io::Result<()> {
    let mut table = Table::new(out, separator);
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
    let tree = &evidence.tree;
    let invite = tree.inherited(|it| it.settings.invite);
    let visible = tree.inherited(|it| it.settings.visibility);
    let behaves = tree.inherited(|it| it.settings.behavior);
    let rooms = &evidence.directory.rooms;
    for at in in_order(rooms, |room| &room.id) {
        let room = &rooms[at];
        let category = evidence
            .directory
            .category(room.category.as_deref().unwrap_or(""));
        table.cells([
            &*room.id,
            room.guid.as_deref().unwrap_or(""),
            &room.name,
            &evidence.names.rooms[at].flat.text,
            room.category.as_deref().unwrap_or(""),
            category.map_or("", |category| &category.name),
        ])?;
        table.value(&room.disabled.into())?;
        table.value(&of_room(evidence, room, |it| it.invite, &invite).into())?;
        let visibility = of_room(evidence, room, |it| it.visibility, &visible);
        table.cell(visibility.map_or("", Visibility::word))?;
        let behavior = of_room(evidence, room, |it| it.behavior, &behaves);
        table.cell(behavior.map_or("", Behavior::word))?;
        for role in [
            |grant: &Grant| grant.manager,
            |grant: &Grant| grant.member,
            |grant: &Grant| grant.presenter,
        ] {
            table.value(&holders(&room.roles, role))?;
        }
        for value in history_of(evidence, &room.id) {
            table.value(&value)?;
        }
        table.end_row()?;
    }
    table.end()
}

/// Where the objects stand, in the order of their ids.
fn in_order<T>(objects: &[T], id: impl Fn(&T) -> &str) -> Vec<usize> {
    let mut order: Vec<usize> = (0..objects.len()).collect();
    order.sort_by(|a, b| natural_order(id(&objects[*a]), id(&objects[*b])));
    order
}

/// Messages, bytes, first and last time, authors, alerts, files; nothing where the input has no messages at all.
fn history_of(evidence: &Evidence<'_>, room: &str) -> [Value; 7] {
    if !evidence.directory.parts.messages {
        return [const { Value::Nothing }; 7];
    }
    let none = RoomHistory::default();
    let history = evidence.history.rooms.get(room).unwrap_or(&none);
    [
        history.messages.into(),
        history.bytes.into(),
        history.first.map(|time| time.to_string()).into(),
        history.last.map(|time| time.to_string()).into(),
        history.authors.len().into(),
        history.alerts.into(),
        history.files.len().into(),
    ]
}

/// Writes every category, in the order of the ids.
pub fn categories(out: &mut dyn Write, evidence: &Evidence<'_>, separator: u8) -> io::Result<()> {
    let mut table = Table::new(out, separator);
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
    let directory = evidence.directory;
    let mut rooms = vec![0_u64; directory.categories.len()];
    let mut messages = vec![0_u64; directory.categories.len()];
    for room in &directory.rooms {
        let category = room.category.as_deref();
        if let Some(at) = category.and_then(|id| directory.category_position(id)) {
            rooms[at] += 1;
            messages[at] += evidence.history.messages_in(&room.id);
        }
    }
    // Invitations, history and files: each as set here and as it is in effect.
    let flags: [fn(&Settings) -> Option<bool>; 3] =
        [|it| it.invite, |it| it.logged, |it| it.file_post];
    let settings = flags.map(|get| (get, evidence.tree.inherited(|it| get(&it.settings))));
    for at in in_order(&directory.categories, |category| &category.id) {
        let category = &directory.categories[at];
        table.cells([
            &*category.id,
            category.guid.as_deref().unwrap_or(""),
            &category.name,
            &evidence.names.categories[at].flat.text,
            category.parent.as_deref().unwrap_or(""),
        ])?;
        let way = evidence.tree.way(category);
        table.value(&u64::from(way.depth).into())?;
        table.value(&evidence.tree.is_root(&category.id).into())?;
        for (get, inherited) in &settings {
            table.value(&get(&category.settings).into())?;
            table.value(&inherited.value(category).into())?;
        }
        table.value(&holders(&category.roles, |grant| grant.manager))?;
        table.value(&holders(&category.roles, |grant| grant.creator))?;
        for denied in [false, true] {
            let entries = category.scope.iter().filter(|entry| entry.denied == denied);
            table.value(&entries.count().into())?;
        }
        table.value(&rooms[at].into())?;
        let known = evidence.directory.parts.messages;
        table.value(&known.then_some(messages[at]).into())?;
        table.end_row()?;
    }
    table.end()
}

/// A room's own setting, else that of the categories above.
fn of_room<T: Copy>(
    evidence: &Evidence<'_>,
    room: &Room,
    get: impl Fn(&Settings) -> Option<T>,
    inherited: &Inherited<'_, T>,
) -> Option<T> {
    get(&room.settings).or_else(|| inherited.value(evidence.tree.category_above(room)?))
}

fn holders(roles: &[Grant], role: impl Fn(&Grant) -> bool) -> Value {
    roles.iter().filter(|grant| role(grant)).count().into()
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
