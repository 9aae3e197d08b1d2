//! `--report DIR`: everything as files, to keep and to hand on. What is in it is up to each command: `analysis.rs`,
//! `conversion.rs`, `verification.rs`; `readme.rs` says in the folder itself what each file is.
//!
//! The files appear when all of them are whole. A folder that holds something is refused
//! ([`io::ErrorKind::DirectoryNotEmpty`]) unless `force` is given; then the files of an earlier report, of whichever command,
//! are replaced or removed, and other files stay as they are. The folder is exchanged as a whole, unless it holds anything
//! but files, is a link, belongs to another user or cannot be renamed: then its files are replaced one by one.

pub mod analysis;
pub mod conversion;
pub mod files;
mod readme;
pub mod verification;

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::{fs, mem};

use tempfile::TempDir;

use self::readme::{About, README, Readme};
use crate::output::atomic::{Made, NotExchanged};
use crate::output::{Rights, Stop, atomic};
use crate::rules::RULES;
use crate::threads;
use crate::wording::{Sentence, below, in_language, spoken, wording, words};

/// Shows a spreadsheet that the file is UTF-8: without it, Excel reads accents wrongly. Standard output has none, for it
/// is read by programs.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why the folder could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.shown())]
pub struct FolderError {
    /// The folder or file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub error: io::Error,
}

wording! {
    in "result";
    /// That a folder could not be written.
    enum Unwritten {
        /// It is not written to.
        NotUsed { path: PathBuf, cause: String },
        /// The system cannot write to it.
        CannotWrite { path: PathBuf, cause: String },
    }
}

wording! {
    in "result";
    /// Why a folder is not written to.
    enum Refused {
        /// There are files in it.
        Occupied,
        /// A run ended while it replaced an earlier report: that one is under another name.
        LeftAway { run: Run, away: PathBuf },
    }
}

wording! {
    in "result";
    /// A run of the program.
    enum Run {
        /// One before this one.
        Earlier,
        /// This one, with what went wrong.
        This { cause: String },
    }
}

impl FolderError {
    fn shown(&self) -> String {
        let (path, cause) = (self.path.clone(), self.error.to_string());
        if self.error.kind() != io::ErrorKind::DirectoryNotEmpty {
            return Sentence::from(Unwritten::CannotWrite { path, cause }).with_hint();
        }
        let refused = self.error.get_ref().and_then(|it| it.downcast_ref());
        let hint = refused.and_then(|it: &Refused| Sentence::from(it.clone()).hint());
        let below = hint.map(|hint| below(&words().hint, &hint));
        Unwritten::NotUsed { path, cause }.to_string() + &below.unwrap_or_default()
    }
}

/// What all commands call the page, where they write one.
pub const PAGE: &str = "report.html";

/// What all commands call the workbook with everything.
const WORKBOOK: &str = "report.xlsx";

/// What the commands call their files; those of the rules have their names.
const NAMES: [&str; 20] = [
    README,
    PAGE,
    "findings.csv",
    "rooms.csv",
    "categories.csv",
    "people.csv",
    "analysis.json",
    "changes.csv",
    "remaining.csv",
    "decided.csv",
    "conversion.json",
    "differences.csv",
    "compared-rooms.csv",
    "verification.json",
    "files.csv",
    "files.json",
    "copy-list.csv",
    "copy-files.cmd",
    "copy-files.ps1",
    WORKBOOK,
];

/// Makes sure that the folder will not be refused: to be asked before an analysis takes its time.
pub fn check(folder: &Path, force: bool) -> Result<(), FolderError> {
    let at_folder = |error| FolderError {
        path: folder.to_owned(),
        error,
    };
    if atomic::replaced(folder).exists() {
        return Err(at_folder(left_away(folder, Run::Earlier)));
    }
    let mut entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(at_folder)?,
    };
    if entries.next().is_some() && !force {
        let error = io::Error::new(io::ErrorKind::DirectoryNotEmpty, Refused::Occupied);
        return Err(at_folder(error));
    }
    Ok(())
}

/// That the earlier report is under another name.
fn left_away(folder: &Path, run: Run) -> io::Error {
    let away = atomic::replaced(folder);
    let refused = Refused::LeftAway { run, away };
    io::Error::new(io::ErrorKind::DirectoryNotEmpty, refused)
}

/// Where a report goes, and how its tables are written.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Whether an earlier report in it is replaced.
    pub force: bool,
    /// What separates the cells of the tables.
    pub separator: u8,
    /// Who may read it.
    pub rights: Rights,
    /// Looked at before every file.
    pub stop: &'a Stop,
    /// What the result was made with.
    pub options: &'a OptionsInEffect,
}

