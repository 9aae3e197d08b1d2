//! Findings as CSV, for spreadsheets: all in one table, or those of one rule with its own columns.
//!
//! RFC 4180 with LF at the ends of lines, UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe in
//! front, and characters that act on a terminal are shown as symbols; JSON has both as they are.

use std::io::{self, Write};

use super::Catalogue;
use super::cells::Table;
use crate::rules::{Finding, Rule};
use crate::wording::in_english;

/// Writes all findings, with the columns that every finding has.
pub fn findings(out: &mut dyn Write, findings: &[Finding], separator: u8) -> io::Result<()> {
    in_english(|| {
        let texts = Catalogue::spoken();
        finding_rows(Table::new(out, separator), findings, texts)
    })
}

pub(super) fn finding_rows(
    mut table: Table<'_>,
    findings: &[Finding],
    texts: &Catalogue,
) -> io::Result<()> {
    table.row([
        "rule", "severity", "basis", "kind", "id", "name", "message", "remedy",
    ])?;
    for finding in findings {
        table.cell(finding.rule)?;
        table.row(beginning(finding).chain([
            texts.message(finding).as_str(),
            texts.remedy(finding).as_str(),
        ]))?;
    }
    table.end()
}

/// Writes the findings of one rule, with its columns.
pub fn rule(
    out: &mut dyn Write,
    rule: &Rule,
    findings: &[Finding],
    separator: u8,
) -> io::Result<()> {
    in_english(|| {
        let texts = Catalogue::spoken();
        let mut table = Table::new(out, separator);
        table.cells(["severity", "basis", "kind", "id", "name"])?;
        table.cells(rule.columns.iter().copied())?;
        table.row(["message", "remedy"])?;
        for finding in findings.iter().filter(|finding| finding.rule == rule.id) {
            table.cells(beginning(finding))?;
            for (_, value) in &finding.details {
                table.value(value)?;
            }
            table.row([texts.message(finding), texts.remedy(finding)])?;
        }
        table.end()
    })
}

fn beginning(finding: &Finding) -> impl Iterator<Item = &str> {
    let object = &finding.object;
    [
        finding.severity.word(),
        finding.basis.word(),
        object.kind.word(),
        &object.id,
        &object.name,
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::harmless::harmless;
    use super::super::sample::nested;
    use super::*;
    use crate::rules::Value;

    fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn all_findings_share_one_table() {
        let findings_of = [
            nested("20", "Desk, \"north\"", "Sales Desk"),
            nested("21", "b", "c"),
        ];
        let text = written(|out| findings(out, &findings_of, b','));
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some("rule,severity,basis,kind,id,name,message,remedy")
        );
        let first = lines.next().unwrap();
        let start = "nested-category,info,documented,category,20,\"Desk, \"\"north\"\"\",";
        assert!(first.starts_with(start), "{first}");
        assert_eq!(text.lines().count(), 3);
        assert!(text.ends_with('\n') && !text.contains('\r'));
    }

    #[test]
    fn a_rule_has_its_own_columns_in_its_order() {
        let mut finding = nested("20", "Desk", "Sales Desk");
        finding.details[0].1 = Value::Nothing;
        finding.details[1].1 = vec!["a".to_owned(), "b c".to_owned()].into();
        finding.details[5].1 = true.into();
        let rule_of = crate::rules::find("nested-category").unwrap();
        let text = written(|out| rule(out, rule_of, &[finding], b','));
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some(
                "severity,basis,kind,id,name,parent_id,parent,depth,full_name,length,rooms,message,remedy"
            )
        );
        let row = lines.next().unwrap();
        let start = "info,documented,category,20,Desk,,a b c,2,Sales Desk,10,true,";
        assert!(row.starts_with(start), "{row}");
    }

    #[test]
    fn no_name_becomes_a_formula() {
        for name in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
        ] {
            let findings_of = [nested("20", name, "x")];
            let text = written(|out| findings(out, &findings_of, b','));
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            assert_eq!(record[5], format!("'{name}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
        assert_eq!(harmless("C-3PO"), "C-3PO");
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_and_lines_stay_lines() {
        assert_eq!(harmless("a\u{1b}[2J\nb\u{8}\t"), "a␛[2J\nb␈\t");
        assert_eq!(harmless("two\r\nlines"), "two\r\nlines");
    }
}
