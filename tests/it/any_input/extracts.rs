//! Any bytes as an extract.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::checks::extracts::{bacpac, extract};
use crate::checks::place;
use crate::seeded::{cases, file_bytes};

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_file_is_read_or_refused(data in file_bytes()) {
        extract(&data, place());
    }

    #[test]
    fn any_bacpac_is_read_or_refused(data in vec(any::<u8>(), 0..300)) {
        bacpac(&data, place());
    }
}
