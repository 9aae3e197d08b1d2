//! Changes the records of a member while it passes by. What no change is about goes through byte for byte.

use std::collections::BTreeSet;

use super::edits::{Edits, FieldEdit, NewValue, ObjectEdits, kind_of};
use super::entry::{Entry, decoded, element, end_tag, new_entry, prefix};
use super::out::{Mark, Out};
use super::spelling::{Owner, Spelling, attribute_value, content};
use super::token::{Kept, Kind, TagEdit, Token, attributes_of, changed, each};
use crate::directory::Id;
use crate::rules::ObjectKind;
use crate::source::package::layout::{Entity, Field, Layout, Part};
use crate::source::package::markup::local;
use crate::source::package::paths::{Claim, Paths};
use crate::source::{Error, Form};

/// Edits one member.
pub(super) struct Editor<'a> {
    paths: Paths<'a>,
    spelling: Spelling<'a>,
    edits: &'a Edits,
    selects: bool,
    /// Something is set aside, and has this above it.
    above_asides: Option<NewValue>,
    open: Vec<Open>,
    objects: Vec<Object<'a>>,
    /// Tokens that wait for something that follows them.
    held: Option<Held>,
    /// How deep inside of an element that goes.
    skipped: Option<Skipped>,
    /// An entry of a list, until it is whole.
    entry: Option<(Vec<Kept>, usize)>,
    pub out: Out,
    /// Whether anything became different.
    pub edited: bool,
    /// The objects whose changes are made.
    pub done: BTreeSet<(ObjectKind, Id)>,
}

/// An element that has not ended yet.
struct Open {
    path: usize,
    /// It holds the entries of this part.
    list: Option<Part>,
}

/// A record that has not ended yet.
struct Object<'a> {
    entity: Entity,
    id: Option<Id>,
    edits: Option<&'a ObjectEdits>,
    /// How many elements are open where its children stand.
    depth: usize,
    /// The prefix of its tag.
    prefix: Vec<u8>,
    /// Fields that are still to be written.
    fields: Vec<(Field, NewValue)>,
    /// The white space before its first child.
    indent: Option<Vec<u8>>,
    /// It was set aside, to stand behind the category around it.
    aside: bool,
    roles: List,
    scope: List,
}

/// What was seen of a list of roles, or of a scope.
#[derive(Default)]
struct List {
    /// There is an element for it.
    seen: bool,
    /// Principals whose entries are as they are to be.
    done: BTreeSet<Id>,
    /// What an entry is called, and the white space before it.
    entry: Option<(Vec<u8>, Vec<u8>)>,
}

/// Why tokens wait.
enum Held {
    /// For the id of a record, which stands in a child element.
    Id {
        tokens: Vec<Kept>,
        depth: usize,
        path: usize,
        value: Option<Vec<u8>>,
    },
    /// For the roles of a record that has none so far: new ones belong right behind its name and description.
    Roles { tokens: Vec<Kept>, depth: usize },
}

/// An element whose content goes.
struct Skipped {
    depth: usize,
    /// Its end tag stays, behind this.
    instead: Option<Vec<u8>>,
}

impl<'a> Editor<'a> {
    /// `selects`: messages are picked, so it must be known which room they are in.
    pub fn new(layout: &'a Layout, edits: &'a Edits, selects: bool) -> Self {
        Editor {
            paths: Paths::new(layout),
            spelling: Spelling::new(layout),
            edits,
            selects,
            above_asides: None,
            open: Vec::new(),
            objects: Vec::new(),
            held: None,
            skipped: None,
            entry: None,
            out: Out::default(),
            edited: false,
            done: BTreeSet::new(),
        }
    }

    /// Takes a stretch of whole tags and texts.
    pub fn read(&mut self, text: &[u8]) -> Result<(), Error> {
        each(text, |token| self.token(token))
    }

