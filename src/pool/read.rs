//! Reads an extract as a pool.

use std::path::PathBuf;

use super::binding::Meaning;
use super::fault::Fault;
use super::join::{is_read, join};
use super::{Messages, Pool, is_known};
use crate::input::buffers::Buffers;
use crate::input::{Error, Progress};
use crate::pool::Keys;
use crate::reading::{Reading, Survey};
use crate::sqlserver;
use crate::sqlserver::collector::Context;
use crate::sqlserver::extract::Extract;
use crate::sqlserver::files::Files;
use crate::sqlserver::once::{ReadOnce, read_once};
use crate::sqlserver::pieces::SIZE;
use crate::sqlserver::reading::{ExtractJob, read_in_order};
use crate::sqlserver::{Options, RowsReading, Table, Take, WriteRow, open, shown};

/// Reads an extract.
pub(crate) fn read<S: Survey>(
    input: &[PathBuf],
    options: Options<'_>,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    let shown = shown(input);
    let read = || {
        let open = || {
            let files = open(input, options, progress)?;
            holds_chats(&files)?;
            Ok(files)
        };
        let pool = |once| Pool {
            survey,
            only_messages: false,
            keys: true,
            once,
        };
        let ReadOnce {
            files,
            outcomes,
            notice,
        } = read_once(options, progress, open, is_read, pool)?;
        let databases = files.databases.clone();
        let mut reading = join(files, outcomes, survey, options)?;
        reading.notices.extend(notice);
        if options.extract.check_pages {
            for (facts, database) in reading.databases.iter_mut().zip(&databases) {
                facts.damaged = Some(database.check(progress));
            }
        }
        Ok(reading)
    };
    let reading = read().map_err(|error: Error| error.or_in_input(|| shown.clone()))?;
    Ok(Reading {
        input: shown,
        ..reading
    })
}

/// Reads the messages of an extract once more, and hands over what a survey makes of them, in order.
pub(crate) fn messages_in_order<S: Survey>(
    input: &[PathBuf],
    options: Options<'_>,
    survey: &S,
    progress: &Progress,
    each: &mut (dyn FnMut(S::Run) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    let files = open(input, options, progress)?;
    let messages = Messages::new(survey, each);
    let buffers = Buffers::new(SIZE);
    let context = Context::new(&messages, options, &buffers, progress);
    for extract in &files.extracts {
        if !extract.may_hold(|table| Meaning::of(table) == Meaning::Chat) {
            progress.advance(extract.bytes());
            continue;
        }
        let job = ExtractJob {
            extract,
            context: &context,
        };
        read_in_order(&job)?;
    }
    Ok(())
}

/// Makes sure that there may be a table of the schema: else any text that the user names would be read as one.
fn holds_chats(files: &Files) -> Result<(), Error> {
    let may = |extract: &Extract| extract.may_hold(is_known);
    // Data files, backups and bacpacs say themselves what they are.
    let tells = !files.databases.is_empty() || !files.bacpacs.is_empty();
    if tells || files.extracts.iter().any(may) {
        return Ok(());
    }
    Err(Error::new(Fault::NoChat))
}

/// The tables of an extract, without their numbers of rows where it is possible to tell without reading all of them.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn describe(input: &[PathBuf], options: Options<'_>) -> Result<RowsReading, Error> {
    sqlserver::describe::<Keys>(input, options)
}

/// Lists the tables of an extract.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn list(
    input: &[PathBuf],
    options: Options<'_>,
    progress: &Progress,
) -> Result<RowsReading, Error> {
    sqlserver::list::<Keys>(input, options, progress)
}

/// Hands over the rows of one table, as `write` writes them; it is given the columns as `table` has them.
///
/// # Errors
/// Where the input cannot be read, or what takes the rows refuses them.
pub fn rows(
    input: &[PathBuf],
    table: &Table,
    options: Options<'_>,
    progress: &Progress,
    write: WriteRow<'_>,
    take: Take<'_>,
) -> Result<RowsReading, Error> {
    sqlserver::rows_of::<Keys>(input, table, options, progress, write, take)
}
