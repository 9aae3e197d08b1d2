//! Categories: a few with one trouble each, then as many as the rooms need, up to four deep.

use super::Plan;
use super::people::{DEPARTMENTS, People};
use super::random::Random;
use crate::directory::{
    Behavior, Category, Directory, Grant, Id, PrincipalRef, ScopeEntry, Settings, Visibility,
};

const ROOT: &str = "1";
/// Parents and rooms that do not exist.
pub(super) const UNKNOWN_CATEGORY: &str = "900000002";
/// Categories that every pool has besides the root.
const FIXED: u64 = 12;
const DEEPEST: u64 = 4;

/// Where rooms can be put.
pub(super) struct Homes {
    /// Categories without trouble.
    pub(super) ordinary: Vec<Id>,
    /// Directly below the root, and in no way special.
    pub(super) plain: Id,
    /// Its name, for a room that wants the same.
    pub(super) plain_name: String,
    /// Without invitations.
    pub(super) silent: Id,
    /// Admits one group only.
    pub(super) scoped: Id,
    /// So deep that the full names are too long.
    pub(super) deep: Id,
    /// The first id that no category has.
    pub(super) next_id: u64,
}

pub(super) fn make(plan: &Plan, people: &People, directory: &mut Directory) -> Homes {
    let count = FIXED + 2 + plan.rooms / 25;
    let id = |index: u64| -> Id { (index + 2).to_string().into() };
    let mut ordinary: Vec<(Id, u64)> = vec![(id(0), 1)];
    let mut all = vec![root(people)];
    for index in 0..count {
        let mut random = Random::new(plan.seed, 21, index);
        let department = DEPARTMENTS[(index % DEPARTMENTS.len() as u64) as usize];
        let mut category = Category {
            id: id(index),
            guid: Some(random.guid().into()),
            parent: Some(ROOT.into()),
            name: format!("{department} {index}"),
            description: format!("Rooms of {department} & friends"),
            settings: Settings {
                invite: random.one_in(3).then_some(true),
                logged: random.one_in(2).then_some(true),
                file_post: random.one_in(2).then_some(true),
                behavior: Some(Behavior::Normal),
                visibility: Some(Visibility::Scope),
                ..Settings::default()
            },
            ..Category::default()
        };
        category
            .roles
            .extend(random.pick(&people.ordinary).map(|at| manager(*at)));
        category
            .roles
            .extend(random.pick(&people.teams).map(|at| Grant {
                creator: true,
                ..member(*at)
            }));
        let admit = |principal| ScopeEntry {
            principal,
            denied: false,
        };
        match index {
            0 => {}
            1 => category.settings.invite = Some(false),
            2 => category.scope = vec![admit(people.everybody)],
            3 => {
                category.parent = Some(id(0));
                category.name =
                    "International cooperation, development and support ".repeat(3)[..120].into();
            }
            // Together with its parents exactly one unit short of the limit, were it not for separators.
            4 => {
                category.parent = Some(id(3));
                category.name = format!("{:.<126}", "Regional office for large customers ");
                category.override_member = Some(true);
            }
            5 => {
                category.parent = Some(id(4));
                category.name = format!("{} Smileys", "😀".repeat(40));
                category.override_member = Some(false);
            }
            6 => category.name = "FINANCE 0 ".into(),
            7 => category.parent = Some(UNKNOWN_CATEGORY.into()),
            8 => category.parent = Some(id(9)),
            9 => category.parent = Some(id(8)),
            10 => {
                category.scope = vec![admit(people.folder), admit(people.stranger)];
                category
                    .scope
                    .extend(people.disabled.first().map(|principal| ScopeEntry {
                        principal: *principal,
                        denied: true,
                    }));
            }
            11 => category.description = format!("Archive. {}", "Closed projects. ".repeat(20)),
            _ => {
                let mut depth = 1;
                if let Some((parent, above)) = random.pick(&ordinary)
                    && *above < DEEPEST
                    && random.one_in(3)
                {
                    category.parent = Some(parent.clone());
                    depth = above + 1;
                }
                ordinary.push((category.id.clone(), depth));
            }
        }
        all.push(category);
    }
    let plain_name = all[1].name.clone();
    for category in all {
        // The ids are counted, so none is refused.
        let _ = directory.add_category(category);
    }
    Homes {
        ordinary: ordinary.into_iter().map(|(id, _)| id).collect(),
        plain: id(0),
        plain_name,
        silent: id(1),
        scoped: id(2),
        deep: id(5),
        next_id: count + 2,
    }
}

/// The root: settings for everything below, and managers of every kind.
fn root(people: &People) -> Category {
    let managers = (people.ordinary.first())
        .into_iter()
        .chain(people.disabled.first())
        .chain([&people.administrators, &people.folder]);
    Category {
        id: ROOT.into(),
        guid: Some("00000000-0000-4000-8000-000000000001".into()),
        parent: Some(ROOT.into()),
        name: "Contoso".into(),
        settings: Settings {
            invite: Some(true),
            logged: Some(true),
            file_post: Some(true),
            behavior: Some(Behavior::Normal),
            visibility: Some(Visibility::Scope),
            ..Settings::default()
        },
        roles: managers.map(|at| manager(*at)).collect(),
        ..Category::default()
    }
}

/// A grant of membership.
pub(super) fn member(principal: PrincipalRef) -> Grant {
    Grant {
        principal,
        manager: false,
        member: true,
        creator: false,
        presenter: false,
    }
}

/// A grant of the manager's role.
pub(super) fn manager(principal: PrincipalRef) -> Grant {
    Grant {
        manager: true,
        member: false,
        ..member(principal)
    }
}
