//! Every call on a file that a command makes fails once, or is where a signal arrives: what is written is whole or not
//! there, and the exit code is the documented one.
//!
//! A small library ([`faults/shim.c`](faults/shim.c)) is loaded into the program, which is the one that is shipped. It
//! needs Linux on x86-64 and a C compiler there, which links Rust's programs as well.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod common;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use common::Place;
use tempfile::TempDir;

/// Errors by their numbers on Linux.
const NO_SPACE: i32 = 28;
const BROKEN: i32 = 5;
const INTERRUPTED: i32 = 4;
const DENIED: i32 = 13;
const ERRORS: [i32; 4] = [NO_SPACE, BROKEN, INTERRUPTED, DENIED];

/// Where this is set, everything happens at every call; otherwise one thing at each, in turn.
const THOROUGH: &str = "PCHAT_THOROUGH";

/// Signals by their numbers.
const HANGUP: i32 = 1;
const INTERRUPT: i32 = 2;
const KILL: i32 = 9;
const TERMINATE: i32 = 15;

/// Far more calls than any of the runs makes.
const ENDLESS: u32 = 5_000;

/// The shim, compiled once.
fn shim() -> &'static Path {
    static SHIM: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = folder.path().join("shim.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([&library, &source])
            .output()
            .expect("a C compiler");
        assert!(compiled.status.success(), "{compiled:?}");
        (folder, library)
    });
    &SHIM.1
}

/// What happens at a call.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Error(i32),
    Signal(i32),
}

/// How a run with a fault ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    stderr: String,
    stdout: Vec<u8>,
    /// The call where it happened; nothing where there were not so many calls.
    at: Option<String>,
}

/// What is in a folder, by path: rights and content.
type Files = BTreeMap<PathBuf, (u32, Vec<u8>)>;

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("inside").to_owned();
            let mode = fs::metadata(&path)
                .expect("it is there")
                .permissions()
                .mode();
            if path.is_dir() {
                folders.push(path);
                files.insert(name.join(""), (mode, Vec::new()));
            } else {
                files.insert(name, (mode, fs::read(path).expect("a file")));
            }
        }
    }
    files
}

/// Makes a folder what it was.
fn restore(folder: &Path, files: &Files) {
    fs::remove_dir_all(folder).expect("the folder is there");
    fs::create_dir(folder).expect("a folder");
    for (name, (mode, content)) in files {
        let path = folder.join(name);
        if name.to_string_lossy().ends_with('/') {
            fs::create_dir_all(path).expect("a folder");
        } else {
            fs::write(&path, content).expect("a file");
            fs::set_permissions(path, Permissions::from_mode(*mode)).expect("a file of ours");
        }
    }
}

/// A command and a folder for it: its inputs are in `in`, its outputs in `out`.
struct Trial {
    place: Place,
    line: &'static str,
    before: Files,
    after: Files,
    code: i32,
    stdout: Vec<u8>,
}

impl Trial {
    fn new(line: &'static str, prepare: impl FnOnce(&Place)) -> Self {
        let place = Place::in_memory();
        for folder in ["in", "out"] {
            fs::create_dir(place.path(folder)).expect("a folder");
        }
        prepare(&place);
        let before = files(&place.path("out"));
        let outcome = place.pchat(line);
        let after = files(&place.path("out"));
        restore(&place.path("out"), &before);
        let code = outcome.code.expect("an end of its own");
        assert!(code < 2, "{outcome:?}");
        Trial {
            place,
            line,
            before,
            after,
            code,
            stdout: outcome.stdout,
        }
    }

    fn out(&self) -> Files {
        files(&self.place.path("out"))
    }

