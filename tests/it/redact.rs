//! A redacted package gives the same findings, and holds no word of what it was made from.

use std::collections::BTreeSet;

use crate::common::package::Package;
use crate::common::same::{assert_same_findings, without_words};
use crate::common::{Place, pchat};

/// What the format itself says, in the letters of words: prefixes of addresses, and words of RTF and of XML.
const OF_THE_FORMAT: [&str; 12] = [
    "filelink", "deff", "http", "https", "ansi", "quot", "apos", "rtf1", "fonttbl", "pard",
    "version", "encoding",
];

/// The words of four letters or more in the values of a package: not in its tags.
fn words(package: &Package) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for name in package.names().into_iter().filter(|name| is_list(name)) {
        words.extend(split(&name.replace(".xml", "")));
        for value in values(&package.text(name)) {
            words.extend(split(&value));
        }
    }
    words
}

/// Whether it is understood: by chance a word may become one that stands in what is not.
fn is_list(name: &str) -> bool {
    LISTS.iter().any(|list| name.contains(list)) || name.contains("ChatRoom-")
}

/// What stands between tags, and in quotes in them. What references stand for separates words, as all that is no letter.
fn values(xml: &str) -> Vec<String> {
    let mut values = Vec::new();
    let xml = xml.replace("<![CDATA[", "").replace("]]>", "");
    for part in xml.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        values.extend(tag.split('"').skip(1).step_by(2).map(str::to_owned));
        values.push(text.to_owned());
    }
    values
}

fn split(text: &str) -> impl Iterator<Item = String> {
    let is_guid = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    let is_end = |c: char| !(c.is_alphanumeric() || c == '-');
    let plain: Vec<&str> = text.split(is_end).filter(|word| !is_guid(word)).collect();
    let letters = |word: &str| -> Vec<String> {
        let words = word.split(|c: char| !c.is_ascii_alphabetic());
        words
            .filter(|word| word.len() >= 4)
            .map(str::to_lowercase)
            .collect()
    };
    plain
        .into_iter()
        .flat_map(letters)
        .collect::<Vec<_>>()
        .into_iter()
}

#[track_caller]
fn assert_nothing_is_found(source: &Package, redacted: &Package) {
    let result: Vec<String> = redacted
        .names()
        .iter()
        .flat_map(|name| {
            let values = values(&redacted.text(name));
            let own = Some(name.replace(".xml", "")).filter(|_| !is_list(name));
            values.into_iter().chain(own)
        })
        .flat_map(|value| split(&value).collect::<Vec<_>>())
        .filter(|word| !OF_THE_FORMAT.contains(&&**word))
        .collect();
    let mut searched = 0;
    for word in words(source) {
        let is_list = LISTS.iter().any(|it| it.to_lowercase() == word);
        if OF_THE_FORMAT.contains(&&*word) || is_list {
            continue;
        }
        searched += 1;
        let found = result.iter().find(|value| value.contains(&word));
        assert_eq!(found, None, "{word}");
    }
    assert!(searched > 10, "{searched} words");
}

const LISTS: [&str; 7] = [
    "AdUsers",
    "AdGroups",
    "AdAffiliations",
    "Addins",
    "Categories",
    "ChatMessages",
    "ChatRooms",
];

#[test]
fn the_sample_gives_the_same_findings_and_none_of_its_words() {
    let place = Place::new();
    let out = place.path("new.zip");
    let out = out.to_str().expect("a name");
    let before = pchat("analyze samples/contoso.zip --format json");
    pchat(&format!("redact samples/contoso.zip -o {out} --seed 1"))
        .exits(0)
        .prints(&[
            "with 7 members",
            "notes.txt",
            "Maintenance.xml",
            "@retentionDays",
        ]);
    let after = place.pchat("analyze new.zip --format json");
    assert_same_findings(&before, &after, true, false);
    let source = std::fs::read("samples/contoso.zip").expect("the sample");
    let [source, redacted] = [source, place.read("new.zip")].map(Package::open);
    assert_nothing_is_found(&source, &redacted);
    // Nor where all of it is kept; and that is as long as it was.
    pchat(&format!(
        "redact samples/contoso.zip -o {out} --force --keep-unknown --seed 2"
    ))
    .exits(0);
    let redacted = Package::open(place.read("new.zip"));
    assert_nothing_is_found(&source, &redacted);
    let after = place.pchat("analyze new.zip --format json");
    assert_same_findings(&before, &after, true, true);
    let sizes = |package: &Package| -> BTreeSet<usize> {
        let names = package.names();
        names.iter().map(|name| package.bytes(name).len()).collect()
    };
    assert_eq!(sizes(&source), sizes(&redacted));
}

#[test]
fn pools_in_all_spellings_give_the_same_findings() {
    for spelling in [
        "comments,cdata,indented",
        "utf-16le,split,attributes",
        "prefixed,elements,per-room",
        "nested,inner-folder,datetime-times",
    ] {
        let place = Place::new();
        place.generate("pool.zip", (40, 60, 1_000), spelling);
        place
            .pchat("redact pool.zip -o new.zip --keep-unknown --seed 1")
            .exits(0);
        let [before, after] =
            ["pool", "new"].map(|name| place.pchat(&format!("analyze {name}.zip --format json")));
        assert_same_findings(&before, &after, true, true);
        if !spelling.contains("utf-16") {
            let [source, redacted] =
                ["pool.zip", "new.zip"].map(|name| Package::open(place.read(name)));
            assert_nothing_is_found(&source, &redacted);
        }
    }
}

