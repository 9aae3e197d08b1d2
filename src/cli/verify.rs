mod manifest;
mod second;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use pchat::decisions::Decisions;
use pchat::directory::{Cutoff, Directory, Id, Unclaimed, UnclaimedReason};
use pchat::migration::ReadOptions;
use pchat::reading::{Digests, MemberReading, MessageDigests, Reading};
use pchat::report::verification::Verification;
use pchat::report::{Catalogue, InputSummary, verification};
use pchat::rules::Options;
use pchat::verify::{Leeway, Listing, Matching, Pairs, RoomPair, Search, Side, Suspects};
use pchat::{package, verify};

use self::manifest::Manifest;
use self::second::Second;
use super::common::{Common, Format};
use super::exit::{Exit, Failure};
use super::planning::PlanOptions;
use super::{shown, terminal};

const EXAMPLES: &str = "\
Examples:
  pchat verify export.zip new.zip --decisions decisions.csv
      whether new.zip is what convert promises for these options
  pchat verify export.zip after.zip --decisions decisions.csv --imported
      whether the target has it all, by an export made after the import

Give the options that convert was given: other decisions promise another result.
The exit code is 0 where everything that was promised is there, and 5 where
anything differs.";

/// Of an extract of the database.
const NOT_PROMISED: &str = "Not compared, because it is not carried over: whatever the extract holds that a package has \
                            no known place for (docs/convert.md).";

/// Prove that a result holds what was promised: every category, room, role, setting and message
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Verify {
    /// What was converted, not the result: the package that you exported, or the extract of the database, which may be
    /// several files
    #[arg(required = true)]
    source: Vec<PathBuf>,

    /// What convert wrote; with --imported, what Export-CsPersistentChatData wrote of the target after the import
    result: PathBuf,

    /// The result is an export of the target after the import: it may have other ids, and hold more
    #[arg(long)]
    imported: bool,

    /// The manifest of the result [default: the one beside RESULT, such as new.manifest.json beside new.zip]
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,

    /// Read both inputs a second time, another way: entries of a zip without its directory, messages by a general reader of
    /// XML; takes several times as long, and finds what the reader itself is blind to
    #[arg(long)]
    thorough: bool,

    #[command(flatten)]
    plan: PlanOptions,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// How many differences of each sort the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,
}

/// What was promised.
struct Promise {
    summary: InputSummary,
    skipped: u64,
    directory: Directory,
    digests: Digests,
    /// Rooms that the source has and nobody promised.
    left_out: BTreeSet<Id>,
    /// What of the rest may be different.
    leeway: Leeway,
    members: Vec<MemberReading>,
    unclaimed: Vec<Unclaimed>,
    options: Options,
}

impl Verify {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let options = common.read_options(false)?;
        let manifest = Manifest::find(self.manifest.as_deref(), &self.result)?;
        let (mut promise, mut result, second) = self.read(common, &options)?;
        let matching = if self.imported {
            Matching::Imported
        } else {
            Matching::SameIds
        };
        let collation = &promise.options.collation.collation;
        let pairs = Pairs::new(&promise.directory, &result.directory, matching, collation);
        let (mut differences, mut counts) = verify::pool(&pairs);
        let rooms = verify::rooms(&pairs, &promise.digests, &result.total);
        counts.messages = rooms.messages;
        differences.extend(rooms.differences);
        if !self.imported {
            let all = manifest.is_some();
            let wanted = |member: &MemberReading| all || verify::is_unknown(member);
            package::fill_in_checksums(&self.result, &mut result.members, wanted)?;
            if promise.summary.kind != "package" {
                // Files of an extract are no members of a package, and nothing of it is carried over that nobody understands.
                promise.members.clear();
                promise.unclaimed.clear();
                // Settings of no known value are carried over, and compared as settings.
                let is_value = |it: &Unclaimed| it.reason == UnclaimedReason::UnknownValue;
                result.unclaimed.retain(|it| !is_value(it));
            } else {
                let members = &mut promise.members;
                package::fill_in_checksums(&self.source[0], members, verify::is_unknown)?;
                differences.extend(verify::names(members, &result.members));
            }
            let (members, count) = verify::members(&promise.members, &result.members);
            differences.extend(members);
            let (here, there) = (&promise.unclaimed, &result.unclaimed);
            differences.extend(verify::unclaimed(here, there, promise.leeway));
            counts.members = count + here.len() as u64;
        }
        let listing = match &rooms.suspects[..] {
            [] => Listing::default(),
            suspects => self.search(common, &options, &pairs, suspects)?,
        };
        differences.extend(listing.differences);

        let of_manifest = match &manifest {
            None => manifest::Comparison::default(),
            Some(it) => self.hold_against(common, &options, it, &promise, &result)?,
        };
        counts.manifest = of_manifest.count;
        differences.extend(of_manifest.differences);
        counts.second = second.count;
        differences.extend(second.differences);
        // Whatever was read once more is still what it was.
        result.stamps.check()?;

