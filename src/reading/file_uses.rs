//! Which uploaded files the messages refer to: how often, when, and who.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::by_room::ByRoom;
use super::file_links::{each_link, may_hold_links};
use super::{Message, Survey};
use crate::directory::Id;
use crate::time::Ticks;

/// How many authors of one link are kept.
const AUTHORS_KEPT: usize = 8;

/// How many bytes of one link are kept: far more than any path, so that a file costs no more than that.
const LINK_KEPT: usize = 4_096;

/// Collects the links to uploaded files, room by room.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileUses;

/// The links of all rooms.
#[derive(Debug, Default)]
pub struct UsedFiles {
    /// By the room's id, whether or not the directory knows such a room; rooms without links are left out.
    pub rooms: BTreeMap<Id, RoomFiles>,
}

/// The links of one room.
#[derive(Debug, Default)]
pub struct RoomFiles {
    /// How many messages hold links.
    pub messages: u64,
    /// Each different link, by a hash of 64 bits of it: those of [`crate::directory::RoomHistory::files`].
    links: BTreeMap<u64, FileUse>,
}

/// The messages of a room that hold one link.
#[derive(Clone, Debug, Default)]
pub struct FileUse {
    /// The link; of one that is longer than any path only its beginning.
    pub link: Box<str>,
    /// How many messages hold it.
    pub messages: u64,
    /// The earliest plausible time of these.
    pub first: Option<Ticks>,
    /// The latest plausible time of these.
    pub last: Option<Ticks>,
    /// The ids of those who wrote them, in the order of the messages; the first of them.
    pub authors: Vec<Id>,
    /// Whether there are more than that.
    pub more_authors: bool,
}

/// What is known of a run of messages.
#[derive(Debug, Default)]
pub struct FileUsesRun {
    rooms: ByRoom<RoomFiles>,
    /// Where text is decoded that does not stand for itself.
    text: Vec<u8>,
    /// The links of one message.
    links: Vec<(u64, Box<str>)>,
}

impl Survey for FileUses {
    type Run = FileUsesRun;
    type Total = UsedFiles;

    fn begin(&self) -> FileUsesRun {
        FileUsesRun::default()
    }

    fn message(&self, run: &mut FileUsesRun, message: &Message<'_>) {
        let Some(content) = message.content else {
            return;
        };
        if !may_hold_links(content) && !content.look().hidden {
            return;
        }
        let links = &mut run.links;
        links.clear();
        each_link(content, &mut run.text, |link| {
            let kept = link.floor_char_boundary(LINK_KEPT);
            links.push((xxh3_64(link.as_bytes()), link[..kept].into()));
        });
        // A message counts once for each of its links.
        links.sort_unstable_by_key(|(hash, _)| *hash);
        links.dedup_by_key(|(hash, _)| *hash);
        if links.is_empty() {
            return;
        }
        let time = message.time().filter(|time| time.is_plausible());
        let author = message.known_author().map(|author| author.decode());
        let author = author.as_deref().map(str::trim);
        let room = run.rooms.of(message);
        room.messages += 1;
        for (hash, link) in links.drain(..) {
            let new = FileUse {
                link,
                messages: 1,
                first: time,
                last: time,
                authors: author.map(Into::into).into_iter().collect(),
                more_authors: false,
            };
            room.add(hash, new);
        }
    }

    fn finish(&self, total: &mut UsedFiles, room: Option<&str>, run: FileUsesRun) {
        run.rooms
            .each(room, |id, files| total.add(id.into(), files));
    }

    fn merge(&self, total: &mut UsedFiles, later: UsedFiles) {
        for (id, files) in later.rooms {
            total.add(id, files);
        }
    }
}

impl UsedFiles {
    fn add(&mut self, room: Id, later: RoomFiles) {
        let known = self.rooms.entry(room).or_default();
        known.messages += later.messages;
        for (hash, link) in later.links {
            known.add(hash, link);
        }
    }
}

impl RoomFiles {
    /// Each different link once, in no useful order.
    pub fn links(&self) -> impl Iterator<Item = &FileUse> {
        self.links.values()
    }