    /// Runs it with something that happens at a call on a file in the folder.
    fn run(&self, folder: &str, at: u32, fault: Fault) -> Ended {
        let told = self.place.path("told");
        let _ = fs::remove_file(&told);
        let (name, number) = match fault {
            Fault::Error(number) => ("FAULT_ERROR", number),
            Fault::Signal(number) => ("FAULT_SIGNAL", number),
        };
        let output = assert_cmd::Command::from_std(common::command(&self.place.path("")))
            .args(self.line.split(' '))
            .env("LD_PRELOAD", shim())
            .env("FAULT_FOLDER", self.place.path(folder))
            .env("FAULT_RELATIVE", folder)
            .env("FAULT_TOLD", &told)
            .env("FAULT_AT", at.to_string())
            .env(name, number.to_string())
            .timeout(Duration::from_secs(60))
            .output()
            .expect("it runs");
        let ended = Ended {
            code: output.status.code(),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
            stdout: output.stdout,
            at: fs::read_to_string(&told).ok(),
        };
        assert!(!ended.stderr.contains("panicked"), "{ended:?}");
        assert_ne!(ended.code, Some(99), "the shim does not work: {ended:?}");
        ended
    }

    /// Lets one call after the other be the one where it happens, as long as there are so many.
    fn each(&self, folder: &str, faults: &[Fault], check: impl Fn(&Ended, &str)) {
        let mut happened = 0;
        'calls: for at in 1..ENDLESS {
            let one = at as usize % faults.len();
            let faults = match std::env::var_os(THOROUGH) {
                Some(_) => faults,
                None => &faults[one..=one],
            };
            for fault in faults {
                let ended = self.run(folder, at, *fault);
                let Some(call) = &ended.at else {
                    assert_eq!(ended.code, Some(self.code), "{ended:?}");
                    break 'calls;
                };
                let what = format!("{}: {fault:?} at call {at}, {call}", self.line);
                happened += 1;
                check(&ended, &what);
                if self.out() != self.before {
                    restore(&self.place.path("out"), &self.before);
                }
            }
        }
        assert!(happened > 10, "{}: {happened} calls", self.line);
    }

    /// The names of what is in the folder, and not as it was before.
    fn new_names(&self, out: &Files) -> Vec<String> {
        let new = out
            .iter()
            .filter(|(name, content)| self.before.get(*name) != Some(content));
        new.map(|(name, _)| name.display().to_string()).collect()
    }

    /// All of the result is there, or nothing.
    #[track_caller]
    fn is_whole_or_as_before(&self, ended: &Ended, what: &str) {
        let out = self.out();
        if ended.code == Some(self.code) {
            assert!(
                out == self.after,
                "{what}: not whole: {:?}",
                self.new_names(&out)
            );
        } else {
            assert!(
                out == self.before,
                "{what}: left behind: {:?}",
                self.new_names(&out)
            );
        }
    }

    /// Whatever fails where the output is: nothing half, nothing left behind, and code 2.
    fn survives_errors(&self) {
        self.each("out", &ERRORS.map(Fault::Error), |ended, what| {
            self.is_whole_or_as_before(ended, what);
            if ended.code != Some(self.code) {
                assert_eq!(ended.code, Some(2), "{what}: {ended:?}");
                assert!(ended.stderr.contains("error: "), "{what}: {ended:?}");
            }
        });
    }

    /// Whoever asks for an end finds everything as it was before, or the result.
    fn stops_in_order(&self) {
        let signals = [HANGUP, INTERRUPT, TERMINATE].map(Fault::Signal);
        self.each("out", &signals, |ended, what| {
            self.is_whole_or_as_before(ended, what);
            // Without a code: it was ended by the signal, before there was anything to take away.
            let codes = [Some(self.code), Some(2), None];
            assert!(codes.contains(&ended.code), "{what}: {ended:?}");
            if ended.code == Some(2) {
                assert!(ended.stderr.contains("stopped"), "{what}: {ended:?}");
            }
        });
    }

    /// After a kill each name has what it had before, or what it was to have; and the command can be run again.
    fn survives_kills(&self, check: impl Fn(&Files, &str)) {
        self.each("out", &[Fault::Signal(KILL)], |ended, what| {
            assert_eq!(ended.code, None, "{what}: {ended:?}");
            let mut out = self.out();
            out.retain(|name, _| {
                let mut parts = name.iter().map(|part| part.to_string_lossy());
                !parts.any(|part| part.starts_with(".pchat-"))
            });
            for (name, content) in &out {
                let whole = [self.before.get(name), self.after.get(name)];
                assert!(
                    whole.contains(&Some(content)),
                    "{what}: {name:?} is not whole"
                );
            }
            check(&out, what);
        });
    }

    /// Whatever fails where the input is: the same result, or code 3 and no result. Where there are pages, one that cannot
    /// be read is a damaged one: code 4.
    fn reads_all_or_nothing(&self, has_pages: bool) {
        self.each("in", &ERRORS.map(Fault::Error), |ended, what| {
            self.is_whole_or_as_before(ended, what);
            if ended.code == Some(4) && has_pages {
                let said = &ended.stderr;
                let is_told = said.contains("skipped") && said.contains("cannot be read");
                assert!(is_told, "{what}: {said}");
            } else if ended.code == Some(self.code) {
                assert!(ended.stdout == self.stdout, "{what}: another result");
            } else {
                assert_eq!(ended.code, Some(3), "{what}: {ended:?}");
                assert!(ended.stderr.contains("error: "), "{what}: {ended:?}");
                assert!(ended.stdout.is_empty(), "{what}: {ended:?}");
            }
        });
    }
}

