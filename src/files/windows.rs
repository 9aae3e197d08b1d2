//! What Windows takes as a path (Microsoft: “Naming Files, Paths, and Namespaces”), and as names in it.

/// The longest name of a file or folder, in UTF-16 units.
const NAME_LIMIT: usize = 255;

/// Names of devices, with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Devices that have a number behind them.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadName {
    /// It holds this character.
    Character(char),
    /// It ends in a dot or a blank, which Windows takes away.
    End,
    /// It is that of a device.
    Device,
    /// It has more than 255 UTF-16 units.
    Long,
    /// It is empty.
    Empty,
}

/// Whether Windows takes this as the name of a file or folder.
pub(super) fn check_name(name: &str) -> Result<(), BadName> {
    let bad = name.chars().find(|c| is_refused(*c));
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.trim_end_matches(' ').to_lowercase();
    if let Some(bad) = bad {
        Err(BadName::Character(bad))
    } else if name.is_empty() {
        Err(BadName::Empty)
    } else if name.ends_with([' ', '.']) {
        Err(BadName::End)
    } else if is_device(&stem) {
        Err(BadName::Device)
    } else if name.encode_utf16().count() > NAME_LIMIT {
        Err(BadName::Long)
    } else {
        Ok(())
    }
}

fn is_refused(c: char) -> bool {
    c < ' ' || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

fn is_device(stem: &str) -> bool {
    let is_numbered = |device: &&str| {
        let number = stem.strip_prefix(*device);
        let number = number.and_then(|number| {
            let mut characters = number.chars();
            characters.next().filter(|_| characters.next().is_none())
        });
        number.is_some_and(|it| matches!(it, '0'..='9' | '¹' | '²' | '³'))
    };
    DEVICES.contains(&stem) || NUMBERED.iter().any(is_numbered)
}

/// A folder by its drive (`D:\Store`) or server and share (`\\server\share\Store`), without a backslash at its end. Nothing
/// in it acts in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowsFolder(String);

impl WindowsFolder {
    /// Reads such a path; slashes are taken for backslashes. `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace('/', "\\");
        let (root, rest) = match text.strip_prefix("\\\\") {
            Some(network) => {
                let mut parts = network.splitn(3, '\\');
                let (server, share) = (parts.next()?, parts.next()?);
                check_name(server).ok()?;
                check_name(share).ok()?;
                (format!("\\\\{server}\\{share}"), parts.next().unwrap_or(""))
            }
            None => {
                let (drive, rest) = text.split_once(":\\")?;
                let is_letter = drive.len() == 1 && drive.as_bytes()[0].is_ascii_alphabetic();
                (is_letter.then(|| format!("{drive}:"))?, rest)
            }
        };
        let mut path = root;
        for name in rest.trim_end_matches('\\').split('\\') {
            if name.is_empty() && rest.trim_end_matches('\\').is_empty() {
                break;
            }
            check_name(name).ok()?;
            path = path + "\\" + name;
        }
        Some(WindowsFolder(path))
    }

    /// The path, without a backslash at its end.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The path as it is given and shown: of a drive with its backslash.
    pub fn shown(&self) -> String {
        let end = if self.0.ends_with(':') { "\\" } else { "" };
        format!("{}{end}", self.0)
    }

    /// The path to something in it, by a path with `/` between folders.
    pub(super) fn join(&self, path: &str) -> String {
        format!("{}\\{}", self.0, path.replace('/', "\\"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_refuses_are_known() {
        for name in [
            "a.txt",
            ".a",
            "a b",
            "com.txt",
            "COM10",
            "console.txt",
            "ä.txt",
            "100%^&!$`'.txt",
        ] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for (name, bad) in [
            ("a\nb", BadName::Character('\n')),
            ("a\"b", BadName::Character('"')),
            ("a:b", BadName::Character(':')),
            ("a.", BadName::End),
            ("a ", BadName::End),
            ("CON.txt", BadName::Device),
            ("nul", BadName::Device),
            ("con .tar.gz", BadName::Device),
            ("lpt1.docx", BadName::Device),
            ("COM².x", BadName::Device),
            ("", BadName::Empty),
            ("..", BadName::End),
        ] {
            assert_eq!(check_name(name), Err(bad), "{name:?}");
        }
        assert_eq!(check_name(&"ä".repeat(255)), Ok(()));
        assert_eq!(check_name(&"𝄞".repeat(128)), Err(BadName::Long));
    }

    #[test]
    fn folders_begin_with_a_drive_or_a_share() {
        let parse = |text: &str| WindowsFolder::parse(text).map(|it| it.0);
        for (text, path) in [
            (r"D:\", "D:"),
            (r"D:\a b\c\\", r"D:\a b\c"),
            ("d:/a/b", r"d:\a\b"),
            (r"\\server\share", r"\\server\share"),
            (
                r"\\server\share$\100% & more\",
                r"\\server\share$\100% & more",
            ),
        ] {
            assert_eq!(parse(text).as_deref(), Some(path), "{text}");
        }
        for text in [
            "",
            "D:",
            "D:a",
            "/srv/store",
            "store",
            r"\\server",
            r"\\\\server\share",
            r"\\?\D:\a",
            "D:\\a\"b",
            "D:\\a\nb",
            r"D:\a\..\b",
            r"D:\a\\b",
            r"DD:\a",
            r"D:\a\nul\b",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        let drive = WindowsFolder("D:".into());
        assert_eq!(drive.join("a/b.txt"), r"D:\a\b.txt");
        assert_eq!(parse(&drive.shown()).as_deref(), Some("D:"));
    }
}
