//! Full backups with the differentials and logs that follow them, in one file, in several, and in a folder of many.

use crate::chat::Pool;
use crate::common::{Outcome, Place};
use crate::sqlserver::{self, Backup, Compression, Kind, Set};

fn pool(place: &Place) -> Pool {
    let line = "generate --rooms 10 --users 15 --messages 900 --seed 5 -q -o csv --form csv --schema legacy";
    place.pchat(line).exits(0);
    Pool::open(&place.path("csv"), "legacy")
}

/// The database with only so many messages.
fn mdf(pool: &Pool, messages: usize) -> Vec<u8> {
    let pool = pool.with_chat(|rows| rows.truncate(messages));
    pool.database(655).mdf()
}

fn full(pool: &Pool, day: u32, messages: usize) -> Set {
    Set::new("mgc", 655).on(day).file(1, mdf(pool, messages))
}

/// What changed from a full backup of a day until another day.
fn differential(pool: &Pool, since: (u32, usize), until: (u32, usize)) -> Set {
    let set = Set::new("mgc", 655).on(until.0).since(since.0);
    set.changed(1, mdf(pool, since.1), mdf(pool, until.1))
}

fn log(day: u32) -> Set {
    Set::new("mgc", 655).on(day).of(Kind::Log)
}

fn bak(sets: Vec<Set>) -> Vec<u8> {
    Backup::new(sets).bak()
}

fn inspected(place: &Place, input: &str) -> Outcome {
    place.pchat(&format!("inspect {input}"))
}

#[test]
fn a_differential_goes_over_the_full_backup_that_it_rests_on() {
    let place = Place::new();
    let pool = pool(&place);
    for compression in [Compression::None, Compression::Two] {
        let write = |name: &str, set: Set| {
            let backup = Backup::new(vec![set]);
            let backup = match compression {
                Compression::None => backup,
                compression => backup.compressed(compression),
            };
            place.write(name, backup.bak());
        };
        write("full.bak", full(&pool, 2, 500));
        write("diff.bak", differential(&pool, (2, 500), (3, 900)));
        write("newer.bak", full(&pool, 4, 700));
        for input in ["full.bak diff.bak", "diff.bak full.bak"] {
            inspected(&place, input).exits(0).prints(&[
                "900 messages",
                "2012-01-03",
                "differential",
            ]);
        }
        inspected(&place, "full.bak").prints(&["500 messages"]);
        inspected(&place, "diff.bak").fails(3, &["differential", "2012-01-03", "full backup"]);
        inspected(&place, "newer.bak diff.bak")
            .fails(3, &["does not rest on", "2012-01-03", "2012-01-04"]);
    }
}

#[test]
fn a_file_that_was_written_to_each_night_is_listed_and_read_as_of_its_end() {
    let place = Place::new();
    let pool = pool(&place);
    let sets = vec![
        full(&pool, 2, 300),
        log(3),
        full(&pool, 4, 500),
        differential(&pool, (4, 500), (5, 600)),
        differential(&pool, (4, 500), (6, 900)),
        log(7),
    ];
    place.write("mgc.bak", bak(sets));
    inspected(&place, "mgc.bak").exits(0).prints(&[
        "900 messages",
        "2012-01-07",
        "in the log only are missing",
    ]);
    for (set, messages) in [(1, "300"), (3, "500"), (4, "600"), (5, "900")] {
        let messages = format!("{messages} messages");
        inspected(&place, &format!("mgc.bak --set {set}")).prints(&[&messages]);
    }
    inspected(&place, "mgc.bak --set 6").fails(3, &["one of the log"]);
    // Of a damaged differential nothing is taken: the rest would be of another time.
    let whole = bak(vec![differential(&pool, (4, 500), (6, 900))]);
    place.write("full.bak", bak(vec![full(&pool, 4, 500)]));
    place.write("diff.bak", &whole[..whole.len() / 2]);
    inspected(&place, "full.bak diff.bak").fails(3, &["diff.bak", "cut short", "pages"]);
}

