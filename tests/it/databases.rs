//! Data files and backups of a whole pool: what they say is what the package says.

use crate::chat::Pool;
use crate::common::same::{digests, essence};
use crate::common::{Outcome, Place};
use crate::sqlserver::{Backup, Compression, Database, Kind, Protection, Set};

const POOL: &str = "--rooms 30 --users 40 --messages 1500 --seed 7 -q";
const OPTIONS: &str = "--format json --fail-on never --since 2011-01-01";

/// A generated pool as a package and as tables.
fn generated(place: &Place, schema: &str, spelling: &str) -> Pool {
    let line = format!("generate {POOL} -o package.zip --spell {spelling}");
    place.pchat(&line).exits(0);
    let line = format!("generate {POOL} -o csv --form csv --schema {schema}");
    place.pchat(&line).exits(0);
    let generation = if schema == "legacy" {
        "legacy"
    } else {
        "current"
    };
    Pool::open(&place.path("csv"), generation)
}

fn legacy(place: &Place) -> Pool {
    generated(place, "legacy", "database")
}

#[track_caller]
fn analyzed(place: &Place, input: &str) -> Outcome {
    place.pchat(&format!("analyze {input} {OPTIONS}")).exits(0)
}

fn set(version: u16, database: Database) -> Set {
    Set::new("mgc", version).file(1, database.mdf())
}

#[test]
fn a_data_file_and_every_backup_give_what_the_package_gives() {
    for (schema, spelling, versions) in [
        ("legacy", "database", [611, 655]),
        ("2013", "database-2013", [706, 904]),
    ] {
        let place = Place::new();
        let pool = generated(&place, schema, spelling);
        let expected = essence(&analyzed(&place, "package.zip"));
        let promised = digests(&place, "package.zip", "from-package");
        for version in versions {
            let set = || set(version, pool.database(version));
            place.write("mgc.mdf", pool.database(version).mdf());
            place.write("mgc.bak", Backup::new(vec![set()]).bak());
            place.write(
                "large-blocks.bak",
                Backup::new(vec![set()]).block(4096).filled().bak(),
            );
            let compressed = |how| Backup::new(vec![set()]).compressed(how).bak();
            place.write("compressed.bak", compressed(Compression::Two));
            place.write("compressed-2008.bak", compressed(Compression::One));
            for name in [
                "mgc.mdf",
                "mgc.bak",
                "large-blocks.bak",
                "compressed.bak",
                "compressed-2008.bak",
            ] {
                let found = analyzed(&place, name);
                assert_eq!(essence(&found), expected, "{name}, {version}");
                assert_eq!(found.json()["input"]["kind"], "sql");
                assert_eq!(digests(&place, name, "out"), promised, "{name}, {version}");
                place
                    .pchat(&format!("verify {name} out.zip"))
                    .exits(0)
                    .prints(&["Everything that was promised is there."]);
            }
        }
    }
}

#[test]
fn the_sample_is_the_same_as_a_database() {
    let place = Place::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = root.join("samples/contoso-csv");
    let pool = Pool::open(&samples, "legacy");
    place.write("mgc.mdf", pool.database(661).mdf());
    place.write(
        "mgc.bak",
        Backup::new(vec![set(661, pool.database(661))]).bak(),
    );
    let expected = essence(&analyzed(&place, &samples.display().to_string()));
    for name in ["mgc.mdf", "mgc.bak"] {
        assert_eq!(essence(&analyzed(&place, name)), expected, "{name}");
    }
}

/// What is in `samples/` was written by the tests' own writer; `PCHAT_WRITE_SAMPLES=1` does it again.
#[test]
fn the_sample_backup_holds_the_sample() {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let folder = samples.join("contoso-csv");
    let pool = Pool::open(&folder, "legacy");
    let backup = Backup::new(vec![set(661, pool.database(661))]);
    let written = backup.compressed(Compression::Two).bak();
    let sample = samples.join("contoso.bak");
    if std::env::var_os("PCHAT_WRITE_SAMPLES").is_some() {
        std::fs::write(&sample, &written).expect("the samples can be written");
    }
    let there = std::fs::read(&sample).expect("a sample");
    assert!(there == written, "contoso.bak is not what is written now");
    let place = Place::new();
    let of = |path: std::path::PathBuf| essence(&analyzed(&place, &path.display().to_string()));
    assert_eq!(of(sample), of(folder));
}

