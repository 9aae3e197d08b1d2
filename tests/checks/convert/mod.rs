//! What holds for every conversion, as a plain function of bytes that panics where it does not.

mod decided;
pub mod document;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use pchat::directory::{Cutoff, Ticks, Unclaimed, UnclaimedReason};
use pchat::input::Progress;
use pchat::migration::conversion::{MemberWritten, Target};
use pchat::migration::{Chosen, Intent, Planned, Promise, Source, Unwatched};
use pchat::output::Stop;
use pchat::plan::{Decision, Edit, Plan};
use pchat::reading::{MemberReading, Reading};
use pchat::rules::Evidence;
use pchat::verify::{Difference, Matching};
use pchat::{input, migration};

use self::decided::Deciding;

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

fn check(input: &Path, choice: &Choice) {
    let Ok(source) = read(input, choice.since) else {
        return;
    };
    let planned = planned(source, |evidence| {
        choice.deciding.decisions(evidence, choice.seed)
    });
    let output = input.with_file_name("output.zip");
    let converted = convert_to(&output, &planned);
    let Planned {
        reading,
        plan,
        decisions,
        counts,
        options,
        ..
    } = planned;
    let reading = reading.map(|(_, digests)| digests);
    let collation = options.collation.collation;
    let mut promise = Promise::new(reading, &plan, collation, Matching::SameIds);
    let mut changes = plan.changes.iter();
    let has_reason = counts.messages.left_out > 0 || changes.any(|it| it.by() == "convert");
    // What only the import changes is no edit.
    promise.leeway.is_edited = has_reason;
    let story = || {
        let members = members(input, &output, &promise.reading.members);
        format!("{members}{decisions:?}\n{plan:?}")
    };

    let written = match converted {
        Ok(written) => written,
        Err(error) => {
            assert!(is_explained(&error), "{error}\n{}", story());
            assert!(!output.exists());
            return;
        }
    };
    for MemberWritten { name, changed, .. } in &written {
        assert!(has_reason || !changed, "{name} changed for no reason");
        let before = fs::read(input.join(name)).expect("a temporary file");
        assert!(*changed || before == content(&output, name), "{name}");
    }

    let result = read(&output, None).expect("what was written can be read");
    let there = &result.reading;
    let pairs = promise.pairs(&there.directory);
    let compared = promise.compare(&pairs, there, &there.total.1);
    let nothing: Vec<Difference> = Vec::new();
    assert_eq!(compared.differences, nothing, "{}", story());
    if !moves_or_goes(&plan) {
        let (here, there) = (census(&promise.reading), census(there));
        assert_eq!(here, there, "{}", story());
    }

    // Once more, without decisions: nothing is left to do.
    let again = input.with_file_name("again.zip");
    let result = self::planned(result, |_| Vec::new());
    let refused = convert_to(&again, &result).err();
    assert_eq!(refused, None, "{}", story());
    let same = bytes(&output) == bytes(&again);
    assert!(same, "{}\nand then {:?}", story(), result.plan);
}

/// What is not understood. A mark of no known form may be written over, where it is to be another one.
fn census<T>(reading: &Reading<T>) -> Vec<Unclaimed> {
    let census = reading.census().into_iter();
    census
        .filter(|it| it.reason != UnclaimedReason::UnknownValue && !it.is_again())
        .collect()
}

/// Whether what is not understood may be gone, or stand elsewhere.
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

fn read(path: &Path, since: Option<Ticks>) -> Result<Source, input::Error> {
    let intent = Intent {
        input: vec![path.to_owned()],
        chosen: Chosen {
            since: since.map(Cutoff::from),
            ..Chosen::default()
        },
        ..Intent::default()
    };
    let (survey, progress) = (intent.survey(), Progress::default());
    let reading = migration::read(&intent.input, &intent.reading, &survey, &progress)?;
    Ok(Source::new(intent, reading))
}

/// What is to become of a package, without the decisions that are refused.
fn planned(source: Source, decide: impl FnOnce(&Evidence<'_>) -> Vec<Decision>) -> Planned {
    let evidence = source.evidence();
    let mut decisions = decide(&evidence);
    while let Err(refusal) = Plan::new(&evidence, &decisions) {
        decisions.remove(refusal.decision);
    }
    drop(evidence);
    source.decide(decisions).expect("none of them is refused")
}

/// The members before and after, to find out why it went wrong.
fn members(input: &Path, output: &Path, members: &[MemberReading]) -> String {
    let names = members.iter().map(|member| &*member.name);
    let shown = names.map(|name| {
        let before = bytes(&input.join(name));
        let after = match output.exists() {
            true => content(output, name),
            false => Vec::new(),
        };
        let (before, after) = (
            String::from_utf8_lossy(&before),
            String::from_utf8_lossy(&after),
        );
        format!("{name}: {before}\nbecomes: {after}\n")
    });
    shown.collect()
}

fn convert_to(output: &Path, planned: &Planned) -> Result<Vec<MemberWritten>, String> {
    let inputs: Vec<&Path> = planned.intent.input.iter().map(PathBuf::as_path).collect();
    let target = Target::new(output, false, &inputs).expect("a temporary file");
    planned
        .convert(target, 1, &Stop::default(), &Unwatched, |_, _| Ok(()))
        .map(|conversion| conversion.members)
        .map_err(|error| error.to_string())
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
