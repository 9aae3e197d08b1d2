//! What the paths of elements are taken for, and how many of them are told apart.

use super::layout::{Entity, Field, Layout, Part};
use super::paths::{Claim, MORE, PATHS_KEPT, Paths};

fn enter(paths: &mut Paths<'_>, path: &str) -> usize {
    path.split('/').fold(0, |at, name| paths.enter(at, name))
}

#[test]
fn paths_are_claimed_as_the_layout_says() {
    let layout = Layout::built_in();
    let mut paths = Paths::new(&layout);
    for (path, claim) in [
        ("Pool", Claim::Container),
        ("Pool/AdUsers", Claim::Container),
        ("Pool/AdUsers/User", Claim::Entity(Entity::User)),
        ("Pool/AdUsers/User/Uri", Claim::Field(Field::Uri, 0)),
        ("Pool/AdUsers/User/principalId", Claim::Field(Field::Id, 0)),
        ("Pool/AdUsers/User/Shoe", Claim::Unclaimed),
        ("Pool/ChatRooms/Page/ChatRoom", Claim::Entity(Entity::Room)),
        ("Pool/ChatRooms/Page", Claim::Container),
        ("Pool/ChatRooms/ChatRoom/Roles", Claim::Container),
        (
            "Pool/ChatRooms/ChatRoom/Roles/Principal",
            Claim::Part(Part::Roles),
        ),
        (
            "Pool/ChatRooms/ChatRoom/Message",
            Claim::Entity(Entity::Message),
        ),
        (
            "Pool/ChatMessages/ChatRoom",
            Claim::Entity(Entity::MessageRoom),
        ),
        (
            "Pool/ChatMessages/ChatRoom/Message",
            Claim::Entity(Entity::Message),
        ),
        ("Other/AdUsers/User", Claim::Unclaimed),
    ] {
        let at = enter(&mut paths, path);
        assert_eq!(paths.claim(at), claim, "{path}");
    }
    let list = enter(&mut paths, "Pool/AdUsers");
    assert_eq!(paths.announces(list), Some(Entity::User));
}

#[test]
fn the_census_counts_what_nothing_claims() {
    let layout = Layout::built_in();
    let mut paths = Paths::new(&layout);
    let user = enter(&mut paths, "Pool/AdUsers/User");
    assert_eq!(
        paths.attribute(user, "principalId"),
        Claim::Field(Field::Id, 0)
    );
    assert_eq!(paths.attribute(user, "shoe"), Claim::Unclaimed);
    paths.attribute(user, "shoe");
    paths.enter(user, "Hat");
    let unclaimed: Vec<_> = paths.unclaimed().into_iter().collect();
    assert_eq!(
        unclaimed,
        [
            ("Pool/AdUsers/User/@shoe".to_owned(), 2),
            ("Pool/AdUsers/User/Hat".to_owned(), 1)
        ]
    );
}

#[test]
fn what_comes_too_late_for_a_path_of_its_own_is_taken_for_nothing_known() {
    let layout = Layout::built_in();
    let mut paths = Paths::new(&layout);
    let user = enter(&mut paths, "Pool/AdUsers/User");
    for number in 0..2 * PATHS_KEPT {
        paths.enter(0, &format!("e{number}"));
    }
    for number in 0..PATHS_KEPT {
        let at = paths.below(0, &format!("e{number}"));
        let at = paths.enter(at, "below");
        paths.enter(at, "below");
    }
    let late = paths.enter(user, "Shoe");
    assert_eq!(paths.text(late), MORE);
    assert_eq!(paths.claim(late), Claim::Unclaimed);
    assert_eq!(paths.count_of(Entity::User), 1);
}

#[test]
fn endless_new_attributes_share_an_entry_and_known_ones_stay_known() {
    let layout = Layout::built_in();
    let mut paths = Paths::new(&layout);
    let user = enter(&mut paths, "Pool/AdUsers/User");
    for number in 0..PATHS_KEPT + 5 {
        paths.attribute(user, &format!("a{number}"));
    }
    assert_eq!(
        paths.attribute(user, "principalId"),
        Claim::Field(Field::Id, 0)
    );
    let unclaimed = paths.unclaimed();
    assert_eq!(unclaimed["Pool/AdUsers/User/@(more)"], 5);
    assert_eq!(unclaimed.len(), PATHS_KEPT + 1);
}

#[test]
fn endless_new_names_share_an_entry() {
    let layout = Layout::built_in();
    let mut paths = Paths::new(&layout);
    for number in 0..3 * PATHS_KEPT {
        paths.enter(0, &format!("e{number}"));
    }
    assert!(paths.unclaimed().len() <= PATHS_KEPT);
    assert_eq!(paths.elements(), 3 * PATHS_KEPT as u64);
}