    /// Messages stand here: gives whether they are some that the layout knows, and the room around them.
    pub fn messages(&mut self, name: &str) -> Result<Option<Option<Id>>, Error> {
        self.release(None)?;
        self.open_entry()?;
        if self.skipped.is_some() {
            return Ok(Some(None));
        }
        let parent = self.open.last().map_or(0, |open| open.path);
        let path = self.paths.below(parent, name);
        if self.paths.claim(path) != Claim::Entity(Entity::Message) {
            return Ok(None);
        }
        let is_room = |it: &&Object<'_>| matches!(it.entity, Entity::Room | Entity::MessageRoom);
        let room = self.objects.iter().rev().find(is_room);
        Ok(Some(room.and_then(|room| room.id.clone())))
    }

    /// Whether what comes now goes.
    pub fn skips(&self) -> bool {
        self.skipped.is_some()
    }

    /// The member ends.
    pub fn finish(&mut self) -> Result<(), Error> {
        if !self.open.is_empty() || self.held.is_some() || self.entry.is_some() {
            return Err(changed());
        }
        self.out.put(b"");
        Ok(())
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        if self.skipped.is_some() {
            self.skip(token);
            Ok(())
        } else if self.entry.is_some() {
            self.entry_token(token);
            Ok(())
        } else if self.held.is_some() {
            self.hold(token)
        } else {
            self.pass(token)
        }
    }

    fn skip(&mut self, token: Token<'_>) {
        let Some(skipped) = &mut self.skipped else {
            return;
        };
        match token.kind {
            Kind::Start => skipped.depth += 1,
            Kind::End if skipped.depth > 0 => skipped.depth -= 1,
            Kind::End => {
                if let Some(instead) = self.skipped.take().and_then(|it| it.instead) {
                    self.out.put(&instead);
                    self.out.put(token.raw);
                }
            }
            _ => {}
        }
    }

    fn pass(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token.kind {
            Kind::Text => self.text(token),
            Kind::Special => self.out.put(token.raw),
            Kind::Start | Kind::Empty => self.start(token, None),
            Kind::End => self.end(token)?,
        }
        Ok(())
    }

    fn text(&mut self, token: Token<'_>) {
        if let Some(open) = self.open.last()
            && let Claim::Field(field, _) = self.paths.claim(open.path)
        {
            self.spelling
                .learn_value(field, &decoded(token.raw, Form::Xml));
            // White space too may be a value.
            self.out.put(token.raw);
        } else {
            self.out.text(token.raw);
        }
    }

    fn enter(&mut self, token: Token<'_>) -> usize {
        let parent = self.open.last().map_or(0, |open| open.path);
        self.paths
            .enter(parent, &String::from_utf8_lossy(token.local()))
    }

    fn push(&mut self, path: usize) {
        self.open.push(Open { path, list: None });
    }

    fn start(&mut self, token: Token<'_>, known_id: Option<Option<Id>>) {
        let path = self.enter(token);
        let claim = self.paths.claim(path);
        if let Claim::Entity(entity) = claim
            && entity != Entity::Message
        {
            return self.start_object(token, path, entity, known_id);
        }
        if let Some(object) = self.objects.last_mut() {
            if self.open.len() == object.depth && object.indent.is_none() {
                object.indent = Some(self.out.blanks().to_vec());
            }
            match claim {
                Claim::Part(part) => return self.start_entry(token, path, part),
                Claim::Field(field, _) => return self.start_field(token, path, field),
                _ if self.open.len() == object.depth => {
                    let part = self.spelling.part_below(object.entity, token.local());
                    if let Some(part) = part {
                        return self.start_list(token, path, part);
                    }
                }
                _ => {}
            }
        }
        self.out.put(token.raw);
        if token.kind == Kind::Start {
            self.push(path);
        }
    }

    fn end(&mut self, token: Token<'_>) -> Result<(), Error> {
        let open = self.open.pop().ok_or_else(changed)?;
        let ends = |object: &&Object<'_>| object.depth > self.open.len();
        let object = self.objects.last().filter(ends);
        let ended = object.map(|object| (object.entity, object.aside));
        if ended.is_some() {
            self.end_object();
        }
        if let Some(part) = open.list {
            self.add_entries(part);
        }
        self.out.put(token.raw);
        if let Claim::Field(field, _) = self.paths.claim(open.path) {
            self.behind_field(field);
        }
        match ended {
            Some((_, true)) => self.out.mark(Mark::Back),
            // What was set aside stands behind the outermost category, or the one right below the root's element.
            Some((Entity::Category, false)) if self.asides_end() => self.out.mark(Mark::Here),
            _ => {}
        }
        Ok(())
    }

