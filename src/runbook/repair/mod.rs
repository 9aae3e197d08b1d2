//! The lines that repair findings in a Persistent Chat pool, after the import.
//!
//! A Group Chat pool has no cmdlets: there the Group Chat Administration Tool repairs, before the export.

mod cmdlet;

use std::collections::BTreeSet;

use super::found::{Fate, Found, Item, Says};
use crate::directory::{
    Category, Directory, Map, NAME_LIMIT, PrincipalRef, Room, cut_at_word, utf16_len,
};
use crate::plan::Role;
use crate::rules::{Finding, Object, ObjectKind, Value};

pub use cmdlet::{Argument, Cmdlet, MANAGER};

/// A line that repairs something, and for which finding.
#[derive(Clone, Debug)]
pub struct Repair {
    /// The finding's rule.
    pub rule: &'static str,
    /// The finding's object, by its name in the input.
    pub object: Object,
    /// The line.
    pub cmdlet: Cmdlet,
}

const ROOM: &str = "Set-CsPersistentChatRoom";
const CATEGORY: &str = "Set-CsPersistentChatCategory";

/// The rules whose open findings leave it in doubt whether the target has the object, and under which name.
const DOUBTFUL: [&str; 4] = ["long-name", "name-conflict", "target-conflict", "orphan"];

/// Every repair that a cmdlet can make, in the order of the rules, none twice. The objects have the names that they have
/// after the conversion.
pub(super) fn all(found: &Found, before: &Directory, after: &Directory) -> Vec<Repair> {
    let mut seen = BTreeSet::new();
    let mut repairs = Vec::new();
    let doubtful: BTreeSet<(ObjectKind, &str)> = (DOUBTFUL.iter())
        .flat_map(|rule| found.all(rule))
        .filter(|item| item.fate != Fate::Converted)
        .map(|item| (item.object.kind, &*item.object.id))
        .collect();
    let mut rooms_of: Map<PrincipalRef, Vec<u32>> = Map::default();
    for (at, room) in (0..).zip(&after.rooms) {
        for grant in &room.roles {
            let of_it = rooms_of.entry(grant.principal).or_default();
            if of_it.last() != Some(&at) {
                of_it.push(at);
            }
        }
    }
    let pool = Pool {
        before,
        after,
        doubtful: &doubtful,
        rooms_of,
    };
    for item in found.everything() {
        let Says::Finding(finding) = &item.says else {
            continue;
        };
        for cmdlet in pool.cmdlets(finding, item) {
            if seen.insert(cmdlet.line("")) {
                repairs.push(Repair {
                    rule: finding.rule,
                    object: finding.object.clone(),
                    cmdlet,
                });
            }
        }
    }
    repairs
}

/// The pool before and after the conversion.
struct Pool<'a> {
    before: &'a Directory,
    after: &'a Directory,
    /// What is perhaps not in the target, or by another name.
    doubtful: &'a BTreeSet<(ObjectKind, &'a str)>,
    /// The rooms in which each principal has a role, by their places.
    rooms_of: Map<PrincipalRef, Vec<u32>>,
}

