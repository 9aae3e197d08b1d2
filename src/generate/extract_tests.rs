//! Generated extracts: what stands in them, byte for byte for a row or two.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::from_package::Package;
use super::spelling::Encoding;
use super::{Dialect, Error, Form, Plan, bacpac, write};
use crate::pool::schema::Generation;

const BOTH: [Generation; 2] = [Generation::Legacy, Generation::Current];

fn plan(dialect: Dialect, schema: Generation) -> Plan {
    Plan {
        rooms: 20,
        users: 20,
        messages: 1_000,
        seed: 3,
        form: Form::Extract { dialect, schema },
        ..Plan::default()
    }
}

/// The files or members of an extract.
fn generate(plan: &Plan) -> BTreeMap<String, Vec<u8>> {
    let Form::Extract { dialect, .. } = plan.form else {
        panic!("no extract");
    };
    let place = tempfile::tempdir().unwrap();
    let out = match dialect.one_file() {
        Some(extension) => place.path().join(format!("pool.{extension}")),
        None => place.path().join("pool"),
    };
    let summary = write(plan, &out, false, &mut |_| Ok(())).unwrap();
    assert_eq!(
        (summary.rooms, summary.messages),
        (plan.rooms, plan.messages)
    );
    let entries = fs::read_dir(place.path()).unwrap();
    assert_eq!(entries.count(), 1, "nothing is left beside it");
    match dialect {
        Dialect::Script => BTreeMap::from([("script".to_owned(), fs::read(out).unwrap())]),
        Dialect::Bacpac => members(&out),
        _ => {
            let entries = fs::read_dir(out).unwrap().map(Result::unwrap);
            let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
            entries
                .map(|entry| (name(&entry), fs::read(entry.path()).unwrap()))
                .collect()
        }
    }
}

fn members(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut members = BTreeMap::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        members.insert(member.name().unwrap().into_owned(), bytes);
    }
    members
}

