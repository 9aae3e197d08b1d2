use std::path::PathBuf;

use clap::Args;
use pchat::decisions::Decisions;
use pchat::directory::{Cutoff, Directory};
use pchat::report::verification::{self, Verification};
use pchat::report::{Catalogue, InputSummary};
use pchat::rules::Options;
use pchat::source::{Digests, MemberReading, MessageDigests, ReadOptions, Reading};
use pchat::verify::{self, Listing, Matching, Pairs, RoomPair, Search, Side, Suspects};

use super::common::{Common, Format};
use super::exit::{Exit, Failure};
use super::planning::PlanOptions;
use super::{input, output};

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
    members: Vec<MemberReading>,
    options: Options,
}

impl Verify {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let options = common.read_options(false)?;
        let (promise, result) = self.read(common, &options)?;
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
            // Files of an extract are no members of a package.
            let members = match promise.summary.kind {
                "package" => &promise.members[..],
                _ => &[],
            };
            let (members, count) = verify::members(members, &result.members);
            counts.members = count;
            differences.extend(members);
        }
        let listing = match &rooms.suspects[..] {
            [] => Listing::default(),
            suspects => self.search(common, &options, &pairs, suspects)?,
        };
        differences.extend(listing.differences);

        let different = !differences.is_empty();
        let verification = Verification {
            source: promise.summary,
            result: input::summary(std::slice::from_ref(&self.result), &result),
            options: self.plan.words(common),
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
    ) -> Result<(Promise, Reading<Digests>), Failure> {
        let decided = self.plan.decided(common)?;
        let digests = |since| MessageDigests {
            since,
            imported: self.imported,
        };
        let since = self.plan.since.as_ref().map(Cutoff::at);
        let surveys = [&digests(since), &digests(None)];
        let [source, result] = input::read_both(common, self.paths(), options, surveys)?;
        input::pass_on_notices(common, &source);
        if source.kind != "package" {
            output::remark(common, NOT_PROMISED);
        }
        let promise = self.promise(common, source.require_data()?, decided)?;
        input::pass_on_notices(common, &result);
        let result = result.require_data()?;
        input::pass_on_skipped(common, &result.input, &result.skipped);
        Ok((promise, result))
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
        input::pass_on_collation(common, &options.collation);
        let after = self.plan.promise(&reading, decided, &options)?;
        input::pass_on_skipped(common, &reading.input, &reading.skipped);
        let summary = input::summary(&self.source, &reading);
        let Reading {
            directory: before,
            total: mut digests,
            skipped,
            members,
            ..
        } = reading;
        let is_kept = |room: &str| before.room(room).is_none() || after.room(room).is_some();
        digests.rooms.retain(|room, _| is_kept(room));
        Ok(Promise {
            summary,
            skipped: skipped.count,
            directory: after,
            digests,
            members,
            options,
        })
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
        input::read_both(common, self.paths(), options, [&sums.0, &sums.1])?;
        let suspects = Suspects::new(sums.0, sums.1);
        let collector = |side| search.collector(side, &suspects);
        let collectors = [&collector(Side::Expected), &collector(Side::Found)];
        let [expected, found] = input::read_both(common, self.paths(), options, collectors)?;
        Ok(verify::list(
            &search,
            &suspects,
            expected.total,
            found.total,
        ))
    }

    fn print(&self, common: &Common, verification: &Verification<'_>) -> Result<(), Failure> {
        let texts = Catalogue::english();
        output::result(common, |out| match self.format {
            Format::Json => verification::json::write(out, verification),
            Format::Csv => verification::csv::write(out, verification, common.csv_separator.byte()),
            Format::Table => {
                let rows = (self.rows > 0).then_some(self.rows);
                let (width, style) = (output::width(), output::style(common));
                verification::table::write(out, verification, texts, width, style, rows)
            }
        })
    }
}
