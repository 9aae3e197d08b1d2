//! The plan's changes as a member of a package needs them: by the ids of the input.

use std::collections::{BTreeMap, BTreeSet};

use crate::directory::{Behavior, Directory, Id, PrincipalRef, Visibility};
use crate::plan::{Change, Edit, Flag, Plan, Role};
use crate::rules::ObjectKind;
use crate::source::package::layout::{Entity, Field, Part};

/// What is to become of everything that changes, by kind and id.
#[derive(Debug, Default)]
pub(super) struct Edits<'a> {
    objects: BTreeMap<ObjectKind, BTreeMap<Id, ObjectEdits<'a>>>,
    /// Some category gets another one above it.
    moves: bool,
    /// Some room is left out.
    rooms_go: bool,
}

/// What is to become of one object.
#[derive(Debug, Default)]
pub(super) struct ObjectEdits<'a> {
    /// It goes, with everything in it.
    pub left_out: bool,
    /// New values of fields.
    pub fields: Vec<FieldEdit>,
    /// What is said of its lists. Kept as the plan has it: thousands of rooms may get the same thousands of managers.
    lists: Vec<(&'a Edit, &'a Directory)>,
}

/// What is to become of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldEdit {
    pub field: Field,
    pub value: NewValue,
    /// Whether the object says something of it already; of a parent, that may be its place.
    pub existed: bool,
}

/// The value that a field is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NewValue {
    Absent,
    Text { before: String, after: String },
    Flag(bool),
    Behavior(Behavior),
    Visibility(Visibility),
}

/// What is to become of an object's roles or scope, by the principal's id.
pub(super) type PartEdits<'a> = BTreeMap<&'a str, PartEdit>;

/// What is to become of the entries of one principal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PartEdit {
    /// Flags that become true, in a new entry where there is none.
    pub set: BTreeSet<Field>,
    /// Flags that become false; an entry without any goes.
    pub clear: BTreeSet<Field>,
    /// There must be an entry without a flag: one that a scope admits. It may be denied by another one.
    pub plain: bool,
    /// All entries go.
    pub remove: bool,
}

impl<'a> Edits<'a> {
    pub fn new(plan: &'a Plan, directory: &'a Directory) -> Self {
        let mut edits = Edits::default();
        for change in &plan.changes {
            edits.take(change, directory);
        }
        edits
    }

    fn take(&mut self, change: &'a Change, directory: &'a Directory) {
        // The messages themselves are looked at; the topic stays where it is.
        if matches!(
            change.edit,
            Edit::MessagesLeftOut { .. } | Edit::TopicLost { .. }
        ) {
            return;
        }
        let of_kind = self.objects.entry(change.subject.kind()).or_default();
        let subject = Id::from(change.subject.object(directory).id);
        let object = of_kind.entry(subject).or_default();
        let mut field = |field, existed, value| {
            object.fields.push(FieldEdit {
                field,
                value,
                existed,
            });
        };
        match &change.edit {
            Edit::LeftOut { .. } => {
                object.left_out = true;
                self.rooms_go |= change.subject.kind() == ObjectKind::Room;
            }
            Edit::MessagesLeftOut { .. } | Edit::TopicLost { .. } => {}
            Edit::Name { before, after } => {
                let (before, after) = (before.clone(), after.clone());
                let existed = !before.is_empty();
                field(Field::Name, existed, NewValue::Text { before, after });
            }
            Edit::Parent { before, after } => {
                let value = after.as_ref().map(|after| NewValue::Text {
                    before: String::new(),
                    after: after.to_string(),
                });
                self.moves = true;
                let value = value.unwrap_or(NewValue::Absent);
                field(Field::Parent, before.is_some(), value);
            }
            Edit::Flag {
                flag,
                before,
                after,
            } => {
                let of = match flag {
                    Flag::Invite => Field::Invite,
                    Flag::Logged => Field::Logged,
                    Flag::FilePost => Field::FilePost,
                };
                let value = after.map_or(NewValue::Absent, NewValue::Flag);
                field(of, before.is_some(), value);
            }
            Edit::Behavior { before, after } => {
                let value = NewValue::Behavior(*after);
                field(Field::Behavior, before.is_some(), value);
            }
            Edit::Visibility { before, after } => {
                let value = NewValue::Visibility(*after);
                field(Field::Visibility, before.is_some(), value);
            }
            Edit::OwnMembers { before } => {
                field(
                    Field::OverrideMember,
                    before.is_some(),
                    NewValue::Flag(true),
                );
            }
            Edit::Disabled => field(Field::Disabled, false, NewValue::Flag(true)),
            Edit::Granted { .. }
            | Edit::Revoked { .. }
            | Edit::ScopeSet { .. }
            | Edit::ScopeCut { .. } => object.lists.push((&change.edit, directory)),
        }
    }

