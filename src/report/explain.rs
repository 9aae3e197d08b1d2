//! What the rules are, for people at a terminal: a list of all, and a rule's page in the width that is there.

use std::io::{self, Write};

use super::Catalogue;
use super::page::{BOLD, Column, PLAIN, Page, Style};
use crate::rules::{RULES, Rule};

/// What an entry of a list begins with.
const ENTRY: &str = "* ";

/// Writes the list of all rules, a line for each.
pub fn rules(out: &mut dyn Write, texts: &Catalogue, width: usize, style: Style) -> io::Result<()> {
    let row = |rule: &Rule| {
        let severity = texts.severity_word(rule.severity);
        vec![
            rule.id.to_owned(),
            severity.to_owned(),
            texts.title(rule.id).to_owned(),
        ]
    };
    let rows = RULES.iter().map(row).collect();
    Page::new(out, width, style).table(0, None, rows, &[Column::default(); 3])
}

/// Writes a page of the rules, which is in Markdown: paragraphs, entries of lists and rows of tables wrapped between words.
pub fn page(out: &mut dyn Write, text: &str, width: usize, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, width, style);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(row));
            }
            let header = rows.remove(0);
            // What stands below the header only makes it one.
            rows.remove(0);
            let shape = vec![Column::default(); header.len()];
            page.table(0, Some(header), rows, &shape)?;
        } else if line.starts_with("```") {
            for code in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                page.line(2, &[(PLAIN, code)])?;
            }
        } else if line.starts_with('#') {
            page.paragraph(0, BOLD, "", line.trim_start_matches('#').trim_start())?;
        } else if line.is_empty() {
            page.blank()?;
        } else {
            let mut whole = line.trim_start().to_owned();
            let indent = line.len() - whole.len();
            let goes_on = |line: &&str| !line.is_empty() && !begins(line);
            while let Some(more) = lines.next_if(goes_on) {
                whole.push(' ');
                whole += more.trim_start();
            }
            let (sign, text) = match whole.strip_prefix(ENTRY) {
                Some(entry) => (ENTRY, entry),
                None => ("", &*whole),
            };
            page.paragraph(indent, PLAIN, sign, text)?;
        }
    }
    Ok(())
}

/// Whether a line begins something of its own.
fn begins(line: &str) -> bool {
    line.starts_with(['|', '#']) || line.starts_with("```") || line.trim_start().starts_with(ENTRY)
}

/// The cells of a table's row, without the signs of code, which only a page needs.
fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().trim_matches('|');
    inner
        .split('|')
        .map(|cell| cell.trim().replace('`', ""))
        .collect()
}
