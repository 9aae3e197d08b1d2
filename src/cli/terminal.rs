//! The only place that writes to the terminal.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use pchat::report::{Style, visible};
use pchat::wording::Sentence;

use super::common::{Color, Common, Format};
use super::exit::Failure;
use super::fact::{Fault, Line};

/// The width where no terminal says one.
const USUAL_WIDTH: usize = 100;

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

/// What went wrong, on standard error.
pub fn error(failure: &Failure) {
    let text = made_visible(&failure.to_string());
    say(&Line::Error { text });
}

fn say(line: &Line) {
    // Where standard error is closed, there is no place left to say so.
    let _ = writeln!(io::stderr(), "{line}");
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
