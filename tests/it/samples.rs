//! The samples are what their README says.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::common::package::Package;
use crate::common::{self, Place};
use pchat::directory::Collation;
use pchat::input::Limits;
use pchat::surroundings::{store, target};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

#[test]
fn the_zip_file_holds_exactly_the_files_of_the_folder() {
    let mut expected = BTreeMap::new();
    for entry in fs::read_dir(samples().join("contoso")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        expected.insert(name, fs::read(entry.path()).unwrap());
    }
    let mut zip = zip::ZipArchive::new(File::open(samples().join("contoso.zip")).unwrap()).unwrap();
    let mut packed = BTreeMap::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        packed.insert(member.name().unwrap().into_owned(), bytes);
    }
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&packed), names(&expected));
    for (name, bytes) in &expected {
        assert!(
            &packed[name] == bytes,
            "{name} differs: run `cargo run --example pack_sample`"
        );
    }
}

#[test]
fn the_target_holds_what_the_sample_clashes_with() {
    let files = target::files(&samples().join("target"), &Limits::default())
        .unwrap()
        .unwrap();
    let target = target::inventory(&target::read_all(&files, None).unwrap(), None).unwrap();
    assert_eq!(
        (
            target.categories.len(),
            target.rooms.len(),
            target.addins.len()
        ),
        (3, 4, 2)
    );
    assert!(
        target
            .categories
            .find("finance", &Collation::default())
            .is_some()
    );
    assert!(
        target
            .categories
            .find("Key Accounts", &Collation::default())
            .is_some()
    );
    assert!(
        target
            .rooms
            .find("Month-end Close", &Collation::default())
            .is_some()
    );
    assert!(
        target
            .addins
            .find("Ticket Board", &Collation::default())
            .is_some()
    );
}

#[test]
fn one_of_the_files_is_missing() {
    let messages = fs::read_to_string(samples().join("contoso/ChatMessages.xml")).unwrap();
    let links = messages.split("ma-filelink:").skip(1);
    let files: Vec<&str> = links
        .filter_map(|rest| rest.split(['<', ' ']).next()?.rsplit('/').next())
        .collect();
    let store = store::list(&samples().join("filestore")).unwrap();
    let missing = files.iter().filter(|file| store.folders(file).is_empty());
    assert_eq!((files.len(), missing.count(), store.len()), (4, 1, 3));
}

#[test]
fn the_decisions_are_about_what_is_found_in_the_sample() {
    let place = Place::new();
    let decisions = fs::read(samples().join("decisions.csv")).unwrap();
    place.write("decisions.csv", &decisions);
    let package = samples().join("contoso.zip").display().to_string();
    let decide = ["analyze", &package, "--decisions", "decisions.csv"];
    place.pchat_with(&decide).exits(1);
    assert!(
        place.read("decisions.csv") == decisions,
        "findings of the sample have changed: run `pchat analyze samples/contoso.zip --decisions samples/decisions.csv`"
    );
}

#[test]
fn the_walk_through_the_loop_ends_as_its_readme_says() {
    let place = Place::new();
    let package = samples().join("contoso.zip").display().to_string();
    let decisions = samples().join("decisions.csv").display().to_string();
    let convert = ["convert", &package, "--decisions", &decisions];
    let simulated = place.pchat_with(&[&convert[..], &["--what-if"]].concat());
    let head = "\n71 changes · 27 of them change nothing for anybody · 2 more by the import\n";
    simulated.exits(1).prints(&[head, "20 kept", "3 left out"]);
    let written = place.pchat_with(&[&convert[..], &["-o", "new.zip"]].concat());
    written
        .exits(1)
        .prints(&["71 changes · 27 of them change nothing for anybody · 2 more by the import."]);
    assert_eq!(place.list(""), ["new.manifest.json", "new.zip"]);

    let verify = ["verify", &package, "new.zip"];
    let decided = ["--decisions", &decisions];
    let proved = place.pchat_with(&[&verify[..], &decided].concat());
    proved
        .exits(0)
        .prints(&["Everything that was promised is there."]);
    let otherwise = place.pchat_with(&verify);
    otherwise.exits(5).prints(&["room 35", "is missing"]);
    let again = place.pchat_with(&["convert", "new.zip", "-o", "again.zip"]);
    again.exits(1);
    assert!(place.read("again.zip") == place.read("new.zip"));
}