/// A small pool in a form; its name.
fn pool(place: &Place, form: &str, name: &str) {
    let form = if form == "package" {
        String::new()
    } else {
        format!(" --form {form}")
    };
    let line = format!("generate -q --rooms 2 --users 3 --messages 6 -o in/{name}{form}");
    place.pchat(&line).exits(0);
    // Nobody else may read it, nor what is made of it.
    let path = place.path("in").join(name);
    if path.is_file() {
        fs::set_permissions(path, Permissions::from_mode(0o600)).expect("a file of ours");
    }
}

fn package(place: &Place) {
    pool(place, "package", "pool.zip");
}

const CONVERT: &str = "convert -q in/pool.zip -o out/new.zip --fail-on never --threads 1";
const CONVERT_AGAIN: &str =
    "convert -q in/pool.zip -o out/new.zip --fail-on never --threads 1 --force";
const REPORT: &str =
    "analyze -q in/pool.zip --report out/report --fail-on never --threads 1 --only nested-category";
const REPORT_AGAIN: &str = "analyze -q in/pool.zip --report out/report --force --fail-on never --threads 1 --only nested-category";
const REPORT_DEEP: &str = "analyze -q in/pool.zip --report out/a/b/report --fail-on never --threads 1 --only nested-category";
const DECIDE: &str =
    "analyze -q in/pool.zip --decisions out/decisions.csv --fail-on never --threads 1";
const GENERATE: &str = "generate -q --rooms 2 --users 3 --messages 6 -o out/pool.zip";
const GENERATE_AGAIN: &str = "generate -q --rooms 2 --users 3 --messages 6 -o out/pool.zip --force";
const GENERATE_FOLDER: &str = "generate -q --rooms 2 --users 3 --messages 6 -o out/pool";

fn converted() -> Trial {
    Trial::new(CONVERT, package)
}

/// A package and a manifest that belong together are replaced by others.
fn converted_again() -> Trial {
    Trial::new(CONVERT_AGAIN, |place| {
        let line = "generate -q --rooms 3 --users 4 --messages 9 --seed 5 -o in/other.zip";
        place.pchat(line).exits(0);
        let line = "convert -q in/other.zip -o out/new.zip --fail-on never";
        place.pchat(line).exits(0);
        package(place);
    })
}

fn decided() -> Trial {
    Trial::new(DECIDE, |place| {
        package(place);
        let line = "analyze -q in/pool.zip --decisions out/decisions.csv --fail-on never";
        place
            .pchat(&format!("{line} --only long-name,name-conflict"))
            .exits(0);
    })
}

