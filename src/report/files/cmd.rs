//! The copy list as a script of cmd, one `robocopy` for some files of a folder.
//!
//! Every path stands in quotation marks, which no name on Windows holds: so of all that acts in a script only the percent
//! sign is left, which is doubled, and the exclamation mark, which acts only where delayed expansion is on. The script has
//! no labels and no blocks, as cmd looks for a label byte by byte, and takes a block apart at once.

use std::io::{self, Write};

use super::said::Script;
use crate::files::{CopyList, Store};

/// Writes the script: UTF-8 without a byte order mark, as cmd takes one for a part of the first command.
pub(in crate::report) fn write(
    out: &mut dyn Write,
    copies: &CopyList,
    store: &Store,
) -> io::Result<()> {
    let mut script = String::new();
    let mut line = |text: &str| {
        script += text;
        script += "\r\n";
    };
    line("@echo off");
    line("setlocal EnableExtensions DisableDelayedExpansion");
    // Until here and from where it is set back all is ASCII: cmd reads the lines between by this code page.
    line("for /f \"tokens=2 delims=:.\" %%P in ('chcp') do set \"PAGE=%%P\"");
    line("chcp 65001 >nul");
    for said in Script::head() {
        line(&format!("rem {}", remark(&said.to_string())));
    }
    let copying = &copies.copying;
    line(&format!("set \"FROM={}\"", quoted(copying.from.path())));
    line(&format!("set \"TO={}\"", quoted(copying.to.path())));
    line("set \"FAILED=\"");
    let away = spoken(&Script::NoSource.to_string());
    line(&format!(
        "if not exist \"%FROM%\\\" echo {away} & chcp %PAGE% >nul & exit /b 2"
    ));
    for batch in copies.batches(store) {
        // A backslash before the closing mark would make a part of the path of that.
        let folder = match quoted(&batch.folder) {
            folder if folder.is_empty() => ".".to_owned(),
            folder => folder,
        };
        let names = batch
            .names
            .iter()
            .map(|name| format!(" \"{}\"", quoted(name)));
        let names: String = names.collect();
        line(&format!(
            "robocopy \"%FROM%\\{folder}\" \"%TO%\\{folder}\"{names} {OPTIONS} %*"
        ));
        line("if errorlevel 8 set \"FAILED=1\"");
    }
    let failed = spoken(&Script::Failed.to_string());
    line(&format!("if defined FAILED echo {failed}"));
    line("chcp %PAGE% >nul");
    line("if defined FAILED exit /b 1");
    line("exit /b 0");
    out.write_all(script.as_bytes())
}

/// What `robocopy` is told beside the files: contents, attributes and times, and no long waiting.
pub(super) const OPTIONS: &str = "/COPY:DAT /R:2 /W:5";

/// A text as it stands in quotation marks.
fn quoted(text: &str) -> String {
    text.replace('%', "%%")
}

/// A sentence behind `echo`.
fn spoken(text: &str) -> String {
    let mut spoken = String::new();
    for c in text.chars() {
        match c {
            '%' => spoken += "%%",
            '&' | '|' | '<' | '>' | '^' | '(' | ')' | '"' => spoken.extend(['^', c]),
            c => spoken.push(if c.is_control() { ' ' } else { c }),
        }
    }
    spoken
}

/// A sentence behind `rem`, which goes on to the end of the line.
fn remark(text: &str) -> String {
    let harmless = |c: char| if c.is_control() || c == '^' { ' ' } else { c };
    let text: String = text.chars().map(harmless).collect();
    quoted(&text)
}
