//! By which collation names are compared: what was asked for, else what an extract states of its database, else the usual
//! one; and the output says which it is and why.

use crate::common::{Outcome, Place, found};
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("../../samples/contoso.sql");
const COLUMN: &str = "[nodeName] [nvarchar](256) NOT NULL";

/// The sample pool as a script, of a database and a column of these collations. Its categories `Sales` and `SALES` are one
/// where case does not count.
fn script(database: &str, column: &str) -> Place {
    let place = Place::new();
    let column = format!("[nodeName] [nvarchar](256) {column} NOT NULL");
    let text = SCRIPT.replacen(COLUMN, &column, 1);
    assert!(text.contains(&column));
    let create = format!(
        "CREATE DATABASE [mgc] CONTAINMENT = NONE ON PRIMARY\n( NAME = N'mgc', SIZE = 10 )\n {database}\nGO\n"
    );
    place.write("mgc.sql", create + &text);
    place
}

fn analyze(place: &Place, options: &str) -> Outcome {
    place.pchat(&format!(
        "analyze {options} --only name-conflict --fail-on never"
    ))
}

fn collation(place: &Place, options: &str) -> Value {
    analyze(place, &format!("{options} --format json"))
        .exits(0)
        .json()["collation"]
        .take()
}

fn stated(name: &str, by: &str) -> Value {
    json!({ "name": name, "from": "input", "stated_by": by })
}

#[test]
fn a_script_states_it_of_its_column_or_of_its_database() {
    let by = "the script mgc.sql";
    for (database, column, name) in [
        ("COLLATE French_CI_AS", "", "French_CI_AS"),
        ("", "COLLATE French_CI_AS", "French_CI_AS"),
        (
            "COLLATE French_CI_AS",
            "COLLATE Latin1_General_CS_AS",
            "Latin1_General_CS_AS",
        ),
        (
            "COLLATE French_CI_AS",
            "COLLATE DATABASE_DEFAULT",
            "French_CI_AS",
        ),
    ] {
        let place = script(database, column);
        assert_eq!(collation(&place, "mgc.sql"), stated(name, by), "{column}");
    }
}

#[test]
fn what_was_asked_for_counts_before_what_is_stated_and_that_before_the_usual_one() {
    let conflicts = |place: &Place, options: &str| {
        let analysis = analyze(place, &format!("{options} --format json")).json();
        found(&analysis, "name-conflict").len()
    };
    let place = script("", "COLLATE Latin1_General_CS_AS");
    assert_eq!(conflicts(&place, "mgc.sql"), 2);
    analyze(&place, "mgc.sql")
        .exits(0)
        .prints(&["Names are compared by Latin1_General_CS_AS, as the script mgc.sql states."]);

    let asked = "mgc.sql --collation Latin1_General_CI_AS";
    assert_eq!(conflicts(&place, asked), 8);
    assert_eq!(
        collation(&place, asked),
        json!({ "name": "Latin1_General_CI_AS", "from": "option", "stated_by": null })
    );
    analyze(&place, asked)
        .prints(&["Names are compared by Latin1_General_CI_AS, as was asked for."]);

    let place = script("", "");
    assert_eq!(conflicts(&place, "mgc.sql"), 8);
    assert_eq!(
        collation(&place, "mgc.sql"),
        json!({ "name": "Latin1_General_CI_AS", "from": "default", "stated_by": null })
    );
    analyze(&place, "mgc.sql")
        .prints(&["Names are compared by Latin1_General_CI_AS, which is assumed."]);
}

#[test]
fn what_is_stated_and_not_known_is_said() {
    let place = script("COLLATE Klingon_CI_AS", "");
    let analysis = analyze(&place, "mgc.sql --format json");
    let analysis = analysis.exits(0).says(&[
        "The collation Klingon_CI_AS, which the script mgc.sql states, is none that pchat knows",
        "--collation",
    ]);
    assert_eq!(analysis.json()["collation"]["from"], "default");
}

