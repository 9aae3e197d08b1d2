//! What ids become: numbers stay, or are counted anew; GUIDs become others.

use super::text;
use super::words::{Numbers, Words};
use crate::directory::{Directory, History, Map, natural_order};
use crate::reading::Text;

/// What an id tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    Principals,
    /// Categories and rooms.
    Nodes,
    Addins,
    /// The messages of a room: their numbers are never counted anew.
    Messages,
}

/// The root category's (reference: database-schema, 4.3): it says that there is one.
const ROOT: &str = "1";

/// The ids that become others than their words would.
#[derive(Debug, Default)]
pub(super) struct Ids {
    principals: Map<String, String>,
    nodes: Map<String, String>,
    addins: Map<String, String>,
}

impl Ids {
    /// Finds all ids of a pool. Their order stays, as it decides which of equal names is the first.
    pub fn new(directory: &Directory, history: &History, words: &Words, renumber: bool) -> Self {
        let principals = &directory.principals;
        let authors = history.authors.iter();
        let named = principals.references().map(|at| principals.id(at));
        let mut nodes: Vec<&str> = history.rooms.keys().map(|id| &**id).collect();
        for category in &directory.categories {
            let above = [&category.parent, &category.role_definer];
            nodes.push(&category.id);
            nodes.extend(above.into_iter().flatten().map(|id| &**id));
        }
        for room in &directory.rooms {
            let above = [&room.category, &room.role_definer];
            nodes.push(&room.id);
            nodes.extend(above.into_iter().flatten().map(|id| &**id));
        }
        let addins = directory.addins.iter().map(|addin| &*addin.id);
        let used = directory
            .rooms
            .iter()
            .filter_map(|room| room.addin.as_deref());
        let table = |ids: Vec<&str>, renumber| {
            if renumber {
                counted(ids)
            } else {
                in_order(ids, words)
            }
        };
        Ids {
            principals: table(named.chain(authors).collect(), renumber),
            nodes: table(nodes, renumber),
            addins: table(addins.chain(used).collect(), false),
        }
    }

    /// Appends what an id becomes.
    pub fn replace(&self, words: &Words, id: Text<'_>, among: Among, out: &mut Vec<u8>) {
        let known = match among {
            Among::Principals => &self.principals,
            Among::Nodes => &self.nodes,
            Among::Addins => &self.addins,
            Among::Messages => {
                return text::replace(words, id, text::TextKind::Numbers, false, out);
            }
        };
        let said = (!known.is_empty()).then(|| id.decode());
        match said.and_then(|said| known.get(said.trim())) {
            Some(new) => out.extend_from_slice(new.as_bytes()),
            None => text::replace(words, id, text::TextKind::Numbers, false, out),
        }
    }
}

/// Each id with its number among them, from 2 on: 1 is the root's, and only where it was.
fn counted(ids: Vec<&str>) -> Map<String, String> {
    let ids = sorted(ids);
    let others = ids.iter().filter(|id| **id != ROOT).zip(2_u64..);
    let mut table: Map<String, String> = others
        .map(|(id, number)| ((*id).to_owned(), number.to_string()))
        .collect();
    table.insert(ROOT.to_owned(), ROOT.to_owned());
    table
}

/// The GUIDs among the ids, each with another one, in the same order. Ids of other forms become what their words do.
fn in_order(ids: Vec<&str>, words: &Words) -> Map<String, String> {
    let guids: Vec<&str> = sorted(ids).into_iter().filter(|id| is_guid(id)).collect();
    let mut new: Vec<String> = (guids.iter())
        .map(|guid| words.text(guid, Numbers::Kept))
        .collect();
    new.sort();
    let guids = guids.into_iter().map(str::to_owned);
    guids.zip(new).collect()
}

fn sorted(mut ids: Vec<&str>) -> Vec<&str> {
    ids.sort_by(|a, b| natural_order(a, b));
    ids.dedup();
    ids
}

fn is_guid(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_hexdigit() || c == '-';
    id.len() == 36 && id.matches('-').count() == 4 && id.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::TextForm;
    use crate::redact::cipher::Cipher;

    fn replaced(ids: &Ids, id: &str, among: Among) -> String {
        let words = Words::new(Cipher::seeded(1));
        let mut out = Vec::new();
        let id = Text {
            raw: id.as_bytes(),
            form: TextForm::XmlAttribute,
        };
        ids.replace(&words, id, among, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_stay_and_names_do_not() {
        let ids = Ids::default();
        assert_eq!(replaced(&ids, " 007 ", Among::Nodes), " 007 ");
        assert_eq!(replaced(&ids, "12", Among::Messages), "12");
        let named = replaced(&ids, "user7", Among::Principals);
        assert!(
            named.ends_with('7') && !named.starts_with("user"),
            "{named}"
        );
    }

    #[test]
    fn the_order_of_guids_stays() {
        let guids: Vec<String> = (0..9)
            .map(|number| format!("{number}A3BBB46-C5BC-472F-A38F-8E83589534FB"))
            .collect();
        let words = Words::new(Cipher::seeded(1));
        let ids = Ids {
            addins: in_order(guids.iter().map(String::as_str).collect(), &words),
            ..Ids::default()
        };
        let new: Vec<String> = guids
            .iter()
            .map(|guid| replaced(&ids, guid, Among::Addins))
            .collect();
        assert!(new.is_sorted() && new.iter().all(|guid| !guids.contains(guid)));
    }

    #[test]
    fn counting_anew_keeps_the_order_and_the_root() {
        let table = counted(vec!["70", "1", "9", "70", "x"]);
        let number = |id: &str| table[id].as_str();
        assert_eq!(["1", "9", "70", "x"].map(number), ["1", "2", "3", "4"]);
        assert_eq!(counted(vec!["8"])["8"], "2");
    }
}
