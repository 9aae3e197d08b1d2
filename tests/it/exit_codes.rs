//! How runs end: 0, 1, 2, 3 and 4, and nothing on standard output but the result.

use std::io::Read;
use std::process::Stdio;

use crate::common::package::Package;
use crate::common::{Place, command};

/// A place with `pool.zip` in it.
fn place_with(package: &Package) -> Place {
    let place = Place::new();
    place.write("pool.zip", package.zip());
    place
}

/// A pool with one warning: a disabled user is the member of a room.
fn with_a_warning() -> Package {
    Package::clean().edit(
        "AdUsers.xml",
        r#"principalId="11" type="5""#,
        r#"principalId="11" type="5" disabled="1""#,
    )
}

/// A pool with an error: two rooms of one name.
fn with_an_error() -> Package {
    Package::clean().edit("ChatRooms.xml", "<Name>Desk</Name>", "<Name>NEWS</Name>")
}

/// A pool with a room that has no id.
fn with_a_lost_record() -> Package {
    Package::clean().edit("ChatRooms.xml", r#"<ChatRoom id="58" "#, "<ChatRoom ")
}

/// A pool whose messages end in the middle of one.
fn cut() -> Package {
    let messages = Package::clean().text("ChatMessages.xml");
    let end = messages.find("Closing").expect("the last message");
    Package::clean().with("ChatMessages.xml", &messages[..end])
}

#[test]
fn nothing_found_is_0() {
    let place = place_with(&Package::clean());
    for fail_on in [
        "",
        "--fail-on error",
        "--fail-on warning",
        "--fail-on never",
    ] {
        let line = format!("analyze pool.zip --format json {fail_on}");
        let analysis = place.pchat(&line).exits(0).json();
        assert_eq!(
            analysis["findings"].as_array().unwrap().len(),
            0,
            "{analysis}"
        );
        assert_eq!(analysis["totals"]["rooms"], 2);
        assert_eq!(analysis["totals"]["messages"], 3);
    }
}

#[test]
fn findings_are_1_from_the_severity_asked_for() {
    let warning = place_with(&with_a_warning());
    let error = place_with(&with_an_error());
    for (fail_on, for_warning, for_error) in [
        ("", 0, 1),
        ("--fail-on error", 0, 1),
        ("--fail-on warning", 1, 1),
        ("--fail-on never", 0, 0),
    ] {
        let line = format!("analyze pool.zip {fail_on}");
        warning
            .pchat(&line)
            .exits(for_warning)
            .prints(&["disabled-principal"]);
        error
            .pchat(&line)
            .exits(for_error)
            .prints(&["name-conflict"]);
    }
}

#[test]
fn rules_that_are_not_asked_for_do_not_count() {
    let place = place_with(&with_an_error());
    place
        .pchat("analyze pool.zip --only orphan,long-name")
        .exits(0);
    place
        .pchat("analyze pool.zip --only orphan,name-conflict")
        .exits(1);
}

#[test]
fn wrong_use_is_2() {
    let place = place_with(&Package::clean());
    for (line, what) in [
        ("analyze", "<INPUT>"),
        ("analyze pool.zip --fail-on info", "info"),
        ("analyze pool.zip --format xml", "xml"),
        ("analyze pool.zip --threads 0", "0"),
        ("analyze pool.zip --force", "--report"),
        ("analyse pool.zip", "analyze"),
        ("inspect", "<INPUT>"),
        ("explain no-such-rule", "no-such-rule"),
        ("generate", "--output"),
        ("generate -o pool.zip", "--force"),
    ] {
        place.pchat(line).fails(2, &[what]);
    }
}

#[test]
fn a_result_that_cannot_be_written_is_2() {
    let place = place_with(&Package::clean());
    // A file stands where the folder would be.
    place
        .pchat("analyze pool.zip --report pool.zip/report")
        .fails(2, &["pool.zip"]);
}

#[test]
fn unreadable_input_is_3() {
    let place = Place::new();
    place.write("notes.txt", "Nothing to see here.");
    for command in ["analyze", "inspect"] {
        place
            .pchat(&format!("{command} notes.txt"))
            .fails(3, &["notes.txt"]);
    }
}

#[test]
fn skipped_records_are_4_even_where_there_are_findings() {
    let place = place_with(&with_a_lost_record());
    for fail_on in ["error", "warning", "never"] {
        place
            .pchat(&format!(
                "analyze pool.zip --format json --fail-on {fail_on}"
            ))
            .exits(4)
            .says(&["1 record", "a room without an id", "ChatRooms.xml", "byte"]);
    }
    place.pchat("inspect pool.zip").exits(4);
    place
        .pchat("analyze pool.zip")
        .exits(4)
        .prints(&["a room without an id"]);
}

#[test]
fn damage_is_3_or_skipped_is_4() {
    let place = place_with(&cut());
    for command in ["analyze", "inspect"] {
        place
            .pchat(&format!("{command} pool.zip"))
            .fails(3, &["ChatMessages.xml", "byte", "--skip-damaged"]);
    }
    let outcome = place
        .pchat("analyze pool.zip --skip-damaged --format json")
        .exits(4);
    assert_eq!(outcome.json()["totals"]["messages"], 2);
    place.pchat("inspect pool.zip --skip-damaged").exits(4);
}

#[test]
fn a_package_of_one_level_is_no_error_and_said_so() {
    let package = Package::clean()
        .without("ChatMessages.xml")
        .without("Addins.xml");
    let place = place_with(&package);
    let said = "Not in this input: add-ins, messages";
    for command in ["analyze", "inspect"] {
        place
            .pchat(&format!("{command} pool.zip"))
            .exits(0)
            .prints(&[said]);
    }
    // JSON has no place for it.
    place
        .pchat("analyze pool.zip --format json")
        .exits(0)
        .says(&["note: ", said]);
}

#[test]
fn quiet_leaves_nothing_but_the_result() {
    let package = with_a_lost_record().without("Addins.xml");
    let place = place_with(&package);
    let loud = place.pchat("analyze pool.zip --format json").exits(4);
    let quiet = place
        .pchat("analyze pool.zip --format json --quiet")
        .exits(4);
    assert_ne!(loud.stderr, "");
    assert_eq!(quiet.stderr, "");
    assert!(loud.stdout == quiet.stdout);
    place
        .pchat("analyze notes.txt --quiet")
        .fails(3, &["notes.txt"]);
}

#[test]
fn results_have_colours_only_where_asked_for() {
    let place = place_with(&with_an_error());
    let has_escapes = |line: &str| place.pchat(line).stdout.contains(&0x1b);
    assert!(!has_escapes("analyze pool.zip"));
    assert!(!has_escapes("analyze pool.zip --color never"));
    assert!(has_escapes("analyze pool.zip --color always"));
    for format in ["json", "csv"] {
        assert!(!has_escapes(&format!(
            "analyze pool.zip --color always --format {format}"
        )));
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_changes_no_exit_code() {
    let place = Place::new();
    // Results far larger than any pipe holds.
    place.generate("pool.zip", (600, 40, 1_000), "");
    for (line, code) in [
        ("analyze pool.zip --format json", 1),
        ("analyze pool.zip --rows 0 --fail-on never", 0),
    ] {
        let mut child = command(&place.path(""))
            .args(line.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A reader that has seen enough.
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), stderr.as_str()), (Some(code), ""), "{line}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_2() {
    let place = place_with(&Package::clean());
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = command(&place.path(""))
        .args(["explain", "orphan"])
        .stdout(full)
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr.starts_with("error: the result cannot be written"),
        "{stderr}"
    );
}

#[test]
fn values_that_cannot_be_meant_are_2() {
    let place = place_with(&Package::clean());
    for (option, value, expected) in [
        ("--separator", "a\nb", "without line breaks"),
        ("--separator", "\t", "without line breaks"),
        (
            "--forest",
            "DC=contoso,DC=com",
            "a domain such as contoso.com",
        ),
        ("--forest", "contoso.com.", "a domain such as contoso.com"),
        ("--since", "31.12.2010", "a date such as 2012-01-31"),
    ] {
        for command in [
            &["analyze", "pool.zip"][..],
            &["convert", "pool.zip", "--what-if"],
        ] {
            let line = [command, &[option, value]].concat();
            place.pchat_with(&line).fails(2, &[option, expected]);
        }
    }
    place
        .pchat("analyze pool.zip --forest Contoso.COM")
        .exits(0);
}