#[test]
fn a_backup_states_it() {
    let place = Place::new();
    place.write("mgc.bak", include_bytes!("../../samples/contoso.bak"));
    let expected = stated("Latin1_General_CI_AS", "the database mgc");
    assert_eq!(collation(&place, "mgc.bak"), expected);
    place
        .pchat("inspect mgc.bak")
        .exits(0)
        .prints(&["Collation", "Latin1_General_CI_AS"]);
}

#[test]
fn a_bacpac_states_it() {
    let place = Place::new();
    place
        .pchat("generate -o mgc.bacpac --form bacpac --rooms 5 --users 5 --messages 5")
        .exits(0);
    let expected = stated(
        "SQL_Latin1_General_CP1_CI_AS",
        "the model of the bacpac mgc.bacpac",
    );
    assert_eq!(collation(&place, "mgc.bacpac"), expected);
}

#[test]
fn a_format_file_states_it_of_the_column_with_the_names() {
    let plain = "11.0\n4\n\
        1 SQLCHAR 0 12 \"\\t\" 1 nodeID \"\"\n\
        2 SQLCHAR 0 12 \"\\t\" 3 parentID \"\"\n\
        3 SQLCHAR 0 3 \"\\t\" 4 nodeType \"\"\n\
        4 SQLCHAR 0 512 \"\\r\\n\" 5 nodeName French_CI_AI\n";
    let xml = r#"<?xml version="1.0"?>
        <BCPFORMAT xmlns="http://schemas.microsoft.com/sqlserver/2004/bulkload/format" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <RECORD>
        <FIELD ID="1" xsi:type="CharTerm" TERMINATOR="\t" MAX_LENGTH="12"/>
        <FIELD ID="2" xsi:type="CharTerm" TERMINATOR="\t" MAX_LENGTH="12"/>
        <FIELD ID="3" xsi:type="CharTerm" TERMINATOR="\t" MAX_LENGTH="3"/>
        <FIELD ID="4" xsi:type="CharTerm" TERMINATOR="\r\n" MAX_LENGTH="512" COLLATION="French_CI_AI"/>
        </RECORD>
        <ROW>
        <COLUMN SOURCE="1" NAME="nodeID" xsi:type="SQLINT"/>
        <COLUMN SOURCE="2" NAME="parentID" xsi:type="SQLINT"/>
        <COLUMN SOURCE="3" NAME="nodeType" xsi:type="SQLBIT"/>
        <COLUMN SOURCE="4" NAME="nodeName" xsi:type="SQLNVARCHAR"/>
        </ROW>
        </BCPFORMAT>"#;
    for (name, format) in [("tblNode.fmt", plain), ("tblNode.xml", xml)] {
        let place = Place::new();
        place.write(
            "tblNode.dat",
            "1\t1\t1\tRoot\r\n2\t1\t1\tHelp\r\n3\t1\t1\tH\u{e9}lp\r\n",
        );
        place.write(name, format);
        let expected = stated("French_CI_AI", &format!("the format file {name}"));
        let files = format!("tblNode.dat {name}");
        assert_eq!(collation(&place, &files), expected, "{name}");
    }
}

#[test]
fn convert_and_verify_follow_it_and_the_manifest_has_it() {
    let place = script("", "COLLATE Latin1_General_CS_AS");
    let said = "Names are compared by Latin1_General_CS_AS, as the script mgc.sql states.";
    place
        .pchat("convert mgc.sql -o new.zip --fail-on never")
        .exits(0)
        .says(&[said]);
    let manifest: Value = serde_json::from_slice(&place.read("new.manifest.json")).unwrap();
    let expected = stated("Latin1_General_CS_AS", "the script mgc.sql");
    assert_eq!(manifest["options"]["collation"], expected);
    place
        .pchat("verify mgc.sql new.zip --imported")
        .exits(0)
        .says(&[said]);
}
