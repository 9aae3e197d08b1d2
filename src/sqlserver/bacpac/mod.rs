//! Bacpac: a zip with the definitions of all tables and the rows of each (reference: sql-extracts, 5).

mod definitions;
mod fault;
mod model;
mod names;
mod origin;
mod parts;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use fault::{BacpacFault, Method, TableProblem};
use model::Model;
use origin::Origin;
use parts::DataPart;

use super::extract::Extract;
use super::native::{Native, RowLayout, Rules};
use super::stream::Stream;
use crate::input::Error;
use crate::input::encodings::{Detected, Encoding};
use crate::input::members::Member;
use crate::sqlserver::Table;
use crate::wording::Sentence;

/// A bacpac, ready to be read.
pub(crate) struct Bacpac {
    /// What it is called.
    pub name: String,
    /// All tables, those without rows included.
    pub tables: Vec<Arc<Table>>,
    /// How many rows all tables have, where the bacpac says so.
    pub rows: Option<u64>,
    /// The collation of the database, where the bacpac says it.
    pub collation: Option<String>,
}

const MODEL: &str = "model.xml";
const ORIGIN: &str = "Origin.xml";

/// Whether a zip or a folder with these members is a bacpac, or a dacpac.
pub(crate) fn is_bacpac(members: &[Member]) -> bool {
    let has = |name: &str| members.iter().any(|member| member.name == name);
    has(MODEL) && (has(ORIGIN) || has("DacMetadata.xml"))
}

/// Opens a bacpac with these members, the `number`th among the input. With it come its parts with rows: table by table
/// as the model has them, each in order. `allow_empty`: it need not have rows.
///
/// # Errors
/// Where it is a dacpac, its model cannot be read, or a part is missing or of no table.
pub(crate) fn open(
    name: String,
    number: usize,
    members: Vec<Member>,
    allow_empty: bool,
) -> Result<(Bacpac, Vec<Extract>), Error> {
    let named = |name: &str| members.iter().find(|member| member.name == name);
    let model = named(MODEL).ok_or_else(|| Error::new(BacpacFault::NoModel))?;
    let model = Model::read(model).map_err(|error| error.in_member(MODEL))?;
    let origin = match named(ORIGIN) {
        Some(origin) => origin::read(origin).map_err(|error| error.in_member(ORIGIN))?,
        None => Origin::default(),
    };
    let parts = parts::of(members)?;
    if parts.is_empty() && !origin.has_rows && !allow_empty {
        return Err(Error::new(BacpacFault::Dacpac));
    }
    let mut of_tables: Vec<Vec<Extract>> = Vec::new();
    of_tables.resize_with(model.tables.len(), Vec::new);
    for part in parts {
        let at = model
            .table(&part.folder)
            .map_err(|error| error.in_member(&part.member.name))?;
        if let (Some(extracts), Some((table, problem))) =
            (of_tables.get_mut(at), model.tables.get(at))
        {
            extracts.push(extract(part, number, table, problem.as_ref()));
        }
    }
    let bacpac = Bacpac {
        name,
        tables: model.tables.into_iter().map(|(table, _)| table).collect(),
        rows: origin.rows,
        collation: model.collation,
    };
    Ok((bacpac, of_tables.into_iter().flatten().collect()))
}

/// A part with the form of its table. What cannot be read is said when it is read: no other table needs to know.
fn extract(
    part: DataPart,
    number: usize,
    table: &Arc<Table>,
    problem: Option<&TableProblem>,
) -> Extract {
    let layout = match problem {
        Some(problem) => Err(Sentence::from(problem.clone())),
        None => RowLayout::new(Arc::clone(table), Rules::Bacpac).map_err(Sentence::from),
    };
    let form = match layout {
        Ok(layout) => Native::new(layout),
        Err(problem) => Native::refused(Arc::clone(table), problem),
    };
    Extract::Stream(Stream {
        bacpac: Some(number),
        member: part.member,
        detected: Detected {
            encoding: Encoding::Binary,
            bom: 0,
        },
        form: Box::new(form),
        method: Method::Rows {
            table: table.name.to_string(),
        }
        .to_string(),
        end_mark: Default::default(),
    })
}
