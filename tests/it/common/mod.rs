//! What the tests share: small packages that can be read at a glance, and the binary.

pub mod package;
pub mod same;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use pchat::generate;
use pchat::generate::Plan;
use serde_json::Value;
use tempfile::TempDir;

use package::Package;

/// Far more than any run takes: a run that hangs fails instead of standing still.
const ENDLESS: Duration = Duration::from_secs(120);

/// What `pchat` can do, but for `help`.
pub const COMMANDS: [&str; 12] = [
    "inspect",
    "analyze",
    "convert",
    "verify",
    "files",
    "redact",
    "runbook",
    "explain",
    "tables",
    "generate",
    "completions",
    "man",
];

/// A folder for one test. The binary runs inside, so that no path of the machine is in its output.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Place(tempfile::tempdir().expect("a temporary folder"))
    }

    /// The same in memory, where there is such a place: for many runs that write, as each waits for the disk.
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            return Place(tempfile::tempdir_in(memory).expect("a temporary folder"));
        }
        Place::new()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("the folder can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("the file was written")
    }

    /// The names of what is in a folder, sorted.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into()
            })
            .collect();
        names.sort();
        names
    }

    /// A synthetic package.
    pub fn generate(&self, name: &str, (rooms, users, messages): (u64, u64, u64), spelling: &str) {
        let plan = Plan {
            rooms,
            users,
            messages,
            spelling: spelling.parse().expect("a spelling"),
            ..Plan::default()
        };
        generate::write(&plan, &self.path(name), false, &mut |_| Ok(())).expect("it is written");
    }

    /// Runs `pchat` with the words of the line as its arguments.
    pub fn pchat(&self, line: &str) -> Outcome {
        self.pchat_with(&line.split_whitespace().collect::<Vec<_>>())
    }

    pub fn pchat_with(&self, arguments: &[&str]) -> Outcome {
        run(self.0.path(), arguments)
    }

    /// Runs it for a terminal of so many columns.
    pub fn pchat_in(&self, columns: usize, line: &str) -> Outcome {
        let mut command = command(self.0.path());
        command.env("COLUMNS", columns.to_string());
        let output = command.args(line.split(' ')).output().expect("it runs");
        Outcome::of(line, output)
    }

    /// Runs it where no file may be larger than so many blocks, which have 512 or 1024 bytes.
    #[cfg(unix)]
    pub fn pchat_with_files_up_to(&self, blocks: u32, line: &str) -> Outcome {
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let output = Command::new("sh")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_pchat")])
            .args(line.split(' '))
            .current_dir(self.path(""))
            .output()
            .expect("it runs");
        Outcome::of(line, output)
    }
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a sample, or a folder of samples; all of them are the sample `""`.
pub fn copy_sample(sample: &str, to: &Path) {
    fn copy(from: &Path, to: &Path) {
        if from.is_file() {
            fs::copy(from, to).expect("a copy");
            return;
        }
        fs::create_dir(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let part = entry.expect("readable");
            copy(&part.path(), &to.join(part.file_name()));
        }
    }
    copy(&root().join("samples").join(sample), to);
}

/// Runs `pchat` in the project's folder, where the samples are.
pub fn pchat(line: &str) -> Outcome {
    run(root(), &line.split_whitespace().collect::<Vec<_>>())
}

fn run(folder: &Path, arguments: &[&str]) -> Outcome {
    let output = assert_cmd::Command::from_std(command(folder))
        .args(arguments)
        .timeout(ENDLESS)
        .output()
        .expect("it runs");
    Outcome::of(&arguments.join(" "), output)
}

/// The binary, told nothing by the terminal and the user's settings.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pchat"));
    command
        .current_dir(folder)
        .env("COLUMNS", "100")
        .env("LC_ALL", "C.UTF-8");
    for name in [
        "CI",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "RUST_BACKTRACE",
    ] {
        command.env_remove(name);
    }
    command
}

/// How a run ended.
#[derive(Debug)]
pub struct Outcome {
    pub line: String,
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Outcome {
    fn of(line: &str, output: Output) -> Self {
        let outcome = Outcome {
            line: line.to_owned(),
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        };
        assert!(!outcome.stderr.contains("panicked"), "{outcome:?}");
        outcome
    }

    /// Makes sure of the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\n{}{}",
            self.line,
            self.stderr,
            self.text()
        );
        self
    }

    /// Makes sure that standard error holds all of this.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} in\n{}", self.stderr);
        }
        self
    }

    /// Makes sure that standard error holds this, and no second time.
    #[track_caller]
    pub fn says_once(self, part: &str) -> Self {
        assert_eq!(self.stderr.matches(part).count(), 1, "{}", self.stderr);
        self
    }

    /// Makes sure that standard output holds all of this.
    #[track_caller]
    pub fn prints(self, parts: &[&str]) -> Self {
        let text = self.text();
        for part in parts {
            assert!(text.contains(part), "{part:?} in\n{text}");
        }
        self
    }

    /// Makes sure that the run ended with a message and without a result.
    #[track_caller]
    pub fn fails(self, code: i32, parts: &[&str]) -> Self {
        let outcome = self.exits(code).says(&["error: "]).says(parts);
        assert_eq!(outcome.text(), "", "{}", outcome.line);
        outcome
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// The result of `--format json`.
    #[track_caller]
    pub fn json(&self) -> Value {
        let result = serde_json::from_slice(&self.stdout);
        assert!(result.is_ok(), "{}: no JSON\n{}", self.line, self.stderr);
        result.unwrap_or_default()
    }
}

/// The findings of a rule.
pub fn findings<'a>(analysis: &'a Value, rule: &str) -> Vec<&'a Value> {
    let all = analysis["findings"].as_array().expect("findings");
    all.iter()
        .filter(|finding| finding["rule"] == rule)
        .collect()
}

/// The ids of the objects that a rule found.
pub fn found<'a>(analysis: &'a Value, rule: &str) -> Vec<&'a str> {
    let ids = findings(analysis, rule).into_iter();
    ids.map(|finding| finding["object"]["id"].as_str().expect("an id"))
        .collect()
}

/// Runs `analyze` on the clean package with another content of one member.
pub fn analyze_with(member: &str, content: impl Into<Vec<u8>>, options: &str) -> Outcome {
    let place = Place::new();
    place.write("pool.zip", Package::clean().with(member, content).zip());
    place.pchat(&format!("analyze pool.zip --format json {options}"))
}

/// A member of the clean package with one place written otherwise.
pub fn changed(member: &str, from: &str, to: &str) -> String {
    Package::clean().edit(member, from, to).text(member)
}