#[test]
fn pages_with_torn_bits_or_without_protection_are_read_alike() {
    let place = Place::new();
    let pool = legacy(&place);
    let expected = essence(&analyzed(&place, "package.zip"));
    for protection in [Protection::TornBits, Protection::None] {
        let database = pool.database(655).created_as(611).protected_by(protection);
        place.write("mgc.mdf", database.mdf());
        assert_eq!(
            essence(&analyzed(&place, "mgc.mdf")),
            expected,
            "{protection:?}"
        );
    }
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let place = Place::new();
    let pool = legacy(&place);
    place.write("mgc.mdf", pool.database(655).mdf());
    let set = set(655, pool.database(655));
    place.write(
        "mgc.bak",
        Backup::new(vec![set]).compressed(Compression::Two).bak(),
    );
    for name in ["mgc.mdf", "mgc.bak"] {
        let outputs = [1, 4].map(|threads| {
            let threads = format!("--threads {threads}");
            let analysis = analyzed(&place, &format!("{name} {threads}")).stdout;
            let convert = format!("convert {name} -o out.zip --force -q --fail-on never {threads}");
            place.pchat(&convert).exits(0);
            let rows = place.pchat(&format!(
                "tables {name} --table tblChat --format csv {threads}"
            ));
            (analysis, place.read("out.zip"), rows.exits(0).stdout)
        });
        assert!(outputs[0] == outputs[1], "{name}");
    }
}

#[test]
fn of_several_sets_the_last_full_one_is_read_unless_another_one_is_named() {
    let place = Place::new();
    let pool = legacy(&place);
    let older = pool.with_chat(|rows| rows.truncate(1000));
    let differential = set(655, pool.database(655)).of(Kind::Differential);
    let sets = vec![
        set(655, older.database(655)),
        set(655, pool.database(655)),
        differential,
        Set::new("mgc", 655).of(Kind::Log),
    ];
    place.write("mgc.bak", Backup::new(sets).bak());
    let messages = |options: &str| {
        let line = format!("analyze mgc.bak --fail-on never {options}");
        place.pchat(&line)
    };
    messages("").exits(0).prints(&["1,500 messages"]);
    messages("--set 1").exits(0).prints(&["1,000 messages"]);
    messages("--set 2").exits(0).prints(&["1,500 messages"]);
    messages("--set 3").fails(3, &["mgc.bak", "differential"]);
    messages("--set 4").fails(3, &["mgc.bak", "log"]);
    messages("--set 5").fails(3, &["mgc.bak", "--set"]);
    place
        .pchat("inspect mgc.bak")
        .exits(0)
        .prints(&["mgc", "2012-01-02"]);
}

#[test]
fn a_backup_that_holds_no_full_set_is_refused_with_what_to_ask_for() {
    let place = Place::new();
    let pool = legacy(&place);
    let differential = set(655, pool.database(655)).of(Kind::Differential);
    place.write("diff.bak", Backup::new(vec![differential]).bak());
    place.write(
        "log.bak",
        Backup::new(vec![Set::new("mgc", 655).of(Kind::Log)]).bak(),
    );
    place
        .pchat("analyze diff.bak")
        .fails(3, &["diff.bak", "differential", "full"]);
    place
        .pchat("analyze log.bak")
        .fails(3, &["log.bak", "log", "full"]);
    // Made beside the regular ones: full all the same.
    let copy = set(655, pool.database(655)).of(Kind::CopyOnly);
    place.write("copy.bak", Backup::new(vec![copy]).bak());
    analyzed(&place, "copy.bak");
}

#[test]
fn what_lies_beside_a_data_file_does_not_matter() {
    let place = Place::new();
    let pool = legacy(&place);
    std::fs::create_dir(place.path("old")).expect("the folder can be written");
    let whole = pool.database(655).mdf();
    place.write("old/mgc.mdf", &whole);
    // A log begins like a data file, and has no map of its pages behind that.
    let mut log = whole[..8192].to_vec();
    log[36] = 2;
    log.resize(3 * 8192, 0xAB);
    place.write("old/mgc_log.ldf", &log);
    place.write("old/readme.txt", "copied from the old server\n");
    let found = analyzed(&place, "old");
    assert_eq!(essence(&found), essence(&analyzed(&place, "package.zip")));
    place
        .pchat("inspect old")
        .prints(&["mgc_log.ldf", "not replayed", "readme.txt"]);
    place
        .pchat("analyze old/mgc_log.ldf")
        .fails(3, &["mgc_log.ldf", "log file", ".mdf"]);
}

#[test]
fn two_states_of_one_database_are_not_read_together() {
    let place = Place::new();
    let pool = legacy(&place);
    place.write("mgc.mdf", pool.database(655).mdf());
    let backup = Backup::new(vec![set(655, pool.database(655))]);
    place.write("mgc.bak", backup.bak());
    place.pchat("analyze mgc.mdf mgc.bak").fails(
        3,
        &["two databases hold rows of dbo.tbl", "mgc.mdf", "mgc.bak"],
    );
}

