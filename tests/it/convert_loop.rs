//! Find, decide, convert, prove: the loop that an administrator goes through.

use std::path::{Path, PathBuf};

use crate::common::package::Package;
use crate::common::{Outcome, Place, found};
use serde_json::Value;

/// What has gone when the recommended decisions were applied.
const SOLVED: [&str; 6] = [
    "long-name",
    "name-conflict",
    "nested-category",
    "root-manager",
    "invitation-mismatch",
    "room-setting-lost",
];

/// Rooms, users and messages: enough for every trouble that `generate` makes.
const POOL: (u64, u64, u64) = (60, 80, 600);

/// A pool of these in other words: what is written differently when it is changed, each in some of them.
const SPELLINGS: &[&str] = &[
    "",
    "elements,stored,cp437-names",
    "nested,indented,deflate64",
    "utf-16be,iso-times,nested,cdata",
    "utf-8-bom,per-room,default-namespace,comments,zip64",
    "split,prefixed,inner-folder,data-descriptors",
    "utf-16le,flat,datetime-times,elements,indented",
];

/// Where an input is, and where what becomes of it goes.
struct Loop<'a> {
    place: &'a Place,
    input: &'a str,
    decisions: String,
    output: String,
}

impl<'a> Loop<'a> {
    /// `name` is for the files that are written.
    fn new(place: &'a Place, input: &'a str, name: &str) -> Self {
        Loop {
            place,
            input,
            decisions: format!("{name}.csv"),
            output: format!("{name}-converted.zip"),
        }
    }

    fn run(&self, command: &str, input: &str, options: &str) -> Outcome {
        let arguments = [command, input].into_iter();
        self.place
            .pchat_with(&arguments.chain(options.split(' ')).collect::<Vec<_>>())
    }

    /// Accepts what is recommended, converts, looks for what was to be solved, and proves the result. `troubles` are rules
    /// that find something before.
    fn go(&self, troubles: &[&str]) {
        let (decisions, output) = (&self.decisions, &self.output);
        let line = format!("--quiet --fail-on never --decisions {decisions}");
        let before = self.run("analyze", self.input, &format!("{line} --format json"));
        let before = before.exits(0).json();
        for rule in troubles {
            assert!(!found(&before, rule).is_empty(), "{rule} in {}", self.input);
        }
        self.run("convert", self.input, &format!("{line} -o {output}"))
            .exits(0);

        let after = self.run("analyze", output, "--format json --fail-on never");
        let after = after.exits(0).json();
        for rule in SOLVED {
            assert_eq!(found(&after, rule), [""; 0], "{rule} in {output}");
        }
        assert_eq!(after["totals"], before["totals"]);
        self.place
            .pchat_with(&["verify", self.input, output, "--decisions", decisions])
            .exits(0)
            .prints(&["Everything that was promised is there."]);
        self.again();
    }

    /// Nothing is left to do.
    fn again(&self) {
        let again = format!("again-{}", self.output);
        let line = format!("-o {again} --fail-on never --threads 1 --format csv");
        let outcome = self.run("convert", &self.output, &line).exits(0);
        // A topic has no place in the target, so the import takes it away. All else was done.
        let changes = outcome.text();
        let mut changes = changes.lines().skip(1);
        assert!(
            changes.all(|line| line.starts_with("topic-lost,documented,import,")
                || line.contains(",remains,"))
        );
        let same = self.place.read(&self.output) == self.place.read(&again);
        assert!(same, "{again} differs");
        let [first, second] = [&self.output, &again].map(|name| self.manifest(name));
        assert_eq!(first["rooms"], second["rooms"]);
    }

    fn manifest(&self, package: &str) -> Value {
        let name = package.replace(".zip", ".manifest.json");
        serde_json::from_slice(&self.place.read(&name)).expect("JSON")
    }
}

#[test]
fn the_sample() {
    let place = Place::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/contoso.zip");
    place.write("contoso.zip", std::fs::read(sample).unwrap());
    Loop::new(&place, "contoso.zip", "contoso").go(&SOLVED);
    // The decisions matter: without them the names would be others.
    place
        .pchat("verify contoso.zip contoso-converted.zip --format csv")
        .exits(5)
        .prints(&["addin,2E5F4B76-FA83-4A6C-AE0B-E2553CFC9BB8,ticket board,name,ticket board,ticket board (2),"]);
}

#[test]
fn a_pool_in_many_spellings() {
    let place = Place::new();
    let mut digests = Vec::new();
    for (at, spelling) in SPELLINGS.iter().enumerate() {
        let name = format!("pool-{at}.zip");
        place.generate(&name, POOL, spelling);
        let it = Loop::new(&place, &name, &format!("loop-{at}"));
        it.go(&SOLVED);
        digests.push(it.manifest(&it.output)["rooms"].clone());
    }
    assert!(digests[0].as_array().is_some_and(|rooms| rooms.len() > 50));
    for (other, spelling) in digests.iter().zip(SPELLINGS) {
        assert_eq!(other, &digests[0], "{spelling}");
    }
}

