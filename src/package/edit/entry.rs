//! One entry of a list of roles or of a scope: an element that names a principal, with its flags.

use std::collections::BTreeMap;

use super::edits::{Flags, PartEdit};
use super::spelling::{FieldForm, Owner, Spelling, attribute_value, content};
use crate::package::layout::Field;
use crate::package::paths::{Claim, Paths};
use crate::reading::{Text, TextForm, flag};
use crate::xml::markup::{local, prefix};
use crate::xml::token::{Kept, Kind, TagEdit, attributes_of};
use crate::xml::write::{attribute, element, end_tag};

/// An entry that was read whole.
#[derive(Debug)]
pub(super) struct Entry {
    tokens: Vec<Kept>,
    /// Where each field stands that the entry has.
    fields: Vec<(Field, u8, Place, String)>,
    id: (u8, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The attribute of this number.
    Attribute(usize),
    /// A child element, by the places of its tags among the tokens; the same where it is empty.
    Child(usize, usize),
}

impl Entry {
    /// Takes an entry apart; `path` is its element's.
    pub fn new(
        tokens: Vec<Kept>,
        path: usize,
        owner: Owner,
        paths: &mut Paths<'_>,
        spelling: &mut Spelling<'_>,
    ) -> Self {
        let mut entry = Entry {
            tokens: Vec::new(),
            fields: Vec::new(),
            id: (u8::MAX, String::new()),
        };
        let mut note = |field, rank, place, value: String, attribute, name: &[u8]| {
            spelling.learn(owner, field, attribute, name);
            spelling.learn_value(field, &value);
            if field == Field::Id && rank < entry.id.0 {
                entry.id = (rank, value.trim().to_owned());
            }
            entry.fields.push((field, rank, place, value));
        };
        let start = tokens[0].token();
        for (at, attribute) in attributes_of(start).iter().enumerate() {
            let name = local(attribute.name);
            let claim = paths.attribute(path, &String::from_utf8_lossy(name));
            if let Claim::Field(field, rank) = claim {
                let value = decoded(attribute.value, TextForm::XmlAttribute);
                note(
                    field,
                    rank,
                    Place::Attribute(at),
                    value,
                    true,
                    attribute.name,
                );
            }
        }
        // The elements that are open, and the field that one of them is: from where on, and how deep.
        let mut around = vec![path];
        let mut open: Option<(Field, u8, usize, usize)> = None;
        for (at, kept) in tokens.iter().enumerate().skip(1) {
            let token = kept.token();
            match token.kind {
                Kind::Start | Kind::Empty => {
                    let above = around.last().copied().unwrap_or(path);
                    let path = paths.below(above, &String::from_utf8_lossy(token.local()));
                    if token.kind == Kind::Start {
                        around.push(path);
                    }
                    let (Claim::Field(field, rank), None) = (paths.claim(path), &open) else {
                        continue;
                    };
                    if token.kind == Kind::Start {
                        open = Some((field, rank, at, around.len()));
                    } else {
                        let place = Place::Child(at, at);
                        note(field, rank, place, String::new(), false, token.local());
                    }
                }
                Kind::End => {
                    let ended = open.take_if(|(.., depth)| *depth == around.len());
                    around.pop();
                    if let Some((field, rank, from, _)) = ended {
                        let inside = tokens[from + 1..at].iter();
                        let raw: Vec<u8> = inside.flat_map(|it| it.token().raw.to_vec()).collect();
                        let value = decoded(&raw, TextForm::Xml);
                        let place = Place::Child(from, at);
                        note(field, rank, place, value, false, token.local());
                    }
                }
                Kind::Text | Kind::Special => {}
            }
        }
        entry.tokens = tokens;
        entry
    }

    /// The principal that it names.
    pub fn id(&self) -> &str {
        &self.id.1
    }

    /// As it was.
    pub fn raw(&self) -> Vec<u8> {
        self.tokens
            .iter()
            .flat_map(|it| it.token().raw.to_vec())
            .collect()
    }

    /// As it is to be; nothing where it goes. `first`: no entry of this principal came before it.
    pub fn edited(
        &self,
        edit: &PartEdit<'_>,
        first: bool,
        owner: Owner,
        spelling: &Spelling<'_>,
    ) -> Option<Vec<u8>> {
        if edit.remove {
            return None;
        }
        let mut flags: BTreeMap<Field, bool> = BTreeMap::new();
        let mut ranks: BTreeMap<Field, u8> = BTreeMap::new();
        for (field, rank, _, value) in self.fields.iter().filter(|(field, ..)| *field != Field::Id)
        {
            // The first of the best candidates counts, as in reading.
            if ranks.get(field).is_none_or(|known| rank < known) {
                ranks.insert(*field, *rank);
                flags.insert(*field, flag::parse(value.trim()) == Some(true));
            }
        }
        let before = flags.clone();
        for field in edit.clear.iter() {
            if let Some(flag) = flags.get_mut(&field) {
                *flag = false;
            }
        }
        if first {
            flags.extend(edit.set.iter().map(|field| (field, true)));
        }
        if flags == before {
            return Some(self.raw());
        }
        if !edit.clear.is_empty() && !flags.values().any(|flag| *flag) {
            return None;
        }
        Some(self.with_flags(&before, &flags, owner, spelling))
    }

