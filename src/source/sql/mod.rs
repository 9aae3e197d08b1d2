//! Extracts of the database: scripts, CSV and other separated text, what `bcp` and `sqlcmd` write, bacpac.
//!
//! Each form finds rows in its kind of file; from there on all are the same: rows of tables become a
//! [`Directory`](crate::directory::Directory) and a stream of messages in one place (`pool/`).

mod anew;
mod bacpac;
mod code_page;
mod collation;
mod counted;
mod database;
mod delimited;
mod encoding;
mod extract;
mod file_read;
mod form;
mod format_file;
mod formats;
#[cfg(test)]
mod fuzzing;
#[cfg(test)]
mod fuzzing_tests;
mod generations;
#[cfg(any(test, fuzzing))]
mod in_pieces;
mod join;
mod listing;
mod native;
mod nearly;
mod numbers;
mod once;
mod one_table;
mod options;
mod pieces;
mod pool;
mod reading;
#[cfg(test)]
mod real_files;
mod recognise;
mod row;
pub mod schema;
mod script;
mod stored_rows;
mod stream;
mod table;
mod table_rows;
mod unread;
mod unreadable;
mod written_rows;

use std::path::PathBuf;

use self::extract::Extract;
use self::join::{is_read, join};
use self::once::{ReadOnce, read_once};
use self::pieces::SIZE;
use self::pool::{MESSAGES, Pool, kind_of};
use self::reading::{Context, Job, read_in_order};
use self::recognise::{EXPECTED, Files};
use super::package::buffers::Buffers;
use super::{Error, Progress, ReadOptions, Reading, Survey};

pub(crate) use anew::{Changed, Replace};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use database::backup::fuzzing::mtf as fuzz_mtf;
#[cfg(fuzzing)]
#[doc(hidden)]
pub use database::catalogue::fuzzing::catalogue as fuzz_catalogue;
#[cfg(fuzzing)]
#[doc(hidden)]
pub use database::compressed::fuzzing::{compressed as fuzz_compressed, huffman as fuzz_huffman};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use database::rows::fuzzing::{lob as fuzz_lob, page as fuzz_page};
pub use database::{BackupFacts, DamagedPages, DatabaseFacts, SetFacts};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use delimited::fuzzing::delimited as fuzz_delimited;
pub use encoding::CodePage;
pub use listing::{Listed, RowsReading, describe, list};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use native::fuzzing::native as fuzz_native;
pub use one_table::{Take, WriteRow, rows};
pub use options::ExtractOptions;
pub use row::{Row, Value};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use script::fuzzing::script as fuzz_script;
pub use table::{Column, Kind, SqlType, Table, TableName};
pub use unreadable::Unreadable;

pub(crate) use pool::{Holds, is_role_type};
pub(crate) use recognise::is_extract;
pub(super) use recognise::text_of;

/// Reads an extract.
pub(super) fn read<S: Survey>(
    input: &[PathBuf],
    options: &ReadOptions,
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
                facts.damaged = Some(database.check(options.threads, progress));
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

/// That tables are there, and no rows that make a pool.
pub(super) fn no_rows() -> Error {
    Error::new("the tables of the chat database are there, but there is no row in them that makes a pool")
        .expected("rows of tblNode, tblPrincipal, tblChat and the others, not only the definitions of the tables")
        .hint("extract them again with their rows: in the wizard Generate Scripts, Advanced, choose Schema and data for Types of data to script; of CSV and bcp see whether the query gave rows, and ran in the right database; of a bacpac tick the tables (Export Data-tier Application, Advanced), of a dacpac say /p:ExtractAllTableData=true to SqlPackage. If the pool is empty indeed, say --allow-empty")
}

/// Reads the messages of an extract once more, and hands over what a survey makes of them, in order.
pub(crate) fn messages_in_order<S: Survey>(
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
    each: &mut (dyn FnMut(S::Run) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    let files = open(input, options, progress)?;
    let messages = pool::Messages::new(survey, each);
    let buffers = Buffers::new(SIZE);
    let context = Context::new(&messages, options, &buffers, progress);
    for extract in &files.extracts {
        if !extract.may_hold(|table| kind_of(table) == Some(MESSAGES)) {
            progress.advance(extract.bytes());
            continue;
        }
        let job = Job {
            extract,
            context: &context,
        };
        read_in_order(&job, options.threads)?;
    }
    Ok(())
}

/// Makes sure that there may be a table of the schema: else any text that somebody names would be read as one.
fn holds_chats(files: &Files) -> Result<(), Error> {
    let known = |table: &Table| kind_of(table).is_some();
    let may = |extract: &Extract| extract.may_hold(known);
    // Data files, backups and bacpacs say themselves what they are.
    let tells = !files.databases.is_empty() || !files.bacpacs.is_empty();
    if tells || files.extracts.iter().any(may) {
        return Ok(());
    }
    Err(Error::new("this is neither an export package nor an extract with tables of the chat database")
        .expected(EXPECTED)
        .hint("a file that does not say which table it holds has to be called like the table: dbo.tblChat.csv; pchat tables shows the tables of any extract"))
}

/// Looks into all files.
fn open(input: &[PathBuf], options: &ReadOptions, progress: &Progress) -> Result<Files, Error> {
    let mut files = recognise::open(input, options)?;
    let skip = options.skip_damaged || options.extract.skip_pages;
    for database in &files.databases {
        database.note_damage(skip, &mut files.skipped)?;
    }
    let all = files.extracts.iter().map(Extract::bytes);
    progress.expect(all.fold(0, u64::saturating_add));
    Ok(files)
}

/// The paths as they were given, for messages.
pub(super) fn shown(input: &[PathBuf]) -> String {
    let paths = input.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}
