//! Many threads, several jobs: the items of a job are produced one after the other, worked on at once, and consumed as
//! they were produced.

mod board;
mod lane;
mod lone;
#[cfg(test)]
mod tests;
pub(crate) mod workers;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use self::board::Board;
use crate::threads::lane::{Done, Task};

pub use lone::ordered;

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

/// Does all jobs with so many threads, the caller's among them, and gives what became of each.
///
/// Whatever there is to be done, any of the threads may do; so none is idle while another one has more than one thing
/// to do. The first error of a job ends it, and errors of earlier items win. Nothing depends on the number of threads
/// but the time it takes. A panic ends everything.
pub fn run<W: Work>(threads: usize, work: &W, jobs: Vec<W::Job>) -> Vec<W::Outcome> {
    let threads = threads.max(1);
    let crew = Crew {
        work,
        board: Mutex::new(Board::new(threads, work, jobs)),
        news: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Fewer will do.
            if (thread::Builder::new().spawn_scoped(scope, || crew.serve())).is_err() {
                break;
            }
        }
        crew.serve();
    });
    let mut board = crew
        .board
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    if let Some(panic) = board.panic.take() {
        resume_unwind(panic);
    }
    board.outcomes.into_values().collect()
}

/// The threads, and what they share.
struct Crew<'w, W: Work> {
    work: &'w W,
    board: Mutex<Board<W>>,
    /// There may be something to do for those that wait.
    news: Condvar,
}

impl<W: Work> Crew<'_, W> {
    /// Does what is to be done until there is no more.
    fn serve(&self) {
        let mut last = None;
        let mut board = self.lock();
        while board.panic.is_none() {
            let Some((job, task)) = board.take(last) else {
                if board.is_done() {
                    break;
                }
                board.idle += 1;
                board = self
                    .news
                    .wait(board)
                    .unwrap_or_else(PoisonError::into_inner);
                board.idle -= 1;
                continue;
            };
            // Each thread that wakes up wakes the next one.
            if board.idle > 0 && board.has_more() {
                self.news.notify_one();
            }
            drop(board);
            last = Some(job);
            let done = catch_unwind(AssertUnwindSafe(|| perform(self.work, task)));
            board = self.lock();
            match done {
                Ok(done) => board.put(self.work, job, done),
                Err(panic) => board.panic = Some(panic),
            }
        }
        self.news.notify_all();
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
