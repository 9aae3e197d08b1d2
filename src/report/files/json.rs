//! `files --format json`: one object, whose shape is a promise (`docs/json.md`, `schema/files.schema.json`).

use std::io::{self, Write};

use serde::Serialize;

use super::FilesReport;
use crate::files::{
    Author, Count, Kept, Near, Reference, RoomUploads, State, Store, Totals, Unfit,
};
use crate::report::json::{LeftOut, pretty};
use crate::wording::in_english;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// Writes all of it.
pub fn write(out: &mut dyn Write, report: &FilesReport<'_>) -> io::Result<()> {
    in_english(|| {
        let uploads = report.uploads;
        let store = uploads.store.as_ref();
        let document = Document {
            schema: SCHEMA,
            input: Input {
                name: &report.input.name,
                kind: report.input.kind.word(),
            },
            store: store.map(|store| Size::from(store.total())),
            totals: Sums::new(&uploads.totals, store),
            skipped: LeftOut::from(report.skipped),
            rooms: uploads
                .rooms
                .iter()
                .map(|room| OfRoom::new(room, store))
                .collect(),
            unreferred: store.map(|store| {
                let listed = store.unreferred();
                listed.map(|kept| OfStore::new(kept, store)).collect()
            }),
            copy: report.copies.zip(store).map(|(copies, store)| {
                let copied = copies.copied().map(|it| store.files[it.file].file.bytes);
                Copy {
                    from: copies.copying.from.shown(),
                    to: copies.copying.to.shown(),
                    files: Size {
                        count: copies.copied().count() as u64,
                        bytes: copied.sum(),
                    },
                    not_copied: copies
                        .files
                        .iter()
                        .filter_map(|listed| {
                            Some(NotCopied {
                                path: &store.files[listed.file].file.path,
                                reason: listed.unfit.map(Unfit::word)?,
                            })
                        })
                        .collect(),
                }
            }),
        };
        pretty(out, &document)
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    input: Input<'a>,
    store: Option<Size>,
    totals: Sums,
    skipped: LeftOut<'a>,
    rooms: Vec<OfRoom<'a>>,
    unreferred: Option<Vec<OfStore<'a>>>,
    copy: Option<Copy<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    kind: &'a str,
}

#[derive(Serialize)]
struct Size {
    count: u64,
    bytes: u64,
}

impl From<Count> for Size {
    fn from(Count { count, bytes }: Count) -> Self {
        Size { count, bytes }
    }
}

/// The links of a room or of all; what the store has of them only where there is one.
#[derive(Serialize)]
struct Sums {
    files: u64,
    messages: u64,
    first_message: Option<String>,
    last_message: Option<String>,
    there: Option<Size>,
    other_folder: Option<Size>,
    similar: Option<Size>,
    missing: Option<u64>,
    unreferred: Option<Size>,
}

impl Sums {
    fn new(totals: &Totals, store: Option<&Store>) -> Self {
        let of = |state| store.map(|_| Size::from(totals.of(state)));
        Sums {
            files: totals.links,
            messages: totals.messages,
            first_message: totals.first.map(|it| it.to_string()),
            last_message: totals.last.map(|it| it.to_string()),
            there: of(State::There),
            other_folder: of(State::OtherFolder),
            similar: of(State::Similar),
            missing: of(State::Missing).map(|it| it.count),
            unreferred: store.map(|_| totals.unreferred.into()),
        }
    }
}

#[derive(Serialize)]
struct OfRoom<'a> {
    id: &'a str,
    name: Option<&'a str>,
    guid: Option<&'a str>,
    totals: Sums,
    files: Vec<OfLink<'a>>,
}

impl<'a> OfRoom<'a> {
    fn new(room: &'a RoomUploads, store: Option<&'a Store>) -> Self {
        let link = |reference| OfLink::new(reference, store);
        OfRoom {
            id: &room.id,
            name: Some(room.name.as_str()).filter(|name| !name.is_empty()),
            guid: room.guid.as_deref(),
            totals: Sums::new(&room.totals, store),
            files: room.references.iter().map(link).collect(),
        }
    }
}

#[derive(Serialize)]
struct OfLink<'a> {
    link: &'a str,
    name: &'a str,
    folder: Option<&'a str>,
    state: Option<&'a str>,
    near: Option<&'a str>,
    path: Option<&'a str>,
    others: usize,
    bytes: Option<u64>,
    modified: Option<String>,
    messages: u64,
    first_message: Option<String>,
    last_message: Option<String>,
    authors: Vec<OfAuthor<'a>>,
    more_authors: bool,
}

impl<'a> OfLink<'a> {
    fn new(reference: &'a Reference, store: Option<&'a Store>) -> Self {
        let found = store.zip(reference.file);
        let file = found.map(|(store, at)| &store.files[at].file);
        OfLink {
            link: &reference.link,
            name: &reference.name,
            folder: reference.folder.as_deref(),
            state: reference.state.map(State::word),
            near: reference.near.map(Near::word),
            path: file.map(|it| it.path.as_str()),
            others: reference.others,
            bytes: file.map(|it| it.bytes),
            modified: file.and_then(|it| it.modified).map(|it| it.to_string()),
            messages: reference.messages,
            first_message: reference.first.map(|it| it.to_string()),
            last_message: reference.last.map(|it| it.to_string()),
            authors: reference.authors.iter().map(OfAuthor::from).collect(),
            more_authors: reference.more_authors,
        }
    }
}

#[derive(Serialize)]
struct OfAuthor<'a> {
    id: &'a str,
    name: &'a str,
    uri: &'a str,
}

impl<'a> From<&'a Author> for OfAuthor<'a> {
    fn from(Author { id, name, uri }: &'a Author) -> Self {
        OfAuthor { id, name, uri }
    }
}

/// A file that no message refers to.
#[derive(Serialize)]
struct OfStore<'a> {
    path: &'a str,
    bytes: u64,
    modified: Option<String>,
    room: Option<&'a str>,
}

impl<'a> OfStore<'a> {
    fn new(kept: &'a Kept, store: &'a Store) -> Self {
        OfStore {
            path: &kept.file.path,
            bytes: kept.file.bytes,
            modified: kept.file.modified.map(|it| it.to_string()),
            room: store.room_of(kept).map(|room| room.id.as_str()),
        }
    }
}

#[derive(Serialize)]
struct Copy<'a> {
    from: String,
    to: String,
    files: Size,
    not_copied: Vec<NotCopied<'a>>,
}

#[derive(Serialize)]
struct NotCopied<'a> {
    path: &'a str,
    reason: &'a str,
}
