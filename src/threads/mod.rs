//! One pool of threads for everything. Many threads, several jobs: the items of a job are produced one after the other,
//! worked on at once, and consumed as they were produced.

mod board;
mod lane;
mod lone;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::{Scope, ThreadPoolBuilder};

use self::board::Board;
use crate::threads::lane::{Done, Task};

pub use lone::ordered;

/// More threads would only wait for each other.
const MOST: usize = 256;

/// How much a thread's calls may nest, in bytes.
const STACK: usize = 8 << 20;

/// How many threads the pool has from now on that everything of this process runs in, 256 at most; can be set once, before
/// anything ran.
///
/// # Errors
/// Where the system gives no such threads, or it is too late.
pub fn set(threads: usize) -> io::Result<()> {
    pool(threads).build_global().map_err(io::Error::other)
}

/// Does something in a pool of so many threads of its own.
///
/// # Errors
/// Where the system gives no such threads.
pub fn within<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> io::Result<T> {
    let pool = pool(threads).build().map_err(io::Error::other)?;
    Ok(pool.install(work))
}

fn pool(threads: usize) -> ThreadPoolBuilder {
    ThreadPoolBuilder::new()
        .num_threads(threads.min(MOST))
        .stack_size(STACK)
}

/// Does something with each of these, several at once, and gives what came of them in their order. With one thread they are
/// done in that order; with more the first is among those that begin at once.
pub fn each<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Send + Sync) -> Vec<U> {
    let items = items.into_par_iter().with_max_len(1);
    items.map(work).collect()
}

/// What is done with a job.
pub trait Work: Sync {
    /// A job that is not begun yet.
    type Job: Send;
    /// Where its items come from.
    type Source: Send;
    /// What is worked on.
    type Item: Send;
    /// What becomes of an item.
    type Worked: Send;
    /// Where that goes.
    type Sink: Send;
    /// What becomes of a job.
    type Outcome: Send;
    /// Why a job cannot be done.
    type Error: Send;

    /// How large a job is: the same measure as [`Work::left`].
    fn size(&self, job: &Self::Job) -> u64;

    /// Begins a job, unless there is nothing more to be done for it.
    fn open(&self, job: Self::Job) -> Result<(Self::Source, Self::Sink), Self::Outcome>;

    /// The next item; `None` after the last.
    fn produce(&self, source: &mut Self::Source) -> Result<Option<Self::Item>, Self::Error>;

    /// About how much is still to be produced.
    fn left(&self, source: &Self::Source) -> u64;

    /// Works on an item.
    fn work(&self, item: Self::Item) -> Self::Worked;

    /// Takes the results, in the order of the items.
    fn consume(&self, sink: &mut Self::Sink, worked: Self::Worked) -> Result<(), Self::Error>;

    /// Ends a job, of which all was consumed, or everything before an error.
    fn close(
        &self,
        source: Self::Source,
        sink: Self::Sink,
        end: Result<(), Self::Error>,
    ) -> Self::Outcome;
}

/// Does all jobs with the threads of this pool (see [`within`]), and gives what became of each.
///
/// Whatever there is to be done, any of the threads may do; so none is idle while another one has more than one thing
/// to do. The first error of a job ends it, and errors of earlier items win. Nothing depends on the number of threads
/// but the time it takes. A panic ends everything.
pub fn run<W: Work>(work: &W, jobs: Vec<W::Job>) -> Vec<W::Outcome> {
    let threads = rayon::current_num_threads();
    let crew = Crew {
        work,
        threads,
        board: Mutex::new(Board::new(threads, work, jobs)),
    };
    rayon::scope(|scope| crew.serve(scope));
    let board = crew.board.into_inner();
    let outcomes = board.unwrap_or_else(PoisonError::into_inner).outcomes;
    outcomes.into_values().collect()
}

/// The threads, and what they share.
struct Crew<'w, W: Work> {
    work: &'w W,
    threads: usize,
    board: Mutex<Board<W>>,
}

impl<W: Work> Crew<'_, W> {
    /// Does what is to be done until there is no more for this thread. It never waits, so that the pool can do other
    /// things meanwhile: whichever thread makes more work calls for another one.
    fn serve<'s>(&'s self, scope: &Scope<'s>) {
        let mut last = None;
        let mut board = self.lock();
        while let Some((job, task)) = board.take(last) {
            if board.serving < self.threads && board.has_more() {
                board.serving += 1;
                scope.spawn(|scope| self.serve(scope));
            }
            drop(board);
            last = Some(job);
            let done = perform(self.work, task);
            board = self.lock();
            board.put(self.work, job, done);
        }
        board.serving -= 1;
    }

    fn lock(&self) -> MutexGuard<'_, Board<W>> {
        // No thread panics while it holds the lock.
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn perform<W: Work>(work: &W, task: Task<W>) -> Done<W> {
    match task {
        Task::Open(job) => Done::Opened(work.open(job)),
        Task::Produce(mut source) => {
            let item = work.produce(&mut source);
            Done::Produced(source, item)
        }
        Task::Work(number, item) => Done::Worked(number, work.work(item)),
        Task::Consume(mut sink, worked) => {
            let consumed = work.consume(&mut sink, worked);
            Done::Consumed(sink, consumed)
        }
        Task::Close(source, sink, end) => Done::Closed(work.close(source, sink, end)),
    }
}