/// The text of a file in UTF-16, which begins with a byte order mark.
fn utf16(bytes: &[u8]) -> String {
    let (units, rest) = bytes.as_chunks::<2>();
    assert!(rest.is_empty());
    let text: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    let text = String::from_utf16(&text).unwrap();
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn legacy(dialect: Dialect) -> BTreeMap<String, Vec<u8>> {
    generate(&plan(dialect, Generation::Legacy))
}

const NOTE: &str = "Do not touch: 'reporting' reads this, every night";

#[test]
fn csv_quotes_where_it_must_and_tells_null_from_empty_text() {
    let files = legacy(Dialect::Csv);
    let notes = format!("noteID,note\r\n1,\"{NOTE}\"\r\n2,\"\"\r\n3,\r\n");
    assert_eq!(utf8(&files["dbo.tblContosoNotes.csv"]), notes);
    let chat = utf8(&files["dbo.tblChat.csv"]);
    let first = "1000,1,633443413648400000,113,0,nejo what für ";
    let header = "channelID,chatID,chatDate,userId,isAlert,content";
    assert!(
        chat.starts_with(&format!("{header}\r\n{first}")),
        "{}",
        &chat[..200]
    );
    let types = utf8(&files["dbo.tblPrincipalType.csv"]);
    assert!(types.contains("\r\n11,Federated Group,0,0,1\r\n"));
}

#[test]
fn the_grid_has_no_header_and_says_null() {
    let files = legacy(Dialect::Grid);
    let notes = format!("\u{feff}1,\"{NOTE}\"\r\n2,\r\n3,NULL\r\n");
    assert_eq!(utf8(&files["dbo.tblContosoNotes.csv"]), notes);
}

#[test]
fn sqlcmd_has_dashes_below_the_header_and_counts_the_rows() {
    let files = legacy(Dialect::Sqlcmd);
    let notes = format!(
        "noteID|note\r\n------|----\r\n1|{NOTE}\r\n2|\r\n3|NULL\r\n\r\n(3 rows affected)\r\n"
    );
    assert_eq!(utf16(&files["dbo.tblContosoNotes.txt"]), notes);
}

#[test]
fn bcp_writes_values_as_they_are_and_a_nul_for_empty_text() {
    let notes = format!("1\t{NOTE}\r\n2\t\0\r\n3\t\r\n");
    let files = legacy(Dialect::BcpC);
    assert_eq!(utf8(&files["dbo.tblContosoNotes.dat"]), notes);
    assert_eq!(
        utf16(&legacy(Dialect::BcpW)["dbo.tblContosoNotes.dat"]),
        notes
    );
    let root = "1\t00000000-0000-4000-8000-000000000001\t1\t1\tContoso\t\0\t\0\thttps://chat.contoso.com/MGCWebService\t";
    assert!(utf8(&files["dbo.tblNode.dat"]).starts_with(root));
}

#[test]
fn native_rows_have_lengths_where_the_type_needs_them() {
    let narrow = legacy(Dialect::BcpN);
    let root = [
        &[1, 0, 0, 0, 16][..],
        // The GUID: its first three groups begin with the lowest byte.
        &[0, 0, 0, 0, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 0, 1],
        // parentID can be NULL, nodeType cannot.
        &[4, 1, 0, 0, 0, 1],
        b"\x0e\0C\0o\0n\0t\0o\0s\0o\0\0\0\0\0",
    ]
    .concat();
    assert!(narrow["dbo.tblNode.bcp"].starts_with(&root));
    let any = b"\x01\0\x06\0A\0n\0y\0\0\0\0\x02\0\x0e\0A\0n\0y\0U\0s\0e\0r\0\0\x01\0";
    assert!(narrow["dbo.tblPrincipalType.bcp"].starts_with(any));
    // No text of the earlier generation has one byte for a character.
    assert!(narrow == legacy(Dialect::BcpWideN));
    let any = b"\x01\0\x06\0A\0n\0y\0\x01\0\x01\0\x01\0\x02\0";
    let parts = legacy(Dialect::Bacpac);
    assert!(parts["Data/dbo.tblPrincipalType/TableData-000-00000.BCP"].starts_with(any));
}

#[test]
fn formatted_copies_are_one_byte_for_a_character_unless_bcp_is_told_otherwise() {
    let find = |dialect| {
        let files = generate(&plan(dialect, Generation::Current));
        let chat = &files["dbo.tblChat.bcp"];
        (
            memchr::memmem::find(chat, b"{\\rtf1\\ansi").is_some(),
            memchr::memmem::find(chat, b"{\0\\\0r\0t\0f\0").is_some(),
        )
    };
    assert_eq!(find(Dialect::BcpN), (true, false));
    assert_eq!(find(Dialect::BcpWideN), (false, true));
}

#[test]
fn a_script_defines_fills_and_counts() {
    let script = utf16(&legacy(Dialect::Script)["script"]);
    let quoted = NOTE.replace('\'', "''");
    let notes = format!(
        "CREATE TABLE [dbo].[tblContosoNotes](\r\n\t[noteID] [int] NOT NULL,\r\n\t[note] [nvarchar](100) NULL\r\n\
         ) ON [PRIMARY]\r\nGO\r\n\
         INSERT [dbo].[tblContosoNotes] ([noteID], [note]) VALUES (1, N'{quoted}')\r\n\
         INSERT [dbo].[tblContosoNotes] ([noteID], [note]) VALUES (2, N'')\r\n\
         INSERT [dbo].[tblContosoNotes] ([noteID], [note]) VALUES (3, NULL)\r\nGO\r\n"
    );
    assert!(
        script.ends_with(&notes),
        "{}",
        &script[script.len() - 700..]
    );
    assert!(script.contains("GO\r\nprint 'Processed 1000 total records'\r\n"));
    // 2012-01-02 03:30:00.123 in days since 1900 and 300ths of a second.
    assert!(script.contains(", CAST(0x00009FCC0039ADC5 AS DateTime))\r\n"));
    assert!(
        script
            .contains("(1, N'00000000-0000-4000-8000-000000000001', 1, 1, N'Contoso', N'', N'', ")
    );
}

#[test]
fn a_bacpac_says_what_its_model_must_be_like() {
    let members = legacy(Dialect::Bacpac);
    let origin = utf8(&members["Origin.xml"]);
    assert!(origin.contains(&bacpac::sha256(&members["model.xml"])));
    let relationships = utf8(&members["_rels/.rels"]);
    for name in members.keys().filter(|name| name.starts_with("Data/")) {
        assert!(
            relationships.contains(&format!("Target=\"/{name}\"")),
            "{name}"
        );
    }
    for name in [
        "model.xml",
        "Origin.xml",
        "DacMetadata.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    ] {
        let mut reader = quick_xml::Reader::from_str(utf8(&members[name]));
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
}

#[test]
fn a_large_table_of_a_bacpac_has_several_parts() {
    let plan = Plan {
        messages: 14_000,
        ..plan(Dialect::Bacpac, Generation::Legacy)
    };
    let members = generate(&plan);
    let of = |number| &members[&format!("Data/dbo.tblChat/TableData-000-{number:05}.BCP")];
    assert!(of(0).len() <= 4 << 20 && of(0).len() > (4 << 20) - 2_000);
    // A part begins with a row: with its room.
    let room = u32::from_le_bytes(*of(1).first_chunk().unwrap());
    assert!((1_000..1_020).contains(&room), "{room}");
}

#[test]
fn a_package_that_a_database_could_hold_holds_the_same() {
    for (schema, spelling) in BOTH
        .into_iter()
        .zip(["database", "database-2013,flat,cdata"])
    {
        let place = tempfile::tempdir().unwrap();
        let (zip, again) = (place.path().join("pool.zip"), place.path().join("again"));
        let package = Plan {
            spelling: spelling.parse().unwrap(),
            form: Form::Package,
            ..plan(Dialect::Csv, schema)
        };
        write(&package, &zip, false, &mut |_| Ok(())).unwrap();
        let package = Package::read(&zip, schema);
        package.to_folder(Dialect::Csv, Encoding::Utf8, &again);
        for (name, bytes) in generate(&plan(Dialect::Csv, schema)) {
            let found = fs::read(again.join(&name)).unwrap();
            assert_eq!(utf8(&found), utf8(&bytes), "{name}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for word in Dialect::words() {
        let dialect: Dialect = word.parse().unwrap();
        for schema in BOTH {
            let plan = Plan {
                messages: 100,
                ..plan(dialect, schema)
            };
            assert!(generate(&plan) == generate(&plan), "{word}");
        }
    }
}

#[test]
fn no_column_is_null_that_must_not_be() {
    for schema in BOTH {
        let files = generate(&plan(Dialect::Grid, schema));
        for table in super::database::tables(schema) {
            let bytes = &files[&format!("{}.csv", table.name)];
            let mut rows = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(&bytes[3..]);
            for row in rows.records() {
                let row = row.unwrap();
                assert_eq!(row.len(), table.columns.len(), "{}", table.name);
                for (value, column) in row.iter().zip(&table.columns) {
                    assert!(
                        column.nullable || value != "NULL",
                        "{}.{}",
                        table.name,
                        column.name
                    );
                }
            }
        }
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let refused = |dialect, name: &str, spelling: &str| {
        let plan = Plan {
            spelling: spelling.parse().unwrap(),
            ..plan(dialect, Generation::Legacy)
        };
        match write(&plan, &place.path().join(name), false, &mut |_| Ok(())) {
            Err(Error::Impossible(what)) => what.to_string(),
            other => panic!("{name}: {other:?}"),
        }
    };
    assert!(refused(Dialect::Script, "pool.txt", "").contains(".sql"));
    assert!(refused(Dialect::Bacpac, "pool.zip", "").contains(".bacpac"));
    assert!(refused(Dialect::Csv, "pool", "nested").contains("`nested` is about packages"));
    assert!(refused(Dialect::Csv, "pool", "database").contains("--schema"));
    assert!(refused(Dialect::BcpC, "pool", "utf-16le").contains("encoding of its own"));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);

    let error = "excel".parse::<Dialect>().unwrap_err().to_string();
    assert!(
        error.contains("`excel`") && error.contains("bcp-wide-n"),
        "{error}"
    );
}

#[test]
fn text_can_be_written_in_another_encoding() {
    let spelled = |spelling: &str| {
        let plan = Plan {
            spelling: spelling.parse().unwrap(),
            ..plan(Dialect::Script, Generation::Legacy)
        };
        generate(&plan).remove("script").unwrap()
    };
    let plain = spelled("utf-8");
    assert!(utf8(&plain).starts_with("USE [mgc]"));
    assert_eq!(utf8(&plain), utf16(&spelled("")));
    assert_eq!(
        utf8(&spelled("utf-8-bom")),
        format!("\u{feff}{}", utf8(&plain))
    );
}