    /// Whether what was set aside stands here: nothing is around, or only the category that it belongs to.
    fn asides_end(&mut self) -> bool {
        let Some(parent) = &self.above_asides else {
            return false;
        };
        let around = self.categories_around().next();
        let here = around.is_none_or(|around| parent.is(around.id.as_deref()));
        if here {
            self.above_asides = None;
        }
        here
    }

    // Records

    fn start_object(
        &mut self,
        token: Token<'_>,
        path: usize,
        entity: Entity,
        known_id: Option<Option<Id>>,
    ) {
        let owner = Owner::Entity(entity);
        let mut claims = Vec::new();
        let mut id: Option<(u8, Id)> = None;
        for attribute in attributes_of(token) {
            let name = String::from_utf8_lossy(local(attribute.name));
            let claim = self.paths.attribute(path, &name);
            let Claim::Field(field, rank) = claim else {
                claims.push((None, Vec::new()));
                continue;
            };
            let value = decoded(attribute.value, Form::XmlAttribute);
            self.spelling.learn(owner, field, true, attribute.name);
            self.spelling.learn_value(field, &value);
            let is_better = id.as_ref().is_none_or(|(known, _)| rank < *known);
            if field == Field::Id && is_better && !value.trim().is_empty() {
                id = Some((rank, value.trim().into()));
            }
            claims.push((Some((field, value)), attribute.value.to_vec()));
        }
        let id = id.map(|(_, id)| id);
        let is_room = matches!(entity, Entity::Room | Entity::MessageRoom);
        let matters = self.edits.any(entity) || self.selects && is_room;
        if id.is_none() && known_id.is_none() && matters && token.kind == Kind::Start {
            self.held = Some(Held::Id {
                tokens: vec![token.into()],
                depth: 0,
                path,
                value: None,
            });
            return;
        }
        let id = id.or(known_id.flatten());
        let edits = id.as_deref().and_then(|id| self.edits.of(entity, id));
        if let (Some(_), Some(id), Some(kind)) = (edits, &id, kind_of(entity)) {
            self.edited = true;
            self.done.insert((kind, id.clone()));
        }
        if edits.is_some_and(|edits| edits.left_out) {
            self.out.drop_blanks();
            if token.kind == Kind::Start {
                self.skipped = Some(Skipped {
                    depth: 0,
                    instead: None,
                });
            }
            return;
        }
        let above = edits.and_then(|edits| self.moves_below(entity, edits));
        let aside = above.is_some();
        let parent_told = above.as_ref().is_some_and(|above| self.tells_parent(above));
        if above.is_some() {
            self.out.mark(Mark::Aside);
            self.above_asides = above;
        }
        let mut tag = TagEdit::default();
        let mut later = Vec::new();
        for edit in edits.into_iter().flat_map(|edits| &edits.fields) {
            let FieldEdit { field, value, .. } = edit;
            let mut found = false;
            for (at, (claim, raw)) in claims.iter().enumerate() {
                let Some((_, old)) = claim.as_ref().filter(|(known, _)| known == field) else {
                    continue;
                };
                found = true;
                match value {
                    NewValue::Absent => tag.remove.push(at),
                    value => tag.set.push((at, self.attribute(value, old, raw))),
                }
            }
            if found || parent_told && *field == Field::Parent {
                continue;
            }
            let form = self.spelling.form(owner, *field);
            if form.attribute && !edit.existed && *value != NewValue::Absent {
                let value = attribute_value(&self.spelling.value(value));
                tag.insert.push((form.name, value));
            } else {
                later.push((*field, value.clone()));
            }
        }
        let mut object = Object {
            entity,
            id,
            edits,
            depth: self.open.len() + 1,
            prefix: prefix(token.name).to_owned(),
            fields: later,
            indent: None,
            aside,
            roles: List::default(),
            scope: List::default(),
        };
        if token.kind == Kind::Start {
            self.out.put(&tag.apply(token));
            self.push(path);
            self.objects.push(object);
            return;
        }
        object
            .fields
            .retain(|(_, value)| *value != NewValue::Absent);
        tag.open = !object.fields.is_empty()
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
    }