/// The findings of a sample, but for the places that only one form has.
fn findings_of(input: &str) -> Vec<(String, String, String)> {
    let analysis = common::pchat(&format!("analyze {input} --format json --fail-on never")).json();
    let findings = analysis["findings"].as_array().expect("findings").iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut found: Vec<_> = findings
        .map(|finding| {
            let object = &finding["object"];
            let id = format!("{} {}", text(&object["kind"]), text(&object["id"]));
            (text(&finding["rule"]), id, text(&finding["message"]))
        })
        .filter(|(rule, ..)| rule != "not-understood")
        .collect();
    found.sort();
    found
}

#[test]
fn the_extracts_of_the_sample_give_its_findings() {
    let package = findings_of("samples/contoso.zip");
    let extract = findings_of("samples/contoso-csv");
    assert_eq!(extract, findings_of("samples/contoso.sql"));
    // As samples/README.md says: what the columns have no room for, a time of no form, and an id used twice.
    let only = |of: &[(String, String, String)], other: &[(String, String, String)]| {
        let only = of.iter().filter(|finding| !other.contains(finding));
        let names = only.map(|(rule, object, _)| format!("{rule} {object}"));
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        only(&package, &extract),
        [
            "long-text addin 33D99099-D338-4578-9D6F-D69CAF487248",
            "long-text addin 445D2D69-1FD1-4B6D-ACC8-F1C8C3BE7906",
            "long-text room 40",
            "odd-time message 2",
            "odd-time message 4",
        ]
    );
    assert_eq!(only(&extract, &package), ["odd-time message 2"]);
}

#[test]
fn a_package_is_made_of_the_extracts_and_nothing_is_lost() {
    for extract in ["samples/contoso-csv", "samples/contoso.sql"] {
        let place = Place::new();
        let new = place.path("new.zip").display().to_string();
        // They were made for the package, which has findings that the extracts do not have.
        place.write(
            "decisions.csv",
            fs::read("samples/decisions.csv").expect("decisions"),
        );
        let decisions = format!("--decisions {}", place.path("decisions.csv").display());
        common::pchat(&format!("analyze {extract} {decisions} --fail-on never"))
            .exits(0)
            .says(&["2 gone"]);
        common::pchat(&format!(
            "convert {extract} -o {new} {decisions} --fail-on never"
        ))
        .exits(0);
        common::pchat(&format!("verify {extract} {new} {decisions}"))
            .exits(0)
            .prints(&["Everything that was promised is there."]);
    }
}

/// What its rule found, by the kind and id of the objects.
fn objects_of(findings: &serde_json::Value, rule: &str) -> Vec<String> {
    let found = findings.as_array().expect("findings").iter();
    let found = found.filter(|finding| finding["rule"] == rule);
    let object = |finding: &serde_json::Value| {
        let text = |key: &str| finding["object"][key].as_str().expect("a text").to_owned();
        format!("{} {}", text("kind"), text("id"))
    };
    found.map(object).collect()
}

#[test]
fn what_cannot_be_decided_from_the_package_stays_and_is_said() {
    let found = common::pchat("analyze samples/contoso.zip --format json").json();
    let planned = common::pchat("convert samples/contoso.zip --what-if --format json").json();
    // An account of another forest; texts that are too long, or an address that is none; things without their place.
    for (rule, object) in [
        ("foreign-forest", "principal 115"),
        ("long-text", "room 40"),
        ("long-text", "addin 58CF4D1C-FCFD-410C-9756-D2346E18DF2C"),
        ("orphan", "room 37"),
    ] {
        for findings in [&found["findings"], &planned["remaining"]] {
            let objects = objects_of(findings, rule);
            assert!(objects.contains(&object.to_owned()), "{rule}: {objects:?}");
        }
    }
    let place = Place::new();
    let new = place.path("new.zip").display().to_string();
    common::pchat(&format!("convert samples/contoso.zip -o {new}")).exits(1);
    let new = Package::open(place.read("new.zip"));
    let text = |name: &str| fs::read_to_string(samples().join("contoso").join(name)).unwrap();
    assert_eq!(new.text("Addins.xml"), text("Addins.xml"));
    for (member, begin, end) in [
        ("AdUsers.xml", "<User principalId=\"115\"", "</User>"),
        (
            "ChatRooms.xml",
            "<Name>Trading Desk</Name><Desc>",
            "</Desc>",
        ),
    ] {
        let text = text(member);
        let begin = text.find(begin).expect("it is there");
        let end = begin + text[begin..].find(end).expect("it ends");
        assert!(new.text(member).contains(&text[begin..end]), "{member}");
    }
}
