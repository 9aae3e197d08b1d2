//! Rooms: the first twenty have one trouble each, later ones seldom.

use super::Plan;
use super::categories::{Homes, UNKNOWN_CATEGORY, manager, member};
use super::people::{DEPARTMENTS, People};
use super::random::trouble;

use super::random::Random;
use crate::directory::{Behavior, Directory, Grant, PrincipalRef, Room, Settings, Visibility};

const TOPICS: &[&str] = &[
    "support",
    "announcements",
    "projects",
    "planning",
    "helpdesk",
    "morning call",
    "handover",
    "questions",
    "Entwürfe",
    "prix",
    "вопросы",
    "連絡",
];

/// What is wrong with a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    LongName,
    NamedLikeCategory,
    FederatedMember,
    OnlyFederated,
    /// Invitations and no history, where its category has it the other way round.
    OwnSettings,
    Disabled,
    UnknownMember,
    NoManager,
    OutsideScope,
    PresenterNotMember,
    Topic,
    SameName,
    LongDescription,
    UnknownCategory,
    BelowRoot,
    InvalidText,
    /// An attribute and an element that no layout knows.
    UnknownParts,
    /// A value that its field does not know.
    UnknownValue,
    DisabledMembers,
    NoCategory,
}

const TROUBLES: [Trouble; 20] = [
    Trouble::LongName,
    Trouble::NamedLikeCategory,
    Trouble::FederatedMember,
    Trouble::OnlyFederated,
    Trouble::OwnSettings,
    Trouble::Disabled,
    Trouble::UnknownMember,
    Trouble::NoManager,
    Trouble::OutsideScope,
    Trouble::PresenterNotMember,
    Trouble::Topic,
    Trouble::SameName,
    Trouble::LongDescription,
    Trouble::UnknownCategory,
    Trouble::BelowRoot,
    Trouble::InvalidText,
    Trouble::UnknownParts,
    Trouble::UnknownValue,
    Trouble::DisabledMembers,
    Trouble::NoCategory,
];

/// Fills the rooms and says what is wrong with each.
pub(super) fn make(
    plan: &Plan,
    people: &People,
    homes: &Homes,
    directory: &mut Directory,
) -> Vec<Option<Trouble>> {
    // Rooms and categories share one space of ids.
    let mut first = 1_000;
    while first < homes.next_id {
        first *= 10;
    }
    let mut troubles = Vec::with_capacity(plan.rooms as usize);
    for index in 0..plan.rooms {
        let trouble = trouble(plan, 2, index).map(|at| TROUBLES[at]);
        let mut random = Random::new(plan.seed, 22, index);
        let mut room = ordinary(first + index, people, homes, &mut random);
        room.addin = match random.below(20) {
            0 => random.pick(&directory.addins).map(|addin| addin.id.clone()),
            _ => None,
        };
        if let Some(trouble) = trouble {
            apply(
                trouble,
                index,
                &mut room,
                people,
                homes,
                directory,
                &mut random,
            );
        }
        // The ids are counted, so none is refused.
        let _ = directory.add_room(room);
        troubles.push(trouble);
    }
    troubles
}

