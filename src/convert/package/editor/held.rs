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
    /// For the id of a record, which stands in a child element.
    Id {
        tokens: Vec<Kept>,
        /// The record's path, and those of what is open in it.
        around: Vec<usize>,
        /// The id's text, and how many elements are around it.
        value: Option<(usize, Vec<u8>)>,
    },
    /// For the roles of a record that has none so far: new ones belong right behind its name and description.
    Roles { tokens: Vec<Kept>, depth: usize },
}

impl Editor<'_> {
    pub(super) fn hold(&mut self, token: Token<'_>) -> Result<(), Error> {
        let Some(held) = &mut self.held else {
            return self.pass(token);
        };
        match held {
            Held::Id {
                tokens,
                around,
                value,
            } => {
                tokens.push(token.into());
                match token.kind {
                    Kind::Start => {
                        // The ids of other records and of entries are further inside.
                        let own = around.iter().skip(1);
                        let own = own
                            .copied()
                            .all(|at| self.paths.claim(at) == Claim::Container);
                        let above = around.last().copied().unwrap_or_default();
                        let name = String::from_utf8_lossy(token.local());
                        let path = self.paths.below(above, &name);
                        let is_id = matches!(self.paths.claim(path), Claim::Field(Field::Id, _));
                        if own && is_id && value.is_none() {
                            *value = Some((around.len(), Vec::new()));
                        }
                        around.push(path);
                    }
                    Kind::End => {
                        around.pop();
                        let ended = value.take_if(|(depth, _)| *depth == around.len());
                        if let Some((_, raw)) = ended {
                            let id = decoded(&raw, Form::Xml);
                            return self.release(Some(id.trim().into()));
                        }
                        if around.is_empty() {
                            return self.release(None);
                        }
                    }
                    Kind::Text | Kind::Special => {
                        if let Some((_, value)) = value {
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
    pub(super) fn release(&mut self, id: Option<Id>) -> Result<(), Error> {
        match self.held.take() {
            None => Ok(()),
            Some(Held::Id { tokens, .. }) => {
                let mut tokens = tokens.into_iter();
                if let Some(first) = tokens.next() {
                    // It was entered before, when it began to wait.
                    self.start(first.token(), Some(id))?;
                }
                self.replay(tokens)
            }
            Some(Held::Roles { tokens, .. }) => {
                self.add_list(Part::Roles);
                self.replay(tokens)
            }
        }
    }

    pub(super) fn replay(&mut self, tokens: impl IntoIterator<Item = Kept>) -> Result<(), Error> {
        for kept in tokens {
            self.token(kept.token())?;
        }
        Ok(())
    }
}
