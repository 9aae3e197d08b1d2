//! Writes a large data file or backup of Group Chat, to measure with:
//!
//!     cargo bench --bench write_database -- --messages 1000000 --to large.mdf
//!     cargo bench --bench write_database -- --messages 1000000 --to large.bak
//!     cargo bench --bench write_database -- --messages 1000000 --to large.bak --compressed
//!
//! Nothing of it is kept in memory; a backup needs the room of the data file beside it meanwhile.

#[path = "../tests/chat/mod.rs"]
mod chat;
#[path = "../tests/sqlserver/mod.rs"]
mod sqlserver;

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use pchat::generate;
use pchat::generate::{Dialect, Form, Plan};
use pchat::pool::schema::Generation;

use chat::Pool;
use sqlserver::{Backup, Compression, Database, Row, Set, Value};

const VERSION: u16 = 661;
const ROOMS: u64 = 200;
const USERS: u64 = 500;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let position = arguments.iter().position(|it| it == name);
        position.and_then(|at| arguments.get(at + 1))
    };
    // `cargo bench` runs all benches; this one has nothing to do then.
    let Some(path) = after("--to").map(PathBuf::from) else {
        return;
    };
    let messages = after("--messages").map_or(1_000_000, |it| it.parse().expect("a number"));
    let compressed = arguments.iter().any(|it| it == "--compressed");
    let is_backup = path.extension().is_some_and(|it| it == "bak");
    let data_file = match is_backup {
        true => path.with_extension("mdf.tmp"),
        false => path.clone(),
    };
    let file = write_data_file(&data_file, messages);
    if is_backup {
        write_backup(&path, file, compressed);
        fs::remove_file(data_file).expect("it was written");
    }
}

fn write_data_file(path: &Path, messages: u64) -> File {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    let file = options.open(path).expect("the path can be written");
    let mut written = database(messages).write(vec![file]);
    written.remove(0).1
}

fn write_backup(path: &Path, file: File, compressed: bool) {
    let set = Set::new("mgc", VERSION).store(1, file);
    let mut backup = Backup::new(vec![set]);
    if compressed {
        backup = backup.compressed(Compression::Two);
    }
    let out = BufWriter::new(File::create(path).expect("the path can be written"));
    for mut out in backup.write(vec![out]) {
        out.flush().expect("it can be written");
    }
}

/// A pool whose messages are made while they are written.
fn database(messages: u64) -> Database {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = Plan {
        rooms: ROOMS,
        users: USERS,
        messages: ROOMS,
        form: Form::Extract {
            dialect: Dialect::Csv,
            schema: Generation::Legacy,
        },
        ..Plan::default()
    };
    let csv = folder.path().join("csv");
    generate::write(&plan, &csv, false, &mut |_| Ok(())).expect("it is written");
    let pool = Pool::open(&csv, "legacy").with_chat(Vec::clear);
    let rooms = pool
        .table("tblNode")
        .rows
        .iter()
        .filter(|row| row[3] == Value::Int(0));
    let mut rooms: Vec<i64> = rooms.filter_map(|row| number(&row[0])).collect();
    rooms.sort_unstable();
    let users = pool.table("tblPrincipal").rows.iter();
    let users: Vec<i64> = users.filter_map(|row| number(&row[0])).collect();
    let of_each = messages.div_ceil(rooms.len() as u64);
    let rows = move || {
        let users = users.clone();
        let of_room = move |room: i64| {
            let users = users.clone();
            (1..=of_each).map(move |id| message(room, id, &users))
        };
        rooms
            .clone()
            .into_iter()
            .flat_map(of_room)
            .take(messages as usize)
    };
    pool.database_with(VERSION, |name, table| match name {
        "tblChat" => table.stream(rows()),
        _ => table,
    })
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        _ => None,
    }
}

/// A message of 5 to 60 words; one of 2,000 is so long that it lies outside of its row.
fn message(room: i64, id: u64, users: &[i64]) -> Row {
    const WORDS: [&str; 16] = [
        "the", "price", "is", "higher", "than", "Friday's", "größer", "we", "restart", "server",
        "at", "noon", "见积", "please", "confirm", "order",
    ];
    // Knuth's generator: the same messages each time.
    let mut state = (room as u64) << 32 | id;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    next();
    let count = match next() % 2000 {
        0 => 3000,
        other => 5 + other % 56,
    };
    let mut text = String::new();
    for _ in 0..count {
        text.push_str(WORDS[next() as usize % WORDS.len()]);
        text.push(' ');
    }
    let date = 634_000_000_000_000_000 + id as i64 * 7_000_000_000;
    let user = users[next() as usize % users.len()];
    vec![
        room.into(),
        (id as i64).into(),
        date.into(),
        user.into(),
        0.into(),
        text.as_str().into(),
    ]
}
