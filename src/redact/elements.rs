//! Everything of a member but its messages.

use std::collections::HashSet;

use super::ids::Among;
use super::value::Values;
use crate::input::Error;
use crate::package::Layout;
use crate::package::edit::out::Out;
use crate::package::layout::{Entity, Field};
use crate::package::paths::{Claim, Paths};
use crate::reading::{Text, TextForm};
use crate::xml::token::{Kind, Token, changed, each};

/// Writes elements with their values replaced.
pub(super) struct Elements<'a> {
    values: &'a Values,
    paths: Paths<'a>,
    /// What no reader claims, once the whole member was read: what leads to something known is known as such only then.
    unclaimed: &'a HashSet<&'a str>,
    pub out: Out,
    open: Vec<Open>,
    /// The content of the field that is open.
    field: Option<Vec<u8>>,
    /// From which depth on what stands there goes.
    gone: Option<usize>,
    /// Comments, instructions and declarations that went.
    pub asides: u64,
}

struct Open {
    path: usize,
    /// Which ids its id is among.
    among: Among,
}

impl<'a> Elements<'a> {
    pub fn new(layout: &'a Layout, values: &'a Values, unclaimed: &'a HashSet<&'a str>) -> Self {
        Elements {
            values,
            paths: Paths::new(layout),
            unclaimed,
            out: Out::default(),
            open: Vec::new(),
            field: None,
            gone: None,
            asides: 0,
        }
    }

    /// Takes a stretch of whole tags and texts.
    pub fn read(&mut self, text: &[u8]) -> Result<(), Error> {
        each(text, |token| self.token(token))
    }

    /// Whether messages of this name are known where they stand now.
    pub fn messages(&mut self, name: &str) -> bool {
        let path = self.paths.below(self.path(), name);
        self.gone.is_none() && self.paths.claim(path) == Claim::Entity(Entity::Message)
    }

    /// The member ends.
    pub fn finish(&mut self) -> Result<(), Error> {
        if !self.open.is_empty() {
            return Err(changed());
        }
        self.out.put(b"");
        Ok(())
    }

    fn path(&self) -> usize {
        self.open.last().map_or(0, |open| open.path)
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token.kind {
            Kind::Start | Kind::Empty => self.start(token),
            Kind::End => return self.end(token),
            Kind::Text | Kind::Special => self.text(token),
        }
        Ok(())
    }

    fn start(&mut self, token: Token<'_>) {
        let is_open = token.kind == Kind::Start;
        let name = String::from_utf8_lossy(token.local());
        let path = self.paths.enter(self.path(), &name);
        let claim = self.paths.claim(path);
        let among = match claim {
            Claim::Entity(entity) => among(entity),
            Claim::Part(_) => Among::Principals,
            _ => self.open.last().map_or(Among::Nodes, |open| open.among),
        };
        let is_unknown =
            claim == Claim::Unclaimed && self.unclaimed.contains(&*self.paths.text(path));
        if self.gone.is_none() && is_unknown && !self.values.keep {
            self.flush_field();
            self.out.mute();
            self.gone = Some(self.open.len());
        }
        if self.gone.is_none() {
            self.flush_field();
            let paths = &mut self.paths;
            let tag = self.values.tag(token, among, |attribute| {
                match paths.attribute(path, &String::from_utf8_lossy(attribute)) {
                    Claim::Field(field, _) => Some(field),
                    _ => None,
                }
            });
            self.out.put(&tag);
        }
        if is_open {
            self.open.push(Open { path, among });
            if self.gone.is_none() && matches!(claim, Claim::Field(..)) {
                self.field = Some(Vec::new());
            }
        } else {
            self.end_gone();
        }
    }

    fn end(&mut self, token: Token<'_>) -> Result<(), Error> {
        self.flush_field();
        self.field = None;
        self.open.pop().ok_or_else(changed)?;
        self.out.put(token.raw);
        self.end_gone();
        // More of a field may follow what stood inside.
        if self.gone.is_none() && self.open_field().is_some() {
            self.field = Some(Vec::new());
        }
        Ok(())
    }

    fn end_gone(&mut self) {
        if self.gone == Some(self.open.len()) {
            self.gone = None;
            self.out.unmute();
        }
    }

    fn open_field(&self) -> Option<(Field, Among)> {
        let open = self.open.last()?;
        match self.paths.claim(open.path) {
            Claim::Field(field, _) => Some((field, open.among)),
            _ => None,
        }
    }

    /// Writes what was read of the field that is open.
    fn flush_field(&mut self) {
        let Some((field, among)) = self.open_field() else {
            return;
        };
        let Some(content) = &mut self.field else {
            return;
        };
        let value = Text {
            raw: content,
            form: TextForm::Xml,
        };
        let mut new = Vec::with_capacity(content.len());
        self.values.put(field, among, value, &mut new);
        content.clear();
        self.out.put(&new);
    }

    fn text(&mut self, token: Token<'_>) {
        if self.gone.is_some() {
            return;
        }
        if let Some(content) = &mut self.field {
            content.extend_from_slice(token.raw);
            return;
        }
        let raw = token.raw;
        let is_section = raw.starts_with(b"<![CDATA[");
        if token.kind == Kind::Special && !is_section {
            if raw.starts_with(b"<?xml") && raw.get(5).is_some_and(u8::is_ascii_whitespace) {
                self.out.put(raw);
            } else {
                self.asides += 1;
            }
        } else if raw.trim_ascii().is_empty() {
            self.out.text(raw);
        } else if self.values.keep {
            let form = TextForm::Xml;
            let mut new = Vec::with_capacity(raw.len());
            self.values.put_unknown(Text { raw, form }, &mut new);
            self.out.put(&new);
        }
    }
}

/// Which ids the id of an element is among.
fn among(entity: Entity) -> Among {
    match entity {
        Entity::User | Entity::Group | Entity::Affiliation => Among::Principals,
        Entity::Category | Entity::Room | Entity::MessageRoom => Among::Nodes,
        Entity::Addin => Among::Addins,
        Entity::Message => Among::Messages,
    }
}
