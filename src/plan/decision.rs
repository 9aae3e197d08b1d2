use super::Impossible;
use crate::rules::{ActionKind, Evidence, Finding, ObjectKind, Value, possible_actions};

/// The id of a decision about all findings of its rule and kind that have no decision of their own.
pub const EVERY: &str = "*";

/// What was decided about one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The finding's rule.
    pub rule: &'static str,
    /// The kind of the finding's object.
    pub kind: ObjectKind,
    /// The object's id.
    pub id: String,
    /// What to do.
    pub action: Action,
}

/// What is done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: what the import itself would do.
    Keep,
    /// Another name: the whole name that the object is to have afterwards.
    Rename(String),
    /// Leave out the room or category, with what is below it.
    Exclude,
    /// Take roles away: which ones, the rule says.
    Drop,
    /// Switch on the invitations of the room's category, so that the room keeps its own.
    EnableInvitations,
}

impl Action {
    /// The same without its value.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::Keep => ActionKind::Keep,
            Action::Rename(_) => ActionKind::Rename,
            Action::Exclude => ActionKind::Exclude,
            Action::Drop => ActionKind::Drop,
            Action::EnableInvitations => ActionKind::EnableInvitations,
        }
    }
}

/// A decision that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    /// Which one, by its place in the list.
    pub decision: usize,
    /// The other one that it contradicts, if any.
    pub other: Option<usize>,
    /// Why.
    pub reason: Impossible,
}

/// Whether there is a choice about this finding. Not about what the input does not hold, about the root category, which
/// can be neither renamed nor left out, or about what has no action of its own, such as the address of an add-in.
pub fn is_actionable(finding: &Finding, evidence: &Evidence<'_>) -> bool {
    let object = &finding.object;
    let directory = evidence.directory;
    let can_act = match object.kind {
        ObjectKind::Category => {
            directory.category(&object.id).is_some() && !evidence.tree.is_root(&object.id)
        }
        ObjectKind::Room => directory.room(&object.id).is_some(),
        ObjectKind::Principal => directory.principals.find(&object.id).is_some(),
        ObjectKind::Addin => match finding.detail("field") {
            Some(Value::Text(field)) => field == "name",
            _ => true,
        },
        ObjectKind::Message | ObjectKind::Member => false,
    };
    can_act && !possible_actions(finding.rule, object.kind).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Addin, Category, Directory, History, Room};
    use crate::rules::{Options, check};

    /// What the rules find in a small pool: rule, kind, id, and what is recommended where there is a choice.
    fn choices() -> Vec<String> {
        let mut directory = Directory::default();
        directory.parts = crate::directory::Parts::ALL;
        let long = "x".repeat(300);
        for (id, parent) in [("1", "1"), ("2", "1")] {
            assert!(directory.add_category(Category {
                id: id.into(),
                parent: Some(parent.into()),
                name: format!("Category {id}"),
                description: long.clone(),
                ..Category::default()
            }));
        }
        for (id, name) in [("10", "News"), ("11", "news"), ("12", long.as_str())] {
            assert!(directory.add_room(Room {
                id: id.into(),
                category: Some("2".into()),
                name: name.into(),
                disabled: id == "10",
                ..Room::default()
            }));
        }
        for (id, name, url) in [
            ("a", &long[..60], "https://contoso.com"),
            ("b", "Prices", "file:"),
        ] {
            assert!(directory.add_addin(Addin {
                id: id.into(),
                name: name.into(),
                url: url.into(),
            }));
        }
        let mut history = History::default();
        for (room, author) in [("10", "5"), ("97", "5")] {
            let author = history.authors.number(author);
            let room = history.rooms.entry(room.into()).or_default();
            room.messages = 1;
            room.authors.insert(author, 1);
        }
        let options = Options::default();
        let evidence = Evidence::new(&directory, &history, &options);
        let outcome = check(&evidence, &[]);
        let actionable = (outcome.findings.iter()).filter(|it| is_actionable(it, &evidence));
        let recommendations = crate::plan::Recommendations::new(&evidence);
        let lines = actionable.map(|it| {
            let (action, _) = recommendations.of(it);
            let value = match &action {
                Action::Rename(name) => format!(" {} units", name.len()),
                _ => String::new(),
            };
            let (kind, id) = (it.object.kind.word(), &it.object.id);
            format!("{} {kind} {id}: {}{value}", it.rule, action.kind().word())
        });
        lines
            .filter(|line| !line.starts_with("room-without"))
            .collect()
    }

    #[test]
    fn only_names_that_cannot_stay_are_changed_and_only_what_is_there_can_be() {
        // Neither the root's description, nor an address, nor an author or a room that the input does not hold.
        assert_eq!(
            choices(),
            [
                "long-name room 12: rename 256 units",
                // The one that is disabled gives way.
                "name-conflict room 10: rename 8 units",
                "name-conflict room 11: keep",
                "long-text category 2: keep",
                "long-text addin a: keep",
                "disabled-room room 10: keep",
            ]
        );
    }
}
