//! Three steps at once: one thread produces, several work, one consumes in the order of production.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// How many items may wait between two steps, for each worker.
const WAITING: usize = 4;

/// Runs `produce` until it gives `None`, `work` on every item with up to `threads` threads busy altogether, and
/// `consume` on every result, in the order of production. The first error ends everything; errors of earlier items win.
///
/// With one thread everything happens on the caller's, item by item: the results are the same.
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
    let workers = threads - 1;
    thread::scope(|scope| {
        let (item_sender, items) = sync_channel::<(u64, Result<T, E>)>(workers * WAITING);
        let (result_sender, results) = sync_channel(workers * WAITING);
        // Owned by the workers alone: when the last one ends, the producer sees that nobody listens.
        let items = Arc::new(Mutex::new(items));
        let work = &work;
        for _ in 0..workers {
            let (items, result_sender) = (Arc::clone(&items), result_sender.clone());
            scope.spawn(move || {
                while let Some((number, item)) = next(&items) {
                    if result_sender.send((number, item.map(work))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((items, result_sender));
        scope.spawn(move || feed(&mut produce, &item_sender));
        consume_in_order(results, &mut consume)
    })
}

/// Everything that is produced goes to the workers, an error as the last item. Ends early when nobody listens.
fn feed<T, E>(
    produce: &mut impl FnMut() -> Result<Option<T>, E>,
    sender: &SyncSender<(u64, Result<T, E>)>,
) {
    for number in 0.. {
        let (item, last) = match produce() {
            Ok(Some(item)) => (Ok(item), false),
            Ok(None) => return,
            Err(error) => (Err(error), true),
        };
        if sender.send((number, item)).is_err() || last {
            return;
        }
    }
}

fn next<T>(items: &Mutex<Receiver<T>>) -> Option<T> {
    // A poisoned lock means that another worker panicked: the panic is reported when the scope ends.
    items.lock().ok()?.recv().ok()
}

fn consume_in_order<U, E>(
    results: Receiver<(u64, Result<U, E>)>,
    consume: &mut impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut expected = 0;
    for (number, result) in &results {
        early.insert(number, result);
        while let Some(result) = early.remove(&expected) {
            expected += 1;
            // Returning drops the receiver: the workers see that nobody listens and end.
            consume(result?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
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
}