#[test]
fn the_bytes_depend_on_the_seed_and_not_on_the_threads() {
    let place = Place::new();
    place.generate("pool", (30, 40, 4_000), "");
    for (threads, name) in [(1, "a"), (4, "b")] {
        let line = format!("redact pool -o {name}.zip --seed 5 --threads {threads} -q");
        place.pchat(&line).exits(0);
    }
    assert!(place.read("a.zip") == place.read("b.zip"));
    place.pchat("redact pool -o c.zip --seed 6 -q").exits(0);
    place.pchat("redact pool -o d.zip -q").exits(0);
    place.pchat("redact pool -o e.zip -q").exits(0);
    let all: BTreeSet<Vec<u8>> = ["a", "c", "d", "e"]
        .map(|name| place.read(&format!("{name}.zip")))
        .into();
    assert_eq!(all.len(), 4);
}

#[test]
fn ids_are_counted_anew_where_that_is_asked_for() {
    let place = Place::new();
    place.generate("pool.zip", (40, 60, 1_000), "");
    place
        .pchat("redact pool.zip -o new.zip --renumber --keep-unknown")
        .exits(0);
    let [before, after] =
        ["pool", "new"].map(|name| place.pchat(&format!("analyze {name}.zip --format json")));
    assert_same_findings(&before, &after, false, true);
    let rooms = Package::open(place.read("new.zip")).text("ChatRooms.xml");
    assert!(
        !rooms.contains("<ChatRoom id=\"1000\""),
        "the first room's id before"
    );
}

#[test]
fn what_is_not_understood_goes_with_its_words_and_is_named() {
    let place = Place::new();
    let package = Package::clean()
        .edit(
            "ChatRooms.xml",
            "<Name>News</Name>",
            "<Name>News</Name><Owner mood=\"grumpy\">Fabrikam</Owner>",
        )
        .edit(
            "ChatMessages.xml",
            "userId=\"10\">",
            "userId=\"10\" device=\"phone\"><Mood>grumpy</Mood>",
        )
        .edit("AdUsers.xml", "<Pool>", "<!-- made by Fabrikam --><Pool>")
        .with("Fabrikam.bin", *b"\x00Fabrikam");
    place.write("pool.zip", package.zip());
    place.pchat("redact pool.zip -o new.zip").exits(0).prints(&[
        "Left out",
        "ChatRooms.xml  Pool/ChatRooms/ChatRoom/Owner  1",
        "ChatMessages.xml  Pool/ChatMessages/ChatRoom/Message/@device  1",
        "AdUsers.xml  comments",
        "Fabrikam.bin",
    ]);
    let redacted = Package::open(place.read("new.zip"));
    assert_eq!(redacted.names().len(), 7);
    for name in redacted.names() {
        for word in ["Fabrikam", "grumpy", "phone", "Owner", "Mood"] {
            assert!(!redacted.text(name).contains(word), "{word} in {name}");
        }
    }
    place.pchat("analyze new.zip").exits(0);

    place
        .pchat("redact pool.zip -o kept.zip --keep-unknown")
        .exits(0);
    let kept = Package::open(place.read("kept.zip"));
    assert_eq!(kept.names().len(), 8);
    assert!(kept.text("ChatRooms.xml").contains("<Owner mood=\""));
    assert!(kept.text("ChatMessages.xml").contains("</Mood>"));
    let bytes: Vec<&[u8]> = ["Fabrikam", "grumpy", "phone"].map(str::as_bytes).to_vec();
    for name in kept.names() {
        let content = kept.bytes(name);
        let holds = |word: &&[u8]| content.windows(word.len()).any(|it| it == *word);
        assert!(!bytes.iter().any(holds), "{name}");
    }
}

#[test]
fn texts_that_xml_cannot_carry_stay_that() {
    let place = Place::new();
    let package = Package::clean()
        .edit(
            "ChatRooms.xml",
            "What is new",
            "What&#x8; is &nope; new &#xD800;",
        )
        .edit(
            "ChatMessages.xml",
            "Good morning",
            "Good\u{1} m&#111;rning &unknown;",
        );
    place.write("pool.zip", package.zip());
    place.pchat("redact pool.zip -o new.zip").exits(0);
    let [before, after] = ["pool", "new"].map(|name| {
        let line = format!("analyze {name}.zip --only invalid-text --format json");
        without_words(&place.pchat(&line).json(), true)
    });
    assert!(!before.is_empty());
    assert_eq!(before, after);
    let redacted = Package::open(place.read("new.zip"));
    assert!(!redacted.text("ChatRooms.xml").contains("&nope;"));
    assert!(redacted.text("ChatRooms.xml").contains("&#xD800;"));
}

#[test]
fn binary_extracts_damage_and_the_input_itself_are_refused() {
    let place = Place::new();
    place
        .pchat("generate --form bcp-n --rooms 2 --users 2 --messages 9 -o native")
        .exits(0);
    place.write("pool.zip", Package::clean().zip());
    place.pchat("redact native -o new.zip").fails(
        3,
        &[
            "dbo.tblChat.bcp",
            "extract of the database",
            "bcp native",
            "pchat convert",
        ],
    );
    place
        .pchat("redact pool.zip -o pool.zip --force")
        .fails(2, &["is the input"]);
    place
        .pchat("redact pool.zip -o new")
        .fails(2, &["ends in .zip"]);
    place
        .pchat("redact none.zip -o new.zip")
        .fails(3, &["none.zip"]);
    let cut = Package::clean().with("ChatRooms.xml", "<Pool><ChatRooms>");
    place.write("cut.zip", cut.zip());
    place
        .pchat("redact cut.zip -o new.zip")
        .fails(3, &["ChatRooms.xml"]);
    place.write("there.zip", "mine");
    place
        .pchat("redact pool.zip -o there.zip")
        .fails(2, &["exists"]);
    assert_eq!(place.read("there.zip"), b"mine");
    assert_eq!(
        place.list("."),
        ["cut.zip", "native", "pool.zip", "there.zip"]
    );
}
