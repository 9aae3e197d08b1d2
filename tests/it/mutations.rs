//! A package with a few bytes changed or its end missing, at many places: an answer or a clear error, never a panic.

use crate::common::package::Package;
use crate::common::{Outcome, Place};

/// Numbers that are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    /// The same bytes with one damage: one bit or byte changed, some bytes gone or doubled, or the end missing.
    fn damage(&mut self, whole: &[u8]) -> (String, Vec<u8>) {
        let mut bytes = whole.to_vec();
        let at = self.below(bytes.len());
        let end = (at + 1 + self.below(16)).min(bytes.len());
        let what = match self.below(6) {
            0 => {
                bytes.truncate(at);
                "cut"
            }
            1 => {
                bytes.drain(at..end);
                "bytes gone"
            }
            2 => {
                let doubled = bytes[at..end].to_vec();
                bytes.splice(at..at, doubled);
                "bytes doubled"
            }
            3 => {
                bytes[at] = self.below(256) as u8;
                "byte changed"
            }
            _ => {
                bytes[at] ^= 1 << self.below(8);
                "bit flipped"
            }
        };
        (format!("{what} at {at}"), bytes)
    }
}

/// An answer is a whole JSON object; an error says what and where, and comes without an answer.
#[track_caller]
fn assert_clear(outcome: &Outcome, what: &str) {
    if matches!(outcome.code, Some(0 | 1 | 4)) {
        assert_eq!(outcome.json()["schema"], 1, "{what}");
        return;
    }
    let Outcome { code, stderr, .. } = outcome;
    assert_eq!(*code, Some(3), "{what}: {stderr}");
    assert!(stderr.contains("error: "), "{what}: {stderr}");
    assert!(stderr.contains("\n  where: "), "{what}: {stderr}");
    assert_eq!(outcome.text(), "", "{what}");
}

#[test]
fn a_damaged_zip_is_refused_or_says_what_it_said() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let whole = place.read("pool.zip");
    let totals = place
        .pchat("analyze pool.zip --format json")
        .exits(0)
        .json()["totals"]
        .clone();
    let mut numbers = Numbers(1);
    for _ in 0..200 {
        let (what, damaged) = numbers.damage(&whole);
        place.write("pool.zip", &damaged);
        let outcome = place.pchat("analyze pool.zip --format json");
        assert_clear(&outcome, &what);
        // The checksums see to it that nothing gets lost without a word.
        if matches!(outcome.code, Some(0 | 1)) {
            assert_eq!(
                outcome.json()["totals"],
                totals,
                "{what}\n{}",
                outcome.stderr
            );
        }
    }
}

#[test]
fn a_damaged_folder_is_refused_or_read_or_skipped() {
    let place = Place::new();
    let package = Package::clean();
    package.unpack(&place.path("pool"));
    let mut numbers = Numbers(2);
    for round in 0..120 {
        let names = place.list("pool");
        let name = format!("pool/{}", names[numbers.below(names.len())]);
        let whole = place.read(&name);
        let (what, damaged) = numbers.damage(&whole);
        place.write(&name, &damaged);
        let options = ["", "--skip-damaged"][round % 2];
        let outcome = place.pchat(&format!("analyze pool --format json {options}"));
        assert_clear(&outcome, &format!("{name}: {what}"));
        place.write(&name, &whole);
    }
}
