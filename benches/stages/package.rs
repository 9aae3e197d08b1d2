//! The package that is measured, and what is known of it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use pchat::directory::{History, Ticks};
use pchat::generate::Plan as Pool;
use pchat::input::Progress;
use pchat::migration::ReadOptions;
use pchat::migration::conversion::{Input, Job};
use pchat::package::Layout;
use pchat::plan::{Counts, Plan};
use pchat::reading::{Reading, Statistics};
use pchat::report::{Analysis, InputSummary};
use pchat::rules::{Evidence, Options};
use pchat::{generate, migration, rules};

/// About 32 MB of XML. Whoever changes it changes what all figures mean.
const POOL: (u64, u64, u64, u64) = (700, 1_500, 120_000, 1);

/// A generated package, and what was read of it.
pub struct Package {
    pub zip: PathBuf,
    /// Bytes of all its members, uncompressed.
    pub bytes: u64,
    /// Its messages, uncompressed.
    pub xml: Vec<u8>,
    pub reading: Reading<History>,
    options: Options,
}

/// A conversion that leaves out a few messages, so that the others are written anew.
pub struct Conversion<'a> {
    package: &'a Package,
    reading: Reading<History>,
    plan: Plan,
    since: Ticks,
    layout: Layout,
}

pub fn options(threads: usize) -> ReadOptions {
    ReadOptions {
        layout: Layout::built_in(),
        threads,
        skip_damaged: false,
        extract: Default::default(),
        limits: Default::default(),
    }
}

pub fn analysis<'a>(evidence: &'a Evidence<'a>) -> Analysis<'a> {
    Analysis {
        input: InputSummary::default(),
        options: Vec::new(),
        evidence,
        outcome: rules::check(evidence, &[]),
        skipped: Default::default(),
        simulate: None,
    }
}

fn read(zip: &Path, survey: &Statistics) -> Reading<History> {
    migration::read(&[zip.to_owned()], &options(1), survey, &Progress::default())
        .expect("the generated package can be read")
}

impl Package {
    pub fn generate() -> Self {
        let (rooms, users, messages, seed) = POOL;
        let plan = Pool {
            rooms,
            users,
            messages,
            seed,
            ..Pool::default()
        };
        let zip = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stages.zip");
        generate::write(&plan, &zip, true, &mut |_| Ok(())).expect("a place for the package");
        let reading = read(&zip, &Statistics::default());
        Package {
            bytes: reading.members.iter().map(|member| member.bytes).sum(),
            xml: member(&zip, "ChatMessages.xml"),
            zip,
            reading,
            options: Options::default(),
        }
    }

    pub fn evidence(&self) -> Evidence<'_> {
        let Reading {
            directory,
            total,
            unclaimed,
            ..
        } = &self.reading;
        Evidence::with(directory, total, &self.options, None, None, unclaimed)
    }

    pub fn conversion(&self) -> Conversion<'_> {
        let since = Ticks::parse("2008-07-01").expect("a date");
        let survey = Statistics {
            since: Some(since),
            kept_only: true,
            keep_file_links: false,
        };
        let reading = read(&self.zip, &survey);
        let options = Options {
            since: Some(since.into()),
            ..Options::default()
        };
        let evidence = Evidence::new(&reading.directory, &reading.total, &options);
        let plan = Plan::new(&evidence, &[]).expect("nothing was decided");
        Conversion {
            package: self,
            reading,
            plan,
            since,
            layout: Layout::built_in(),
        }
    }
}

impl Conversion<'_> {
    pub fn job(&self, level: u32, threads: usize) -> Job<'_> {
        let Reading {
            directory,
            total,
            members,
            ..
        } = &self.reading;
        let messages = Counts::new(directory, total, &self.plan).messages;
        assert!(messages.left_out > 0, "the messages are written anew");
        Job {
            input: Input::Package(&self.package.zip),
            stamps: &self.reading.stamps,
            layout: &self.layout,
            members,
            directory,
            plan: &self.plan,
            since: Some(self.since),
            messages_left_out: messages.left_out,
            messages_kept: messages.kept,
            level,
            threads,
        }
    }
}

/// A member of the zip, by another reader than the one that is measured.
fn member(zip: &Path, name: &str) -> Vec<u8> {
    let mut text = Vec::new();
    let file = File::open(zip).expect("the generated package");
    let mut archive = zip::ZipArchive::new(file).expect("a zip");
    let mut member = archive.by_name(name).expect("its messages");
    member.read_to_end(&mut text).expect("a whole member");
    text
}
