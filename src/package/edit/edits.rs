//! What is to be edited, as a member of a package needs it: by the ids of the input.

use std::collections::BTreeMap;

use crate::directory::{
    Behavior, Id, ObjectKind, PrincipalRef, Principals, ScopeEntry, Visibility,
};
use crate::package::layout::{Entity, Field, Part};

/// What is to become of everything that changes, by kind and id.
#[derive(Debug)]
pub(crate) struct Edits<'a> {
    principals: &'a Principals,
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
    /// What is said of its lists. Kept as it was said: thousands of rooms may get the same thousands of managers.
    lists: Vec<(ListEdit<'a>, &'a Principals)>,
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
pub(crate) enum NewValue {
    Absent,
    Text { before: String, after: String },
    Flag(bool),
    Behavior(Behavior),
    Visibility(Visibility),
}

/// What is to become of one of an object's lists.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ListEdit<'a> {
    /// These principals get a role, by the flag that says it.
    Grant(Field, &'a [PrincipalRef]),
    /// These lose it.
    Revoke(Field, &'a [PrincipalRef]),
    /// The scope gets these entries.
    Admit(&'a [ScopeEntry]),
    /// These go out of the scope.
    Cut(&'a [PrincipalRef]),
}

/// What is to become of an object's roles or scope: one for each principal, in the order of ids. Thousands of rooms may get
/// the same thousands of managers, so that each of them takes little.
pub(super) type PartEdits<'a> = Vec<PartEdit<'a>>;

/// What is to become of the entries of one principal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PartEdit<'a> {
    /// The principal's.
    pub id: &'a str,
    /// Flags that become true, in a new entry where there is none.
    pub set: Flags,
    /// Flags that become false; an entry without any goes.
    pub clear: Flags,
    /// There must be an entry without a flag: one that a scope admits. It may be denied by another one.
    pub plain: bool,
    /// All entries go.
    pub remove: bool,
    /// An entry of the principal came: the first one gets what is set.
    pub done: bool,
}

/// Flags of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u8);

impl Flags {
    const ALL: [Field; 5] = [
        Field::Manager,
        Field::Member,
        Field::Creator,
        Field::Presenter,
        Field::Denied,
    ];

    /// Those of a role, or that the entry is denied.
    fn of(field: Field) -> Flags {
        let at = Flags::ALL.iter().position(|flag| *flag == field);
        Flags(at.map_or(0, |at| 1 << at))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of fields.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        let all = Flags::ALL.into_iter().enumerate();
        all.filter(move |(at, _)| self.0 & 1 << at != 0)
            .map(|(_, field)| field)
    }
}

impl<'a> Edits<'a> {
    /// Edits of nothing yet. The principals are those that lists name.
    pub fn new(principals: &'a Principals) -> Self {
        Edits {
            principals,
            objects: BTreeMap::new(),
            moves: false,
            rooms_go: false,
        }
    }

    /// An object goes, with everything in it.
    pub fn leave_out(&mut self, kind: ObjectKind, id: &str) {
        self.object(kind, id).left_out = true;
        self.rooms_go |= kind == ObjectKind::Room;
    }

    /// A field gets another value. `existed`: the object says something of it already; of a parent, that may be its place.
    pub fn field(
        &mut self,
        kind: ObjectKind,
        id: &str,
        field: Field,
        existed: bool,
        value: NewValue,
    ) {
        self.moves |= field == Field::Parent;
        self.object(kind, id).fields.push(FieldEdit {
            field,
            value,
            existed,
        });
    }

    /// A list gets other entries.
    pub fn list(&mut self, kind: ObjectKind, id: &str, edit: ListEdit<'a>) {
        let principals = self.principals;
        self.object(kind, id).lists.push((edit, principals));
    }

    fn object(&mut self, kind: ObjectKind, id: &str) -> &mut ObjectEdits<'a> {
        self.objects
            .entry(kind)
            .or_default()
            .entry(Id::from(id))
            .or_default()
    }

    /// What is to become of the object that an element of this kind and id stands for.
    pub(super) fn of(&self, entity: Entity, id: &str) -> Option<&ObjectEdits<'a>> {
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

impl PartEdit<'_> {
    /// The flags of each entry that is needed where there is none.
    pub fn new_entries(&self) -> impl Iterator<Item = Flags> {
        let plain = self.plain.then(Flags::default);
        let set = (!self.set.is_empty()).then_some(self.set);
        plain.into_iter().chain(set)
    }

    /// What else is to become of them.
    fn join(&mut self, other: &PartEdit<'_>) {
        self.set.0 |= other.set.0;
        self.clear.0 |= other.clear.0;
        self.plain |= other.plain;
        self.remove |= other.remove;
    }
}

impl<'a> ObjectEdits<'a> {
    /// What is to become of its entries in this list.
    pub fn part(&self, part: Part) -> PartEdits<'a> {
        let mut edits = PartEdits::new();
        for (edit, principals) in &self.lists {
            let of = |at: &PrincipalRef| PartEdit {
                id: principals.id(*at),
                ..PartEdit::default()
            };
            match (*edit, part) {
                (ListEdit::Grant(role, granted), Part::Roles) => {
                    let set = Flags::of(role);
                    edits.extend(granted.iter().map(|it| PartEdit { set, ..of(it) }));
                }
                (ListEdit::Revoke(role, revoked), Part::Roles) => {
                    let clear = Flags::of(role);
                    edits.extend(revoked.iter().map(|it| PartEdit { clear, ..of(it) }));
                }
                (ListEdit::Admit(entries), Part::Scope) => {
                    edits.extend(entries.iter().map(|entry| match entry.denied {
                        true => PartEdit {
                            set: Flags::of(Field::Denied),
                            ..of(&entry.principal)
                        },
                        false => PartEdit {
                            plain: true,
                            ..of(&entry.principal)
                        },
                    }));
                }
                (ListEdit::Cut(cut), Part::Scope) => {
                    let remove = true;
                    edits.extend(cut.iter().map(|it| PartEdit { remove, ..of(it) }));
                }
                _ => {}
            }
        }
        edits.sort_by_key(|edit| edit.id);
        edits.dedup_by(|next, kept| {
            let same = next.id == kept.id;
            if same {
                kept.join(next);
            }
            same
        });
        edits
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