#[test]
fn stripes_are_joined_in_any_order_and_refused_where_one_is_missing() {
    let place = Place::new();
    let pool = legacy(&place);
    let expected = essence(&analyzed(&place, "package.zip"));
    for compression in [Compression::None, Compression::Two] {
        let backup = Backup::new(vec![set(655, pool.database(655))]).compressed(compression);
        for (number, stripe) in backup.stripes(3).files().into_iter().enumerate() {
            place.write(&format!("{number}.bak"), stripe);
        }
        for input in ["0.bak 1.bak 2.bak", "2.bak 0.bak 1.bak"] {
            assert_eq!(essence(&analyzed(&place, input)), expected, "{input}");
        }
        for input in ["0.bak", "1.bak", "1.bak 2.bak", "2.bak 0.bak"] {
            let refused = place.pchat(&format!("analyze {input}"));
            refused.fails(3, &[".bak", "stripe", "3"]);
        }
    }
}

#[test]
fn pages_that_changed_while_the_backup_ran_replace_those_before() {
    let place = Place::new();
    let pool = legacy(&place);
    let expected = essence(&analyzed(&place, "package.zip"));
    let older = pool
        .with_chat(|rows| rows.truncate(700))
        .database(904)
        .mdf();
    let newer = || pool.database(904).mdf();
    for compression in [Compression::None, Compression::Two] {
        let set = Set::new("mgc", 904).changed(1, older.clone(), newer());
        let backup = Backup::new(vec![set]).compressed(compression).filled();
        place.write("mgc.bak", backup.bak());
        assert_eq!(
            essence(&analyzed(&place, "mgc.bak")),
            expected,
            "{compression:?}"
        );
    }
}

#[test]
fn a_table_in_two_data_files_needs_both() {
    let place = Place::new();
    let pool = legacy(&place);
    let expected = essence(&analyzed(&place, "package.zip"));
    let files = || {
        let database = pool.database_with(655, |name, table| match name {
            "tblChat" => table.in_files(&[1, 3]),
            _ => table,
        });
        database.data_files()
    };
    let ids: Vec<u16> = files().iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [1, 3]);
    for folder in ["both", "primary", "secondary"] {
        std::fs::create_dir(place.path(folder)).expect("the folder can be written");
    }
    for ((_, bytes), (name, folder)) in
        (files().into_iter()).zip([("mgc.mdf", "primary"), ("mgc_3.ndf", "secondary")])
    {
        place.write(&format!("both/{name}"), &bytes);
        place.write(&format!("{folder}/{name}"), bytes);
    }
    let set = files()
        .into_iter()
        .fold(Set::new("mgc", 655), |set, (id, bytes)| set.file(id, bytes));
    place.write("mgc.bak", Backup::new(vec![set]).bak());
    for input in [
        "primary/mgc.mdf secondary/mgc_3.ndf",
        "secondary/mgc_3.ndf primary/mgc.mdf",
        "both",
        "mgc.bak",
    ] {
        assert_eq!(essence(&analyzed(&place, input)), expected, "{input}");
    }
    let primary = place.pchat("analyze primary/mgc.mdf");
    primary.fails(3, &["mgc.mdf", "mgc_3.ndf"]);
    let secondary = place.pchat("analyze secondary/mgc_3.ndf");
    secondary.fails(3, &["mgc_3.ndf", ".mdf"]);
}

#[test]
fn all_data_files_that_are_missing_are_named_at_once() {
    let place = Place::new();
    let pool = legacy(&place);
    let database = pool.database_with(655, |name, table| match name {
        "tblChat" => table.in_files(&[1, 3, 4, 5]),
        _ => table,
    });
    for (id, bytes) in database.data_files() {
        let name = match id {
            1 => "mgc.mdf".to_owned(),
            id => format!("mgc_{id}.ndf"),
        };
        place.write(&name, bytes);
    }
    place.pchat("analyze mgc.mdf mgc_4.ndf").fails(
        3,
        &[
            "the database mgc also needs its data files number 3 (",
            "), 5 (",
            "which are not among the input",
            "expected: mgc_3.ndf, mgc_5.ndf, as the server called them",
        ],
    );
    let all = "mgc.mdf mgc_5.ndf mgc_3.ndf mgc_4.ndf";
    assert_eq!(
        essence(&analyzed(&place, all)),
        essence(&analyzed(&place, "package.zip"))
    );
}

#[test]
fn inspect_says_where_a_database_comes_from() {
    let place = Place::new();
    let pool = legacy(&place);
    place.write("mgc.mdf", pool.database(655).created_as(611).mdf());
    place.write(
        "mgc.bak",
        Backup::new(vec![set(655, pool.database(655))]).bak(),
    );
    for name in ["mgc.mdf", "mgc.bak"] {
        place.pchat(&format!("inspect {name}")).exits(0).prints(&[
            "mgc",
            "2008",
            "1,500 messages",
            "Group Chat (2007 R2 or Lync 2010)",
        ]);
    }
}
