//! What holds for every conversion, as a plain function of bytes that panics where it does not.
//!
//! The crate in `fuzz/` includes this folder, so it uses the library by its public name only. The library's own tests
//! run it on seeded input.

mod decided;
pub mod document;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use pchat::directory::{Collation, Cutoff, History, Ticks, Unclaimed, UnclaimedReason};
use pchat::input::Progress;
use pchat::migration::conversion::{Input, Job, MemberWritten, Target};
use pchat::migration::{ReadOptions, conversion};
use pchat::output::Stop;
use pchat::package::Layout;
use pchat::plan::{Counts, Decision, Edit, Plan};
use pchat::reading::{Digests, MessageDigests, Reading, Statistics};
use pchat::rules::{Evidence, Options};
use pchat::verify::{Difference, Matching, Pairs};
use pchat::{input, migration, verify};

use self::decided::Deciding;

static READING: LazyLock<ReadOptions> = LazyLock::new(|| ReadOptions {
    layout: Layout::built_in(),
    threads: 1,
    skip_damaged: false,
    extract: Default::default(),
    limits: Default::default(),
});

/// Converts a package of one member, or of two. The first bytes choose how; the rest is the member, or chooses what it
/// says. Folders for it are made in `place`.
///
/// # Panics
/// Where the result is not what was promised; also where the folders cannot be made.
pub fn convert(data: &[u8], place: &Path) {
    let Some((choice, data)) = data.split_first_chunk() else {
        return;
    };
    let choice = Choice::new(*choice);
    let place = tempfile::tempdir_in(place).expect("a temporary folder");
    let input = place.path().join("input");
    fs::create_dir(&input).expect("a temporary folder");
    for (name, content) in choice.members(data) {
        fs::write(input.join(name), content).expect("a temporary file");
    }
    check(&input, &choice);
}

/// How a package is made and converted.
struct Choice {
    structured: bool,
    second: bool,
    encoding: u8,
    deciding: Deciding,
    since: Option<Ticks>,
    seed: u32,
}

impl Choice {
    fn new([form, how, seed @ ..]: [u8; 6]) -> Self {
        let since = (how & 4 != 0).then(|| Ticks::parse("2010-01-01").expect("a date"));
        Choice {
            structured: form & 1 == 1,
            second: form & 2 != 0,
            encoding: form >> 2 & 7,
            deciding: match how & 3 {
                0 => Deciding::Nothing,
                1 => Deciding::Recommended,
                _ => Deciding::Boldly,
            },
            since,
            seed: u32::from_le_bytes(seed),
        }
    }

    fn members(&self, data: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
        if !self.structured {
            return vec![("a.xml", data.to_vec())];
        }
        let (first, second) = data.split_at(if self.second {
            data.len() / 2
        } else {
            data.len()
        });
        let mut members = vec![("a.xml", self.encoded(&document::member(first)))];
        if self.second {
            members.push(("b.xml", document::member(second).into_bytes()));
        }
        members
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        let units = || text.encode_utf16();
        match self.encoding {
            1 => ["\u{feff}", text].concat().into_bytes(),
            2 => [0xFEFF]
                .into_iter()
                .chain(units())
                .flat_map(u16::to_le_bytes)
                .collect(),
            3 => [0xFEFF]
                .into_iter()
                .chain(units())
                .flat_map(u16::to_be_bytes)
                .collect(),
            // Without a mark.
            4 => units().flat_map(u16::to_le_bytes).collect(),
            // A code page: what it does not have becomes a question mark.
            5 => {
                let text = text.trim_start_matches("<?xml version='1.0'?>\n");
                let byte = |c| u8::try_from(u32::from(c)).unwrap_or(b'?');
                let declared = format!("<?xml version='1.0' encoding='windows-1252'?>{text}");
                declared.chars().map(byte).collect()
            }
            _ => text.as_bytes().to_vec(),
        }
    }
}

/// A package that was read for a conversion.
struct Planned {
    reading: Reading<(History, Digests)>,
    decisions: Vec<Decision>,
    plan: Plan,
    counts: Counts,
}

