use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::board::OF_ONE;
use super::*;
use crate::seeded::cases;

fn with<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    within(threads, work).unwrap()
}

fn squares(threads: usize, count: u64, fails_at: Option<u64>) -> (Vec<u64>, Result<(), String>) {
    let mut number = 0;
    let mut out = Vec::new();
    let result = with(threads, || {
        ordered(
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
        )
    });
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
        let result = with(threads, || {
            ordered(|| Ok(Some(1)), |item| item, |_| Err("enough"))
        });
        assert_eq!(result, Err("enough"));
    }
}

#[test]
fn a_slow_item_does_not_pile_up_those_behind_it() {
    let threads = 3;
    let bound = threads * OF_ONE;
    let (produced, consumed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut most = 0;
    let result: Result<(), ()> = with(threads, || {
        ordered(
            || {
                let number = produced.fetch_add(1, Ordering::SeqCst);
                most = most.max(number + 1 - consumed.load(Ordering::SeqCst));
                Ok((number < 20 * bound).then_some(number))
            },
            |number| {
                // The first one takes until all others that may be on their way are.
                while number == 0 && produced.load(Ordering::SeqCst) < bound {
                    std::thread::yield_now();
                }
            },
            |()| {
                consumed.fetch_add(1, Ordering::SeqCst);
                Ok(())
            },
        )
    });
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
            with(threads, || ordered(produce, work, |()| Ok(())))
        });
        assert_eq!(caught.unwrap_err().downcast_ref(), Some(&"three"));
    }
}

/// Counts: a job is how many numbers it gives, and what may go wrong.
#[derive(Clone, Debug, Default)]
struct Count {
    numbers: u64,
    refused: bool,
    not_produced: Option<u64>,
    not_consumed: Option<u64>,
}

struct Counting;

impl Work for Counting {
    type Job = Count;
    type Source = (u64, Count);
    type Item = u64;
    type Worked = u64;
    type Sink = (Vec<u64>, Count);
    type Outcome = Result<Vec<u64>, String>;
    type Error = String;

    fn size(&self, job: &Count) -> u64 {
        job.numbers
    }

    fn open(&self, job: Count) -> Result<(Self::Source, Self::Sink), Self::Outcome> {
        if job.refused {
            return Err(Err("refused".to_owned()));
        }
        Ok(((0, job.clone()), (Vec::new(), job)))
    }

    fn produce(&self, (at, job): &mut Self::Source) -> Result<Option<u64>, String> {
        if job.not_produced == Some(*at) {
            return Err(format!("{at} not produced"));
        }
        *at += 1;
        Ok((*at <= job.numbers).then_some(*at - 1))
    }

    fn left(&self, (at, job): &Self::Source) -> u64 {
        job.numbers.saturating_sub(*at)
    }

    fn work(&self, number: u64) -> u64 {
        number * number
    }

    fn consume(&self, (squares, job): &mut Self::Sink, square: u64) -> Result<(), String> {
        let number = squares.len() as u64;
        if job.not_consumed == Some(number) {
            return Err(format!("{number} not consumed"));
        }
        squares.push(square);
        Ok(())
    }

    fn close(
        &self,
        _: Self::Source,
        (squares, _): Self::Sink,
        end: Result<(), String>,
    ) -> Self::Outcome {
        end.map(|()| squares)
    }
}

impl Count {
    fn outcome(&self) -> Result<Vec<u64>, String> {
        let before = |fault: Option<u64>| fault.unwrap_or(u64::MAX);
        let (produced, consumed) = (before(self.not_produced), before(self.not_consumed));
        if self.refused {
            Err("refused".to_owned())
        } else if consumed < produced.min(self.numbers) {
            Err(format!("{consumed} not consumed"))
        } else if produced <= self.numbers {
            Err(format!("{produced} not produced"))
        } else {
            Ok((0..self.numbers).map(|number| number * number).collect())
        }
    }
}

prop_compose! {
    fn count()(
        numbers in 0..60_u64,
        refused in weighted(0.1),
        not_produced in of(0..60_u64),
        not_consumed in of(0..60_u64),
        faulty in weighted(0.3),
    ) -> Count {
        if faulty {
            Count { numbers, refused, not_produced, not_consumed }
        } else {
            Count { numbers, ..Count::default() }
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn every_job_has_its_own_outcome_whatever_the_threads(
        jobs in vec(count(), 0..12),
        threads in 1..6_usize,
    ) {
        let expected: Vec<_> = jobs.iter().map(Count::outcome).collect();
        prop_assert_eq!(with(threads, || run(&Counting, jobs)), expected);
    }
}

/// When the last of these jobs would end, if every item took `produce` and then `work`, by a clock that only counts.
fn end_of(threads: usize, jobs: &[u64], (produce, work): (u64, u64)) -> u64 {
    let count = |numbers: &u64| Count {
        numbers: *numbers,
        ..Count::default()
    };
    let mut board = Board::new(threads, &Counting, jobs.iter().map(count).collect());
    let mut last = vec![None; threads];
    let mut busy = BTreeMap::new();
    let mut now = 0;
    while !board.is_done() {
        for (thread, last) in last.iter_mut().enumerate() {
            if busy.keys().any(|(_, other)| *other == thread) {
                continue;
            }
            let Some((job, task)) = board.take(*last) else {
                continue;
            };
            *last = Some(job);
            let takes = match &task {
                Task::Produce(_) => produce,
                Task::Work(..) => work,
                _ => 0,
            };
            let done = perform(&Counting, task);
            busy.insert((now + takes, thread), (job, done));
        }
        let ((end, _), (job, done)) = busy.pop_first().unwrap();
        now = end;
        board.put(&Counting, job, done);
    }
    now
}

#[test]
fn no_thread_is_idle_for_long_while_others_have_work() {
    let of_like_size = |jobs| vec![100; jobs];
    for (threads, jobs) in [
        (2, of_like_size(1)),
        (2, of_like_size(3)),
        (2, of_like_size(4)),
        (2, of_like_size(5)),
        (8, of_like_size(2)),
        (4, of_like_size(5)),
        (8, of_like_size(9)),
        (2, vec![500, 80, 60, 40, 20, 3]),
        (4, vec![1, 2, 300, 4, 5]),
    ] {
        for (produce, work) in [(10, 4), (10, 8), (10, 30), (10, 100)] {
            let all: u64 = jobs.iter().sum();
            let longest = jobs.iter().max().unwrap();
            // A job's items are produced one after the other, by whatever threads.
            let least = (longest * produce + work).max(all * (produce + work) / threads as u64);
            let end = end_of(threads, &jobs, (produce, work));
            assert!(
                end * 100 <= least * 104,
                "{jobs:?}, {threads} threads, {produce} and {work}: {end}, could be {least}"
            );
        }
    }
}

#[test]
fn each_comes_back_in_its_place_whatever_the_number_of_threads() {
    let expected: Vec<usize> = (0..100).map(|it| it * it).collect();
    for threads in [1, 2, 5] {
        let squares = within(threads, || each((0..100).collect(), |it: usize| it * it));
        assert_eq!(squares.unwrap(), expected);
    }
}
