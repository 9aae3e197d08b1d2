//! Whatever is on pages: it is read, or said to be damaged.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;

use super::super::super::page::kind;
use super::super::super::stored::Place::{Bit, Fixed, Variable};
use super::super::fuzzing::{lob, page};
use super::super::testing::{Written, page as made, seal};
use super::{of_pages, rows, stored};
use crate::seeded::cases;

/// A row, in words: a number, a bit, and two texts.
type Words = (Option<i32>, bool, Option<String>, Option<String>);

fn written((number, bit, short, long): &Words) -> Written {
    let texts = [short, long].map(|text| text.as_deref().unwrap_or_default());
    let nulls = [number.is_none(), false, short.is_none(), long.is_none()];
    let mut variables = texts.map(|text| (text.as_bytes().to_vec(), false)).to_vec();
    while variables.last().is_some_and(|(text, _)| text.is_empty()) {
        variables.pop();
    }
    Written {
        fixed: [
            &number.unwrap_or(9).to_le_bytes()[..],
            &[u8::from(*bit) << 4],
        ]
        .concat(),
        columns: 4,
        nulls: (0..)
            .zip(nulls)
            .filter_map(|(bit, is)| is.then_some(bit))
            .collect(),
        variables,
        ..Written::default()
    }
}

fn table() -> crate::sqlserver::database::StoredTable {
    stored(&[
        ("a int", Fixed(4)),
        ("b bit", Bit(8, 4)),
        ("c varchar(20)", Variable(0)),
        ("d varchar(max)", Variable(1)),
    ])
}

fn row() -> impl Strategy<Value = Words> {
    (
        any::<Option<i32>>(),
        any::<bool>(),
        option::of("[ -~]{0,20}"),
        option::of("[ -~]{0,90}"),
    )
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn what_is_written_is_read(words in vec(row(), 0..40)) {
        let null = || "NULL".to_owned();
        let text = |text: &Option<String>| text.as_ref().map_or_else(null, |it| format!("'{it}'"));
        let expected: Vec<Vec<String>> = words
            .iter()
            .map(|(number, bit, short, long)| {
                let number = number.map_or_else(null, |number| number.to_string());
                vec![number, u8::from(*bit).to_string(), text(short), text(long)]
            })
            .collect();
        let records: Vec<Written> = words.iter().map(written).collect();
        prop_assert_eq!(rows(&table(), &records), expected);
    }

    #[test]
    fn a_byte_that_is_another_one_leaves_the_other_rows_as_they_are(
        words in vec(row(), 1..40),
        which in any::<Index>(),
        flip in 1..=u8::MAX,
    ) {
        let records: Vec<Vec<u8>> = words.iter().map(|words| written(words).bytes()).collect();
        let whole = of_pages(&table(), &[made(kind::DATA, 0, &records)]);
        let mut page = made(kind::DATA, 0, &records);
        // Without a new checksum nothing of the page is used.
        let size: usize = records.iter().map(Vec::len).sum();
        let at = 96 + which.index(size);
        page[at] ^= flip;
        let damaged = of_pages(&table(), &[page]);
        prop_assert!(damaged.rows.is_empty() && damaged.fault().page.is_some());
        let changed = of_pages(&table(), &[seal(page)]);
        if changed.faults.iter().all(|fault| fault.page.is_none()) {
            let own = whole.places.partition_point(|place| *place <= at) - 1;
            for (place, row) in whole.places.iter().zip(&whole.rows) {
                if *place != whole.places[own] {
                    let there = changed.places.iter().position(|it| it == place);
                    prop_assert_eq!(there.map(|there| &changed.rows[there]), Some(row));
                }
            }
        }
    }
}

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
