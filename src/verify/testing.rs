//! A small pool as a package of one member, and what comparing two of them says.

use super::{
    Counts, Difference, Listing, Matching, Pairs, Search, Side, Suspects, list, pool, rooms,
};
use crate::directory::{Collation, Directory};
use crate::migration::ReadOptions;
use crate::package::read_member;
use crate::reading::{MessageDigests, NoSurvey, Reading, Survey};
use crate::rules::Value;
use crate::time::Ticks;

pub(super) const POOL: &str = r#"<Pool>
<AdUsers>
<User principalId="10" guid="AA-10" type="5"><Uri>sip:user10@contoso.com</Uri><Name>User 10</Name></User>
<User principalId="11" type="5"><Uri>sip:user11@contoso.com</Uri><Name>User 11</Name></User>
<User principalId="12" type="7" disabled="1"><Uri>sip:user12@litware.com</Uri></User>
</AdUsers>
<AdGroups><Group principalId="20" type="9"><Name>Traders</Name><ADPath>CN=Traders,DC=contoso,DC=com</ADPath></Group></AdGroups>
<AdAffiliations><User id="10"><Groups><Group id="10"/><Group id="20"/></Groups></User></AdAffiliations>
<Categories>
<Category id="1" parentId="1"><Name>Contoso</Name><Roles><Principal id="10" isManager="1"/></Roles></Category>
<Category id="2" guid="CC-2" parentId="1" invite="1" logged="1"><Name>Sales</Name><Desc>Selling</Desc><Roles><Principal id="11" isCreator="1"/></Roles><Scope><Principal id="20"/><Principal id="12" isDenied="1"/></Scope></Category>
</Categories>
<ChatRooms>
<ChatRoom id="57" guid="BB-57" parentId="2" visibility="3" behavior="4" addinId="A1"><Name>News</Name><Desc/><Roles><Principal id="10" isManager="1" isMember="1"/><Principal id="20" isMember="1"/><Principal id="12" isMember="1"/></Roles><Topic>Today</Topic></ChatRoom>
<ChatRoom id="58" parentId="2" isDisabled="1" invite="0" behavior="5"><Name>Desk</Name><Roles><Principal id="11" isPresenter="1"/></Roles></ChatRoom>
</ChatRooms>
<Addins><Addin id="A1"><Name>Prices</Name><Url>https://prices.contoso.com/</Url></Addin></Addins>
<ChatMessages>
<ChatRoom id="57">
<Message id="1" date="2011-03-01T08:00:00Z" userId="10"><Content>Good morning</Content></Message>
<Message id="2" date="2011-03-01T08:00:05Z" userId="11" isAlert="1"><Content>Morning</Content><Rtf>{\b Morning}</Rtf></Message>
<Message id="3" date="2011-03-01T08:00:05Z" userId="12"><Content>Hello</Content></Message>
</ChatRoom>
<ChatRoom id="58"><Message id="1" date="2012-06-30T17:45:00Z" userId="11"><Content>Closing</Content></Message></ChatRoom>
</ChatMessages>
</Pool>"#;

/// The pool as a target might export it after the import: other ids, no topic, no federated users, room settings as
/// documented, addresses in another case, and a room and a user of its own.
pub(super) const IMPORTED: &str = r#"<Pool>
<AdUsers>
<User principalId="910" guid="{aa-10}" type="5"><Uri>sip:user10@fabrikam.com</Uri><Name>user10</Name></User>
<User principalId="911" guid="AA-11" type="5"><Uri>SIP:USER11@contoso.com</Uri><Name>user11</Name></User>
<User principalId="912" type="5" disabled="1"><Uri>sip:user12@litware.com</Uri></User>
<User principalId="913" type="5"><Uri>sip:user13@fabrikam.com</Uri></User>
</AdUsers>
<AdGroups><Group principalId="920" type="9"><Name>Traders</Name><ADPath>cn=traders,dc=contoso,dc=com</ADPath></Group></AdGroups>
<Categories>
<Category id="1" parentId="1"><Name>Target</Name></Category>
<Category id="902" parentId="1" invite="1" logged="1" filePost="0"><Name>Sales</Name><Desc>Selling</Desc><Roles><Principal id="911" isCreator="1"/></Roles><Scope><Principal id="920"/><Principal id="912" isDenied="1"/></Scope></Category>
</Categories>
<ChatRooms>
<ChatRoom id="957" guid="bb-57" parentId="902" visibility="3" behavior="4" addinId="A9"><Name>News</Name><Roles><Principal id="912" isMember="1"/><Principal id="910" isManager="1" isMember="1"/><Principal id="920" isMember="1"/></Roles></ChatRoom>
<ChatRoom id="958" parentId="902" isDisabled="1" invite="0" behavior="5" visibility="3"><Name>Desk</Name><Roles><Principal id="911" isPresenter="1"/></Roles></ChatRoom>
<ChatRoom id="959" parentId="902"><Name>Target's own</Name></ChatRoom>
</ChatRooms>
<Addins><Addin id="A9"><Name>Prices</Name><Url>https://prices.contoso.com/</Url></Addin></Addins>
<ChatMessages>
<ChatRoom id="957">
<Message id="71" date="634345632000000000" userId="910"><Content>Good morning</Content></Message>
<Message id="72" date="634345632050000000" userId="911" isAlert="1"><Content>Morning</Content><Rtf>{\b Morning}</Rtf></Message>
<Message id="73" date="634345632050000000" userId="912"><Content>Hello</Content></Message>
</ChatRoom>
<ChatRoom id="958"><Message id="74" date="634766751000000000" userId="911"><Content>Closing</Content></Message></ChatRoom>
<ChatRoom id="959"><Message id="75" date="634766751000000000" userId="911"><Content>Hi</Content></Message></ChatRoom>
</ChatMessages>
</Pool>"#;