#[test]
fn a_folder_and_a_single_file() {
    let place = Place::new();
    place.generate("pool", POOL, "utf-16le,per-room");
    Loop::new(&place, "pool", "folder").go(&SOLVED);

    // All in one member, which is then the only one of the package.
    let place = Place::new();
    place.generate("pool", POOL, "");
    let names = place.list("pool");
    let names = names.iter().filter(|name| name.ends_with(".xml"));
    let parts = names.map(|name| String::from_utf8(place.read(&format!("pool/{name}"))).unwrap());
    let parts = parts.filter(|text| text.starts_with("<Pool>"));
    let pool: String = parts
        .map(|text| text["<Pool>".len()..text.len() - "</Pool>".len()].to_owned())
        .collect();
    place.write("pool.xml", format!("<Pool>{pool}</Pool>"));
    Loop::new(&place, "pool.xml", "file").go(&SOLVED);
    let converted = Package::open(place.read("file-converted.zip"));
    assert_eq!(converted.names(), ["pool.xml"]);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 3_000), "nested,utf-16le");
    place
        .pchat("analyze pool.zip --quiet --fail-on never --decisions decisions.csv")
        .exits(0);
    let results = ["1", "2", "5"].map(|threads| {
        let line = "convert pool.zip -o out.zip --force --fail-on never --decisions decisions.csv";
        let outcome = place.pchat(&format!("{line} --threads {threads}")).exits(0);
        (
            outcome.text(),
            place.read("out.zip"),
            place.read("out.manifest.json"),
        )
    });
    assert!(results[0] == results[1] && results[0] == results[2]);
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn real_packages_come_to_the_same() {
    let files = std::env::var_os("PCHAT_REAL_FILES")
        .expect("PCHAT_REAL_FILES must name the folder of real files, with `packages` inside");
    let packages = PathBuf::from(files).join("packages");
    let inputs = ["ubuntu-irc", "ubuntu-irc-nested-utf16"].map(|name| {
        let path = packages.join(format!("{name}.zip"));
        (name, path.to_str().expect("a path in Unicode").to_owned())
    });
    let place = Place::new();
    let loops = inputs.each_ref().map(|(name, input)| {
        let it = Loop::new(&place, input, name);
        // No room here has a setting that would be lost.
        it.go(&SOLVED[..5]);
        it
    });
    let rooms = loops
        .each_ref()
        .map(|it| it.manifest(&it.output)["rooms"].clone());
    assert!(rooms[0].as_array().is_some_and(|rooms| rooms.len() > 100));
    assert_eq!(rooms[0], rooms[1]);
    for (one, other) in [(0, 1), (1, 0)] {
        let (one, other) = (&loops[one], &loops[other]);
        let line = format!(
            "{} --decisions {} --format json",
            other.output, one.decisions
        );
        let verified = place
            .pchat_with(
                &[
                    &["verify", one.input],
                    &*line.split(' ').collect::<Vec<_>>(),
                ]
                .concat(),
            )
            .json();
        // One has its messages in a member of their own, and the other inside of its rooms: nothing else is different.
        let differences = verified["differences"].as_array().expect("a list");
        let members = differences
            .iter()
            .filter(|it| it["object"]["kind"] == "member");
        assert_eq!(members.count(), differences.len(), "{verified}");
    }
}

#[test]
fn the_commands_that_are_shown_can_be_run() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    place.write("target.zip", Package::clean().zip());
    let options = "--since 2012-01-01 --separator / --target target.zip --forest contoso.com";
    for line in [
        format!("analyze pool.zip {options}"),
        format!("convert pool.zip --what-if {options}"),
        format!("convert pool.zip -o new.zip {options}"),
    ] {
        let text = place.pchat(&line).text();
        let commands = text
            .lines()
            .filter_map(|it| it.trim().strip_prefix("pchat "));
        let commands: Vec<&str> = commands.collect();
        assert!(commands.len() > 1, "{text}");
        for command in commands {
            let command = command
                .replace("FILE", "decisions.csv")
                .replace("DIR", "report")
                .replace("OUT.zip", "other.zip");
            let ended = place.pchat(&format!("{command} --quiet"));
            let can_be = if command.starts_with("verify") {
                0..=0
            } else {
                0..=1
            };
            assert!(
                ended.code.is_some_and(|code| can_be.contains(&code)),
                "{command}\n{}",
                ended.stderr
            );
        }
    }
}
