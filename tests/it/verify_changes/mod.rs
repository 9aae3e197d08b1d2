//! What `verify` sees of small changes of a converted package, one at a time: each is found, or is in the list of what is
//! not looked at in `docs/verify.md`.

mod edits;

use crate::common::Place;
use crate::common::package::Package;
use edits::EDITS;

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
    let page = include_str!("../../../docs/verify.md").split_whitespace();
    let page = page.collect::<Vec<_>>().join(" ");
    assert!(page.contains(&said), "{said}");
}
