//! Many workers, one order: items are produced one after the other, worked on at once, and consumed as they were
//! produced.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// How many items may be on their way, for each worker.
const ON_THE_WAY: usize = 3;

/// Runs `produce` until it gives `None`, `work` on every item, and `consume` on every result, in the order of
/// production. The first error ends everything; errors of earlier items win.
///
/// Each of `threads` workers produces an item, which one of them can do at a time, and then works on it: so all of them
/// are busy whether producing or working takes longer. The caller's thread consumes. With one thread everything
/// happens on the caller's, item by item: the results are the same. With more, an item is produced only when there is
/// room for it: so a slow one cannot pile up those behind it.
pub fn ordered<T: Send, U: Send, E: Send>(
    threads: usize,
    mut produce: impl FnMut() -> Result<Option<T>, E> + Send,
    work: impl Fn(T) -> U + Sync,
    mut consume: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    if threads < 2 {
        while let Some(item) = produce()? {
            consume(work(item))?;
        }
        return Ok(());
    }
    let (result_sender, results) = channel();
    let (room_sender, room) = channel();
    for _ in 0..threads * ON_THE_WAY {
        let _ = room_sender.send(());
    }
    let source = Mutex::new(Source {
        produce,
        room,
        number: 0,
        ended: false,
    });
    thread::scope(|scope| {
        let (source, work) = (&source, &work);
        for _ in 0..threads {
            let result_sender = result_sender.clone();
            scope.spawn(move || {
                while let Some((number, item)) = next(source) {
                    // A panic goes to the consumer like any result, else it would wait for this number for ever.
                    let result = catch_unwind(AssertUnwindSafe(|| item.map(work)));
                    if result_sender.send((number, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(result_sender);
        consume_in_order(results, room_sender, &mut consume)
    })
}

/// Where items come from, one after the other.
struct Source<P> {
    produce: P,
    /// One message for each item that there is room for; closed when nobody consumes any more.
    room: Receiver<()>,
    number: u64,
    ended: bool,
}

/// The next item and its number; an error is the last item.
fn next<T, E>(
    source: &Mutex<Source<impl FnMut() -> Result<Option<T>, E>>>,
) -> Option<(u64, Result<T, E>)> {
    // A poisoned lock means that another worker panicked: the panic is reported when the scope ends.
    let mut source = source.lock().ok()?;
    if source.ended || source.room.recv().is_err() {
        return None;
    }
    let item = (source.produce)().transpose();
    source.ended = !matches!(item, Some(Ok(_)));
    source.number += 1;
    Some((source.number - 1, item?))
}

/// What became of an item: its number, and its result unless the work on it panicked.
type Done<U, E> = (u64, thread::Result<Result<U, E>>);

fn consume_in_order<U, E>(
    results: Receiver<Done<U, E>>,
    room: Sender<()>,
    consume: &mut impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut expected = 0;
    for (number, result) in &results {
        early.insert(number, result);
        while let Some(result) = early.remove(&expected) {
            expected += 1;
            // Returning drops the receiver: the workers see that nobody listens and end.
            consume(result.unwrap_or_else(|panic| resume_unwind(panic))?)?;
            // The workers may have ended.
            let _ = room.send(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn squares(
        threads: usize,
        count: u64,
        fails_at: Option<u64>,
    ) -> (Vec<u64>, Result<(), String>) {
        let mut number = 0;
        let mut out = Vec::new();
        let result = ordered(
            threads,
            || {
                number += 1;
                if fails_at == Some(number) {
                    return Err(format!("failed at {number}"));
                }
                Ok((number <= count).then_some(number))
            },
            |number| number * number,
            |square| {
                out.push(square);
                Ok(())
            },
        );
        (out, result)
    }

    #[test]
    fn results_keep_their_order_whatever_the_threads() {
        let expected: Vec<u64> = (1..=1000).map(|number| number * number).collect();
        for threads in [1, 2, 3, 8] {
            assert_eq!(squares(threads, 1000, None), (expected.clone(), Ok(())));
        }
    }

    #[test]
    fn an_error_comes_after_everything_before_it() {
        for threads in [1, 2, 8] {
            let (out, result) = squares(threads, 1000, Some(500));
            assert_eq!((out.len(), result), (499, Err("failed at 500".to_owned())));
        }
    }

    #[test]
    fn a_consumer_that_fails_ends_the_producer() {
        for threads in [1, 2, 8] {
            let result = ordered(threads, || Ok(Some(1)), |item| item, |_| Err("enough"));
            assert_eq!(result, Err("enough"));
        }
    }

    #[test]
    fn a_slow_item_does_not_pile_up_those_behind_it() {
        let threads = 3;
        let bound = threads * ON_THE_WAY;
        let (produced, consumed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut most = 0;
        let result: Result<(), ()> = ordered(
            threads,
            || {
                let number = produced.fetch_add(1, Ordering::SeqCst);
                most = most.max(number + 1 - consumed.load(Ordering::SeqCst));
                Ok((number < 20 * bound).then_some(number))
            },
            |number| {
                // The first one takes until all others that may be on their way are.
                while number == 0 && produced.load(Ordering::SeqCst) < bound {
                    thread::yield_now();
                }
            },
            |()| {
                consumed.fetch_add(1, Ordering::SeqCst);
                Ok(())
            },
        );
        assert_eq!(result, Ok(()));
        assert_eq!(most, bound);
    }

    #[test]
    fn a_panic_in_the_work_ends_everything() {
        for threads in [1, 2, 8] {
            let caught = catch_unwind(|| {
                let work = |item: i32| assert!(item != 3, "three");
                let mut number = 0;
                let produce = || {
                    number += 1;
                    Ok::<_, ()>(Some(number))
                };
                ordered(threads, produce, work, |()| Ok(()))
            });
            assert_eq!(caught.unwrap_err().downcast_ref(), Some(&"three"));
        }
    }
}
