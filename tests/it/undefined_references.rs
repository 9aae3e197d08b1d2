//! References that XML does not define: what an importer would see is unknown, so they are found and counted.

use crate::common::{analyze_with, changed, findings};
use serde_json::json;

#[test]
fn in_messages_they_are_found_by_message() {
    for (text, character, at, count) in [
        ("a&#55357;&#56832;", "U+D83D", 1, 2),
        ("&#xD83D;", "U+D83D", 0, 1),
        ("a&nbsp;b&eacute;", "U+0026", 1, 2),
        ("AT&T", "U+0026", 2, 1),
        ("R & D", "U+0026", 2, 1),
        ("&#x110000;", "U+110000", 0, 1),
        ("&#X41;", "U+0026", 0, 1),
        ("&amp", "U+0026", 0, 1),
        ("<!-- & -->&;", "U+0026", 0, 1),
    ] {
        let messages = changed("ChatMessages.xml", "Closing", text);
        let analysis = analyze_with("ChatMessages.xml", messages, "")
            .exits(0)
            .json();
        let found = findings(&analysis, "invalid-text");
        assert_eq!(found.len(), 1, "{text}");
        let details = &found[0]["details"];
        assert_eq!(
            [
                &details["case"],
                &details["character"],
                &details["at"],
                &details["count"]
            ],
            [
                &json!("message"),
                &json!(character),
                &json!(at),
                &json!(count)
            ],
            "{text}"
        );
    }
    for text in [
        "&amp;&lt;&gt;&quot;&apos;&#65;&#x41;&#128512;",
        "<![CDATA[R & D &nbsp;]]>",
        "<!-- & &nbsp; -->x",
    ] {
        let messages = changed("ChatMessages.xml", "Closing", text);
        let analysis = analyze_with("ChatMessages.xml", messages, "")
            .exits(0)
            .json();
        assert!(findings(&analysis, "invalid-text").is_empty(), "{text}");
    }
}

#[test]
fn elsewhere_they_are_counted_by_their_place() {
    let rooms = changed(
        "ChatRooms.xml",
        "<Name>News",
        "<Name>R &amp; D & News&nbsp;&#xDC00;",
    );
    let rooms = rooms.replacen("isDisabled=\"0\"", "isDisabled=\"0\" note=\"&nbsp;\"", 1);
    let analysis = analyze_with("ChatRooms.xml", rooms, "").exits(0).json();
    let found: Vec<_> = findings(&analysis, "invalid-text")
        .iter()
        .map(|finding| {
            let details = &finding["details"];
            assert_eq!(finding["object"]["id"], "ChatRooms.xml");
            (
                details["case"].clone(),
                details["field"].clone(),
                details["count"].clone(),
            )
        })
        .collect();
    let field = |name: &str| json!(format!("Pool/ChatRooms/ChatRoom/{name}"));
    assert_eq!(
        found,
        [
            (json!("reference"), field("@note"), json!(1)),
            (json!("reference"), field("Name"), json!(3)),
        ]
    );
}
