//! How a member writes things: learned from what stands in it, so that what is new looks like what is there.

use std::collections::BTreeMap;

use super::edits::NewValue;
use crate::directory::{Behavior, Visibility};
use crate::package::Layout;
use crate::package::layout::{Entity, EntityLayout, Field, FieldLayout, Part, Pattern};
use crate::xml::escape;

/// An element that has fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Entity(Entity),
    Part(Entity, Part),
}

/// How a field is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldForm {
    /// An attribute; else a child element.
    pub attribute: bool,
    /// Its name; that of a child without prefix.
    pub name: Vec<u8>,
    /// The elements around a child that is not a direct one, the outermost first.
    pub around: Vec<Box<str>>,
}

/// How truth is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Truth {
    #[default]
    Digit,
    Lower,
    Capital,
    Upper,
}

/// What was learned of a member.
#[derive(Debug)]
pub(super) struct Spelling<'l> {
    layout: &'l Layout,
    fields: BTreeMap<(Owner, Field), FieldForm>,
    truth: Truth,
    /// Behavior and visibility are written as words, not as numbers.
    behavior_word: bool,
    visibility_word: bool,
}

impl<'l> Spelling<'l> {
    pub fn new(layout: &'l Layout) -> Self {
        Spelling {
            layout,
            fields: BTreeMap::new(),
            truth: Truth::default(),
            behavior_word: false,
            visibility_word: false,
        }
    }

    /// A field was seen.
    pub fn learn(&mut self, owner: Owner, field: Field, attribute: bool, name: &[u8]) {
        if self.fields.contains_key(&(owner, field)) {
            return;
        }
        let is_it = |known: &&FieldLayout| {
            let last = known.path.last();
            !attribute && last.is_some_and(|last| last.as_bytes() == name)
        };
        let known = self.candidates(owner, field).find(is_it);
        let form = FieldForm {
            attribute,
            name: name.to_owned(),
            around: known.map(around).unwrap_or_default(),
        };
        self.fields.insert((owner, field), form);
    }

    /// How a field of this element would be written: as it was seen, else in the layout's first spelling, and as an
    /// attribute where the element's id is one.
    pub fn form(&self, owner: Owner, field: Field) -> FieldForm {
        if let Some(seen) = self.fields.get(&(owner, field)) {
            return seen.clone();
        }
        let id = self.fields.get(&(owner, Field::Id));
        let first = self.candidates(owner, field).min_by_key(|it| it.rank);
        let around = first.map(around).unwrap_or_default();
        let name = first.and_then(|first| first.path.last());
        let name = name.map_or(Vec::new(), |name| name.as_bytes().to_owned());
        // The convention of what is known: attributes begin with a small letter, elements with a capital one.
        let capital = name.first().is_some_and(u8::is_ascii_uppercase);
        FieldForm {
            attribute: around.is_empty() && !capital && id.is_none_or(|id| id.attribute),
            name,
            around,
        }
    }

