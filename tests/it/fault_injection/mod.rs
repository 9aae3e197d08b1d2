//! Every call on a file that a command makes fails once, or is where a signal arrives: what is written is whole or not
//! there, and the exit code is the documented one.
//!
//! A small library ([`shim.c`](shim.c)) is loaded into the program, which is the one that is shipped. It needs Linux on
//! x86-64 and a C compiler there, which links Rust's programs as well.

mod trial;

use std::cell::Cell;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::common::{self, Place};

use trial::{ENDLESS, Files, NO_SPACE, Trial, shim};

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

fn package_and_result(place: &Place) {
    package(place);
    let line = "convert -q in/pool.zip -o in/new.zip --fail-on never";
    place.pchat(line).exits(0);
}

const CONVERT: &str = "convert -q in/pool.zip -o out/new.zip --fail-on never --threads 1";
const CONVERT_AGAIN: &str =
    "convert -q in/pool.zip -o out/new.zip --fail-on never --threads 1 --force";
const REPORT: &str =
    "analyze -q in/pool.zip --report out/report --fail-on never --threads 1 --only nested-category";
const REPORT_AGAIN: &str = "analyze -q in/pool.zip --report out/report --force --fail-on never --threads 1 --only nested-category";
const REPORT_DEEP: &str = "analyze -q in/pool.zip --report out/a/b/report --fail-on never --threads 1 --only nested-category";
const FILES: &str = "files -q in/pool.zip --store in --from C:\\a --to D:\\b --report out/report --fail-on never --threads 1";
const REPORT_CHANGES: &str =
    "convert -q in/pool.zip --what-if --report out/report --fail-on never --threads 1";
const REPORT_DIFFERENCES: &str = "verify -q in/pool.zip in/new.zip --report out/report --threads 1";
const DECIDE: &str =
    "analyze -q in/pool.zip --decisions out/decisions.csv --fail-on never --threads 1";
const GENERATE: &str = "generate -q --rooms 2 --users 3 --messages 6 -o out/pool.zip";
const GENERATE_AGAIN: &str = "generate -q --rooms 2 --users 3 --messages 6 -o out/pool.zip --force";
const GENERATE_FOLDER: &str = "generate -q --rooms 2 --users 3 --messages 6 -o out/pool";

const RUNBOOK: &str =
    "runbook -q in/pool.zip -o out/runbook.html --script out/repair.ps1 --threads 1";

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
        Trial::new(FILES, package).survives_errors();
    }

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn reports_of_changes_and_differences() {
        Trial::new(REPORT_CHANGES, package).survives_errors();
        Trial::new(REPORT_DIFFERENCES, package_and_result).survives_errors();
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

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn runbook() {
        Trial::new(RUNBOOK, package).survives_errors();
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
        Trial::new(FILES, package).stops_in_order();
        Trial::new(REPORT_CHANGES, package).stops_in_order();
        Trial::new(REPORT_DIFFERENCES, package_and_result).stops_in_order();
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

    #[test]
    #[ignore = "takes a minute, and needs a C compiler and a kernel that filters calls: .ci/run has it run"]
    fn runbook() {
        Trial::new(RUNBOOK, package).stops_in_order();
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
