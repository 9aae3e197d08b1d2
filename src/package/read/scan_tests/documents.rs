//! Well-formed packages of every shape, with everything in them that a search for `<Message` could trip over.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const BLANKS: &[&str] = &["", "", " ", "\n\t", "\r\n"];
const TEXTS: &[&str] = &[
    "a",
    " b c ",
    "&amp;",
    "&lt;Message id=&quot;1&quot;&gt;",
    "&#233;",
    "&#x1F600;",
    "日本語",
    "мир",
    "😀",
    "e\u{301}",
    "\n",
    "]]",
    ">",
    "'",
    "\"",
    "--",
    "&unknown;",
    "&#8;",
    "Message ",
    ":Message ",
    "",
];
const ASIDES: &[&str] = &[
    "<![CDATA[<Message id=\"9\">x</Message>]]>",
    "<![CDATA[</ChatRoom> ]] > ]>]]>",
    "<![CDATA[ ]> </Message> <Message ]]>",
    "<!-- -> -- > </Message> <Message -->",
    "<?x > </Message> <Message ?>",
    "<![CDATA[]]>",
    "<!-- <Message id='8'/> don't -->",
    "<!-- </Message> \" ' -->",
    "<!---->",
    "<?php echo '<Message>' ?>",
    "<?x </Message>?>",
];
const VALUES: &[&str] = &[
    "5",
    "42",
    "",
    " 7 ",
    "&amp;",
    "&#65;",
    "日",
    "a>b",
    "/",
    "=",
    "/>",
    "&apos;&quot;",
    "&x",
    "]]>",
];
const PROLOGS: &[&str] = &[
    "",
    "<?xml version=\"1.0\"?>\n",
    "<?xml version='1.0' standalone='yes' ?><!-- <Message> -->",
    "<!DOCTYPE Pool [<!-- don't --> <!ENTITY a \"<Message>]>\"> <?x ' ?>]>\n",
    "<!DOCTYPE Pool SYSTEM \"a>b\">",
];
const MESSAGE_FIELDS: &[&str] = &[
    "id",
    "date",
    "userId",
    "isAlert",
    "channelId",
    "Content",
    "Rtf",
];

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(texts).prop_map(str::to_owned)
}

fn joined(parts: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    vec(parts, 0..=most).prop_map(|parts| parts.concat())
}

/// Text of an element, without elements in it.
fn content() -> impl Strategy<Value = String> {
    joined(prop_oneof![4 => one_of(TEXTS), 1 => one_of(ASIDES)], 5)
}

/// What may stand between elements and means nothing.
fn between() -> impl Strategy<Value = String> {
    prop_oneof![4 => one_of(BLANKS), 1 => one_of(ASIDES), 1 => one_of(TEXTS)]
}

fn attribute(name: &'static str) -> impl Strategy<Value = String> {
    let value = joined(one_of(VALUES), 2);
    let quote = prop_oneof![Just("\""), Just("'")];
    (value, quote, one_of(BLANKS), one_of(BLANKS))
        .prop_map(move |(value, quote, a, b)| format!(" {a}{name}{b}={a}{quote}{value}{quote}"))
}

/// Some of these attributes, in any order.
fn attributes(names: &[&'static str], most: usize) -> impl Strategy<Value = String> + use<> {
    Just(names.to_vec())
        .prop_shuffle()
        .prop_flat_map(move |names| {
            names
                .into_iter()
                .take(most)
                .map(|name| attribute(name).boxed())
                .collect::<Vec<_>>()
        })
        .prop_map(|attributes| attributes.concat())
}

fn element(
    name: String,
    attributes: impl Strategy<Value = String>,
    inside: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    let shape = (any::<bool>(), one_of(BLANKS));
    (attributes, inside, shape).prop_map(move |(attributes, inside, (empty, blank))| {
        if empty && inside.is_empty() {
            format!("<{name}{attributes}{blank}/>")
        } else {
            format!("<{name}{attributes}{blank}>{inside}</{name}{blank}>")
        }
    })
}

fn field(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let unknown = attributes(&["xml:space", "kind", "xsi:nil"], 1);
    let nested = prop_oneof![
        6 => content(),
        1 => content().prop_map(|text| format!("{text}<b at='>'>{text}<Message>{text}</Message></b>")),
    ];
    (select(names), unknown, nested).prop_flat_map(|(name, attributes, text)| {
        let prefix = prop_oneof![4 => Just(""), 1 => Just("p:")];
        prefix.prop_flat_map(move |prefix| {
            element(
                format!("{prefix}{name}"),
                Just(attributes.clone()),
                Just(text.clone()),
            )
        })
    })
}

/// A message with some of its fields as attributes, some as children.
pub fn message() -> impl Strategy<Value = String> {
    let names = [
        MESSAGE_FIELDS,
        &["xmlns", "xmlns:id", "p:id", "other", "xml:lang"],
    ]
    .concat();
    let inside = prop_oneof![
        3 => field(MESSAGE_FIELDS),
        1 => field(&["Other", "Extra"]),
        2 => between(),
    ];
    let prefix = prop_oneof![6 => Just(""), 1 => Just("p:"), 1 => Just("日本:")];
    (prefix, 0..6_usize).prop_flat_map(move |(prefix, most)| {
        element(
            format!("{prefix}Message"),
            attributes(&names, most),
            joined(inside.clone(), 5),
        )
    })
}

/// A room with messages and what else a room has, in any order; now and then another room.
fn room() -> impl Strategy<Value = String> {
    let roles =
        "<Roles><Principal id=\"1\" isManager=\"1\"/><Principal id='2'></Principal></Roles>";
    let leaf = prop_oneof![
        4 => message().boxed(),
        2 => between().boxed(),
        2 => field(&["Name", "Desc", "Topic", "id", "Unknown"]).boxed(),
        1 => Just(roles.to_owned()).boxed(),
        1 => message().prop_map(|message| format!("<Page>{message}\n{message}</Page>")).boxed(),
    ];
    let of = |inside: BoxedStrategy<String>| {
        let names = ["id", "id", "isDisabled", "Name", "p:id"];
        let start = attributes(&names[1..], 3);
        element("ChatRoom".to_owned(), start, joined(inside, 6))
    };
    let inner = of(leaf.clone().boxed());
    of(prop_oneof![8 => leaf, 1 => inner].boxed())
}

/// A whole member.
pub fn member() -> impl Strategy<Value = String> {
    let list = |name: &'static str| {
        let inside =
            prop_oneof![4 => room().boxed(), 2 => message().boxed(), 1 => between().boxed()];
        element(name.to_owned(), Just(String::new()), joined(inside, 3))
    };
    let hidden =
        room().prop_map(|room| format!("<Message><ChatRooms>{room}</ChatRooms></Message>"));
    let user = "<AdUsers><User principalId=\"5\"><Uri>sip:user5@contoso.com</Uri></User></AdUsers>";
    let parts = prop_oneof![
        3 => list("ChatRooms").boxed(),
        3 => list("ChatMessages").boxed(),
        1 => list("Category").boxed(),
        1 => list("Other").boxed(),
        1 => hidden.boxed(),
        1 => Just(user.to_owned()).boxed(),
        1 => between().boxed(),
    ];
    let pool = prop_oneof![4 => Just("Pool"), 1 => Just("p:Pool"), 1 => Just("Lake")];
    let end = prop_oneof![Just(""), Just("\n<!-- <Message> -->\n")];
    (one_of(PROLOGS), pool, joined(parts, 4), end)
        .prop_map(|(prolog, pool, inside, end)| format!("{prolog}<{pool}>{inside}</{pool}>{end}"))
}