fn check(input: &Path, choice: &Choice) {
    let Ok(reading) = read(input, choice.since) else {
        return;
    };
    let mut source = planned(reading, choice.since, |evidence| {
        choice.deciding.decisions(evidence, choice.seed)
    });
    let output = input.with_file_name("output.zip");
    let members = match write(input, &output, &source, choice.since) {
        Ok(members) => members,
        Err(error) => {
            assert!(
                is_explained(&error),
                "{error}\n{}",
                story(input, &output, &source)
            );
            assert!(!output.exists());
            return;
        }
    };
    let mut changes = source.plan.changes.iter();
    let has_reason =
        source.counts.messages.left_out > 0 || changes.any(|change| change.by() == "convert");
    for MemberWritten { name, changed, .. } in &members {
        assert!(has_reason || !changed, "{name} changed for no reason");
        let before = fs::read(input.join(name)).expect("a temporary file");
        assert!(*changed || before == content(&output, name), "{name}");
    }

    let result = read(&output, None).expect("what was written can be read");
    let after = source.plan.apply(&source.reading.directory);
    let digests = &mut source.reading.total.1;
    let is_kept =
        |room: &str| source.reading.directory.room(room).is_none() || after.room(room).is_some();
    digests.rooms.retain(|room, _| is_kept(room));
    let pairs = Pairs::new(
        &after,
        &result.directory,
        Matching::SameIds,
        &Collation::default(),
    );
    let nothing: Vec<Difference> = Vec::new();
    let rooms = verify::rooms(&pairs, digests, &result.total.1).differences;
    let story = || story(input, &output, &source);
    assert_eq!(verify::pool(&pairs).0, nothing, "{}", story());
    assert_eq!(rooms, nothing, "{}", story());
    assert_eq!(
        verify::members(&source.reading.members, &result.members).0,
        nothing
    );
    let leeway = verify::Leeway {
        may_be_fewer: source.plan.takes_away() || source.counts.messages.left_out > 0,
        is_edited: has_reason,
    };
    let (here, there) = (&source.reading.unclaimed, &result.unclaimed);
    let unclaimed = verify::unclaimed(here, there, leeway);
    assert_eq!(unclaimed, nothing, "{}", story());
    if !moves_or_goes(&source.plan) {
        // A mark of no known form may be written over, where it is to be another one.
        let census = |reading: &Reading<_>| -> Vec<Unclaimed> {
            let census = reading.census().into_iter();
            census
                .filter(|it| it.reason != UnclaimedReason::UnknownValue && !it.is_again())
                .collect()
        };
        assert_eq!(census(&source.reading), census(&result), "{}", story());
    }

    // Once more, without decisions: nothing is left to do.
    let again = input.with_file_name("again.zip");
    let result = planned(result, None, |_| Vec::new());
    if let Err(error) = write(&output, &again, &result, None) {
        panic!("{error}\n{}", story());
    }
    let same = bytes(&output) == bytes(&again);
    assert!(same, "{}\nand then {:?}", story(), result.plan);
}

/// Whether what nobody understands may be gone, or stand elsewhere.
fn moves_or_goes(plan: &Plan) -> bool {
    let mut edits = plan.changes.iter().map(|change| &change.edit);
    plan.takes_away() || edits.any(|edit| matches!(edit, Edit::Parent { .. }))
}

/// The reasons not to write what could be read.
fn is_explained(error: &str) -> bool {
    let reasons = [
        "cannot be written back the same in its encoding",
        "stands inside something that is left out",
        "moving categories out of categories may change which one comes first",
    ];
    reasons.iter().any(|reason| error.contains(reason))
}

fn read(path: &Path, since: Option<Ticks>) -> Result<Reading<(History, Digests)>, input::Error> {
    let statistics = Statistics {
        since,
        kept_only: true,
        keep_file_links: false,
    };
    let digests = MessageDigests {
        since,
        imported: false,
    };
    migration::read(
        &[path.to_owned()],
        &READING,
        &(statistics, digests),
        &Progress::default(),
    )
}

/// What is to become of a package, without the decisions that are refused.
fn planned(
    reading: Reading<(History, Digests)>,
    since: Option<Ticks>,
    decide: impl FnOnce(&Evidence<'_>) -> Vec<Decision>,
) -> Planned {
    let options = Options {
        since: since.map(Cutoff::from),
        ..Options::default()
    };
    let evidence = Evidence::new(&reading.directory, &reading.total.0, &options);
    let mut decisions = decide(&evidence);
    let plan = loop {
        match Plan::new(&evidence, &decisions) {
            Ok(plan) => break plan,
            Err(refusal) => {
                decisions.remove(refusal.decision);
            }
        }
    };
    Planned {
        counts: Counts::new(&reading.directory, &reading.total.0, &plan),
        decisions,
        plan,
        reading,
    }
}

/// What was done, for whoever has to find out why it went wrong.
fn story(input: &Path, output: &Path, planned: &Planned) -> String {
    let members = planned.reading.members.iter().map(|member| &*member.name);
    let told = members.map(|name| {
        let before = bytes(&input.join(name));
        let after = if output.exists() {
            content(output, name)
        } else {
            Vec::new()
        };
        let (before, after) = (
            String::from_utf8_lossy(&before),
            String::from_utf8_lossy(&after),
        );
        format!("{name}: {before}\nbecomes: {after}\n")
    });
    let told: String = told.collect();
    format!("{told}{:?}\n{:?}", planned.decisions, planned.plan)
}

fn write(
    input: &Path,
    output: &Path,
    planned: &Planned,
    since: Option<Ticks>,
) -> Result<Vec<MemberWritten>, String> {
    let job = Job {
        input: Input::Package(input),
        layout: &READING.layout,
        stamps: &planned.reading.stamps,
        members: &planned.reading.members,
        directory: &planned.reading.directory,
        plan: &planned.plan,
        since,
        messages_left_out: planned.counts.messages.left_out,
        messages_kept: planned.counts.messages.kept,
        level: 1,
        threads: 1,
    };
    let target = Target::new(output, false, &[input]).expect("a temporary file");
    let (stop, progress) = (Stop::default(), Progress::default());
    conversion::write(&job, target, &stop, &progress, |_, _| Ok(()))
        .map(|written| written.members)
        .map_err(|error| match error {
            conversion::Error::Input(error) => error.to_string(),
            conversion::Error::Output(error) => error.to_string(),
        })
}

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a temporary file")
}

/// What is in a member of a zip.
fn content(zip: &Path, name: &str) -> Vec<u8> {
    let file = File::open(zip).expect("a temporary file");
    let mut zip = zip::ZipArchive::new(file).expect("a zip");
    let mut bytes = Vec::new();
    let mut member = zip.by_name(name).expect("the member");
    member.read_to_end(&mut bytes).expect("the member");
    bytes
}
