//! Reads an input, whatever kind it is.

use std::path::PathBuf;

use super::ReadOptions;
use super::watch::{Watch, pass_on, watched};
use crate::input::{Error, Limits, Progress, Stamps};
use crate::pool::schema::published;
use crate::reading::{InputKind, Reading, Survey};
use crate::{package, pool, sqlserver};

/// Looks into an input: what it is.
///
/// # Errors
/// Where it cannot be read, or asks for more than it may.
pub fn kind_of(input: &[PathBuf], limits: &Limits) -> Result<InputKind, Error> {
    let is_extract = sqlserver::is_extract(input, limits, published());
    let is_extract = is_extract.map_err(|error| error.or_in_input(|| sqlserver::shown(input)))?;
    Ok(if is_extract {
        InputKind::Extract
    } else {
        InputKind::Package
    })
}

/// Reads an input, whatever kind it is, and lets the survey look at every message.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn read<S: Survey>(
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    read_as(
        kind_of(input, &options.limits)?,
        input,
        options,
        survey,
        progress,
    )
}

/// The same where it is known already what the input is.
///
/// # Errors
/// Where it cannot be read.
pub fn read_as<S: Survey>(
    kind: InputKind,
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    let stamps = Stamps::of(input);
    let read = match (kind, input) {
        (InputKind::Package, [path]) => {
            package::read::read(path, options.of_package(), survey, progress)
        }
        _ => pool::read::read(input, options.of_extract(), survey, progress),
    };
    // What looks like damage may come from a program that writes to it.
    stamps.check()?;
    Ok(Reading { stamps, ..read? })
}

/// Reads two inputs. Two packages are read at once, with one set of threads: while one is inflated, the other one is, too.
///
/// # Errors
/// Where one of them cannot be read; that of the first, where neither can.
pub fn read_both<S: Survey>(
    inputs: [&[PathBuf]; 2],
    options: &ReadOptions,
    surveys: [&S; 2],
    progress: &Progress,
) -> Result<[Reading<S::Total>; 2], Error> {
    let [first, second] = inputs;
    let stamps = inputs.map(Stamps::of);
    let of = |input| kind_of(input, &options.limits);
    let kinds = [of(first)?, of(second)?];
    if let ([InputKind::Package, InputKind::Package], [first], [second]) = (kinds, first, second) {
        let read =
            package::read::read_both([first, second], options.of_package(), surveys, progress);
        stamps[0].check()?;
        stamps[1].check()?;
        let mut read = read?;
        for (reading, stamps) in read.iter_mut().zip(stamps) {
            reading.stamps = stamps;
        }
        return Ok(read);
    }
    Ok([
        read_as(kinds[0], first, options, surveys[0], progress)?,
        read_as(kinds[1], second, options, surveys[1], progress)?,
    ])
}

/// Reads an input that has to be data of a pool, and passes on what the reader notices.
///
/// # Errors
/// Where it cannot be read, or is no data of a pool.
pub fn read_pool<S: Survey, W: Watch>(
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    watch: &W,
) -> Result<Reading<S::Total>, Error> {
    read_pool_as(
        kind_of(input, &options.limits)?,
        input,
        options,
        survey,
        watch,
    )
}

/// The same where it is known already what the input is.
///
/// # Errors
/// As [`read_pool`].
pub fn read_pool_as<S: Survey, W: Watch>(
    kind: InputKind,
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    watch: &W,
) -> Result<Reading<S::Total>, Error> {
    let reading = watched(watch, |state| read_as(kind, input, options, survey, state))?;
    pass_on(watch, &reading.notices);
    reading.require_data()
}
