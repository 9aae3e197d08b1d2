//! A catalogue with damaged pages: whatever is on the others is read.

use proptest::prelude::*;

use super::small;
use super::small::Small;
use crate::sqlserver::database::PAGE;
use crate::sqlserver::database::catalogue::fuzzing::{catalogue, holds};
use crate::sqlserver::database::catalogue::testing::DataPages;
use crate::sqlserver::database::catalogue::{Catalogue, read};
use crate::sqlserver::database::damage::PageDamage;
use crate::sqlserver::database::page::kind;

/// What is read where one page is damaged.
fn without(page: u32) -> Catalogue {
    let mut pages = Small::default().pages();
    pages.damage(page, 6000);
    let found = read(&pages.storage()).unwrap();
    let damaged: Vec<_> = found.damaged.iter().map(|(at, _)| at.page).collect();
    assert_eq!(damaged, [page]);
    assert_eq!(found.damaged[0].1, PageDamage::Checksum);
    found
}

/// The tables, with their problems.
fn tables_with_problems(found: &Catalogue) -> Vec<(String, String)> {
    let tables = found.tables.iter();
    let shown = tables.map(|table| {
        let problem = table.problem.as_ref();
        let problem = problem.map_or_else(String::new, ToString::to_string);
        (table.table.name.to_string(), problem)
    });
    shown.collect()
}

fn named(shown: &[(&str, &str)]) -> Vec<(String, String)> {
    shown
        .iter()
        .map(|(name, problem)| ((*name).to_owned(), (*problem).to_owned()))
        .collect()
}

#[test]
fn a_table_whose_columns_are_damaged_is_not_read_and_others_are() {
    assert_eq!(
        tables_with_problems(&without(small::NODE_COLUMNS)),
        named(&[
            ("dbo.tblNeverUsed", ""),
            (
                "dbo.tblNode",
                "the definition of its column 1 stands on a damaged page of the catalogue"
            ),
            ("mgc.tblChat", ""),
        ])
    );
    assert_eq!(
        tables_with_problems(&without(small::CHAT_LAYOUT)),
        named(&[
            ("dbo.tblNeverUsed", ""),
            // That it is computed and not stored cannot be known any more.
            (
                "dbo.tblNode",
                "how its column nodeNumber is stored stands on a damaged page of the catalogue"
            ),
            (
                "mgc.tblChat",
                "how its column rtf is stored stands on a damaged page of the catalogue"
            ),
        ])
    );
}

#[test]
fn without_the_page_that_knows_which_are_in_use_all_is_read() {
    let found = without(1);
    assert_eq!(found.tables.len(), 3);
    assert!(found.tables.iter().all(|table| table.problem.is_none()));
}

#[test]
fn pages_that_may_be_old_are_not_believed_against_others() {
    let mut pages = Small::default().pages();
    // Where it is known which pages are in use, this one is not.
    let old = small::column(1001, 2, "oldName", 231, 512, 0);
    pages.iam(25, 41 << 16, &[23, 24, 38], &[]);
    pages.put(38, kind::DATA, 0, 41 << 16, &[old]);
    pages.set_in_use(38, false);
    let found = read(&pages.storage()).unwrap();
    assert!(found.tables.iter().all(|table| table.problem.is_none()));

    pages.damage(1, 6000);
    let found = read(&pages.storage()).unwrap();
    assert_eq!(
        tables_with_problems(&found),
        named(&[
            ("dbo.tblNeverUsed", ""),
            (
                "dbo.tblNode",
                "the catalogue says two different things of one of its columns"
            ),
            ("mgc.tblChat", ""),
        ])
    );
    let damaged: Vec<_> = found.damaged.iter().map(|(at, _)| at.page).collect();
    assert_eq!(damaged, [1]);
}

#[test]
fn schemas_and_files_may_be_lost() {
    assert_eq!(
        tables_with_problems(&without(small::SCHEMAS)),
        named(&[
            ("tblChat", ""),
            ("dbo.tblNeverUsed", ""),
            ("dbo.tblNode", ""),
        ])
    );
    assert!(without(small::FILES).files.is_empty());
}

#[test]
fn where_no_table_can_be_found_that_is_said() {
    for (page, expected) in [
        (
            small::ROWSETS,
            "its table sysschobjs was not found, and page 1:19 is damaged: its bytes do not fit its checksum",
        ),
        (
            small::MORE_UNITS,
            "its table syscolpars was not found, and page 1:17 is damaged: its bytes do not fit its checksum",
        ),
    ] {
        let mut pages = Small::default().pages();
        pages.damage(page, 6000);
        let error = read(&pages.storage()).unwrap_err();
        assert_eq!(
            error.what,
            format!("the catalogue of the database cannot be read: {expected}")
        );
        assert!(
            error.advice().contains("another copy"),
            "{}",
            error.advice()
        );
    }
    // Without its objects it has no tables.
    assert!(without(small::OBJECTS).tables.is_empty());
}

