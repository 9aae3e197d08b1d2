//! The package that is measured, and what is known of it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use pchat::directory::Ticks;
use pchat::generate::Plan as Pool;
use pchat::migration::{Analysis, Chosen, Intent, Planned, Question, Unwatched};
use pchat::{generate, migration};

/// About 32 MB of XML. Whoever changes it changes what all figures mean.
const POOL: (u64, u64, u64, u64) = (700, 1_500, 120_000, 1);

/// A generated package, and what is known of it.
pub struct Package {
    pub zip: PathBuf,
    /// Bytes of all its members, uncompressed.
    pub bytes: u64,
    /// Its messages, uncompressed.
    pub xml: Vec<u8>,
    pub analysis: Analysis,
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
        let question = Question {
            input: vec![zip.clone()],
            ..Question::default()
        };
        let analysis =
            migration::analyze(&question, &Unwatched).expect("the generated package can be read");
        let members = analysis.reading.members.iter();
        Package {
            bytes: members.map(|member| member.bytes).sum(),
            xml: member(&zip, "ChatMessages.xml"),
            zip,
            analysis,
        }
    }

    /// A conversion that leaves out a few messages, so that the others are written anew.
    pub fn planned(&self) -> Planned {
        let intent = Intent {
            input: vec![self.zip.clone()],
            chosen: Chosen {
                since: Ticks::parse("2008-07-01").map(Into::into),
                ..Chosen::default()
            },
            ..Intent::default()
        };
        let planned = migration::plan(intent, &Unwatched).expect("nothing was decided");
        let left_out = planned.counts.messages.left_out;
        assert!(left_out > 0, "the messages are written anew");
        planned
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
