//! From the fields of an element to a record of the directory.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::directory::{
    Addin, Category, Directory, Grant, Id, Principal, PrincipalKind, PrincipalRef, Room,
    ScopeEntry, Settings,
};
use crate::package::layout::{Entity, Field, Part};
use crate::reading::{self, LeftOut, Setting, flag};

/// The fields of one element as they come in.
#[derive(Debug)]
pub(super) struct Fields {
    /// What kind of element it is, in paths of values.
    noun: &'static str,
    /// Field, rank of the candidate that gave the value, and value.
    values: Vec<(Field, u8, String)>,
}

impl Fields {
    pub fn new(noun: &'static str) -> Self {
        Fields {
            noun,
            values: Vec::new(),
        }
    }

    /// Begins anew, in the memory that is there.
    fn begin(&mut self, noun: &'static str) {
        self.noun = noun;
        self.values.clear();
    }

    /// Takes a value; of several candidates for one field the best one stays. Gives whether there was one of the same
    /// candidate before: then this one is not read.
    pub fn put(&mut self, field: Field, rank: u8, value: String) -> bool {
        match self.values.iter_mut().find(|(known, ..)| *known == field) {
            Some(known) if rank < known.1 => *known = (field, rank, value),
            Some(known) => return rank == known.1,
            None => self.values.push((field, rank, value)),
        }
        false
    }

    /// The value as it is; empty where there is none.
    pub fn text(&mut self, field: Field) -> String {
        self.values
            .iter_mut()
            .find(|(known, ..)| *known == field)
            .map(|(.., value)| std::mem::take(value))
            .unwrap_or_default()
    }

    /// An identifier: without blanks around it, `None` where it is empty.
    pub fn id(&self, field: Field) -> Option<&str> {
        let value = self
            .values
            .iter()
            .find(|(known, ..)| *known == field)
            .map(|(.., value)| value.trim())?;
        (!value.is_empty()).then_some(value)
    }
}

/// An element that becomes a record when it ends.
#[derive(Debug)]
pub(super) struct Record {
    pub entity: Entity,
    pub fields: Fields,
    pub roles: Vec<Grant>,
    pub scope: Vec<ScopeEntry>,
    pub groups: Vec<PrincipalRef>,
    /// The part that is being read.
    pub part: Option<Part>,
    /// Its fields.
    pub part_fields: Fields,
    /// The category around this element, where one stands around it.
    pub around: Option<Id>,
}

/// What records become: a directory, and a count of what could not be used.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub directory: Directory,
    /// Values of no known form: field path and how often.
    pub unknown_values: BTreeMap<String, u64>,
}

impl Record {
    pub fn new(entity: Entity) -> Self {
        Record {
            entity,
            fields: Fields::new(noun(entity)),
            roles: Vec::new(),
            scope: Vec::new(),
            groups: Vec::new(),
            part: None,
            part_fields: Fields::new(""),
            around: None,
        }
    }

    /// Begins another record in the memory of one that was taken.
    pub fn begin(&mut self, entity: Entity, around: Option<Id>) {
        self.entity = entity;
        self.fields.begin(noun(entity));
        self.roles.clear();
        self.scope.clear();
        self.groups.clear();
        self.part = None;
        self.around = around;
    }

    /// Begins a part.
    pub fn begin_part(&mut self, part: Part) {
        self.part = Some(part);
        self.part_fields.begin(part.noun());
    }

    /// Ends the part that is being read.
    pub fn end_part(&mut self, records: &mut Records) -> Result<(), LeftOut> {
        let Some(part) = self.part.take() else {
            return Ok(());
        };
        let fields = &self.part_fields;
        let Some(id) = fields.id(Field::Id) else {
            return Err(match part {
                Part::Roles => LeftOut::RoleOfNone,
                Part::Scope => LeftOut::ScopeOfNone,
                Part::Groups => LeftOut::AffiliationToNone,
            });
        };
        let principal = records.directory.principals.refer(id);
        let mut flag = |field, name| records.flag(fields, field, name).unwrap_or(false);
        match part {
            Part::Roles => self.roles.push(Grant {
                principal,
                manager: flag(Field::Manager, "manager"),
                member: flag(Field::Member, "member"),
                creator: flag(Field::Creator, "creator"),
                presenter: flag(Field::Presenter, "presenter"),
            }),
            Part::Scope => self.scope.push(ScopeEntry {
                principal,
                denied: flag(Field::Denied, "denied"),
            }),
            Part::Groups => self.groups.push(principal),
        }
        Ok(())
    }
}

impl Records {
    /// Takes a finished element.
    pub fn take(&mut self, record: &mut Record) -> Result<(), LeftOut> {
        let entity = record.entity;
        let Some(id) = record.fields.id(Field::Id).map(Id::from) else {
            return Err(without_id(entity));
        };
        let is_new = match entity {
            Entity::User => self.take_principal(&id, record, PrincipalKind::User),
            Entity::Group => self.take_principal(&id, record, PrincipalKind::Group),
            Entity::Affiliation => {
                let principals = &mut self.directory.principals;
                let of = principals.refer(&id);
                principals.affiliations.set(of, &mut record.groups);
                true
            }
            Entity::Category => self.take_category(&id, record),
            Entity::Room => self.take_room(&id, record),
            Entity::Addin => {
                let fields = &mut record.fields;
                self.directory.add_addin(Addin {
                    id: id.clone(),
                    name: fields.text(Field::Name),
                    url: fields.text(Field::Url),
                })
            }
            Entity::MessageRoom | Entity::Message => true,
        };
        match second(entity, &id) {
            Some(second) if !is_new => Err(second),
            _ => Ok(()),
        }
    }

