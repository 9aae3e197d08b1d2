use super::*;

/// What a file of this name and beginning is.
fn what(name: &str, head: &[u8]) -> Option<String> {
    Foreign::of(name, head).map(|foreign| foreign.what.to_string())
}

/// First bytes as other programs wrote them.
#[test]
fn first_bytes_tell() {
    let innodb = {
        let mut page = vec![0; 64];
        page[..4].copy_from_slice(&[0x5A, 0x11, 0xC0, 0xFE]);
        page[25] = 8;
        page[37] = 7;
        page[41] = 7;
        page
    };
    let dbase = [
        &[3, 0x70, 5, 6, 1, 0, 0, 0, 65, 0, 11, 0][..],
        &[0; 20],
        b"NAME\0\0\0\0\0\0\0C",
        &[0; 20],
        b"\r abcdefghij",
    ]
    .concat();
    let program = {
        let mut start = b"MZ\x90\0".to_vec();
        start.resize(64, 0);
        start[60] = 64;
        start.extend(b"PE\0\0");
        start
    };
    let disc = [&vec![0; 32768][..], b"\x01CD001\x01"].concat();
    let tar = [&b"a.png\0"[..], &[0; 251], b"ustar\x0000"].concat();
    let old_office = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec();
    let icon = b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x68\x04\0\0\x16\0\0\0".to_vec();
    let bitmap = b"BM\x46\x0E\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    for (head, expected) in [
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), "PNG"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "JPEG"),
        (b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), "7-Zip"),
        (b"Rar!\x1A\x07\x01\0".to_vec(), "RAR"),
        (b"BZh91AY&SY\x01\x02".to_vec(), "bzip2"),
        (b"\xFD7zXZ\0\0\x04".to_vec(), "xz"),
        (b"SQLite format 3\0\x10\0".to_vec(), "SQLite"),
        (b"\0\x01\0\0Standard ACE DB\0".to_vec(), "Access"),
        (b"PGDMP\x01\x0E\0\x04".to_vec(), "PostgreSQL"),
        (b"\x03\0\x01EXPORT:V11.02.00".to_vec(), "Oracle"),
        (b"ElfFile\0\0\0\0\0".to_vec(), "event log"),
        (b"PK\x03\x04\x14\0\0\0".to_vec(), "a zip"),
        (old_office, "Office"),
        (innodb, "InnoDB"),
        (dbase, "dBase"),
        (program, "program of Windows"),
        (disc, "disc"),
        (tar, "tar"),
        (icon, "icon"),
        (bitmap, "BMP"),
        (vec![0; 100], "zero bytes"),
        (b"vhdxfile\0\0".to_vec(), "virtual disk"),
    ] {
        let said = what("x", &head).unwrap_or("nothing".to_owned());
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn texts_of_other_kinds_are_told_by_their_form() {
    for (text, expected) in [
        ("<!DOCTYPE html>\n<html>", "HTML"),
        ("<!-- saved -->\n<HTML lang=en>", "HTML"),
        (
            "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''><html>",
            "HTML",
        ),
        ("<?xml version='1.0'?><svg xmlns=''/>", "SVG"),
        ("{\\rtf1\\ansi", "RTF"),
        ("[{\"nodeID\": 1}]", "JSON"),
        ("{ \"a\": [1] }", "JSON"),
        ("version https://git-lfs.github.com/spec/v1\n", "git-lfs"),
        ("-- MySQL dump 10.13\n", "MySQL"),
        ("\n/*!40101 SET NAMES utf8 */;\n", "MySQL"),
        ("CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB;", "MySQL"),
        ("--\n-- PostgreSQL database dump\n--\n", "PostgreSQL"),
        ("\\restrict abc\nCOPY t (a) FROM stdin;\n1\n", "PostgreSQL"),
        ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "SQLite"),
        (
            "BEGIN TRANSACTION;\nCREATE TABLE t (a int,\nb text);\nINSERT INTO \"t\" VALUES(1,'a');\nCOMMIT;\n",
            "SQLite",
        ),
        ("REM INSERTING into T\nSET DEFINE OFF;\n", "Oracle"),
        (
            "CREATE TABLE T (\n  A NUMBER(10,0),\n  B VARCHAR2(40)\n);\n",
            "Oracle",
        ),
        (
            "Insert into T (A,B) values ('it''s',to_date('1','DD'));\n",
            "Oracle",
        ),
    ] {
        let said = what("x.txt", text.as_bytes()).unwrap_or("nothing".to_owned());
        assert!(said.contains(expected), "{text}: {said}");
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let said = what("x.txt", &wide).unwrap_or("nothing".to_owned());
        assert!(said.contains(expected), "UTF-16, {text}: {said}");
    }
}

