use std::fs;
use std::path::Path;

use super::{OutputError, Problem, folder_of};

/// Makes sure that nothing is written over an input, or into one: to be asked before the work begins.
///
/// # Errors
/// Where the path is an input, or lies in one, by whatever name.
pub fn keep_out_of(inputs: &[&Path], path: &Path) -> Result<(), OutputError> {
    refuse(path, inputs.iter().find(|input| is_inside(path, input)))
}

/// The same for a folder into which files are written: no input lies in it, either.
///
/// # Errors
/// Where the folder is an input, lies in one, or has one in it.
pub fn keep_folder_out_of(inputs: &[&Path], folder: &Path) -> Result<(), OutputError> {
    let meets = |input: &&&Path| is_inside(folder, input) || is_inside(input, folder);
    refuse(folder, inputs.iter().find(meets))
}

fn refuse(path: &Path, input: Option<&&Path>) -> Result<(), OutputError> {
    match input {
        None => Ok(()),
        Some(input) => Err(Problem::Input(input.to_path_buf()).of(path)),
    }
}

/// Whether a path leads to the input, or into the folder that it is.
fn is_inside(path: &Path, input: &Path) -> bool {
    let Ok(input) = fs::canonicalize(input) else {
        return false;
    };
    // The name itself counts, and where it leads to. Of folders that are still to be made the first one that is there.
    let there = path.ancestors().find(|it| fs::canonicalize(it).is_ok());
    let named = fs::canonicalize(folder_of(path))
        .map(|folder| folder.join(path.file_name().unwrap_or_default()));
    let made = there.map_or_else(|| fs::canonicalize("."), fs::canonicalize);
    [named, fs::canonicalize(path), made]
        .into_iter()
        .flatten()
        .any(|path| path.starts_with(&input))
}
