//! Generated packages, read back with other means than they were written with.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Error, Plan, Spelling, Summary, write};
use crate::time::Ticks;

fn plan(spelling: &str) -> Plan {
    Plan {
        rooms: 40,
        users: 60,
        messages: 1_000,
        seed: 7,
        spelling: spelling.parse().unwrap(),
        ..Plan::default()
    }
}

/// Writes a plan to a zip file and reads its members.
fn generate(plan: &Plan) -> (Summary, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pool.zip");
    let summary = write(plan, &out, false, &mut |_| Ok(())).unwrap();
    (summary, members(&out))
}

fn members(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut members = BTreeMap::new();
    for at in 0..zip.len() {
        // The library reads no Deflate64 here: its data is inflated with the crate that does.
        let mut raw = Vec::new();
        let mut entry = zip.by_index_raw(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let method = entry.compression();
        entry.read_to_end(&mut raw).unwrap();
        drop(entry);
        let mut bytes = Vec::new();
        if method == zip::CompressionMethod::Deflated || method == zip::CompressionMethod::Stored {
            zip.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
        } else {
            deflate64::Deflate64Decoder::new(raw.as_slice())
                .read_to_end(&mut bytes)
                .unwrap();
        }
        members.insert(name, bytes);
    }
    members
}

/// An element with what can be said of it whether its fields are attributes or child elements.
#[derive(Debug, Default)]
struct Node {
    name: String,
    fields: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn adopt(&mut self, child: Node) {
        if child.fields.is_empty() && child.children.is_empty() {
            self.fields.insert(child.name, child.text);
        } else {
            self.children.push(child);
        }
    }

    /// The element on one line; messages are left out.
    fn line(&self) -> String {
        let children: Vec<String> = self
            .children
            .iter()
            .filter(|child| child.name != "Message")
            .map(Node::line)
            .collect();
        format!("{} {:?} {children:?}", self.name, self.fields)
    }
}

/// Parses a member; panics where it is not well-formed.
fn parse(name: &str, bytes: &[u8]) -> Node {
    let (encoding, _) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let (text, _, malformed) = encoding.decode(bytes);
    assert!(!malformed, "{name}");
    let mut reader = Reader::from_str(&text);
    let mut open = vec![Node::default()];
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        match event {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref().is_empty() => {
                panic!("{name}: an element without a name")
            }
            Event::Start(ref start) | Event::Empty(ref start) => {
                let mut node = Node {
                    name: start.local_name().as_ref().to_owned(),
                    ..Node::default()
                };
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    if !key.starts_with("xmlns") {
                        let value = quick_xml::escape::unescape(&attribute.value).unwrap();
                        node.fields.insert(key, value.into_owned());
                    }
                }
                if matches!(event, Event::Empty(_)) {
                    open.last_mut().unwrap().adopt(node);
                } else {
                    open.push(node);
                }
            }
            Event::End(_) => {
                let node = open.pop().unwrap();
                open.last_mut().unwrap().adopt(node);
            }
            Event::Text(text) => open
                .last_mut()
                .unwrap()
                .text
                .push_str(&text.xml10_content()),
            Event::CData(text) => open
                .last_mut()
                .unwrap()
                .text
                .push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = match &*reference {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    // quick-xml takes it for an error, as XML does.
                    "#x0" => '\0',
                    _ => reference.resolve_char_ref().unwrap().unwrap(),
                };
                open.last_mut().unwrap().text.push(character);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "{name}");
    let mut top = open.remove(0);
    assert_eq!(top.children.len(), 1, "{name}");
    top.children.remove(0)
}

/// What a package says, without how it says it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Facts {
    /// Users, groups, affiliations, categories, rooms and add-ins, one line each.
    objects: BTreeMap<String, Vec<String>>,
    /// The messages of each room, in order.
    messages: BTreeMap<String, Vec<String>>,
}

impl Facts {
    fn of(members: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut facts = Facts::default();
        for (name, bytes) in members.iter().filter(|(name, _)| name.ends_with(".xml")) {
            let pool = parse(name, bytes);
            if name.ends_with("Preferences.xml") {
                facts.objects.insert(pool.name.clone(), vec![pool.line()]);
                continue;
            }
            assert_eq!(pool.name, "Pool", "{name}");
            for list in &pool.children {
                for object in &list.children {
                    facts.take(&list.name, object);
                }
            }
        }
        facts
    }

    fn take(&mut self, list: &str, object: &Node) {
        match (list, object.name.as_str()) {
            ("ChatMessages", "Message") => self.message(&object.fields["channelId"], object),
            (_, "ChatRoom") => {
                for message in object
                    .children
                    .iter()
                    .filter(|child| child.name == "Message")
                {
                    self.message(&object.fields["id"], message);
                }
                if list == "ChatRooms" {
                    self.objects
                        .entry(list.into())
                        .or_default()
                        .push(object.line());
                }
            }
            _ => self
                .objects
                .entry(list.into())
                .or_default()
                .push(object.line()),
        }
    }

    fn message(&mut self, room: &str, message: &Node) {
        let mut fields = message.fields.clone();
        fields.remove("channelId");
        if let Some(time) = Ticks::parse(&fields["date"]) {
            fields.insert("date".into(), time.to_string());
        }
        self.messages
            .entry(room.into())
            .or_default()
            .push(format!("{fields:?}"));
    }

