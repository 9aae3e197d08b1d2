//! Rows that are there twice: in a copy of a file beside it, in two extracts of one table, or within one file.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::extract::Extract;
use super::files::Files;
use super::pieces::SIZE;
use super::reading::{Outcome, read_wanted};
use crate::input::buffers::Buffers;
use crate::input::{Error, Progress};
use crate::sqlserver::collector::{Collector, Context};
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::{Options, Row, Table};
use crate::wording::{Sentence, wording};

/// What no two rows of a table share; shown, what tells the row from others of its table.
pub(crate) trait RowKey: Copy + fmt::Display + Send + Sync {
    /// The table it is of.
    fn table(&self) -> &str;
}

/// Tells the keys of rows of any tables, of those that have such.
pub(crate) trait ReadsKeys<K>: Default + Send {
    /// The key of a row.
    fn key(&mut self, table: &Arc<Table>, row: &Row<'_>) -> Option<K>;
}

/// The keys of many rows.
pub(crate) trait RowKeys: Clone + Default + Send + Sync {
    /// One of them.
    type Key: RowKey;
    /// What tells them.
    type Reader: ReadsKeys<Self::Key>;

    /// Adds a key.
    fn insert(&mut self, key: Self::Key);

    /// Adds those of later rows.
    fn absorb(&mut self, later: Self);

    /// Whether there is none.
    fn is_empty(&self) -> bool;

    /// How many rows were added whose key was there already.
    fn repeated(&self) -> u64;

    /// Whether a key is among them, as far as they are kept.
    fn has(&self, key: Self::Key) -> bool;

    /// The keys that both have.
    fn shared(&self, other: &Self) -> Self;

    /// For each table that has any, how many there are and the first of them.
    fn by_table(&self) -> Vec<(u64, Self::Key)>;

    /// Of how many groups of rows not all keys are kept.
    fn incomplete(&self) -> usize;
}

/// What is made of a file, with the keys of its rows.
pub(crate) trait HasKeys {
    /// Their kind.
    type Keys: RowKeys;

    /// They.
    fn keys(&mut self) -> &mut Self::Keys;
}

/// Refuses rows that were there before.
pub(crate) struct Once<K> {
    /// The rows that earlier files have.
    before: K,
    /// The rows of this file so far, where it has some twice. Then its pieces are read one after the other.
    so_far: Option<Mutex<K>>,
}

impl<K: RowKeys> Once<K> {
    /// The fault, where the row of this key was there before.
    pub fn refused(&self, of_piece: &K, key: K::Key) -> Option<Fault> {
        if self.before.has(key) {
            return Some(elsewhere(key));
        }
        let so_far = self.so_far.as_ref()?;
        let is_there = || {
            let so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
            so_far.has(key)
        };
        (of_piece.has(key) || is_there()).then(|| again(key))
    }

