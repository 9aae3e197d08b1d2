use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::input::walk::walk;

/// Who may read a result: only those who may read all of what it was made from. Where a system has no such bits
/// (Windows), the folder decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Those that files have on Unix.
    mode: u32,
}

/// What any new file gets, less what the system takes away.
const ANY: u32 = 0o666;
/// The owner of a file can read and write it.
const OWN: u32 = 0o600;

impl Rights {
    /// Those of any new file.
    pub const ANY: Rights = Rights { mode: ANY };

    /// Those of these files, and of all files in these folders.
    pub fn of(inputs: &[PathBuf]) -> Rights {
        let mode = inputs.iter().fold(ANY, |mode, input| mode & shared(input));
        Rights { mode: mode | OWN }
    }

    /// A file or folder that is made has these from the beginning.
    pub(crate) fn on<'a, 'b>(self, builder: &mut Builder<'a, 'b>, is_folder: bool) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Those who may read a folder may enter it.
            let enter = if is_folder {
                (self.mode & 0o444) >> 2
            } else {
                0
            };
            builder.permissions(fs::Permissions::from_mode(self.mode | enter));
        }
        #[cfg(not(unix))]
        let _ = (builder, is_folder);
    }

    /// What replaces a file gets what that one had: those were chosen.
    pub(crate) fn keep(file: &File, replaced: &Path) -> io::Result<()> {
        #[cfg(unix)]
        match fs::metadata(replaced) {
            Ok(before) => file.set_permissions(before.permissions())?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        #[cfg(not(unix))]
        let _ = (file, replaced);
        Ok(())
    }
}

/// What cannot be looked at is an error where it is read; if it is read after all, only the owner may read the result.
fn shared(path: &Path) -> u32 {
    let Ok(found) = fs::metadata(path) else {
        return 0;
    };
    let mut mode = bits(&found);
    if !found.is_dir() {
        return mode;
    }
    for entry in walk(path) {
        mode &= match entry {
            Ok(entry) if entry.kind.is_symlink() => continue,
            Ok(entry) => fs::symlink_metadata(entry.path).map_or(0, |it| bits(&it)),
            Err(_) => 0,
        };
    }
    mode
}

fn bits(found: &Metadata) -> u32 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        found.permissions().mode()
    }
    #[cfg(not(unix))]
    {
        let _ = found;
        ANY
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_result_is_open_to_those_who_may_read_all_it_comes_from() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str, mode: u32| {
            let path = place.path().join(name);
            fs::write(&path, "").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            path
        };
        let mode = |inputs: &[PathBuf]| Rights::of(inputs).mode;
        assert_eq!(mode(&[]), 0o666);
        assert_eq!(mode(&[at("a", 0o644)]), 0o644);
        assert_eq!(mode(&[at("a", 0o644), at("b", 0o660)]), 0o640);
        assert_eq!(mode(&[at("c", 0o400)]), 0o600);
        // The folder as a whole, and every file in it.
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(mode(&[place.path().to_owned()]), 0o600);
    }
}
