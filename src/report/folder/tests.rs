use super::super::sample::{nested, with_analysis};
use super::*;
use crate::report::Catalogue;
use crate::rules::Finding;
use crate::wording::Language;

fn report(folder: &Path, findings: Vec<Finding>, force: bool) -> Result<Vec<String>, FolderError> {
    let mut result = Ok(Vec::new());
    with_analysis(findings, |analysis| {
        let to = To {
            folder,
            force,
            separator: b',',
            rights: Rights::ANY,
            stop: &Stop::default(),
            options: &OptionsInEffect::default(),
        };
        result = analysis::write(to, analysis, Catalogue::spoken());
    });
    let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    Ok(result?.into_iter().map(name).collect())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn all_files_are_written_and_nothing_else_is_left() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("a report").join("of today");
    let written = report(&folder, vec![nested("20", "Büro", "Sales Büro")], false).unwrap();
    assert_eq!(
        written,
        [
            "report.html",
            "findings.csv",
            "nested-category.csv",
            "rooms.csv",
            "categories.csv",
            "people.csv",
            "analysis.json",
            "report.xlsx",
            "README.txt"
        ]
    );
    let mut sorted = written;
    sorted.sort();
    assert_eq!(names(&folder), sorted);
    let csv = fs::read(folder.join("nested-category.csv")).unwrap();
    assert!(csv.starts_with(b"\xef\xbb\xbfseverity,"));
    let json = fs::read_to_string(folder.join("analysis.json")).unwrap();
    assert!(json.starts_with("{\n  \"schema\": 1,"));
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("findings.csv"), "mine").unwrap();
    let error = report(folder.path(), Vec::new(), false).unwrap_err();
    assert_eq!(error.error.kind(), io::ErrorKind::DirectoryNotEmpty);
    assert!(error.to_string().contains("--force"), "{error}");
    let kept = fs::read_to_string(folder.path().join("findings.csv")).unwrap();
    assert_eq!(kept, "mine");
    assert_eq!(names(folder.path()), ["findings.csv"]);
}

#[test]
fn force_replaces_an_earlier_report_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    report(
        folder.path(),
        vec![nested("20", "Desk", "Sales Desk")],
        false,
    )
    .unwrap();
    fs::write(folder.path().join("notes.csv"), "mine").unwrap();
    report(folder.path(), Vec::new(), true).unwrap();
    assert_eq!(
        names(folder.path()),
        [
            "README.txt",
            "analysis.json",
            "categories.csv",
            "findings.csv",
            "notes.csv",
            "people.csv",
            "report.html",
            "report.xlsx",
            "rooms.csv"
        ]
    );
    let findings = fs::read_to_string(folder.path().join("findings.csv")).unwrap();
    assert_eq!(findings.lines().count(), 1);
}

#[test]
fn an_error_names_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report");
    fs::write(&file, "").unwrap();
    let error = report(&file, Vec::new(), true).unwrap_err();
    assert_eq!(error.path, file);
}

#[test]
fn all_of_it_appears_or_nothing() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("report");
    with_analysis(vec![nested("20", "Desk", "Sales Desk")], |analysis| {
        let stop = Stop::default();
        stop.request();
        let to = To {
            folder: &folder,
            force: false,
            separator: b',',
            rights: Rights::ANY,
            stop: &stop,
            options: &OptionsInEffect::default(),
        };
        analysis::write(to, analysis, Catalogue::spoken()).unwrap_err();
    });
    assert!(names(place.path()).is_empty());
}

#[test]
fn all_files_are_in_the_language_that_is_spoken_here() {
    let page = || {
        let folder = tempfile::tempdir().unwrap();
        report(folder.path(), Vec::new(), false).unwrap();
        fs::read_to_string(folder.path().join(PAGE)).unwrap()
    };
    // This thread is none of the pool that writes them.
    let german = in_language(Language::German, page);
    assert!(german.contains("<html lang=\"de\""), "{german}");
    assert!(page().contains("<html lang=\"en\""));
}
