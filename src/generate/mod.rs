//! Synthetic packages and extracts of any size, for trials, tests and benchmarks.
//!
//! The pool comes from a seed and a few numbers: the same plan gives the same bytes, and the same pool whatever
//! the [`Spelling`] and the [`Form`], as far as a database can hold it. It holds trouble for every rule in small
//! shares; with at least 20 rooms, 20 users and 1,000 messages, at least one of each. Text is written as it is drawn,
//! so memory does not grow with the messages.

mod addins;
mod archive;
mod bacpac;
mod categories;
mod database;
mod error;
mod extract;
#[cfg(test)]
mod extract_tests;
mod fit;
mod form;
#[cfg(test)]
mod from_package;
mod messages;
mod output;
mod people;
mod pool;
mod random;
mod rooms;
mod rows;
#[cfg(test)]
mod sample_tests;
mod spell;
mod spell_messages;
mod spelling;
#[cfg(test)]
mod tests;
mod text;
#[cfg(test)]
mod trouble_tests;
mod words;
mod xml;

use std::io::{self, BufWriter};
use std::path::Path;

use archive::{Archive, Folder, OneFile, Zip};
use messages::History;
use output::Output;
use pool::Pool;
use spelling::Encoding;

use crate::output::{OutputError, Rights, atomic};
use crate::pool::schema::Generation;

use error::Fault;
pub use error::{Error, Impossible};
pub use form::{Dialect, Form};
pub use spelling::Spelling;

/// What to generate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Rooms, disabled ones included.
    pub rooms: u64,
    /// Users, the system user and federated users included.
    pub users: u64,
    /// Messages in all rooms.
    pub messages: u64,
    /// Another seed is another pool.
    pub seed: u64,
    /// How it is written down.
    pub spelling: Spelling,
    /// As what.
    pub form: Form,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            rooms: 100,
            users: 200,
            messages: 10_000,
            seed: 1,
            spelling: Spelling::default(),
            form: Form::Package,
        }
    }
}

impl Plan {
    /// Whose tables must hold the pool; a package need not think of any.
    fn schema(&self) -> Option<Generation> {
        match self.form {
            Form::Package => self.spelling.database,
            Form::Extract { schema, .. } => Some(schema),
        }
    }

    fn encoding(&self) -> Encoding {
        let by_itself = match self.form {
            Form::Package => Encoding::default(),
            Form::Extract { dialect, .. } => dialect.encoding(),
        };
        self.spelling.encoding.unwrap_or(by_itself)
    }
}

/// What a plan is written into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Zip,
    Folder,
    File,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Users, the system user and federated users included.
    pub users: u64,
    /// Groups, organisational units and domains.
    pub groups: u64,
    /// Categories, the root included.
    pub categories: u64,
    /// Rooms.
    pub rooms: u64,
    /// Add-ins.
    pub addins: u64,
    /// Messages, those of a room that does not exist included.
    pub messages: u64,
    /// Bytes of a package's XML members or of an extract's rows, uncompressed.
    pub bytes: u64,
}

/// Messages from which on a member of them may exceed 4 GB, in any spelling.
const LARGE_FROM: u64 = 2_000_000;

/// Writes a package, a zip file where the name ends in `.zip`, else a folder; or an extract: one file or a folder, as
/// the form has it. It is written beside its final name and renamed when whole. An existing file is replaced with
/// `force` only, an existing folder never. `progress` gets how many bytes of XML or rows are written; an error of it
/// ends the writing.
pub fn write(
    plan: &Plan,
    out: &Path,
    force: bool,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> Result<Summary, Error> {
    if plan.users < 2 || plan.rooms == 0 {
        return Err(Impossible::TooSmall.into());
    }
    let container = container(plan, out)?;
    // A folder is never replaced.
    atomic::check(out, force && container != Container::Folder)?;
    let pool = Pool::new(plan);
    let history = History::new(&pool, plan.seed, plan.messages);
    let written = match container {
        Container::Folder => folder(plan, &pool, &history, out, progress),
        _ => file(plan, &pool, &history, container, (out, force), progress),
    };
    let bytes = written.map_err(|cause| OutputError::new(out, cause))?;
    Ok(Summary {
        users: plan.users,
        groups: pool.directory.principals.iter().count() as u64 - plan.users,
        categories: pool.directory.categories.len() as u64,
        rooms: pool.directory.rooms.len() as u64,
        addins: pool.directory.addins.len() as u64,
        messages: history.total(),
        bytes,
    })
}

/// What the form is written into, where everything that was said goes together.
fn container(plan: &Plan, out: &Path) -> Result<Container, Impossible> {
    let ends_in = |wanted: &str| {
        let extension = out.extension();
        extension.is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
    };
    let spelling = &plan.spelling;
    let Form::Extract { dialect, .. } = plan.form else {
        if ends_in("zip") {
            return Ok(Container::Zip);
        }
        return match spelling.zip_only {
            Some(word) => Err(Impossible::ZipOnly { word }),
            None => Ok(Container::Folder),
        };
    };
    let form = dialect.word();
    if let Some(word) = spelling.package_only {
        return Err(Impossible::PackageOnly {
            word,
            form,
            for_database: spelling.database.is_some(),
        });
    }
    if spelling.encoding.is_some() && !dialect.has_choice_of_encoding() {
        return Err(Impossible::OwnEncoding { form });
    }
    match dialect.one_file() {
        None => Ok(Container::Folder),
        Some(extension) if !ends_in(extension) => Err(Impossible::OneFile { form, extension }),
        Some(_) if dialect == Dialect::Bacpac => Ok(Container::Zip),
        Some(_) => Ok(Container::File),
    }
}

fn file(
    plan: &Plan,
    pool: &Pool,
    history: &History<'_>,
    container: Container,
    (out, force): (&Path, bool),
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<u64> {
    let mut beside = atomic::temporary(atomic::folder_of(out), Rights::ANY)?;
    let file = beside.as_file_mut();
    let archive: Box<dyn Archive> = if container == Container::Zip {
        Box::new(Zip::new(file, &plan.spelling, plan.messages >= LARGE_FROM)?)
    } else {
        Box::new(OneFile(BufWriter::with_capacity(1 << 18, file)))
    };
    let bytes = members(plan, pool, history, archive, progress)?;
    atomic::put(beside, out, force)?;
    Ok(bytes)
}

fn folder(
    plan: &Plan,
    pool: &Pool,
    history: &History<'_>,
    out: &Path,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<u64> {
    let beside = atomic::temporary_folder(atomic::folder_of(out), Rights::ANY)?;
    let archive = Box::new(Folder::new(beside.path()));
    let bytes = members(plan, pool, history, archive, progress)?;
    atomic::put_folder(beside, out)?;
    Ok(bytes)
}

fn members(
    plan: &Plan,
    pool: &Pool,
    history: &History<'_>,
    archive: Box<dyn Archive + '_>,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<u64> {
    let inner = if plan.spelling.inner_folder {
        "PersistentChatData/"
    } else {
        ""
    };
    let mut output = Output::new(archive, plan.encoding(), inner, progress);
    match plan.form {
        Form::Package => spell::package(pool, history, &plan.spelling, &mut output)?,
        Form::Extract { dialect, schema } => {
            extract::write(pool, history, dialect, schema, &mut output)?;
        }
    }
    output.finish()
}
