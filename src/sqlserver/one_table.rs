//! The rows of one table of an extract, as they are.

use std::path::PathBuf;

use super::listing::{RowsReading, in_input, notices, open_extract};
use super::once::RowKeys;
use super::pieces::SIZE;
use super::reading::{ExtractJob, LeftOut, read_in_order};
use super::unread::unread;
use super::written_rows::{TableWriter, is_same};
use crate::input::buffers::Buffers;
use crate::input::{Error, Progress};
use crate::sqlserver::collector::Context;
use crate::sqlserver::{Options, Table, Take, WriteRow};

/// Hands over the rows of one table, as `write` writes them; it is given the columns as `table` has them.
///
/// # Errors
/// Where the input cannot be read, or what takes the rows refuses them.
pub(crate) fn rows<K: RowKeys>(
    input: &[PathBuf],
    table: &Table,
    options: Options<'_>,
    progress: &Progress,
    write: WriteRow<'_>,
    take: Take<'_>,
) -> Result<RowsReading, Error> {
    in_input(input, || {
        let files = open_extract(input, options, progress)?;
        let collector = TableWriter::<K>::new(table, write, take, options.skip_damaged);
        let buffers = Buffers::new(SIZE);
        let context = Context::new(&collector, options, &buffers, progress);
        let mut reading = RowsReading {
            skipped: files.skipped.clone(),
            ..RowsReading::default()
        };
        for extract in &files.extracts {
            if !extract.may_hold(|known| is_same(&known.name, &table.name)) {
                progress.advance(extract.bytes());
                continue;
            }
            let job = ExtractJob {
                extract,
                context: &context,
            };
            let (total, skipped) = read_in_order(&job)?;
            reading.skipped.merge(skipped);
            if let Some(what) = total.repeated {
                let member = extract.name().to_owned();
                let place = LeftOut::OfFile { what, member };
                reading.skipped.note(total.left_out, || place.to_string());
            }
            collector.next_file();
        }
        reading.notices = notices(&files);
        let is_wanted = |other: &Table| other.name.name.eq_ignore_ascii_case(&table.name.name);
        // What other tables are changed by does not matter for this one.
        let (_, not_carried_out) = unread(&files.extracts, is_wanted);
        reading.skipped.merge(not_carried_out);
        Ok(reading)
    })
}
