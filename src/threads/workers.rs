//! Work done by several threads, with the results in the order of the items.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

type Work<T, U> = Arc<dyn Fn(T) -> U + Send + Sync>;

/// An item, and where its result goes.
type Request<T, U> = (T, Sender<U>);

/// Threads that wait for items. They end when this is dropped, and what they still work on is forgotten.
pub(crate) struct Workers<T, U> {
    threads: usize,
    work: Work<T, U>,
    /// Where the threads get items from, as soon as there are threads.
    jobs: Option<Sender<Request<T, U>>>,
    results: VecDeque<Receiver<U>>,
}

impl<T: Send + 'static, U: Send + 'static> Workers<T, U> {
    /// With one thread, everything is done on the caller's.
    pub fn new(threads: usize, work: impl Fn(T) -> U + Send + Sync + 'static) -> Self {
        Workers {
            threads,
            work: Arc::new(work),
            jobs: None,
            results: VecDeque::new(),
        }
    }

    /// How many items' results were not taken yet.
    pub fn on_the_way(&self) -> usize {
        self.results.len()
    }

    /// Hands over an item.
    ///
    /// # Errors
    /// Where there is no worker to take it.
    pub fn send(&mut self, item: T) -> io::Result<()> {
        let (sender, result) = channel();
        let taken = if self.threads < 2 {
            sender.send((self.work)(item)).is_ok()
        } else {
            let jobs = match self.jobs.take() {
                Some(jobs) => jobs,
                None => self.gather()?,
            };
            self.jobs.insert(jobs).send((item, sender)).is_ok()
        };
        if !taken {
            return Err(lost());
        }
        self.results.push_back(result);
        Ok(())
    }

    /// The result of the earliest item that it was not taken of, as soon as it is there.
    ///
    /// # Errors
    /// Where its worker panicked.
    pub fn take(&mut self) -> io::Result<Option<U>> {
        let Some(result) = self.results.pop_front() else {
            return Ok(None);
        };
        // A worker that panics drops its end of the channel.
        result.recv().map(Some).map_err(|_| lost())
    }

    /// Forgets everything that is on its way.
    pub fn forget(&mut self) {
        self.results.clear();
    }

    fn gather(&self) -> io::Result<Sender<Request<T, U>>> {
        let (sender, jobs) = channel::<Request<T, U>>();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..self.threads {
            let jobs = Arc::clone(&jobs);
            let work = Arc::clone(&self.work);
            thread::Builder::new().spawn(move || {
                while let Some((item, result)) = next(&jobs) {
                    // The receiver may be gone.
                    let _ = result.send(work(item));
                }
            })?;
        }
        Ok(sender)
    }
}

fn next<J>(jobs: &Mutex<Receiver<J>>) -> Option<J> {
    // No worker panics while it holds the lock.
    let jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    jobs.recv().ok()
}

fn lost() -> io::Error {
    io::Error::other("a thread ended before its work was done")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(threads: usize) -> Workers<u32, u32> {
        Workers::new(threads, |number| {
            assert!(number != 13, "thirteen");
            number / 2
        })
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 5] {
            let mut workers = halves(threads);
            for number in 100..200 {
                workers.send(number).unwrap();
            }
            assert_eq!(workers.on_the_way(), 100);
            for number in 100..200 {
                assert_eq!(workers.take().unwrap(), Some(number / 2));
            }
            assert_eq!(workers.take().unwrap(), None);
        }
    }

    #[test]
    fn what_is_forgotten_does_not_come() {
        for threads in [1, 3] {
            let mut workers = halves(threads);
            workers.send(2).unwrap();
            workers.forget();
            workers.send(40).unwrap();
            assert_eq!(workers.take().unwrap(), Some(20));
        }
    }

    #[test]
    fn a_worker_that_panics_is_an_error_and_no_endless_wait() {
        let mut workers = halves(2);
        for number in [1, 13, 13, 4, 5] {
            // The last worker may be gone by now.
            if workers.send(number).is_err() {
                break;
            }
        }
        assert_eq!(workers.take().unwrap(), Some(0));
        workers.take().unwrap_err();
        workers.take().unwrap_err();
    }
}