    fn take_principal(&mut self, id: &str, record: &mut Record, usual: PrincipalKind) -> bool {
        let fields = &mut record.fields;
        let kind = self
            .value(fields, Field::Type, "type", PrincipalKind::parse)
            .unwrap_or(usual);
        let disabled = self.value(fields, Field::Disabled, "disabled", |text| {
            // 0 active, 1 disabled for SIP, 2 gone from Active Directory (reference: database-schema, 3.5).
            if text == "2" {
                Some(true)
            } else {
                flag::parse(text)
            }
        });
        let principal = Principal {
            guid: fields.id(Field::Guid).map(Id::from),
            kind,
            disabled: disabled.unwrap_or(false),
            uri: fields.text(Field::Uri),
            name: fields.text(Field::Name),
            display_name: fields.text(Field::DisplayName),
            company: fields.text(Field::Company),
            email: fields.text(Field::Email),
            ad_path: fields.text(Field::AdPath),
            user_principal_name: fields.text(Field::UserPrincipalName),
        };
        self.directory.principals.describe(id, principal).is_some()
    }

    fn take_category(&mut self, id: &str, record: &mut Record) -> bool {
        let fields = &mut record.fields;
        let category = Category {
            id: id.into(),
            guid: fields.id(Field::Guid).map(Id::from),
            parent: fields
                .id(Field::Parent)
                .map(Id::from)
                .or(record.around.take()),
            settings: self.settings(fields),
            role_definer: fields.id(Field::RoleDefiner).map(Id::from),
            override_member: self.flag(fields, Field::OverrideMember, "override_member"),
            restrict_child_create: self.flag(
                fields,
                Field::RestrictChildCreate,
                "restrict_child_create",
            ),
            name: fields.text(Field::Name),
            description: fields.text(Field::Description),
            roles: Grant::merged(&record.roles),
            scope: std::mem::take(&mut record.scope),
        };
        self.directory.add_category(category)
    }

    fn take_room(&mut self, id: &str, record: &mut Record) -> bool {
        let fields = &mut record.fields;
        let room = Room {
            id: id.into(),
            guid: fields.id(Field::Guid).map(Id::from),
            category: fields
                .id(Field::Category)
                .map(Id::from)
                .or(record.around.take()),
            disabled: self
                .flag(fields, Field::Disabled, "disabled")
                .unwrap_or(false),
            settings: self.settings(fields),
            role_definer: fields.id(Field::RoleDefiner).map(Id::from),
            override_member: self.flag(fields, Field::OverrideMember, "override_member"),
            name: fields.text(Field::Name),
            description: fields.text(Field::Description),
            topic: fields.text(Field::Topic),
            addin: fields.id(Field::Addin).map(Id::from),
            roles: Grant::merged(&record.roles),
            scope: std::mem::take(&mut record.scope),
        };
        self.directory.add_room(room)
    }

    fn settings(&mut self, fields: &Fields) -> Settings {
        let of = |setting| match setting {
            Setting::Invite => (Field::Invite, "invite"),
            Setting::Logged => (Field::Logged, "logged"),
            Setting::FilePost => (Field::FilePost, "file_post"),
            Setting::Behavior => (Field::Behavior, "behavior"),
            Setting::Visibility => (Field::Visibility, "visibility"),
        };
        reading::settings(
            |setting| fields.id(of(setting).0).map(Cow::from),
            |setting| self.unknown(fields, of(setting).1),
        )
    }

    fn flag(&mut self, fields: &Fields, field: Field, name: &str) -> Option<bool> {
        self.value(fields, field, name, flag::parse)
    }

    /// A value of known form; one of unknown form is counted and taken as absent.
    fn value<T>(
        &mut self,
        fields: &Fields,
        field: Field,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = fields.id(field)?;
        let value = parse(text);
        if value.is_none() {
            self.unknown(fields, name);
        }
        value
    }

    fn unknown(&mut self, fields: &Fields, name: &str) {
        let path = format!("{} {name}", fields.noun);
        *self.unknown_values.entry(path).or_default() += 1;
    }
}

fn without_id(entity: Entity) -> LeftOut {
    match entity {
        Entity::User => LeftOut::UserWithoutId,
        Entity::Group => LeftOut::GroupWithoutId,
        Entity::Affiliation => LeftOut::AffiliationsWithoutId,
        Entity::Category => LeftOut::CategoryWithoutId,
        Entity::Room | Entity::MessageRoom => LeftOut::RoomWithoutId,
        Entity::Addin => LeftOut::AddinWithoutId,
        Entity::Message => LeftOut::MessageWithoutId,
    }
}

/// That an id was there before; nothing for what may stand there twice.
fn second(entity: Entity, id: &str) -> Option<LeftOut> {
    let id = id.to_owned();
    match entity {
        Entity::User => Some(LeftOut::SecondUser { id }),
        Entity::Group => Some(LeftOut::SecondGroup { id }),
        Entity::Category => Some(LeftOut::SecondCategory { id }),
        Entity::Room => Some(LeftOut::SecondRoom { id }),
        Entity::Addin => Some(LeftOut::SecondAddin { id }),
        Entity::Affiliation | Entity::MessageRoom | Entity::Message => None,
    }
}

/// What one of them is called in the paths of values that have no known form.
fn noun(entity: Entity) -> &'static str {
    match entity {
        Entity::User => "user",
        Entity::Group => "group",
        Entity::Affiliation => "list of affiliations",
        Entity::Category => "category",
        Entity::Room | Entity::MessageRoom => "room",
        Entity::Addin => "add-in",
        Entity::Message => "message",
    }
}
