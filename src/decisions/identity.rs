//! What a row says of its object beside the id, and whether that is what the input has.

use super::place::Place;
use crate::directory::{Directory, ObjectKind};
use crate::plan::Decision;
use crate::rules::Object;

/// What a row says of its object beside the id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowIdentity {
    /// Its name; empty where the row does not tell.
    pub(super) name: String,
    /// Its GUID or address; empty where the row does not tell.
    pub(super) identity: String,
}

/// How the object of a row compares with what the input has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sameness {
    Same,
    Renamed,
    Other,
}

/// What the input has under an id: the object, and its own GUID or address where it has one.
pub(crate) fn now(directory: &Directory, kind: ObjectKind, id: &str) -> Option<(Object, String)> {
    let text = |guid: &Option<Box<str>>| guid.as_deref().unwrap_or_default().to_owned();
    Some(match kind {
        ObjectKind::Category => {
            let it = directory.category(id)?;
            (it.into(), text(&it.guid))
        }
        ObjectKind::Room => {
            let it = directory.room(id)?;
            (it.into(), text(&it.guid))
        }
        ObjectKind::Addin => {
            let it = &directory.addins[directory.addin_position(id)?];
            (it.into(), String::new())
        }
        ObjectKind::Principal => {
            let principals = &directory.principals;
            let at = principals.find(id)?;
            let it = principals.get(at)?;
            let guid = text(&it.guid);
            let identity = if guid.is_empty() {
                it.uri.clone()
            } else {
                guid
            };
            (Object::principal(principals, at), identity)
        }
        ObjectKind::Message | ObjectKind::Member => return None,
    })
}

impl RowIdentity {
    /// Whether the row tells that it means another object than that of this identity.
    pub(super) fn is_of_another(&self, identity: &str) -> bool {
        let plain = |text: &str| text.trim().trim_matches(['{', '}']).to_lowercase();
        let has_identity = !self.identity.trim().is_empty() && !identity.is_empty();
        has_identity && plain(&self.identity) != plain(identity)
    }

    /// Whether the row means this object. What it does not tell is not compared.
    pub(super) fn compare(&self, object: &Object, identity: &str) -> Sameness {
        if self.is_of_another(identity) {
            return Sameness::Other;
        }
        let has_identity = !self.identity.trim().is_empty() && !identity.is_empty();
        // The id of an add-in is its GUID.
        let known = has_identity || object.kind == ObjectKind::Addin;
        // Blanks and ends of lines do not survive every spreadsheet.
        let same = self.name.is_empty()
            || self
                .name
                .split_whitespace()
                .eq(object.name.split_whitespace());
        match (same, known) {
            (true, _) => Sameness::Same,
            (false, true) => Sameness::Renamed,
            (false, false) => Sameness::Other,
        }
    }
}

/// A decision with its place, and what its row says of the object.
pub(crate) type DecisionRow<'a> = (Place, &'a Decision, RowIdentity);
