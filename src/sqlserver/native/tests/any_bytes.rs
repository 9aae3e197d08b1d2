//! Any bytes are rows or faults.

use proptest::prelude::*;

use crate::seeded::{cases, file_bytes};
use crate::sqlserver::native::fuzzing::native;

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn native_rows_do_not_depend_on_pieces(data in file_bytes()) {
        native(&data);
    }
}