        let different = !differences.is_empty();
        let verification = Verification {
            source: promise.summary,
            result: shown::summary(std::slice::from_ref(&self.result), &result),
            options: self.words(common),
            manifest: of_manifest.used,
            reordered: second.reordered,
            imported: self.imported,
            counts,
            differences: &differences,
            unlisted: listing.unlisted,
            incomplete: listing.incomplete,
            ids_do_not_fit: pairs.ids_do_not_fit(),
        };
        self.print(common, &verification)?;
        Ok(if different {
            Exit::Different
        } else if promise.skipped + result.skipped.count > 0 {
            Exit::Skipped
        } else {
            Exit::Clean
        })
    }

    /// What was promised, and what is there: all of it, whatever was promised.
    fn read(
        &self,
        common: &Common,
        options: &ReadOptions,
    ) -> Result<(Promise, Reading<Digests>, Second), Failure> {
        let decided = self.plan.decided(common)?;
        let digests = |since| MessageDigests {
            since,
            imported: self.imported,
        };
        let since = self.plan.since.as_ref().map(Cutoff::at);
        let surveys = [&digests(since), &digests(None)];
        let [source, result] = shown::read_both(common, self.paths(), options, surveys)?;
        shown::pass_on_notices(common, &source);
        if source.kind != "package" {
            terminal::remark(common, NOT_PROMISED);
        }
        let source = source.require_data()?;
        let second = match self.thorough {
            true => second::read(
                common,
                self.paths(),
                options,
                [&source, &result],
                self.imported,
            )?,
            false => Second::default(),
        };
        let promise = self.promise(common, source, decided)?;
        shown::pass_on_notices(common, &result);
        let result = result.require_data()?;
        shown::pass_on_skipped(common, &result.input, &result.skipped);
        Ok((promise, result, second))
    }

    fn paths(&self) -> [&[PathBuf]; 2] {
        [&self.source, std::slice::from_ref(&self.result)]
    }

    /// The plan, worked out once more and carried out on the source.
    fn promise(
        &self,
        common: &Common,
        reading: Reading<Digests>,
        decided: Option<Decisions>,
    ) -> Result<Promise, Failure> {
        let options = self.plan.options(common, reading.collation.as_ref());
        shown::pass_on_collation(common, &options.collation);
        let (after, leeway) = self.plan.promise(&reading, decided, &options)?;
        shown::pass_on_skipped(common, &reading.input, &reading.skipped);
        let summary = shown::summary(&self.source, &reading);
        let Reading {
            directory: before,
            total: mut digests,
            skipped,
            members,
            unclaimed,
            ..
        } = reading;
        let rooms = before.rooms.iter().map(|room| &room.id);
        let left_out: BTreeSet<Id> = rooms
            .filter(|id| after.room(id).is_none())
            .cloned()
            .collect();
        digests.rooms.retain(|room, _| !left_out.contains(room));
        Ok(Promise {
            summary,
            skipped: skipped.count,
            directory: after,
            digests,
            left_out,
            leeway,
            members,
            unclaimed,
            options,
        })
    }

    /// What the manifest says otherwise.
    fn hold_against(
        &self,
        common: &Common,
        options: &ReadOptions,
        manifest: &Manifest,
        promise: &Promise,
        result: &Reading<Digests>,
    ) -> Result<manifest::Comparison, Failure> {
        if !self.imported {
            return Ok(manifest.compare(&self.result, result)?);
        }
        let digests = MessageDigests {
            since: self.plan.since.as_ref().map(Cutoff::at),
            imported: false,
        };
        // The promise leaves out the ids of messages; the manifest does not.
        let mut digests = shown::read(common, &self.source, options, &digests)?.total;
        digests.rooms.retain(|id, _| !promise.left_out.contains(id));
        Ok(manifest.compare_with_promise(&promise.directory, &digests))
    }

    /// The options as they were given, to be given again.
    fn words(&self, common: &Common) -> Vec<String> {
        let manifest = self.manifest.iter();
        let manifest =
            manifest.flat_map(|file| ["--manifest".to_owned(), file.display().to_string()]);
        let thorough = self.thorough.then(|| "--thorough".to_owned());
        let words = self.plan.words(common);
        manifest.chain(thorough).chain(words).collect()
    }

    /// Reads both inputs twice more, to find the messages behind digests that differ.
    fn search(
        &self,
        common: &Common,
        options: &ReadOptions,
        pairs: &Pairs<'_>,
        suspects: &[RoomPair],
    ) -> Result<Listing, Failure> {
        let digests = MessageDigests {
            since: self.plan.since.as_ref().map(Cutoff::at),
            imported: self.imported,
        };
        let search = Search::new(pairs, suspects, digests);
        let sums = (search.sums(Side::Expected), search.sums(Side::Found));
        shown::read_both(common, self.paths(), options, [&sums.0, &sums.1])?;
        let suspects = Suspects::new(sums.0, sums.1);
        let collector = |side| search.collector(side, &suspects);
        let collectors = [&collector(Side::Expected), &collector(Side::Found)];
        let [expected, found] = shown::read_both(common, self.paths(), options, collectors)?;
        Ok(verify::list(
            &search,
            &suspects,
            expected.total,
            found.total,
        ))
    }

    fn print(&self, common: &Common, verification: &Verification<'_>) -> Result<(), Failure> {
        let texts = Catalogue::english();
        if self.format == Format::Csv {
            // Its lines are differences.
            for note in verification::not_compared(verification, texts) {
                terminal::remark(common, &note);
            }
        }
        terminal::result(common, |out| match self.format {
            Format::Json => verification::json::write(out, verification),
            Format::Csv => verification::csv::write(out, verification, common.csv_separator.byte()),
            Format::Table => {
                let rows = (self.rows > 0).then_some(self.rows);
                let (width, style) = (terminal::width(), terminal::style(common));
                verification::table::write(out, verification, texts, width, style, rows)
            }
        })
    }
}
