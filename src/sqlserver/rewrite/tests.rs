//! Where nothing becomes anything else, a file is written as it was.

use std::path::Path;

use super::Changed;
use crate::input::Progress;
use crate::input::encodings::detect;
use crate::migration::ReadOptions;
use crate::pool::{Holds, holds};
use crate::sqlserver::rows::rewrite::{ColumnValues, Replace, WrittenAs};
use crate::sqlserver::{Table, real_files};

/// Replaces nothing.
struct Same;

impl Replace for Same {
    fn holds(&self, table: &Table, column: &str) -> Option<ColumnValues> {
        let written = match holds(table, column)? {
            Holds::Words | Holds::Rtf => WrittenAs::Text,
            Holds::Addin | Holds::Guid | Holds::RoleType => WrittenAs::Other,
            _ => WrittenAs::Number,
        };
        Some(ColumnValues {
            written,
            meaning: 0,
        })
    }

    fn is_public(&self, _name: &str) -> bool {
        false
    }

    fn value(&self, _holds: ColumnValues, written: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(written);
    }

    fn name(&self, name: &str) -> String {
        name.to_owned()
    }

    fn file(&self, name: &str) -> String {
        name.to_owned()
    }

    fn keeps(&self) -> bool {
        true
    }
}

/// The files of an extract before and after, decoded.
fn written(path: &Path) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let options = ReadOptions {
        ..ReadOptions::default()
    };
    let decoded = |raw: &[u8]| {
        let detected = detect(raw, None);
        let mut text = Vec::new();
        let behind = &raw[detected.bom..];
        detected.encoding.decode(behind, true, &mut text);
        text
    };
    let changed = Changed::open(&[path.to_owned()], options.of_extract()).unwrap();
    let names: Vec<String> = changed.members().map(|it| it.name.clone()).collect();
    let file = |name: String| {
        let mut after = Vec::new();
        let mut take = |text: &[u8]| {
            after.extend_from_slice(text);
            Ok(())
        };
        let progress = Progress::default();
        let done = changed.write(&name, &Same, options.of_extract(), &progress, &mut take);
        done.unwrap();
        let own = if path.is_dir() {
            path.join(&name)
        } else {
            path.to_owned()
        };
        let before = std::fs::read(own).unwrap();
        assert_eq!(before[..2] == *b"\xFF\xFE", after[..2] == *b"\xFF\xFE");
        (name, decoded(&before), decoded(&after))
    };
    names.into_iter().map(file).collect()
}

/// A script without its comments: a blank is left of each.
fn without_comments(script: &[u8]) -> String {
    let text = str::from_utf8(script).unwrap();
    let (mut out, mut rest) = (String::new(), text);
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '\'' => rest[1..].find('\'').map(|end| end + 2),
            '-' if rest.starts_with("--") => rest.find('\n'),
            '/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            c => Some(c.len_utf8()),
        };
        let (own, behind) = rest.split_at(end.unwrap_or(rest.len()));
        out += if matches!(c, '-' | '/') && own.len() > 1 {
            " "
        } else {
            own
        };
        rest = behind;
    }
    out
}

/// Binary of which it is not known what it is becomes zeros.
fn zeroed(text: &str) -> String {
    let mut parts = text.split("0x");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        all + "0x" + &"0".repeat(digits) + &part[digits..]
    })
}

#[track_caller]
fn assert_same(path: &Path, shown: fn(&str) -> String) {
    for (name, before, after) in written(path) {
        let expected = if name.ends_with(".sql") {
            without_comments(&before)
        } else {
            String::from_utf8(before).unwrap()
        };
        let after = String::from_utf8(after).unwrap();
        let [expected, after] = [expected, after].map(|text| shown(&text));
        let at = expected
            .bytes()
            .zip(after.bytes())
            .position(|(a, b)| a != b);
        let near = |text: &str, at: usize| {
            let bytes = text.as_bytes();
            let range = at.saturating_sub(40)..bytes.len().min(at + 40);
            String::from_utf8_lossy(&bytes[range]).into_owned()
        };
        if let Some(at) = at {
            panic!("{name}: {:?} {:?}", near(&expected, at), near(&after, at));
        }
        assert_eq!(expected.len(), after.len(), "{name}");
    }
}

#[test]
fn extracts_are_written_as_they_were() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    assert_same(&samples.join("contoso.sql"), str::to_owned);
    assert_same(&samples.join("contoso-csv"), str::to_owned);
}

#[test]
fn a_script_in_all_spellings_is_written_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pool.sql");
    let script = r#"
insert into [mgc]..[tblNode] with (tablock) ("nodeID", nodeName , [parentID]) output inserted.nodeID values
  ( -1 , N'a''b' + nchar( 233 )+'c' , null ),( (2), cast ( N'x' as nvarchar (20) ), convert(int, '1', 0))
, (3 /* three */ , "quoted ""name""", + 4.5e+3);
INSERT tblNode (nodeID, nodeName, parentID) SELECT 5, N'z' z, 1 UNION ALL SELECT TOP_, 'x' AS [y], DEFAULT
"#
    .replace("TOP_", "6")
        + r#"
INSERT tblRoleType VALUES (1, 'Member', {ts '2012-05-31 08:15:00'}, 1, $5), (2, 0x4100, 0x0102, 1.5, DEFAULT)
INSERT tblRoleType DEFAULT VALUES
go
INSERT tblNode (nodeID, nodeName, parentID) VALUES (7, N'', 0x00000001)
IF 1 = 1 PRINT 'it''s [1] "2"'
:r "other file.sql"
UPDATE tblNode SET nodeName = N'x' WHERE nodeID = 1e3
GO 2
"#;
    std::fs::write(&path, script).unwrap();
    assert_same(&path, str::to_owned);
}

#[test]
#[ignore = "needs files from SQL Server: set PCHAT_REAL_FILES"]
fn scripts_that_others_wrote_are_written_as_they_were() {
    for name in [
        "northwind-instnwnd-utf8.kevinsmgov.sql",
        "northwind-ssms2008.itsligo.sql",
    ] {
        assert_same(&real_files::path(&format!("text/{name}")), zeroed);
    }
}
