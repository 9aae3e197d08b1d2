//! Bacpacs, and what is in them beside the chats.

use crate::common::Place;
use crate::common::package::Package;
use serde_json::json;

const ROWS: &str = "Data/dbo.tblChat/TableData-000-00000.BCP";

/// A generated pool, with another table in it: of a type that pchat does not read in a bacpac.
fn with_odd_table(place: &Place) -> Package {
    place
        .pchat("generate --force --rooms 4 --users 5 --messages 60 -q -o mgc.bacpac --form bacpac")
        .exits(0);
    let odd = r#"<Element Type="SqlTable" Name="[dbo].[tblFabrikam]"><Relationship Name="Columns"><Entry>
<Element Type="SqlSimpleColumn" Name="[dbo].[tblFabrikam].[what]"><Relationship Name="TypeSpecifier"><Entry>
<Element Type="SqlTypeSpecifier"><Relationship Name="Type"><Entry><References ExternalSource="BuiltIns" Name="[sql_variant]" />
</Entry></Relationship></Element></Entry></Relationship></Element></Entry></Relationship></Element></Model>"#;
    Package::open(place.read("mgc.bacpac"))
        .edit("model.xml", "</Model>", odd)
        .with("Data/dbo.tblFabrikam/TableData-000-00000.BCP", [1, 2, 3])
        .with("Data/dbo.tblFabrikam/TableData-000-00001.BCP", [4, 5, 6])
}

#[test]
fn a_table_that_cannot_be_read_costs_no_other_one() {
    let place = Place::new();
    place.write("odd.bacpac", with_odd_table(&place).zip());
    let why = "dbo.tblFabrikam cannot be read: the column what is sql_variant";
    let said = place.pchat("inspect odd.bacpac").exits(0);
    let text = said.prints(&["4 rooms", "partly understood"]).text();
    assert_eq!(text.matches("dbo.tblFabrikam").count(), 1, "{text}");
    let json = place.pchat("inspect odd.bacpac --format json").exits(0);
    assert_eq!(
        json.json()["unreadable_tables"],
        json!([{
            "member": "odd.bacpac", "table": "dbo.tblFabrikam", "rows": null,
            "why": "the column what is sql_variant, which pchat does not read",
        }])
    );
    let whole = place.pchat("analyze mgc.bacpac --format json --fail-on never");
    let other = place.pchat("analyze odd.bacpac --format json --fail-on never");
    let other = other.exits(0).says(&[why]).json();
    assert_eq!(whole.exits(0).json()["totals"], other["totals"]);
    place
        .pchat("convert odd.bacpac -o out.zip -q --fail-on never")
        .exits(0);
    let listed = place.pchat("tables odd.bacpac --format json").exits(0);
    let listed = listed.says(&[why]).json();
    let mut tables = listed.as_array().expect("tables").iter();
    let odd = tables.find(|it| it["table"] == "dbo.tblFabrikam");
    assert_eq!(odd.expect("the table")["rows"], json!(null));
    place
        .pchat("tables odd.bacpac --table tblFabrikam")
        .exits(3)
        .says(&["sql_variant", "tblFabrikam/TableData-000-00000.BCP"]);
}

#[test]
fn a_table_of_chats_that_cannot_be_read_is_an_error() {
    let place = Place::new();
    let package = with_odd_table(&place);
    let model = package.text("model.xml");
    let (before, behind) = model.split_once("[tblChat].[content]").expect("a column");
    let behind = behind.replacen("[nvarchar]", "[sql_variant]", 1);
    let model = format!("{before}[tblChat].[content]{behind}");
    place.write("odd.bacpac", package.with("model.xml", model).zip());
    place
        .pchat("analyze odd.bacpac")
        .fails(3, &[ROWS, "content is sql_variant"]);
}

#[test]
fn a_bacpac_is_one_file_and_what_is_in_it_are_tables() {
    let place = Place::new();
    let package = with_odd_table(&place);
    place.write("mgc.bacpac", package.zip());
    std::fs::create_dir(place.path("old")).expect("the folder can be written");
    place.write("old/other.bacpac", with_odd_table(&place).zip());
    let said = place.pchat("inspect mgc.bacpac").exits(0);
    let said = said.prints(&["1 file", "mgc.bacpac", "dbo.tblContosoNotes"]);
    assert!(!said.text().contains("TableData"), "{}", said.text());
    let line = "analyze mgc.bacpac --format json --fail-on never";
    let json = place.pchat(line).exits(0).json();
    let members = json["input"]["members"].as_array().expect("members");
    assert_eq!(members.len(), 1);
    assert_eq!(members[0]["name"], "mgc.bacpac");
    assert_eq!(members[0]["holds"]["messages"], 60);
    // What is damaged in it is named by its place all the same.
    let cut = package.bytes(ROWS)[..900].to_vec();
    place.write("mgc.bacpac", package.with(ROWS, cut).zip());
    place.pchat("inspect mgc.bacpac").fails(3, &[ROWS]);
}

#[test]
fn without_chats_a_bacpac_is_inspected_and_its_tables_are_named() {
    let place = Place::new();
    let package = with_odd_table(&place);
    let model = package
        .text("model.xml")
        .replace("[dbo].[tbl", "[dbo].[Other");
    let package = package.map(|name, content| match name {
        "model.xml" => (name.to_owned(), model.clone().into_bytes()),
        _ => (name.replace("dbo.tbl", "dbo.Other"), content),
    });
    place.write("shop.bacpac", package.zip());
    place.pchat("inspect shop.bacpac").exits(0).prints(&[
        "shop.bacpac",
        "not understood",
        "60  dbo.OtherChat",
        "dbo.OtherNode",
        "dbo.OtherFabrikam cannot be read",
    ]);
    place.pchat("analyze shop.bacpac").fails(
        3,
        &[
            "nothing in it is Persistent Chat data; it holds the tables dbo.OtherPrincipalType, dbo.OtherPrincipal, ",
            "and 5 more",
            "where: shop.bacpac",
        ],
    );
}
