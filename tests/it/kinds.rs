//! What a file is: told by looking inside, refused by its name, and left out of a folder by name.

use crate::common::Place;
use crate::common::package::Package;

const NODES: &str = "nodeID,parentID,nodeType,nodeName\n1,1,1,Root\n2,1,0,Sales\n";
const JPEG: &[u8] =
    b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xDB\0\x43\0\x08\x06\x06\x07";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02";
const SEVEN_ZIP: &[u8] = b"7z\xBC\xAF\x27\x1C\0\x04\xA5\xE5\x86\xBE\xBFm\x9B\x1E\xDF\\\xE5\xDC\xAD\xD3\x16\x08\x89\x1E\x8EytDe,\xCC\xE7\xE0\xA5";

/// A file that is given alone is refused by what it is, whatever it is called.
#[test]
fn a_file_of_another_kind_is_refused_by_what_it_is() {
    let place = Place::new();
    for (name, bytes, says) in [
        ("mgc.7z", SEVEN_ZIP, "an archive of 7-Zip"),
        ("picture.png", PNG, "a PNG image"),
        ("tblChat.bcp", JPEG, "a JPEG image"),
        (
            "mgc.zip",
            b"<!DOCTYPE html>\n<html><body>Sign in</body></html>",
            "an HTML page",
        ),
        (
            "tblChat.csv",
            b"<html><body>404</body></html>",
            "an HTML page",
        ),
        (
            "mgc.db",
            b"SQLite format 3\0\x10\0\x01\x01",
            "a SQLite database",
        ),
        (
            "mgc.accdb",
            b"\0\x01\0\0Standard ACE DB\0\x02",
            "Microsoft Access",
        ),
        (
            "mgc.sql",
            b"-- MySQL dump 10.13\n\nINSERT INTO `tblChat` VALUES (1);\n",
            "a dump of MySQL",
        ),
        (
            "pg.sql",
            b"--\n-- PostgreSQL database dump\n--\n",
            "a dump of PostgreSQL",
        ),
        ("mgc.mdf", &[0; 16384], "zero bytes"),
        (
            "mgc.z02",
            b"\x07\x99\x01\x88 noise",
            "one part of a zip that was split into several, number 2",
        ),
    ] {
        place.write(name, bytes);
        for command in ["analyze", "inspect", "tables"] {
            place
                .pchat(&format!("{command} {name}"))
                .fails(3, &[says, name, "what to do:"]);
        }
    }
}

#[test]
fn numbers_are_no_table_because_they_are_so_many() {
    let place = Place::new();
    for length in 1..=64_u32 {
        let noise: Vec<u8> = (0..length)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80)
            .collect();
        for name in ["x.bin", "tblScopePrincipal.bcp", "tblPrincipalRole.bcp"] {
            place.write(name, &noise);
            place.pchat(&format!("analyze {name}")).fails(3, &[name]);
        }
    }
}

#[test]
fn files_of_other_kinds_are_left_out_of_a_folder_in_one_note() {
    let place = Place::new();
    std::fs::create_dir(place.path("x")).unwrap();
    place.write("x/tblNode.csv", NODES);
    for picture in 0..12 {
        place.write(&format!("x/{picture:02}.png"), PNG);
    }
    place.write("x/old.7z", SEVEN_ZIP);
    place.write("x/mgc_log.ldf", [&[1, 0x0F][..], &[0; 20000]].concat());
    place.write("x/page.html", "<!DOCTYPE html><html></html>");
    place.pchat("analyze x --fail-on never").exits(0).says(&[
        "15 files were not read: ",
        "00.png (a PNG image)",
        "and 5 more",
        "unpack it",
    ]);
}

#[test]
fn a_file_that_is_called_like_a_table_is_not_left_out() {
    let place = Place::new();
    std::fs::create_dir(place.path("x")).unwrap();
    place.write("x/tblNode.csv", NODES);
    place.write("x/dbo.tblChat.bcp", JPEG);
    place.pchat("analyze x").fails(
        3,
        &["a JPEG image", "dbo.tblChat.bcp", "an extract of tblChat"],
    );
}

#[test]
fn hidden_and_temporary_files_are_never_read() {
    let place = Place::new();
    let aside = [
        ".DS_Store",
        "._tblNode.csv",
        ".~lock.tblNode.csv#",
        "~$tblNode.csv",
        "Thumbs.db",
        "desktop.ini",
        "tblChat.csv.crdownload",
        "tblNode.tmp",
    ];
    for (folder, real) in [("extract", "tblNode.csv"), ("package", "ChatRooms.xml")] {
        std::fs::create_dir(place.path(folder)).unwrap();
        for name in aside {
            place.write(&format!("{folder}/{name}"), "1,2,3\nnoise,\0\0\x01");
        }
        let content = match real {
            "tblNode.csv" => NODES,
            _ => "<Pool><ChatRooms><ChatRoom id=\"57\"/></ChatRooms></Pool>",
        };
        place.write(&format!("{folder}/{real}"), content);
        place.pchat(&format!("inspect {folder}")).exits(0).prints(&[
            "8 hidden or temporary files were left out",
            ".DS_Store",
            "~$tblNode.csv",
            real,
        ]);
        // Nor are they carried over.
        let convert = format!("convert {folder} -o {folder}.zip --fail-on never --quiet");
        place.pchat(&convert).exits(0);
        let package = Package::open(place.read(&format!("{folder}.zip")));
        assert!(package.names().iter().all(|name| name.ends_with(".xml")));
    }
    std::fs::create_dir(place.path("nothing")).unwrap();
    place.write("nothing/.DS_Store", "x");
    place.pchat("analyze nothing").fails(
        3,
        &[
            "nothing is in it but hidden and temporary files",
            ".DS_Store",
        ],
    );
}
