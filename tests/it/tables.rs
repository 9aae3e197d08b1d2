//! `pchat tables`: any table of any extract.

use insta::assert_snapshot;

use crate::common::{self, Place};

const SCRIPT: &str = "\
CREATE TABLE [dbo].[Offices]([OfficeID] [int] NOT NULL, [City] [nvarchar](40) NULL, [Opened] [datetime] NULL)
GO
INSERT [dbo].[Offices] ([OfficeID], [City], [Opened]) VALUES (1, N'Köln', CAST(N'2010-02-03T04:05:06.007' AS DateTime))
INSERT [dbo].[Offices] ([OfficeID], [City]) VALUES (2, N'')
INSERT [dbo].[Offices] ([OfficeID], [City]) VALUES (3, NULL)
GO
CREATE TABLE [sales].[Empty]([ID] [int] NOT NULL)
GO
";

fn place() -> Place {
    let place = Place::new();
    place.write("contoso.sql", SCRIPT);
    place
}

#[test]
fn the_list_names_every_table_with_its_rows_and_columns() {
    let place = place();
    let table = place.pchat("tables contoso.sql").exits(0);
    assert_snapshot!(table.text());
    let list = place
        .pchat("tables contoso.sql --format json")
        .exits(0)
        .json();
    assert_eq!(
        list,
        serde_json::json!([
            { "table": "dbo.Offices", "rows": 3, "columns": [
                { "name": "OfficeID", "type": "int" },
                { "name": "City", "type": "nvarchar(40)" },
                { "name": "Opened", "type": "datetime" },
            ] },
            { "table": "sales.Empty", "rows": 0, "columns": [{ "name": "ID", "type": "int" }] },
        ])
    );
    let csv = place
        .pchat("tables contoso.sql --format csv")
        .exits(0)
        .text();
    assert_eq!(
        csv,
        "table,rows,columns\ndbo.Offices,3,OfficeID City Opened\nsales.Empty,0,ID\n"
    );
}

#[test]
fn csv_is_separated_as_the_spreadsheet_wants_it() {
    let place = Place::new();
    place.write(
        "contoso.sql",
        "CREATE TABLE [dbo].[Offices]([OfficeID] [int] NOT NULL, [City] [nvarchar](40) NULL)\nGO\n\
         INSERT [dbo].[Offices] ([OfficeID], [City]) VALUES (1, N'Köln; Bonn')\n\
         INSERT [dbo].[Offices] ([OfficeID], [City]) VALUES (2, N'a, b')\n",
    );
    let csv = |options: &str| {
        let run = format!("tables contoso.sql --format csv {options}");
        place.pchat(&run).exits(0).text()
    };
    assert_eq!(
        csv("--table Offices --csv-separator semicolon"),
        "OfficeID;City\n1;\"Köln; Bonn\"\n2;a, b\n"
    );
    assert_eq!(
        csv("--table Offices --csv-separator tab"),
        "OfficeID\tCity\n1\tKöln; Bonn\n2\ta, b\n"
    );
    assert_eq!(
        csv("--csv-separator semicolon"),
        "table;rows;columns\ndbo.Offices;2;OfficeID City\n"
    );
}

#[test]
fn the_rows_of_a_table_are_printed_and_null_is_no_empty_text() {
    let place = place();
    let rows = |options: &str| {
        let outcome = place.pchat(&format!("tables contoso.sql --table offices {options}"));
        outcome.exits(0)
    };
    assert_eq!(
        rows("--format csv").text(),
        "OfficeID,City,Opened\n1,Köln,2010-02-03 04:05:06.007\n2,\"\",\n3,,\n"
    );
    assert_eq!(
        rows("--format json").json(),
        serde_json::json!([
            { "OfficeID": 1, "City": "Köln", "Opened": "2010-02-03 04:05:06.007" },
            { "OfficeID": 2, "City": "", "Opened": null },
            { "OfficeID": 3, "City": null, "Opened": null },
        ])
    );
    rows("--rows 1").prints(&[
        "dbo.Offices  3 rows",
        "Köln",
        "… and 2 more: --rows 0 shows all",
    ]);
    let empty = place.pchat("tables contoso.sql --table sales.Empty --format json");
    assert_eq!(empty.exits(0).json(), serde_json::json!([]));
}

#[test]
fn a_table_that_is_not_there_is_wrong_use() {
    place().pchat("tables contoso.sql --table tblChat").fails(
        2,
        &["there is no table tblChat", "dbo.Offices, sales.Empty"],
    );
}

#[test]
fn two_tables_of_one_name_need_a_schema() {
    let place = place();
    place.write(
        "two.sql",
        "INSERT dbo.T (a) VALUES (1)\nINSERT hr.T (a) VALUES (2)\nINSERT hr.T (a) VALUES (3)\nGO\n",
    );
    place
        .pchat("tables two.sql --table T")
        .fails(2, &["T may be", "dbo.T", "hr.T"]);
    let rows = place
        .pchat("tables two.sql --table hr.t --format csv")
        .exits(0);
    assert_eq!(rows.text(), "a\n2\n3\n");
}

#[test]
fn a_package_has_no_tables() {
    common::pchat("tables samples/contoso.zip").fails(3, &["export package", "pchat inspect"]);
}

/// What a spreadsheet would run, and a character that nobody sees.
#[test]
fn csv_for_a_spreadsheet_runs_nothing() {
    let place = Place::new();
    place.write(
        "contoso.sql",
        "CREATE TABLE [dbo].[T]([ID] [int] NOT NULL, [Text] [nvarchar](40) NULL)\nGO\n\
         INSERT [dbo].[T] ([ID], [Text]) VALUES (-1, N'=1+1')\n\
         INSERT [dbo].[T] ([ID], [Text]) VALUES (2, N'a\u{202e}b')\nGO\n",
    );
    let rows = |options: &str| {
        let line = format!("tables contoso.sql --table T {options}");
        place.pchat(&line).exits(0).text()
    };
    assert_eq!(rows("--format csv"), "ID,Text\n-1,=1+1\n2,a\u{202e}b\n");
    assert_eq!(
        rows("--format csv --excel"),
        "ID,Text\n-1,'=1+1\n2,a\\u{202e}b\n"
    );
    assert_eq!(rows("--format json"), rows("--format json --excel"));
}

#[test]
fn the_language_of_the_system_chooses_the_separator() {
    let place = place();
    for (variables, separator) in [
        (&[("LC_ALL", "de_DE.UTF-8")][..], ';'),
        (&[("LC_ALL", "en_US.UTF-8"), ("LANG", "de_DE.UTF-8")], ','),
        (
            &[("LC_ALL", ""), ("LC_NUMERIC", "fr_FR"), ("LANG", "en_US")],
            ';',
        ),
        (
            &[("LC_ALL", ""), ("LC_NUMERIC", ""), ("LANG", "it_IT")],
            ';',
        ),
    ] {
        let line = "tables contoso.sql --format csv --csv-separator auto";
        let output = common::command(&place.path(""))
            .args(line.split(' '))
            .envs(variables.iter().copied())
            .output()
            .expect("it runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let header = ["table", "rows", "columns\n"].join(&separator.to_string());
        assert!(text.starts_with(&header), "{variables:?}: {text}");
    }
}
