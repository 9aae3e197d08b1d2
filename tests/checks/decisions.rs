//! What holds for every file of decisions, as a plain function of bytes that panics where it does not.

use std::fs;
use std::path::Path;

use pchat::decisions::{FileForm, RowCounts};
use pchat::directory::{Category, Directory, History, Parts, Room};
use pchat::plan::{Decision, is_actionable};
use pchat::rules::{Evidence, Options, Outcome};
use pchat::{decisions, rules};

/// A file of decisions, in a folder of its own in `place`.
///
/// # Panics
/// Where what is read is not what is written; also where the folder cannot be made.
pub fn decisions(data: &[u8], place: &Path) {
    let place = tempfile::tempdir_in(place).expect("a temporary folder");
    let path = place.path().join("d.csv");
    fs::write(&path, data).expect("a temporary file");
    let list = match decisions::read(&path, None) {
        Ok(decisions) => decisions.list().to_vec(),
        Err(error) => {
            let message = error.to_string();
            assert!(is_placed(&message, data), "{message}");
            assert!(decisions::check(&path, None).is_err(), "{message}");
            assert!(
                update(&path, &Outcome::default(), &[]).is_err(),
                "{message}"
            );
            assert_eq!(fs::read(&path).ok().as_deref(), Some(data), "{message}");
            return;
        }
    };
    decisions::check(&path, None).expect("what was read before");
    // Such an id is spelled as in the input, and may be the one of another row.
    if list.iter().any(|it| it.id.starts_with('0')) {
        let _ = update(&path, &Outcome::default(), &["none".to_owned()]);
        return;
    }

    // Written anew, with all rows as they are: no rule of this name was checked.
    let none = ["none".to_owned()];
    let counts = update(&path, &Outcome::default(), &none).expect("what was read before");
    // But for those that were made for an object of another name, and those by hand for an object that is not there.
    let kept = read(&path);
    let text = String::from_utf8_lossy(data);
    let missing = list
        .iter()
        .filter(|it| it.rule == "manual" && !is_there(it));
    let gone = counts.other + missing.count();
    assert_eq!(list.len(), kept.len() + gone, "{text}");
    assert!(kept.iter().all(|it| list.contains(it)), "{text}");
    let list = kept;

    let directory = pool();
    let (history, options) = (History::default(), Options::default());
    let evidence = Evidence::new(&directory, &history, &options);
    let outcome = rules::check(&evidence, &[]);
    update(&path, &outcome, &[]).expect("what was written before");
    let bytes = fs::read(&path).expect("a temporary file");
    let found = read(&path);
    let of = |list: &[Decision], rule, kind, id: &str| {
        let same = |it: &&Decision| it.rule == rule && it.kind == kind && it.id == id;
        list.iter().find(same).cloned()
    };
    for finding in outcome
        .findings
        .iter()
        .filter(|it| is_actionable(it, &evidence))
    {
        let (rule, kind, id) = (finding.rule, finding.object.kind, &finding.object.id);
        let all = of(&found, rule, kind, "*");
        let now = of(&found, rule, kind, id).or(all);
        let now = now.expect("a row for every finding");
        let before = of(&list, rule, kind, id);
        // What was marked as gone and has come back counts as it did before.
        assert!(before.is_none_or(|before| before == now), "{now:?}");
    }
    let again = update(&path, &outcome, &[]).expect("what was written before");
    assert_eq!(again.new, 0);
    assert!(
        Some(bytes) == fs::read(&path).ok(),
        "once more changes nothing"
    );
}

/// Whether an error says in which line it is, or that it is about the file as a whole.
fn is_placed(message: &str, data: &[u8]) -> bool {
    let whole = ["the file is empty", "the file is not UTF-8"];
    let lines = data.iter().filter(|byte| **byte == b'\n').count() + 1;
    message
        .lines()
        .filter(|line| line.contains("d.csv"))
        .all(|line| {
            let (_, at) = line.split_once("d.csv").unwrap_or_default();
            let number = at
                .strip_prefix(", line ")
                .and_then(|at| at.split_once(": "));
            match number.and_then(|(number, _)| number.parse::<usize>().ok()) {
                Some(number) => (1..=lines).contains(&number),
                None => whole.iter().any(|what| at.contains(what)),
            }
        })
}

fn read(path: &Path) -> Vec<Decision> {
    let decisions = decisions::read(path, None).expect("what was written can be read");
    decisions.list().to_vec()
}

fn update(path: &Path, outcome: &Outcome, only: &[String]) -> Result<RowCounts, decisions::Error> {
    let directory = pool();
    let (history, options) = (History::default(), Options::default());
    let evidence = Evidence::new(&directory, &history, &options);
    decisions::update(path, outcome, &evidence, only, FileForm::default())
}

/// Whether the pool has the object of a decision.
fn is_there(decision: &Decision) -> bool {
    match decision.kind.word() {
        "category" => ["1", "2"].contains(&&*decision.id),
        "room" => ["57", "58", "=59"].contains(&&*decision.id),
        _ => false,
    }
}

/// Rooms with a topic that share a name.
fn pool() -> Directory {
    let mut directory = Directory::default();
    directory.parts = Parts::ALL;
    for id in ["1", "2"] {
        let category = Category {
            id: id.into(),
            parent: Some("1".into()),
            ..Category::default()
        };
        assert!(directory.add_category(category));
    }
    for (id, name) in [("57", "=News"), ("58", "News"), ("=59", "news")] {
        let room = Room {
            id: id.into(),
            category: Some("2".into()),
            name: name.into(),
            topic: "Topic".into(),
            ..Room::default()
        };
        assert!(directory.add_room(room));
    }
    directory
}
