//! `inspect`: what is in a package and how far it is understood, without any content.

use insta::assert_snapshot;

use crate::common::Place;
use crate::common::package::Package;

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
    assert_snapshot!(place.pchat("inspect pool.zip").exits(0).text());
}

#[test]
fn the_census_has_paths_and_counts_and_no_content() {
    let place = Place::new();
    place.write("pool.zip", with_strangers().zip());
    let outcome = place.pchat("inspect pool.zip").exits(0);
    let outcome = outcome.prints(&["Pool/ChatRooms/ChatRoom/Pinned/@by"]);
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
