//! What `verify` sees of small changes of a converted package, one at a time: each is found, or is in the list of what is
//! not looked at in `docs/verify.md`.

mod common;

use common::Place;
use common::package::Package;

const USERS: &str = "AdUsers.xml";
const GROUPS: &str = "AdGroups.xml";
const AFFILIATIONS: &str = "AdAffiliations.xml";
const CATEGORIES: &str = "Categories.xml";
const ROOMS: &str = "ChatRooms.xml";
const ADDINS: &str = "Addins.xml";
const MESSAGES: &str = "ChatMessages.xml";

/// A pool in which everything is written that can be, with something unknown everywhere.
fn pool() -> Package {
    Package::default()
        .with(USERS, r#"<Pool><AdUsers>
<User principalId="10" guid="AA-10" type="5" disabled="0" sid="S-10"><Uri>sip:user10@contoso.com</Uri><Name>User 10</Name><DisplayName>Ten</DisplayName><CompanyName>Contoso</CompanyName><Email>mail10@contoso.com</Email><ADPath>CN=User 10,DC=contoso,DC=com</ADPath><UserPrincipalName>upn10@contoso.com</UserPrincipalName><Phone>10</Phone></User>
<User principalId="11" guid="AA-11" type="5"><Uri>sip:user11@contoso.com</Uri><Name>User 11</Name><ADPath>CN=User 11,DC=contoso,DC=com</ADPath></User>
<User principalId="12" type="5" disabled="1"><Uri>sip:user12@contoso.com</Uri><Name>User 12</Name><ADPath>CN=User 12,DC=contoso,DC=com</ADPath></User>
</AdUsers></Pool>"#)
        .with(GROUPS, r#"<Pool><AdGroups>
<Group principalId="20" guid="AA-20" type="9" mail="a"><Uri>ma-grp:20@u.g</Uri><Name>Traders</Name><ADPath>CN=Traders,DC=contoso,DC=com</ADPath></Group>
<Group principalId="21" type="9"><Uri>ma-grp:21@u.g</Uri><Name>Brokers</Name><ADPath>CN=Brokers,DC=contoso,DC=com</ADPath></Group>
</AdGroups></Pool>"#)
        .with(AFFILIATIONS, r#"<Pool><AdAffiliations>
<User id="10"><Groups><Group id="20"/><Group id="21"/></Groups></User>
<User id="11"><Groups><Group id="20"/></Groups></User>
</AdAffiliations></Pool>"#)
        .with(CATEGORIES, r#"<Pool><Categories>
<Category id="1" parentId="1" invite="1"><Name>Contoso</Name><Desc/></Category>
<Category id="2" guid="CC-2" parentId="1" invite="1" logged="1" filePost="0" color="red"><Name>Sales</Name><Desc>All of sales</Desc><Roles><Principal id="10" isManager="1"/><Principal id="11" isCreator="1"/></Roles><Scope><Principal id="20"/><Principal id="10"/><Principal id="11"/><Principal id="12" isDenied="1"/></Scope></Category>
<Category id="3" parentId="1" invite="0"><Name>Legal</Name><Desc/></Category>
</Categories></Pool>"#)
        .with(ROOMS, r#"<Pool><ChatRooms>
<ChatRoom id="57" guid="BB-57" parentId="2" isDisabled="0" visibility="3" behavior="4" addinId="A1" color="blue"><Name>News</Name><Desc>What is new</Desc><Topic>Today</Topic><Roles><Principal id="10" isManager="1" isMember="1"/><Principal id="11" isMember="1" isPresenter="1"/></Roles><Pin>7</Pin></ChatRoom>
<ChatRoom id="58" parentId="2" isDisabled="0" behavior="5"><Name>Desk</Name><Desc/><Roles><Principal id="11" isManager="1"/><Principal id="20" isMember="1"/></Roles></ChatRoom>
<ChatRoom id="59" parentId="3" isDisabled="1"><Name>Cases</Name><Desc/><Roles><Principal id="10" isManager="1"/></Roles></ChatRoom>
</ChatRooms></Pool>"#)
        .with(ADDINS, r#"<Pool><Addins>
<Addin id="A1"><Name>Prices</Name><Url>https://prices.contoso.com/</Url></Addin>
<Addin id="A2"><Name>Rates</Name><Url>https://rates.contoso.com/</Url></Addin>
</Addins></Pool>"#)
        .with(MESSAGES, r#"<Pool><ChatMessages>
<ChatRoom id="57"><Message id="1" date="2011-03-01T08:00:00Z" userId="10"><Content>Good morning</Content></Message>
<Message id="2" date="2011-03-01T08:00:05Z" userId="11" isAlert="1" flag="x"><Content>Morning &amp; welcome</Content><Rtf>{\b Morning}</Rtf><Mood>fine</Mood></Message>
<Message id="3" date="2011-03-01T08:00:05Z" userId="12"><Content>Hello</Content></Message></ChatRoom>
<ChatRoom id="58"><Message id="1" date="2012-06-30T17:45:00Z" userId="11"><Content>Closing</Content></Message></ChatRoom>
</ChatMessages></Pool>"#)
        .with("Settings.xml", r#"<Settings><Retention days="90">all</Retention></Settings>"#)
        .with("notes.txt", "Ask the desk.")
}

const FIRST: &str = r#"<Message id="1" date="2011-03-01T08:00:00Z" userId="10"><Content>Good morning</Content></Message>"#;
const THIRD: &str =
    r#"<Message id="3" date="2011-03-01T08:00:05Z" userId="12"><Content>Hello</Content></Message>"#;
const USER_12: &str = r#"<User principalId="12" type="5" disabled="1"><Uri>sip:user12@contoso.com</Uri><Name>User 12</Name><ADPath>CN=User 12,DC=contoso,DC=com</ADPath></User>"#;
const GROUP_21: &str = r#"<Group principalId="21" type="9"><Uri>ma-grp:21@u.g</Uri><Name>Brokers</Name><ADPath>CN=Brokers,DC=contoso,DC=com</ADPath></Group>"#;
const LEGAL: &str =
    r#"<Category id="3" parentId="1" invite="0"><Name>Legal</Name><Desc/></Category>"#;
const CASES: &str = r#"<ChatRoom id="59" parentId="3" isDisabled="1"><Name>Cases</Name><Desc/><Roles><Principal id="10" isManager="1"/></Roles></ChatRoom>"#;
const RATES: &str =
    r#"<Addin id="A2"><Name>Rates</Name><Url>https://rates.contoso.com/</Url></Addin>"#;

/// A member, a place in it, and what stands there instead.
const EDITS: &[(&str, &str, &str)] = &[
    // Users.
    (USERS, "sip:user10@", "sip:user13@"),
    (USERS, "sip:user11@contoso.com", ""),
    (USERS, "<Name>User 10<", "<Name>User 1<"),
    (USERS, "<Name>User 11<", "<Name>USER 11<"),
    (USERS, "<Name>User 11<", "<Name>User 11 <"),
    (
        USERS,
        "<Name>User 11</Name>",
        "<Name>User 11</Name><Name>User 99</Name>",
    ),
    (
        USERS,
        "<Name>User 11</Name>",
        "<FullName>User 11</FullName>",
    ),
    (USERS, ">Ten<", ">Tenth<"),
    (USERS, ">Contoso<", ">Litware<"),
    (USERS, "mail10", "mail11"),
    (USERS, "CN=User 10", "CN=User 11"),
    (USERS, "upn10", "upn11"),
    (USERS, "<Phone>10</Phone>", ""),
    (
        USERS,
        "<Phone>10</Phone>",
        "<Phone>10</Phone><Phone>11</Phone>",
    ),
    (USERS, "<Phone>10<", "<Phone>11<"),
    (USERS, "</Phone>", "</Phone><Fax>1</Fax>"),
    (USERS, r#" sid="S-10""#, ""),
    (USERS, r#"sid="S-10""#, r#"sid="S-11""#),
    (USERS, r#"guid="AA-11""#, r#"guid="AA-11" sid="S-11""#),
    (USERS, r#"guid="AA-11""#, r#"guid="AA-12""#),
    (USERS, r#" guid="AA-11""#, ""),
    (
        USERS,
        r#"guid="AA-11" type="5""#,
        r#"guid="AA-11" type="7""#,
    ),
    (
        USERS,
        r#"guid="AA-11" type="5""#,
        r#"guid="AA-11" type="99""#,
    ),
    (USERS, r#"disabled="0""#, r#"disabled="1""#),
    (USERS, r#"disabled="1""#, r#"disabled="0""#),
    (USERS, r#"disabled="0""#, r#"disabled="maybe""#),
    (USERS, r#"principalId="12""#, r#"principalId="13""#),
    (USERS, USER_12, ""),
    (
        USERS,
        "</AdUsers>",
        r#"<User principalId="13" type="5"><Uri>sip:user13@contoso.com</Uri></User></AdUsers>"#,
    ),
    (
        USERS,
        "</AdUsers>",
        r#"<User principalId="12" type="5"><Uri>sip:other@contoso.com</Uri></User></AdUsers>"#,
    ),
    (USERS, "<AdUsers>", r#"<AdUsers version="2">"#),
    (USERS, "<AdUsers>", "<AdUsers>lost"),
    (USERS, "<Pool>", r#"<Pool version="2">"#),
    // Groups.
    (GROUPS, "<Name>Traders<", "<Name>Trader<"),
    (GROUPS, "CN=Traders", "CN=Others"),
    (GROUPS, "ma-grp:20@", "ma-grp:22@"),
    (GROUPS, r#"guid="AA-20""#, r#"guid="AA-21""#),
    (
        GROUPS,
        r#"guid="AA-20" type="9""#,
        r#"guid="AA-20" type="8""#,
    ),
    (GROUPS, r#" mail="a""#, ""),
    (GROUPS, GROUP_21, ""),
    (GROUPS, r#"principalId="21""#, r#"principalId="22""#),
    (GROUPS, "</AdGroups>", "lost</AdGroups>"),
    // Affiliations.
    (AFFILIATIONS, r#"<Group id="21"/>"#, ""),
    (AFFILIATIONS, r#"<Group id="21"/>"#, r#"<Group id="22"/>"#),
    (
        AFFILIATIONS,
        r#"<Group id="21"/>"#,
        r#"<Group id="21"/><Group id="22"/>"#,
    ),
    (
        AFFILIATIONS,
        r#"<Group id="21"/>"#,
        r#"<Group id="21" nested="1"/>"#,
    ),
    (AFFILIATIONS, r#"<User id="11">"#, r#"<User id="12">"#),
    (
        AFFILIATIONS,
        r#"<User id="11"><Groups><Group id="20"/></Groups></User>"#,
        "",
    ),
    (AFFILIATIONS, "</AdAffiliations>", "lost</AdAffiliations>"),
    // Categories.
    (CATEGORIES, "<Name>Sales<", "<Name>Sale<"),
    (CATEGORIES, "All of sales", "All of Sales"),
    (CATEGORIES, "<Desc>All of sales</Desc>", ""),
    (CATEGORIES, r#"guid="CC-2""#, r#"guid="CC-3""#),
    (
        CATEGORIES,
        r#"id="3" parentId="1""#,
        r#"id="3" parentId="2""#,
    ),
    (CATEGORIES, r#"<Category id="3""#, r#"<Category id="4""#),
    (
        CATEGORIES,
        r#"parentId="1" invite="1" logged"#,
        r#"parentId="1" invite="0" logged"#,
    ),
    (
        CATEGORIES,
        r#"parentId="1" invite="1" logged"#,
        r#"parentId="1" logged"#,
    ),
    (
        CATEGORIES,
        r#"parentId="1" invite="1" logged"#,
        r#"parentId="1" invite="x" logged"#,
    ),
    (CATEGORIES, r#"logged="1""#, r#"logged="0""#),
    (CATEGORIES, r#" logged="1""#, ""),
    (CATEGORIES, r#"filePost="0""#, r#"filePost="1""#),
    (CATEGORIES, r#"color="red""#, r#"color="blue""#),
    (CATEGORIES, r#" color="red""#, ""),
    (
        CATEGORIES,
        r#"filePost="0""#,
        r#"filePost="0" behavior="5""#,
    ),
    (
        CATEGORIES,
        r#"filePost="0""#,
        r#"filePost="0" visibility="3""#,
    ),
    (
        CATEGORIES,
        r#"filePost="0""#,
        r#"filePost="0" roleDefinerId="1""#,
    ),
    (
        CATEGORIES,
        r#"filePost="0""#,
        r#"filePost="0" overrideMember="1""#,
    ),
    (
        CATEGORIES,
        r#"filePost="0""#,
        r#"filePost="0" restrictChildCreate="1""#,
    ),
    (CATEGORIES, r#"<Principal id="10" isManager="1"/>"#, ""),
    (
        CATEGORIES,
        r#"<Principal id="10" isManager="1"/>"#,
        r#"<Principal id="11" isManager="1"/>"#,
    ),
    (CATEGORIES, r#" isCreator="1""#, r#" isManager="1""#),
    (
        CATEGORIES,
        r#"isCreator="1""#,
        r#"isCreator="1" isAuditor="1""#,
    ),
    (CATEGORIES, r#"isCreator="1""#, r#"isCreator="perhaps""#),
    (CATEGORIES, r#"<Principal id="20"/>"#, ""),
    (
        CATEGORIES,
        r#"<Principal id="20"/>"#,
        r#"<Principal id="20"/><Principal id="21"/>"#,
    ),
    (CATEGORIES, r#" isDenied="1""#, ""),
    (
        CATEGORIES,
        r#"<Principal id="20"/>"#,
        r#"<Principal id="20" isDenied="1"/>"#,
    ),
    (CATEGORIES, LEGAL, ""),
    (
        CATEGORIES,
        "</Categories>",
        r#"<Category id="5" parentId="1"><Name>New</Name></Category></Categories>"#,
    ),
    (CATEGORIES, "</Categories>", "lost</Categories>"),
    (
        CATEGORIES,
        "<Name>Legal</Name>",
        "<Name>Legal</Name><Owner>10</Owner>",
    ),
    (
        CATEGORIES,
        "<Name>Legal</Name>",
        "<Name>Legal</Name><Name>Other</Name>",
    ),
    // Rooms.
    (ROOMS, "<Name>News<", "<Name>New<"),
    (ROOMS, "<Name>News<", "<Name>Novelties<"),
    (ROOMS, "What is new", "What was new"),
    (ROOMS, "<Desc>What is new</Desc>", "<Desc/>"),
    (ROOMS, "<Topic>Today</Topic>", ""),
    (ROOMS, "Today", "Tomorrow"),
    (
        ROOMS,
        "<Topic>Today</Topic>",
        "<Topic>Today</Topic><Topic>Tomorrow</Topic>",
    ),
    (ROOMS, "<Topic>Today</Topic>", "<Subject>Today</Subject>"),
    (ROOMS, r#"guid="BB-57""#, r#"guid="BB-58""#),
    (ROOMS, r#" guid="BB-57""#, ""),
    (
        ROOMS,
        r#"id="57" guid="BB-57" parentId="2""#,
        r#"id="57" guid="BB-57" parentId="3""#,
    ),
    (ROOMS, r#"<ChatRoom id="59""#, r#"<ChatRoom id="60""#),
    (ROOMS, r#"isDisabled="1""#, r#"isDisabled="0""#),
    (ROOMS, r#" isDisabled="1""#, ""),
    (ROOMS, r#" visibility="3""#, r#" invite="0" visibility="3""#),
    (ROOMS, r#" visibility="3""#, ""),
    (ROOMS, r#"visibility="3""#, r#"visibility="2""#),
    (ROOMS, r#"visibility="3""#, r#"visibility="77""#),
    (ROOMS, r#"behavior="4""#, r#"behavior="5""#),
    (ROOMS, r#" addinId="A1""#, ""),
    (ROOMS, r#"addinId="A1""#, r#"addinId="A2""#),
    (ROOMS, r#"color="blue""#, r#"color="red""#),
    (ROOMS, r#"color="blue""#, r#"color="blue" size="1""#),
    (ROOMS, "<Pin>7</Pin>", ""),
    (ROOMS, "<Pin>7<", "<Pin>8<"),
    (ROOMS, "<Pin>7</Pin>", "<Pin>7<Deep/></Pin>"),
    (
        ROOMS,
        r#"<Principal id="10" isManager="1" isMember="1"/>"#,
        "",
    ),
    (ROOMS, r#"isManager="1" isMember="1""#, r#"isMember="1""#),
    (ROOMS, r#" isPresenter="1""#, ""),
    (
        ROOMS,
        r#"<Principal id="20" isMember="1"/>"#,
        r#"<Principal id="21" isMember="1"/>"#,
    ),
    (
        ROOMS,
        r#"<Principal id="20" isMember="1"/>"#,
        r#"<Principal id="20" isMember="1" isOwner="1"/>"#,
    ),
    (
        ROOMS,
        r#"<Principal id="20" isMember="1"/>"#,
        r#"<Principal id="20" isMember="1"/><Principal id="21" isMember="1"/>"#,
    ),
    (
        ROOMS,
        r#"<Principal id="20" isMember="1"/>"#,
        r#"<Principal id="20" isMember="0"/>"#,
    ),
    (
        ROOMS,
        r#"<Principal id="20" isMember="1"/>"#,
        r#"<Principal id="20" isMember="2"/>"#,
    ),
    (
        ROOMS,
        "<Pin>",
        r#"<Scope><Principal id="20"/></Scope><Pin>"#,
    ),
    (ROOMS, CASES, ""),
    (
        ROOMS,
        "</ChatRooms>",
        r#"<ChatRoom id="61" parentId="2"><Name>More</Name></ChatRoom></ChatRooms>"#,
    ),
    (
        ROOMS,
        "</ChatRooms>",
        r#"<ChatRoom id="58" parentId="2"><Name>Again</Name></ChatRoom></ChatRooms>"#,
    ),
    (ROOMS, "</ChatRooms>", "lost</ChatRooms>"),
    (ROOMS, "<Name>Desk</Name>", "<Name>Desk</Name>lost"),
    // Add-ins.
    (ADDINS, "<Name>Prices<", "<Name>Price<"),
    (ADDINS, "prices.contoso.com", "prices.litware.com"),
    (ADDINS, r#"id="A2""#, r#"id="A3""#),
    (ADDINS, r#"id="A2""#, r#"id="A2" beta="1""#),
    (ADDINS, RATES, ""),
    (ADDINS, "</Addins>", "lost</Addins>"),
    // Messages.
    (MESSAGES, "Good morning", "Good Morning"),
    (MESSAGES, "Good morning", "Good morning "),
    (MESSAGES, "Good morning", "Good\nmorning"),
    (MESSAGES, "Good morning", ""),
    (MESSAGES, "<Content>Good morning</Content>", ""),
    (MESSAGES, "<Content>Good morning</Content>", "<Content/>"),
    (
        MESSAGES,
        "<Content>Hello</Content>",
        "<Content>Hello</Content><Content>Goodbye</Content>",
    ),
    (
        MESSAGES,
        "<Content>Hello</Content>",
        "<Content>Goodbye</Content><Content>Hello</Content>",
    ),
    (
        MESSAGES,
        "<Content>Hello</Content>",
        r#"<Content kind="1">Hello</Content>"#,
    ),
    (
        MESSAGES,
        "<Content>Hello</Content>",
        "<Content><b>Hello</b></Content>",
    ),
    (MESSAGES, "<Content>Hello</Content>", "<Body>Hello</Body>"),
    (
        MESSAGES,
        "<Content>Hello</Content>",
        "<Content>Hello</Content>lost",
    ),
    (MESSAGES, "&amp;", "and"),
    (MESSAGES, r"{\b Morning}", r"{\i Morning}"),
    (MESSAGES, r"<Rtf>{\b Morning}</Rtf>", ""),
    (
        MESSAGES,
        r"<Rtf>{\b Morning}</Rtf>",
        r"<Rtf>{\b Morning}</Rtf><Rtf>other</Rtf>",
    ),
    (MESSAGES, "08:00:00Z", "08:00:01Z"),
    (MESSAGES, "08:00:00Z", "08:00:00.0000001Z"),
    (MESSAGES, "08:00:00Z", "08:00:00+01:00"),
    (MESSAGES, "08:00:00Z", "08:00:00"),
    (MESSAGES, "2011-03-01T08:00:00Z", "never"),
    (MESSAGES, r#" date="2011-03-01T08:00:00Z""#, ""),
    (
        MESSAGES,
        r#"08:00:00Z" userId="10""#,
        r#"08:00:00Z" userId="11""#,
    ),
    (MESSAGES, r#"08:00:00Z" userId="10""#, r#"08:00:00Z""#),
    (MESSAGES, r#"<Message id="3""#, r#"<Message id="4""#),
    (MESSAGES, r#"<Message id="3""#, "<Message"),
    (MESSAGES, r#" isAlert="1""#, ""),
    (MESSAGES, r#"userId="12""#, r#"userId="12" isAlert="1""#),
    (
        MESSAGES,
        r#"userId="12""#,
        r#"userId="12" isAlert="perhaps""#,
    ),
    (MESSAGES, r#"userId="12""#, r#"userId="12" thread="1""#),
    (MESSAGES, r#"flag="x""#, r#"flag="y""#),
    (MESSAGES, r#" flag="x""#, ""),
    (MESSAGES, "<Mood>fine</Mood>", ""),
    (MESSAGES, "<Mood>fine<", "<Mood>sad<"),
    (
        MESSAGES,
        "<Mood>fine</Mood>",
        "<Mood>fine</Mood><Likes>3</Likes>",
    ),
    (MESSAGES, r#"userId="12""#, r#"userId="12" channelId="58""#),
    (MESSAGES, r#"<ChatRoom id="58">"#, r#"<ChatRoom id="59">"#),
    (
        MESSAGES,
        r#"<ChatRoom id="58">"#,
        r#"<ChatRoom id="58" kept="1">"#,
    ),
    (
        MESSAGES,
        r#"<ChatRoom id="58">"#,
        r#"<ChatRoom id="58">lost"#,
    ),
    (MESSAGES, FIRST, ""),
    (MESSAGES, THIRD, "<Message/>"),
    (
        MESSAGES,
        "</ChatMessages>",
        r#"<ChatRoom id="59"><Message id="1"/></ChatRoom></ChatMessages>"#,
    ),
    (MESSAGES, "</ChatMessages>", "lost</ChatMessages>"),
    (MESSAGES, "</ChatMessages>", "<Archive/></ChatMessages>"),
    // Members that nobody understands.
    ("Settings.xml", r#"days="90""#, r#"days="91""#),
    ("Settings.xml", "<Retention", "<Retentoin"),
    ("notes.txt", "desk", "disk"),
    ("notes.txt", ".", "..."),
];

/// Edits of more than one place.
fn others(pool: &Package) -> Vec<(&'static str, Package)> {
    let text = |name: &str| pool.text(name);
    let swapped = |name: &str, a: &str, b: &str| {
        let swapped = text(name)
            .replace(a, "\u{0}")
            .replace(b, a)
            .replace('\u{0}', b);
        assert_ne!(swapped, text(name));
        pool.clone().with(name, swapped)
    };
    let renamed = |from: &str, to: &str| pool.clone().without(from).with(to, pool.bytes(from));
    let doubled = |name: &str, of: &str| pool.clone().edit(name, of, &of.repeat(2));
    vec![
        (
            "users swap their names",
            swapped(USERS, "User 11", "User 12"),
        ),
        ("rooms swap their names", swapped(ROOMS, ">News<", ">Desk<")),
        (
            "messages swap their authors",
            swapped(MESSAGES, r#"userId="10""#, r#"userId="12""#),
        ),
        (
            "messages swap their texts",
            swapped(MESSAGES, "Good morning", "Hello"),
        ),
        (
            "rooms swap their messages",
            swapped(MESSAGES, r#"<ChatRoom id="57""#, r#"<ChatRoom id="58""#),
        ),
        (
            "messages swap their places",
            swapped(MESSAGES, FIRST, THIRD),
        ),
        ("a message is there twice", doubled(MESSAGES, THIRD)),
        ("a list of users is missing", pool.clone().without(USERS)),
        ("a list of groups is missing", pool.clone().without(GROUPS)),
        (
            "affiliations are missing",
            pool.clone().without(AFFILIATIONS),
        ),
        ("categories are missing", pool.clone().without(CATEGORIES)),
        ("rooms are missing", pool.clone().without(ROOMS)),
        ("add-ins are missing", pool.clone().without(ADDINS)),
        ("messages are missing", pool.clone().without(MESSAGES)),
        ("notes are missing", pool.clone().without("notes.txt")),
        ("settings are missing", pool.clone().without("Settings.xml")),
        (
            "a member is called otherwise",
            renamed(ADDINS, "Extensions.xml"),
        ),
        (
            "a member is in a folder",
            renamed(ROOMS, "old/ChatRooms.xml"),
        ),
        (
            "notes are called otherwise",
            renamed("notes.txt", "note.txt"),
        ),
        (
            "there is one member more",
            pool.clone().with("more.txt", "more"),
        ),
        (
            "there is one list more",
            pool.clone().with("More.xml", "<Pool><Addins/></Pool>"),
        ),
    ]
}

/// What is not looked at without a manifest: the section of that name in `docs/verify.md` says why.
const UNSEEN: &[&str] = &[
    // A field of an object that is written twice, as the import changes a thing here (a topic goes).
    "AdUsers.xml: <Name>User 11</Name> -> <Name>User 11</Name><Name>User 99</Name>",
    // Values of attributes and elements that nobody understands.
    "AdUsers.xml: <Phone>10< -> <Phone>11<",
    r#"AdUsers.xml: sid="S-10" -> sid="S-11""#,
    r#"Categories.xml: color="red" -> color="blue""#,
    "Categories.xml: <Name>Legal</Name> -> <Name>Legal</Name><Name>Other</Name>",
    "ChatRooms.xml: <Topic>Today</Topic> -> <Topic>Today</Topic><Topic>Tomorrow</Topic>",
    r#"ChatRooms.xml: color="blue" -> color="red""#,
    "ChatRooms.xml: <Pin>7< -> <Pin>8<",
    // A value of no known form that means the same.
    r#"ChatMessages.xml: userId="12" -> userId="12" isAlert="perhaps""#,
    r#"ChatMessages.xml: flag="x" -> flag="y""#,
    "ChatMessages.xml: <Mood>fine< -> <Mood>sad<",
    // The order of messages: a note with --thorough.
    "messages swap their places",
];

/// What only `--thorough` sees.
const THOROUGH: &[&str] = &["ChatMessages.xml: 08:00:00Z -> 08:00:00"];

#[test]
fn every_change_is_seen_or_listed() {
    let pool = pool();
    let named = |(member, from, to): &(&str, &str, &str)| {
        (
            format!("{member}: {from} -> {to}"),
            pool.clone().edit(member, from, to),
        )
    };
    let mut changes: Vec<(String, Package)> = EDITS.iter().map(named).collect();
    changes.extend(
        others(&pool)
            .into_iter()
            .map(|(what, it)| (what.to_owned(), it)),
    );
    let place = Place::new();
    place.write("pool.zip", pool.zip());
    place
        .pchat("convert pool.zip -o new.zip --fail-on never")
        .exits(0);
    assert_eq!(
        Package::open(place.read("new.zip")),
        pool,
        "convert changes nothing"
    );
    place.pchat("verify pool.zip new.zip --thorough").exits(0);

    let (mut unseen, mut thorough) = (Vec::new(), Vec::new());
    for (what, changed) in &changes {
        place.write("changed.zip", changed.zip());
        let sees = |options: &str| {
            let outcome = place.pchat(&format!("verify pool.zip {options} --format csv"));
            match outcome.code {
                Some(3..=5) => true,
                Some(0) => false,
                _ => panic!("{what}: {outcome:?}"),
            }
        };
        let seen = sees("changed.zip");
        // In a folder, whose members have no checksums, as well as in a zip.
        if what.starts_with("Settings.xml") || what.starts_with("notes") {
            changed.unpack(&place.path("changed"));
            assert_eq!(sees("changed"), seen, "{what}: folder");
            std::fs::remove_dir_all(place.path("changed")).expect("it is there");
        }
        if !seen {
            match sees("changed.zip --thorough") {
                true => thorough.push(what.as_str()),
                false => unseen.push(what.as_str()),
            }
            // Whatever it is, the manifest knows.
            assert!(sees("changed.zip --manifest new.manifest.json"), "{what}");
        }
    }
    let count = (changes.len(), unseen.len(), thorough.len());
    assert_eq!(unseen, UNSEEN, "{count:?}");
    assert_eq!(thorough, THOROUGH, "{count:?}");
    let (all, seen) = (changes.len(), changes.len() - unseen.len());
    let said = format!(
        "makes {all} small changes of a converted package, one at a time. `verify` sees {} of them with the source alone, \
         {seen} with `--thorough`, and all with the manifest.",
        seen - thorough.len()
    );
    let page = include_str!("../docs/verify.md").split_whitespace();
    let page = page.collect::<Vec<_>>().join(" ");
    assert!(page.contains(&said), "{said}");
}
