use crate::rules::{Evidence, Finding, MANUAL, ObjectKind, Value};

use super::Action;

/// An [`Action`] without its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// [`Action::Keep`].
    Keep,
    /// [`Action::Rename`].
    Rename,
    /// [`Action::Exclude`].
    Exclude,
    /// [`Action::Drop`].
    Drop,
    /// [`Action::EnableInvitations`].
    EnableInvitations,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [ActionKind; 5] = [
        ActionKind::Keep,
        ActionKind::Rename,
        ActionKind::Exclude,
        ActionKind::Drop,
        ActionKind::EnableInvitations,
    ];

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            ActionKind::Keep => "keep",
            ActionKind::Rename => "rename",
            ActionKind::Exclude => "exclude",
            ActionKind::Drop => "drop",
            ActionKind::EnableInvitations => "enable-invitations",
        }
    }
}

impl Action {
    /// Which one it is.
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

/// What can be done about a rule's findings on objects of this kind: nothing at all where it is empty.
///
/// A single object may allow less: see [`is_actionable`].
pub fn possible_actions(rule: &str, kind: ObjectKind) -> &'static [ActionKind] {
    use ActionKind::{Drop, EnableInvitations, Exclude, Keep, Rename};
    use ObjectKind::{Addin, Category, Principal, Room};
    match (rule, kind) {
        // A row that somebody added, without a finding.
        (MANUAL, Room) => &[Keep, Rename, Exclude, EnableInvitations],
        (MANUAL, Category) => &[Keep, Rename, Exclude],
        (MANUAL, Addin) => &[Keep, Rename],
        (MANUAL, Principal) => &[Keep, Drop],
        (
            "long-name" | "name-conflict" | "target-conflict" | "nested-category",
            Category | Room,
        ) => &[Keep, Rename, Exclude],
        ("name-conflict" | "target-conflict" | "long-text", Addin) => &[Keep, Rename],
        (
            "federated-user"
            | "disabled-principal"
            | "foreign-forest"
            | "unknown-principal"
            | "duplicate-principal"
            | "root-manager",
            Principal,
        ) => &[Keep, Drop],
        ("outside-scope", Room) => &[Keep, Drop, Exclude],
        ("invitation-mismatch", Room) => &[Keep, EnableInvitations, Exclude],
        (
            "room-setting-lost"
            | "federated-room"
            | "disabled-room"
            | "before-cutoff"
            | "room-without-manager"
            | "topic-lost"
            | "long-text"
            | "orphan",
            Category | Room,
        ) => &[Keep, Exclude],
        _ => &[],
    }
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
    use crate::rules::{Options, RULES, check};

    /// Rules about which nothing can be decided.
    const NOTHING: [&str; 5] = [
        "uploaded-file",
        "invalid-text",
        "odd-time",
        "capacity",
        "not-understood",
    ];

    const KINDS: [ObjectKind; 6] = [
        ObjectKind::Category,
        ObjectKind::Room,
        ObjectKind::Principal,
        ObjectKind::Addin,
        ObjectKind::Message,
        ObjectKind::Member,
    ];

    #[test]
    fn every_rule_has_actions_or_none_on_purpose() {
        for rule in RULES {
            let has_some = KINDS
                .iter()
                .any(|kind| !possible_actions(rule.id, *kind).is_empty());
            assert_eq!(has_some, !NOTHING.contains(&rule.id), "{}", rule.id);
        }
    }

    #[test]
    fn where_there_is_a_choice_one_of_them_is_to_keep() {
        for rule in RULES {
            for kind in KINDS {
                let possible = possible_actions(rule.id, kind);
                assert!(possible.is_empty() || possible[0] == ActionKind::Keep);
                assert!(possible.len() != 1, "{} leaves no choice", rule.id);
                if possible.contains(&ActionKind::Exclude) {
                    assert!(matches!(kind, ObjectKind::Category | ObjectKind::Room));
                }
            }
        }
    }

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
