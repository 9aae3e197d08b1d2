//! The only place that writes to the terminal.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use pchat::report::{Style, visible};
use pchat::wording::Sentence;
use unicode_width::UnicodeWidthStr;

use super::common::{Color, Common, Format};
use super::directions;
use super::exit::Failure;
use super::fact::{Fault, Line};

/// The width where no terminal says one.
const USUAL_WIDTH: usize = 100;

/// How far what follows of a broken line is moved to the right.
const HANG: usize = 2;

/// How many characters of a line are shown on standard error.
const LONGEST_LINE: usize = 1_000;

/// Writes a result to standard output. It is complete when this returns, unless no program reads on: a closed pipe is no
/// error, and the exit code stays that of the result.
pub fn result(
    common: &Common,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let stdout = io::stdout().lock();
    // Nothing is taken out on the way: programs get what the input holds, and what is for people was made visible
    // where it was written.
    let stdout: Box<dyn Write> = if colour(common) {
        // On an old Windows console this switches the escape codes on.
        Box::new(AutoStream::always_ansi(stdout))
    } else {
        Box::new(stdout)
    };
    let mut out = BufWriter::new(stdout);
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let cause = error.to_string();
            Err(Failure::usage(Fault::CannotPrint { cause }))
        }
        _ => Ok(()),
    }
}

/// Makes sure that a workbook does not go to a terminal: to be asked before an analysis takes its time.
pub fn check_form(format: Format) -> Result<(), Failure> {
    match format == Format::Xlsx && io::stdout().is_terminal() {
        true => Err(Failure::Usage(
            Sentence::from(Fault::WorkbookOnTerminal).with_hint().into(),
        )),
        false => Ok(()),
    }
}

/// How to write for the terminal that standard output is, or is not.
pub fn style(common: &Common) -> Style {
    Style {
        colour: colour(common),
        unicode: unicode(),
    }
}

/// How many columns there are.
pub fn width() -> usize {
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    let terminal = || {
        Some(usize::from(
            terminal_size::terminal_size_of(io::stdout())?.0.0,
        ))
    };
    terminal().or_else(asked).unwrap_or(USUAL_WIDTH)
}

/// A remark, on standard error.
pub fn remark(common: &Common, text: &impl ToString) {
    if !common.quiet {
        let text = made_visible(&text.to_string());
        say(&Line::Note { text });
    }
}

/// Several of them.
pub fn remarks<'a, T: ToString + 'a>(common: &Common, texts: impl IntoIterator<Item = &'a T>) {
    for text in texts {
        remark(common, text);
    }
}

/// What went wrong, on standard error.
pub fn error(failure: &Failure) {
    let text = made_visible(&failure.to_string());
    say(&Line::Error { text });
}

/// What is wrong with the arguments, on standard error: several lines as they are.
pub fn misuse(text: &str) {
    let text = made_visible(text);
    let line = Line::Error { text }.to_string();
    let _ = writeln!(io::stderr(), "{line}");
}

fn say(line: &Line) {
    let mut text = line.to_string();
    // Whatever reads on gets each remark in one line.
    if let Some((width, _)) = terminal_size::terminal_size_of(io::stderr()) {
        text = wrapped(&text, usize::from(width.0));
    }
    if directions::turns_around(&io::stderr()) {
        text = directions::isolated(&text);
    }
    // Where standard error is closed, there is no place left to say so.
    let _ = writeln!(io::stderr(), "{text}");
}

/// The text with its lines broken between words. A longer word, such as a path, stays whole, so that it can be copied.
fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len());
    for line in text.lines() {
        let hang = line.len() - line.trim_start().len() + HANG;
        let mut at = 0;
        for word in line.split_inclusive(' ') {
            if at > hang && at + word.trim_end().width() > width {
                let end = wrapped.trim_end().len();
                wrapped.truncate(end);
                wrapped.push_str(&format!("\n{:hang$}", ""));
                at = hang;
            }
            wrapped.push_str(word);
            at += word.width();
        }
        wrapped.push('\n');
    }
    wrapped.pop();
    wrapped
}

/// Names of the input stand in a text, and must not act on the terminal.
fn made_visible(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(shown).collect();
    lines.join("\n")
}

fn shown(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(LONGEST_LINE) {
        None => visible(line),
        Some((end, _)) => Cow::Owned(format!("{}…", visible(&line[..end]))),
    }
}

fn colour(common: &Common) -> bool {
    match common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !no_color
                && AutoStream::choice(&io::stdout()) != ColorChoice::Never
                && io::stdout().is_terminal()
        }
    }
}

/// Whether the terminal can show more than ASCII: not where the locale says otherwise.
fn unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    cfg!(windows)
        || locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_long_words_stay_whole() {
        let text = "note: a file of 会議 is /a/very/long/path/to/it and no other\n  what to do: look again";
        let expected = "\
note: a file
  of 会議 is
  /a/very/long/path/to/it
  and no
  other
  what to
    do: look
    again";
        assert_eq!(wrapped(text, 12), expected);
        assert_eq!(wrapped(text, 80), text);
    }
}