/// A report replaces an earlier one, and what somebody else put there stays; of a folder among that, files are replaced one
/// by one.
fn reported_again(with_folder: bool) -> Trial {
    Trial::new(REPORT_AGAIN, |place| {
        let line = "generate -q --rooms 3 --users 4 --messages 9 --seed 5 -o in/other.zip";
        place.pchat(line).exits(0);
        place
            .pchat("analyze -q in/other.zip --report out/report --fail-on never")
            .exits(0);
        place.write("out/report/mine.txt", "mine");
        if with_folder {
            fs::create_dir(place.path("out/report/mine")).expect("a folder");
        }
        package(place);
    })
}

/// The digest of the package that a manifest belongs to.
fn digest(files: &Files) -> String {
    let (_, manifest) = &files[Path::new("new.manifest.json")];
    let manifest: serde_json::Value = serde_json::from_slice(manifest).expect("JSON");
    let digest = manifest["result"]["digest"].as_str();
    digest.expect("a digest").to_owned()
}

mod an_output_that_fails_at_any_call {
    use super::*;

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn convert() {
        converted().survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn convert_over_an_earlier_one() {
        converted_again().survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn report() {
        Trial::new(REPORT, package).survives_errors();
        Trial::new(REPORT_DEEP, package).survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn report_over_an_earlier_one() {
        reported_again(false).survives_errors();
        reported_again(true).survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn decisions() {
        decided().survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn generate() {
        Trial::new(GENERATE, |_| {}).survives_errors();
        Trial::new(GENERATE_AGAIN, |place| place.write("out/pool.zip", "old")).survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn generate_a_folder() {
        Trial::new(GENERATE_FOLDER, |_| {}).survives_errors();
    }
}

mod a_request_to_stop_at_any_call {
    use super::*;

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn convert() {
        converted_again().stops_in_order();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn report() {
        Trial::new(REPORT, package).stops_in_order();
        Trial::new(REPORT_DEEP, package).stops_in_order();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn report_over_an_earlier_one() {
        reported_again(false).stops_in_order();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn decisions() {
        decided().stops_in_order();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn generate() {
        Trial::new(GENERATE, |_| {}).stops_in_order();
        Trial::new(GENERATE_FOLDER, |_| {}).stops_in_order();
    }
}

mod a_kill_at_any_call {
    use super::*;

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn convert() {
        let trial = converted();
        trial.survives_kills(|_, what| {
            trial.place.pchat(CONVERT_AGAIN).exits(0);
            let whole = trial.out().iter().all(|(name, content)| {
                name.to_string_lossy().starts_with(".pchat-")
                    || trial.after.get(name).is_some_and(|it| it == content)
            });
            assert!(whole, "{what}: not whole afterwards");
        });
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn convert_over_an_earlier_one() {
        let trial = converted_again();
        trial.survives_kills(|out, what| {
            let is_new = |name: &str| out.get(Path::new(name)) == trial.after.get(Path::new(name));
            // The manifest comes first: no package is there without its own.
            assert!(is_new("new.manifest.json") || !is_new("new.zip"), "{what}");
            if is_new("new.manifest.json") && !is_new("new.zip") {
                let earlier = digest(&trial.before);
                assert_ne!(
                    digest(out),
                    earlier,
                    "{what}: it passes for the manifest of the other"
                );
            }
        });
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn report() {
        let trial = Trial::new(REPORT, package);
        trial.survives_kills(|out, what| {
            let all = trial.after.keys().all(|name| out.contains_key(name));
            assert!(out.is_empty() || all, "{what}: {:?}", out.keys());
        });
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn report_over_an_earlier_one() {
        let trial = reported_again(false);
        let in_between = Cell::new(false);
        trial.survives_kills(|out, what| {
            // All of the one or all of the other, or the earlier one under a name that the next run tells.
            if out.is_empty() {
                let all = trial.out();
                let away = Path::new("out/.pchat-report.replaced");
                for (name, content) in &trial.before {
                    let name = name.to_string_lossy();
                    let name = name.replacen("report/", ".pchat-report.replaced/", 1);
                    assert_eq!(all.get(Path::new(&name)), Some(content), "{what}: {name}");
                }
                let told = [away.to_str().expect("ASCII"), "give that its name back"];
                trial.place.pchat(trial.line).fails(2, &told);
                in_between.set(true);
            } else {
                assert!(*out == trial.before || *out == trial.after, "{what}");
            }
        });
        assert!(in_between.get(), "no kill between the two names");
        reported_again(true).survives_kills(|out, what| {
            assert!(out.contains_key(Path::new("report/mine.txt")), "{what}");
        });
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn decisions() {
        decided().survives_kills(|out, what| {
            assert_eq!(out.len(), 1, "{what}");
        });
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn generate() {
        Trial::new(GENERATE, |_| {}).survives_kills(|_, _| {});
        let trial = Trial::new(GENERATE_FOLDER, |_| {});
        trial.survives_kills(|out, what| {
            assert!(out.is_empty() || *out == trial.after, "{what}");
        });
    }
}

mod an_input_that_fails_at_any_call {
    use super::*;

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn a_package() {
        Trial::new(
            "analyze -q in/pool.zip --format json --fail-on never --threads 1",
            package,
        )
        .reads_all_or_nothing(false);
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn a_folder() {
        Trial::new(
            "analyze -q in/pool --format json --fail-on never --threads 1",
            |place| {
                pool(place, "package", "pool");
            },
        )
        .reads_all_or_nothing(false);
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn a_script() {
        Trial::new(
            "analyze -q in/mgc.sql --format json --fail-on never --threads 1",
            |place| {
                pool(place, "script", "mgc.sql");
            },
        )
        .reads_all_or_nothing(false);
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn csv() {
        Trial::new(
            "analyze -q in/mgc --format json --fail-on never --threads 1",
            |place| {
                pool(place, "csv", "mgc");
            },
        )
        .reads_all_or_nothing(false);
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn a_backup() {
        Trial::new(
            "analyze in/contoso.bak --format json --fail-on never --threads 1",
            |place| {
                let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/contoso.bak");
                fs::copy(sample, place.path("in/contoso.bak")).expect("the sample");
            },
        )
        .reads_all_or_nothing(true);
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn the_source_of_a_conversion() {
        converted_again().reads_all_or_nothing(false);
    }
}

mod a_result_that_is_printed {
    use super::*;

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn is_told_not_to_be_whole() {
        let place = Place::in_memory();
        fs::create_dir(place.path("in")).expect("a folder");
        package(&place);
        let told = place.path("told");
        for format in ["json", "csv", "table"] {
            for at in 1..ENDLESS {
                let _ = fs::remove_file(&told);
                let printed = fs::File::create(place.path("printed")).expect("a file");
                let output = common::command(&place.path(""))
                    .args(["analyze", "-q", "in/pool.zip", "--format", format])
                    .env("LD_PRELOAD", shim())
                    .env("FAULT_FOLDER", place.path("printed"))
                    .env("FAULT_RELATIVE", "printed")
                    .env("FAULT_TOLD", &told)
                    .env("FAULT_AT", at.to_string())
                    .env("FAULT_ERROR", NO_SPACE.to_string())
                    .stdout(printed)
                    .output()
                    .expect("it runs");
                if !told.exists() {
                    assert!(at > 1, "nothing failed");
                    break;
                }
                let said = String::from_utf8(output.stderr).expect("UTF-8");
                let call = fs::read_to_string(&told).expect("what was told");
                if call.starts_with("write ") {
                    assert_eq!(output.status.code(), Some(2), "{call}: {said}");
                    assert!(said.contains("the result cannot be written"), "{said}");
                }
            }
        }
    }
}
