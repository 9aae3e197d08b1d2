//! The native form of bcp (`-n`, `-N`): values as they are in memory, one after the other, and nothing that says what
//! they are. A format file says it; without one, each form that a known table can have is tried.

mod codec;
mod described;
pub(crate) mod file_name;
mod form;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod guess;
mod layout;
mod plausible;
mod rules;
mod scales;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use crate::wording::Sentence;
use guess::{Attempt, CERTAIN, Candidate, NAMELESS, candidates};

use super::file::{Head, Opened};
use super::format_file::FormatFile;
use super::options::ExtractOptions;
use crate::input::foreign::first_bytes;
use crate::input::{CodePage, Error};
use crate::sqlserver::rows::form::Piece;

pub(crate) use codec::{Codec, Wrong};
pub(crate) use form::Native;
pub(crate) use layout::RowLayout;
pub(crate) use rules::{Rules, codec};

/// What to do where nothing fits.
const ASK: &str = "write a format file where the database is (bcp mgc.dbo.tblChat format nul -x -n -T -f tblChat.xml; with -N for -n where the data file was written so) and give it with --format-file";

/// What is assumed where no code page is named.
fn assumed(page: CodePage) -> String {
    format!(
        "Text that is not UTF-16 is read in {page}, that of the collations which the format file names; where bcp ran without -C and without this format file it may be that of its client: --code-page says so."
    )
}

/// Opens a file of bcp's native form.
///
/// # Errors
/// Where no known form fits what there is of it, or several do that do not agree; or where the format file describes a
/// form that is not read, or does not say enough.
pub(crate) fn open(
    head: &Head<'_>,
    format: Option<&FormatFile>,
    options: &ExtractOptions,
) -> Result<Opened, Error> {
    if let Some(format) = format {
        let (layout, unsaid) =
            described::layout(file_name::table_of(head.name, head.published), format)?;
        let piece = Piece {
            bytes: head.bytes,
            last: head.whole,
            first: true,
        };
        scales::prove(&layout, &unsaid, piece)?;
        let named = format.page().filter(|_| options.code_page.is_none());
        return Ok(Opened {
            form: Box::new(Native {
                page: options.code_page.or(named),
                notices: named.map(assumed).into_iter().map(Sentence::from).collect(),
                ..Native::new(layout)
            }),
            method: "bcp native, as the format file says".to_owned(),
        });
    }
    let piece = Piece {
        bytes: head.bytes,
        last: head.whole,
        first: true,
    };
    let mut failed: Vec<Fit> = Vec::new();
    let nameless = !file_name::is_known(head.name, head.published);
    for list in candidates(head.name, head.published) {
        let mut fits = fitting(list, piece, nameless, &mut failed);
        if head.bytes.is_empty() && file_name::is_known(head.name, head.published) {
            // Nothing to choose by, and nothing to read.
            fits.truncate(1);
        }
        if !fits.is_empty() {
            return choose(fits, piece, options);
        }
    }
    let (cut_off, failed): (Vec<Fit>, Vec<Fit>) = failed
        .into_iter()
        .partition(|(candidate, attempt)| candidate.is_cut_off(attempt, piece));
    if !cut_off.is_empty() {
        // The reader of it will say where.
        return choose(cut_off, piece, options);
    }
    Err(no_fit(head, failed, options.show_content))
}

/// A form that a file may have, and how far it can be read in it.
type Fit = (Candidate, Attempt);

/// The forms that fit to the last byte, or to the last whole row, of what there is.
fn fitting(
    list: Vec<Candidate>,
    piece: Piece<'_>,
    nameless: bool,
    failed: &mut Vec<Fit>,
) -> Vec<Fit> {
    let attempts = list.into_iter().map(|candidate| {
        let attempt = candidate.attempt(piece);
        (candidate, attempt)
    });
    let (fits, others) = attempts.partition(|(candidate, attempt): &Fit| {
        let whole = attempt.end == piece.bytes.len();
        // A wrong form may take anything for a long value, and wait for its end.
        let enough = !piece.last && attempt.rows > 0 && attempt.end >= piece.bytes.len() / 2;
        let certain = !nameless || candidate.evidence_with_values(attempt) >= NAMELESS;
        attempt.fault.is_none() && (whole || enough) && attempt.is_plausible() && certain
    });
    failed.extend::<Vec<Fit>>(others);
    fits
}

