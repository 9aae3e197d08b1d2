//! What holds for any data file: a function that panics where it does not. The tests run it, and a fuzz target does.

use crate::sqlserver::database::storage::{Bytes, Map, Storage, StoredRun};
use crate::sqlserver::database::{PAGE, PageAddress, Runs};

/// A data file of 64 pages, which have nothing but their addresses at first. Then follow pieces, each with its page, its
/// place on it and its length before it; they are written over what is there.
///
/// # Panics
/// As [`holds`].
pub fn catalogue(data: &[u8]) {
    let mut pages = vec![[0; PAGE]; 64];
    for (number, page) in pages.iter_mut().enumerate() {
        (page[0], page[32], page[36]) = (1, number as u8, 1);
    }
    let mut rest = data;
    while let Some(([page, low, high, length], behind)) = rest.split_first_chunk() {
        let (piece, behind) = behind.split_at(usize::from(*length).min(behind.len()));
        let page = &mut pages[usize::from(*page) % 64];
        let place = usize::from(u16::from_le_bytes([*low, *high])) % PAGE;
        let places = page[place..].iter_mut();
        places.zip(piece).for_each(|(place, byte)| *place = *byte);
        rest = behind;
    }
    holds(&of_one_file(Box::new(Memory(pages))));
}

/// Reads a catalogue and looks for the pages of all tables.
///
/// # Panics
/// Where the pages of a table are not the same by key as by address, or one comes twice; where a table without a problem
/// has pages and not all of its columns.
pub(super) fn holds(storage: &Storage) {
    let Ok(found) = super::read(storage) else {
        return;
    };
    for table in &found.tables {
        let is_readable = table.problem.is_none() && !table.rowsets.is_empty();
        assert!(!is_readable || table.columns.len() == table.table.columns.len());
        let of = |ordered| Runs::new(storage, table, ordered).flat_map(|run| run.pages);
        let by_address: Vec<_> = of(false).collect();
        let mut by_key: Vec<_> = of(true).collect();
        by_key.sort_unstable();
        let mut sorted = by_address.clone();
        sorted.sort_unstable();
        assert_eq!(by_key, sorted);
        if table.rowsets.len() == 1 {
            assert!(by_address.is_sorted_by(|a, b| a < b));
        }
    }
}

/// A data file in memory.
pub(super) struct Memory(pub Vec<[u8; PAGE]>);

impl Bytes for Memory {
    fn length(&self) -> u64 {
        (self.0.len() * PAGE) as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> std::io::Result<()> {
        let place = at as usize..at as usize + buffer.len();
        let bytes = self.0.as_flattened().get(place);
        buffer.copy_from_slice(bytes.ok_or(std::io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// A database of one file.
pub(super) fn of_one_file(bytes: Box<dyn Bytes>) -> Storage {
    let mut map = Map::default();
    map.add(StoredRun {
        first: PageAddress::new(1, 0),
        count: (bytes.length() / PAGE as u64) as u32,
        source: 0,
        at: 0,
    });
    Storage::new(vec![bytes], map)
}
