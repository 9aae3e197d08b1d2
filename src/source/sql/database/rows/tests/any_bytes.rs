//! Whatever is on pages: it is read, or said to be damaged.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::fuzzing::{lob, page};
use crate::source::seeded::cases;

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_page_gives_rows_or_faults(data in vec(any::<u8>(), 0..600)) {
        page(&data);
    }

    #[test]
    fn any_slots_and_small_numbers_give_rows_or_faults(
        slots in vec(0..200_u16, 0..9),
        data in vec(prop_oneof![4 => 0..24_u8, 1 => any::<u8>()], 0..400),
    ) {
        let mut all = vec![0, slots.len() as u8];
        all.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
        all.extend(data);
        page(&all);
    }

    #[test]
    fn any_parts_give_a_value_or_a_fault(data in vec(prop_oneof![3 => 0..6_u8, 1 => any::<u8>()], 0..600)) {
        lob(&data);
    }
}
