//! The promise that twenty rooms and twenty users are enough for every trouble.

use super::Plan;
use super::messages::{History, Kind, Message, Time, UNKNOWN_ROOM};
use super::pool::Pool;
use crate::directory::{
    Collation, FinalName, Parent, PoolNames, Principal, PrincipalKind, Room, utf16_len,
};

fn smallest() -> Plan {
    Plan {
        rooms: 20,
        users: 20,
        messages: 1_000,
        seed: 3,
        ..Plan::default()
    }
}

#[test]
fn names_are_too_long_and_clash() {
    let pool = Pool::new(&smallest());
    let names = PoolNames::new(&pool.directory, " ", &Collation::default(), None);
    let too_long = |from: Option<usize>| {
        names
            .categories
            .iter()
            .any(|name| name.flat.too_long_from_separator() == from)
    };
    assert!(too_long(Some(0)), "with any separator");
    assert!(too_long(Some(1)), "with a separator of one unit");
    assert!(names.rooms.iter().any(|name| name.flat.is_too_long()));
    let clash = |names: &[FinalName], kind: &str| {
        names
            .iter()
            .any(|name| name.clashes.iter().any(|(other, _)| *other == kind))
    };
    assert!(clash(&names.rooms, "room"));
    assert!(clash(&names.rooms, "category"));
    assert!(clash(&names.categories, "category"));
    assert!(clash(&names.addins, "addin"));
}

#[test]
fn the_tree_is_damaged() {
    let pool = Pool::new(&smallest());
    let tree = pool.directory.tree();
    let chains = || {
        pool.directory
            .categories
            .iter()
            .map(|category| tree.chain(category))
    };
    assert!(chains().any(|chain| chain.cyclic));
    assert!(chains().any(|chain| chain.categories.len() == 4));
    let above = |room: &Room, test: fn(Parent<'_>) -> bool| {
        pool.directory
            .room(&room.id)
            .is_some_and(|room| test(tree.category_of(room)))
    };
    let some_room = |test| pool.directory.rooms.iter().any(|room| above(room, test));
    assert!(some_room(|parent| matches!(parent, Parent::Root)));
    assert!(some_room(|parent| matches!(parent, Parent::Unnamed)));
    assert!(some_room(|parent| matches!(parent, Parent::Missing(_))));
    let silent = |room: &&Room| match tree.category_of(room) {
        Parent::Category(above) => {
            tree.inherited(|it| it.settings.invite).value(above) == Some(false)
                && room.settings.invite == Some(true)
        }
        _ => false,
    };
    assert!(pool.directory.rooms.iter().any(|room| silent(&room)));
    let unkept = |room: &&Room| match tree.category_of(room) {
        Parent::Category(above) => {
            tree.inherited(|it| it.settings.logged).value(above) == Some(true)
                && room.settings.logged == Some(false)
        }
        _ => false,
    };
    assert!(pool.directory.rooms.iter().any(|room| unkept(&room)));
}

#[test]
fn people_are_in_trouble() {
    let pool = Pool::new(&smallest());
    let principals = &pool.directory.principals;
    let some =
        |test: fn(&Principal) -> bool| principals.iter().any(|(_, principal)| test(principal));
    assert!(some(|principal| principal.kind == PrincipalKind::System));
    assert!(some(
        |principal| principal.kind == PrincipalKind::FederatedUser
    ));
    assert!(some(
        |principal| principal.kind == PrincipalKind::FederatedGroup
    ));
    assert!(some(|principal| principal.disabled));
    assert!(some(|principal| principal
        .ad_path
        .ends_with("DC=fabrikam,DC=com")));
    let twice = |field: fn(&Principal) -> &str| {
        let mut all: Vec<String> = (principals.iter())
            .map(|(_, principal)| field(principal).to_lowercase())
            .filter(|text| !text.is_empty())
            .collect();
        let count = all.len();
        all.sort();
        all.dedup();
        all.len() < count
    };
    assert!(twice(|principal| &principal.uri));
    assert!(twice(|principal| &principal.user_principal_name));

    let rooms = &pool.directory.rooms;
    let federated = |room: &Room| {
        let mut roles = room
            .roles
            .iter()
            .map(|grant| principals.get(grant.principal));
        roles.all(|principal| principal.is_some_and(|principal| principal.kind.is_federated()))
    };
    assert!(
        rooms
            .iter()
            .any(|room| !room.roles.is_empty() && federated(room))
    );
    let roles = || rooms.iter().flat_map(|room| &room.roles);
    assert!(roles().any(|grant| principals.get(grant.principal).is_none()));
    assert!(roles().any(|grant| {
        principals
            .get(grant.principal)
            .is_some_and(|it| it.disabled)
    }));
    assert!(roles().any(|grant| grant.presenter && !grant.member));
    assert!(
        rooms
            .iter()
            .any(|room| room.roles.iter().all(|grant| !grant.manager))
    );
    assert!(rooms.iter().any(|room| room.disabled));
    assert!(rooms.iter().any(|room| !room.topic.is_empty()));
    assert!(rooms.iter().any(|room| utf16_len(&room.description) > 256));
    assert!(rooms.iter().any(|room| room.description.contains('\u{8}')));
}

#[test]
fn the_history_is_in_trouble() {
    let plan = smallest();
    let pool = Pool::new(&plan);
    let history = History::new(&pool, plan.seed, plan.messages);
    let messages: Vec<Message> = history
        .rooms()
        .flat_map(|room| history.of_room(room))
        .collect();
    let some = |test: &dyn Fn(&Message) -> bool| messages.iter().any(test);
    for kind in [
        Kind::Lines,
        Kind::WindowsLines,
        Kind::File,
        Kind::Rtf,
        Kind::Forbidden,
        Kind::UnknownParts,
    ] {
        assert!(some(&|message| message.kind == kind), "{kind:?}");
    }
    assert!(some(&|message| message.alert));
    assert!(some(&|message| matches!(message.time, Time::Unreadable(_))));
    let implausible = |message: &Message| matches!(message.time, Time::At(at) if at.year() < 2004);
    assert!(some(&implausible));
    assert!(some(&|message| message.author == pool.stranger));
    assert!(some(
        &|message| history.room_id(message.room) == UNKNOWN_ROOM
    ));
    let repeats = |pair: &[Message]| pair[0].room == pair[1].room && pair[0].id == pair[1].id;
    assert!(messages.windows(2).any(repeats));
    let ascends = |pair: &[Message]| pair[0].room != pair[1].room || pair[0].sent < pair[1].sent;
    assert!(messages.windows(2).all(ascends));
    assert!(history.by_time().is_sorted_by_key(|message| message.sent));
}
