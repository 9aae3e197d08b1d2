//! Which backup of a file is read, and what of it is there.

use super::super::opening::Backup;
use super::pages_of_1;
use super::tape::{COPY, DIFFERENTIAL, FULL, LOG, Tape, extents, mark, page, there};
use crate::input::Error;

/// A full one, one of the log, a copy, a differential one.
fn several() -> Tape {
    Tape::new()
        .set(FULL, "Contoso", 16)
        .data(&extents(1, &[0, 1], 1))
        .end()
        .set(LOG, "Contoso", 0)
        .end()
        .set(COPY, "Contoso", 24)
        .data(&extents(1, &[0, 1, 2], 3))
        .end()
        .set(DIFFERENTIAL, "Contoso", 8)
        .data(&extents(1, &[1], 4))
        .end()
}

fn refused(opened: Result<Backup, Error>) -> Error {
    opened.err().unwrap()
}

#[test]
fn the_last_backup_with_all_pages_is_read() {
    let backup = several().open(None).unwrap();
    assert_eq!(there(&backup, 1), [0, 1, 2]);
    assert_eq!(mark(&backup, 1, 9), Some(3));
    assert_eq!(backup.facts.sets[0].database, "Contoso");
    assert_eq!(backup.facts.server, "10.50");
    assert_eq!((backup.facts.pages, backup.facts.pages_there), (24, 24));
    assert_eq!(
        backup.notices,
        [
            "The file holds 4 backups. Number 3 of 2014-02-09 18:41:32 was read; --set chooses another."
        ]
    );
}

#[test]
fn another_one_can_be_chosen() {
    let backup = several().open(Some(1)).unwrap();
    assert_eq!(there(&backup, 1), [0, 1]);
    assert_eq!(mark(&backup, 1, 9), Some(1));
    assert_eq!(backup.notices, Vec::<String>::new());
}

#[test]
fn a_backup_that_is_not_there_lists_the_others() {
    let error = refused(several().open(Some(9)));
    assert_eq!(error.what, "the file holds no backup 9");
    assert_eq!(
        error.expectation(),
        "--set with one of: 1 (full) Contoso 2014-02-07 18:41:32, 2 (log) Contoso 2014-02-08 18:41:32, \
         3 (copy-only) Contoso 2014-02-09 18:41:32, 4 (differential) Contoso 2014-02-10 18:41:32"
    );
}

#[test]
fn a_backup_without_all_pages_is_refused() {
    for (number, what) in [
        (
            2,
            "backup 2 of the file is one of the log of Contoso, of 2014-02-08 18:41:32: it has no pages",
        ),
        (
            4,
            "backup 4 of the file is a differential one of Contoso, of 2014-02-10 18:41:32: it has only the pages that changed since the last full one",
        ),
    ] {
        let error = refused(several().open(Some(number)));
        assert_eq!(error.what, what);
        assert!(error.advice().contains("give the full backup"), "{error}");
    }
    let alone = Tape::new().set(LOG, "Contoso", 0).end();
    assert!(
        refused(alone.open(None))
            .what
            .to_string()
            .contains("one of the log")
    );
}

#[test]
fn a_backup_that_is_protected_is_refused() {
    let begun = || Tape::new().set(FULL, "Contoso", 8);
    let data = || [vec![0; 2], extents(1, &[0], 1).concat()].concat();
    for (attribute, what) in [(8, "is encrypted"), (16, "is compressed in a way")] {
        let mut tape = begun();
        tape.block(b"MSDA", vec![0; 60], &[(b"MQDA", attribute, data())]);
        let error = refused(tape.end().open(None));
        assert!(error.what.to_string().contains(what), "{error}");
    }
    let mut tape = begun().data(&extents(1, &[0], 1)).end();
    let set = tape.bytes.windows(4).position(|it| it == b"SSET").unwrap();
    tape.bytes[set + 72] = 16;
    let error = refused(tape.open(None));
    assert!(
        error.what.to_string().contains("protected by a password"),
        "{error}"
    );
}

#[test]
fn pages_that_were_written_once_more_replace_others() {
    let filler = vec![[1, 0x65].repeat(4096); 8];
    let tape = Tape::new()
        .set(FULL, "Contoso", 40)
        .data(&extents(1, &[0, 1, 2, 5, 6], 1))
        .data(&[extents(1, &[1, 6, 7], 2), filler].concat())
        .end();
    let backup = tape.open(None).unwrap();
    assert_eq!(there(&backup, 1), [0, 1, 2, 5, 6, 7]);
    let marks = [0, 1, 2, 5, 6, 7].map(|extent| mark(&backup, 1, extent * 8 + 3));
    assert_eq!(marks, [1, 2, 1, 1, 2, 2].map(Some));
    assert_eq!(pages_of_1(&backup.storage), 48);
    assert_eq!(backup.facts.pages_there, 40);
    assert_eq!(backup.notices, Vec::<String>::new());
}

