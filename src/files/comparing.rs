//! Holds links against a store.

use std::collections::BTreeSet;

use super::matching::{Index, Match};
use super::uploads::{
    Author, Count, FolderRoom, Reference, RoomUploads, State, Store, Totals, Uploads, Use,
};
use crate::directory::{Directory, FileLink, Flattener, Map, PrincipalRef, natural_order};
use crate::reading::{FileUse, RoomFiles, UsedFiles};
use crate::surroundings::store::StoredFile;

impl Uploads {
    /// Holds the links of a pool against what lies in its store. What stands between the names of a flattened category is
    /// given.
    pub fn new(
        directory: &Directory,
        used: &UsedFiles,
        store: Option<Vec<StoredFile>>,
        separator: &str,
    ) -> Self {
        let guids = directory.rooms.iter().map(|room| room.guid.as_deref());
        let index = store.map(|files| Index::new(files, guids));
        let tree = directory.tree();
        let flattener = Flattener::new(&tree, separator);
        let mut rooms = Vec::new();
        for (id, files) in &used.rooms {
            let room = directory.room(id);
            let at = directory.room_position(id);
            rooms.push(RoomUploads {
                id: id.to_string(),
                name: room.map_or_else(String::new, |room| flattener.room(room).text),
                guid: room.and_then(|room| room.guid.as_deref().map(str::to_owned)),
                references: references(directory, files, index.as_ref(), at),
                totals: Totals::default(),
            });
        }
        let mut store = index.map(Index::into_store);
        if let Some(store) = &mut store {
            store.note_uses(&rooms);
            store.name_rooms(directory, &flattener);
        }
        let unreferred = store.as_ref().map(Store::unreferred_by_room);
        for room in &mut rooms {
            let messages = used.rooms.get(&*room.id).map_or(0, |it| it.messages);
            room.totals = Totals::new(room.references.iter(), store.as_ref(), messages);
            let at = directory.room_position(&room.id);
            let own = unreferred.as_ref().zip(at).and_then(|(of, at)| of.get(&at));
            room.totals.unreferred = own.copied().unwrap_or_default();
        }
        // The gravest link of a room is its first.
        let gravest = |room: &RoomUploads| room.references.first().and_then(|it| it.state);
        rooms.sort_by(|a, b| {
            let by_state = gravest(a).cmp(&gravest(b));
            by_state.then_with(|| natural_order(&a.id, &b.id))
        });
        let all = rooms.iter().flat_map(|room| &room.references);
        let messages = rooms.iter().map(|room| room.totals.messages).sum();
        let mut totals = Totals::new(all, store.as_ref(), messages);
        if let Some(store) = &store {
            totals.unreferred = Count::of(store.unreferred());
        }
        Uploads {
            rooms,
            store,
            totals,
        }
    }
}

impl Store {
    /// Notes which files the links mean.
    fn note_uses(&mut self, rooms: &[RoomUploads]) {
        for reference in rooms.iter().flat_map(|room| &room.references) {
            let Some(at) = reference.file else {
                continue;
            };
            let is = match reference.state {
                Some(State::There) => Use::Referred,
                _ => Use::Nearly,
            };
            let kept = &mut self.files[at];
            kept.is = kept.is.max(is);
        }
    }

    /// Notes what the rooms are called whose folders the files lie in.
    fn name_rooms(&mut self, directory: &Directory, flattener: &Flattener<'_>) {
        for at in self.files.iter().filter_map(|it| it.room) {
            self.rooms.entry(at).or_insert_with(|| {
                let room = &directory.rooms[at];
                FolderRoom {
                    id: room.id.to_string(),
                    name: flattener.room(room).text,
                    guid: room.guid.as_deref().unwrap_or_default().to_owned(),
                }
            });
        }
    }

    /// The files that no message refers to, by the room whose folder they lie in.
    fn unreferred_by_room(&self) -> Map<usize, Count> {
        let mut counts: Map<usize, Count> = Map::default();
        for kept in self.unreferred() {
            if let Some(room) = kept.room {
                counts.entry(room).or_default().add(kept);
            }
        }
        counts
    }
}

/// The links of a room in the order in which they are shown.
fn references(
    directory: &Directory,
    files: &RoomFiles,
    index: Option<&Index>,
    room: Option<usize>,
) -> Vec<Reference> {
    let mut references: Vec<Reference> = files
        .links()
        .map(|used| reference(directory, used, index, room))
        .collect();
    references.sort_by(|a, b| {
        let key = |it: &Reference| (it.state, it.name.to_lowercase());
        key(a).cmp(&key(b)).then_with(|| a.link.cmp(&b.link))
    });
    references
}

fn reference(
    directory: &Directory,
    used: &FileUse,
    index: Option<&Index>,
    room: Option<usize>,
) -> Reference {
    let link = FileLink::of(&used.link);
    let found = index.map(|index| index.find(link, room));
    let Match {
        state,
        near,
        file,
        others,
    } = found.unwrap_or_default();
    let author = |id: &str| {
        let known = directory.principals.find(id);
        let known = known.and_then(|at: PrincipalRef| directory.principals.get(at));
        Author {
            id: id.to_owned(),
            name: known.map_or_else(String::new, |it| it.label().to_owned()),
            uri: known.map_or_else(String::new, |it| it.uri.clone()),
        }
    };
    Reference {
        link: used.link.to_string(),
        name: link.name.to_owned(),
        folder: link.folder.map(str::to_owned),
        messages: used.messages,
        first: used.first,
        last: used.last,
        authors: used.authors.iter().map(|id| author(id)).collect(),
        more_authors: used.more_authors,
        state,
        near,
        file,
        others,
    }
}

impl Totals {
    fn new<'a>(
        references: impl Iterator<Item = &'a Reference> + Clone,
        store: Option<&Store>,
        messages: u64,
    ) -> Self {
        let mut totals = Totals {
            links: references.clone().count() as u64,
            messages,
            first: references.clone().filter_map(|it| it.first).min(),
            last: references.clone().filter_map(|it| it.last).max(),
            ..Totals::default()
        };
        for state in State::ALL {
            let found = references.clone().filter(|it| it.state == Some(state));
            let files: BTreeSet<usize> = found.clone().filter_map(|it| it.file).collect();
            let bytes = |at: &usize| store.map_or(0, |store| store.files[*at].file.bytes);
            totals.states[state as usize] = Count {
                count: found.count() as u64,
                bytes: files.iter().map(bytes).sum(),
            };
        }
        totals
    }
}
