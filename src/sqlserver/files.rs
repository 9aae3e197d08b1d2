//! The files of an input: what holds rows, and what else is there.

use std::sync::Arc;

use super::bacpac::Bacpac;
use super::database::Database;
use super::extract::Extract;
use super::file::{Other, OtherKind, Stated};
use crate::input::{Error, Skipped, aside, foreign};
use crate::sqlserver::Table;
use crate::wording::{Sentence, wording};

/// The files of an input.
#[derive(Default)]
pub(crate) struct Files {
    /// Those that hold rows, in the order of their names.
    pub extracts: Vec<Extract>,
    /// Those that hold none.
    pub others: Vec<Other>,
    /// The names of hidden and temporary files, which were not looked at.
    pub aside: Vec<String>,
    /// What is odd about the zips that they are in.
    pub notices: Vec<Sentence>,
    /// What the bacpacs say, of which some of the extracts are parts.
    pub bacpacs: Vec<Bacpac>,
    /// The collations that the input states before it is read.
    pub collations: Vec<Stated>,
    /// The databases that some of the extracts are tables of.
    pub databases: Vec<Arc<Database>>,
    /// What was found to be damaged when they were opened.
    pub skipped: Skipped,
}

/// What is said of files that were not read: one note for those that are something else, and one for those that were not
/// looked at.
pub(crate) fn left_out(others: &[Other], aside: &[String]) -> Vec<Sentence> {
    let foreign: Vec<_> = others
        .iter()
        .filter_map(|other| match other.what {
            OtherKind::Foreign(foreign) => Some((&*other.member.name, foreign)),
            _ => None,
        })
        .collect();
    let foreign = foreign::note(&foreign).map(Sentence::from);
    let aside = aside::note(aside).map(Sentence::from);
    foreign.into_iter().chain(aside).collect()
}

wording! {
    in "extract";
    /// What is not in an input.
    enum Missing {
        /// No table is in it.
        Tables,
        /// Not all rows are in it that a bacpac says it has.
        RowsOfBacpac { found: u64, promised: u64 },
    }
}

/// A script that tells of no table at all is none with rows: of routines, or of another product.
pub(crate) fn some_table(
    tables: &[(Arc<Table>, u64)],
    databases: &[Arc<Database>],
    others: &[Other],
) -> Result<(), Error> {
    if !tables.is_empty() || !databases.is_empty() || !others.is_empty() {
        return Ok(());
    }
    Err(Error::new(Missing::Tables))
}

/// Makes sure that all rows of a bacpac were there that it says it holds; `None` where some of its tables cannot be read.
pub(crate) fn promised(bacpac: &Bacpac, found: Option<u64>, skipped: u64) -> Result<(), Error> {
    match (bacpac.rows, found) {
        (Some(promised), Some(found)) if promised != found + skipped => {
            Err(Error::new(Missing::RowsOfBacpac { found, promised }).in_member(&bacpac.name))
        }
        _ => Ok(()),
    }
}
