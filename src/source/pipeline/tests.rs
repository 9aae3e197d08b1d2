use std::sync::atomic::{AtomicUsize, Ordering};

use std::panic::catch_unwind;
use std::thread;

use super::board::OF_ONE;
use super::*;

fn squares(threads: usize, count: u64, fails_at: Option<u64>) -> (Vec<u64>, Result<(), String>) {
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
    let bound = threads * OF_ONE;
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