#[test]
fn allocation_units_that_do_not_follow_each_other_are_found_by_their_allocation() {
    let mut pages = Small::default().pages();
    pages.edit(small::UNITS, |page| page[16] = 40);
    let found = read(&pages.storage()).unwrap();
    assert_eq!(
        tables_with_problems(&found),
        named(&[
            ("dbo.tblNeverUsed", ""),
            ("dbo.tblNode", ""),
            ("mgc.tblChat", ""),
        ])
    );
    assert_eq!(found.damaged.len(), 1);
}

#[test]
fn pages_that_follow_themselves_end() {
    let mut pages = Small::default().pages();
    pages.edit(small::MORE_UNITS, |page| {
        page[16..22].copy_from_slice(&[16, 0, 0, 0, 1, 0])
    });
    assert_eq!(read(&pages.storage()).unwrap().tables.len(), 3);
}

#[test]
fn a_record_that_is_none_is_told_with_its_slot() {
    let mut pages = Small::default().pages();
    // The record of tblChat says that its fixed part ends before the name of its schema.
    pages.edit(small::OBJECTS, |page| {
        let at = usize::from(u16::from_le_bytes([page[8188], page[8189]]));
        page[at + 2] = 6;
    });
    let found = read(&pages.storage()).unwrap();
    assert_eq!(tables_with_problems(&found).len(), 2);
    let what = found.damaged[0].1.to_string();
    assert!(
        what.contains("the record in its slot 1 is no row of sysschobjs"),
        "{what}"
    );
}

#[test]
fn without_the_boot_page_it_is_said_what_may_be_wrong() {
    let error = |change: &dyn Fn(&mut DataPages)| {
        let mut pages = Small::default().pages();
        change(&mut pages);
        read(&pages.storage()).unwrap_err()
    };
    let encrypted = error(&|pages| pages.damage(9, 300));
    assert!(
        encrypted
            .what
            .to_string()
            .contains("the boot page of the database (1:9) is damaged"),
        "{encrypted}"
    );
    assert!(
        encrypted.advice().contains("encrypted (TDE)"),
        "{encrypted}"
    );
    let encrypted = error(&|pages| pages.damage(small::UNITS, 300));
    assert!(
        encrypted
            .what
            .to_string()
            .contains("the first page of the catalogue (1:16)"),
        "{encrypted}"
    );
    assert!(
        encrypted.advice().contains("encrypted (TDE)"),
        "{encrypted}"
    );
    // Behind a header and a checksum that are right, too.
    let noise = |page: &mut [u8; PAGE]| {
        for (at, byte) in (0_u32..).zip(&mut page[96..]) {
            *byte = (at.wrapping_mul(2_654_435_761) >> 13) as u8;
        }
    };
    let encrypted = error(&|pages| {
        pages.edit(small::UNITS, noise);
        pages.cut(small::UNITS as usize + 1);
    });
    assert!(
        encrypted
            .what
            .to_string()
            .contains("the first page of the catalogue (1:16)"),
        "{encrypted}"
    );
    assert!(
        encrypted.advice().contains("encrypted (TDE)"),
        "{encrypted}"
    );
    let both = error(&|pages| {
        pages.damage(9, 300);
        pages.damage(0, 300);
    });
    assert!(!both.advice().contains("TDE"), "{both}");
    let cut = error(&|pages| pages.cut(9));
    assert!(cut.what.to_string().contains("(1:9) is missing"), "{cut}");
    let other = error(&|pages| pages.put(9, kind::DATA, 0, 0, &[]));
    assert!(
        other.what.to_string().contains("is of another kind"),
        "{other}"
    );
    let old = error(&|pages| pages.edit(9, |page| page[100..102].copy_from_slice(&[0x1B, 2])));
    assert!(
        old.what.to_string().contains("539 (SQL Server 2000)"),
        "{old}"
    );
}

proptest! {
    /// Whatever a file says: it is read to an end, and its tables hold together.
    #[test]
    fn any_change_is_read_to_an_end(
        changes in prop::collection::vec(
            (0..40_u32, any::<bool>(), 0..PAGE, any::<u8>()),
            1..20,
        ),
        cut in 10..41_usize,
    ) {
        let mut pages = Small::default().pages();
        for (page, in_front, byte, value) in changes {
            // Where the fields are.
            let byte = if in_front { byte % 400 } else { byte };
            pages.edit(page, |page| page[byte] = value);
        }
        pages.cut(cut);
        holds(&pages.storage());
    }

    #[test]
    fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        catalogue(&bytes);
    }
}
