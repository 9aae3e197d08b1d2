//! Tokens that wait for something that follows them.

use super::super::entry::decoded;
use super::Editor;
use crate::directory::Id;
use crate::input::Error;
use crate::package::layout::{Field, Part};
use crate::package::paths::Claim;
use crate::reading::TextForm;
use crate::xml::token::{Kept, Kind, Token};

/// Why tokens wait.
pub(super) enum Held {
    /// For the id of a record, which stands in a child element.
    Id {
        tokens: Vec<Kept>,
        /// The paths of the elements that are open: first the record's own.
        open: Vec<usize>,
        /// An id that is being read, and how many elements are open directly around its text.
        value: Option<(usize, u8, Vec<u8>)>,
        /// The best one so far.
        best: Option<FoundId>,
    },
    /// For the roles of a record that has none so far: new ones belong right behind its name and description.
    Roles { tokens: Vec<Kept>, depth: usize },
}

/// What the candidates for an id say: the first of the best rank counts, as in reading.
pub(super) struct FoundId {
    pub rank: u8,
    value: String,
}

impl FoundId {
    pub fn note(best: &mut Option<FoundId>, rank: u8, value: &str) {
        if best.as_ref().is_none_or(|best| rank < best.rank) {
            let value = value.trim().to_owned();
            *best = Some(FoundId { rank, value });
        }
    }

    /// The id; a blank one is none.
    pub fn id(self) -> Option<Id> {
        (!self.value.is_empty()).then(|| self.value.as_str().into())
    }
}

impl Editor<'_> {
    pub(super) fn hold(&mut self, token: Token<'_>) -> Result<(), Error> {
        let Some(held) = &mut self.held else {
            return self.pass(token);
        };
        match held {
            Held::Id {
                tokens,
                open,
                value,
                best,
            } => {
                tokens.push(token.into());
                match token.kind {
                    Kind::Start | Kind::Empty => {
                        let around = open.last().map_or(0, |path| *path);
                        let path =
                            (self.paths).below(around, &String::from_utf8_lossy(token.local()));
                        let is_other = |path: &usize| {
                            matches!(self.paths.claim(*path), Claim::Entity(_) | Claim::Part(_))
                        };
                        let own = !open.iter().skip(1).any(is_other);
                        let rank = match self.paths.claim(path) {
                            Claim::Field(Field::Id, rank) if own => Some(rank),
                            _ => None,
                        };
                        if token.kind == Kind::Start {
                            open.push(path);
                            if let (Some(rank), None) = (rank, &value) {
                                *value = Some((open.len(), rank, Vec::new()));
                            }
                        } else if let Some(rank) = rank {
                            FoundId::note(best, rank, "");
                        }
                    }
                    Kind::End => {
                        if let Some((_, rank, raw)) =
                            value.take_if(|(depth, ..)| *depth == open.len())
                        {
                            FoundId::note(best, rank, &decoded(&raw, TextForm::Xml));
                        }
                        open.pop();
                    }
                    Kind::Text | Kind::Special => {
                        if let Some((_, _, raw)) =
                            value.as_mut().filter(|(depth, ..)| *depth == open.len())
                        {
                            raw.extend_from_slice(token.raw);
                        }
                    }
                }
                // Nothing can come that is better, or nothing comes any more.
                if open.is_empty() || best.as_ref().is_some_and(|best| best.rank == 0) {
                    return self.release();
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
                    return self.token(token);
                }
                if *depth == 0 && token.kind == Kind::End {
                    self.release()?;
                    return self.token(token);
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
    pub(super) fn release(&mut self) -> Result<(), Error> {
        match self.held.take() {
            None => Ok(()),
            Some(Held::Id { tokens, best, .. }) => {
                let mut tokens = tokens.into_iter();
                if let Some(first) = tokens.next() {
                    // It was entered before, when it began to wait.
                    self.start(first.token(), Some(best.and_then(FoundId::id)))?;
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
