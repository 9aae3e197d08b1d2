//! Backups that are spread over several files: all of them are needed, as each has a part of every table.

use super::media::{Media, Medium};
use crate::input::Error;

/// Makes sure that the files are those of one backup, each of them once.
///
/// # Errors
/// Where one is missing, is there twice, or belongs to another backup.
pub(super) fn complete(media: &[(Medium, Media)]) -> Result<(), Error> {
    let Some(((medium, first), others)) = media.split_first() else {
        return Err(Error::new("no file of the backup was given"));
    };
    let name = &medium.name;
    for (other, its) in others {
        if its.media_set != first.media_set || its.families != first.families {
            return Err(Error::new(format!(
                "{name} and {} belong to different backups",
                other.name
            ))
            .in_member(&other.name)
            .expected("the files over which one backup was spread")
            .hint("read them one after the other"));
        }
    }
    for (place, (medium, own)) in media.iter().enumerate() {
        let before = media.iter().take(place);
        if let Some((twin, _)) = before.clone().find(|(_, it)| it.family == own.family) {
            return Err(Error::new(format!(
                "{} and {} are the same part of a backup",
                twin.name, medium.name
            ))
            .in_member(&medium.name)
            .expected("each file of the backup once")
            .hint("give only one of the two"));
        }
    }
    // What a file says to be alone is not held against it: only one that says to be one of several needs others.
    let families = first.families.max(1);
    if media.len() >= usize::from(families) {
        return Ok(());
    }
    let mut names = first.sets.iter().map(|set| &set.database);
    let database = match names.rfind(|name| !name.is_empty()) {
        Some(database) => format!("backup of {database}"),
        None => "backup".to_owned(),
    };
    let what = match others {
        [] => format!(
            "this file is number {} of {families} of a striped {database}: number {} missing",
            first.family,
            missing(media, families)
        ),
        _ => format!(
            "these are {} of the {families} files of a striped {database}: number {} missing",
            media.len(),
            missing(media, families)
        ),
    };
    let given = media.iter().map(|(medium, _)| medium.name.as_str());
    let command = given.collect::<Vec<_>>().join(" ");
    let all = match families {
        2 => "both files".to_owned(),
        _ => format!("all {families} files"),
    };
    let rest = match usize::from(families) - media.len() {
        1 => "THE_OTHER.bak",
        _ => "THE_OTHERS.bak",
    };
    Err(Error::new(what)
        .in_member(name)
        .expected("all files of the backup: each of them has a part of every table")
        .hint(format!("give {all}: pchat analyze {command} {rest}")))
}

/// Which files are missing, for people.
fn missing(media: &[(Medium, Media)], families: u16) -> String {
    let is_there = |number: &u16| media.iter().any(|(_, own)| own.family == *number);
    // What is wrong is clear from a few.
    let numbers = (1..=families).filter(|number| !is_there(number)).take(9);
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    match numbers.len() {
        1 => format!("{} is", numbers.concat()),
        _ => format!("{} are", numbers.join(", ")),
    }
}
