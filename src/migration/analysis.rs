//! From an input to what the rules say of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::watch::{Watch, watched};
use super::{Chosen, ReadOptions, TargetNames, TargetPool, read, read_pool};
use crate::decisions::{self, FileForm, RowCounts};
use crate::directory::{Cutoff, FileStore, History, PoolNames, Unclaimed};
use crate::input::Error;
use crate::reading::{NoSurvey, Reading, Statistics};
use crate::rules::{self, Evidence, Options, Outcome};
use crate::surroundings::store;
use crate::wording::in_english;

/// What is to be analysed, and for what.
#[derive(Debug, Default)]
pub struct Question {
    /// The files: an export package, or an extract of the database.
    pub input: Vec<PathBuf>,
    /// How they are read.
    pub reading: ReadOptions,
    /// What the findings depend on.
    pub chosen: Chosen,
    /// What the target pool holds already.
    pub target: TargetPool,
    /// A copy of the file store's folder.
    pub store: Option<PathBuf>,
    /// The rules to be checked, by their ids; all of them where none is named.
    pub only: Vec<String>,
    /// Count messages day by day, for reports that show when they were written.
    pub by_day: bool,
}

/// What was looked at, and what the rules say of it.
#[derive(Debug)]
pub struct Analysis {
    /// What was read.
    pub reading: Reading<History>,
    /// What the findings depend on.
    pub options: Options,
    /// What the target pool holds already.
    pub target: TargetNames,
    /// The copy of the file store.
    pub store: Option<FileStore>,
    /// The rules that were asked for; all of them where none is named.
    pub only: Vec<String>,
    /// What they say.
    pub outcome: Outcome,
    names: Arc<PoolNames>,
}

/// Reads the input and all that was named beside it, and lets the rules look at it.
///
/// # Errors
/// Where one of them cannot be read, or the input is no data of a pool.
pub fn analyze<W: Watch>(question: &Question, watch: &W) -> Result<Analysis, Error> {
    let Question {
        input,
        reading: options,
        chosen,
        target,
        store,
        only,
        by_day,
    } = question;
    let target = target.read(options, chosen, watch)?;
    let store = store.as_deref().map(store::list).transpose()?;
    let survey = Statistics {
        since: chosen.since.as_ref().map(Cutoff::at),
        keep_file_links: store.is_some(),
        by_day: *by_day,
        ..Statistics::default()
    };
    let reading = read_pool(input, options, &survey, watch)?;
    let options = chosen.options(reading.collation.as_ref());
    let evidence = Evidence::with(
        &reading.directory,
        &reading.total,
        &options,
        target.inventory.as_ref(),
        store.as_ref(),
        &reading.unclaimed,
    );
    let outcome = rules::check(&evidence, only);
    let names = Arc::clone(&evidence.names);
    Ok(Analysis {
        options,
        reading,
        target,
        store,
        only: only.clone(),
        outcome,
        names,
    })
}

impl Analysis {
    /// What the rules looked at.
    pub fn evidence(&self) -> Evidence<'_> {
        let Reading {
            directory,
            total,
            unclaimed,
            ..
        } = &self.reading;
        let (target, store) = (self.target.inventory.as_ref(), self.store.as_ref());
        let (names, options) = (Arc::clone(&self.names), &self.options);
        Evidence::named(names, directory, total, options, target, store, unclaimed)
    }

    /// How many records and damaged pages of the input and the target had to be left out.
    pub fn skipped(&self) -> u64 {
        self.target.skipped + self.reading.skipped.count
    }

    /// Brings a file of decisions up to date, or writes a new one: see [`decisions::update`].
    ///
    /// # Errors
    /// Where there is a file that cannot be understood: then it stays as it is. Where it cannot be written.
    pub fn update_decisions(
        &self,
        file: &Path,
        form: FileForm,
    ) -> Result<RowCounts, decisions::Error> {
        // Programs read it, and whoever decides may speak another language.
        in_english(|| decisions::update(file, &self.outcome, &self.evidence(), &self.only, form))
    }
}

/// What is in an input, and how far it is understood.
#[derive(Debug)]
pub struct Inspection {
    /// What was read: of the messages nothing.
    pub reading: Reading<()>,
    /// What is not understood, member by member.
    pub census: Vec<Unclaimed>,
}

/// Looks at an input, be it data of a pool or not. Pages of data files are checked where the options say so.
///
/// # Errors
/// Where it cannot be read.
pub fn inspect<W: Watch>(
    input: &[PathBuf],
    options: &ReadOptions,
    watch: &W,
) -> Result<Inspection, Error> {
    let reading = watched(watch, |state| read(input, options, &NoSurvey, state))?;
    let census = reading.census();
    Ok(Inspection { reading, census })
}

impl Inspection {
    /// How many records had to be left out and how many pages are damaged.
    pub fn skipped(&self) -> u64 {
        let damaged = self.reading.databases.iter().flat_map(|it| &it.damaged);
        let damaged: u64 = damaged.map(|it| it.count).sum();
        self.reading.skipped.count + damaged
    }
}
