//! A command that is run with something that happens at a call on a file, and what it may leave behind.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use crate::common::{self, Place};
use tempfile::TempDir;

/// Errors by their numbers on Linux.
pub const NO_SPACE: i32 = 28;
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
pub const ENDLESS: u32 = 5_000;

/// The shim, compiled once.
pub fn shim() -> &'static Path {
    static SHIM: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = folder.path().join("shim.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fault_injection/shim.c");
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
pub enum Fault {
    Error(i32),
    Signal(i32),
}

/// How a run with a fault ended.
#[derive(Debug)]
pub struct Ended {
    code: Option<i32>,
    stderr: String,
    stdout: Vec<u8>,
    /// The call where it happened; nothing where there were not so many calls.
    at: Option<String>,
}

/// What is in a folder, by path: rights and content.
pub type Files = BTreeMap<PathBuf, (u32, Vec<u8>)>;

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
pub struct Trial {
    pub place: Place,
    pub line: &'static str,
    pub before: Files,
    pub after: Files,
    code: i32,
    stdout: Vec<u8>,
}

impl Trial {
    pub fn new(line: &'static str, prepare: impl FnOnce(&Place)) -> Self {
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

    pub fn out(&self) -> Files {
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
    pub fn each(&self, folder: &str, faults: &[Fault], check: impl Fn(&Ended, &str)) {
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
    pub fn new_names(&self, out: &Files) -> Vec<String> {
        let new = out
            .iter()
            .filter(|(name, content)| self.before.get(*name) != Some(content));
        new.map(|(name, _)| name.display().to_string()).collect()
    }

    /// All of the result is there, or nothing.
    #[track_caller]
    pub fn is_whole_or_as_before(&self, ended: &Ended, what: &str) {
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
    pub fn survives_errors(&self) {
        self.each("out", &ERRORS.map(Fault::Error), |ended, what| {
            self.is_whole_or_as_before(ended, what);
            if ended.code != Some(self.code) {
                assert_eq!(ended.code, Some(2), "{what}: {ended:?}");
                assert!(ended.stderr.contains("error: "), "{what}: {ended:?}");
            }
        });
    }

    /// Whoever asks for an end finds everything as it was before, or the result.
    pub fn stops_in_order(&self) {
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
    pub fn survives_kills(&self, check: impl Fn(&Files, &str)) {
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
    pub fn reads_all_or_nothing(&self, has_pages: bool) {
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
