//! Changes the records of a member while it passes by. What no change is about goes through byte for byte.

mod held;
mod lists;
mod moves;
mod object;
mod records;

use std::collections::BTreeSet;

use self::held::Held;
use self::moves::moved_twice;
use self::object::Object;
use super::edits::{Edits, NewValue};
use super::entry::decoded;
use super::out::{Mark, Out};
use super::spelling::Spelling;
use crate::directory::{Id, ObjectKind};
use crate::input::Error;
use crate::package::Layout;
use crate::package::layout::{Entity, Part};
use crate::package::paths::{Claim, Paths};
use crate::reading::TextForm;
use crate::xml::token::{Kept, Kind, Token, changed, each};

/// Edits one member.
pub(super) struct Editor<'a> {
    paths: Paths<'a>,
    spelling: Spelling<'a>,
    edits: &'a Edits<'a>,
    selects: bool,
    /// Something is set aside, and has this above it.
    above_asides: Option<NewValue>,
    open: Vec<Open>,
    objects: Vec<Object<'a>>,
    /// Tokens that wait for something that follows them.
    held: Option<Held>,
    /// The objects of the member, where categories may move: of two with one id the first one counts.
    seen: BTreeSet<(ObjectKind, Id)>,
    /// An object that the member has twice.
    twice: Option<(ObjectKind, Id)>,
    moved: bool,
    /// How many elements are open around one that goes.
    muted: Option<usize>,
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
    /// It is a field with another value: its text goes.
    replaced: bool,
}

impl<'a> Editor<'a> {
    /// `selects`: messages are picked, so it must be known which room they are in.
    pub fn new(layout: &'a Layout, edits: &'a Edits<'a>, selects: bool) -> Self {
        Editor {
            paths: Paths::new(layout),
            spelling: Spelling::new(layout),
            edits,
            selects,
            above_asides: None,
            open: Vec::new(),
            objects: Vec::new(),
            held: None,
            seen: BTreeSet::new(),
            twice: None,
            moved: false,
            muted: None,
            entry: None,
            out: Out::default(),
            edited: false,
            done: BTreeSet::new(),
        }
    }

    /// Takes a stretch of whole tags and texts. What is written is handed over whenever it has become long: a few lines
    /// may get lists of thousands.
    pub fn read(
        &mut self,
        text: &[u8],
        mut hand_over: impl FnMut(&mut Out) -> Result<(), Error>,
    ) -> Result<(), Error> {
        each(text, |token| {
            self.token(token)?;
            if self.out.is_long() {
                hand_over(&mut self.out)?;
            }
            Ok(())
        })
    }

    /// Messages stand here: gives whether they are some that the layout knows, and the room around them.
    pub fn messages(&mut self, name: &str) -> Result<Option<Option<Id>>, Error> {
        // What waits may hold something that waits in its turn.
        while self.held.is_some() || self.entry.is_some() {
            self.release()?;
            self.open_entry()?;
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
        self.muted.is_some()
    }

    /// The element that comes now goes, with all that is in it.
    fn mute(&mut self) {
        if self.muted.is_none() {
            self.out.mute();
            self.muted = Some(self.open.len());
        }
    }

    /// The member ends.
    pub fn finish(&mut self) -> Result<(), Error> {
        if !self.open.is_empty() || self.held.is_some() || self.entry.is_some() {
            return Err(changed());
        }
        self.out.put(b"");
        match &self.twice {
            // Which of the two was the first can no longer be known.
            Some((kind, id)) if self.moved => Err(moved_twice(*kind, id)),
            _ => Ok(()),
        }
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        if self.entry.is_some() {
            self.entry_token(token);
            Ok(())
        } else if self.held.is_some() {
            self.hold(token)
        } else {
            self.pass(token)
        }
    }

    fn pass(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token.kind {
            Kind::Text => self.text(token),
            Kind::Special => {
                let is_text = token.raw.starts_with(b"<![CDATA[");
                if !(is_text && self.open.last().is_some_and(|open| open.replaced)) {
                    self.out.put(token.raw);
                }
            }
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
                .learn_value(field, &decoded(token.raw, TextForm::Xml));
            // White space too may be a value.
            if !open.replaced {
                self.out.put(token.raw);
            }
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
        self.open.push(Open {
            path,
            list: None,
            replaced: false,
        });
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
        if let Some(around) = self.muted {
            if around == self.open.len() {
                self.muted = None;
                self.out.unmute();
            }
            return Ok(());
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
