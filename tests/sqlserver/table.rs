//! A table: what it is, and its pages.

use super::index::Index;
use super::lob::Lobs;
use super::page::{Address, Page, kind};
use super::shape::{Cell, Shape, Status};
use super::space::{Space, Store, Unit};
use super::value::{Column, Value};

pub type Row = Vec<Value>;

/// The longest record that a page may hold.
const LONGEST: usize = 8060;

/// A table to be written.
pub struct Table {
    pub schema: String,
    pub name: String,
    pub columns: Vec<Column>,
    /// The columns of the clustered index; none for a heap.
    pub key: Vec<usize>,
    pub unique: bool,
    pub rows: Box<dyn Iterator<Item = Row>>,
    /// Which data files its pages are in, in turn.
    pub files: Vec<u16>,
    /// A table of the catalogue: its columns are stored as they are listed.
    pub listed: bool,
    pub oddities: Oddities,
}

/// What real tables have and nobody expects.
#[derive(Clone, Copy, Debug, Default)]
pub struct Oddities {
    /// Every so many rows of a heap, one has moved elsewhere.
    pub forwarded: usize,
    /// Every so many rows, one that was deleted is still there.
    pub ghosts: usize,
    /// Old images of its pages lie where nothing is allocated.
    pub stale: bool,
    /// The catalogue says that its pages are compressed.
    pub compressed: bool,
    /// Its pages begin here.
    pub from_page: u32,
}

/// What the catalogue says about a written table.
pub struct Written {
    pub rows: u64,
    pub data: Unit,
    pub first: Address,
    pub root: Address,
    /// The values outside of rows, where it may have some.
    pub lobs: Option<(Unit, Address)>,
}

impl Table {
    /// A heap without rows. Columns as in `nodeID int not null`.
    pub fn new(name: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|it| Column::parse(it)).collect();
        Table::of(name, columns)
    }

    pub fn of(name: &str, columns: Vec<Column>) -> Self {
        let (schema, name) = name.split_once('.').unwrap_or(("dbo", name));
        Table {
            schema: schema.to_owned(),
            name: name.to_owned(),
            columns,
            key: Vec::new(),
            unique: true,
            rows: Box::new(std::iter::empty()),
            files: vec![1],
            listed: false,
            oddities: Oddities::default(),
        }
    }

    /// With a clustered index on these columns, none of which may be variable.
    pub fn key(mut self, columns: &[&str]) -> Self {
        let position = |name: &&str| self.columns.iter().position(|it| it.name == **name);
        let found: Option<Vec<usize>> = columns.iter().map(position).collect();
        self.key = found.expect("columns of the table");
        self
    }

    pub fn not_unique(mut self) -> Self {
        self.unique = false;
        self
    }

    /// With these rows, in the order of the key where there is one. Rows have a value for each column that is not dropped.
    pub fn rows(mut self, mut rows: Vec<Row>) -> Self {
        // Rows have no values of columns that were dropped.
        let before = |at: &usize| self.columns[..*at].iter().filter(|it| it.dropped).count();
        let key: Vec<usize> = self.key.iter().map(|at| at - before(at)).collect();
        let number = |row: &Row, at: usize| match &row[at] {
            Value::Int(number) => *number,
            _ => i64::MIN,
        };
        rows.sort_by_key(|row| key.iter().map(|at| number(row, *at)).collect::<Vec<_>>());
        self.rows = Box::new(rows.into_iter());
        self
    }

    /// With rows that are not kept in memory; they must be in the order of the key.
    pub fn stream(mut self, rows: impl Iterator<Item = Row> + 'static) -> Self {
        self.rows = Box::new(rows);
        self
    }

    pub fn in_files(mut self, files: &[u16]) -> Self {
        self.files = files.to_vec();
        self
    }

    pub fn odd(mut self, oddities: Oddities) -> Self {
        self.oddities = oddities;
        self
    }

    pub fn shape(&self) -> Shape {
        match self.listed {
            true => Shape::listed(self.columns.clone(), &self.key),
            false => Shape::new(self.columns.clone(), &self.key, self.unique),
        }
    }
}

/// Writes pages with records, one after the other.
struct Leaves<'a, S> {
    space: &'a mut Space<S>,
    unit: Unit,
    page: Option<Page>,
    /// Where rows have moved to.
    moved: Option<Page>,
    first: Option<Page>,
    index: Option<Index>,
    type_flags: u8,
    fixed_length: u16,
}

impl<S: Store> Leaves<'_, S> {
    /// Makes room for a record, and gives where it will lie.
    fn place(&mut self, length: usize, key: &[u8], same: u32) -> (Address, u16) {
        if let Some(page) = &self.page
            && page.fits(length)
        {
            return (page.at, page.slots() as u16);
        }
        let at = self.space.page(&mut self.unit);
        let mut page = Page::new(kind::DATA, at, self.unit.id)
            .type_flags(self.type_flags)
            .fixed_length(self.fixed_length);
        if let Some(index) = &mut self.index {
            index.add(key, same, at);
            if let Some(before) = &mut self.page {
                before.set_next(at);
                page.set_previous(before.at);
            }
        }
        if let Some(full) = self.page.replace(page) {
            self.first.get_or_insert_with(|| full.clone());
            self.space.write(full);
        }
        (at, 0)
    }

    fn add(&mut self, record: &[u8], key: &[u8], same: u32) {
        self.place(record.len(), key, same);
        self.page.as_mut().expect("room").add(record);
    }

    /// Adds a stub, and on another page the row that was there once.
    fn add_moved(&mut self, shape: &Shape, cells: &[Cell]) {
        const STUB: usize = 9;
        let (at, slot) = self.place(STUB, &[], 0);
        let record = shape.record(cells, Status::Forwarded(at, slot));
        if self
            .moved
            .as_ref()
            .is_none_or(|page| !page.fits(record.len()))
        {
            let place = self.space.page(&mut self.unit);
            let page = Page::new(kind::DATA, place, self.unit.id)
                .type_flags(self.type_flags)
                .fixed_length(self.fixed_length);
            if let Some(full) = self.moved.replace(page) {
                self.space.write(full);
            }
        }
        let moved = self.moved.as_mut().expect("room");
        let to = moved.at.row(moved.add(&record));
        self.add(&[&[2 << 1][..], &to].concat(), &[], 0);
    }
}