#[test]
fn the_pages_of_several_files_are_told_by_their_headers() {
    let tape = Tape::new()
        .set_of(FULL, "Contoso", &[(1, 16), (3, 24)])
        .data(&extents(1, &[0, 4], 1))
        .data(&extents(3, &[0, 1, 9], 3))
        .data(&extents(3, &[1], 4))
        .end();
    let backup = tape.open(None).unwrap();
    assert_eq!(there(&backup, 1), [0, 4]);
    assert_eq!(there(&backup, 3), [0, 1, 9]);
    assert_eq!(mark(&backup, 3, 8), Some(4));
    assert_eq!((backup.facts.pages, backup.facts.pages_there), (40, 40));
}

#[test]
fn a_file_that_ends_within_the_pages_says_how_many_there_are() {
    let tape = Tape::new()
        .set(FULL, "Contoso", 32)
        .data(&extents(1, &[0, 1, 2, 3], 1));
    let data = tape.bytes.windows(4).position(|it| it == b"MSDA").unwrap();
    let pages = data + 60 + 22 + 2;
    let mut cut = tape.clone();
    cut.bytes.truncate(pages + 19 * 8192 + 100);
    let backup = cut.open(None).unwrap();
    assert_eq!(mark(&backup, 1, 18), Some(1));
    assert_eq!(mark(&backup, 1, 19), None);
    assert_eq!(pages_of_1(&backup.storage), 19);
    assert_eq!(
        backup.notices,
        [
            "a.bak ends within the backup: of its 32 pages 19 are there, and what is on the others is missing."
        ]
    );
    cut.bytes.truncate(pages);
    let error = refused(cut.open(None));
    assert!(error.what.to_string().contains("pages"), "{error}");
}

#[test]
fn a_file_that_ends_behind_the_pages_is_read() {
    let tape = Tape::new()
        .set(FULL, "Contoso", 8)
        .data(&extents(1, &[0], 1));
    let end = tape.bytes.len();
    let mut tape = tape.end();
    tape.bytes.truncate(end + 200);
    let backup = tape.open(None).unwrap();
    assert_eq!(there(&backup, 1), [0]);
    assert_eq!(backup.notices, Vec::<String>::new());
}

#[test]
fn a_damaged_header_says_where_it_is() {
    let mut tape = several();
    let last = tape.bytes.windows(4).rposition(|it| it == b"MQDA").unwrap();
    let copy = tape.bytes.windows(4).position(|it| it == b"MQDA");
    let third = {
        let mut all = tape.bytes.windows(4).enumerate();
        let mut places = all.by_ref().filter(|(_, it)| it == b"MQDA");
        places.nth(2).unwrap().0
    };
    assert!(copy.unwrap() < third && third < last);
    // Its length leads nowhere.
    tape.bytes[third + 9] ^= 1;
    let error = refused(tape.open(None));
    assert_eq!(error.place.byte, Some(third as u64));
    assert!(
        error
            .what
            .to_string()
            .contains("backup 3 of the file is damaged"),
        "{error}"
    );
    assert!(
        error
            .advice()
            .ends_with("--set 1 reads the one before, of 2014-02-07 18:41:32"),
        "{error}"
    );
    let backup = tape.open(Some(1)).unwrap();
    assert_eq!(there(&backup, 1), [0, 1]);
    assert_eq!(
        backup.notices,
        [format!(
            "a.bak is damaged at byte {third}: what stands behind it was not looked at."
        )]
    );
}

#[test]
fn a_header_that_is_damaged_where_it_does_not_matter_is_used() {
    let mut tape = several();
    let last = tape.bytes.windows(4).position(|it| it == b"MSDA").unwrap();
    tape.bytes[last + 30] ^= 1;
    let backup = tape.open(Some(1)).unwrap();
    assert_eq!(there(&backup, 1), [0, 1]);
    assert_eq!(
        backup.notices,
        [format!(
            "In a.bak, the header at byte {last} is damaged, but those that follow it are not."
        )]
    );
}

#[test]
fn pages_that_say_nothing_are_no_backup() {
    let noise = (0..16)
        .map(|number| page(0, number * 31, 9))
        .collect::<Vec<_>>();
    let error = refused(
        Tape::new()
            .set(FULL, "Contoso", 16)
            .data(&noise)
            .end()
            .open(None),
    );
    assert_eq!(
        error.what,
        "none of the pages of backup 1 says which one it is"
    );
    assert!(
        refused(Tape::new().open(None))
            .what
            .to_string()
            .contains("holds no backup")
    );
}
