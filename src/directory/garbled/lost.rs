//! What is left of a text when an encoding does not have all its characters.
//!
//! The program that writes it puts `?` instead: one for each UTF-16 unit (.NET Framework, and with it Windows
//! PowerShell), one for each character, or one for each byte of UTF-8 where that is taken for ASCII; or something that
//! looks alike, as Windows and iconv do. A program that reads bytes in an encoding that they are not in gets U+FFFD.

use std::collections::BTreeSet;

use super::Damage;
use super::likeness::likenesses;

/// What stands for a character that could not be written.
pub(super) const NOT_WRITTEN: char = '?';
/// What stands for bytes that could not be read.
pub(super) const NOT_READ: char = '\u{FFFD}';

/// How many marks one character leaves.
const LENGTHS: [fn(char) -> usize; 3] = [|_| 1, char::len_utf16, char::len_utf8];

/// How far the saved text is read, and what was seen on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    at: usize,
    lost: bool,
    likened: bool,
    /// One U+FFFD may stand for several characters.
    after_not_read: bool,
}

/// What happened to the text, if `saved` is what is left of it. `likened`: whether letters may have been replaced by
/// others.
pub(super) fn left_of(saved: &str, text: &str, likened: bool) -> Option<Damage> {
    let saved: Vec<char> = saved.chars().collect();
    let ends = LENGTHS.map(|length| end(&saved, text, likened, length));
    let ends = || ends.iter().flatten();
    if ends().any(|end| end.lost) {
        Some(Damage::Lost)
    } else {
        ends().any(|end| end.likened).then_some(Damage::Likened)
    }
}

/// In which states both are at their end.
fn end(saved: &[char], text: &str, likened: bool, length: fn(char) -> usize) -> BTreeSet<State> {
    let mut states = BTreeSet::from([State::default()]);
    for character in text.chars() {
        let mut next = BTreeSet::new();
        for state in states {
            step(
                saved,
                state,
                character,
                likened,
                length(character),
                &mut next,
            );
        }
        states = next;
        if states.is_empty() {
            break;
        }
    }
    states.retain(|state| state.at == saved.len());
    states
}

fn step(
    saved: &[char],
    state: State,
    character: char,
    likened: bool,
    length: usize,
    next: &mut BTreeSet<State>,
) {
    let rest = &saved[state.at..];
    let on = |count: usize| State {
        at: state.at + count,
        after_not_read: false,
        ..state
    };
    if rest.first() == Some(&character) {
        next.insert(on(1));
    }
    if character.is_ascii() {
        return;
    }
    let marks = |mark: char| rest.iter().take_while(|it| **it == mark).count();
    if marks(NOT_WRITTEN) >= length {
        next.insert(State {
            lost: true,
            ..on(length)
        });
    }
    for count in 0..=marks(NOT_READ).min(character.len_utf8()) {
        if count > 0 || state.after_not_read {
            next.insert(State {
                lost: true,
                after_not_read: true,
                ..on(count)
            });
        }
    }
    if likened {
        for like in likenesses(character) {
            let count = like.chars().count();
            if rest.len() >= count && like.chars().eq(rest[..count].iter().copied()) {
                next.insert(State {
                    likened: true,
                    ..on(count)
                });
            }
        }
    }
}
