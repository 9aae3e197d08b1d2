//! Backups that are spread over several files.

use super::super::open;
use super::super::opening::Backup;
use super::tape::{FULL, Tape, extents, mark, there};
use crate::input::Error;
use crate::sqlserver::BackupKind;

/// Two files of one backup: their extents take turns, nearly.
fn halves() -> [Tape; 2] {
    let half = |family, first: &[u32], again: &[u32]| {
        Tape::of_family(family, 2)
            .set(FULL, "Litware", 72)
            .data(&extents(1, first, family as u8))
            .data(&extents(1, again, 10 + family as u8))
            .end()
    };
    [
        half(1, &[0, 2, 4, 5, 9], &[9]),
        half(2, &[1, 3, 6, 8], &[2]),
    ]
}

fn opened(files: &[(&str, &Tape)]) -> Result<Backup, Error> {
    let media = files.iter().map(|(name, tape)| tape.medium(name));
    open(media.collect::<Result<_, _>>()?, None)
}

#[test]
fn all_files_give_all_pages_in_any_order() {
    let [a, b] = halves();
    for files in [
        [("a.bak", &a), ("b.bak", &b)],
        [("b.bak", &b), ("a.bak", &a)],
    ] {
        let backup = opened(&files).unwrap();
        assert_eq!(there(&backup, 1), [0, 1, 2, 3, 4, 5, 6, 8, 9]);
        let marks = [0, 1, 2, 5, 6, 9].map(|extent| mark(&backup, 1, extent * 8));
        assert_eq!(marks, [1, 2, 12, 1, 2, 11].map(Some));
        assert_eq!(backup.facts.stripes, 2);
        assert_eq!(backup.facts.sets[0].kind, BackupKind::Full);
        assert_eq!((backup.facts.pages, backup.facts.pages_there), (72, 72));
        assert_eq!(backup.notices, Vec::<String>::new());
    }
}

#[test]
fn one_of_two_is_refused() {
    let [_, b] = halves();
    let error = opened(&[("b.bak", &b)]).err().unwrap();
    assert_eq!(
        error.what,
        "this file is number 2 of 2 of a striped backup of Litware: number 1 is missing"
    );
    assert_eq!(
        error.advice(),
        "give both files: pchat analyze b.bak THE_OTHER.bak"
    );
}

#[test]
fn two_of_four_are_refused() {
    let part = |family| Tape::of_family(family, 4).set(FULL, "Litware", 8).end();
    let files = [("a.bak", &part(3)), ("b.bak", &part(1))];
    let error = opened(&files).err().unwrap();
    assert_eq!(
        error.what,
        "these are 2 of the 4 files of a striped backup of Litware: number 2, 4 are missing"
    );
    assert_eq!(
        error.advice(),
        "give all 4 files: pchat analyze a.bak b.bak THE_OTHERS.bak"
    );
}

#[test]
fn the_same_file_twice_is_refused() {
    let [a, b] = halves();
    let error = opened(&[("a.bak", &a), ("b.bak", &b), ("copy.bak", &a)])
        .err()
        .unwrap();
    assert_eq!(
        error.what,
        "a.bak and copy.bak are the same part of a backup"
    );
}

#[test]
fn files_of_different_backups_are_refused() {
    let [a, mut b] = halves();
    // The first byte of what names the media set.
    let raid = b.bytes.windows(4).position(|it| it == b"RAID").unwrap();
    b.bytes[raid + 22] ^= 1;
    let error = opened(&[("a.bak", &a), ("b.bak", &b)]).err().unwrap();
    assert_eq!(error.what, "a.bak and b.bak belong to different backups");
}

#[test]
fn a_backup_that_only_one_file_has_is_refused() {
    let [a, b] = halves();
    let a = a.set(FULL, "Litware", 8).data(&extents(1, &[0], 7)).end();
    let error = opened(&[("a.bak", &a), ("b.bak", &b)]).err().unwrap();
    assert_eq!(
        error.what,
        "backup 2 of 2014-02-08 18:41:32 has no part in this file"
    );
    assert_eq!(error.place.member, "b.bak");
}

#[test]
fn a_file_that_is_cut_short_is_named() {
    let [a, mut b] = halves();
    let data = b.bytes.windows(4).position(|it| it == b"MQDA").unwrap();
    b.bytes.truncate(data + 24 + 20 * 8192);
    let backup = opened(&[("a.bak", &a), ("b.bak", &b)]).unwrap();
    assert_eq!(there(&backup, 1), [0, 1, 2, 3, 4, 5, 9]);
    assert_eq!(
        backup.notices,
        [
            "b.bak ends within the backup: of its 72 pages 60 are there, and what is on the others is missing."
        ]
    );
}
