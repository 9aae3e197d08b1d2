//! Rows whose object has another name than they say: renamed in the meantime, or saved badly.

use crate::common::Place;
use crate::common::package::Package;

const HEADER: &str = "rule,kind,id,name,action,value,note,identity\n";
const GUID: &str = "FE2C78CD-C693-4803-B3B9-B6B064EA54AA";

/// Two rooms of one name, one of them with a GUID.
fn twins(name: &str) -> Package {
    let name = format!("<Name>{name}</Name>");
    let guid = format!(r#"<ChatRoom id="58" guid="{GUID}" "#);
    Package::clean()
        .edit("ChatRooms.xml", "<Name>Desk</Name>", &name)
        .edit("ChatRooms.xml", "<Name>News</Name>", &name)
        .edit("ChatRooms.xml", r#"<ChatRoom id="58" "#, &guid)
}

fn row(name: &str, value: &str) -> String {
    format!("name-conflict,room,58,{name},rename,{value},,{GUID}\n")
}

const ANALYZE: &str = "analyze pool.zip --fail-on never --decisions decisions.csv";
const WHAT_IF: &str = "convert pool.zip --what-if --fail-on never --decisions decisions.csv";

#[test]
fn a_renamed_object_is_listed_with_both_names_and_refused_until_it_is() {
    let place = Place::new();
    place.write("pool.zip", twins("Trading").zip());
    let first = "name-conflict,room,57,Trading,keep,,\"two\nlines\",\n";
    let file = format!("{HEADER}{first}{}", row("Dealing", "Dealing (old)"));
    place.write("decisions.csv", file);
    place.pchat(WHAT_IF).fails(
        2,
        &[
            "decisions.csv, line 4: the room 58 was called “Dealing” when the row was made, and is called “Trading” now",
            "pchat analyze INPUT --decisions FILE",
        ],
    );
    place.pchat(ANALYZE).exits(0).says(&[
        "0 new, 2 kept, 0 gone",
        "1 kept for objects that have another name now",
        "decisions.csv, line 4: the room 58 was called “Dealing”, and is called “Trading” now; kept: rename to “Dealing (old)”",
    ]);
    let now = String::from_utf8(place.read("decisions.csv")).expect("UTF-8");
    let expected = format!("\u{feff}{HEADER}{first}{}", row("Trading", "Dealing (old)"));
    assert_eq!(now, expected);
    let outcome = place.pchat(WHAT_IF).exits(0);
    assert!(outcome.text().contains("Dealing (old)"));
    let outcome = place.pchat(ANALYZE).exits(0);
    assert!(!outcome.stderr.contains("another name"));
}

#[test]
fn a_name_that_was_saved_badly_is_no_new_name() {
    for (name, saved, value) in [
        ("GRÖßE", "GR?ßE", "GR?ßE (2)"),
        ("GRÖßE", "GR??E", "GR??E (2)"),
        ("GRÖßE", "GRÃ–ÃŸE", "GRÃ–ÃŸE (2)"),
        ("GRÖßE", "GRÃƒâ€“ÃƒÅ¸E", "GRÃƒâ€“ÃƒÅ¸E (2)"),
        ("GRÖßE", "GROssE", "GROssE (2)"),
        ("Łódź", "?ód?", "?ód? (2)"),
        ("Łódź", "Lodz", "Lodz (2)"),
        // ISO 8859-2 as 8859-1, 8859-15 as 1252.
        ("Łódź", "£ód¼", "£ód¼ (2)"),
        ("Œuvre", "¼uvre", "¼uvre (2)"),
        // The name was put right again, or is not told.
        ("GRÖßE", "GRÖßE", "GR?ßE (2)"),
        ("GRÖßE", "GRÖßE", "Neu: GR?ßE"),
        ("GRÖßE", "GRÖßE", "GRÃ–ÃŸE (2)"),
        ("GRÖßE", "", "GROssE (2)"),
        // By hand, where nothing is recommended.
        ("Łódź", "Łódź", "?ód? 2009"),
    ] {
        let place = Place::new();
        place.write("pool.zip", twins(name).zip());
        let file = format!("{HEADER}{}", row(saved, value));
        place.write("decisions.csv", &file);
        let parts = [
            "decisions.csv, line 2: the file lost characters when it was saved",
            "CSV UTF-8",
            "-Encoding UTF8",
        ];
        place.pchat(ANALYZE).fails(2, &parts);
        assert_eq!(place.read("decisions.csv"), file.as_bytes(), "{saved}");
        place.pchat(WHAT_IF).fails(2, &parts);
    }
    // Whoever has the name before them whole may want it otherwise.
    let place = Place::new();
    place.write("pool.zip", twins("GRÖßE").zip());
    let file = format!("{HEADER}{}", row("GRÖßE", "Groesse (alt)"));
    place.write("decisions.csv", file);
    place.pchat(ANALYZE).exits(0);
    place.pchat(WHAT_IF).exits(0);
}

#[test]
fn a_code_page_that_does_not_fit_is_told_in_the_same_words_everywhere() {
    let place = Place::new();
    place.write("pool.zip", twins("Größe").zip());
    let file = format!("{HEADER}{}", row("Gr\u{1}\u{2}e", "Halle"));
    let file: Vec<u8> = file
        .bytes()
        .map(|byte| match byte {
            1 => 0xF6,
            2 => 0xDF,
            other => other,
        })
        .collect();
    for page in ["850", "1256"] {
        for line in [ANALYZE, WHAT_IF] {
            place.write("decisions.csv", &file);
            place.pchat(&format!("{line} --code-page {page}")).fails(
                2,
                &[
                    "line 2: read in this code page, the name is “Gr",
                    "the input has “Größe”",
                    "name the right code page, or save it again",
                ],
            );
        }
    }
    for line in [WHAT_IF, ANALYZE] {
        place.write("decisions.csv", &file);
        place.pchat(&format!("{line} --code-page 28591")).exits(0);
    }
}

#[test]
fn rows_that_do_not_hold_are_told_together_and_what_to_do_once() {
    let place = Place::new();
    place.write("pool.zip", twins("Trading").zip());
    let rows = "manual,room,91,,exclude,,,\nmanual,room,92,,exclude,,,\n\
                room-without-manager,room,57,Trading,exclude,,,\norphan,room,58,,exclude,,,\n\
                room-setting-lost,room,58,,exclude,,,\nbefore-cutoff,room,58,,exclude,,,\n";
    place.write("decisions.csv", format!("{HEADER}{rows}"));
    let outcome = place.pchat(&format!("{WHAT_IF} --since 2012-01-01")).fails(
        2,
        &[
            "line 2: the input has no room with the id 91",
            "line 3: the input has no room with the id 92",
            "line 4: room-without-manager finds nothing at the room 57, “Trading”",
            "line 5: orphan finds nothing",
            "line 6: room-setting-lost finds nothing",
            "line 7: before-cutoff finds nothing at the room 58",
        ],
    );
    assert_eq!(outcome.stderr.matches("what to do").count(), 2);
    // Without the date nobody can tell.
    let rows = "before-cutoff,room,58,,exclude,,,\n";
    place.write("decisions.csv", format!("{HEADER}{rows}"));
    place.pchat(WHAT_IF).exits(0);
}

#[test]
fn one_row_may_stand_for_all_rooms_without_a_manager_or_category() {
    let place = Place::new();
    let pool = Package::clean()
        .edit("ChatRooms.xml", r#"<Principal id="11" isManager="1"/>"#, "")
        .edit(
            "ChatRooms.xml",
            r#"id="57" parentId="2""#,
            r#"id="57" parentId="99""#,
        );
    place.write("pool.zip", pool.zip());
    let rows = "room-without-manager,room,*,,exclude,,,\norphan,room,*,,exclude,,,\n\
                room-setting-lost,room,*,,exclude,,,\n";
    place.write("decisions.csv", format!("{HEADER}{rows}"));
    let line = "convert pool.zip -o out.zip --fail-on never --decisions decisions.csv";
    place.pchat(line).exits(0);
    let manifest = String::from_utf8(place.read("out.manifest.json")).expect("UTF-8");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(manifest["counts"]["rooms"]["left_out"], 2);
    place
        .pchat("verify pool.zip out.zip --decisions decisions.csv")
        .exits(0);
}

#[test]
fn zeros_before_an_id_do_not_count() {
    let place = Place::new();
    place.write("pool.zip", twins("Trading").zip());
    let file = format!("{HEADER}name-conflict,room,0058,Trading,rename,Dealing,,\n");
    place.write("decisions.csv", &file);
    let outcome = place.pchat(WHAT_IF).exits(0);
    assert!(outcome.text().contains("Dealing"));
    place
        .pchat(ANALYZE)
        .exits(0)
        .says(&["1 new, 1 kept, 0 gone"]);
    let now = String::from_utf8(place.read("decisions.csv")).expect("UTF-8");
    assert!(now.contains(&row("Trading", "Dealing")), "{now}");
    place.write("decisions.csv", format!("{file}{}", row("Trading", "Desk")));
    for line in [ANALYZE, WHAT_IF] {
        let what = "line 3: name-conflict of room 58 is decided in line 2 already";
        place.pchat(line).fails(2, &[what]);
    }
}
