//! Rooms whose messages refer to uploaded files: these are in no package and are copied by hand.

use std::collections::BTreeSet;

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details};
use crate::directory::{FileLink, FileStore, RoomHistory};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "uploaded-file",
    severity: Severity::Info,
    basis: Basis::Documented,
    step: Some("prepare, 5"),
    columns: Found::COLUMNS,
    choices: choice::NONE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        files: usize,
        guid: Option<String>,
        missing: Option<u64>,
        missing_files: Option<Vec<String>>,
    }
}

/// That files have to be copied is documented. Which file a reference means is inferred, because the syntax of the
/// links is not published: the last segment of the link's path is taken for the file's name, and a file of that name
/// in any folder of the store counts as present.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoMessages.unless(directory.parts.messages)?;
    let mut findings = Vec::new();
    for (id, history) in evidence
        .history
        .rooms
        .iter()
        .filter(|(_, it)| !it.files.is_empty())
    {
        let guid = directory.room(id).and_then(|room| room.guid.as_deref());
        let absent = evidence.store.map(|store| absent(store, history));
        let is_missing = absent.as_ref().is_some_and(|(count, _)| *count > 0);
        let case = if is_missing { "missing" } else { "listed" };
        let (missing, missing_files) = absent.unzip();
        let finding = RULE.finding(
            Object::room(directory, id),
            Found {
                case,
                files: history.files.len(),
                guid: guid.map(str::to_owned),
                missing,
                missing_files,
            },
        );
        findings.push(if is_missing {
            finding
                .with_severity(Severity::Error)
                .with_basis(Basis::Inferred)
        } else {
            finding
        });
    }
    Ok(findings)
}

/// How many links name a file that the store does not hold, and the names of these files, each once.
fn absent(store: &FileStore, history: &RoomHistory) -> (u64, Vec<String>) {
    let mut count = 0;
    let mut names = BTreeSet::new();
    for link in &history.file_links {
        let name = FileLink::of(link).name;
        if store.folders(name).is_empty() {
            count += 1;
            // A link that names no file is best shown itself.
            names.insert(if name.is_empty() { link } else { name });
        }
    }
    (count, names.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Pool;

    fn pool() -> Pool {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News").guid = Some("F00D".into());
        pool.room("11", "2", "No files");
        pool.write("11", "5", 9);
        let history = pool.write("10", "5", 3);
        history.files.extend([1, 2]);
        for link in ["ma-filelink://x/F00D/a.docx", "ma-filelink://x/F00D/b.docx"] {
            history.file_links.insert(link.into());
        }
        pool.write("99", "5", 1).files.insert(3);
        pool
    }

    #[test]
    fn without_a_store_files_are_listed_by_room() {
        let mut pool = pool();
        assert_eq!(
            pool.says("uploaded-file"),
            [
                "info documented room 10: case=listed files=2 guid=F00D missing=- missing_files=-",
                "info documented room 99: case=listed files=1 guid=- missing=- missing_files=-",
            ]
        );
        pool.directory.parts.messages = false;
        assert_eq!(pool.not_run("uploaded-file"), Some(NotRun::NoMessages));
    }

    #[test]
    fn what_the_store_does_not_hold_is_an_error() {
        let mut pool = pool();
        let mut store = FileStore::default();
        store.add("f00d", "A.docx");
        pool.store = Some(store);
        assert_eq!(
            pool.says("uploaded-file")[0],
            "error inferred room 10: case=missing files=2 guid=F00D missing=1 missing_files=[b.docx]",
        );
        pool.store.as_mut().unwrap().add("elsewhere", "b.docx");
        assert_eq!(
            pool.says("uploaded-file")[0],
            "info documented room 10: case=listed files=2 guid=F00D missing=0 missing_files=[]",
        );
    }
}
