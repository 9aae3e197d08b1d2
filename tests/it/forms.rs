//! The same pool spelled in different ways is the same pool.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::common::Place;
use pchat::generate::Spelling;
use serde_json::Value;

/// Rooms, users and messages: enough for every trouble that `generate` makes.
const POOL: (u64, u64, u64) = (60, 80, 3_000);

/// Together they hold every word of a spelling; each is a form that somebody could meet.
const SPELLINGS: &[&str] = &[
    "utf-8,own-member,ticks,attributes,deflate",
    "utf-8-declared,iso-times,zip64",
    "utf-8-bom,datetime-times,data-descriptors",
    "utf-16le,stored",
    "utf-16be,nested,deflate64",
    "split,elements,indented",
    "per-room,cdata,cp437-names",
    "flat,comments,default-namespace",
    "nested,prefixed,indented,comments",
    "inner-folder,per-room,deflate64",
    "utf-16le,nested,iso-times,elements,prefixed,indented,cdata,comments,stored",
    "utf-16be,flat,datetime-times,default-namespace,comments,zip64,data-descriptors",
    "utf-8-bom,split,elements,default-namespace,inner-folder,cp437-names",
];

/// For folders: nothing of these is about zip files.
const FOLDER_SPELLINGS: &[&str] = &[
    "",
    "utf-16le,per-room",
    "utf-8-bom,nested,iso-times,cdata",
    "split,inner-folder,prefixed",
    "flat,elements,datetime-times,indented",
];

/// What must be equal, however the pool is spelled: the totals, and every finding with its order, ids, details and
/// sentences. The one exception is `not-understood`: it is about the spelling, for it names members, and paths inside
/// them. Of it remains what was not understood, and how often: the case, the last name of the path, and the sum over
/// all members. Two things of it remain not even so: pieces of text, of which a comment makes two, and files that are no
/// XML, of which one spelling adds one.
#[derive(Debug, PartialEq)]
struct Said {
    totals: Value,
    findings: Vec<Value>,
    not_understood: BTreeMap<(String, String), u64>,
}

impl Said {
    fn by(analysis: &Value) -> Said {
        let all = analysis["findings"].as_array().expect("findings");
        let (spelled, findings): (Vec<&Value>, Vec<&Value>) = all
            .iter()
            .partition(|finding| finding["rule"] == "not-understood");
        let mut not_understood = BTreeMap::new();
        for finding in spelled {
            let details = &finding["details"];
            let path = details["path"].as_str().unwrap_or_default();
            let name = path.rsplit('/').next().unwrap_or_default();
            if details["case"] != "not-xml" && name != "text()" {
                let key = (details["case"].to_string(), name.to_owned());
                *not_understood.entry(key).or_default() +=
                    details["count"].as_u64().expect("a count");
            }
        }
        Said {
            totals: analysis["totals"].clone(),
            findings: findings.into_iter().cloned().collect(),
            not_understood,
        }
    }
}

fn analyze(place: &Place, name: &str) -> Said {
    let line = format!("analyze {name} --format json --since 2012-01-01 --threads 2");
    Said::by(&place.pchat(&line).exits(1).json())
}

#[track_caller]
fn assert_same(said: &Said, expected: &Said, spelling: &str) {
    // The first difference only: the whole is too long to read.
    assert_eq!(said.totals, expected.totals, "{spelling}");
    for (finding, expected) in said.findings.iter().zip(&expected.findings) {
        assert_eq!(finding, expected, "{spelling}");
    }
    assert_eq!(said.findings.len(), expected.findings.len(), "{spelling}");
    assert_eq!(said.not_understood, expected.not_understood, "{spelling}");
}

#[test]
fn no_word_of_a_spelling_is_left_out() {
    let used: BTreeSet<&str> = SPELLINGS
        .iter()
        .flat_map(|words| words.split(','))
        .collect();
    // Those with another pool are for comparing it with extracts.
    let words = Spelling::words().into_iter();
    let of_packages = words.filter(|word| !word.starts_with("database"));
    assert_eq!(used, of_packages.collect());
}

#[test]
fn a_pool_is_the_same_in_every_zip() {
    all_the_same(".zip", SPELLINGS);
}

#[test]
fn a_pool_is_the_same_in_every_folder() {
    all_the_same("", FOLDER_SPELLINGS);
}

fn all_the_same(ending: &str, spellings: &[&str]) {
    let place = Place::new();
    place.generate("plain.zip", POOL, "");
    let expected = analyze(&place, "plain.zip");
    assert!(expected.findings.len() > 50 && !expected.not_understood.is_empty());
    for (at, spelling) in spellings.iter().enumerate() {
        let name = format!("{at}{ending}");
        place.generate(&name, POOL, spelling);
        assert_same(&analyze(&place, &name), &expected, spelling);
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn real_packages_hold_the_same_pool() {
    let files = std::env::var_os("PCHAT_REAL_FILES")
        .expect("PCHAT_REAL_FILES must name the folder of real files, with `packages` inside");
    let packages = PathBuf::from(files).join("packages");
    let place = Place::new();
    let said = ["ubuntu-irc.zip", "ubuntu-irc-nested-utf16.zip"].map(|name| {
        let path = packages.join(name);
        let path = path.to_str().expect("a path in Unicode");
        let arguments = ["analyze", path, "--format", "json", "--fail-on", "never"];
        let analysis = place.pchat_with(&arguments).exits(0).json();
        assert_eq!(analysis["input"]["name"], name);
        Said::by(&analysis)
    });
    assert!(said[0].totals["messages"].as_u64() > Some(0) && !said[0].findings.is_empty());
    assert_same(&said[1], &said[0], "nested, UTF-16");
}
