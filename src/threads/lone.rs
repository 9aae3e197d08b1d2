//! One job by itself, made of three functions.

use std::marker::PhantomData;

use super::{Work, run};

/// Runs `produce` until it gives `None`, `work` on every item, and `consume` on every result, in the order of
/// production. The first error ends everything; errors of earlier items win.
///
/// See [`run`]. With one thread everything happens item by item.
pub fn ordered<T: Send, U: Send, E: Send>(
    produce: impl FnMut() -> Result<Option<T>, E> + Send,
    work: impl Fn(T) -> U + Sync,
    consume: impl FnMut(U) -> Result<(), E> + Send,
) -> Result<(), E> {
    let lone = Lone {
        work,
        types: PhantomData,
    };
    // One job has one outcome.
    run(&lone, vec![(produce, consume)]).pop().unwrap_or(Ok(()))
}

struct Lone<F, P, C, T, U, E> {
    work: F,
    types: Types<P, C, T, U, E>,
}

type Types<P, C, T, U, E> = PhantomData<fn(P, C, T, U, E)>;

impl<F, P, C, T, U, E> Work for Lone<F, P, C, T, U, E>
where
    F: Fn(T) -> U + Sync,
    P: FnMut() -> Result<Option<T>, E> + Send,
    C: FnMut(U) -> Result<(), E> + Send,
    T: Send,
    U: Send,
    E: Send,
{
    type Job = (P, C);
    type Source = P;
    type Item = T;
    type Worked = U;
    type Sink = C;
    type Outcome = Result<(), E>;
    type Error = E;

    fn size(&self, _: &(P, C)) -> u64 {
        1
    }

    fn open(&self, job: (P, C)) -> Result<(P, C), Result<(), E>> {
        Ok(job)
    }

    fn produce(&self, produce: &mut P) -> Result<Option<T>, E> {
        produce()
    }

    fn left(&self, _: &P) -> u64 {
        1
    }

    fn work(&self, item: T) -> U {
        (self.work)(item)
    }

    fn consume(&self, consume: &mut C, worked: U) -> Result<(), E> {
        consume(worked)
    }

    fn close(&self, _: P, _: C, end: Result<(), E>) -> Result<(), E> {
        end
    }
}