    fn with_flags(
        &self,
        before: &BTreeMap<Field, bool>,
        flags: &BTreeMap<Field, bool>,
        owner: Owner,
        spelling: &Spelling<'_>,
    ) -> Vec<u8> {
        let mut tag = TagEdit::default();
        let mut children: BTreeMap<usize, (usize, Vec<u8>)> = BTreeMap::new();
        let mut new_children = Vec::new();
        let own_prefix = prefix(self.tokens[0].token().name);
        for (field, flag) in flags {
            if before.get(field) == Some(flag) {
                continue;
            }
            let value = spelling.flag(*flag).as_bytes().to_vec();
            if !before.contains_key(field) {
                let form = spelling.form(owner, *field);
                if form.attribute {
                    tag.insert.push((form.name, value.clone()));
                } else {
                    new_children.extend(child(own_prefix, &form, &value));
                }
            }
            for (known, _, place, _) in &self.fields {
                match place {
                    _ if known != field => {}
                    Place::Attribute(at) => tag.set.push((*at, value.clone())),
                    Place::Child(from, to) => {
                        children.insert(*from, (*to, value.clone()));
                    }
                }
            }
        }
        let start = self.tokens[0].token();
        let empty = start.kind == Kind::Empty;
        tag.open = empty && !new_children.is_empty();
        let mut out = tag.apply(start);
        let mut at = 1;
        while at < self.tokens.len() {
            let token = self.tokens[at].token();
            if at + 1 == self.tokens.len() {
                out.append(&mut new_children);
            }
            if let Some((to, value)) = children.get(&at) {
                out.extend(element(prefix(token.name), token.local(), value));
                at = to + 1;
                continue;
            }
            out.extend_from_slice(token.raw);
            at += 1;
        }
        if tag.open {
            out.append(&mut new_children);
            out.extend(end_tag(start.name));
        }
        out
    }
}

/// How new entries with the same flags are written: the id stands between two texts.
pub(super) struct EntryForm {
    before: Vec<u8>,
    after: Vec<u8>,
    id_is_attribute: bool,
}

impl EntryForm {
    /// `name`: that of an entry's element.
    pub fn new(name: &[u8], flags: Flags, owner: Owner, spelling: &Spelling<'_>) -> Self {
        let prefix = prefix(name);
        let id = spelling.form(owner, Field::Id);
        let (mut attributes, mut children) = (Vec::new(), Vec::new());
        for form in flags.iter().map(|field| spelling.form(owner, field)) {
            let set = spelling.flag(true);
            if form.attribute {
                let value = attribute_value(set);
                attribute(&form.name, &mut attributes, |out| out.extend(value));
            } else {
                children.extend(child(prefix, &form, &content(set)));
            }
        }
        if id.attribute {
            let mut after = [b"\"", &*attributes].concat();
            if children.is_empty() {
                after.extend_from_slice(b"/>");
            } else {
                after.push(b'>');
                after.append(&mut children);
                after.extend(end_tag(name));
            }
            return EntryForm {
                before: [b"<", name, b" ", &id.name, b"=\""].concat(),
                after,
                id_is_attribute: true,
            };
        }
        // The id is the first child: what is around it is split where the id goes.
        let own = child(prefix, &id, b"");
        let own_end = end_tag(&[prefix, &id.name].concat());
        let at = own.windows(own_end.len()).position(|it| it == own_end);
        let (open, close) = own.split_at(at.unwrap_or(own.len()));
        EntryForm {
            before: [b"<", name, &attributes, b">", open].concat(),
            after: [close, &children, &end_tag(name)].concat(),
            id_is_attribute: false,
        }
    }

    /// Writes one.
    pub fn write(&self, id: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.before);
        out.extend(match self.id_is_attribute {
            true => attribute_value(id),
            false => content(id),
        });
        out.extend_from_slice(&self.after);
    }
}

/// A field as a child, with the elements that stand between.
pub(super) fn child(prefix: &[u8], form: &FieldForm, content: &[u8]) -> Vec<u8> {
    let own = element(prefix, &form.name, content);
    let around = form.around.iter().rev();
    around.fold(own, |inner, name| element(prefix, name.as_bytes(), &inner))
}

pub(super) fn decoded(raw: &[u8], form: TextForm) -> String {
    Text { raw, form }.decode().into_owned()
}
