//! The messages alone, in order: for a caller that writes them down again.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Pool, PoolPart};
use crate::input::Error;
use crate::reading::Survey;
use crate::sqlserver::collector::Collector;
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::{Row, Table};

type Each<'a, R> = &'a mut (dyn FnMut(R) -> Result<(), Error> + Send);

/// Hands over what a survey makes of the messages, piece by piece.
pub struct Messages<'a, S: Survey> {
    pool: Pool<'a, S>,
    /// The lock is always free: pieces are finished one after the other.
    each: Mutex<Each<'a, S::Run>>,
}

impl<'a, S: Survey> Messages<'a, S> {
    pub fn new(survey: &'a S, each: Each<'a, S::Run>) -> Self {
        Messages {
            pool: Pool {
                survey,
                only_messages: true,
                keys: false,
                once: None,
            },
            each: Mutex::new(each),
        }
    }
}

impl<S: Survey> Collector for Messages<'_, S> {
    type Part = PoolPart<S::Run>;
    type Total = ();

    fn begin(&self) -> Self::Part {
        self.pool.begin()
    }

    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        self.pool.row(part, table, row)
    }

    fn finish(&self, _: &mut (), part: Self::Part) -> Result<(), Error> {
        if part.messages == 0 {
            return Ok(());
        }
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        each(part.run)
    }
}
