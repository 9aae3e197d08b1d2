//! Backups that are spread over several files: all of them are needed, as each has a part of every table.

use super::fault::{GiveAll, Missing, StripeFault};
use super::media::{Media, Medium};
use crate::input::Error;

/// Makes sure that the files are those of one backup, each of them once.
///
/// # Errors
/// Where one is missing, is there twice, or belongs to another backup.
pub(super) fn complete(media: &[(Medium, Media)]) -> Result<(), Error> {
    let Some(((medium, first), others)) = media.split_first() else {
        return Err(Error::new(StripeFault::NoFile));
    };
    let name = &medium.name;
    for (other, its) in others {
        if its.media_set != first.media_set || its.families != first.families {
            let fault = StripeFault::OtherBackup {
                file: name.clone(),
                other: other.name.clone(),
            };
            return Err(Error::new(fault).in_member(&other.name));
        }
    }
    for (place, (medium, own)) in media.iter().enumerate() {
        let before = media.iter().take(place);
        if let Some((twin, _)) = before.clone().find(|(_, it)| it.family == own.family) {
            let fault = StripeFault::SamePart {
                file: twin.name.clone(),
                other: medium.name.clone(),
            };
            return Err(Error::new(fault).in_member(&medium.name));
        }
    }
    // What a file says to be alone is not held against it: only one that says to be one of several needs others.
    let families = first.families.max(1);
    if media.len() >= usize::from(families) {
        return Ok(());
    }
    let mut names = first.sets.iter().map(|set| &set.database);
    let database = names.rfind(|name| !name.is_empty());
    let database = database.cloned().unwrap_or_default();
    let there = media.len();
    let missing = missing(media, families);
    let given: Vec<&str> = media.iter().map(|(it, _)| it.name.as_str()).collect();
    let advice = GiveAll::GiveAll {
        families,
        are_two: families == 2,
        given: given.join(" "),
        misses_one: usize::from(families) - there == 1,
    };
    let fault = match others {
        [] => StripeFault::OneOf {
            number: first.family,
            families,
            database,
            missing,
            advice,
        },
        _ => StripeFault::SomeOf {
            there,
            families,
            database,
            missing,
            advice,
        },
    };
    Err(Error::new(fault).in_member(name))
}

/// Which files are missing.
fn missing(media: &[(Medium, Media)], families: u16) -> Missing {
    let is_there = |number: &u16| media.iter().any(|(_, own)| own.family == *number);
    // What is wrong is clear from a few.
    let numbers: Vec<u16> = (1..=families)
        .filter(|number| !is_there(number))
        .take(9)
        .collect();
    match numbers[..] {
        [number] => Missing::MissingOne { number },
        _ => Missing::MissingSeveral {
            numbers: numbers.iter().map(u16::to_string).collect(),
        },
    }
}
