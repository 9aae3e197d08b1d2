//! The native form of bcp (`-n`, `-N`): values as they are in memory, one after the other, and nothing that says what
//! they are. A format file says it; without one, each form that a known table can have is tried.

mod codec;
mod described;
mod fault;
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

use fault::{Form, FormFault};
use guess::{Attempt, CERTAIN, Candidate, NAMELESS, candidates};

use super::file::{Head, Opened};
use super::format_file::FormatFile;
use super::options::ExtractOptions;
use crate::input::foreign::first_bytes;
use crate::input::{CodePage, Error};
use crate::sqlserver::rows::form::Piece;
use crate::wording::{Sentence, wording};

pub(crate) use codec::{Codec, Wrong};
pub(crate) use form::Native;
pub(crate) use layout::RowLayout;
pub(crate) use rules::{Rules, codec};

wording! {
    in "native";
    /// What was assumed of a file.
    enum Noticed {
        /// Its text is in the code page that the format file names.
        PageOfFormatFile { code_page: String },
        /// Another form fits as well.
        SameForm { form: Form, other: Form },
        /// Another form fits, and less tells that it is that one.
        LessLikely { form: Form, other: Form },
    }
}

wording! {
    in "native";
    /// How a file was written.
    enum Method {
        /// As its format file says.
        AsDescribed,
        /// In this form, with this option of bcp where that is known.
        Found {
            option: Option<&'static str>,
            form: Form,
        },
    }
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
                notices: named.map(assumed).into_iter().collect(),
                ..Native::new(layout)
            }),
            method: Method::AsDescribed.to_string(),
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

/// The code page of the text, where the format file alone says it.
fn assumed(page: CodePage) -> Sentence {
    let code_page = page.to_string();
    Noticed::PageOfFormatFile { code_page }.into()
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
    let mut different: Vec<(Fit, Option<Form>)> = Vec::new();
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
        let forms = different.iter().map(|((candidate, _), _)| {
            let form = candidate.describe();
            FormFault::As { form }.to_string()
        });
        return Err(Error::new(FormFault::Ambiguous {
            ways: different.len(),
            forms: forms.collect(),
        }));
    }
    let mut different = different.into_iter();
    let Some(((mut candidate, attempt), also)) = different.next() else {
        return Err(Error::new(FormFault::NoForm));
    };
    let option = candidate.settle(&attempt);
    let form = candidate.describe();
    let notices = &mut candidate.form.notices;
    if let Some(other) = also {
        let form = form.clone();
        notices.push(Noticed::SameForm { form, other }.into());
    }
    for ((other, _), _) in different {
        let (form, other) = (form.clone(), other.describe());
        notices.push(Noticed::LessLikely { form, other }.into());
    }
    candidate.form.page = options.code_page;
    Ok(Opened {
        form: Box::new(candidate.form),
        method: Method::Found { option, form }.to_string(),
    })
}

/// Says how far the best form came.
fn no_fit(head: &Head<'_>, failed: Vec<Fit>, show: bool) -> Error {
    let begins = first_bytes(head.bytes, show).into();
    let error = Error::new(FormFault::NothingFits { begins });
    // The first of those that come furthest.
    let Some((candidate, attempt)) = failed
        .into_iter()
        .rev()
        .max_by_key(|(of, it)| (it.end, of.evidence(it)))
    else {
        return error;
    };
    let form = candidate.describe();
    let (seen, odd) = attempt.values();
    if attempt.fault.is_none()
        && let Some((row, doubt)) = attempt.doubt
    {
        return Error::new(FormFault::OddValues {
            form,
            odd,
            seen,
            row,
            doubt,
        });
    }
    if attempt.fault.is_none()
        && attempt.rows > 0
        && !file_name::is_known(head.name, head.published)
    {
        return Error::new(FormFault::TooSmall { form });
    }
    let fault = attempt.fault;
    error
        .at(fault.as_ref().map_or(attempt.end, |fault| fault.at) as u64)
        .expected(FormFault::Furthest {
            form,
            row: attempt.rows + 1,
            why: fault.map(|fault| fault.what),
        })
}