#[test]
fn a_message_about_other_products_is_none_of_them() {
    for text in [
        "INSERT INTO tblChat VALUES (1, N'\n-- MySQL dump\nto_date(1)\nSET DEFINE OFF')",
        "channelID,content\n1,\"-- MySQL dump\nINSERT INTO `x` VALUES (1)\n<html>\"",
        "1,2,{\"a\": 1}",
        "[nodeID],[nodeName]\n1,Root",
        "{0F8FAD5B-D9CB-469F-A165-70867728950E},1",
        "CREATE TABLE [dbo].[tblChat](\n\t[channelID] [int] NOT NULL\n)\nGO\n",
        "<?xml version='1.0'?><Pool><AdUsers/></Pool>",
        "BMW,MZ,TAPE\n1,2,3",
        "PK,MM,Rar!\n1,2,3",
    ] {
        assert_eq!(what("tblChat.csv", text.as_bytes()), None, "{text}");
    }
}

#[test]
fn numbers_of_rooms_are_no_signatures() {
    // 256, 65,536, 60,000, 3,841, 26, 655,870: bytes with which a file of bcp may begin.
    for room in [256_u32, 65_536, 60_000, 3_841, 26, 0x0A_01FE] {
        let row = [
            &room.to_le_bytes()[..],
            &7_u32.to_le_bytes(),
            &1_u32.to_le_bytes(),
        ]
        .concat();
        assert_eq!(
            what("tblScopePrincipal.bcp", &row.repeat(20)),
            None,
            "{room}"
        );
    }
}

#[test]
fn volumes_of_a_split_archive_are_told_by_name() {
    for name in [
        "mgc.z01",
        "mgc.zip.002",
        "a/mgc.7z.003",
        "MGC.R00",
        "mgc.tar.004",
    ] {
        assert!(what(name, b"\x07\x99noise").is_some(), "{name}");
    }
    for name in ["tblChat.001", "tblChat-2.bcp", "mgc.rar.txt", "z01"] {
        assert_eq!(what(name, b"\x07\x99noise"), None, "{name}");
    }
}

#[test]
fn office_files_are_told_by_their_members() {
    let book = ["[Content_Types].xml", "xl/workbook.xml"];
    assert!(of_members(book.into_iter()).is_some_and(|it| it.what == Kind::Excel));
    for other in [
        vec!["AdUsers.xml", "ChatRooms.xml"],
        vec![
            "[Content_Types].xml",
            "model.xml",
            "Origin.xml",
            "_rels/.rels",
        ],
        vec!["tblNode.csv"],
    ] {
        assert_eq!(of_members(other.into_iter()), None);
    }
}

#[test]
fn a_note_names_some_and_counts_the_others() {
    let picture = Foreign::of("x", b"\x89PNG\r\n\x1A\n").unwrap();
    let archive = Foreign::of("x", b"7z\xBC\xAF\x27\x1C").unwrap();
    let names: Vec<String> = (0..14).map(|it| format!("{it}.png")).collect();
    let mut files: Vec<(&str, Foreign)> = vec![("mgc.7z", archive)];
    files.extend(names.iter().map(|name| (&**name, picture)));
    let said = note(&files).unwrap().to_string();
    assert!(
        said.starts_with(
            "15 files were not read: mgc.7z (an archive of 7-Zip), 0.png (a PNG image),"
        ),
        "{said}"
    );
    assert!(
        said.contains("8.png (a PNG image), and 5 more; an archive of 7-Zip: unpack it"),
        "{said}"
    );
    assert!(note(&[]).is_none());
}
