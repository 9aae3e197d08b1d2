//! Names that are written from right to left, on a terminal that turns such text around: each keeps to itself, so that it
//! does not take the digits or the words beside it along.
//!
//! The program's own words run from left to right in all of its languages, so what runs the other way is the input's.

use std::env;
use std::io::{self, IsTerminal, Write};

/// What stands around a text whose direction is its own (Unicode: first strong isolate, pop directional isolate).
const ISOLATED: [char; 2] = ['\u{2068}', '\u{2069}'];

/// The first version of VTE, the widget of most terminals of Linux, that turns text around: 0.58.
const VTE: u32 = 5_800;

/// Writes lines for people, with names isolated where the terminal asks for it.
pub struct Kept<W: Write> {
    out: W,
    /// The line so far; `None` where nothing is to be done.
    line: Option<Vec<u8>>,
}

impl<W: Write> Kept<W> {
    /// For standard output.
    pub fn new(out: W) -> Self {
        Kept {
            out,
            line: turns_around(&io::stdout()).then(Vec::new),
        }
    }
}

impl<W: Write> Write for Kept<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(line) = &mut self.line else {
            return self.out.write(bytes);
        };
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                let text = String::from_utf8_lossy(line);
                self.out.write_all(isolated(&text).as_bytes())?;
                line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(line) = &mut self.line {
            self.out.write_all(line)?;
            line.clear();
        }
        self.out.flush()
    }
}

/// Whether this is a terminal that turns text around by itself.
pub fn turns_around(out: &impl IsTerminal) -> bool {
    out.is_terminal() && is_said_to(|name| env::var(name).ok())
}

/// Whether it does, as far as its variables tell. Within a multiplexer they are those of another terminal.
fn is_said_to(variable: impl Fn(&str) -> Option<String>) -> bool {
    if variable("TMUX").is_some() || variable("STY").is_some() {
        return false;
    }
    let vte = variable("VTE_VERSION").and_then(|it| it.parse().ok());
    vte.is_some_and(|version: u32| version >= VTE)
        || variable("KONSOLE_VERSION").is_some()
        || variable("MLTERM").is_some()
        || variable("TERM_PROGRAM").is_some_and(|it| it == "Apple_Terminal")
}

/// The line with each name that runs from right to left isolated.
pub fn isolated(line: &str) -> String {
    let [begin, end] = ISOLATED;
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(at) = rest.find(runs_left) {
        let (from, to) = extent(rest, at);
        out.push_str(&rest[..from]);
        out.extend([begin]);
        out.push_str(&rest[from..to]);
        out.extend([end]);
        rest = &rest[to..];
    }
    out + rest
}

/// Where the name begins and ends that has a letter from right to left at this place: between quotation marks all of it,
/// else as far as no letter of the other direction comes.
fn extent(line: &str, at: usize) -> (usize, usize) {
    let from = line[..at]
        .char_indices()
        .rev()
        .find(|(before, c)| is_edge(*c) || line[*before..].starts_with("  "));
    let to = line[at..]
        .char_indices()
        .find(|(after, c)| is_edge(*c) || line[at + after..].starts_with("  "));
    let begin = from.map_or(0, |(before, c)| before + c.len_utf8());
    let end = to.map_or(line.len(), |(after, _)| at + after);
    let is_quote = |edge: Option<(usize, char)>| edge.is_some_and(|(_, c)| "“”„«»\"".contains(c));
    if is_quote(from) && is_quote(to) {
        return (begin, end);
    }
    let other = |c: char| c.is_alphabetic() && !runs_left(c);
    let from = match line[begin..at].contains(other) {
        true => at,
        false => at - line[begin..at].trim_start().len(),
    };
    let name = &line[at..end];
    let to = match name.find(other) {
        None => name.trim_end_matches([' ', '.', ',', ';', ':']).len(),
        Some(letter) => name[..letter].rfind(runs_left).map_or(letter, |last| {
            last + name[last..].chars().next().map_or(0, char::len_utf8)
        }),
    };
    (from, at + to)
}

/// What no name of a list or cell goes beyond.
fn is_edge(c: char) -> bool {
    "“”„«»\"\u{1b}\n".contains(c) || ('\u{2500}'..='\u{259f}').contains(&c)
}

/// Whether a letter is written from right to left: the blocks that Unicode keeps for such scripts (DerivedBidiClass).
fn runs_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With brackets for the signs, which nobody sees.
    fn shown(line: &str) -> String {
        isolated(line)
            .replace('\u{2068}', "[")
            .replace('\u{2069}', "]")
    }

    #[test]
    fn a_name_keeps_to_itself_whatever_stands_beside_it() {
        for (line, expected) in [
            ("room 57  plain  12", "room 57  plain  12"),
            ("room 57 “חדר 5 א” has 12", "room 57 “[חדר 5 א]” has 12"),
            ("„Lync חדר 5 b“: 12", "„[Lync חדר 5 b]“: 12"),
            ("  57  חדר 5    12 members", "  57  [חדר 5]    12 members"),
            ("חדר א is in no category", "[חדר א] is in no category"),
            ("of غرفة, and of חדר.", "of [غرفة], and of [חדר]."),
            ("│ 5 חדר │ 12 │", "│ [5 חדר] │ 12 │"),
        ] {
            assert_eq!(shown(line), expected);
        }
    }

    #[test]
    fn colours_stay_outside() {
        let line = "\u{1b}[1mחדר\u{1b}[0m";
        assert_eq!(shown(line), "\u{1b}[1m[חדר]\u{1b}[0m");
    }

    #[test]
    fn only_terminals_that_turn_text_around_are_given_the_signs() {
        let of = |set: &[(&str, &str)]| {
            let find = |name: &str| {
                let found = set.iter().find(|(it, _)| *it == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            is_said_to(find)
        };
        assert!(of(&[("VTE_VERSION", "6800")]));
        assert!(!of(&[("VTE_VERSION", "5202")]));
        assert!(!of(&[
            ("VTE_VERSION", "6800"),
            ("TMUX", "/tmp/tmux-0/default")
        ]));
        assert!(of(&[("TERM_PROGRAM", "Apple_Terminal")]));
        assert!(!of(&[("WT_SESSION", "1")]));
    }

    #[test]
    fn lines_that_come_in_pieces_are_whole_again() {
        let mut kept = Kept {
            out: Vec::new(),
            line: Some(Vec::new()),
        };
        for byte in "a “חדר”\nb".bytes() {
            kept.write_all(&[byte]).unwrap();
        }
        kept.flush().unwrap();
        let text = String::from_utf8(kept.out).unwrap();
        assert_eq!(text, "a “\u{2068}חדר\u{2069}”\nb");
    }
}
