//! What a link to an uploaded file means. The syntax of such links is not published, so all of it is inferred: from
//! links seen elsewhere, and from what a path can hold.

/// A link to an uploaded file, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLink<'a> {
    /// The folder that the link names in front of the file; none where it names none, or only a server.
    pub folder: Option<&'a str>,
    /// The file's name: the last segment of the path, up to whatever ends a link in text; may be empty.
    pub name: &'a str,
}

impl<'a> FileLink<'a> {
    /// Takes a link apart.
    pub fn of(link: &'a str) -> Self {
        // No path holds these, so what follows is markup or a query and may hold slashes; folders may hold the others.
        let path = before(link, |c| "?\"<>".contains(c));
        let segment = path.rsplit(['/', '\\', ':']).next().unwrap_or(path);
        FileLink {
            folder: folder(path),
            name: before(segment, |c| c.is_whitespace() || "#'".contains(c)),
        }
    }
}

fn before(text: &str, is_end: impl Fn(char) -> bool) -> &str {
    &text[..text.find(is_end).unwrap_or(text.len())]
}

/// The segment before the last one, unless it is the server's name.
fn folder(path: &str) -> Option<&str> {
    let (_, path) = path.split_once(':')?;
    let is_slash = |c| matches!(c, '/' | '\\');
    let has_server = path.len() > 1 && path.chars().take(2).all(is_slash);
    let mut segments = path.split(is_slash).filter(|it| !it.is_empty());
    if has_server {
        segments.next();
    }
    segments.next_back()?;
    segments.next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_the_end_of_its_link() {
        for link in [
            "ma-filelink:a.docx",
            r"ma-filelink:\\store\F00D\a.docx",
            "ma-filelink://store/F00D/a.docx\">Plan</a",
            "http://store/a.docx#top",
            "http://store/a.docx?from=/b/c",
            "ma-filelink://my store/a.docx 20 KB",
        ] {
            assert_eq!(FileLink::of(link).name, "a.docx", "{link}");
        }
        assert_eq!(FileLink::of("ma-filelink://store/").name, "");
    }

    #[test]
    fn a_server_is_no_folder() {
        let folder = |link| FileLink::of(link).folder;
        assert_eq!(folder("ma-filelink://store/F00D/a.docx"), Some("F00D"));
        assert_eq!(folder(r"ma-filelink:\\store\x\F00D\a.docx"), Some("F00D"));
        assert_eq!(folder("ma-filelink:F00D/a.docx"), Some("F00D"));
        for link in [
            "ma-filelink://store:8080/a.docx",
            "ma-filelink:a.docx",
            "ma-filelink:",
            "",
        ] {
            assert_eq!(folder(link), None, "{link}");
        }
    }
}
