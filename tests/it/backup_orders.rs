//! Which state is read does not depend on the order of the files, nor on that of the backups in them.

use std::path::PathBuf;

use crate::sqlserver::{Backup, Database, Kind, Set, Table, Value};
use pchat::input::Progress;
use pchat::migration::ReadOptions;
use pchat::sqlserver::Listed;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

/// What a day's backup is of.
#[derive(Clone, Copy, Debug)]
enum Made {
    Full,
    CopyOnly,
    /// It rests on one of the full ones before it, or, as one of them is lost, on none that is there.
    Differential(Option<Index>),
    Log,
}

fn made() -> impl Strategy<Value = Made> {
    prop_oneof![
        2 => Just(Made::Full),
        1 => Just(Made::CopyOnly),
        3 => any::<Index>().prop_map(|base| Made::Differential(Some(base))),
        1 => Just(Made::Differential(None)),
        1 => Just(Made::Log),
    ]
}

/// The database on a day: as many rows as days went by.
fn state(day: u32) -> Vec<u8> {
    let rows = (1..=day).map(|day| vec![Value::Int(day.into())]);
    let table = Table::new("dbo.tblDays", &["day int not null"]);
    let database = Database::new("mgc", 655).table(table.rows(rows.collect()));
    database.mdf()
}

/// Whether it is a state that can be read.
fn has_pages(made: &Made) -> bool {
    !matches!(made, Made::Differential(None) | Made::Log)
}

/// The backups of the days, and the day whose state is the newest that can be read.
fn backups(days: &[Made]) -> (Vec<Box<dyn Fn() -> Set>>, u32) {
    // Nothing rests on a copy-only one.
    let mut full = vec![1];
    let mut newest = 1;
    let set = |day: u32| Set::new("mgc", 655).on(day);
    let mut sets: Vec<Box<dyn Fn() -> Set>> = vec![Box::new(move || set(1).file(1, state(1)))];
    for (day, made) in (2..).zip(days) {
        sets.push(match made {
            Made::Full | Made::CopyOnly => {
                let kind = match made {
                    Made::Full => Kind::Full,
                    _ => Kind::CopyOnly,
                };
                if kind == Kind::Full {
                    full.push(day);
                }
                newest = day;
                Box::new(move || set(day).of(kind).file(1, state(day)))
            }
            Made::Differential(Some(base)) => {
                let base = *base.get(&full);
                newest = day;
                Box::new(move || {
                    let set = set(day).since(base);
                    set.changed(1, state(base), state(day))
                })
            }
            // Newer than all that can be read it would be refused, but in the file of another one.
            Made::Differential(None) if !days[day as usize - 1..].iter().any(has_pages) => continue,
            Made::Differential(None) => Box::new(move || {
                let set = set(day).since(99);
                set.changed(1, state(1), state(day))
            }),
            Made::Log => Box::new(move || set(day).of(Kind::Log)),
        });
    }
    (sets, newest)
}

fn rows(files: &[PathBuf]) -> Result<Option<u64>, String> {
    let options = ReadOptions::default();
    let listed = pchat::pool::list(files, options.of_extract(), &Progress::default());
    let tables = listed.map_err(|error| error.to_string())?.tables;
    Ok(tables.first().and_then(|Listed { rows, .. }| *rows))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, rng_seed: RngSeed::Fixed(16), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_newest_state_is_read_in_whatever_order(
        days in vec(made(), 3..8),
        // For each backup, the file that it is in and where there; for each file, where it stands among them.
        places in vec((0..3_usize, any::<u16>()), 8),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        let (sets, newest) = backups(&days);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |places: &[(usize, u16)], order: &[usize], name: &str| {
            let mut files = Vec::new();
            for file in order {
                let placed = sets.iter().zip(places);
                let mut own: Vec<_> = placed.filter(|(_, (at, _))| at == file).collect();
                own.sort_by_key(|(_, (_, place))| *place);
                if !own.is_empty() {
                    let path = folder.path().join(format!("{name}-{file}.bak"));
                    let sets = own.into_iter().map(|(set, _)| set()).collect();
                    std::fs::write(&path, Backup::new(sets).bak()).expect("it is written");
                    files.push(path);
                }
            }
            files
        };
        let in_one: Vec<(usize, u16)> = (0..8).map(|at| (0, at)).collect();
        for files in [write(&in_one, &[0], "one"), write(&places, &order, "some")] {
            prop_assert_eq!(rows(&files), Ok(Some(newest.into())), "{:?}", files);
        }
    }
}