    /// What the layout says of a field.
    fn candidates(&self, owner: Owner, field: Field) -> impl Iterator<Item = &'l FieldLayout> {
        let fields = match owner {
            Owner::Entity(entity) => self.layout.entity(entity).map(|it| &it.fields),
            Owner::Part(entity, part) => self.part(entity, part).map(|(_, fields)| fields),
        };
        let known = fields.into_iter().flatten();
        known.filter(move |known| known.field == field)
    }

    /// The elements from an object to the entries of a part, as the layout has them first.
    pub fn way_to(&self, entity: Entity, part: Part) -> Vec<Vec<u8>> {
        let at = self.part(entity, part).and_then(|(at, _)| at.first());
        let names = at.map(Pattern::names).unwrap_or_default();
        names
            .iter()
            .map(|name| name.as_bytes().to_owned())
            .collect()
    }

    /// The part whose entries stand below an object's child of this name.
    pub fn part_below(&self, entity: Entity, child: &[u8]) -> Option<Part> {
        let parts = &self.layout.entity(entity)?.parts;
        let leads = |at: &Pattern| {
            at.names()
                .first()
                .is_some_and(|name| name.as_bytes() == child)
        };
        let part = parts.iter().find(|part| part.at.iter().any(leads))?;
        Some(part.part)
    }

    fn part(&self, entity: Entity, part: Part) -> Option<(&'l [Pattern], &'l Vec<FieldLayout>)> {
        let entity: &'l EntityLayout = self.layout.entity(entity)?;
        let part = entity.parts.iter().find(|known| known.part == part)?;
        Some((&part.at, &part.fields))
    }

    /// A value was seen.
    pub fn learn_value(&mut self, field: Field, value: &str) {
        let value = value.trim();
        let is_word = || value.starts_with(|c: char| c.is_ascii_alphabetic());
        match field {
            Field::Behavior => self.behavior_word = is_word(),
            Field::Visibility => self.visibility_word = is_word(),
            Field::Invite
            | Field::Logged
            | Field::FilePost
            | Field::OverrideMember
            | Field::Manager
            | Field::Member
            | Field::Creator
            | Field::Presenter
            | Field::Denied => {
                self.truth = match value.as_bytes() {
                    [b'0' | b'1', ..] => Truth::Digit,
                    [b't' | b'f', ..] => Truth::Lower,
                    [_, b'a'..=b'z', ..] => Truth::Capital,
                    [_, _, ..] => Truth::Upper,
                    _ => return,
                };
            }
            _ => {}
        }
    }

    /// What a value is called here.
    pub fn value(&self, value: &NewValue) -> String {
        match value {
            NewValue::Absent => String::new(),
            NewValue::Text { after, .. } => after.clone(),
            NewValue::Flag(flag) => self.flag(*flag).to_owned(),
            NewValue::Behavior(behavior) => match (self.behavior_word, behavior) {
                (true, Behavior::Normal) => "Normal",
                (true, Behavior::Auditorium) => "Auditorium",
                (false, behavior) => behavior.number(),
            }
            .to_owned(),
            NewValue::Visibility(visibility) => match (self.visibility_word, visibility) {
                (true, Visibility::Private) => "Private",
                (true, Visibility::Scope) => "Scope",
                (true, Visibility::Open) => "Open",
                (false, visibility) => visibility.number(),
            }
            .to_owned(),
        }
    }

    /// What yes and no are called here.
    pub fn flag(&self, flag: bool) -> &'static str {
        match (self.truth, flag) {
            (Truth::Digit, true) => "1",
            (Truth::Digit, false) => "0",
            (Truth::Lower, true) => "true",
            (Truth::Lower, false) => "false",
            (Truth::Capital, true) => "True",
            (Truth::Capital, false) => "False",
            (Truth::Upper, true) => "TRUE",
            (Truth::Upper, false) => "FALSE",
        }
    }
}

/// The elements around a field.
fn around(field: &FieldLayout) -> Vec<Box<str>> {
    let names = field.path.split_last();
    names.map_or(Vec::new(), |(_, around)| around.to_vec())
}

/// A text as the content of an element.
pub(super) fn content(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    escape::content(text.as_bytes(), &mut out);
    out
}

/// A text as the value of an attribute: in the quotes that are there, which may be apostrophes.
pub(super) fn attribute_value(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    escape::value_in_any_quotes(text.as_bytes(), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_so_that_they_come_back() {
        assert_eq!(
            content("R&D <\u{8}>\r\n\"'"),
            b"R&amp;D &lt;&#x8;&gt;&#xD;\n\"'"
        );
        assert_eq!(attribute_value("\"a'\n"), b"&quot;a&#x27;&#xA;");
    }

    #[test]
    fn what_is_new_looks_like_what_is_there() {
        let layout = Layout::built_in();
        let mut spelling = Spelling::new(&layout);
        let role = Owner::Part(Entity::Room, Part::Roles);
        let form = |spelling: &Spelling<'_>, field| {
            let form = spelling.form(role, field);
            (form.attribute, String::from_utf8(form.name).unwrap())
        };
        assert_eq!(form(&spelling, Field::Manager), (true, "isManager".into()));
        spelling.learn(role, Field::Id, false, b"id");
        assert_eq!(form(&spelling, Field::Manager), (false, "isManager".into()));
        spelling.learn(role, Field::Manager, true, b"m");
        assert_eq!(form(&spelling, Field::Manager), (true, "m".into()));
        let room = spelling.form(Owner::Entity(Entity::Room), Field::Name);
        assert!(!room.attribute);

        assert_eq!(spelling.flag(true), "1");
        spelling.learn_value(Field::Member, "False");
        assert_eq!(spelling.value(&NewValue::Flag(true)), "True");
        spelling.learn_value(Field::Visibility, "6");
        assert_eq!(
            spelling.value(&NewValue::Visibility(Visibility::Scope)),
            "3"
        );
        spelling.learn_value(Field::Visibility, "Closed");
        assert_eq!(
            spelling.value(&NewValue::Visibility(Visibility::Scope)),
            "Scope"
        );

        assert_eq!(
            spelling.part_below(Entity::Room, b"Scope"),
            Some(Part::Scope)
        );
        let way = spelling.way_to(Entity::Room, Part::Roles);
        assert_eq!(way, [b"Roles".to_vec(), b"Principal".to_vec()]);
    }
}
