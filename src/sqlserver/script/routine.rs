//! What stands behind a procedure, a function or a trigger whose `GO` was lost.

use super::shape::{self, opens_block};
use super::text::{Stop, Text, is, is_word};
use super::unread::inserted;
use crate::sqlserver::script::effects::FoundStatement;
use crate::sqlserver::script::text::balanced;

/// Looks for rows that are no part of a routine: INSERT statements of literal values, outside of its block.
#[derive(Default)]
pub(super) struct Behind {
    /// `BEGIN` and `CASE` that are open.
    open: Vec<bool>,
    pub rows: Vec<(usize, FoundStatement)>,
}

impl Behind {
    /// Takes the next word, which begins at this place; the text is what follows.
    pub fn take(&mut self, word: &[u8], at: usize, mut behind: Text<'_>) -> Result<(), Stop> {
        if is(word, "BEGIN") && opens_block(behind)? {
            self.open.push(true);
        } else if is(word, "CASE") {
            self.open.push(false);
        } else if is(word, "END") && !is(behind.coming()?, "CONVERSATION") {
            self.open.pop();
        } else if self.open.is_empty() && is(word, "INSERT") && shape::inserts(behind)? {
            behind.takes("INTO")?;
            let Some(object) = behind.object()?.filter(|object| !object.temporary) else {
                return Ok(());
            };
            if is_literal(behind)? {
                self.rows.push((at, inserted(object.name)));
            }
        }
        Ok(())
    }
}

/// Whether values follow that need no parameter and no variable.
fn is_literal(mut text: Text<'_>) -> Result<bool, Stop> {
    if text.next()? == Some(b'(') && !balanced(&mut text)? {
        return Ok(false);
    }
    if !text.takes("VALUES")? || text.next()? != Some(b'(') {
        return Ok(false);
    }
    let mut end = text;
    if !balanced(&mut end)? {
        return Ok(false);
    }
    while text.at < end.at {
        match text.next()? {
            Some(byte) if is_word(byte) => {
                if text.word()?.starts_with(b"@") {
                    return Ok(false);
                }
            }
            _ => text.token()?,
        }
    }
    Ok(true)
}