    /// What a category is to be below of, where it stands in another one.
    fn moves_below(&self, entity: Entity, edits: &ObjectEdits) -> Option<NewValue> {
        let mut fields = edits.fields.iter();
        let parent = &fields.find(|edit| edit.field == Field::Parent)?.value;
        let around = self.categories_around().next()?;
        let moves = entity == Entity::Category && !parent.is(around.id.as_deref());
        moves.then(|| parent.clone())
    }

    /// Whether the place of something that is set aside says what is above it.
    fn tells_parent(&self, parent: &NewValue) -> bool {
        let outermost = self.categories_around().last();
        *parent == NewValue::Absent || outermost.is_some_and(|it| parent.is(it.id.as_deref()))
    }

    /// The categories that stand around, the innermost first.
    fn categories_around(&self) -> impl Iterator<Item = &Object<'a>> {
        let objects = self.objects.iter().rev();
        objects.filter(|object| object.entity == Entity::Category)
    }

    /// A new value for an attribute. A name that only gets something in front keeps the spelling of the rest.
    fn attribute(&self, value: &NewValue, old: &str, raw: &[u8]) -> Vec<u8> {
        match value.prefix_to(old) {
            Some(prefix) => [&attribute_value(prefix), raw].concat(),
            None => attribute_value(&self.spelling.value(value)),
        }
    }

    /// Writes what the object lacks, before its end.
    fn end_object(&mut self) {
        for part in [Part::Roles, Part::Scope] {
            let lacks = |object: &Object<'_>| object.lacks_entries(part);
            if self.objects.last().is_some_and(lacks) {
                self.add_list(part);
            }
        }
        let Some(object) = self.objects.pop() else {
            return;
        };
        for (field, value) in &object.fields {
            if *value == NewValue::Absent {
                continue;
            }
            let form = self.spelling.form(Owner::Entity(object.entity), *field);
            let value = content(&self.spelling.value(value));
            let child = element(&object.prefix, &form.name, &value);
            let indent = object.indent.as_deref().unwrap_or_default();
            self.out.put_before_blanks(&[indent, &child].concat());
        }
    }

    // Fields

    fn start_field(&mut self, token: Token<'_>, path: usize, field: Field) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        self.spelling
            .learn(Owner::Entity(object.entity), field, false, token.local());
        let place = object.fields.iter().position(|(known, _)| *known == field);
        let empty = token.kind == Kind::Empty;
        let Some((_, value)) = place.map(|at| object.fields.remove(at)) else {
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
                instead: Some(new),
            });
        }
    }

    /// A field has ended: roles that have no place yet belong behind the name and the description.
    fn behind_field(&mut self, field: Field) {
        let Some(object) = self.objects.last() else {
            return;
        };
        let is_place = matches!(field, Field::Name | Field::Description);
        if is_place && self.open.len() == object.depth && object.lacks_entries(Part::Roles) {
            self.held = Some(Held::Roles {
                tokens: Vec::new(),
                depth: 0,
            });
        }
    }

    // Lists of entries

    fn start_list(&mut self, token: Token<'_>, path: usize, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let empty = token.kind == Kind::Empty;
        let lacks = object.lacks_entries(part);
        if let Some(list) = object.list(part) {
            list.seen = true;
        }
        let tag = TagEdit {
            open: empty && lacks,
            ..TagEdit::default()
        };
        self.out.put(&tag.apply(token));
        if !empty {
            self.push(path);
            if let Some(open) = self.open.last_mut() {
                open.list = Some(part);
            }
        } else if lacks {
            self.add_entries(part);
            self.out.put(&end_tag(token.name));
        }
    }

    fn start_entry(&mut self, token: Token<'_>, path: usize, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let blanks = self.out.blanks().to_vec();
        if let Some(list) = object.list(part) {
            list.seen = true;
            list.entry
                .get_or_insert_with(|| (token.name.to_owned(), blanks));
        }
        self.push(path);
        self.entry = Some((vec![token.into()], 0));
        if token.kind == Kind::Empty {
            self.end_entry();
        }
    }

    fn entry_token(&mut self, token: Token<'_>) {
        let Some((tokens, depth)) = &mut self.entry else {
            return;
        };
        tokens.push(token.into());
        match token.kind {
            Kind::Start => *depth += 1,
            Kind::End if *depth > 0 => *depth -= 1,
            Kind::End => self.end_entry(),
            _ => {}
        }
    }

    /// Messages in an entry: nobody writes that. It is no entry then, and passes by as it is.
    fn open_entry(&mut self) -> Result<(), Error> {
        let Some((tokens, _)) = self.entry.take() else {
            return Ok(());
        };
        let mut tokens = tokens.iter().map(Kept::token);
        if let Some(first) = tokens.next() {
            self.out.put(first.raw);
        }
        tokens.try_for_each(|token| self.pass(token))
    }

    fn end_entry(&mut self) {
        let (Some((tokens, _)), Some(open)) = (self.entry.take(), self.open.pop()) else {
            return;
        };
        let (Claim::Part(part), Some(object)) =
            (self.paths.claim(open.path), self.objects.last_mut())
        else {
            return;
        };
        let owner = Owner::Part(object.entity, part);
        let (paths, spelling) = (&mut self.paths, &mut self.spelling);
        let entry = Entry::new(tokens, open.path, owner, paths, spelling);
        let edits = object.edits.and_then(|edits| edits.part(part));
        let Some(edit) = edits.and_then(|edits| edits.get(entry.id())) else {
            self.out.put(&entry.raw());
            return;
        };
        let first = object
            .list(part)
            .is_some_and(|list| list.done.insert(entry.id().into()));
        match entry.edited(edit, first, owner, spelling) {
            Some(raw) => self.out.put(&raw),
            None => self.out.drop_blanks(),
        }
    }

    /// Adds what a list lacks, before its end.
    fn add_entries(&mut self, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let way = self.spelling.way_to(object.entity, part);
        let owner = Owner::Part(object.entity, part);
        let missing: Vec<(Id, BTreeSet<Field>)> = object.missing(part).collect();
        let prefix = object.prefix.clone();
        let Some(list) = object.list(part) else {
            return;
        };
        // Levels that the layout wants between the list and its entries.
        let between = way.get(1..way.len().saturating_sub(1)).unwrap_or_default();
        let between = if list.entry.is_some() { &[] } else { between };
        let (name, indent) = list.entry.clone().unwrap_or_else(|| {
            let own = way.last().cloned().unwrap_or_default();
            ([prefix.clone(), own].concat(), Vec::new())
        });
        let mut added = Vec::new();
        for (id, flags) in missing {
            added.extend_from_slice(&indent);
            added.extend(new_entry(&name, &id, &flags, owner, &self.spelling));
            list.done.insert(id);
        }
        if added.is_empty() {
            return;
        }
        for level in between.iter().rev() {
            added = element(&prefix, level, &added);
        }
        self.out.put_before_blanks(&added);
    }

    /// A list where there is none yet.
    fn add_list(&mut self, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let way = self.spelling.way_to(object.entity, part);
        let name = [&*object.prefix, way.first().map_or(&[][..], |name| name)].concat();
        if let Some(list) = object.list(part) {
            list.seen = true;
        }
        // Roles stand right behind what is before them; anything else on a line of its own.
        let indent = match part {
            Part::Roles => Vec::new(),
            _ => object.indent.clone().unwrap_or_default(),
        };
        self.out
            .put_before_blanks(&[&*indent, b"<", &name, b">"].concat());
        let blanks = self.out.blanks().to_vec();
        self.out.drop_blanks();
        self.add_entries(part);
        self.out.put(&end_tag(&name));
        self.out.text(&blanks);
    }

    // Tokens that wait

    fn hold(&mut self, token: Token<'_>) -> Result<(), Error> {
        let Some(held) = &mut self.held else {
            return self.pass(token);
        };
        match held {
            Held::Id {
                tokens,
                depth,
                path,
                value,
            } => {
                let is_id = |paths: &mut Paths<'_>| {
                    let child = paths.below(*path, &String::from_utf8_lossy(token.local()));
                    matches!(paths.claim(child), Claim::Field(Field::Id, _))
                };
                tokens.push(token.into());
                match token.kind {
                    Kind::Start => {
                        if *depth == 0 && is_id(&mut self.paths) {
                            *value = Some(Vec::new());
                        }
                        *depth += 1;
                    }
                    Kind::End if *depth == 1 && value.is_some() => {
                        let id = value.take().map(|raw| decoded(&raw, Form::Xml));
                        let id = id.map(|id| id.trim().into());
                        return self.release(id);
                    }
                    Kind::End if *depth == 0 => return self.release(None),
                    Kind::End => *depth -= 1,
                    Kind::Text | Kind::Special => {
                        if let Some(value) = value {
                            value.extend_from_slice(token.raw);
                        }
                    }
                    Kind::Empty => {}
                }
                Ok(())
            }
            Held::Roles { tokens, depth } => {
                let child = *depth == 0 && matches!(token.kind, Kind::Start | Kind::Empty);
                let parent = self.open.last().map_or(0, |open| open.path);
                let name = String::from_utf8_lossy(token.local());
                let goes_on = child && {
                    let path = self.paths.below(parent, &name);
                    let entity = self.objects.last().map(|object| object.entity);
                    let below = entity.and_then(|it| self.spelling.part_below(it, token.local()));
                    matches!(self.paths.claim(path), Claim::Field(Field::Description, _))
                        || below == Some(Part::Roles)
                };
                if goes_on {
                    let tokens = std::mem::take(tokens);
                    self.held = None;
                    self.replay(tokens)?;
                    return self.pass(token);
                }
                if *depth == 0 && token.kind == Kind::End {
                    self.release(None)?;
                    return self.pass(token);
                }
                match token.kind {
                    Kind::Start => *depth += 1,
                    Kind::End => *depth -= 1,
                    _ => {}
                }
                tokens.push(token.into());
                Ok(())
            }
        }
    }

    /// What was waited for does not come, or is there: goes on with what waited.
    fn release(&mut self, id: Option<Id>) -> Result<(), Error> {
        match self.held.take() {
            None => Ok(()),
            Some(Held::Id { tokens, .. }) => {
                let mut tokens = tokens.into_iter();
                if let Some(first) = tokens.next() {
                    // It was entered before, when it began to wait.
                    self.start(first.token(), Some(id));
                }
                self.replay(tokens)
            }
            Some(Held::Roles { tokens, .. }) => {
                self.add_list(Part::Roles);
                self.replay(tokens)
            }
        }
    }

    fn replay(&mut self, tokens: impl IntoIterator<Item = Kept>) -> Result<(), Error> {
        for kept in tokens {
            self.token(kept.token())?;
        }
        Ok(())
    }
}

impl Object<'_> {
    fn list(&mut self, part: Part) -> Option<&mut List> {
        match part {
            Part::Roles => Some(&mut self.roles),
            Part::Scope => Some(&mut self.scope),
            Part::Groups => None,
        }
    }

    /// Entries that are to be there and were not seen: the principal's id, and their flags.
    fn missing(&self, part: Part) -> impl Iterator<Item = (Id, BTreeSet<Field>)> {
        let list = match part {
            Part::Roles => Some(&self.roles),
            Part::Scope => Some(&self.scope),
            Part::Groups => None,
        };
        let edits = self.edits.and_then(|edits| edits.part(part));
        let edits = edits.into_iter().flatten();
        let missing = edits.filter(move |(id, _)| list.is_none_or(|list| !list.done.contains(*id)));
        missing.flat_map(|(id, edit)| edit.entries().map(|flags| (id.clone(), flags)))
    }

    /// Whether entries are to be there, and no element for them was seen.
    fn lacks_entries(&self, part: Part) -> bool {
        let seen = match part {
            Part::Roles => self.roles.seen,
            Part::Scope => self.scope.seen,
            Part::Groups => true,
        };
        !seen && self.missing(part).next().is_some()
    }
}
