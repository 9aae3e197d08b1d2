//! What an analysis wants to know of the messages.

use xxhash_rust::xxh3::xxh3_64;

use super::by_room::ByRoom;
use super::file_links::{each_link, may_hold_links};
use super::run_ids::RunIds;
use super::{Message, Survey, Text};
use crate::directory::{Days, History, Id, Note, NoteKind, RoomHistory};
use crate::time::{Ticks, digits};

/// Counts messages, room by room.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// Messages before this time are counted apart.
    pub since: Option<Ticks>,
    /// Count those messages in [`RoomHistory::before_cutoff`] and nowhere else: as if they were left out.
    pub kept_only: bool,
    /// Keep the links to uploaded files, not only their number.
    pub keep_file_links: bool,
    /// Count them day by day, too: [`History::days`].
    pub by_day: bool,
}

/// What is known of a run of messages.
#[derive(Debug, Default)]
pub struct StatisticsRun {
    /// Authors of the run, numbered for it alone.
    authors: RunIds,
    rooms: ByRoom<RoomHistory>,
    days: Days,
    /// Where text is decoded that does not stand for itself.
    text: Vec<u8>,
}

impl Survey for Statistics {
    type Run = StatisticsRun;
    type Total = History;

    fn begin(&self) -> StatisticsRun {
        StatisticsRun::default()
    }

    fn message(&self, run: &mut StatisticsRun, message: &Message<'_>) {
        let room = run.rooms.of(message);
        // An author of none but messages that are left out is known all the same: there may be a decision about this
        // one.
        let author = message
            .known_author()
            .map(|author| run.authors.number(author));
        if self.kept_only && self.since.is_some_and(|since| message.is_before(since)) {
            room.before_cutoff += 1;
            return;
        }
        let (time, bytes) = self.count(room, message, author, &mut run.text);
        if self.by_day
            && let Some(time) = time
        {
            run.days.count(time, bytes);
        }
    }

    fn finish(&self, total: &mut History, room: Option<&str>, run: StatisticsRun) {
        let mut numbers: Vec<u32> = Vec::with_capacity(run.authors.len());
        numbers.extend(
            run.authors
                .iter()
                .map(|author| total.authors.number(author)),
        );
        total.days.merge(run.days);
        run.rooms
            .each(room, |id, history| add(total, id, history, &numbers));
    }

    fn merge(&self, total: &mut History, later: History) {
        if total.rooms.is_empty() && total.authors.is_empty() {
            *total = later;
            return;
        }
        total.days.merge(later.days);
        let numbers: Vec<u32> = later
            .authors
            .iter()
            .map(|author| total.authors.number(author))
            .collect();
        for (id, history) in later.rooms {
            add(total, &id, history, &numbers);
        }
    }
}

/// Adds what was learned of one room; `numbers` translates its authors' numbers.
fn add(total: &mut History, id: &str, mut history: RoomHistory, numbers: &[u32]) {
    let authors = std::mem::take(&mut history.authors);
    // A map again: its order plays no part.
    history.authors = authors
        .into_iter()
        .map(|(author, count)| (numbers[author as usize], count))
        .collect();
    match total.rooms.get_mut(id) {
        Some(known) => known.merge(history),
        None => {
            total.rooms.insert(id.into(), history);
        }
    }
}

impl Statistics {
    /// Counts a message; gives its plausible time, and how many bytes of text it has.
    fn count(
        &self,
        room: &mut RoomHistory,
        message: &Message<'_>,
        author: Option<u32>,
        scratch: &mut Vec<u8>,
    ) -> (Option<Ticks>, u64) {
        room.messages += 1;
        if let Some(author) = author {
            *room.authors.entry(author).or_default() += 1;
        }
        room.alerts += u64::from(message.is_alert());
        let time = self.count_time(room, message);
        count_id(room, message);
        let (mut invalid, mut bytes) = (false, 0);
        if let Some(content) = message.content {
            let look = content.look();
            bytes = look.decoded_len as u64;
            room.bytes += bytes;
            // A letter of the marker could be written as a reference; then only the decoded text shows it.
            if look.hidden || may_hold_links(content) {
                each_link(content, scratch, |link| {
                    room.files.insert(xxh3_64(link.as_bytes()));
                    if self.keep_file_links {
                        room.file_links.insert(link.to_owned());
                    }
                });
            }
            invalid |= look.forbidden && note_invalid(room, message, "content", content);
        }
        if let Some(rtf) = message.rtf {
            invalid |= rtf.has_forbidden() && note_invalid(room, message, "rtf", rtf);
        }
        room.invalid_texts += u64::from(invalid);
        (time, bytes)
    }

    fn count_time(&self, room: &mut RoomHistory, message: &Message<'_>) -> Option<Ticks> {
        let Some(time) = message.time() else {
            let text = message.date.map(|date| date.decode()).unwrap_or_default();
            room.odd_times += 1;
            let shown = text.chars().take(64).collect();
            room.keep(Note {
                message: id_of(message),
                kind: NoteKind::UnknownTime(shown),
            });
            return None;
        };
        if !time.is_plausible() {
            room.odd_times += 1;
            room.keep(Note {
                message: id_of(message),
                kind: NoteKind::ImplausibleTime(time),
            });
            return None;
        }
        room.first = Some(room.first.map_or(time, |first| first.min(time)));
        room.last = Some(room.last.map_or(time, |last| last.max(time)));
        room.before_cutoff += u64::from(self.since.is_some_and(|since| time < since));
        Some(time)
    }
}

fn count_id(room: &mut RoomHistory, message: &Message<'_>) {
    if let Some(id) = message.id.and_then(whole_number)
        && !room.ids.insert(id)
    {
        room.repeated_ids += 1;
        // The number, not its spelling: that is what is known where two runs are joined.
        room.keep(Note {
            message: id.to_string().into(),
            kind: NoteKind::RepeatedId,
        });
    }
}

fn whole_number(text: Text<'_>) -> Option<i64> {
    let text = text.raw.trim_ascii();
    match digits(text) {
        Some(number) => number.try_into().ok(),
        None => str::from_utf8(text).ok()?.parse().ok(),
    }
}

fn note_invalid(
    room: &mut RoomHistory,
    message: &Message<'_>,
    field: &'static str,
    text: Text<'_>,
) -> bool {
    let Some((character, at, count)) = text.first_forbidden() else {
        return false;
    };
    let kind = NoteKind::InvalidText {
        field,
        character,
        at,
        count,
    };
    room.keep(Note {
        message: id_of(message),
        kind,
    });
    true
}

fn id_of(message: &Message<'_>) -> Id {
    message
        .id
        .map(|id| id.decode().trim().into())
        .unwrap_or_default()
}
