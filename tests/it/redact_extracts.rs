//! A redacted extract is one of its own form, gives the same findings, and holds no word of what it was made from.

use std::collections::BTreeSet;

use crate::common::Place;
use crate::common::package::Package;
use crate::common::same::assert_same_findings;

/// What the schema and the format say themselves, in the letters of words.
const OF_THE_FORMAT: [&str; 13] = [
    "filelink", "http", "https", "manager", "member", "voiced", "creator", "rtf1", "ansi", "deff",
    "fonttbl", "pard", "null",
];

/// What an extract says: what stands in quotes, or between the separators of fields.
fn values(name: &str, text: &str) -> Vec<String> {
    let quote = if name.ends_with(".sql") { '\'' } else { '"' };
    let mut values = Vec::new();
    if quote == '\'' {
        values.extend(text.split(quote).skip(1).step_by(2).map(str::to_owned));
    } else {
        let rows = text.split_once('\n').map_or("", |(_, rows)| rows);
        values.extend(rows.split([',', '"', '\n']).map(str::to_owned));
    }
    values
}

/// The words of four letters or more, but for those of GUIDs.
fn words(values: &[String]) -> BTreeSet<String> {
    let is_guid = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    let is_end = |c: char| !(c.is_alphanumeric() || c == '-');
    let parts = values.iter().flat_map(|value| value.split(is_end));
    let letters = parts
        .filter(|part| !is_guid(part))
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphabetic()));
    let words = letters
        .filter(|word| word.len() >= 4)
        .map(str::to_lowercase);
    words
        .filter(|word| !OF_THE_FORMAT.contains(&&**word))
        .collect()
}

fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xFF\xFE") {
        Some(units) => {
            let units: Vec<u16> = units
                .chunks_exact(2)
                .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
                .collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
    }
}

#[track_caller]
fn assert_nothing_is_found(source: &[(String, String)], redacted: &[(String, String)]) {
    let all = |files: &[(String, String)]| -> Vec<String> {
        files
            .iter()
            .flat_map(|(name, text)| values(name, text))
            .collect()
    };
    let searched = words(&all(source));
    assert!(searched.len() > 10, "{} words", searched.len());
    let result = words(&all(redacted));
    for word in searched {
        let found = result.iter().find(|it| it.contains(&word));
        assert_eq!(found, None, "{word}");
    }
}

/// The members of a zip, decoded.
fn members(place: &Place, zip: &str) -> Vec<(String, String)> {
    let zip = Package::open(place.read(zip));
    let names = zip.names();
    names
        .iter()
        .map(|name| ((*name).to_owned(), decoded(zip.bytes(name))))
        .collect()
}

#[test]
fn extracts_that_are_text_give_the_same_findings_and_none_of_their_words() {
    for (form, schema, name) in [
        ("script", "legacy", "pool.sql"),
        ("csv", "2013", "pool"),
        ("grid", "2013", "pool"),
        ("sqlcmd", "legacy", "pool"),
        ("bcp-c", "legacy", "pool"),
        ("bcp-w", "2013", "pool"),
    ] {
        let place = Place::new();
        let line = format!(
            "generate --form {form} --schema {schema} --rooms 30 --users 40 --messages 200 -o {name}"
        );
        place.pchat(&line).exits(0);
        let before = place.pchat(&format!("analyze {name} --format json"));
        for (kept, more) in [(false, ""), (true, "--keep-unknown")] {
            let line = format!("redact {name} -o new.zip --force --seed 1 {more}");
            place.pchat(&line).exits(0);
            let after = place.pchat("analyze new.zip --format json");
            assert_same_findings(&before, &after, true, kept);
        }
        if !matches!(form, "script" | "csv") {
            continue;
        }
        let source = if name == "pool" {
            let names = place.list("pool").into_iter();
            let read = |name: String| (name.clone(), decoded(&place.read(&format!("pool/{name}"))));
            names.map(read).collect()
        } else {
            vec![(name.to_owned(), decoded(&place.read(name)))]
        };
        assert_nothing_is_found(&source, &members(&place, "new.zip"));
    }
}

