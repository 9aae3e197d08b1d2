//! From what was read to what reports show of it.

use std::path::{Path, PathBuf};
use std::slice;

use clap::Args;
use pchat::directory::{ChosenCollation, CollationOrigin, Cutoff, Inventory};
use pchat::input::{Progress, Skipped};
use pchat::migration::{Kind, ReadOptions};
use pchat::reading::{MemberState, NoSurvey, Reading, Survey};
use pchat::report::{Catalogue, InputSummary, MemberSummary};
use pchat::surroundings::target;
use pchat::{input, migration};

use super::common::Common;
use super::exit::Failure;
use super::{progress, terminal};

/// Reads an input, with a progress bar, and passes its remarks on.
pub fn read<S: Survey>(
    common: &Common,
    paths: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
) -> Result<Reading<S::Total>, Failure> {
    watched(common, |state| {
        migration::read(paths, options, survey, state)
    })
}

/// The same where it is known already what the input is.
pub fn read_as<S: Survey>(
    common: &Common,
    kind: Kind,
    paths: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
) -> Result<Reading<S::Total>, Failure> {
    watched(common, |state| {
        migration::read_as(kind, paths, options, survey, state)
    })
}

/// Reads two inputs at once, with a progress bar for both.
pub fn read_both<S: Survey>(
    common: &Common,
    paths: [&[PathBuf]; 2],
    options: &ReadOptions,
    surveys: [&S; 2],
) -> Result<[Reading<S::Total>; 2], Failure> {
    watched(common, |state| {
        migration::read_both(paths, options, surveys, state)
    })
}

/// Reads something, with a progress bar.
pub fn watched<T>(
    common: &Common,
    read: impl FnOnce(&Progress) -> Result<T, input::Error>,
) -> Result<T, Failure> {
    let state = Progress::default();
    Ok(progress::watched(common, &state, || read(&state))?)
}

/// Says on standard error what the reader noticed.
pub fn pass_on_notices<T>(common: &Common, reading: &Reading<T>) {
    for notice in &reading.notices {
        terminal::remark(common, notice);
    }
}

/// Says on standard error by which collation names are compared, where the input says it and nobody asked.
pub fn pass_on_collation(common: &Common, chosen: &ChosenCollation) {
    if let CollationOrigin::Input(_) = chosen.origin {
        terminal::remark(common, &Catalogue::english().collation(chosen));
    }
}

/// Says on standard error what had to be left out.
pub fn pass_on_skipped(common: &Common, input: &str, skipped: &Skipped) {
    let count = |count: u64, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        count => Some(format!("{count} {word}s")),
    };
    let records = count(skipped.count - skipped.pages, "record");
    let pages = count(skipped.pages, "damaged page");
    let what: Vec<String> = [records, pages].into_iter().flatten().collect();
    let verb = match skipped.count {
        0 => return,
        1 => "was",
        _ => "were",
    };
    let what = what.join(" and ");
    terminal::remark(common, &format!("{input}: {what} {verb} skipped"));
    for place in &skipped.places {
        terminal::remark(common, place);
    }
}

