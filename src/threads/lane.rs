//! One job on its way.

use std::collections::{BTreeMap, VecDeque};

use super::Work;

/// How far a job is. What a thread works with at the moment is not here.
pub(super) struct Lane<W: Work> {
    pub source: Option<W::Source>,
    sink: Option<W::Sink>,
    /// About how much is still to be produced; never nothing.
    pub left: u64,
    /// Whether no more items will come.
    pub ended: bool,
    /// How many items there were.
    produced: u64,
    /// Items that no thread works on yet.
    waiting: VecDeque<(u64, W::Item)>,
    /// How many are worked on.
    in_work: usize,
    /// What became of items; an error for an item that could not be produced.
    worked: BTreeMap<u64, Result<W::Worked, W::Error>>,
    /// The number of the one to consume next.
    next: u64,
    end: Result<(), W::Error>,
}

impl<W: Work> Lane<W> {
    /// A job that a thread opens.
    pub fn new(size: u64) -> Self {
        Lane {
            source: None,
            sink: None,
            left: size,
            ended: false,
            produced: 0,
            waiting: VecDeque::new(),
            in_work: 0,
            worked: BTreeMap::new(),
            next: 0,
            end: Ok(()),
        }
    }

    /// Whether the next item can be produced: if there is one, and no thread produces it.
    pub fn can_produce(&self) -> bool {
        !self.ended && self.source.is_some()
    }

    /// Whether an item waits to be worked on.
    pub fn can_work(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether the next one is ready to be consumed, and no thread consumes another.
    pub fn can_consume(&self) -> bool {
        self.sink.is_some() && self.worked.contains_key(&self.next)
    }

    /// Whether nothing more will come of it.
    pub fn can_close(&self) -> bool {
        self.ended && self.source.is_some() && self.on_the_way() == 0
    }

    /// How many items were produced and are not consumed.
    pub fn on_the_way(&self) -> usize {
        self.waiting.len() + self.in_work + self.worked.len() + usize::from(self.sink.is_none())
    }

    pub fn take_waiting(&mut self) -> Option<(u64, W::Item)> {
        let first = self.waiting.pop_front()?;
        self.in_work += 1;
        Some(first)
    }

    pub fn take_worked(&mut self) -> Option<(W::Sink, W::Worked)> {
        let worked = self.worked.remove(&self.next)?.ok()?;
        self.next += 1;
        Some((self.sink.take()?, worked))
    }

    /// What is left to be done in the end.
    pub fn into_task(self) -> Option<Task<W>> {
        Some(Task::Close(self.source?, self.sink?, self.end))
    }

    /// Takes over what has been done.
    pub fn put(&mut self, work: &W, done: Done<W>) {
        match done {
            Done::Opened(Ok((source, sink))) => {
                self.left = work.left(&source).max(1);
                (self.source, self.sink) = (Some(source), Some(sink));
            }
            Done::Produced(source, item) => {
                self.left = work.left(&source).max(1);
                self.source = Some(source);
                match item {
                    _ if self.end.is_err() => {}
                    Ok(Some(item)) => {
                        self.waiting.push_back((self.produced, item));
                        self.produced += 1;
                    }
                    Ok(None) => self.ended = true,
                    Err(error) => {
                        self.worked.insert(self.produced, Err(error));
                        self.ended = true;
                    }
                }
            }
            Done::Worked(number, worked) => {
                self.in_work -= 1;
                if self.end.is_ok() {
                    self.worked.insert(number, Ok(worked));
                }
            }
            Done::Consumed(sink, consumed) => {
                self.sink = Some(sink);
                if let Err(error) = consumed {
                    self.fail(error);
                }
            }
            // The board's.
            Done::Opened(Err(_)) | Done::Closed(_) => {}
        }
        // An error counts once everything before it is consumed: that may fail, too.
        if self.can_consume()
            && let Some(Err(_)) = self.worked.get(&self.next)
            && let Some(Err(error)) = self.worked.remove(&self.next)
        {
            self.fail(error);
        }
    }

    /// Nothing after this counts.
    fn fail(&mut self, error: W::Error) {
        self.end = Err(error);
        self.ended = true;
        self.waiting.clear();
        self.worked.clear();
    }
}

/// Something to do, with what it takes: so no other thread can do the same.
pub(crate) enum Task<W: Work> {
    Open(W::Job),
    Produce(W::Source),
    Work(u64, W::Item),
    Consume(W::Sink, W::Worked),
    Close(W::Source, W::Sink, Result<(), W::Error>),
}

/// What has been done.
pub(crate) enum Done<W: Work> {
    Opened(Result<(W::Source, W::Sink), W::Outcome>),
    Produced(W::Source, Result<Option<W::Item>, W::Error>),
    Worked(u64, W::Worked),
    Consumed(W::Sink, Result<(), W::Error>),
    Closed(W::Outcome),
}
