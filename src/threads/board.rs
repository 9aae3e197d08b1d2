//! What is to be done, and by whom next.

use std::collections::BTreeMap;

use super::Work;
use super::lane::Lane;
use crate::threads::lane::{Done, Task};

/// How many jobs may be open, for each thread.
const OPEN: usize = 3;

/// How many items may be on their way, for each thread.
const ON_THE_WAY: usize = 3;

/// The same of one job: so that one whose items are consumed slowly does not leave the others without.
pub(super) const OF_ONE: usize = 2;

/// The jobs, and how far they are.
pub(super) struct Board<W: Work> {
    threads: usize,
    /// Jobs that are not begun yet, the largest last.
    unopened: Vec<Unopened<W::Job>>,
    /// Their sizes together.
    unopened_size: u128,
    /// Jobs that were begun, by number.
    lanes: BTreeMap<usize, Lane<W>>,
    pub outcomes: BTreeMap<usize, W::Outcome>,
    /// How many threads do something or look for it.
    pub serving: usize,
}

struct Unopened<J> {
    number: usize,
    size: u64,
    job: J,
}

/// Something that can be done now.
#[derive(Clone, Copy)]
enum Choice {
    Open,
    Produce(usize),
    Work(usize),
    Consume(usize),
    Close(usize),
}

impl<W: Work> Board<W> {
    pub fn new(threads: usize, work: &W, jobs: Vec<W::Job>) -> Self {
        let mut unopened: Vec<_> = (jobs.into_iter().enumerate())
            .map(|(number, job)| Unopened {
                number,
                size: work.size(&job).max(1),
                job,
            })
            .collect();
        unopened.sort_by_key(|it| (it.size, std::cmp::Reverse(it.number)));
        Board {
            threads,
            unopened_size: unopened.iter().map(|it| u128::from(it.size)).sum(),
            unopened,
            lanes: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            serving: 1,
        }
    }

    /// Whether no more will come.
    #[cfg(test)]
    pub fn is_done(&self) -> bool {
        self.unopened.is_empty() && self.lanes.is_empty()
    }

    /// Whether there is something to do now.
    pub fn has_more(&self) -> bool {
        self.choose(None).is_some()
    }

    /// Something to do for a thread that did something for the job `last` before.
    pub fn take(&mut self, last: Option<usize>) -> Option<(usize, Task<W>)> {
        let choice = self.choose(last)?;
        match choice {
            Choice::Open => {
                let Unopened { number, size, job } = self.unopened.pop()?;
                self.unopened_size -= u128::from(size);
                self.lanes.insert(number, Lane::new(size));
                Some((number, Task::Open(job)))
            }
            Choice::Produce(job) => {
                let source = self.lanes.get_mut(&job)?.source.take()?;
                Some((job, Task::Produce(source)))
            }
            Choice::Work(job) => {
                let (number, item) = self.lanes.get_mut(&job)?.take_waiting()?;
                Some((job, Task::Work(number, item)))
            }
            Choice::Consume(job) => {
                let (sink, worked) = self.lanes.get_mut(&job)?.take_worked()?;
                Some((job, Task::Consume(sink, worked)))
            }
            Choice::Close(job) => {
                let task = self.lanes.remove(&job)?.into_task()?;
                Some((job, task))
            }
        }
    }

    /// Takes over what has been done for a job.
    pub fn put(&mut self, work: &W, job: usize, done: Done<W>) {
        let outcome = match (done, self.lanes.get_mut(&job)) {
            (Done::Closed(outcome) | Done::Opened(Err(outcome)), _) => outcome,
            (done, Some(lane)) => return lane.put(work, done),
            (_, None) => return,
        };
        self.lanes.remove(&job);
        self.outcomes.insert(job, outcome);
    }

    /// What is best done next.
    ///
    /// What makes room goes first. If more is left of a job than is one thread's part of all, producing is what
    /// everybody will wait for in the end, and goes before work. Else work goes first, as what was just produced is
    /// still in the processor's caches.
    fn choose(&self, last: Option<usize>) -> Option<Choice> {
        let find = |is: fn(&Lane<W>) -> bool| {
            let mut found = self.lanes.iter().filter(|(_, lane)| is(lane));
            found.next().map(|(job, _)| *job)
        };
        if let Some(job) = find(Lane::can_close) {
            return Some(Choice::Close(job));
        }
        if let Some(job) = find(Lane::can_consume) {
            return Some(Choice::Consume(job));
        }
        let waits = |job: &usize| self.lanes.get(job).is_some_and(Lane::can_work);
        let work = last.filter(waits).or_else(|| find(Lane::can_work));
        let work = work.map(Choice::Work);
        match self.next_to_produce(last) {
            Some((choice, left)) if work.is_none() || self.outweighs(left) => Some(choice),
            _ => work,
        }
    }

    /// The job of which most is left, and how much: then all of them end at about the same time. A thread stays with
    /// its job as long as nearly as much is left of that.
    fn next_to_produce(&self, last: Option<usize>) -> Option<(Choice, u64)> {
        let on_the_way: usize = self.lanes.values().map(Lane::on_the_way).sum();
        let enough = on_the_way >= self.threads * ON_THE_WAY;
        let has_room = |lane: &Lane<W>| {
            let own = lane.on_the_way();
            // One is always possible, else a job might wait for others that wait for it.
            own == 0 || (!enough && own < self.threads * OF_ONE)
        };
        let ready = |lane: &Lane<W>| lane.can_produce() && has_room(lane);
        let open = self.lanes.iter().filter(|(_, lane)| ready(lane));
        let open = open.max_by_key(|(job, lane)| (lane.left, std::cmp::Reverse(**job)));
        let open = open.map(|(job, lane)| (Choice::Produce(*job), lane.left));
        let unopened = self.unopened.last().map(|it| (Choice::Open, it.size));
        let unopened = unopened.filter(|_| self.lanes.len() < self.threads * OPEN);
        let best = match (open, unopened) {
            (Some(open), Some(unopened)) if unopened.1 > open.1 => unopened,
            (open, unopened) => open.or(unopened)?,
        };
        let own = last.and_then(|job| Some((job, self.lanes.get(&job)?)));
        match own.filter(|(_, lane)| ready(lane)) {
            Some((job, lane)) if lane.left > best.1 / 8 * 7 => {
                Some((Choice::Produce(job), lane.left))
            }
            _ => Some(best),
        }
    }

    /// Whether that is more than one thread's part of all that is left.
    fn outweighs(&self, left: u64) -> bool {
        let lanes = self.lanes.values().filter(|lane| !lane.ended);
        let open: u128 = lanes.map(|lane| u128::from(lane.left)).sum();
        u128::from(left) * self.threads as u128 > open + self.unopened_size
    }
}
