//! Members that should be XML and are not, and zips of which only a part is there: damage, and never a note.

use crate::common::package::Package;
use crate::common::{Place, analyze_with, found};

#[test]
fn what_is_called_xml_and_is_none_is_damage() {
    let messages = Package::clean().text("ChatMessages.xml");
    let with = |behind: &str| format!("{messages}{behind}").into_bytes();
    for (content, says) in [
        (vec![0; 5_000], "begins with 1024 zeros"),
        (vec![0; 1], "begins with 1 zeros"),
        (Vec::new(), "is empty"),
        (b" \r\n".to_vec(), "no element at all"),
        (b"\xEF\xBB\xBF".to_vec(), "no element at all"),
        (b"<?xml version=\"1.0\"?>".to_vec(), "no element at all"),
        (
            vec![0x80, 0xFF, 0x13, 0x37],
            "begins like nothing that is known",
        ),
        (b"{\"messages\": []}".to_vec(), "and is JSON"),
        (b"%PDF-1.7\n%\x01".to_vec(), "and is a PDF"),
        (
            b"<html><p>Not found<br></html>".to_vec(),
            "</html> ends an element",
        ),
        (messages.as_bytes()[..messages.len() / 2].to_vec(), "ends"),
        (with(&messages), "second root element"),
        (with("left over"), "text stands behind the end"),
        (with("\0\0\0\0"), "text stands behind the end"),
        (with("</Pool>"), "</Pool> ends an element"),
    ] {
        analyze_with("ChatMessages.xml", content.clone(), "").fails(
            3,
            &[says, "where: pool.zip, ChatMessages.xml", "--skip-damaged"],
        );
        let rest = analyze_with("ChatMessages.xml", content, "--skip-damaged");
        let rest = rest.exits(4).says(&["ChatMessages.xml"]);
        assert_eq!(rest.json()["totals"]["rooms"], 2);
    }
    // Nobody knows the member, but its name says what it should be.
    analyze_with("Other.XML", vec![0; 9], "").fails(3, &["Other.XML, byte 0"]);
}

#[test]
fn first_bytes_may_be_those_of_a_message_and_are_shown_where_that_is_asked_for() {
    let hex = "47 6F 6F 64";
    for command in ["analyze", "inspect", "convert --what-if"] {
        let content = "Good morning, everybody";
        let place = Place::new();
        let package = Package::clean().with("ChatMessages.xml", content);
        place.write("pool.zip", package.zip());
        let run = place.pchat(&format!("{command} pool.zip"));
        let said = run.fails(3, &["ChatMessages.xml", "--show-content"]).stderr;
        assert!(!said.contains(hex) && !said.contains("Good"), "{said}");
        let run = place.pchat(&format!("{command} pool.zip --show-content"));
        run.fails(3, &["it begins with the bytes 47 6F 6F 64 20 6D 6F 72\n"]);
    }
    let place = Place::new();
    let content: Vec<u8> = (1..200_u8).map(|it| it.wrapping_mul(77)).collect();
    place.write("tblChat.bcp", content);
    let run = place.pchat("analyze tblChat.bcp");
    let said = run.fails(3, &["--show-content"]).stderr;
    assert!(!said.contains("4D 9A"), "{said}");
    let run = place.pchat("analyze tblChat.bcp --show-content");
    run.fails(3, &["it begins with the bytes 4D 9A E7"]);
}

#[test]
fn what_is_not_called_xml_need_not_be() {
    for (name, content) in [
        ("notes.txt", b"\n no markup at all".to_vec()),
        ("utf16.txt", b"\xFF\xFEh\0i\0".to_vec()),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        ("page.htm", b"<html><p>Hello<br></html>".to_vec()),
        ("nothing.log", Vec::new()),
        ("zeros.bin", vec![0; 4_096]),
    ] {
        for (options, code) in [("", 0), ("--skip-damaged", 0)] {
            let analysis = analyze_with(name, content.clone(), options)
                .exits(code)
                .json();
            assert_eq!(found(&analysis, "not-understood"), [name]);
        }
    }
}

#[test]
fn what_a_strict_reader_would_not_take_is_read_with_a_note() {
    let text = Package::clean().text("ChatMessages.xml");
    let utf_16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let declared = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{text}");
    for (content, note) in [
        (
            format!("\u{feff}\u{feff}{text}").into_bytes(),
            "2 byte order marks",
        ),
        (
            format!("\u{feff}\u{feff}\u{feff}{declared}").into_bytes(),
            "3 byte order marks",
        ),
        (
            utf_16(&format!("\u{feff}\u{feff}{text}")),
            "2 byte order marks",
        ),
        (
            [b"\xEF\xBB\xBF".to_vec(), utf_16(&format!("\u{feff}{text}"))].concat(),
            "2 byte order marks",
        ),
        (
            utf_16(&format!("\u{feff}{declared}")),
            "says it is UTF-8, but its bytes are not",
        ),
        (
            format!("\r\n{declared}").into_bytes(),
            "before its XML declaration",
        ),
        (
            format!("<!-- x -->{declared}").into_bytes(),
            "before its XML declaration",
        ),
        (
            format!("{text}\u{feff}").into_bytes(),
            "byte order mark beside its root element",
        ),
        (
            format!("<!DOCTYPE Pool [<!ENTITY a \"b\">]>{text}").into_bytes(),
            "entities of its own",
        ),
    ] {
        let outcome = analyze_with("ChatMessages.xml", content, "").exits(0);
        let outcome = outcome.says(&["note: ChatMessages.xml", note]);
        assert_eq!(outcome.json()["totals"]["messages"], 3, "{note}");
    }
}