#[test]
fn the_bytes_depend_on_the_seed_and_not_on_the_threads() {
    let place = Place::new();
    // More than one piece of a megabyte.
    place
        .pchat("generate --form script --rooms 20 --users 20 --messages 3600 -o pool.sql")
        .exits(0);
    place
        .pchat("generate --form csv --rooms 20 --users 20 --messages 5500 -o pool")
        .exits(0);
    for pool in ["pool.sql", "pool"] {
        let zips = [(1, 5), (3, 5), (2, 6)].map(|(threads, seed)| {
            let line =
                format!("redact {pool} -o new.zip --force -q --threads {threads} --seed {seed}");
            place.pchat(&line).exits(0);
            place.read("new.zip")
        });
        assert!(zips[0] == zips[1], "{pool}: threads");
        assert!(zips[1] != zips[2], "{pool}: seed");
    }
}

/// A script in which values are written in many ways.
const ODD: &str = r#"USE [Litware]
GO
-- made by Fabrikam
:setvar owner Fabrikam
/* Fabrikam /* again */ */
PRINT N'Fabrikam''s rows'
CREATE TABLE [Litware].[dbo].[tblNode](
    [nodeID] [int] IDENTITY(1,1) NOT NULL, -- Fabrikam
    [parentID] [int] NULL,
    [nodeType] [bit] NOT NULL,
    [nodeName] [nvarchar](256) COLLATE Latin1_General_CI_AS NOT NULL CONSTRAINT [DF_Fabrikam] DEFAULT (N'Fabrikam'),
    [nodeDesc] [nvarchar](256) NOT NULL,
    [topic] [nvarchar](256) NOT NULL,
    [siopID] [uniqueidentifier] NULL,
    [fabrikamCode] [nvarchar](50) NULL,
    CONSTRAINT [PK_Fabrikam] PRIMARY KEY CLUSTERED ([nodeID] ASC) ON [Fabrikam]
)
GO
INSERT [Litware].[dbo].[tblNode] ([nodeID], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [siopID], [fabrikamCode]) VALUES
    (1, 1, 1, N'Contoso', '', '', NULL, 'Fabrikam'), -- Fabrikam
    (2, 1, 0, N'O''Brien''s lounge' + NCHAR(233) + N's', CAST(0x4200750064006700650074002000 AS nvarchar(50)), N'Budget, (2012)', NULL, NULL),
    (3, 1, 0, (N'Größe'), N'Größe GRÖßE', CONVERT(nvarchar(50), 'it''s 12:30'), '91A11089-1761-429A-B6AC-6318556786CC', N'Fabrikam')
INSERT INTO dbo.tblNode (nodeID, parentID, nodeType, nodeName, nodeDesc, topic, siopID)
    SELECT 4, 1, 0, N'Größe', N'', N'', 0x8910A19161179A42B6AC6318556786CC UNION ALL
    SELECT 5 AS nodeID, 1 AS [Fabrikam], 0, N'LOUNGE', N'日本語のテスト', N'emoji 😀 lounge', NULL
GO
INSERT tblPrincipal (prinID, prinGuid, prinUri, prinName, prinTypeID, prinDisabled) VALUES (101, '{28a3f024-ce17-483d-a1c5-18bf17147473}', "sip:lounge@contoso.com", N'Lounge (Contoso)', 5, 0);
INSERT tblRoleType (rtypeID, rtypeDesc) VALUES (11, N'Member');
INSERT tblPrincipalRole (prinRoleNodeID, prinRolePrinID, prinRoleTypeID) VALUES (2, 101, 11);
INSERT tblChat (channelID, chatID, chatDate, userId, content) VALUES (2, 1, 633911873289200000, 101, N'Good morning' + CHAR(13) + CHAR(10) + N'Contoso; -- lounge');
INSERT dbo.tblFabrikam VALUES (1, N'Fabrikam'), (2, N'Fabrikam')
INSERT #fabrikam VALUES (1, N'Fabrikam')
GO
"#;

