//! The copy list as a script of PowerShell, which has `robocopy` copy, too.
//!
//! Every path is a text in single quotation marks, in which nothing acts but these; PowerShell takes the typographic ones for
//! such as well.

use std::io::{self, Write};

use super::cmd::OPTIONS;
use super::said::Script;
use crate::files::{CopyList, Store};
use crate::runbook::powershell::quoted;

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
    line(&format!("$From = {}", quoted(copying.from.path())));
    line(&format!("$To = {}", quoted(copying.to.path())));
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
        quoted(&Script::NoSource.to_string())
    ));
    line("    exit 2");
    line("}");
    for batch in copies.batches(store) {
        let folder = match batch.folder.as_str() {
            "" => quoted("."),
            folder => quoted(folder),
        };
        let names: Vec<String> = batch.names.iter().map(|name| quoted(name)).collect();
        line(&format!("Copy-Listed {folder} @({})", names.join(", ")));
    }
    line("if ($script:Failed) {");
    line(&format!(
        "    Write-Output {}",
        quoted(&Script::Failed.to_string())
    ));
    line("    exit 1");
    line("}");
    line("exit 0");
    out.write_all(script.as_bytes())
}
