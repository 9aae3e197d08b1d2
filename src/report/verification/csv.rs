//! `verify --format csv`: one line for each difference.

use std::io::{self, Write};

use super::super::cells::Table;
use super::Verification;
use crate::verify::RoomThere;
use crate::wording::in_english;

/// Writes all differences, in the form that all CSV has here (`docs/csv.md`).
pub fn write(
    out: &mut dyn Write,
    verification: &Verification<'_>,
    separator: u8,
) -> io::Result<()> {
    in_english(|| rows(Table::new(out, separator), verification))
}

pub(in crate::report) fn rows(
    mut table: Table<'_>,
    verification: &Verification<'_>,
) -> io::Result<()> {
    table.row(["kind", "id", "name", "field", "expected", "found", "room"])?;
    for difference in verification.differences {
        let object = &difference.object;
        table.cells([
            object.kind.word(),
            &object.id,
            &object.name,
            difference.field,
        ])?;
        table.value(&difference.expected)?;
        table.value(&difference.found)?;
        table.row([difference.room.as_deref().unwrap_or_default()])?;
    }
    table.end()
}

/// Writes every room, as promised and as found.
pub fn rooms(
    out: &mut dyn Write,
    verification: &Verification<'_>,
    separator: u8,
) -> io::Result<()> {
    in_english(|| room_rows(Table::new(out, separator), verification))
}

pub(in crate::report) fn room_rows(
    mut table: Table<'_>,
    verification: &Verification<'_>,
) -> io::Result<()> {
    table.cells(["equal", "differences"])?;
    for side in ["promised", "found"] {
        let names = ["id", "name", "managers", "members", "messages", "digest"];
        table.cells(names.map(|name| format!("{side}_{name}")))?;
    }
    table.end_row()?;
    for room in verification.rooms {
        table.value(&(room.differences == 0).into())?;
        table.value(&room.differences.into())?;
        for side in [&room.promised, &room.found] {
            let Some(RoomThere {
                id,
                name,
                managers,
                members,
                messages,
            }) = side
            else {
                table.cells([""; 6])?;
                continue;
            };
            table.cells([&**id, name])?;
            table.value(&(*managers).into())?;
            table.value(&(*members).into())?;
            table.value(&messages.messages.into())?;
            table.cell(&messages.to_string())?;
        }
        table.end_row()?;
    }
    table.end()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn each_difference_is_a_line() {
        let mut out = Vec::new();
        sample::with_differences(|verification| write(&mut out, verification, b',').unwrap());
        let text = String::from_utf8(out).unwrap();
        let expected = "\
kind,id,name,field,expected,found,room
member,addins,,object,true,false,
category,2,Sales,creator,11,,
room,57,'=News,name,'=News,News␈,
room,57,'=News,invite,,false,
room,57,'=News,member,20 21,99,
room,58,Desk,object,true,false,
principal,12,Partner,disabled,true,false,
room,57,'=News,messages,1234,1233,
room,59,Legal,digest,0a,0b,
message,7,,message,1,0,57
message,8,,content,,,59
message,9,,time,2011-03-01T08:00:00Z,never,59
";
        assert_eq!(text, expected);
    }
}