    fn add(&mut self, hash: u64, later: FileUse) {
        match self.links.get_mut(&hash) {
            Some(known) => known.merge(later),
            None => {
                self.links.insert(hash, later);
            }
        }
    }
}

impl FileUse {
    /// Adds what was learned of later messages. The first authors of both are those of all: so they are the same in
    /// whatever pieces the messages were read and joined.
    fn merge(&mut self, later: FileUse) {
        self.messages += later.messages;
        self.first = self.first.into_iter().chain(later.first).min();
        self.last = self.last.into_iter().chain(later.last).max();
        self.more_authors |= later.more_authors;
        for author in later.authors {
            if self.authors.contains(&author) {
                continue;
            }
            if self.authors.len() == AUTHORS_KEPT {
                self.more_authors = true;
                break;
            }
            self.authors.push(author);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;

    fn text(text: &str) -> Option<Text<'_>> {
        Some(Text {
            raw: text.as_bytes(),
            ..Text::default()
        })
    }

    fn message<'a>(author: &'a str, date: &'a str, content: &'a str) -> Message<'a> {
        Message {
            author: text(author),
            date: text(date),
            content: text(content),
            ..Message::default()
        }
    }

    /// What is learned of the messages in runs of so many.
    fn learned(messages: &[Message<'_>], at_once: usize) -> String {
        let mut total = UsedFiles::default();
        for messages in messages.chunks(at_once) {
            let mut run = FileUses.begin();
            for message in messages {
                FileUses.message(&mut run, message);
            }
            let mut later = UsedFiles::default();
            FileUses.finish(&mut later, Some("10"), run);
            FileUses.merge(&mut total, later);
        }
        format!("{:?}", total.rooms)
    }

    #[test]
    fn a_link_is_counted_once_for_each_message_that_holds_it() {
        let messages = [
            message(
                "5",
                "2010-01-02",
                "ma-filelink:a.txt, again ma-filelink:a.txt",
            ),
            message("6", "2009-01-02", "ma-filelink:a.txt and ma-filelink:b.txt"),
            message("5", "2012-01-02", "nothing here"),
            message("5", "1900-01-02", "ma-filelink:a.txt"),
        ];
        let mut run = FileUses.begin();
        for message in &messages {
            FileUses.message(&mut run, message);
        }
        let mut total = UsedFiles::default();
        FileUses.finish(&mut total, Some("10"), run);
        let room = &total.rooms["10"];
        assert_eq!(room.messages, 3);
        let mut links: Vec<_> = room.links().collect();
        links.sort_by(|a, b| a.link.cmp(&b.link));
        let [a, b] = links[..] else {
            panic!("two links")
        };
        assert_eq!(
            (&*a.link, a.messages, b.messages),
            ("ma-filelink:a.txt", 3, 1)
        );
        let shown = |time: Option<Ticks>| time.map(|it| it.to_string()).unwrap_or_default();
        assert_eq!(shown(a.first), "2009-01-02T00:00:00Z");
        assert_eq!(shown(a.last), "2010-01-02T00:00:00Z");
        assert_eq!(a.authors, [Id::from("5"), Id::from("6")]);
    }

    #[test]
    fn authors_are_the_first_ones_however_the_messages_were_cut() {
        let names: Vec<String> = (0..30).map(|at| (at * 7 % 11).to_string()).collect();
        let messages: Vec<_> = names
            .iter()
            .map(|name| message(name, "2010-01-02", "ma-filelink:a.txt"))
            .collect();
        let whole = learned(&messages, 30);
        assert!(whole.contains("more_authors: true"), "{whole}");
        for at_once in 1..30 {
            assert_eq!(learned(&messages, at_once), whole, "{at_once}");
        }
        assert!(learned(&messages[..8], 3).contains("more_authors: false"));
    }

    #[test]
    fn of_a_link_without_end_the_beginning_is_kept() {
        let long = format!("ma-filelink://x/{}", "ä".repeat(100_000));
        let shown = learned(&[message("5", "", &long)], 1);
        assert!(shown.len() < 3 * LINK_KEPT && shown.contains("messages: 1"));
    }
}
