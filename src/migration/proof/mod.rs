//! Whether a result holds what was promised.

mod manifest;
mod promise;
mod second;

use std::path::PathBuf;
use std::slice;

use self::manifest::{Comparison, Manifest};
use self::second::Second;
use super::deciding::{Decided, Deciding};
use super::planned::plan_options;
use super::watch::{Note, Watch, pass_on, watched};
use super::{Chosen, Error, ReadOptions, read, read_both};
use crate::directory::{Cutoff, History};
use crate::reading::{Digests, InputKind, MemberReading, MessageDigests, Reading};
use crate::rules::{Evidence, Options};
use crate::verify::manifest::ManifestUse;
use crate::verify::{
    ComparedRoom, Counts, Difference, Listing, Matching, Pairs, RoomPair, Search, Side, Suspects,
};
use crate::{input, package, verify as compare};

pub use promise::{Compared, Promise};

/// That a result is what a conversion promises. Other decisions promise another result.
#[derive(Debug, Default)]
pub struct Claim {
    /// What was converted: the files of a package, or of an extract of the database.
    pub source: Vec<PathBuf>,
    /// What the conversion wrote; or what the target exports after the import.
    pub result: PathBuf,
    /// How both are read.
    pub reading: ReadOptions,
    /// What the plan depended on.
    pub chosen: Chosen,
    /// What was decided.
    pub decisions: Deciding,
    /// The result is an export of the target after the import: it may have other ids, and hold more.
    pub imported: bool,
    /// The manifest of the result; none: the one beside it, if there is one.
    pub manifest: Option<PathBuf>,
    /// Both are read a second time, another way.
    pub thorough: bool,
}

/// What was compared, and what came of it.
#[derive(Debug)]
pub struct Proof {
    /// What was promised: the source, with the pool as the plan makes it and without the rooms that are left out.
    pub source: Reading<Digests>,
    /// What is there.
    pub result: Reading<Digests>,
    /// How much was compared.
    pub counts: Counts,
    /// What differs: objects, then rooms with other messages, then members and messages; then what the manifest says
    /// otherwise, and what a second reading does.
    pub differences: Vec<Difference>,
    /// Every room, as promised and as found.
    pub rooms: Vec<ComparedRoom>,
    /// What became of the manifest.
    pub manifest: ManifestUse,
    /// The rooms whose messages come in another order, where that was looked at: no difference.
    pub reordered: Vec<String>,
    /// Messages that differ and were found, but are too many to be among the differences.
    pub unlisted: u64,
    /// Whether there are more messages that differ, which were not looked for.
    pub incomplete: bool,
    /// Whether the ids of the two have nothing in common.
    pub ids_do_not_fit: bool,
}

impl Proof {
    /// How many records and damaged pages of the two had to be left out.
    pub fn skipped(&self) -> u64 {
        self.source.skipped.count + self.result.skipped.count
    }
}

/// Works the plan out once more, carries it out on the source, and compares that with the result.
///
/// # Errors
/// Where the source, the result or the manifest cannot be read, and where a decision cannot be carried out. That
/// something differs is none.
pub fn verify<W: Watch>(claim: &Claim, watch: &W) -> Result<Proof, Error> {
    let manifest = Manifest::find(claim.manifest.as_deref(), &claim.result)?;
    let (mut promise, mut result, second) = claim.read(watch)?;
    if !claim.imported {
        let all = manifest.is_some();
        let wanted = |member: &MemberReading| all || compare::is_unknown(member);
        package::fill_in_checksums(&claim.result, &mut result.members, wanted)?;
        if let (InputKind::Package, [package]) = (promise.reading.kind, &claim.source[..]) {
            let members = &mut promise.reading.members;
            package::fill_in_checksums(package, members, compare::is_unknown)?;
        }
    }
    let pairs = promise.pairs(&result.directory);
    let Compared {
        mut differences,
        mut counts,
        suspects,
    } = promise.compare(&pairs, &result, &result.total);
    let listing = match &suspects[..] {
        [] => Listing::default(),
        suspects => claim.search(watch, &pairs, suspects)?,
    };
    let ids_do_not_fit = pairs.ids_do_not_fit();
    differences.extend(listing.differences);

    let of_manifest = match &manifest {
        None => Comparison::default(),
        Some(it) => claim.hold_against(watch, it, &promise, &result)?,
    };
    counts.manifest = of_manifest.count;
    differences.extend(of_manifest.differences);
    counts.second = second.count;
    differences.extend(second.differences);
    let digests = (&promise.reading.total, &result.total);
    let rooms = compare::compared_rooms(&pairs, digests, &differences);
    // Whatever was read once more is still what it was.
    result.stamps.check()?;
    Ok(Proof {
        source: promise.reading,
        result,
        counts,
        differences,
        rooms,
        manifest: of_manifest.used,
        reordered: second.reordered,
        unlisted: listing.unlisted,
        incomplete: listing.incomplete,
        ids_do_not_fit,
    })
}

