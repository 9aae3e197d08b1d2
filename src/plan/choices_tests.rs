//! Which decisions are refused, and why.

use super::Action;
use crate::rules::testing::Pool;

fn pool() -> Pool {
    let mut pool = Pool::new();
    pool.user("5");
    pool.category("2", "1", "IT");
    pool.room("10", "2", "News");
    pool.addin("a", "Clock", "https://contoso.com/clock");
    pool.write("97", "96", 1);
    pool
}

fn rename(name: &str) -> Action {
    Action::Rename(name.into())
}

#[test]
fn what_the_input_does_not_have_is_refused() {
    for (object, reason) in [
        ("category 10", "0: the input has no category with the id 10"),
        ("room 2", "0: the input has no room with the id 2"),
        ("room 10 ", "0: the input has no room with the id “10 ”"),
        ("principal 6", "0: the input has no principal with the id 6"),
        ("addin b", "0: the input has no addin with the id b"),
    ] {
        assert_eq!(pool().refuses([("orphan", object, Action::Keep)]), reason);
    }
    for mentioned in ["room 97", "principal 96", "message 1"] {
        let keep = ("orphan", mentioned, Action::Keep);
        assert!(pool().decide([keep]).is_ok(), "{mentioned}");
    }
}

#[test]
fn what_cannot_be_done_to_an_object_is_refused() {
    let exclude = |object| [("orphan", object, Action::Exclude)];
    assert_eq!(
        pool().refuses(exclude("room 97")),
        "0: the input does not describe the room 97, only messages name it"
    );
    assert_eq!(
        pool().refuses(exclude("principal 5")),
        "0: the principal 5 cannot be left out for orphan"
    );
    assert_eq!(
        pool().refuses([("orphan", "room 10", Action::Drop)]),
        "0: the room 10 cannot lose roles for orphan"
    );
    assert_eq!(
        pool().refuses([("long-name", "principal 5", rename("x"))]),
        "0: the principal 5 cannot be renamed for long-name"
    );
    let root = "0: the root category can be neither renamed nor left out";
    assert_eq!(pool().refuses(exclude("category 1")), root);
    let decisions = [("long-name", "category 1", rename("x"))];
    assert_eq!(pool().refuses(decisions), root);
}

#[test]
fn one_object_has_one_name() {
    let twice = |a, b| {
        [
            ("long-name", "room 10", Action::Keep),
            ("long-name", "room 10", rename(a)),
            ("name-conflict", "room 10", rename(b)),
        ]
    };
    assert!(pool().decide(twice("Help", "Help")).is_ok());
    assert_eq!(
        pool().refuses(twice("Help", "help")),
        "2 against 1: it is to be called both “Help” and “help”"
    );
    let blank = [("long-name", "room 10", rename("  "))];
    assert_eq!(pool().refuses(blank), "0: the new name is empty");
}

#[test]
fn a_new_name_is_one_line_that_xml_can_carry() {
    for (name, what) in [
        ("Help\ndesk", "a line break"),
        ("Help\tdesk", "a tab"),
        ("Help\u{7}", "the character U+0007"),
        ("Help\u{fffe}", "the character U+FFFE"),
    ] {
        let reason = format!("0: the new name holds {what}, which a name cannot have");
        assert_eq!(
            pool().refuses([("long-name", "room 10", rename(name))]),
            reason
        );
        // A shorter name may be made of what the input has.
        let mut pool = pool();
        pool.room("11", "2", &format!("{name} and more"));
        assert!(
            pool.decide([("long-name", "room 11", rename(name))])
                .is_ok()
        );
    }
}

#[test]
fn a_scope_that_is_not_known_is_not_applied() {
    let mut pool = pool();
    pool.scope("2", "9", false);
    pool.directory.parts.affiliations = false;
    let drop = [("outside-scope", "room 10", Action::Drop)];
    assert_eq!(
        pool.refuses(drop),
        "0: the input does not tell whom the scope of the room admits"
    );
}
