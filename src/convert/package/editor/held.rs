//! Tokens that wait for something that follows them.

use super::super::entry::decoded;
use super::super::token::{Kept, Kind, Token};
use super::Editor;
use crate::directory::Id;
use crate::source::package::layout::{Field, Part};
use crate::source::package::paths::Claim;
use crate::source::{Error, Form};

/// Why tokens wait.
pub(super) enum Held {
    Id(HeldId),
    Roles(HeldRoles),
}

/// Tokens that wait for the id of their record, which stands in a child element.
pub(super) struct HeldId {
    tokens: Vec<Kept>,
    /// The record's path, and those of what is open in it.
    around: Vec<usize>,
    /// The id's text, and how many elements are around it.
    value: Option<(usize, Vec<u8>)>,
}

/// Tokens that wait for the roles of a record that has none so far: new ones belong right behind its name and
/// description.
#[derive(Default)]
pub(super) struct HeldRoles {
    tokens: Vec<Kept>,
    depth: usize,
}

impl HeldId {
    /// Begins with the tag of the record, whose path this is.
    pub(super) fn new(tag: Token<'_>, path: usize) -> Self {
        HeldId {
            tokens: vec![tag.into()],
            around: vec![path],
            value: None,
        }
    }
}

impl Editor<'_> {
    pub(super) fn hold(&mut self, token: Token<'_>) -> Result<(), Error> {
        match self.held.take() {
            None => self.pass(token),
            Some(Held::Id(held)) => self.hold_for_id(held, token),
            Some(Held::Roles(held)) => self.hold_for_roles(held, token),
        }
    }

    fn hold_for_id(&mut self, mut held: HeldId, token: Token<'_>) -> Result<(), Error> {
        held.tokens.push(token.into());
        let around = &mut held.around;
        match token.kind {
            Kind::Start => {
                // The ids of other records and of entries are further inside.
                let mut between = around.iter().skip(1);
                let own = between.all(|at| self.paths.claim(*at) == Claim::Container);
                let above = around.last().copied().unwrap_or_default();
                let name = String::from_utf8_lossy(token.local());
                let path = self.paths.below(above, &name);
                let is_id = matches!(self.paths.claim(path), Claim::Field(Field::Id, _));
                if own && is_id && held.value.is_none() {
                    held.value = Some((around.len(), Vec::new()));
                }
                around.push(path);
            }
            Kind::End => {
                around.pop();
                let ended = held.value.take_if(|(depth, _)| *depth == around.len());
                let id = ended.map(|(_, raw)| decoded(&raw, Form::Xml).trim().into());
                if id.is_some() || around.is_empty() {
                    return self.go_on(held, id);
                }
            }
            Kind::Text | Kind::Special => {
                if let Some((_, value)) = &mut held.value {
                    value.extend_from_slice(token.raw);
                }
            }
            Kind::Empty => {}
        }
        self.held = Some(Held::Id(held));
        Ok(())
    }

    fn hold_for_roles(&mut self, mut held: HeldRoles, token: Token<'_>) -> Result<(), Error> {
        if held.depth == 0 && matches!(token.kind, Kind::Start | Kind::Empty) {
            let parent = self.open.last().map_or(0, |open| open.path);
            let name = String::from_utf8_lossy(token.local());
            let path = self.paths.below(parent, &name);
            let is_description =
                matches!(self.paths.claim(path), Claim::Field(Field::Description, _));
            let entity = self.objects.last().map(|object| object.entity);
            let below = entity.and_then(|it| self.spelling.part_below(it, token.local()));
            if is_description || below == Some(Part::Roles) {
                self.replay(held.tokens)?;
                return self.pass(token);
            }
        }
        match token.kind {
            Kind::End if held.depth == 0 => {
                self.add_roles(held)?;
                return self.pass(token);
            }
            Kind::Start => held.depth += 1,
            Kind::End => held.depth -= 1,
            _ => {}
        }
        held.tokens.push(token.into());
        self.held = Some(Held::Roles(held));
        Ok(())
    }

    /// What was waited for does not come: goes on with what waited.
    pub(super) fn release(&mut self) -> Result<(), Error> {
        match self.held.take() {
            None => Ok(()),
            Some(Held::Id(held)) => self.go_on(held, None),
            Some(Held::Roles(held)) => self.add_roles(held),
        }
    }

    /// Goes on with a record whose id is known now, or will never be.
    fn go_on(&mut self, held: HeldId, id: Option<Id>) -> Result<(), Error> {
        let mut tokens = held.tokens.into_iter();
        if let Some(first) = tokens.next() {
            // It was entered before, when it began to wait.
            self.start(first.token(), Some(id))?;
        }
        self.replay(tokens)
    }

    fn add_roles(&mut self, held: HeldRoles) -> Result<(), Error> {
        self.add_list(Part::Roles);
        self.replay(held.tokens)
    }

    fn replay(&mut self, tokens: impl IntoIterator<Item = Kept>) -> Result<(), Error> {
        for kept in tokens {
            self.token(kept.token())?;
        }
        Ok(())
    }
}
