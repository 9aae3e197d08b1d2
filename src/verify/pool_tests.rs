//! Every field of every object is compared, whichever way objects are matched.

use super::Matching::{Imported, SameIds};
use super::testing::{IMPORTED, POOL, compare, edit};
use super::{Counts, Matching, Pairs, pool};
use crate::directory::{Collation, Directory, Room};

#[test]
fn a_pool_is_like_itself() {
    let (differences, counts) = compare(POOL, POOL, SameIds);
    assert_eq!(differences, [""; 0]);
    let expected = Counts {
        categories: 2,
        rooms: 2,
        addins: 1,
        principals: 4,
        roles: 7,
        scopes: 2,
        settings: 20,
        affiliations: 2,
        ..Counts::default()
    };
    assert_eq!(counts, expected);
}

#[test]
fn a_group_among_users_is_no_kind_of_its_own() {
    let pool = r#"<Pool><AdUsers><User principalId="20" type="11"/></AdUsers></Pool>"#;
    assert_eq!(compare(pool, pool, SameIds).0, [""; 0]);
}

#[test]
fn whatever_is_changed_is_a_difference() {
    for (from, to, expected) in [
        ("<Name>News", "<Name>news", "room 57 name: News -> news"),
        (
            "<Desc>Selling",
            "<Desc>Selling ",
            "category 2 description: Selling -> Selling ",
        ),
        ("CC-2", "cc-2", "category 2 guid: CC-2 -> cc-2"),
        (r#" guid="BB-57""#, "", "room 57 guid: BB-57 -> -"),
        (
            r#"id="57" guid="BB-57" parentId="2""#,
            r#"id="57" guid="BB-57" parentId="1""#,
            "room 57 category: 2 -> 1",
        ),
        (
            r#"guid="CC-2" parentId="1""#,
            r#"guid="CC-2""#,
            "category 2 parent: 1 -> -",
        ),
        (r#"isDisabled="1""#, "", "room 58 disabled: true -> false"),
        (r#"invite="0""#, "", "room 58 invite: false -> -"),
        (
            r#"invite="0""#,
            r#"invite="1""#,
            "room 58 invite: false -> true",
        ),
        (
            r#"logged="1""#,
            r#"logged="0""#,
            "category 2 logged: true -> false",
        ),
        (
            r#"invite="0""#,
            r#"invite="0" filePost="0""#,
            "room 58 file_post: - -> false",
        ),
        (
            r#"logged="1""#,
            r#"logged="1" restrictChildCreate="1""#,
            "category 2 restrict_child_create: - -> true",
        ),
        (
            r#"behavior="5""#,
            r#"behavior="4""#,
            "room 58 behavior: auditorium -> normal",
        ),
        (
            r#"visibility="3""#,
            r#"visibility="2""#,
            "room 57 visibility: scope -> private",
        ),
        (r#" addinId="A1""#, "", "room 57 addin: A1 -> -"),
        ("<Topic>Today</Topic>", "", "room 57 topic: Today -> "),
        (
            r#"id="10" isManager="1" isMember"#,
            r#"id="10" isMember"#,
            "room 57 manager: [10] -> -",
        ),
        (
            r#"<Principal id="20" isMember="1"/>"#,
            "",
            "room 57 member: [20] -> -",
        ),
        (
            r#"<Principal id="20" isMember="1"/>"#,
            r#"<Principal id="21" isMember="1"/>"#,
            "room 57 member: [20] -> [21]",
        ),
        (
            r#"isPresenter="1""#,
            r#"isPresenter="1" isMember="1""#,
            "room 58 member: - -> [11]",
        ),
        (r#"isCreator="1""#, "", "category 2 creator: [11] -> -"),
        (r#"<Principal id="20"/>"#, "", "category 2 scope: [20] -> -"),
        (
            r#"isDenied="1""#,
            r#"isDenied="1"/><Principal id="10" isDenied="1""#,
            "category 2 scope_denied: - -> [10]",
        ),
        (
            "https://prices",
            "http://prices",
            "addin A1 url: https://prices.contoso.com/ -> http://prices.contoso.com/",
        ),
        (
            "<Name>User 10",
            "<Name>User 1",
            "principal 10 name: User 10 -> User 1",
        ),
        (
            r#"type="7" disabled="1""#,
            r#"type="7""#,
            "principal 12 disabled: true -> false",
        ),
        (
            r#"type="7""#,
            r#"type="5""#,
            "principal 12 kind: federated-user -> user",
        ),
        (
            "CN=Traders,DC=contoso",
            "CN=traders,DC=contoso",
            "principal 20 ad_path: CN=Traders,DC=contoso,DC=com -> CN=traders,DC=contoso,DC=com",
        ),
        (
            r#"<Group id="20"/>"#,
            "",
            "principal 10 affiliation: [20] -> -",
        ),
        (
            r#"<Group id="20"/>"#,
            r#"<Group id="20"/><Group id="21"/>"#,
            "principal 10 affiliation: - -> [21]",
        ),
    ] {
        let (differences, _) = compare(POOL, &edit(POOL, from, to), SameIds);
        assert_eq!(differences, [expected], "{from} -> {to}");
    }
}

#[test]
fn what_is_missing_or_too_much_is_a_difference() {
    let desk = &POOL[POOL.find(r#"<ChatRoom id="58" parentId"#).unwrap()..];
    let desk = &desk[..desk.find("</ChatRoom>").unwrap() + "</ChatRoom>".len()];
    let addin =
        r#"<Addin id="A1"><Name>Prices</Name><Url>https://prices.contoso.com/</Url></Addin>"#;
    let user = r#"<User principalId="11" type="5"><Uri>sip:user11@contoso.com</Uri><Name>User 11</Name></User>"#;
    for (part, object) in [
        (desk, "room 58"),
        (addin, "addin A1"),
        (user, "principal 11"),
    ] {
        let without = edit(POOL, part, "");
        let (missing, _) = compare(POOL, &without, SameIds);
        assert_eq!(missing, [format!("{object} object: true -> false")]);
        let (added, _) = compare(&without, POOL, SameIds);
        assert_eq!(added, [format!("{object} object: false -> true")]);
    }
    let category = r#"<Category id="3" parentId="1"><Name>Legal</Name></Category></Categories>"#;
    let more = edit(POOL, "</Categories>", category);
    let (missing, _) = compare(&more, POOL, SameIds);
    assert_eq!(missing, ["category 3 object: true -> false"]);
}

#[test]
fn a_kind_of_content_that_is_missing_altogether_is_one_difference() {
    let cut = |from: &str, to: &str| {
        let (start, end) = (POOL.find(from).unwrap(), POOL.find(to).unwrap() + to.len());
        [&POOL[..start], &POOL[end..]].concat()
    };
    for (from, to, kind) in [
        ("<AdUsers>", "</AdUsers>", "users"),
        ("<AdGroups>", "</AdGroups>", "groups"),
        ("<AdAffiliations>", "</AdAffiliations>", "affiliations"),
        ("<Categories>", "</Categories>", "categories"),
        ("<ChatRooms>", "</ChatRooms>", "rooms"),
        ("<Addins>", "</Addins>", "addins"),
    ] {
        let (differences, _) = compare(POOL, &cut(from, to), SameIds);
        assert_eq!(
            differences,
            [format!("member {kind} object: true -> false")]
        );
    }
}

#[test]
fn differences_come_by_kind_and_id() {
    let other = POOL
        .replace("<Name>", "<Name>x ")
        .replace(r#"id="2" guid"#, r#"id="10" guid"#)
        .replace(r#"parentId="2""#, r#"parentId="10""#);
    let renamed = POOL
        .replace(r#"id="2" guid"#, r#"id="10" guid"#)
        .replace(r#"parentId="2""#, r#"parentId="10""#);
    let (differences, _) = compare(&renamed, &other, SameIds);
    let objects: Vec<&str> = (differences.iter())
        .map(|line| line.split(" name").next().unwrap())
        .collect();
    let expected = [
        "category 1",
        "category 10",
        "room 57",
        "room 58",
        "principal 10",
        "principal 11",
        "principal 20",
        "addin A1",
    ];
    assert_eq!(objects, expected);
}

#[test]
fn a_target_may_have_other_ids_and_more_objects() {
    let (differences, counts) = compare(POOL, IMPORTED, Imported);
    assert_eq!(differences, [""; 0]);
    // The root is the target's own; settings that were not made are not compared.
    assert_eq!(
        (counts.categories, counts.rooms, counts.settings),
        (1, 2, 7)
    );
    assert_eq!((counts.roles, counts.scopes, counts.principals), (6, 2, 4));
    assert_eq!(counts.only_in_result, 2);
    // The same compared by id: nothing fits.
    let (differences, _) = compare(POOL, IMPORTED, SameIds);
    assert!(differences.contains(&"room 57 object: true -> false".to_owned()));
}

#[test]
fn after_an_import_every_loss_is_named_by_the_ids_of_both() {
    for (from, to, expected) in [
        // The room is found by its GUID, or else by its name.
        ("<Name>News", "<Name>Other", "room 57 name: News -> Other"),
        (r#" guid="bb-57""#, "", ""),
        ("<Name>Desk", "<Name>Desks", "room 58 object: true -> false"),
        ("<Name>Desk", "<Name>DESK ", "room 58 name: Desk -> DESK "),
        (
            "<Name>Prices",
            "<Name>Price",
            "addin A1 object: true -> false",
        ),
        (
            r#"id="957" guid="bb-57" parentId="902""#,
            r#"id="957" parentId="1""#,
            "room 57 category: 2 -> 1",
        ),
        (r#" isCreator="1""#, "", "category 2 creator: [11] -> -"),
        (
            r#"id="910" isManager="1" isMember="1"/>"#,
            r#"id="910" isMember="1"/><Principal id="913" isManager="1"/>"#,
            "room 57 manager: [10] -> [913]",
        ),
        (
            r#"<Principal id="920"/>"#,
            "",
            "category 2 scope: [20] -> -",
        ),
        (r#" invite="0""#, "", "room 58 invite: false -> -"),
        (
            r#"addinId="A9""#,
            r#"invite="0" addinId="A9""#,
            "room 57 invite: - -> false",
        ),
        (
            r#"logged="1""#,
            r#"logged="0""#,
            "category 2 logged: true -> false",
        ),
        (
            r#"type="5" disabled="1""#,
            r#"type="5""#,
            "principal 12 disabled: true -> false",
        ),
        (
            "SIP:USER11@",
            "sip:user14@",
            "principal 11 object: true -> false",
        ),
        (
            "cn=traders",
            "cn=others",
            "principal 20 object: true -> false",
        ),
        // What the target reads from the directory service, and what is its own.
        ("<Name>user10", "<Name>Somebody", ""),
        ("<Name>Target<", "<Name>Pool 2<", ""),
        ("<Name>Target's own", "<Name>Another", ""),
    ] {
        let (differences, _) = compare(POOL, &edit(IMPORTED, from, to), Imported);
        let expected: Vec<&str> = Some(expected)
            .filter(|it| !it.is_empty())
            .into_iter()
            .collect();
        // Who is missing is missing wherever he had a role.
        let first = differences
            .iter()
            .filter(|it| !is_consequence(it, &differences));
        assert_eq!(first.collect::<Vec<_>>(), expected, "{from} -> {to}");
    }
}

/// A role, scope or add-in of something that is missing altogether.
fn is_consequence(line: &str, all: &[String]) -> bool {
    let missing = all
        .iter()
        .filter_map(|it| it.strip_suffix(" object: true -> false"));
    let mut ids =
        missing.filter_map(|it| it.strip_prefix("principal ").or(it.strip_prefix("addin ")));
    !line.contains(" object: ")
        && ids.any(|id| line.contains(&format!("[{id}]")) || line.contains(&format!(": {id} ->")))
}

#[test]
fn a_setting_that_is_not_understood_is_compared_as_it_stands() {
    let room = |visibility: Option<&str>| {
        let mut room = Room {
            id: "57".into(),
            name: "News".into(),
            ..Room::default()
        };
        room.settings.unclear.visibility = visibility.map(Into::into);
        let mut directory = Directory::default();
        assert!(directory.add_room(room));
        directory
    };
    let differences = |found: Option<&str>, matching: Matching| {
        let (expected, found) = (room(Some("9")), room(found));
        let differences = pool(&Pairs::new(
            &expected,
            &found,
            matching,
            &Collation::default(),
        ))
        .0;
        let values = differences.into_iter();
        let values = values.map(|it| (it.field, it.expected, it.found));
        values.collect::<Vec<_>>()
    };
    assert_eq!(differences(Some("9"), SameIds), []);
    for found in [Some("8"), None] {
        let expected = ("visibility", "9".into(), found.into());
        assert_eq!(differences(found, SameIds), [expected]);
    }
    // What an import makes of it is not known.
    assert_eq!(differences(None, Imported), []);
}

#[test]
fn roles_of_unknown_ids_cannot_be_matched_after_an_import() {
    let unknown = edit(
        POOL,
        r#"id="11" isPresenter="1""#,
        r#"id="99" isPresenter="1""#,
    );
    let there = edit(IMPORTED, r#"<Principal id="911" isPresenter="1"/>"#, "");
    let also_there = edit(
        IMPORTED,
        r#"id="911" isPresenter"#,
        r#"id="999" isPresenter"#,
    );
    for there in [there, also_there] {
        let (differences, counts) = compare(&unknown, &there, Imported);
        assert_eq!(differences, [""; 0]);
        assert_eq!(counts.of_unknown, 1);
    }
}

#[test]
fn objects_of_one_name_are_matched_in_their_order() {
    let second =
        r#"<Addin id="A2"><Name>prices</Name><Url>https://two.contoso.com/</Url></Addin></Addins>"#;
    let here = edit(POOL, "</Addins>", second);
    let there = edit(IMPORTED, "</Addins>", &second.replace("A2", "A8"));
    assert_eq!(compare(&here, &there, Imported).0, [""; 0]);
    let (differences, _) = compare(&here, IMPORTED, Imported);
    assert_eq!(differences, ["addin A2 object: true -> false"]);
}
