//! `inspect`: what is in a package and how far it is understood, without any content.

mod common;

use common::Place;
use common::package::Package;

/// A clean package and things that no layout names, with a secret in each.
fn with_strangers() -> Package {
    Package::clean()
        .edit(
            "ChatRooms.xml",
            "<Name>News",
            "<Pinned by=\"secret\">secret</Pinned><Name>News",
        )
        .edit(
            "ChatRooms.xml",
            r#"parentId="2" isDisabled="0"><Name>Desk"#,
            r#"parentId="2" isDisabled="secret"><Name>Desk"#,
        )
        .edit(
            "ChatMessages.xml",
            "<Content>Closing",
            "<Reaction>secret</Reaction><Content>Closing",
        )
        .with(
            "Preferences.xml",
            "<Pool><Preferences><Preference>secret</Preference></Preferences></Pool>",
        )
        .with("notes.txt", "secret")
}

#[test]
fn members_are_listed_with_what_they_hold() {
    let place = Place::new();
    place.write("pool.zip", with_strangers().zip());
    let outcome = place
        .pchat("inspect pool.zip")
        .exits(0)
        .prints(&["9 members"]);
    let text = outcome.text();
    for (member, says) in [
        ("AdUsers.xml", ["understood", "2 users", "deflate, UTF-8"]),
        ("AdGroups.xml", ["understood", "1 group", "deflate, UTF-8"]),
        (
            "ChatRooms.xml",
            ["partly understood", "2 rooms", "deflate, UTF-8"],
        ),
        (
            "ChatMessages.xml",
            ["partly understood", "3 messages", "deflate, UTF-8"],
        ),
        ("Preferences.xml", ["not understood", "", "deflate, UTF-8"]),
        ("notes.txt", ["not XML", "", "deflate"]),
    ] {
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(member))
            .unwrap();
        assert!(says.iter().all(|part| line.contains(part)), "{line}");
    }
}

#[test]
fn the_census_has_paths_and_counts_and_no_content() {
    let place = Place::new();
    place.write("pool.zip", with_strangers().zip());
    let outcome = place.pchat("inspect pool.zip").exits(0);
    let outcome = outcome.prints(&[
        "Pool/ChatRooms/ChatRoom/Pinned",
        "Pool/ChatRooms/ChatRoom/Pinned/@by",
        "Pool/Preferences/Preference",
        "Pool/ChatMessages/ChatRoom/Message/Re",
        "the value has no known form",
        "is not XML",
    ]);
    let text = outcome.text();
    for content in ["secret", "News", "morning", "contoso", "User 10"] {
        assert!(!text.contains(content), "{content} in\n{text}");
    }
}

#[test]
fn a_package_that_is_understood_is_said_to_be() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let prints = ["Everything in it is understood.", "pchat analyze pool.zip"];
    place.pchat("inspect pool.zip").exits(0).prints(&prints);
}

#[test]
fn forms_are_told() {
    let place = Place::new();
    place.generate("pool.zip", (5, 5, 50), "utf-16be,deflate64");
    place
        .pchat("inspect pool.zip")
        .exits(0)
        .prints(&["deflate64, UTF-16BE"]);
    place.generate("pool", (5, 5, 50), "utf-16le");
    place
        .pchat("inspect pool")
        .exits(0)
        .prints(&["not compressed, UTF-16LE"]);
}

#[test]
fn the_page_keeps_to_the_width() {
    let place = Place::new();
    place.generate("pool.zip", (20, 20, 1_000), "");
    let text = place.pchat("inspect pool.zip").exits(0).text();
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}