#[test]
fn several_marks_become_one_where_the_member_is_written_anew() {
    let place = Place::new();
    let messages = format!(
        "\u{feff}\u{feff}{}",
        Package::clean().text("ChatMessages.xml")
    );
    let package = Package::clean().with("ChatMessages.xml", messages.as_str());
    place.write("pool.zip", package.zip());
    for (options, unchanged) in [("", true), ("--since 2029-01-01", false)] {
        let line = format!("convert pool.zip -o out.zip --force --fail-on never {options}");
        place.pchat(&line).exits(0);
        let written = Package::open(place.read("out.zip")).text("ChatMessages.xml");
        assert_eq!(written == messages, unchanged);
        let marks = written.chars().take_while(|c| *c == '\u{feff}').count();
        assert_eq!(marks, if unchanged { 2 } else { 1 });
    }
}

#[test]
fn a_part_of_a_zip_is_named_as_one() {
    let zip = Package::clean().zip();
    let half = zip.len() / 2;
    let first = [b"PK\x07\x08", &zip[..half]].concat();
    let mut last = zip[half..].to_vec();
    let end = last.windows(4).rposition(|it| it == b"PK\x05\x06").unwrap();
    last[end + 4] = 1;
    let zeroed = [vec![0; half], zip[half..].to_vec()].concat();
    for (name, content, says) in [
        ("pool.z01", first.clone(), "number 1"),
        ("pool.zip", first, "number 1"),
        ("pool.z02", zip[half..].to_vec(), "number 2"),
        ("pool.zip.001", zip[..half].to_vec(), "number 1"),
        ("pool.zip.002", zip[half..].to_vec(), "number 2"),
        ("pool.zip", last, "number 2"),
        ("pool.zip", zip[..half].to_vec(), "no readable directory"),
        ("pool.zip", zip[half..].to_vec(), "does not begin like one"),
        ("pool.zip", zeroed, "does not begin like one"),
    ] {
        let place = Place::new();
        place.write(name, content);
        for command in ["analyze", "inspect"] {
            let outcome = place.pchat(&format!("{command} {name}"));
            outcome.fails(3, &[says, name, "what to do: "]);
        }
    }
}

#[test]
fn a_member_that_holds_something_else_than_its_name_says() {
    let groups = Package::clean().text("AdGroups.xml");
    let place = Place::new();
    for (name, content) in [
        // A tag that was damaged at both ends, another member under this name, a page of a web server.
        (
            "AdUsers.xml",
            Package::clean()
                .text("AdUsers.xml")
                .replace("AdUsers>", "BdUsers>"),
        ),
        ("chatrooms.XML", groups),
        (
            "Categories.xml",
            Package::clean()
                .text("Categories.xml")
                .replace("Categories>", "Cats>"),
        ),
        ("Categories.xml", "<html><body>404</body></html>".to_owned()),
    ] {
        let package = Package::clean().map(|own, bytes| {
            let same = own.eq_ignore_ascii_case(name);
            if same {
                (name.to_owned(), content.clone().into_bytes())
            } else {
                (own.to_owned(), bytes)
            }
        });
        place.write("pool.zip", package.zip());
        package.unpack(&place.path("pool"));
        for input in ["pool.zip", "pool"] {
            let says = [
                &format!("the member is called {name} and has no "),
                "--layout",
            ];
            place.pchat(&format!("analyze {input}")).fails(3, &says);
            place
                .pchat(&format!("convert {input} -o new.zip"))
                .fails(3, &says);
            place
                .pchat(&format!("analyze {input} --skip-damaged"))
                .exits(4)
                .prints(&says[..1]);
            // It shows what is there, whatever it is.
            let inspected = place.pchat(&format!("inspect {input}"));
            assert!(matches!(inspected.code, Some(0 | 4)), "{inspected:?}");
        }
        std::fs::remove_dir_all(place.path("pool")).unwrap();
    }
    // A list without entries is one, and so is a pool without a list.
    for content in ["<Pool/>", "<Pool><AdUsers/></Pool>"] {
        place.write(
            "pool.zip",
            Package::clean().with("AdUsers.xml", content).zip(),
        );
        let analysis = place
            .pchat("analyze pool.zip --format json --fail-on never")
            .exits(0)
            .json();
        assert_eq!(analysis["totals"]["users"], 0);
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_named() {
    let place = Place::new();
    Package::clean().unpack(&place.path("pool"));
    place.write("messages.xml", Package::clean().bytes("ChatMessages.xml"));
    std::fs::remove_file(place.path("pool/ChatMessages.xml")).unwrap();
    for target in ["../messages.xml", "nowhere.xml"] {
        let link = place.path("pool/ChatMessages.xml");
        std::os::unix::fs::symlink(target, &link).unwrap();
        place.pchat("analyze pool").fails(
            3,
            &["this is a link to another file", "pool, ChatMessages.xml"],
        );
        place
            .pchat("analyze pool --skip-damaged")
            .exits(4)
            .prints(&["this is a link"]);
        std::fs::remove_file(link).unwrap();
    }
}