    fn count(&self, list: &str) -> u64 {
        self.objects[list].len() as u64
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_another_seed_another_pool() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = |plan: &Plan, name: &str| {
        let out = folder.path().join(name);
        write(plan, &out, false, &mut |_| Ok(())).unwrap();
        fs::read(out).unwrap()
    };
    let first = bytes(&plan(""), "1.zip");
    assert!(first == bytes(&plan(""), "2.zip"));
    let other = Plan {
        seed: 8,
        ..plan("")
    };
    assert!(first != bytes(&other, "3.zip"));
}

#[test]
fn the_summary_counts_what_is_there() {
    let (summary, members) = generate(&plan(""));
    let facts = Facts::of(&members);
    assert_eq!(
        (summary.users, summary.rooms, summary.messages),
        (60, 40, 1_000)
    );
    assert_eq!(facts.count("AdUsers"), summary.users);
    assert_eq!(facts.count("AdGroups"), summary.groups);
    assert_eq!(facts.count("Categories"), summary.categories);
    assert_eq!(facts.count("ChatRooms"), summary.rooms);
    assert_eq!(facts.count("Addins"), summary.addins);
    let messages: usize = facts.messages.values().map(Vec::len).sum();
    assert_eq!(messages as u64, summary.messages);
    let bytes = members.iter().filter(|(name, _)| name.ends_with(".xml"));
    assert_eq!(
        bytes.map(|(_, bytes)| bytes.len() as u64).sum::<u64>(),
        summary.bytes
    );
}

#[test]
fn every_spelling_says_the_same() {
    let expected = Facts::of(&generate(&plan("")).1);
    let mixed = [
        "utf-16le,nested,iso-times,elements,prefixed,indented,cdata,comments,stored",
        "utf-16be,flat,datetime-times,default-namespace,comments,zip64,data-descriptors",
        "utf-8-bom,per-room,elements,indented,inner-folder,deflate64",
    ];
    let words = Spelling::words().into_iter();
    let spellings = words.filter(|word| !word.starts_with("database"));
    for spelling in spellings.chain(mixed) {
        let facts = Facts::of(&generate(&plan(spelling)).1);
        assert!(facts == expected, "{spelling}");
    }
    for database in ["database", "database-2013"] {
        let fitting = Facts::of(&generate(&plan(database)).1);
        assert!(fitting != expected, "{database}");
        let otherwise = Facts::of(&generate(&plan(&format!("{database},{}", mixed[0]))).1);
        assert!(otherwise == fitting, "{database}");
    }
}

#[test]
fn small_pools_are_possible() {
    for (rooms, users, messages) in [(1, 2, 0), (1, 2, 1), (3, 5, 150)] {
        let small = Plan {
            rooms,
            users,
            messages,
            ..plan("")
        };
        let (summary, members) = generate(&small);
        let facts = Facts::of(&members);
        let written: usize = facts.messages.values().map(Vec::len).sum();
        assert_eq!(
            (summary.rooms, summary.users, written as u64),
            (rooms, users, messages)
        );
    }
    let none = Plan {
        rooms: 0,
        ..plan("")
    };
    assert!(matches!(
        write(&none, Path::new("x.zip"), false, &mut |_| Ok(())),
        Err(Error::Impossible(super::Impossible::TooSmall))
    ));
}

#[test]
fn nothing_stands_between_name_description_and_roles() {
    let (_, members) = generate(&plan("indented"));
    let rooms = std::str::from_utf8(&members["ChatRooms.xml"]).unwrap();
    assert_eq!(rooms.matches("</Name><Desc").count(), 40);
    let closed = rooms.matches("</Desc><Roles").count() + rooms.matches("<Desc/><Roles").count();
    assert_eq!(closed, 40);
    assert!(rooms.contains("\n        <Principal "));
}

#[test]
fn folders_hold_the_same_members_as_zip_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pool");
    write(&plan("per-room,inner-folder"), &out, false, &mut |_| Ok(())).unwrap();
    let (_, members) = generate(&plan("per-room,inner-folder"));
    for (name, bytes) in &members {
        assert!(&fs::read(out.join(name)).unwrap() == bytes, "{name}");
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
    let again = write(&plan(""), &out, true, &mut |_| Ok(()));
    assert!(
        matches!(again, Err(Error::Output(_))),
        "a folder is never replaced"
    );
    let zip_word = write(
        &plan("zip64"),
        &folder.path().join("other"),
        false,
        &mut |_| Ok(()),
    );
    assert!(matches!(
        zip_word,
        Err(Error::Impossible(super::Impossible::ZipOnly { .. }))
    ));
}

#[test]
fn existing_files_are_replaced_only_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pool.zip");
    fs::write(&out, "mine").unwrap();
    let refused = write(&plan(""), &out, false, &mut |_| Ok(()));
    assert!(matches!(refused, Err(Error::Output(_))));
    assert_eq!(fs::read(&out).unwrap(), b"mine");
    write(&plan(""), &out, true, &mut |_| Ok(())).unwrap();
    assert!(members(&out).contains_key("ChatRooms.xml"));
}

#[test]
fn progress_ends_with_all_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut last = 0;
    let summary = write(
        &plan(""),
        &folder.path().join("p.zip"),
        false,
        &mut |bytes| {
            assert!(bytes >= last);
            last = bytes;
            Ok(())
        },
    );
    assert_eq!(summary.unwrap().bytes, last);
}
