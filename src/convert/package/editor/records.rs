//! Records: their tags, their fields, and what they lack when they end.

use super::super::edits::{FieldEdit, NewValue, kind_of};
use super::super::entry::{child, decoded, end_tag, prefix};
use super::super::out::Mark;
use super::super::spelling::{Owner, attribute_value, content};
use super::super::token::{Kind, TagEdit, Token, attributes_of};
use super::held::{Held, HeldId, HeldRoles};
use super::object::{List, Object, Pending};
use super::{Editor, Skipped};
use crate::directory::Id;
use crate::source::package::layout::{Entity, Field, Part};
use crate::source::package::markup::local;
use crate::source::package::paths::Claim;
use crate::source::{Error, Form};

/// What the attributes of a record's tag say.
struct Attributes<'t> {
    id: Option<Id>,
    /// Those that the layout knows: place, field, value, and the value as it is written.
    known: Vec<(usize, Field, String, &'t [u8])>,
}

impl<'a> Editor<'a> {
    pub(super) fn start_object(
        &mut self,
        token: Token<'_>,
        path: usize,
        entity: Entity,
        known_id: Option<Option<Id>>,
    ) -> Result<(), Error> {
        let owner = Owner::Entity(entity);
        let Attributes { id, known } = self.attributes(token, path, owner);
        let is_room = matches!(entity, Entity::Room | Entity::MessageRoom);
        let matters = self.edits.any(entity) || self.selects && is_room;
        if id.is_none() && known_id.is_none() && matters && token.kind == Kind::Start {
            self.held = Some(Held::Id(HeldId::new(token, path)));
            return Ok(());
        }
        let id = id.or(known_id.flatten());
        let edits = id.as_deref().and_then(|id| self.edits.of(entity, id));
        if let (Some(_), Some(id), Some(kind)) = (edits, &id, kind_of(entity)) {
            self.edited = true;
            self.done.insert((kind, id.clone()));
        }
        let goes = edits.is_some_and(|edits| edits.left_out);
        if self.out.goes() && !goes {
            self.would_be_lost(entity, id.as_deref())?;
        }
        if goes && token.kind == Kind::Empty {
            self.out.drop_blanks();
            return Ok(());
        }
        let above = edits.and_then(|edits| self.moves_below(entity, edits));
        let aside = above.is_some();
        let parent_told = above.as_ref().is_some_and(|above| self.tells_parent(above));
        if above.is_some() {
            self.out.mark(Mark::Aside);
            self.above_asides = above;
        }
        let fields = edits.map_or(&[][..], |edits| &edits.fields);
        let (mut tag, fields) = self.edit_tag(owner, &known, fields, parent_told);
        let object = Object {
            entity,
            id,
            edits,
            depth: self.open.len() + 1,
            prefix: prefix(token.name).to_owned(),
            fields,
            indent: None,
            aside,
            roles: List::default(),
            scope: List::default(),
        };
        if token.kind == Kind::Start {
            if goes {
                self.out.begin_going();
            }
            self.out.put(&tag.apply(token));
            self.push(path);
            self.objects.push(object);
            return Ok(());
        }
        tag.open = object.fields.iter().any(|pending| pending.missing)
            || [Part::Roles, Part::Scope]
                .into_iter()
                .any(|part| object.lacks_entries(part));
        self.out.put(&tag.apply(token));
        if tag.open {
            self.objects.push(object);
            self.end_object();
            self.out.put(&end_tag(token.name));
        }
        if aside {
            self.out.mark(Mark::Back);
        }
        Ok(())
    }

    /// A record stands inside of one that goes, and was not decided to go with it: it names another category than the one
    /// around it.
    fn would_be_lost(&self, entity: Entity, id: Option<&str>) -> Result<(), Error> {
        let (Some(kind), Some(id)) = (kind_of(entity), id) else {
            // Nobody reads a record without an id.
            return Ok(());
        };
        let around = self.objects.iter().rev().find(|object| object.goes());
        let around =
            around.and_then(|object| Some((kind_of(object.entity)?, object.id.as_deref()?)));
        let (outer, outer_id) = around.unwrap_or((kind, id));
        let (inner, outer) = (kind.word(), outer.word());
        Err(Error::new(format!(
            "the {inner} {id} stands inside of the {outer} {outer_id}, which is left out, but belongs elsewhere"
        ))
        .expected("in what is left out, only what belongs to it")
        .hint(format!("decide to exclude the {inner} too, or to keep the {outer}")))
    }