#[test]
fn values_in_all_spellings_become_others() {
    let place = Place::new();
    place.write("pool.sql", ODD);
    let before = place.pchat("analyze pool.sql --format json");
    place
        .pchat("redact pool.sql -o new.zip --seed 1")
        .exits(0)
        .prints(&[
            "comments",
            "statements: PRINT  1",
            "dbo.tblNode.fabrikamCode  2",
            "dbo.tblFabrikam  2",
        ]);
    let after = place.pchat("analyze new.zip --format json");
    assert_same_findings(&before, &after, true, false);
    place
        .pchat("redact pool.sql -o kept.zip --seed 1 --keep-unknown")
        .exits(0);
    let kept = place.pchat("analyze kept.zip --format json");
    assert_same_findings(&before, &kept, true, true);
    for zip in ["new.zip", "kept.zip"] {
        let text = &members(&place, zip)[0].1;
        let words = [
            "fabrikam", "contoso", "litware", "brien", "lounge", "budget", "größe", "good",
            "morning", "emoji", "日本", "😀", "91a11089", "28a3f024", "420075", "8910a191",
        ];
        for word in words {
            assert!(
                !text.to_lowercase().contains(word),
                "{word} in {zip}: {text}"
            );
        }
        for stays in [
            "NCHAR(",
            "' + CHAR(13) + CHAR(10) + N'",
            "AS nvarchar(50)",
            "UNION ALL",
            "\"sip:",
            "COLLATE Latin1_General_CI_AS",
            "'{",
            "PRIMARY KEY CLUSTERED ([nodeID] ASC)",
        ] {
            assert!(text.contains(stays), "{stays} in {zip}: {text}");
        }
    }
    let kept = &members(&place, "kept.zip")[0].1;
    assert!(kept.contains("PRINT N'"), "{kept}");
    let tables = place.pchat("tables new.zip --table tblNode --format csv");
    let names = tables.exits(0).text();
    let name = |row: usize| {
        let line = names.lines().nth(row).expect("a row").to_owned();
        line.split(',').nth(3).expect("a name").to_owned()
    };
    // The same name, once joined with a character and once with other letters around it.
    assert_eq!(name(3), name(4));
    assert_eq!(
        name(2).chars().count(),
        "O'Brien's loungeés".chars().count()
    );
}

#[test]
fn statements_that_are_not_carried_out_are_met_again() {
    let place = Place::new();
    let more = "UPDATE dbo.tblChat SET content = N'Fabrikam' WHERE Fabrikam = 'Fabrikam'\r\nGO\r\n:r Fabrikam.sql\r\n";
    place.write("pool.sql", format!("SET DATEFORMAT dmy\n{ODD}{more}"));
    place.pchat("analyze pool.sql").exits(4);
    let line = "redact pool.sql -o new.zip --seed 1 --keep-unknown";
    place.pchat(line).exits(4);
    let before = place.pchat("analyze pool.sql --format json");
    let after = place.pchat("analyze new.zip --format json");
    assert_eq!((before.code, after.code), (Some(4), Some(4)));
    assert_same_findings(&before, &after, true, true);
    let text = &members(&place, "new.zip")[0].1;
    assert!(
        text.contains("UPDATE dbo.tblChat SET content = N'"),
        "{text}"
    );
    assert!(!text.to_lowercase().contains("fabrikam"), "{text}");
}