/// The options that a result was made with, as they are shown to others: paths without the folders they lead through.
#[derive(Clone, Debug, Default)]
pub struct OptionsInEffect {
    /// Each as it is given on the command line.
    pub options: Vec<String>,
    /// The project file that some of them come from.
    pub project: Option<String>,
}

/// What a file of a report is made by.
type Making<'a> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'a>;

/// Files in a folder of their own until all are there.
struct Files<'a> {
    to: To<'a>,
    way: Way,
    waiting: TempDir,
    names: Vec<String>,
    about: Vec<About>,
    /// Those that are still to be written.
    unwritten: Vec<(String, Making<'a>)>,
    /// The folders that were made for the one of the report.
    made: Made,
}

/// How a report gets its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The folder is made.
    New,
    /// It takes the place of another one as a whole; it waits beside that.
    Exchange,
    /// Each file takes the place of another one; they wait inside of the folder.
    OneByOne,
}

impl<'a> Files<'a> {
    fn new(to: To<'a>) -> Result<Self, FolderError> {
        check(to.folder, to.force)?;
        Files::waiting(to).map_err(|error| FolderError {
            path: to.folder.to_owned(),
            error,
        })
    }

    fn waiting(to: To<'a>) -> io::Result<Self> {
        let parent = atomic::folder_of(to.folder);
        let mut made = Made::default();
        let (way, waiting) = if !to.folder.is_dir() {
            made = Made::all(parent)?;
            (Way::New, atomic::temporary_folder(parent, to.rights)?)
        } else if let Some(waiting) = exchanging(to) {
            (Way::Exchange, waiting)
        } else {
            let waiting = atomic::temporary_folder(to.folder, to.rights)?;
            (Way::OneByOne, waiting)
        };
        Ok(Files {
            to,
            way,
            waiting,
            names: Vec::new(),
            about: Vec::new(),
            unwritten: Vec::new(),
            made,
        })
    }

    /// A file that shows a program on Windows that it is UTF-8.
    fn table(
        &mut self,
        name: &str,
        about: About,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'a,
    ) {
        self.file(name, about, |out| {
            out.write_all(BYTE_ORDER_MARK)?;
            write(out)
        });
    }

    /// A file as it is written.
    fn file(
        &mut self,
        name: &str,
        about: About,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'a,
    ) {
        self.names.push(name.to_owned());
        self.about.push(about);
        self.unwritten.push((name.to_owned(), Box::new(write)));
    }

    /// Writes them, several at once.
    fn write(&mut self) -> Result<(), FolderError> {
        let mut unwritten = mem::take(&mut self.unwritten);
        // It takes as long as all others together.
        unwritten.sort_by_key(|(name, _)| name != WORKBOOK);
        let (to, folder, language) = (self.to, self.waiting.path(), spoken());
        let written = threads::each(unwritten, |(name, write)| {
            let whole = || -> io::Result<()> {
                to.stop.check()?;
                let file = atomic::temporary(folder, to.rights)?;
                let mut out = BufWriter::new(file);
                // A thread that waits within one file may begin another.
                in_language(language, || write(&mut out))?;
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                atomic::put(file, &folder.join(&name), true)
            };
            whole().map_err(|error| at(to, &name, error))
        });
        written.into_iter().collect()
    }

    /// Gives all of them their names, and says in one more file what each is.
    fn appear(mut self, made: readme::Made) -> Result<Vec<PathBuf>, FolderError> {
        let files: Vec<_> = self.names.iter().cloned().zip(self.about.clone()).collect();
        let (separator, in_effect) = (self.to.separator, self.to.options);
        let readme = Readme {
            made,
            files,
            separator,
            in_effect,
        };
        self.file(README, About::Readme, move |out| readme.write(out));
        self.write()?;
        let folder = self.to.folder;
        let names = self.names.clone();
        match self.way {
            Way::New => {
                let waiting = self.waiting;
                atomic::put_folder(waiting, folder).map_err(|error| FolderError {
                    path: folder.to_owned(),
                    error,
                })?;
                self.made.keep();
            }
            Way::Exchange => self.exchange()?,
            Way::OneByOne => self.one_by_one()?,
        }
        Ok(names.iter().map(|name| folder.join(name)).collect())
    }

