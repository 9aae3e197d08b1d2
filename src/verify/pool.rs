use super::{Counts, Difference, Pairs, nodes, principals};
use crate::directory::Directory;
use crate::verify::sheet::{Absent, Sheet};

/// Compares everything but the messages. The differences come by kind and id; the counts say how much was compared.
///
/// A kind of content that the other side lacks altogether is one difference, not one for each object of it.
///
/// After an import some things cannot be the same, or are the target's own, and are not compared:
///
/// * the root category, whose managers are those of every room (documented);
/// * topics, a room's own history and file settings: the target has no place for them (documented), and none for a room's
///   own scope (inferred: only its categories are said to have one);
/// * GUIDs, names, addresses and affiliations of principals: the target reads them from Active Directory (documented);
/// * the kind of federated principals, which the target does not have (documented);
/// * settings that were not made, whose value in the target is not published; but a room that inherits whether it sends
///   invitations has to go on doing so.
pub fn pool(pairs: &Pairs<'_>) -> (Vec<Difference>, Counts) {
    let mut sheet = Sheet::new(pairs);
    let absent = Absent::new(pairs, &mut sheet);
    if !absent.categories {
        nodes::categories(&mut sheet);
    }
    if !absent.rooms {
        nodes::rooms(&mut sheet);
    }
    principals::compare(&mut sheet, &absent);
    if !absent.addins {
        addins(&mut sheet);
    }
    let Sheet {
        mut differences,
        counts,
        ..
    } = sheet;
    differences.sort_by(Difference::order);
    (differences, counts)
}

fn addins(sheet: &mut Sheet<'_>) {
    let pairs = sheet.pairs;
    let (here, there): (&Directory, &Directory) = (pairs.expected, pairs.found);
    for (at, other) in pairs.addins.iter() {
        let addin = &here.addins[at];
        sheet.counts.addins += 1;
        let Some(other) = other.map(|at| &there.addins[at]) else {
            sheet.missing(addin);
            continue;
        };
        sheet.same(addin, "name", addin.name.as_str(), other.name.as_str());
        sheet.same(addin, "url", addin.url.as_str(), other.url.as_str());
    }
    for at in pairs.addins.only_found() {
        sheet.added(&there.addins[at]);
    }
}
