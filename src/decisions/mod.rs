//! What the administrator decided about the findings, as a CSV file or a sheet of a workbook:
//! `rule,kind,id,name,action,value,note,identity`.
//!
//! [`update`] writes a row for each finding that something can be done about, and keeps what was decided before;
//! [`read()`] gives the decisions to a plan. The file goes through spreadsheets on its way, so whatever they do to it
//! is understood, and whatever cannot be understood is an error that names its place: a decision is never passed over.

mod action_word;
mod binding;
mod cells;
mod error;
mod fault;
mod identity;
mod place;
mod proposal;
mod replaced;
mod row;
mod saved;
mod table;
mod update;
mod write;

use std::path::{Path, PathBuf};
use std::{fs, io};

use self::error::Problem;
use self::fault::Fault;
pub(crate) use self::table::DecisionTable;
use self::table::Form;
use crate::decisions::identity::RowIdentity;
use crate::input::CodePage;
use crate::output::{Rights, atomic};
use crate::plan::{Decision, Refusal};
use crate::rules::{Evidence, Outcome};

pub use action_word::ActionWord;
pub use cells::guard as cell;
pub use error::Error;
pub use place::Place;
pub use proposal::{Proposal, proposals};
pub use row::COLUMNS;
pub use update::{Renamed, RowCounts};

/// Larger files hold no decisions: a full-size pool has some ten megabytes.
const LARGEST: u64 = 1 << 29;

/// What a file does not say of itself.
#[derive(Clone, Copy, Debug)]
pub struct FileForm {
    /// The code page of a file that is not Unicode, where it is known.
    pub code_page: Option<CodePage>,
    /// What separates the cells of a new file: one of `,`, `;` and a tab.
    pub separator: u8,
    /// Who may read a new file.
    pub rights: Rights,
}

impl Default for FileForm {
    fn default() -> Self {
        FileForm {
            code_page: None,
            rights: Rights::ANY,
            separator: b',',
        }
    }
}

/// The decisions of a file.
#[derive(Debug)]
pub struct Decisions {
    path: PathBuf,
    list: Vec<Decision>,
    places: Vec<Place>,
    /// What each row says of its object.
    row_identities: Vec<RowIdentity>,
    /// Those that stand for all findings of their rule, once [`Decisions::bind`] has made one for each of them.
    for_all: Vec<Decision>,
    /// Whether the file was read in a code page that the user named.
    in_code_page: bool,
    gone: usize,
}

impl Decisions {
    /// The decisions, in the order of the file. Rows that are marked as gone are none.
    pub fn list(&self) -> &[Decision] {
        &self.list
    }

    /// Those with the id `*`, which [`Decisions::bind`] takes out of the list: each is about all findings of its rule
    /// and kind that have no decision of their own.
    pub fn for_all(&self) -> &[Decision] {
        &self.for_all
    }

    /// How many rows are marked as gone, and so not carried out.
    pub fn gone(&self) -> usize {
        self.gone
    }

    /// Why a decision cannot be carried out, with its place in the file.
    pub fn refused(&self, refusal: &Refusal) -> Error {
        let place = |decision: usize| self.places.get(decision).copied();
        let problem = Problem {
            place: place(refusal.decision),
            fault: Fault::Refused {
                reason: refusal.reason.clone(),
                other: refusal.other.and_then(place),
            },
        };
        problem.in_file(&self.path)
    }
}

/// Reads the decisions of a file.
///
/// # Errors
/// Where it cannot be read, or a row of it cannot be understood.
pub fn read(path: &Path, code_page: Option<CodePage>) -> Result<Decisions, Error> {
    let bytes = bytes(path)?.ok_or_else(|| Fault::NoFile.in_file(path))?;
    let table = DecisionTable::parse(path, &bytes, code_page)?;
    let in_force = || table.rows.iter().filter(|row| !table.is_gone(row));
    Ok(Decisions {
        path: path.to_owned(),
        places: in_force().filter_map(|row| row.place).collect(),
        list: in_force().map(|row| row.decision.clone()).collect(),
        row_identities: in_force().map(|row| table.row_identity(row)).collect(),
        for_all: Vec::new(),
        in_code_page: table.in_code_page(),
        gone: table.rows.len() - in_force().count(),
    })
}

/// Makes sure that [`update`] will understand the file, if there is one, and find its folder: to be asked before an
/// analysis takes its time.
///
/// # Errors
/// Where it will not.
pub fn check(path: &Path, code_page: Option<CodePage>) -> Result<(), Error> {
    if let Some(bytes) = bytes(path)? {
        return DecisionTable::parse(path, &bytes, code_page)?.can_be_updated(path);
    }
    fs::metadata(atomic::folder_of(path))
        .map(drop)
        .map_err(|cause| write::cannot(path, cause))
}

/// Writes a row for each finding that something can be done about, with the recommended action. Rows that a file of
/// this name holds already keep what was decided; those whose finding has gone are marked and kept at the end; those of
/// rules that were not checked, by `only` or for want of something, stay as they are.
///
/// # Errors
/// Where there is a file that cannot be understood: then it stays as it is. Where it cannot be written.
pub fn update(
    path: &Path,
    outcome: &Outcome,
    evidence: &Evidence<'_>,
    only: &[String],
    form: FileForm,
) -> Result<RowCounts, Error> {
    let code_page = form.code_page;
    // Read again rather than kept since the check: it may have been edited while the input was read.
    let before = bytes(path)?;
    let mut table = match &before {
        Some(bytes) => DecisionTable::parse(path, bytes, code_page)?,
        None => DecisionTable::new(match is_workbook(path) {
            true => Form::workbook(),
            false => Form::separated(form.separator),
        }),
    };
    table.can_be_updated(path)?;
    table.bind(path, evidence.directory, &outcome.findings)?;
    let counts = table.update(outcome, evidence, only);
    let after = table.bytes().map_err(|cause| write::cannot(path, cause))?;
    if before.is_none_or(|before| before != after) {
        write::whole(path, &after, form.rights).map_err(|cause| write::cannot(path, cause))?;
    }
    Ok(counts)
}

/// Whether a new file of this name is a workbook. One that is there is what it holds.
fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("xlsx"))
}

/// The table that [`update`] would write where there is no file yet.
pub(crate) fn recommended(outcome: &Outcome, evidence: &Evidence<'_>) -> DecisionTable {
    let mut table = DecisionTable::new(Form::workbook());
    table.update(outcome, evidence, &[]);
    table
}

/// What is in the file; nothing where there is none.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let cannot_read = |cause: io::Error| {
        let fault = Fault::CannotRead {
            cause: cause.to_string(),
        };
        fault.because(path, cause)
    };
    let size = match fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot_read(error)),
    };
    if size > LARGEST {
        return Err(Fault::TooLarge { bytes: size }.in_file(path));
    }
    fs::read(path).map(Some).map_err(cannot_read)
}

#[cfg(test)]
mod tests;