    /// Takes the place of the folder, with all that is in it and no earlier report's. Where that is not possible, each
    /// file takes its own.
    fn exchange(mut self) -> Result<(), FolderError> {
        if self.like_before().is_ok() {
            match atomic::exchange(self.waiting, self.to.folder) {
                Ok(()) => return Ok(()),
                Err(NotExchanged::AsBefore(waiting)) => self.waiting = waiting,
                Err(NotExchanged::Away(error)) => {
                    let cause = error.to_string();
                    let error = left_away(self.to.folder, Run::This { cause });
                    let path = self.to.folder.to_owned();
                    return Err(FolderError { path, error });
                }
            }
        }
        let inside = atomic::temporary_folder(self.to.folder, self.to.rights);
        let inside = inside.map_err(|error| self.failed("", error))?;
        for name in &self.names {
            let (from, to) = (self.waiting.path().join(name), inside.path().join(name));
            // The folder may be on another disk than what it is in.
            let copied = fs::copy(from, &to).and_then(|_| fs::File::open(&to)?.sync_all());
            copied.map_err(|error| self.failed(name, error))?;
        }
        self.waiting = inside;
        self.one_by_one()
    }

    /// Brings what waits to what is there: the rights of folder and files, and files of others.
    fn like_before(&self) -> io::Result<()> {
        let (new, before) = (self.waiting.path(), self.to.folder);
        let ours: HashSet<String> = self.all_names().collect();
        for entry in fs::read_dir(before)? {
            let entry = entry?;
            let (from, to) = (entry.path(), new.join(entry.file_name()));
            if to.try_exists()? {
                Rights::keep(&fs::File::open(to)?, &from)?;
            } else if !entry
                .file_name()
                .to_str()
                .is_some_and(|it| ours.contains(it))
            {
                fs::hard_link(from, to)?;
            }
        }
        Rights::keep(&fs::File::open(new)?, before)
    }

    fn one_by_one(self) -> Result<(), FolderError> {
        let folder = self.to.folder;
        let earlier = self.keep_earlier()?;
        if let Err(error) = self.replace() {
            // What was there before belongs together. That this fails too cannot be helped.
            for name in self.all_names() {
                let _ = if earlier.join(&name).exists() {
                    fs::rename(earlier.join(&name), folder.join(name))
                } else {
                    fs::remove_file(folder.join(name))
                };
            }
            return Err(error);
        }
        atomic::sync_folder(folder);
        Ok(())
    }

    /// Those of this report, and those that an earlier one may have left.
    fn all_names(&self) -> impl Iterator<Item = String> {
        let rules = RULES.iter().map(|rule| of_rule(rule.id));
        let others = NAMES.map(str::to_owned).into_iter().chain(rules);
        let others = others.filter(|name| !self.names.contains(name));
        self.names.iter().cloned().chain(others)
    }

    /// A folder with the files of an earlier report, which stay where they are. Ours get the rights that those have.
    fn keep_earlier(&self) -> Result<PathBuf, FolderError> {
        let earlier = self.waiting.path().join("earlier");
        let made = fs::create_dir(&earlier);
        made.map_err(|error| self.failed("", error))?;
        for name in self.all_names() {
            let (from, new) = (self.to.folder.join(&name), self.waiting.path().join(&name));
            let keep = || -> io::Result<()> {
                if !from.try_exists()? {
                    return Ok(());
                }
                if self.names.contains(&name) {
                    Rights::keep(&fs::File::open(&new)?, &from)?;
                }
                let to = earlier.join(&name);
                // Not every file system has links.
                fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop))
            };
            keep().map_err(|error| self.failed(&name, error))?;
        }
        Ok(earlier)
    }

    /// Puts the new files in the place of the earlier ones.
    fn replace(&self) -> Result<(), FolderError> {
        for name in self.all_names() {
            let to = self.to.folder.join(&name);
            let done = if self.names.contains(&name) {
                fs::rename(self.waiting.path().join(&name), to)
            } else {
                match fs::remove_file(to) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                    done => done,
                }
            };
            done.map_err(|error| self.failed(&name, error))?;
        }
        Ok(())
    }

    fn failed(&self, name: &str, error: io::Error) -> FolderError {
        at(self.to, name, error)
    }
}

fn at(to: To<'_>, name: &str, error: io::Error) -> FolderError {
    FolderError {
        path: to.folder.join(name),
        error,
    }
}

/// The file of a rule's findings.
fn of_rule(rule: &str) -> String {
    format!("{rule}.csv")
}

/// A folder beside one that it can take the place of; nothing where that is not possible.
fn exchanging(to: To<'_>) -> Option<TempDir> {
    if !atomic::is_exchangeable(to.folder).ok()? {
        return None;
    }
    let waiting = atomic::temporary_folder(atomic::folder_of(to.folder), to.rights).ok()?;
    let same = atomic::same_owner(to.folder, waiting.path());
    same.is_ok_and(|same| same).then_some(waiting)
}

#[cfg(test)]
mod tests;
