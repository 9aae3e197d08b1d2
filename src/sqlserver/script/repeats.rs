//! Rows that a script has once and inserts several times: in a loop, or in a batch that `GO` repeats.

use super::shape::opens_block;
use super::text::{Stop, Text, is, is_word};
use crate::sqlserver::script::effects::{Effect, FoundStatement, found, named};

use crate::sqlserver::TableName;

/// A batch with rows of this table that `GO` has carried out so many times.
pub(super) fn repeated(table: TableName) -> FoundStatement {
    found(
        "GO with a number, which repeats the INSERT before it",
        named(table),
        Effect::Adds,
    )
}

/// The rows that a loop inserts, from behind `WHILE`: each of them as often as it goes round.
pub(super) fn looped(text: Text<'_>) -> Result<Vec<(usize, FoundStatement)>, Stop> {
    /// How far a loop is followed.
    const LONGEST: usize = 1 << 16;
    let end = text.bytes.len().min(text.at + LONGEST);
    let seen = Text {
        bytes: &text.bytes[..end],
        last: true,
        ..text
    };
    if end == text.bytes.len() && !text.last && !is_whole(seen) {
        return Err(Stop::More);
    }
    let mut all = Vec::new();
    // What is cut off, or wrong, is reported where it is read.
    let _ = follow(seen, &mut all);
    Ok(all)
}

/// Whether the loop ends here.
fn is_whole(text: Text<'_>) -> bool {
    follow(text, &mut Vec::new()).unwrap_or(false)
}

/// Collects the INSERTs of a loop. Whether its end was seen.
fn follow(mut text: Text<'_>, all: &mut Vec<(usize, FoundStatement)>) -> Result<bool, Stop> {
    // `CASE` has an `END`, too.
    let (mut blocks, mut cases, mut open) = (0_usize, 0_usize, 0_usize);
    while let Some(byte) = text.next()? {
        if !is_word(byte) {
            match byte {
                b'(' => open += 1,
                b')' => open = open.saturating_sub(1),
                _ => {}
            }
            text.token()?;
            continue;
        }
        let (at, new_line) = (text.at, text.begins_line());
        let word = text.word()?;
        match () {
            () if open > 0 => {}
            () if new_line && is(word, "GO") && text.ends_batch()? => return Ok(true),
            () if is(word, "BEGIN") => {
                blocks += usize::from(opens_block(text)?);
            }
            () if is(word, "CASE") => cases += 1,
            () if is(word, "END") && cases > 0 => cases -= 1,
            () if is(word, "END") => {
                blocks = blocks.saturating_sub(1);
                if blocks == 0 {
                    return Ok(true);
                }
            }
            () if is(word, "INSERT") && super::shape::inserts(text)? => {
                text.takes("INTO")?;
                let object = text.object()?;
                if object.as_ref().is_none_or(|object| !object.temporary) {
                    let table = object.and_then(|object| named(object.name));
                    all.push((at, found("INSERT in a loop", table, Effect::Adds)));
                }
                if blocks == 0 {
                    return Ok(true);
                }
            }
            // Without a block, one statement is all of it.
            () if blocks == 0 && super::shape::begins(word) => return Ok(true),
            () => {}
        }
    }
    Ok(false)
}
