//! Rows: values borrowed from the extract.

/// A value. Whatever is neither a whole number, a floating-point number nor binary is text, as SQL Server would print
/// it: `2012-05-31 08:15:00.123`, `12.5000`, `6F9619FF-8B86-D011-B42D-00C04FC964FF`. In extracts that are text themselves
/// numbers are text, too: [`Value::int`] understands both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number or a bit.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// UTF-8; half of a surrogate pair, which SQL Server can store, as the three bytes that UTF-8 would have for it.
    Text(&'a [u8]),
    /// Binary.
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    /// The number, where it is a whole one.
    pub fn int(self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(number),
            Value::Text(text) => str::from_utf8(text.trim_ascii()).ok()?.parse().ok(),
            _ => None,
        }
    }

    /// Whether it is NULL.
    pub fn is_null(self) -> bool {
        self == Value::Null
    }
}

/// A row, borrowed from a piece of the extract.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    bytes: &'a [u8],
    made: &'a [u8],
    cells: &'a [Cell],
    /// Where it begins in the piece it was read from, in bytes.
    pub at: usize,
    /// Whether its texts are known to be UTF-8, without half surrogate pairs.
    pub(crate) is_utf8: bool,
}

/// Where a value is.
#[derive(Clone, Copy, Debug)]
enum Cell {
    Null,
    Int(i64),
    Float(f64),
    /// In the piece itself.
    Text(u32, u32),
    Bytes(u32, u32),
    /// Made from what stands there.
    MadeText(u32, u32),
    MadeBytes(u32, u32),
}

/// The values of a row as they are read: made once and filled with one row after the other, so that nothing is allocated
/// for a row.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    cells: Vec<Cell>,
    made: Vec<u8>,
}

impl<'a> Row<'a> {
    /// The same, where it is known whether its texts are UTF-8.
    pub(crate) fn with_utf8(self, is_utf8: bool) -> Self {
        Row { is_utf8, ..self }
    }

    /// The piece it was read from.
    pub(crate) fn piece(&self) -> &'a [u8] {
        self.bytes
    }

    /// How many values it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The value at this place; NULL beyond the end.
    #[inline(always)]
    pub fn get(&self, at: usize) -> Value<'a> {
        match self.cells.get(at) {
            None | Some(Cell::Null) => Value::Null,
            Some(Cell::Int(number)) => Value::Int(*number),
            Some(Cell::Float(number)) => Value::Float(*number),
            Some(Cell::Text(from, to)) => Value::Text(&self.bytes[*from as usize..*to as usize]),
            Some(Cell::Bytes(from, to)) => Value::Bytes(&self.bytes[*from as usize..*to as usize]),
            Some(Cell::MadeText(from, to)) => Value::Text(&self.made[*from as usize..*to as usize]),
            Some(Cell::MadeBytes(from, to)) => {
                Value::Bytes(&self.made[*from as usize..*to as usize])
            }
        }
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = Value<'a>> + '_ {
        (0..self.len()).map(|at| self.get(at))
    }
}

impl Cells {
    /// Begins a row.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.made.clear();
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// NULL.
    pub fn null(&mut self) {
        self.cells.push(Cell::Null);
    }

    /// A whole number.
    pub fn int(&mut self, number: i64) {
        self.cells.push(Cell::Int(number));
    }

    /// A floating-point number.
    pub fn float(&mut self, number: f64) {
        self.cells.push(Cell::Float(number));
    }

    /// Text that stands in the piece as it is. Pieces are smaller than 4 GB.
    #[inline]
    pub fn text(&mut self, from: usize, to: usize) {
        self.cells.push(Cell::Text(from as u32, to as u32));
    }

    /// Binary that stands in the piece as it is.
    pub fn bytes(&mut self, from: usize, to: usize) {
        self.cells.push(Cell::Bytes(from as u32, to as u32));
    }

    /// Text that is made from what stands there: whatever `make` appends.
    pub fn make_text<T>(&mut self, make: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        let from = self.made.len();
        let result = make(&mut self.made);
        let to = self.made.len();
        self.cells.push(Cell::MadeText(from as u32, to as u32));
        result
    }

    /// The same where it may turn out to be impossible: then there is no value yet.
    pub fn try_text(&mut self, make: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> bool {
        let from = self.made.len();
        let made = make(&mut self.made).is_some();
        if made {
            let to = self.made.len();
            self.cells.push(Cell::MadeText(from as u32, to as u32));
        } else {
            self.made.truncate(from);
        }
        made
    }

    /// The same for binary.
    pub fn make_bytes<T>(&mut self, make: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        let from = self.made.len();
        let result = make(&mut self.made);
        let to = self.made.len();
        self.cells.push(Cell::MadeBytes(from as u32, to as u32));
        result
    }

    /// The row, read from these bytes; it begins at `at`.
    pub fn row<'a>(&'a self, bytes: &'a [u8], at: usize) -> Row<'a> {
        Row {
            bytes,
            made: &self.made,
            cells: &self.cells,
            at,
            is_utf8: false,
        }
    }
}
