use std::path::Path;

/// A file's or folder's own name, without the path to it.
pub fn own_name(path: &Path) -> String {
    let name = path
        .file_name()
        .or_else(|| path.components().next_back().map(|part| part.as_os_str()));
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
