//! Backups that SQL Server made.

use std::path::PathBuf;

use super::super::media::BackedUpFile;
use super::super::opening::Backup;
use super::super::{Media, Medium, look, open};
use super::pages_of_1;
use crate::sqlserver::database::PageAddress;
use crate::sqlserver::database::file::PlainFile;
use crate::sqlserver::database::storage::{Storage, page_buffer};
use crate::sqlserver::{BackupKind, real_files};

const NORTHWIND: &str = "northwind-2005.salmanshariff07.bak";
const HEAPS: &str = "northwind-2008-heaps.mikhailtarrasov.bak";
const HALF: &str = "northwind-2014-half-stripe.cconocimientos.bak";

fn path(name: &str) -> PathBuf {
    real_files::path(&format!("bak/{name}"))
}

fn medium(name: &str) -> (Medium, Media) {
    let file = PlainFile::open(&path(name)).unwrap();
    let media = look(&file, name).unwrap();
    let medium = Medium {
        name: name.to_owned(),
        bytes: std::sync::Arc::new(file),
        compressed: false,
    };
    (medium, media)
}

/// The pages that are in use, as the first PFS page says.
fn used(storage: &Storage) -> Vec<PageAddress> {
    let mut buffer = page_buffer();
    let pfs = storage.page(PageAddress::new(1, 1), &mut buffer).unwrap();
    let states = pfs.bytes()[100..].iter().take(8088).enumerate();
    let used = states.filter(|(_, state)| **state & 0x40 != 0);
    used.map(|(page, _)| PageAddress::new(1, page as u32))
        .collect()
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn blocks_tell_what_the_backup_is() {
    let (_, media) = medium(NORTHWIND);
    assert_eq!((media.families, media.family, media.block), (1, 1, 512));
    assert_eq!(media.software, "Microsoft SQL Server");
    assert_eq!((media.damaged, media.doubtful), (None, None));
    let [set] = &media.sets[..] else {
        panic!("one backup");
    };
    assert_eq!(set.kind, BackupKind::Full);
    assert_eq!(set.name, "Northwind-Full Database Backup");
    assert_eq!(set.date, "2014-02-07 18:41:32");
    assert_eq!((set.server, set.database_version), ((9, 0), 611));
    assert_eq!((set.database.as_str(), set.pages()), ("Northwind", 416));
    assert_eq!(set.regions.len(), 1);
    let [data, log] = &set.files[..] else {
        panic!("two files");
    };
    let names = |file: &BackedUpFile| (file.logical.clone(), file.id, file.pages);
    assert_eq!(names(data), ("Northwind".to_owned(), 1, 416));
    assert_eq!(names(log), ("Northwind_log".to_owned(), 2, 0));
    assert_eq!(data.page_size, 8192);

    let (_, media) = medium(HEAPS);
    let set = &media.sets[0];
    assert_eq!((media.families, media.block, media.sets.len()), (1, 512, 1));
    assert_eq!(set.date, "2014-09-03 16:08:43");
    assert_eq!((set.server, set.database_version), ((10, 0), 655));
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn all_pages_in_use_are_where_the_map_says() {
    for (name, pages) in [(NORTHWIND, 416), (HEAPS, 488)] {
        let Backup {
            storage,
            facts,
            notices,
        } = open(vec![medium(name)], None).unwrap();
        assert_eq!((facts.pages, facts.pages_there), (pages, pages), "{name}");
        assert_eq!(pages_of_1(&storage), pages, "{name}");
        assert_eq!(notices, Vec::<String>::new(), "{name}");
        let used = used(&storage);
        assert!(used.len() as u64 > pages * 9 / 10, "{name}");
        let mut buffer = page_buffer();
        for at in used {
            assert!(storage.page(at, &mut buffer).is_ok(), "{name}: {at}");
        }
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn half_a_stripe_is_refused() {
    let (medium, media) = medium(HALF);
    assert_eq!((media.families, media.family, media.block), (2, 1, 4096));
    let set = &media.sets[0];
    assert_eq!(set.date, "2024-12-09 18:58:10");
    assert_eq!((set.server, set.database_version), ((12, 0), 782));
    let error = open(vec![(medium, media)], None).err().unwrap();
    assert_eq!(
        error.what,
        "this file is number 1 of 2 of a striped backup of Northwind: number 2 is missing"
    );
    assert_eq!(
        error.advice(),
        format!("give both files: pchat analyze {HALF} THE_OTHER.bak")
    );
}