fn choose(fits: Vec<Fit>, piece: Piece<'_>, options: &ExtractOptions) -> Result<Opened, Error> {
    let mut different: Vec<(Fit, Option<String>)> = Vec::new();
    for (candidate, attempt) in fits {
        let agreed = different
            .iter_mut()
            .find(|((other, _), _)| other.agrees(&candidate, piece));
        match agreed {
            Some((_, also)) => *also = Some(candidate.describe()),
            None => different.push(((candidate, attempt), None)),
        }
    }
    different
        .sort_by_key(|((candidate, attempt), _)| std::cmp::Reverse(candidate.evidence(attempt)));
    let evidence: Vec<u64> = different
        .iter()
        .map(|((candidate, attempt), _)| candidate.evidence(attempt))
        .collect();
    if let [first, second, ..] = evidence[..]
        && first < second + CERTAIN
    {
        let named: Vec<String> = different.iter().map(|((it, _), _)| it.describe()).collect();
        return Err(Error::new(format!(
            "the file can be read in {} ways that do not give the same rows: as {}",
            named.len(),
            named.join("; as ")
        ))
        .expected("a file that only one known form fits; its name may say which table it is of, as in tblChat.bcp")
        .hint(ASK));
    }
    let mut different = different.into_iter();
    let Some(((mut candidate, attempt), also)) = different.next() else {
        return Err(Error::new(NO_FORM).hint(ASK));
    };
    let mode = candidate.settle(&attempt);
    let what = candidate.describe();
    if let Some(also) = also {
        candidate.form.notices.push(format!(
            "It was read as {what}; {also} has the same form, and gives the same rows of its beginning."
        ).into());
    }
    for ((other, _), _) in different {
        candidate.form.notices.push(format!(
            "It was read as {what}. Its bytes could be read as {}, too, but then far less of them is as it must be.",
            other.describe()
        ).into());
    }
    candidate.form.page = options.code_page;
    Ok(Opened {
        form: Box::new(candidate.form),
        method: match mode {
            Some(mode) => format!("bcp native ({mode}), {what}"),
            None => format!("bcp native, {what}"),
        },
    })
}

const NO_FORM: &str =
    "the file is in none of the forms in which bcp writes the tables that pchat knows";

/// Says how far the best form came.
fn no_fit(head: &Head<'_>, failed: Vec<Fit>, show: bool) -> Error {
    let error = Error::new(format!(
        "{NO_FORM}, and nothing else tells what it is: it {}",
        first_bytes(head.bytes, show)
    ));
    // The first of those that come furthest.
    let Some((candidate, attempt)) = failed
        .into_iter()
        .rev()
        .max_by_key(|(of, it)| (it.end, of.evidence(it)))
    else {
        return error.hint(ASK);
    };
    if attempt.fault.is_none()
        && let Some((row, doubt)) = &attempt.doubt
    {
        let (seen, odd) = attempt.values();
        return Error::new(format!(
            "the file could be {} by the lengths of its values, but not by the values: {odd} of {seen} cannot be right, the first in row {row}, where {doubt}",
            candidate.describe(),
        ))
        .expected("rows of numbers, moments and texts such as a pool has them")
        .hint(ASK);
    }
    if attempt.fault.is_none()
        && attempt.rows > 0
        && !file_name::is_known(head.name, head.published)
    {
        return Error::new(format!(
            "the file may be {}, but it is too small for anything in it to tell",
            candidate.describe()
        ))
        .expected("a file that is called like its table, as in tblChat.bcp, or has a format file")
        .hint(ASK);
    }
    let fault = attempt.fault.as_ref();
    let why = fault.map_or_else(
        || "a value goes on beyond what was looked at".to_owned(),
        |fault| fault.what.to_string(),
    );
    error
        .at(fault.map_or(attempt.end, |fault| fault.at) as u64)
        .expected(format!(
            "the form that comes furthest is {}, to row {}, where {why}",
            candidate.describe(),
            attempt.rows + 1
        ))
        .hint(ASK)
}