    /// Notes the rows of a piece, of which all were taken.
    pub fn took(&self, of_piece: K) {
        if let Some(so_far) = &self.so_far {
            let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
            so_far.absorb(of_piece);
        }
    }
}

type KeysOf<C> = <<C as Collector>::Total as HasKeys>::Keys;

/// Files, and what was read of them.
pub(crate) struct ReadOnce<C: Collector> {
    pub files: Files,
    pub outcomes: Vec<Option<Outcome<C>>>,
    /// What is to be said where not all messages could be compared.
    pub notice: Option<Sentence>,
}

/// Reads the files that `open` opens, and makes sure that no row is there twice; where bad rows are stepped over, the later
/// ones are.
///
/// # Errors
/// Where files cannot be opened, and where two have the same rows. What is wrong within one file is its outcome.
pub(crate) fn read_once<C>(
    options: Options<'_>,
    progress: &Progress,
    open: impl Fn() -> Result<Files, Error>,
    wanted: impl Fn(&Extract) -> bool,
    collector: impl Fn(Option<Once<KeysOf<C>>>) -> C,
) -> Result<ReadOnce<C>, Error>
where
    C: Collector,
    C::Total: HasKeys,
{
    let buffers = Buffers::new(SIZE);
    let files = open()?;
    let all = collector(None);
    let context = Context::new(&all, options, &buffers, progress);
    let mut outcomes = read_wanted(&files.extracts, &wanted, &context, options.threads);
    let Compared {
        twice,
        once,
        notice,
    } = compare::<C>(&files.extracts, &mut outcomes);
    if let Some(twice) = twice.first().filter(|_| !options.skip_damaged) {
        return Err(twice.error());
    }
    if once.is_empty() {
        return Ok(ReadOnce {
            files,
            outcomes,
            notice,
        });
    }
    // Once more without them: what was made of the rows cannot be taken apart.
    let files = open()?;
    let read = |(extract, once): (&Extract, Once<KeysOf<C>>)| {
        let threads = match once.so_far {
            Some(_) => 1,
            None => options.threads,
        };
        let collector = collector(Some(once));
        let context = Context::new(&collector, options, &buffers, progress);
        let extract = std::slice::from_ref(extract);
        let mut outcomes = read_wanted(extract, &wanted, &context, threads);
        outcomes.pop().flatten()
    };
    let outcomes = files.extracts.iter().zip(once).map(read).collect();
    Ok(ReadOnce {
        files,
        outcomes,
        notice,
    })
}

wording! {
    in "extract";
    /// Rows that are there twice.
    enum Repeated {
        /// Several of one table, in two files.
        InFiles { one: String, other: String, count: u64, table: String, first: String },
        /// One is in another file.
        Elsewhere { table: String, key: String },
        /// One is in the same file.
        Here { table: String, key: String },
        /// Not all rows of so many groups were compared.
        NotAllCompared { gaps: usize },
    }
}

/// The same rows in two files.
struct Twice<K> {
    first: K,
    files: [String; 2],
    count: u64,
}

impl<K: RowKey> Twice<K> {
    /// What it means that they are there.
    fn error(&self) -> Error {
        let Twice {
            first,
            files: [one, other],
            count,
        } = self;
        let what = Repeated::InFiles {
            one: one.clone(),
            other: other.clone(),
            count: *count,
            table: first.table().to_owned(),
            first: first.to_string(),
        };
        Error::new(what).in_member(other)
    }
}

/// What the files have in common.
struct Compared<K: RowKeys> {
    twice: Vec<Twice<K::Key>>,
    /// What refuses the rows, for each file; empty where no row is there twice.
    once: Vec<Once<K>>,
    notice: Option<Sentence>,
}

/// Compares what was read of the files, in their order.
fn compare<C>(extracts: &[Extract], outcomes: &mut [Option<Outcome<C>>]) -> Compared<KeysOf<C>>
where
    C: Collector,
    C::Total: HasKeys,
{
    let keys = |outcome: &'_ mut Option<Outcome<C>>| match outcome {
        Some(Ok((total, _))) => std::mem::take(total.keys()),
        _ => Default::default(),
    };
    let keys: Vec<KeysOf<C>> = outcomes.iter_mut().map(keys).collect();
    let several = keys.iter().filter(|keys| !keys.is_empty()).count() > 1;
    let (mut twice, mut once) = (Vec::new(), Vec::new());
    let mut met = KeysOf::<C>::default();
    for (at, own) in keys.iter().enumerate() {
        let before = own.shared(&met);
        for (count, first) in before.by_table() {
            let file = keys[..at].iter().position(|keys| keys.has(first));
            let name = |at: usize| extracts[at].name().to_owned();
            twice.push(Twice {
                first,
                files: [name(file.unwrap_or_default()), name(at)],
                count,
            });
        }
        once.push(Once {
            before,
            so_far: (own.repeated() > 0).then(Mutex::default),
        });
        if several {
            met.absorb(own.clone());
        }
    }
    if twice.is_empty() && once.iter().all(|once| once.so_far.is_none()) {
        once.clear();
    }
    let gaps = keys.iter().map(RowKeys::incomplete).sum::<usize>();
    let notice = (gaps > 0).then(|| Repeated::NotAllCompared { gaps }.into());
    Compared {
        twice,
        once,
        notice,
    }
}

/// Why a row is not taken that another file has.
#[cold]
pub(super) fn elsewhere(key: impl RowKey) -> Fault {
    let (table, key) = (key.table().to_owned(), key.to_string());
    Fault::new(0, Repeated::Elsewhere { table, key })
}

/// Why a row is not taken that the file has already.
#[cold]
pub(super) fn again(key: impl RowKey) -> Fault {
    let (table, key) = (key.table().to_owned(), key.to_string());
    Fault::new(0, Repeated::Here { table, key })
}