impl Claim {
    fn paths(&self) -> [&[PathBuf]; 2] {
        [&self.source, slice::from_ref(&self.result)]
    }

    /// What is to be known of the messages of the source.
    fn digests(&self, imported: bool) -> MessageDigests {
        let since = self.chosen.since.as_ref().map(Cutoff::at);
        MessageDigests { since, imported }
    }

    /// What was promised, and what is there: all of it, whatever was promised.
    fn read<W: Watch>(&self, watch: &W) -> Result<(Promise, Reading<Digests>, Second), Error> {
        let options = &self.reading;
        let decided = self.decisions.read(options.extract.code_page, watch)?;
        let kept = self.digests(self.imported);
        let all = MessageDigests {
            since: None,
            ..kept
        };
        let [source, result] = watched(watch, |state| {
            read_both(self.paths(), options, [&kept, &all], state)
        })?;
        pass_on(watch, &source.notices);
        if source.kind == InputKind::Extract {
            watch.note(Note::NotPromised);
        }
        let source = source.require_data()?;
        let second = match self.thorough {
            true => {
                let readings = [&source, &result];
                second::read(watch, self.paths(), options, readings, self.imported)?
            }
            false => Second::default(),
        };
        let promise = self.promise(watch, source, decided)?;
        pass_on(watch, &result.notices);
        let result = result.require_data()?;
        note_skipped(watch, &result);
        Ok((promise, result, second))
    }

    /// The plan, worked out once more and carried out on the source.
    fn promise<W: Watch>(
        &self,
        watch: &W,
        source: Reading<Digests>,
        decided: Decided,
    ) -> Result<Promise, Error> {
        // Digests know only what is kept: what was before the date cannot be asked of them.
        let options = Options {
            since: None,
            ..plan_options(&self.chosen, &source)
        };
        watch.note(Note::Collation(&options.collation));
        let history = History::from(&source.total);
        let evidence = Evidence::new(&source.directory, &history, &options);
        let plan = decided.carried(&evidence)?.plan;
        note_skipped(watch, &source);
        let matching = match self.imported {
            true => Matching::Imported,
            false => Matching::SameIds,
        };
        let collation = options.collation.collation;
        Ok(Promise::new(source, &plan, collation, matching))
    }

    /// Reads both inputs twice more, to find the messages behind digests that differ.
    fn search<W: Watch>(
        &self,
        watch: &W,
        pairs: &Pairs<'_>,
        suspects: &[RoomPair],
    ) -> Result<Listing, input::Error> {
        let search = Search::new(pairs, suspects, self.digests(self.imported));
        let sums = (search.sums(Side::Expected), search.sums(Side::Found));
        watched(watch, |state| {
            read_both(self.paths(), &self.reading, [&sums.0, &sums.1], state)
        })?;
        let suspects = Suspects::new(sums.0, sums.1);
        let collector = |side| search.collector(side, &suspects);
        let collectors = [&collector(Side::Expected), &collector(Side::Found)];
        let [expected, found] = watched(watch, |state| {
            read_both(self.paths(), &self.reading, collectors, state)
        })?;
        let (expected, found) = (expected.total, found.total);
        Ok(compare::list(&search, &suspects, expected, found))
    }

    /// What the manifest says otherwise.
    fn hold_against<W: Watch>(
        &self,
        watch: &W,
        manifest: &Manifest,
        promise: &Promise,
        result: &Reading<Digests>,
    ) -> Result<Comparison, input::Error> {
        if !self.imported {
            return manifest.compare(&self.result, result);
        }
        // The promise leaves out the ids of messages; the manifest does not.
        let survey = self.digests(false);
        let source = watched(watch, |state| {
            read(&self.source, &self.reading, &survey, state)
        })?;
        let mut digests = source.total;
        digests.rooms.retain(|id, _| !promise.left_out.contains(id));
        Ok(manifest.compare_with_promise(&promise.reading.directory, &digests))
    }
}

fn note_skipped<W: Watch, T>(watch: &W, reading: &Reading<T>) {
    watch.note(Note::Skipped {
        input: &reading.input,
        skipped: &reading.skipped,
    });
}