#[test]
fn a_maintenance_folder_is_sorted_out() {
    let place = Place::new();
    let pool = pool(&place);
    for folder in ["sql", "sql/mgc", "sql/master"] {
        std::fs::create_dir(place.path(folder)).expect("the folder can be written");
    }
    place.write("sql/mgc/full-02.bak", bak(vec![full(&pool, 2, 300)]));
    place.write("sql/mgc/full-05.bak", bak(vec![full(&pool, 5, 500)]));
    let old = differential(&pool, (1, 100), (2, 300));
    place.write("sql/mgc/diff-01.bak", bak(vec![old]));
    for (day, messages) in [(6, 600), (7, 900)] {
        let set = differential(&pool, (5, 500), (day, messages));
        place.write(&format!("sql/mgc/diff-0{day}.bak"), bak(vec![set]));
    }
    place.write("sql/mgc/log-08.trn", bak(vec![log(8)]));
    let master = sqlserver::Database::new("master", 655).mdf();
    let master = Set::new("master", 655).on(9).file(1, master);
    place.write("sql/master/full.bak", bak(vec![master]));
    inspected(&place, "sql").exits(0).prints(&[
        "900 messages",
        "2012-01-07",
        "full-02.bak",
        "diff-06.bak",
        "log-08.trn",
        "The database master",
    ]);
    // A second pool: somebody has to choose.
    let other = Set::new("mgc2", 655).on(3).file(1, mdf(&pool, 200));
    place.write("sql/mgc2.bak", bak(vec![other]));
    inspected(&place, "sql").fails(3, &["--database mgc", "--database mgc2"]);
    inspected(&place, "sql --database MGC2").prints(&["200 messages"]);
    inspected(&place, "sql --database mgc").prints(&["900 messages"]);
    inspected(&place, "sql --database pool").fails(3, &["pool", "master, mgc, mgc2"]);
}

#[test]
fn stripes_of_two_backups_are_told_apart_and_a_missing_one_is_named() {
    let place = Place::new();
    let pool = pool(&place);
    for (name, compression) in [("a", Compression::None), ("b", Compression::Two)] {
        let backup = Backup::new(vec![full(&pool, 2, 900)]).stripes(3);
        let backup = match compression {
            Compression::None => backup,
            compression => backup.compressed(compression),
        };
        for (number, stripe) in backup.files().into_iter().enumerate() {
            place.write(&format!("{name}{}.bak", number + 1), stripe);
        }
        inspected(&place, &format!("{name}3.bak {name}1.bak {name}2.bak"))
            .exits(0)
            .prints(&["900 messages"]);
        inspected(&place, &format!("{name}3.bak {name}1.bak")).fails(3, &["number 2 is missing"]);
        inspected(&place, &format!("{name}2.bak"))
            .fails(3, &["number 2 of 3", "number 1, 3 are missing"]);
    }
}

#[test]
fn stripes_of_two_incomplete_backups_are_both_named() {
    let place = Place::new();
    let pool = pool(&place);
    for (name, day, messages) in [("a", 2, 500), ("b", 5, 900)] {
        let backup = Backup::new(vec![full(&pool, day, messages)]).stripes(3);
        for (number, stripe) in backup.files().into_iter().enumerate() {
            place.write(&format!("{name}{}.bak", number + 1), stripe);
        }
    }
    // As many files as one of the backups has, and more of them.
    for input in ["a1.bak b2.bak b3.bak", "a1.bak a3.bak b1.bak b2.bak"] {
        inspected(&place, input).fails(
            3,
            &[
                "a1.bak (number 1 of 3 of mgc, 2012-01-02 03:30:00)",
                "(number ",
                "of 3 of mgc, 2012-01-05 03:30:00)",
                "belong to different striped backups, and of each of them files are missing",
                "give the files of one backup together",
            ],
        );
    }
    let one = ["a1.bak", "a2.bak", "a3.bak", "b1.bak", "b3.bak"].join(" ");
    inspected(&place, &one).fails(3, &["number 2 is missing", "b1.bak b3.bak THE_OTHER.bak"]);
    let both = format!("{one} b2.bak");
    inspected(&place, &both).exits(0).prints(&["900 messages"]);
}
