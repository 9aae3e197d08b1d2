//! The fuzz target on seeded input, so that every run of the tests checks it.

use proptest::collection::vec;
use proptest::prelude::*;

use super::fuzzing;
use crate::source::seeded::cases;

fn convert(choice: [u8; 6], data: &[u8]) {
    fuzzing::convert(&[&choice, data].concat(), &std::env::temp_dir());
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn any_package_becomes_what_was_promised(choice in any::<[u8; 6]>(), data in vec(any::<u8>(), 0..200)) {
        let [form, rest @ ..] = choice;
        let [how, seed @ ..] = rest;
        convert([form | 1, how, seed[0], seed[1], seed[2], seed[3]], &data);
    }
}

#[test]
#[ignore]
fn dump() {
    let d = std::fs::read(std::env::var("CRASH").unwrap()).unwrap();
    let m = fuzzing::document::member(&d[6..]);
    println!("{:?} {m}", &d[..6]);
    fuzzing::convert(&d, &std::env::temp_dir());
}