    /// What the attributes of a record's tag say.
    fn attributes<'t>(&mut self, token: Token<'t>, path: usize, owner: Owner) -> Attributes<'t> {
        let mut known = Vec::new();
        let mut id: Option<(u8, Id)> = None;
        for (at, attribute) in attributes_of(token).into_iter().enumerate() {
            let name = String::from_utf8_lossy(local(attribute.name));
            let Claim::Field(field, rank) = self.paths.attribute(path, &name) else {
                continue;
            };
            let value = decoded(attribute.value, Form::XmlAttribute);
            self.spelling.learn(owner, field, true, attribute.name);
            self.spelling.learn_value(field, &value);
            let is_better = id.as_ref().is_none_or(|(known, _)| rank < *known);
            if field == Field::Id && is_better && !value.trim().is_empty() {
                id = Some((rank, value.trim().into()));
            }
            known.push((at, field, value, attribute.value));
        }
        Attributes {
            id: id.map(|(_, id)| id),
            known,
        }
    }

    /// What becomes of a record's tag, and of fields that are children or have to become some. `parent_told`: the place of
    /// the record says what is above it, unless the record itself says so.
    fn edit_tag(
        &self,
        owner: Owner,
        known: &[(usize, Field, String, &[u8])],
        edits: &[FieldEdit],
        parent_told: bool,
    ) -> (TagEdit, Vec<Pending>) {
        let mut tag = TagEdit::default();
        let mut pending = Vec::new();
        for edit in edits {
            let (field, value) = (edit.field, edit.value.clone());
            let told = parent_told && field == Field::Parent;
            let mut missing = value != NewValue::Absent && !told;
            for (at, _, old, raw) in known.iter().filter(|(_, known, ..)| *known == field) {
                missing = false;
                match &value {
                    NewValue::Absent => tag.remove.push(*at),
                    value => tag.set.push((*at, self.attribute(value, old, raw))),
                }
            }
            if missing && !edit.existed {
                let form = self.spelling.form(owner, field);
                if form.attribute {
                    let value = attribute_value(&self.spelling.value(&value));
                    tag.insert.push((form.name, value));
                    missing = false;
                }
            }
            pending.push(Pending {
                field,
                value,
                missing,
            });
        }
        (tag, pending)
    }

    /// A new value for an attribute. A name that only gets something in front keeps the spelling of the rest.
    pub(super) fn attribute(&self, value: &NewValue, old: &str, raw: &[u8]) -> Vec<u8> {
        match value.prefix_to(old) {
            Some(prefix) => [&attribute_value(prefix), raw].concat(),
            None => attribute_value(&self.spelling.value(value)),
        }
    }

    /// Writes what the object lacks, before its end.
    pub(super) fn end_object(&mut self) {
        for part in [Part::Roles, Part::Scope] {
            let lacks = |object: &Object<'_>| object.lacks_entries(part);
            if self.objects.last().is_some_and(lacks) {
                self.add_list(part);
            }
        }
        let Some(object) = self.objects.pop() else {
            return;
        };
        for pending in object.fields.iter().filter(|pending| pending.missing) {
            let owner = Owner::Entity(object.entity);
            let form = self.spelling.form(owner, pending.field);
            let value = content(&self.spelling.value(&pending.value));
            let child = child(&object.prefix, &form, &value);
            let indent = object.indent.as_deref().unwrap_or_default();
            self.out.put_before_blanks(&[indent, &child].concat());
        }
    }

    pub(super) fn start_field(&mut self, token: Token<'_>, path: usize, field: Field) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        self.spelling
            .learn(Owner::Entity(object.entity), field, false, token.local());
        let empty = token.kind == Kind::Empty;
        let mut pending = object.fields.iter_mut();
        let pending = pending.find(|pending| pending.field == field);
        let Some(value) = pending.map(|pending| {
            pending.missing = false;
            pending.value.clone()
        }) else {
            self.out.put(token.raw);
            if empty {
                self.behind_field(field);
            } else {
                self.push(path);
            }
            return;
        };
        if value == NewValue::Absent {
            self.out.drop_blanks();
            if !empty {
                self.skipped = Some(Skipped {
                    depth: 0,
                    instead: None,
                });
            }
            return;
        }
        let open = TagEdit {
            open: empty,
            ..TagEdit::default()
        };
        self.out.put(&open.apply(token));
        let new = content(&self.spelling.value(&value));
        if empty {
            self.out.put(&[new, end_tag(token.name)].concat());
            self.behind_field(field);
        } else if let NewValue::Text { before, after } = &value
            && let Some(prefix) = after.strip_suffix(before.as_str())
            && !before.is_empty()
        {
            self.out.put(&content(prefix));
            self.push(path);
        } else {
            self.skipped = Some(Skipped {
                depth: 0,
                instead: Some((field, new)),
            });
        }
    }

    /// A field has ended: roles that have no place yet belong behind the name and the description.
    pub(super) fn behind_field(&mut self, field: Field) {
        let Some(object) = self.objects.last() else {
            return;
        };
        let is_place = matches!(field, Field::Name | Field::Description);
        if is_place && self.open.len() == object.depth && object.lacks_entries(Part::Roles) {
            self.held = Some(Held::Roles(HeldRoles::default()));
        }
    }
}
