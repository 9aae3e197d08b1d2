use std::collections::{BTreeMap, BTreeSet};

use super::Record;
use crate::directory::{Directory, natural_order};
use crate::reading::{Digests, MemberReading};
use crate::rules::{Object, ObjectKind, Value};
use crate::verify::Difference;
use crate::verify::manifest::record::PackageFile;

/// A package as it is.
#[derive(Clone, Copy, Debug)]
pub struct Package<'a> {
    /// Its name, without the path to it.
    pub name: &'a str,
    /// None where it is a folder.
    pub file: Option<PackageFile>,
    /// Its members, with their checksums.
    pub members: &'a [MemberReading],
    /// The pool in it.
    pub directory: &'a Directory,
    /// Its messages, by their own ids.
    pub digests: &'a Digests,
}

/// Compares a package with its manifest. Gives how many things the manifest says that were compared.
///
/// Where the manifest belongs to another file, that is the only difference: then it says nothing of this one. Names of
/// files are not compared: a package may be called otherwise today.
pub fn compare(record: &Record, package: Package<'_>) -> (Vec<Difference>, u64) {
    let mut sheet = Sheet::default();
    let whole = || Object::new(ObjectKind::Member, package.name, "");
    if let Some(file) = package.file {
        sheet.compared += 1;
        if !record.is_about(file) {
            let digest = format!("{:032x}", file.digest);
            let said = record.result.digest.as_str();
            sheet.note(whole(), "manifest_package", said, digest);
            sheet.same(whole, "manifest_bytes", record.result.bytes, file.bytes);
            return sheet.done();
        }
    }
    members(&mut sheet, record, package.members);
    let categories = package.directory.categories.len() as u64;
    sheet.same(
        whole,
        "manifest_categories",
        record.counts.categories.kept,
        categories,
    );
    rooms(
        &mut sheet,
        record,
        package.directory,
        package.digests,
        &whole,
    );
    sheet.done()
}

/// Compares what the manifest of an imported package says of rooms with what was promised: the target's export is another
/// file, and may have other ids.
pub fn promised(
    record: &Record,
    name: &str,
    directory: &Directory,
    digests: &Digests,
) -> (Vec<Difference>, u64) {
    let mut sheet = Sheet::default();
    let whole = || Object::new(ObjectKind::Member, name, "");
    rooms(&mut sheet, record, directory, digests, &whole);
    sheet.done()
}

#[derive(Default)]
struct Sheet {
    differences: Vec<Difference>,
    compared: u64,
}

impl Sheet {
    fn note(
        &mut self,
        object: Object,
        field: &'static str,
        expected: impl Into<Value>,
        found: impl Into<Value>,
    ) {
        let difference = Difference::new(object, field, expected, found);
        self.differences.push(difference);
    }

    fn same(
        &mut self,
        object: impl FnOnce() -> Object,
        field: &'static str,
        expected: impl Into<Value>,
        found: impl Into<Value>,
    ) {
        self.compared += 1;
        let (expected, found) = (expected.into(), found.into());
        if expected != found {
            self.note(object(), field, expected, found);
        }
    }

    fn done(self) -> (Vec<Difference>, u64) {
        (self.differences, self.compared)
    }
}

/// All members, also those that are not understood.
fn members(sheet: &mut Sheet, record: &Record, members: &[MemberReading]) {
    let said = record.result.members.iter();
    let said: BTreeSet<&str> = said.map(|it| it.name.as_str()).collect();
    let found: BTreeMap<&str, &MemberReading> =
        members.iter().map(|it| (it.name.as_str(), it)).collect();
    let object = |name: &str| Object::new(ObjectKind::Member, name, "");
    for member in &record.result.members {
        let this = || object(&member.name);
        let Some(there) = found.get(member.name.as_str()) else {
            sheet.compared += 1;
            sheet.note(this(), "manifest_object", true, false);
            continue;
        };
        sheet.same(this, "manifest_bytes", member.bytes, there.bytes);
        if let Some(crc) = there.crc {
            let (said, crc) = (member.crc.as_str(), format!("{crc:08x}"));
            sheet.same(this, "manifest_checksum", said, crc);
        }
    }
    for member in members.iter().filter(|it| !said.contains(it.name.as_str())) {
        sheet.note(object(&member.name), "manifest_object", false, true);
    }
}

/// All rooms that are described or have messages, and their sums.
fn rooms(
    sheet: &mut Sheet,
    record: &Record,
    directory: &Directory,
    digests: &Digests,
    whole: &dyn Fn() -> Object,
) {
    for room in &record.rooms {
        let object = || {
            Object::new(
                ObjectKind::Room,
                &room.id,
                room.name.as_deref().unwrap_or(""),
            )
        };
        let found = directory.room(&room.id);
        let name = found.map(|it| it.name.as_str());
        // A room that only messages name may have none left.
        if let (Some(_), None) = (&room.name, name) {
            sheet.compared += 1;
            sheet.note(object(), "manifest_object", true, false);
            continue;
        }
        sheet.same(object, "manifest_name", room.name.as_deref(), name);
        let digest = digests.of(&room.id);
        if room.messages != digest.messages {
            sheet.same(object, "manifest_messages", room.messages, digest.messages);
        } else {
            let said = room.digest.as_str();
            sheet.same(object, "manifest_digest", said, digest.to_string());
        }
    }
    let said: BTreeSet<&str> = record.rooms.iter().map(|it| it.id.as_str()).collect();
    let with_messages = digests.rooms.iter().filter(|(_, it)| it.all.messages > 0);
    let there: BTreeSet<&str> = (directory.rooms.iter().map(|it| &*it.id))
        .chain(with_messages.map(|(id, _)| &**id))
        .collect();
    let mut added: Vec<&str> = there.difference(&said).copied().collect();
    added.sort_by(|a, b| natural_order(a, b));
    for id in added {
        let object = Object::room(directory, id);
        sheet.note(object, "manifest_object", false, true);
    }
    let counts = &record.counts;
    let rooms = directory.rooms.len() as u64;
    sheet.same(whole, "manifest_rooms", counts.rooms.kept, rooms);
    let messages = digests.messages();
    sheet.same(whole, "manifest_messages", counts.messages.kept, messages);
}
