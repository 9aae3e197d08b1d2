//! Redacts an extract: file by file, each in its own form.

use std::io::Write;
use std::path::Path;

use super::value::Values;
use super::{Fault, LeftOut, Part, Redacted, Redaction, names};
use crate::input::zip::EntryHeader;
use crate::input::{Error, Progress};
use crate::migration::ReadOptions;
use crate::output::zip::Archive;
use crate::package::Failure;
use crate::sqlserver::Changed;

/// Looks into an extract.
///
/// # Errors
/// Where it is no text throughout, or cannot be read.
pub(super) fn open(input: &Path, options: &ReadOptions) -> Result<Changed, Error> {
    let opened = Changed::open(&[input.to_owned()], options.of_extract());
    opened.map_err(|error| match error.advice().is_empty() {
        true => error
            .expected(Fault::TextIsExpected)
            .hint(Fault::ConvertFirst),
        false => error,
    })
}

/// Writes all files that hold rows.
pub(super) fn write(
    job: &Redaction<'_>,
    values: &Values,
    archive: &mut Archive,
    progress: &Progress,
) -> Result<Redacted, Failure> {
    let extract = open(job.input, job.options)?;
    progress.expect(extract.members().map(|member| member.bytes).sum());
    let mut done = Redacted::default();
    let mut leave_out = |member: &str, what: Option<Part>, count| {
        done.left_out.push(LeftOut {
            member: member.to_owned(),
            what,
            count,
        });
    };
    for other in extract.others() {
        leave_out(other, None, 1);
    }
    for member in extract.members() {
        member.may_be_written()?;
        if extract.is_unknown(&member.name) && !values.keep {
            leave_out(&member.name, None, 1);
            continue;
        }
        let name = names::of_extract(&member.name, &values.words);
        let header = EntryHeader {
            utf8: !name.is_ascii(),
            name: name.into_bytes(),
            ..member.header()
        };
        archive.start(&header).map_err(Failure::Output)?;
        let mut failed = None;
        let mut take = |text: &[u8]| {
            archive.write_all(text).map_err(|cause| {
                failed = Some(cause);
                Error::new(Fault::CannotWrite)
            })
        };
        let written = extract.write(
            &member.name,
            values,
            job.options.of_extract(),
            progress,
            &mut take,
        );
        if let Some(cause) = failed {
            return Err(Failure::Output(cause));
        }
        for (path, count) in written? {
            leave_out(&member.name, Some(Part::Named { path }), count);
        }
        archive.end().map_err(Failure::Output)?;
        done.members += 1;
    }
    Ok(done)
}
