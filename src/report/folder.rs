//! `--report DIR`: everything as files, to keep and to hand on.

use std::fmt;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Analysis, Catalogue, csv, inventory, json};
use crate::beside;
use crate::rules::RULES;

/// Tells a spreadsheet that the file is UTF-8: without it, Excel reads accents wrongly. Standard output has none, for it
/// is read by programs.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why the folder could not be written.
#[derive(Debug)]
pub struct FolderError {
    /// The folder or file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub error: io::Error,
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, error } = self;
        let path = path.display();
        if error.kind() == io::ErrorKind::DirectoryNotEmpty {
            return write!(f, "{path}: {error}");
        }
        write!(
            f,
            "cannot write the report to {path}: {error}\n  what to do: give a new or empty folder, where you may make files"
        )
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Makes sure that [`write()`] will not refuse the folder: to be asked before an analysis takes its time.
pub fn check(folder: &Path, force: bool) -> Result<(), FolderError> {
    let at_folder = |error| FolderError {
        path: folder.to_owned(),
        error,
    };
    let mut entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(at_folder)?,
    };
    if entries.next().is_some() && !force {
        let reason = "the folder holds files already; give another one, or --force to replace an earlier report in it";
        let error = io::Error::new(io::ErrorKind::DirectoryNotEmpty, reason);
        return Err(at_folder(error));
    }
    Ok(())
}

/// Writes the files into a folder, which is made where it is missing, and lists them. The separator is that of the cells
/// in the tables. A folder that holds something is
/// refused ([`io::ErrorKind::DirectoryNotEmpty`]) unless `force` is given; then the files of an earlier report are
/// replaced, those of rules that find nothing any more are removed, and other files stay as they are.
pub fn write(
    folder: &Path,
    analysis: &Analysis<'_>,
    texts: &Catalogue,
    separator: u8,
    force: bool,
) -> Result<Vec<PathBuf>, FolderError> {
    check(folder, force)?;
    fs::create_dir_all(folder).map_err(|error| FolderError {
        path: folder.to_owned(),
        error,
    })?;
    let mut files = Files {
        folder,
        written: Vec::new(),
    };
    let findings = &analysis.outcome.findings;
    let evidence = analysis.evidence;
    files.table("findings.csv", |out| {
        csv::findings(out, findings, texts, separator)
    })?;
    for rule in RULES {
        let name = format!("{}.csv", rule.id);
        if findings.iter().any(|finding| finding.rule == rule.id) {
            files.table(&name, |out| {
                csv::rule(out, rule, findings, texts, separator)
            })?;
        } else {
            files.remove(&name)?;
        }
    }
    files.table("rooms.csv", |out| {
        inventory::rooms(out, evidence, separator)
    })?;
    files.table("categories.csv", |out| {
        inventory::categories(out, evidence, separator)
    })?;
    files.file("analysis.json", |out| json::write(out, analysis, texts))?;
    Ok(files.written)
}

struct Files<'a> {
    folder: &'a Path,
    written: Vec<PathBuf>,
}

impl Files<'_> {
    fn table(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), FolderError> {
        self.file(name, |out| {
            out.write_all(BYTE_ORDER_MARK)?;
            write(out)
        })
    }

    /// Writes beside the final name and renames when the file is whole.
    fn file(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), FolderError> {
        let path = self.folder.join(name);
        let whole = || -> io::Result<()> {
            let mut out = BufWriter::new(beside::temporary(self.folder)?);
            write(&mut out)?;
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            beside::put(file, &path, true)
        };
        match whole() {
            Ok(()) => {
                self.written.push(path);
                Ok(())
            }
            Err(error) => Err(FolderError { path, error }),
        }
    }

    fn remove(&self, name: &str) -> Result<(), FolderError> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(FolderError { path, error })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{nested, with_analysis};
    use super::*;
    use crate::rules::Finding;

    fn report(
        folder: &Path,
        findings: Vec<Finding>,
        force: bool,
    ) -> Result<Vec<String>, FolderError> {
        let mut result = Ok(Vec::new());
        with_analysis(findings, |analysis| {
            result = write(folder, analysis, Catalogue::english(), b',', force);
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
                "findings.csv",
                "nested-category.csv",
                "rooms.csv",
                "categories.csv",
                "analysis.json"
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
                "analysis.json",
                "categories.csv",
                "findings.csv",
                "notes.csv",
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
}