/// Writes a table.
pub fn write<S: Store>(table: Table, ids: (u64, u64), space: &mut Space<S>) -> Written {
    let shape = table.shape();
    let odd = table.oddities;
    if odd.from_page > 0 {
        for file in &table.files {
            space.file(*file).skip_to(odd.from_page);
        }
    }
    let mut lobs = Lobs::new(Unit::new(ids.1, &table.files));
    let mut leaves = Leaves {
        unit: Unit::new(ids.0, &table.files),
        page: None,
        moved: None,
        first: None,
        index: (!table.key.is_empty()).then(|| Index::new(shape.has_hidden())),
        type_flags: if odd.compressed { 0x84 } else { 4 },
        fixed_length: shape.fixed_end(),
        space,
    };
    let (mut count, mut same) = (0, 0);
    let mut last_key = None;
    let filler = |column: &Column| match column.kind.is_variable() {
        true => Value::Bytes(b"gone".to_vec()),
        false => Value::Int(0x2A),
    };
    for given in table.rows {
        let mut given = given.into_iter();
        // What a dropped column held is still there.
        let row: Row = (table.columns.iter())
            .map(|column| match column.dropped {
                true => filler(column),
                false => given.next().expect("a value for each column"),
            })
            .collect();
        let key: Vec<u8> = (table.key.iter())
            .flat_map(|at| table.columns[*at].kind.bytes(&row[*at]))
            .collect();
        same = if last_key.as_ref() == Some(&key) {
            same + 1
        } else {
            0
        };
        assert!(same == 0 || !table.unique || key.is_empty(), "a key twice");
        let shape = shape.before(count as usize);
        let mut cells = shape.cells(&row, same);
        push_out(&shape, &mut cells, &mut lobs, leaves.space);
        if odd.ghosts > 0 && (count as usize).is_multiple_of(odd.ghosts) {
            leaves.add(&shape.record(&cells, Status::Ghost), &key, same);
            if let Some(page) = &mut leaves.page {
                page.count_ghost();
            }
        }
        count += 1;
        if odd.forwarded > 0 && (count as usize).is_multiple_of(odd.forwarded) {
            assert!(table.key.is_empty(), "rows of a heap move");
            leaves.add_moved(&shape, &cells);
        } else {
            leaves.add(&shape.record(&cells, Status::Row), &key, same);
        }
        last_key = Some(key);
    }
    let Leaves {
        mut unit,
        page,
        moved,
        first,
        index,
        space,
        ..
    } = leaves;
    let first = first.or_else(|| page.clone());
    let first_page = first.as_ref().map(|page| page.at).unwrap_or_default();
    let last = page.as_ref().map(|page| page.at).unwrap_or_default();
    for page in page.into_iter().chain(moved) {
        space.write(page);
    }
    let root = index.map_or(last, |index| index.finish(&mut unit, space));
    if let (true, Some(first)) = (odd.stale, first) {
        write_stale(&first, &mut unit, space);
    }
    space.close(&mut unit);
    let has_lobs = table.columns.iter().any(|column| column.kind.is_max());
    let first_lob = lobs.finish(space);
    Written {
        rows: count,
        data: unit,
        first: first_page,
        root,
        lobs: has_lobs.then_some((lobs.unit, first_lob)),
    }
}

/// Writes the longest values elsewhere until the rest fits.
fn push_out<S: Store>(shape: &Shape, cells: &mut [Cell], lobs: &mut Lobs, space: &mut Space<S>) {
    loop {
        let length = shape.record(cells, Status::Row).len();
        let max = shape.stored.iter().zip(cells.iter_mut());
        let candidates = max.filter(|(stored, _)| shape.kind(stored).is_max());
        let longest = candidates
            .filter_map(|(_, cell)| match cell {
                Cell::Bytes(value) => Some((value.len(), cell)),
                _ => None,
            })
            .max_by_key(|(length, _)| *length);
        match longest {
            Some((long, cell)) if long > 8000 || length > LONGEST => {
                if let Cell::Bytes(value) = cell {
                    *cell = Cell::Pointer(lobs.write(value, space));
                }
            }
            _ => return,
        }
    }
}

/// Leaves images of a page where its table has extents but no pages, and where nobody has anything.
fn write_stale<S: Store>(first: &Page, unit: &mut Unit, space: &mut Space<S>) {
    let free = space.free_extent(unit.files[0]);
    for at in space.unused_pages(unit).into_iter().chain([free]) {
        space.write(first.moved_to(at));
    }
}
