//! Files that lie beside others and are never read: what systems and programs leave behind, hidden or temporary. Told by
//! their names.

use super::fault::Notice;

/// Files that some system leaves in a folder, in lower case.
const OF_SYSTEMS: [&str; 6] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "__macosx",
    "$recycle.bin",
    "system volume information",
];

/// How the names of files end that are not whole yet, or only for a while.
const UNFINISHED: [&str; 8] = [
    ".tmp",
    ".temp",
    ".crdownload",
    ".part",
    ".partial",
    ".filepart",
    ".download",
    ".swp",
];

/// What every package of the Open Packaging Conventions has, a bacpac among them.
const RELATIONS: &str = "_rels/.rels";

/// Whether a file of a folder or zip is never read, by its name inside, with `/` between folders.
pub(crate) fn is_aside(name: &str) -> bool {
    name != RELATIONS && name.split('/').any(part_is_aside)
}

fn part_is_aside(part: &str) -> bool {
    let lower = part.to_lowercase();
    let hidden = part.starts_with('.') && !matches!(part, "." | "..");
    hidden
        // Of Office: who has the file open. `~` alone: what an editor kept of an older state.
        || lower.starts_with("~$")
        || lower.ends_with('~')
        || OF_SYSTEMS.contains(&&*lower)
        || UNFINISHED.iter().any(|ending| lower.ends_with(ending))
}

/// The note about them.
pub(crate) fn note(left_out: &[String]) -> Option<Notice> {
    let count = left_out.len();
    (count > 0).then(|| Notice::Aside {
        count,
        names: left_out.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_is_told_by_name() {
        for name in [
            ".DS_Store",
            "export/.DS_Store",
            "._tblChat.csv",
            ".~lock.tblNode.csv#",
            "~$tblNode.xlsx",
            "Thumbs.db",
            "THUMBS.DB",
            "a/desktop.ini",
            "__MACOSX/._ChatRooms.xml",
            "__MACOSX/ChatRooms.xml",
            ".git/config",
            ".gitignore",
            "tblChat.csv.crdownload",
            "tblChat.part",
            "~WRL0001.tmp",
            "tblChat.csv~",
        ] {
            assert!(is_aside(name), "{name}");
        }
        for name in [
            "tblChat.csv",
            "./tblChat.csv",
            "../tblChat.csv",
            "a.b/tblChat.csv",
            "_rels/.rels",
            "ChatRooms.xml",
            "mgc.bak",
            "tblChat.part1.csv",
            "temp/tblChat.csv",
            "tblChat",
        ] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