pub(super) fn read<S: Survey>(pool: &str, survey: &S) -> Reading<S::Total> {
    let options = ReadOptions {
        ..ReadOptions::default()
    };
    let reader = std::io::Cursor::new(pool.to_owned().into_bytes());
    let reading = read_member("Pool.xml", reader, options.of_package(), survey).unwrap();
    assert_eq!(reading.skipped.count, 0, "{:?}", reading.skipped);
    assert_eq!(reading.unclaimed, []);
    reading
}

fn directory(pool: &str) -> Directory {
    read(pool, &NoSurvey).directory
}

/// The same pool with one place written otherwise.
pub(super) fn edit(pool: &str, from: &str, to: &str) -> String {
    assert_eq!(pool.matches(from).count(), 1, "{from:?} once");
    pool.replace(from, to)
}

/// What differs apart from the messages, one line each, and how much was compared.
pub(super) fn compare(expected: &str, found: &str, matching: Matching) -> (Vec<String>, Counts) {
    let (expected, found) = (directory(expected), directory(found));
    let pairs = Pairs::new(&expected, &found, matching, &Collation::default());
    let (differences, counts) = pool(&pairs);
    (lines(&differences), counts)
}

/// What the digests and the search say of the messages.
pub(super) struct Searched {
    pub rooms: Vec<String>,
    pub messages: Vec<String>,
    pub compared: u64,
    pub listing: Listing,
}

pub(super) fn search(expected: &str, found: &str, matching: Matching) -> Searched {
    search_since(expected, found, matching, None)
}

pub(super) fn search_since(
    expected: &str,
    found: &str,
    matching: Matching,
    since: Option<Ticks>,
) -> Searched {
    let imported = matching == Matching::Imported;
    let digests = MessageDigests { since, imported };
    let here = read(expected, &digests);
    let there = read(
        found,
        &MessageDigests {
            since: None,
            imported,
        },
    );
    let pairs = Pairs::new(
        &here.directory,
        &there.directory,
        matching,
        &Collation::default(),
    );
    let compared = rooms(&pairs, &here.total, &there.total);
    let search = Search::new(&pairs, &compared.suspects, digests);
    let sums = [Side::Expected, Side::Found].map(|side| search.sums(side));
    read(expected, &sums[0]);
    read(found, &sums[1]);
    let [of_expected, of_found] = sums;
    let suspects = Suspects::new(of_expected, of_found);
    let kept = |side, pool| read(pool, &search.collector(side, &suspects)).total;
    let (here, there) = (kept(Side::Expected, expected), kept(Side::Found, found));
    let listing = list(&search, &suspects, here, there);
    Searched {
        rooms: lines(&compared.differences),
        messages: lines(&listing.differences),
        compared: compared.messages,
        listing,
    }
}

/// `room 57 name: News -> Novelties`; of a message `message 57/3 ...`.
fn lines(differences: &[Difference]) -> Vec<String> {
    let line = |it: &Difference| {
        let (kind, id) = (it.object.kind.word(), &it.object.id);
        let room = it
            .room
            .as_ref()
            .map_or(String::new(), |room| format!("{room}/"));
        let (expected, found) = (value(&it.expected), value(&it.found));
        format!("{kind} {room}{id} {}: {expected} -> {found}", it.field)
    };
    differences.iter().map(line).collect()
}

fn value(value: &Value) -> String {
    match value {
        Value::Nothing => "-".to_owned(),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) => format!("[{}]", list.join(" ")),
    }
}