/// A file's or folder's own name, without the path to it.
pub fn name(path: &Path) -> String {
    let name = path
        .file_name()
        .or_else(|| path.components().next_back().map(|part| part.as_os_str()));
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The names of an input that may be several files.
pub fn names(paths: &[PathBuf]) -> String {
    let first = paths.first().map(|path| name(path)).unwrap_or_default();
    match paths.len() {
        0 | 1 => first,
        count => format!("{first} and {} more", count - 1),
    }
}

/// The input as reports show it: by its own name, not by the path to it.
pub fn summary<T>(paths: &[PathBuf], reading: &Reading<T>) -> InputSummary {
    InputSummary {
        name: names(paths),
        arguments: paths
            .iter()
            .map(|path| path.display().to_string())
            .collect(),
        kind: reading.kind,
        missing: reading.directory.parts.missing(),
        databases: reading.databases.clone(),
        is_empty: reading.is_empty,
        members: reading
            .members
            .iter()
            .map(|member| MemberSummary {
                name: member.name.clone(),
                bytes: member.bytes,
                crc: member.crc,
                forms: [&member.method, &member.encoding]
                    .into_iter()
                    .filter(|form| !form.is_empty())
                    .cloned()
                    .collect(),
                state: match member.state {
                    MemberState::Understood => "understood",
                    MemberState::PartlyUnderstood => "partly understood",
                    MemberState::NotUnderstood => "not understood",
                    MemberState::NotXml => "not XML",
                    MemberState::NoExtract => "no extract",
                },
                holds: member.holds.clone(),
            })
            .collect(),
    }
}

/// What is said of the target pool.
#[derive(Debug, Args)]
pub struct Target {
    /// What the target pool holds already, to find what would be overwritten: an export package of it, an extract or
    /// backup of its database, or the CSV files (or their folder) that Get-CsPersistentChatCategory, -Room and -Addin
    /// piped to Export-Csv wrote; may be given several times
    #[arg(long = "target", value_name = "T")]
    pub paths: Vec<PathBuf>,

    /// Which pool is the target, such as chat02.contoso.com, where the CSV files of --target list the objects of several
    #[arg(long = "target-pool", value_name = "FQDN", requires = "paths")]
    pub pool: Option<String>,
}

impl Target {
    /// What it holds, from all that was given of it; nothing where nothing was. With how many of its records and damaged
    /// pages had to be skipped, so that names may be missing.
    pub fn inventory(
        &self,
        common: &Common,
        options: &ReadOptions,
    ) -> Result<(Option<Inventory>, u64), Failure> {
        if self.paths.is_empty() {
            return Ok((None, 0));
        }
        let mut listings = Vec::new();
        let mut inventory = Inventory::default();
        let mut skipped = 0;
        for path in &self.paths {
            // CSV files are told from a package by looking inside.
            if let Some(files) = target::files(path, &options.limits)? {
                listings.extend(target::read_all(&files, options.extract.code_page)?);
                continue;
            }
            let reading = read(common, slice::from_ref(path), options, &NoSurvey)?;
            pass_on_notices(common, &reading);
            let reading = reading.require_data()?;
            pass_on_skipped(common, &name(path), &reading.skipped);
            skipped += reading.skipped.count;
            if let (None, Some(stated)) = (&common.collation, &reading.collation) {
                let name = stated.collation.name();
                let text = format!(
                    "The target's own collation is {name}, as {} states: --collation {name} compares names by it.",
                    stated.by
                );
                terminal::remark(common, &text);
            }
            inventory.absorb(Inventory::from(&reading.directory));
        }
        let listed = target::inventory(&listings, self.pool.as_deref())?;
        inventory.absorb(listed);
        Ok((Some(inventory), skipped))
    }

    /// What was said, as options to be given again.
    pub fn words(&self, forests: &[String]) -> Vec<String> {
        let targets = self.paths.iter().map(|it| it.display().to_string());
        let targets = targets.flat_map(|it| ["--target".to_owned(), it]);
        let pool = self.pool.iter().cloned();
        let pool = pool.flat_map(|it| ["--target-pool".to_owned(), it]);
        let forests = forests.iter().cloned();
        let forests = forests.flat_map(|it| ["--forest".to_owned(), it]);
        targets.chain(pool).chain(forests).collect()
    }
}

/// A date as an argument.
pub fn parse_date(text: &str) -> Result<Cutoff, String> {
    Cutoff::parse(text)
        .ok_or_else(|| "expected a date such as 2012-01-31 or 2012-01-31T08:00".to_owned())
}

/// The domain of a forest as an argument. Anything else would make strangers of all accounts.
pub fn parse_domain(text: &str) -> Result<String, String> {
    let is_label = |label: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.chars().all(fits)
    };
    if text.split('.').all(is_label) {
        Ok(text.to_lowercase())
    } else {
        Err("expected a domain such as contoso.com".to_owned())
    }
}