#[test]
fn fields_keep_their_quotes_and_ends() {
    let place = Place::new();
    place.write(
        "tblNode.csv",
        "\u{FEFF}nodeID;parentID;nodeType;nodeName;nodeDesc;topic;fabrikamCode\r\n\
        1;1;1;Contoso;NULL;;Fabrikam\r\n\
        2;1;0;\"The \"\"big\"\" lounge; really\";\"two\r\nlines\";#NAME?;NULL\r\n\
        3;1;0;Größe;LOUNGE;NULL;\"Fabrikam\"\r\n",
    );
    place.write("notes.txt", "Fabrikam, Fabrikam\n1,2\n");
    place
        .pchat("generate --form csv --rooms 3 --users 3 --messages 20 -o pool")
        .exits(0);
    let principals = place.read("pool/dbo.tblPrincipal.csv");
    std::fs::create_dir(place.path("mine")).expect("a folder");
    place.write("mine/dbo.tblPrincipal.csv", principals);
    place.write("mine/tblNode-1.csv", place.read("tblNode.csv"));
    place.write("mine/Fabrikam notes.txt", place.read("notes.txt"));
    place
        .pchat("redact mine -o new.zip --seed 1")
        .exits(0)
        .prints(&[
            "tblNode-1.csv  dbo.tblNode.fabrikamCode  2",
            "Fabrikam notes.txt",
        ]);
    let before = place.pchat("analyze mine --format json");
    let after = place.pchat("analyze new.zip --format json");
    assert_same_findings(&before, &after, true, false);
    let members = members(&place, "new.zip");
    let names: Vec<&str> = members.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["dbo.tblPrincipal.csv", "tblNode-1.csv"]);
    let nodes = &members[1].1;
    let shape: String = nodes
        .lines()
        .skip(1)
        .map(|line| {
            let letter = |c: char| if c.is_ascii_lowercase() { 'a' } else { c };
            line.chars()
                .map(|c| {
                    if c.is_ascii_uppercase() {
                        'A'
                    } else {
                        letter(c)
                    }
                })
                .collect::<String>()
                + "\n"
        })
        .collect();
    let expected = "1;1;1;Aaaaaaa;AAAA;;\n2;1;0;\"Aaa \"\"aaa\"\" aaaaaa; aaaaaa\";\"aaa\naaaaa\";#AAAA?;AAAA\n";
    assert!(shape.starts_with(expected), "{nodes}");
    assert!(
        nodes.starts_with("\u{FEFF}nodeID;parentID;nodeType;nodeName;nodeDesc;topic;"),
        "{nodes}"
    );
    assert_eq!(nodes.matches("\r\n").count(), 5);
    for word in ["fabrikam", "contoso", "lounge", "really", "lines", "größe"] {
        assert!(!nodes.to_lowercase().contains(word), "{word}: {nodes}");
    }
}

#[test]
fn text_in_a_code_page_is_in_utf_8_afterwards() {
    let place = Place::new();
    let nodes = b"nodeID,parentID,nodeType,nodeName,nodeDesc,topic\n1,1,1,Gr\xF6\xDFe,,\n2,1,0,Gr\xF6\xDFe,,\n3,1,0,GR\xD6\xDFE,,\n";
    place.write("tblNode.csv", nodes);
    let line = "analyze tblNode.csv --code-page 1252 --format json";
    let before = place.pchat(line);
    place
        .pchat("redact tblNode.csv -o new.zip --seed 1")
        .fails(3, &["--code-page"]);
    place
        .pchat("redact tblNode.csv -o new.zip --seed 1 --code-page 1252")
        .exits(0);
    let after = place.pchat("analyze new.zip --format json");
    assert_same_findings(&before, &after, true, false);
    let members = members(&place, "new.zip");
    assert!(
        members[0].1.starts_with("\u{FEFF}nodeID,"),
        "{}",
        members[0].1
    );
}

#[test]
fn ids_of_extracts_are_not_counted_anew() {
    let place = Place::new();
    place.write("pool.sql", ODD);
    place
        .pchat("redact pool.sql -o new.zip --renumber")
        .fails(2, &["--renumber is for packages"]);
}

#[test]
fn files_with_a_format_file_are_refused() {
    let place = Place::new();
    place.write(
        "tblRoleType.fmt",
        "10.0\r\n2\r\n1 SQLCHAR 0 12 \"\\t\" 1 rtypeID \"\"\r\n2 SQLCHAR 0 256 \"\\r\\n\" 2 rtypeDesc \"\"\r\n",
    );
    place.write("tblRoleType.txt", "11\tMember\r\n12\tManager\r\n");
    place
        .pchat("tables tblRoleType.txt")
        .exits(0)
        .prints(&["rtypeDesc"]);
    place
        .pchat("redact tblRoleType.txt -o new.zip")
        .fails(3, &["no plain text", "pchat convert"]);
}