impl Pool<'_> {
    /// What repairs this finding. Where something must be known that no input says, and where a name is in doubt, it is
    /// nothing: that is decided before the import.
    fn cmdlets(&self, finding: &Finding, item: &Item) -> Vec<Cmdlet> {
        let is_open = item.fate != Fate::Converted;
        match finding.rule {
            "federated-room" if finding.case() == "others-left" => self.without(finding),
            "federated-room" | "room-without-manager" if is_open => self.with_manager(finding),
            "disabled-room" if is_open => self.closed(finding),
            "topic-lost" => self.with_topic(finding),
            "long-text" if is_open => self.shortened(finding),
            "invitation-mismatch" if is_open => self.inviting(finding),
            "outside-scope" if is_open => self.in_scope(finding),
            "disabled-principal" if is_open => self.without_roles(finding),
            _ => Vec::new(),
        }
    }

    fn is_sure(&self, kind: ObjectKind, id: &str) -> bool {
        !self.doubtful.contains(&(kind, id))
    }

    fn room(&self, finding: &Finding) -> Option<&Room> {
        let object = &finding.object;
        let is_room = object.kind == ObjectKind::Room && self.is_sure(object.kind, &object.id);
        self.after.room(&object.id).filter(|_| is_room)
    }

    fn category(&self, id: &str) -> Option<&Category> {
        let is_sure = self.is_sure(ObjectKind::Category, id);
        self.after.category(id).filter(|_| is_sure)
    }

    /// The principals that a finding names.
    fn named(&self, finding: &Finding) -> Vec<PrincipalRef> {
        let Some(Value::List(ids)) = finding.detail("principals") else {
            return Vec::new();
        };
        let ids = ids.iter();
        ids.filter_map(|id| self.after.principals.find(id))
            .collect()
    }

    /// The room without those that the finding names.
    fn without(&self, finding: &Finding) -> Vec<Cmdlet> {
        let room = self.room(finding);
        room.and_then(|room| self.removal(room, &self.named(finding)))
            .into_iter()
            .collect()
    }

    fn with_manager(&self, finding: &Finding) -> Vec<Cmdlet> {
        let room = self.room(finding).map(|room| {
            let added = [
                ("Managers", Argument::AddManager),
                ("Members", Argument::AddManager),
            ];
            change(room, added.to_vec())
        });
        room.into_iter().collect()
    }

    fn closed(&self, finding: &Finding) -> Vec<Cmdlet> {
        let room = self.room(finding);
        room.map(|room| change(room, vec![("Disabled", Argument::Flag(true))]))
            .into_iter()
            .collect()
    }

    /// The topic in the description, where there is place for it.
    fn with_topic(&self, finding: &Finding) -> Vec<Cmdlet> {
        let (Some(room), Some(source)) = (self.room(finding), self.before.room(&finding.object.id))
        else {
            return Vec::new();
        };
        let (topic, description) = (source.topic.trim(), room.description.trim());
        let both = match description {
            "" => topic.to_owned(),
            description => format!("{description} - {topic}"),
        };
        if utf16_len(&both) > NAME_LIMIT || description.contains(topic) {
            return Vec::new();
        }
        vec![change(room, vec![("Description", Argument::Text(both))])]
    }

    fn shortened(&self, finding: &Finding) -> Vec<Cmdlet> {
        let is_description = finding.detail("field") == Some(&Value::Text("description".into()));
        let short = |text: &str| {
            let short = cut_at_word(text, NAME_LIMIT).to_owned();
            vec![("Description", Argument::Text(short))]
        };
        let object = &finding.object;
        let cmdlet = match object.kind {
            ObjectKind::Room if is_description => self
                .room(finding)
                .map(|room| change(room, short(&room.description))),
            ObjectKind::Category if is_description => {
                self.category(&object.id).map(|category| Cmdlet {
                    name: CATEGORY,
                    object: category.name.clone(),
                    arguments: short(&category.description),
                })
            }
            _ => None,
        };
        cmdlet.into_iter().collect()
    }

    /// First the category, then the room.
    fn inviting(&self, finding: &Finding) -> Vec<Cmdlet> {
        let Some(room) = self.room(finding) else {
            return Vec::new();
        };
        let category = room.category.as_deref();
        let Some(category) = category.and_then(|id| self.category(id)) else {
            return Vec::new();
        };
        let category = Cmdlet {
            name: CATEGORY,
            object: category.name.clone(),
            arguments: vec![("Invitations", Argument::Flag(true))],
        };
        let room = change(room, vec![("Invitations", Argument::Word("Inherit"))]);
        vec![category, room]
    }

    /// Those whom the scope does not admit lose what they could not use; presenters become the members they have to be.
    fn in_scope(&self, finding: &Finding) -> Vec<Cmdlet> {
        let named = self.named(finding);
        if finding.case() == "not-admitted" {
            return self.without(finding);
        }
        let addresses = self.addresses(&named);
        let room = self.room(finding).filter(|_| !addresses.is_empty());
        room.map(|room| change(room, vec![("Members", Argument::Add(addresses))]))
            .into_iter()
            .collect()
    }

    /// All rooms without this principal.
    fn without_roles(&self, finding: &Finding) -> Vec<Cmdlet> {
        let principals = &self.after.principals;
        let Some(at) = principals.find(&finding.object.id) else {
            return Vec::new();
        };
        // Federated ones go with the findings about their rooms.
        if principals.get(at).is_some_and(|it| it.kind.is_federated()) {
            return Vec::new();
        }
        let rooms = self.rooms_of.get(&at).into_iter().flatten();
        let rooms = rooms.map(|at| &self.after.rooms[*at as usize]);
        let rooms = rooms.filter(|room| self.is_sure(ObjectKind::Room, &room.id));
        rooms.filter_map(|room| self.removal(room, &[at])).collect()
    }

    /// The room without the roles that these have in it; nothing where they have none.
    fn removal(&self, room: &Room, who: &[PrincipalRef]) -> Option<Cmdlet> {
        let mut arguments = Vec::new();
        for (name, role) in [
            ("Managers", Role::Manager),
            ("Members", Role::Member),
            ("Presenters", Role::Presenter),
        ] {
            let holders = room.roles.iter().filter(|grant| role.of(grant));
            let holders = holders.map(|grant| grant.principal);
            let holders: Vec<PrincipalRef> = holders.filter(|at| who.contains(at)).collect();
            let addresses = self.addresses(&holders);
            if !addresses.is_empty() {
                arguments.push((name, Argument::Remove(addresses)));
            }
        }
        (!arguments.is_empty()).then(|| change(room, arguments))
    }

    /// The addresses that the cmdlets take: SIP for users, distinguished names for groups and containers. Who has none is
    /// left out.
    fn addresses(&self, who: &[PrincipalRef]) -> Vec<String> {
        let people = who.iter().map(|at| super::found::person(self.after, *at));
        let addresses = people.map(|person| person.address);
        let is_known = |address: &String| {
            let address = address.to_lowercase();
            address.starts_with("sip:") || address.contains('=')
        };
        let mut addresses: Vec<String> = addresses.filter(is_known).collect();
        addresses.dedup();
        addresses
    }
}

fn change(room: &Room, arguments: Vec<(&'static str, Argument)>) -> Cmdlet {
    Cmdlet {
        name: ROOM,
        object: room.name.clone(),
        arguments,
    }
}
