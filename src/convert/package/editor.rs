//! Changes the records of a member while it passes by. What no change is about goes through byte for byte.

mod held;
mod lists;
mod moves;
mod object;
mod records;

use std::collections::BTreeSet;

use self::held::Held;
use self::object::Object;
use super::edits::{Edits, NewValue};
use super::entry::decoded;
use super::out::{Mark, Out};
use super::spelling::Spelling;
use super::token::{Kept, Kind, Token, changed, each};
use crate::directory::Id;
use crate::rules::ObjectKind;
use crate::source::package::layout::{Entity, Field, Layout, Part};
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
    /// How deep inside of a field whose content goes.
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

/// A field whose content goes.
struct Skipped {
    depth: usize,
    /// Its end tag stays, behind this: it gets another value.
    instead: Option<(Field, Vec<u8>)>,
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
        self.release()?;
        self.open_entry()?;
        if self.skipped.is_some() {
            return Ok(None);
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
                if let Some((field, value)) = self.skipped.take().and_then(|it| it.instead) {
                    self.out.put(&value);
                    self.out.put(token.raw);
                    self.behind_field(field);
                }
            }
            _ => {}
        }
    }

    fn pass(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token.kind {
            Kind::Text => self.text(token),
            Kind::Special => self.out.put(token.raw),
            Kind::Start | Kind::Empty => self.start(token, None)?,
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

    fn start(&mut self, token: Token<'_>, known_id: Option<Option<Id>>) -> Result<(), Error> {
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
                Claim::Part(part) => {
                    self.start_entry(token, path, part);
                    return Ok(());
                }
                Claim::Field(field, _) => {
                    self.start_field(token, path, field);
                    return Ok(());
                }
                _ if self.open.len() == object.depth => {
                    let part = self.spelling.part_below(object.entity, token.local());
                    if let Some(part) = part {
                        self.start_list(token, path, part);
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        self.out.put(token.raw);
        if token.kind == Kind::Start {
            self.push(path);
        }
        Ok(())
    }

    fn end(&mut self, token: Token<'_>) -> Result<(), Error> {
        let open = self.open.pop().ok_or_else(changed)?;
        let ends = |object: &&Object<'_>| object.depth > self.open.len();
        let object = self.objects.last().filter(ends);
        let ended = object.map(|object| (object.entity, object.aside));
        let has_gone = object.is_some_and(Object::goes);
        if ended.is_some() {
            self.end_object();
        }
        if let Some(part) = open.list {
            self.add_entries(part);
        }
        self.out.put(token.raw);
        if has_gone {
            self.out.end_going();
        }
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
}
