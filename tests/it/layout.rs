//! `--layout`: a package that spells its XML otherwise is read by describing it.

use crate::common::package::Package;
use crate::common::{Place, found};

/// The built-in layout, as the binary prints it.
fn built_in(place: &Place) -> String {
    place.pchat("inspect --print-layout").exits(0).text()
}

/// The clean package with other names for everything that the layout of [`foreign_layout`] names otherwise.
fn foreign() -> Package {
    Package::clean()
        .edit("ChatRooms.xml", "<Name>Desk", "<Name>News")
        .map(|name, content| {
            let text = String::from_utf8(content).expect("UTF-8");
            let text = text
                .replace("<ChatRooms>", "<Channels>")
                .replace("</ChatRooms>", "</Channels>")
                .replace("<ChatRoom ", "<Channel ")
                .replace("</ChatRoom>", "</Channel>")
                .replace(" parentId=", " folder=")
                .replace("<Message id=", "<Post number=")
                .replace("</Message>", "</Post>")
                .replace("<Content>", "<Body>")
                .replace("</Content>", "</Body>");
            (name.to_owned(), text.into_bytes())
        })
}

fn foreign_layout(place: &Place) -> String {
    let message = "[message]\n\
        at = [\"Pool/**/Post\"]\n\
        id = [\"number\"]\ndate = [\"date\"]\nauthor = [\"userId\"]\ncontent = [\"Body\"]\n";
    let layout = built_in(place)
        .replace("Pool/**/ChatRooms/**/ChatRoom", "Pool/Channels/Channel")
        .replace(
            "Pool/**/ChatMessages/**/ChatRoom",
            "Pool/ChatMessages/Channel",
        )
        .replace("parent = [\"parentId\"]", "parent = [\"folder\"]")
        .replace("category = [\"parentId\"]", "category = [\"folder\"]");
    let end = layout.find("[message]").expect("the last table");
    format!("{}{message}", &layout[..end])
}

#[test]
fn another_spelling_is_read_with_another_layout() {
    let place = Place::new();
    place.write(
        "usual.zip",
        Package::clean()
            .edit("ChatRooms.xml", "<Name>Desk", "<Name>News")
            .zip(),
    );
    place.write("foreign.zip", foreign().zip());
    place.write("layout.toml", foreign_layout(&place));
    let usual = place
        .pchat("analyze usual.zip --format json")
        .exits(1)
        .json();
    let foreign = place.pchat("analyze foreign.zip --format json --layout layout.toml");
    let foreign = foreign.exits(1).json();
    assert_eq!(foreign["totals"], usual["totals"]);
    assert_eq!(foreign["findings"], usual["findings"]);
    assert_eq!(found(&foreign, "name-conflict"), ["57", "58"]);

    // Without it nothing of the rooms is known, and that is said.
    let says = [
        "the member is called ChatRooms.xml and has no rooms",
        "--layout",
    ];
    place.pchat("analyze foreign.zip").fails(3, &says);
    let without = place
        .pchat("analyze foreign.zip --format json --skip-damaged")
        .exits(4);
    let without = without.says(&["Not in this input: rooms"]).json();
    assert_eq!(without["totals"]["rooms"], 0);
    assert!(found(&without, "not-understood").contains(&"ChatRooms.xml"));
    place
        .pchat("inspect foreign.zip --layout layout.toml")
        .exits(0)
        .prints(&["Everything in it is understood"]);
}

#[test]
fn the_printed_layout_is_the_built_in_one() {
    let place = Place::new();
    place.generate("pool.zip", (20, 20, 1_000), "");
    place.write("layout.toml", built_in(&place));
    let with = place
        .pchat("analyze pool.zip --format json --layout layout.toml")
        .exits(1);
    let without = place.pchat("analyze pool.zip --format json").exits(1);
    assert!(with.stdout == without.stdout);
}

#[test]
fn a_layout_may_leave_things_out() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    place.write(
        "layout.toml",
        "schema = 1\n[room]\nat = [\"Pool/ChatRooms/ChatRoom\"]\nid = [\"id\"]\n",
    );
    let analysis = place
        .pchat("analyze pool.zip --format json --layout layout.toml")
        .exits(0)
        .json();
    assert_eq!(
        (&analysis["totals"]["rooms"], &analysis["totals"]["users"]),
        (&2.into(), &0.into())
    );
}

#[test]
fn a_bad_layout_is_wrong_use_and_its_key_is_named() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    for (text, says) in [
        ("schema = 2\n", "`schema = 1`"),
        ("schema = 1\n[channel]\nat = [\"Pool/X\"]\n", "[channel]"),
        (
            "schema = 1\n[room]\nat = [\"Pool/X\"]\ncolour = [\"colour\"]\n",
            "`colour`",
        ),
        ("schema = 1\n[room.roles]\nat = [\"X\"]\n", "[room]"),
        ("schema = 1\n[user]\nat = \"Pool/X\"\n", "[user] at"),
        ("schema = 1\n[user\n", "line 2"),
    ] {
        place.write("layout.toml", text);
        for command in ["analyze", "inspect"] {
            place
                .pchat(&format!("{command} pool.zip --layout layout.toml"))
                .fails(2, &["layout.toml", says, "--print-layout"]);
        }
    }
    place
        .pchat("analyze pool.zip --layout none.toml")
        .fails(2, &["layout file cannot be read", "none.toml"]);
}
