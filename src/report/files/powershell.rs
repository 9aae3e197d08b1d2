//! The copy list as a script of PowerShell, which has `robocopy` copy, too.
//!
//! Every path is a text in single quotation marks, in which nothing acts but these; PowerShell takes the typographic ones for
//! such as well.

use std::io::{self, Write};

use super::cmd::OPTIONS;
use super::said::Script;
use crate::files::{CopyList, Store};

/// Writes the script, in front of which a byte order mark belongs.
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
    for said in Script::head() {
        line(&format!(
            "# {}",
            said.to_string().replace(char::is_control, " ")
        ));
    }
    line("param([Parameter(ValueFromRemainingArguments = $true)][string[]]$More = @())");
    let copying = &copies.copying;
    line(&format!("$From = {}", literal(copying.from.path())));
    line(&format!("$To = {}", literal(copying.to.path())));
    line("$script:Failed = $false");
    line("function Copy-Listed([string]$Folder, [string[]]$Names) {");
    line(&format!(
        "    & robocopy.exe \"$From\\$Folder\" \"$To\\$Folder\" @Names {OPTIONS} @More"
    ));
    line("    if ($LASTEXITCODE -ge 8) { $script:Failed = $true }");
    line("}");
    line("if (-not (Test-Path -LiteralPath \"$From\\\" -PathType Container)) {");
    line(&format!(
        "    Write-Output {}",
        literal(&Script::NoSource.to_string())
    ));
    line("    exit 2");
    line("}");
    for batch in copies.batches(store) {
        let folder = match batch.folder.as_str() {
            "" => literal("."),
            folder => literal(folder),
        };
        let names: Vec<String> = batch.names.iter().map(|name| literal(name)).collect();
        line(&format!("Copy-Listed {folder} @({})", names.join(", ")));
    }
    line("if ($script:Failed) {");
    line(&format!(
        "    Write-Output {}",
        literal(&Script::Failed.to_string())
    ));
    line("    exit 1");
    line("}");
    line("exit 0");
    out.write_all(script.as_bytes())
}

/// A text in single quotation marks.
fn literal(text: &str) -> String {
    let mut literal = String::from("'");
    for c in text.chars() {
        literal.push(c);
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            literal.push(c);
        }
    }
    literal + "'"
}