fn ordinary(id: u64, people: &People, homes: &Homes, random: &mut Random) -> Room {
    let department = random.pick(DEPARTMENTS).copied().unwrap_or_default();
    let topic = random.pick(TOPICS).copied().unwrap_or_default();
    let mut room = Room {
        id: id.to_string().into(),
        guid: Some(random.guid().into()),
        category: random.pick(&homes.ordinary).cloned(),
        name: format!("{department} {topic} {id}"),
        description: format!("{topic}: <what> & \"how\", {department}"),
        settings: Settings {
            invite: random.one_in(3).then_some(false),
            behavior: Some(Behavior::Normal),
            visibility: random
                .pick(&[
                    Visibility::Scope,
                    Visibility::Scope,
                    Visibility::Private,
                    Visibility::Open,
                ])
                .copied(),
            ..Settings::default()
        },
        ..Room::default()
    };
    let mut taken: Vec<PrincipalRef> = Vec::new();
    for n in 0..4 + random.below(8) {
        // Users with some trouble come up here and there, too.
        let from = if random.one_in(200) {
            &people.users
        } else {
            &people.ordinary
        };
        let Some(at) = random.pick(from).copied() else {
            break;
        };
        if !taken.contains(&at) {
            taken.push(at);
            room.roles.push(Grant {
                manager: n < 2,
                ..member(at)
            });
        }
    }
    if random.one_in(3) {
        room.roles
            .extend(random.pick(&people.teams).map(|at| member(*at)));
    }
    if random.one_in(20) {
        room.settings.behavior = Some(Behavior::Auditorium);
        for grant in room.roles.iter_mut().take(2) {
            grant.presenter = true;
        }
    }
    room
}

fn apply(
    trouble: Trouble,
    index: u64,
    room: &mut Room,
    people: &People,
    homes: &Homes,
    directory: &mut Directory,
    random: &mut Random,
) {
    let grant =
        |people: &[PrincipalRef], random: &mut Random| random.pick(people).map(|at| member(*at));
    match trouble {
        Trouble::LongName => {
            room.category = Some(homes.deep.clone());
            room.name = format!(
                "{} {}",
                room.name,
                "🎉 large customers ".repeat(1 + index as usize % 9)
            );
        }
        Trouble::SameName => {
            room.category = Some(homes.plain.clone());
            if let Some(twin) = directory.rooms.iter_mut().last() {
                twin.category = Some(homes.plain.clone());
                room.name = format!("{} ", twin.name.to_uppercase());
            }
        }
        Trouble::NamedLikeCategory => {
            room.category = Some(homes.plain.clone());
            room.name.clone_from(&homes.plain_name);
        }
        Trouble::FederatedMember => {
            room.roles.extend(grant(&people.federated, random));
            room.roles.push(member(people.federated_group));
        }
        Trouble::OnlyFederated => {
            room.roles.clear();
            room.roles.push(member(people.federated_group));
            room.roles
                .extend(people.federated.first().map(|at| manager(*at)));
        }
        Trouble::OwnSettings => {
            room.category = Some(homes.silent.clone());
            room.settings.invite = Some(true);
            room.settings.logged = Some(false);
        }
        Trouble::Disabled => room.disabled = true,
        Trouble::UnknownMember => room.roles.push(member(people.stranger)),
        Trouble::NoManager => room
            .roles
            .iter_mut()
            .for_each(|grant| grant.manager = false),
        Trouble::OutsideScope => {
            room.category = Some(homes.scoped.clone());
            room.roles.extend(grant(&people.outsiders, random));
        }
        Trouble::PresenterNotMember => {
            room.settings.behavior = Some(Behavior::Auditorium);
            room.roles.retain(|grant| grant.manager);
            room.roles
                .extend(grant(&people.ordinary, random).map(|grant| Grant {
                    member: false,
                    presenter: true,
                    ..grant
                }));
        }
        Trouble::Topic => room.topic = format!("Week {}: <draft> & review", index % 52 + 1),
        Trouble::LongDescription => room.description = "All about everything. ".repeat(14),
        Trouble::UnknownCategory => room.category = Some(UNKNOWN_CATEGORY.into()),
        Trouble::BelowRoot => room.category = Some("1".into()),
        Trouble::InvalidText => room.description = "Copied from a terminal:\u{8}\u{8} done".into(),
        Trouble::UnknownParts => {}
        Trouble::UnknownValue => {
            room.settings.visibility = None;
            room.settings.unclear.visibility = Some("9".into());
        }
        Trouble::DisabledMembers => room.roles.extend(grant(&people.disabled, random)),
        Trouble::NoCategory => room.category = None,
    }
}
