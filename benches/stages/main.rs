//! What each stage of reading and converting takes, one after the other and on one thread: bytes of the package's XML
//! for each second, so that the stages can be compared and their times added. `cargo bench` runs them.

mod kept;
mod package;

use std::hint::black_box;
use std::io::{Cursor, sink};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, Divan};
use pchat::input::Progress;
use pchat::migration::conversion::{LEVEL, Target};
use pchat::migration::{ReadOptions, Unwatched, conversion};
use pchat::output::Stop;
use pchat::package::{check, read_member};
use pchat::plan::Plan;
use pchat::reading::{MessageDigests, NoSurvey, Statistics, Survey};
use pchat::report::{AnalysisReport, InputSummary};
use pchat::threads::{self, within};
use pchat::{migration, report, rules};

use kept::Kept;
use package::Package;

/// What all of them work on.
static PACKAGE: LazyLock<Package> = LazyLock::new(Package::generate);

fn main() {
    threads::set(1).expect("nothing ran before");
    // The package is not generated in the time of whoever asks for it first.
    LazyLock::force(&PACKAGE);
    // What is given on the command line comes last, and wins.
    Divan::default()
        .sample_count(12)
        .sample_size(1)
        .bytes_count(PACKAGE.bytes)
        .config_with_args()
        .main();
}

/// From the zip to text that nobody looks at.
#[divan::bench(name = "1 inflate")]
fn inflate() -> u64 {
    check(&PACKAGE.zip).expect("the package is whole")
}

/// From text to messages that nobody looks at.
#[divan::bench(name = "2 scan")]
fn scan(bencher: Bencher<'_, '_>) {
    let options = ReadOptions::default();
    let text = || Cursor::new(PACKAGE.xml.clone());
    bencher
        .counter(BytesCount::of_slice(&PACKAGE.xml))
        .with_inputs(text)
        .bench_values(|text| {
            read_member("ChatMessages.xml", text, options.of_package(), &NoSurvey)
                .expect("the messages can be read")
        });
}

/// From messages to what the rules want to know of them.
#[divan::bench(name = "3 fold: statistics")]
fn fold_statistics(bencher: Bencher<'_, '_>) {
    fold(bencher, &Statistics::default());
}

/// From messages to what `convert` and `verify` want to know of them.
#[divan::bench(name = "3 fold: digests")]
fn fold_digests(bencher: Bencher<'_, '_>) {
    fold(bencher, &MessageDigests::default());
}

fn fold<S: Survey>(bencher: Bencher<'_, '_>, survey: &S) {
    let kept = Kept::of(&PACKAGE.xml);
    // What is folded is what is read.
    assert_eq!(kept.count(), PACKAGE.analysis.reading.total.messages());
    bencher
        .counter(BytesCount::of_slice(&PACKAGE.xml))
        .bench_local(|| kept.fold(survey));
}

/// From what is known to findings.
#[divan::bench(name = "4 rules")]
fn check_rules() -> rules::Outcome {
    rules::check(&PACKAGE.analysis.evidence(), &[])
}

/// From what is known to changes, and to the pool as it is after them.
#[divan::bench(name = "5 plan")]
fn plan() -> pchat::directory::Directory {
    let plan = Plan::new(&PACKAGE.analysis.evidence(), &[]).expect("nothing was decided");
    plan.apply(&PACKAGE.analysis.reading.directory)
}

/// From findings to a report that nobody keeps.
#[divan::bench(name = "6 report", args = ["csv", "json"])]
fn report_findings(bencher: Bencher<'_, '_>, format: &str) {
    let evidence = PACKAGE.analysis.evidence();
    let analysis = AnalysisReport::new(InputSummary::default(), &PACKAGE.analysis, &evidence);
    bencher.bench_local(|| {
        let written = match format {
            "csv" => report::csv::findings(&mut sink(), &analysis.outcome.findings, b','),
            _ => report::json::write(&mut sink(), &analysis),
        };
        written.expect("nothing that can fail");
    });
}

/// From text to a compressed member, by level.
#[divan::bench(name = "7 deflate, level", args = [1, LEVEL, 6, 9])]
fn deflate(bencher: Bencher<'_, '_>, level: u32) {
    bencher
        .counter(BytesCount::of_slice(&PACKAGE.xml))
        .bench_local(|| {
            conversion::deflate(&PACKAGE.xml, level, &mut sink()).expect("nothing that can fail");
        });
}

/// All of reading, by threads.
#[divan::bench(name = "8 all of reading, threads", args = [1, 2])]
fn all_of_reading(bencher: Bencher<'_, '_>, threads: usize) {
    let options = ReadOptions::default();
    let read = || {
        let zip = std::slice::from_ref(&PACKAGE.zip);
        migration::read(zip, &options, &Statistics::default(), &Progress::default())
            .expect("the package can be read")
    };
    bencher.bench_local(|| within(threads, read).expect("threads"));
}

/// All of writing, by threads: reading, leaving out some messages, and compressing the others.
#[divan::bench(name = "9 all of writing, threads", args = [1, 2])]
fn all_of_writing(bencher: Bencher<'_, '_>, threads: usize) {
    let converted = PACKAGE.zip.with_file_name("stages-converted.zip");
    let planned = PACKAGE.planned();
    let convert = || {
        let target = Target::new(&converted, true, &[&PACKAGE.zip]).expect("a place to write");
        let converted = planned.convert(target, LEVEL, &Stop::default(), &Unwatched, |_, _| Ok(()));
        converted.expect("a package that can be converted")
    };
    bencher.bench_local(|| black_box(within(threads, convert).expect("threads")));
}