    /// What is to become of the object that an element of this kind and id stands for.
    pub fn of(&self, entity: Entity, id: &str) -> Option<&ObjectEdits<'a>> {
        let object = self.objects.get(&kind_of(entity)?)?.get(id)?;
        // What is named only to say whose messages follow is left out with the room, and else as it is.
        (entity != Entity::MessageRoom || object.left_out).then_some(object)
    }

    /// Whether any object changes that an element of this kind stands for.
    pub fn any(&self, entity: Entity) -> bool {
        match entity {
            Entity::MessageRoom => self.leaves_out_rooms(),
            _ => kind_of(entity).is_some_and(|kind| self.objects.contains_key(&kind)),
        }
    }

    /// Whether categories may have to stand elsewhere.
    pub fn moves_categories(&self) -> bool {
        self.moves
    }

    /// Whether rooms are left out.
    pub fn leaves_out_rooms(&self) -> bool {
        self.rooms_go
    }

    /// Whether this room is left out.
    pub fn leaves_out_room(&self, id: &str) -> bool {
        self.of(Entity::MessageRoom, id).is_some()
    }

    /// Every object that changes.
    pub fn objects(&self) -> impl Iterator<Item = (ObjectKind, &Id)> {
        self.objects
            .iter()
            .flat_map(|(kind, objects)| objects.keys().map(|id| (*kind, id)))
    }
}

/// The kind of object that an element of this kind stands for.
pub(super) fn kind_of(entity: Entity) -> Option<ObjectKind> {
    match entity {
        Entity::Category => Some(ObjectKind::Category),
        Entity::Room | Entity::MessageRoom => Some(ObjectKind::Room),
        Entity::User | Entity::Group => Some(ObjectKind::Principal),
        Entity::Addin => Some(ObjectKind::Addin),
        Entity::Affiliation | Entity::Message => None,
    }
}

impl PartEdit {
    /// The flags of each entry that is needed where there is none.
    pub fn new_entries(&self) -> impl Iterator<Item = BTreeSet<Field>> {
        let plain = self.plain.then(BTreeSet::new);
        let set = (!self.set.is_empty()).then(|| self.set.clone());
        plain.into_iter().chain(set)
    }
}

impl<'a> ObjectEdits<'a> {
    /// What is to become of its entries in this list.
    pub fn part(&self, part: Part) -> PartEdits<'a> {
        let mut edits = PartEdits::new();
        for (edit, directory) in &self.lists {
            let id = |at: &PrincipalRef| directory.principals.id(*at);
            match (edit, part) {
                (Edit::Granted { role, principals }, Part::Roles) => {
                    for principal in principals.iter() {
                        let entry = edits.entry(id(principal)).or_default();
                        entry.set.insert(field_of(*role));
                    }
                }
                (Edit::Revoked { role, principals }, Part::Roles) => {
                    for principal in principals.iter() {
                        let entry = edits.entry(id(principal)).or_default();
                        entry.clear.insert(field_of(*role));
                    }
                }
                (Edit::ScopeSet { entries }, Part::Scope) => {
                    for entry in entries.iter() {
                        let edit = edits.entry(id(&entry.principal)).or_default();
                        if entry.denied {
                            edit.set.insert(Field::Denied);
                        } else {
                            edit.plain = true;
                        }
                    }
                }
                (Edit::ScopeCut { principals }, Part::Scope) => {
                    for principal in principals {
                        edits.entry(id(principal)).or_default().remove = true;
                    }
                }
                _ => {}
            }
        }
        edits
    }
}

fn field_of(role: Role) -> Field {
    match role {
        Role::Manager => Field::Manager,
        Role::Member => Field::Member,
        Role::Creator => Field::Creator,
        Role::Presenter => Field::Presenter,
    }
}

impl NewValue {
    /// Whether it is this id, or none.
    pub fn is(&self, id: Option<&str>) -> bool {
        match self {
            NewValue::Text { after, .. } => id == Some(after),
            NewValue::Absent => id.is_none(),
            _ => false,
        }
    }

    /// What is put in front of the old value, where nothing else becomes different.
    pub fn prefix_to(&self, old: &str) -> Option<&str> {
        match self {
            NewValue::Text { before, after } if before == old && !before.is_empty() => {
                after.strip_suffix(before.as_str())
            }
            _ => None,
        }
    }
}
