//! The converted package and its manifest appear whole, together, and never over something that is to stay.

use crate::common::Place;
use crate::common::package::Package;

/// A pool with something to change, so that members are written anew.
fn pool() -> Package {
    Package::clean().edit("ChatRooms.xml", "<Name>Desk", "<Name>News")
}

const DECISIONS: &str = "rule,kind,id,action,value\nname-conflict,room,58,rename,Desk\n";

fn place() -> Place {
    let place = Place::new();
    place.write("pool.zip", pool().zip());
    place.write("decisions.csv", DECISIONS);
    place
}

const CONVERT: &str = "convert pool.zip --decisions decisions.csv";

#[test]
fn what_exists_is_replaced_only_on_demand() {
    for name in ["out.zip", "out.manifest.json"] {
        let place = place();
        place.write(name, "mine");
        let exists = [&*format!("{name} exists"), "--force"];
        place
            .pchat(&format!("{CONVERT} -o out.zip"))
            .fails(2, &exists);
        assert_eq!(place.read(name), b"mine");
        assert_eq!(place.list("").len(), 3);

        place
            .pchat(&format!("{CONVERT} -o out.zip --force"))
            .exits(0);
        assert_ne!(place.read(name), b"mine");
        let all = ["decisions.csv", "out.manifest.json", "out.zip", "pool.zip"];
        assert_eq!(place.list(""), all);
    }
    let place = place();
    std::fs::create_dir(place.path("out.zip")).expect("a folder");
    place.pchat(&format!("{CONVERT} -o out.zip --force")).fails(
        2,
        &[
            "out.zip exists and is no file",
            "a folder is never replaced",
        ],
    );
}

#[test]
fn an_input_is_never_written_to() {
    let place = place();
    pool().unpack(&place.path("pool"));
    std::fs::create_dir(place.path("down")).expect("a folder");
    let absolute = place.path("pool.zip");
    let absolute = absolute.to_str().expect("Unicode");
    let [before, decisions] = ["pool.zip", "decisions.csv"].map(|name| place.read(name));
    for (input, decisions, output) in [
        ("pool.zip", "decisions.csv", "pool.zip"),
        ("pool.zip", "decisions.csv", "./pool.zip"),
        ("pool.zip", "decisions.csv", "down/../pool.zip"),
        ("pool.zip", "decisions.csv", absolute),
        ("down/../pool.zip", "decisions.csv", "pool.zip"),
        ("pool", "decisions.csv", "pool/out.zip"),
        ("pool.zip", "decisions.csv", "decisions.csv"),
    ] {
        let line = [
            "convert",
            input,
            "--decisions",
            decisions,
            "-o",
            output,
            "--force",
        ];
        place
            .pchat_with(&line)
            .fails(2, &["is the input", "never changed, not even with --force"]);
    }
    // The decisions would be replaced by the manifest.
    std::fs::copy(place.path("decisions.csv"), place.path("out.manifest.json")).expect("a copy");
    place
        .pchat("convert pool.zip --decisions out.manifest.json -o out.zip --force")
        .fails(2, &["out.manifest.json is the input"]);
    place
        .pchat("convert pool.zip --layout decisions.csv -o decisions.csv --force")
        .fails(2, &["is the input"]);
    assert_eq!(place.read("pool.zip"), before);
    assert_eq!(place.read("decisions.csv"), decisions);
    assert_eq!(place.read("out.manifest.json"), decisions);
    assert_eq!(
        place.list(""),
        [
            "decisions.csv",
            "down",
            "out.manifest.json",
            "pool",
            "pool.zip"
        ]
    );
    assert_eq!(place.list("pool").len(), 7);
}

#[test]
fn a_folder_that_is_missing_is_said_before_anything_is_read() {
    let place = Place::new();
    place.pchat("convert nowhere.zip -o down/out.zip").fails(
        2,
        &[
            "cannot write down/out.zip: there is no such folder",
            "make the folder first",
        ],
    );
}

/// What only unix can show: limits of files, and signals.
#[cfg(unix)]
mod unix {
    use std::path::Path;
    use std::process::{Child, Command, ExitStatus, Stdio};

    use crate::common::{self, Place};

    #[test]
    fn where_the_package_finds_no_room_nothing_is_left_behind() {
        let place = Place::new();
        place.generate("pool.zip", (60, 80, 3_000), "nested");
        let line = "convert pool.zip -o out.zip --fail-on never";
        let too_large = ["cannot write out.zip", "what to do: write to another disk"];
        place.pchat_with_files_up_to(64, line).fails(2, &too_large);
        assert_eq!(place.list(""), ["pool.zip"]);

        place.write("out.zip", "old package");
        place.write("out.manifest.json", "old manifest");
        place
            .pchat_with_files_up_to(64, &format!("{line} --force"))
            .fails(2, &too_large);
        assert_eq!(place.list(""), ["out.manifest.json", "out.zip", "pool.zip"]);
        assert_eq!(place.read("out.zip"), b"old package");
        assert_eq!(place.read("out.manifest.json"), b"old manifest");
    }

    #[test]
    fn where_the_manifest_finds_no_room_there_is_no_package_either() {
        let place = Place::new();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/contoso.zip");
        place.write("pool.zip", std::fs::read(sample).expect("the sample"));
        let line = "convert pool.zip -o out.zip --fail-on never";
        place.pchat(line).exits(0);
        let [package, manifest] = ["out.zip", "out.manifest.json"].map(|name| {
            let length = place.read(name).len();
            std::fs::remove_file(place.path(name)).expect("it is there");
            length
        });
        // Between the two, whatever a block is.
        let blocks = u32::try_from(package / 512 + 1).expect("few blocks");
        assert!(manifest > blocks as usize * 1024, "{package} {manifest}");
        place
            .pchat_with_files_up_to(blocks, line)
            .fails(2, &["cannot write out.manifest.json"]);
        assert_eq!(place.list(""), ["pool.zip"]);
    }

    /// Starts a conversion that takes a while, and waits until it has begun to write.
    fn writing() -> (Place, Child) {
        let place = Place::new();
        place.generate("pool.zip", (40, 60, 20_000), "nested");
        let line = "convert pool.zip -o out.zip --level 9 --threads 1";
        let mut running = common::command(&place.path(""))
            .args(line.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        // One file for the package and one for the manifest.
        while place.list("").len() < 3 && running.try_wait().expect("its state").is_none() {
            std::thread::yield_now();
        }
        (place, running)
    }

    fn send(signal: &str, running: &Child) {
        let id = running.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.is_ok_and(|status: ExitStatus| status.success()));
    }

    #[test]
    fn who_is_asked_to_stop_leaves_the_folder_as_it_was() {
        let (place, running) = writing();
        send("-TERM", &running);
        let ended = running.wait_with_output().expect("its end");
        assert_eq!(ended.status.code(), Some(2));
        let said = String::from_utf8(ended.stderr).expect("UTF-8");
        let expected = "stopped before out.zip was whole: nothing of it was left behind";
        assert!(said.contains(expected), "{said}");
        assert_eq!(place.list(""), ["pool.zip"]);
    }

    #[test]
    fn who_is_killed_leaves_nothing_under_the_names() {
        let (place, running) = writing();
        send("-KILL", &running);
        let ended = running.wait_with_output().expect("its end");
        assert_eq!(ended.status.code(), None);
        let names = place.list("");
        assert!(
            !names.iter().any(|name| name.starts_with("out")),
            "{names:?}"
        );
    }
}
