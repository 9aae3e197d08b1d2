use std::io::Write;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::input::members::members;
use crate::seeded::cases;
use crate::sqlserver::native::testing::{Style, Words, put, read, table, wide};
use crate::sqlserver::real_files;

/// A bacpac with these members.
fn packed(parts: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("mgc.bacpac");
    let mut zip = ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    (place, path)
}

type Opened = (Bacpac, Vec<Extract>);

fn open_file(path: &Path) -> Result<Opened, Error> {
    let members = members(path).unwrap();
    assert!(is_bacpac(&members));
    open("mgc.bacpac".to_owned(), 0, members, false)
}

fn opened(parts: &[(&str, &[u8])]) -> Result<(Opened, tempfile::TempDir), Error> {
    let (place, path) = packed(parts);
    Ok((open_file(&path)?, place))
}

fn column(name: &str, kind: &str, inside: &str, properties: &str) -> String {
    format!(
        r#"<Entry><Element Type="SqlSimpleColumn" Name="{name}">{properties}<Relationship Name="TypeSpecifier"><Entry>
        <Element Type="SqlTypeSpecifier">{inside}<Relationship Name="Type"><Entry><References ExternalSource="BuiltIns" Name="{kind}" />
        </Entry></Relationship></Element></Entry></Relationship></Element></Entry>"#
    )
}

const NOT_NULL: &str = r#"<Property Name="IsNullable" Value="False" />"#;

/// Two tables with nearly everything that a model can say of a column.
fn model() -> String {
    let table = |name: &str, columns: &[String]| {
        let columns = columns.concat();
        format!(
            r#"<Element Type="SqlTable" Name="{name}"><Property Name="IsAnsiNullsOn" Value="True" /><Relationship Name="Columns">{columns}</Relationship></Element>"#
        )
    };
    let alias = r#"<Element Type="SqlUserDefinedDataType" Name="[dbo].[code]"><Property Name="IsNullable" Value="False" /><Property Name="Length" Value="3" />
        <Relationship Name="Schema"><Entry><References ExternalSource="BuiltIns" Name="[dbo]" /></Entry></Relationship>
        <Relationship Name="Type"><Entry><References ExternalSource="BuiltIns" Name="[char]" /></Entry></Relationship></Element>"#;
    let computed = r#"<Entry><Element Type="SqlComputedColumn" Name="[dbo].[Order Details].[twice]"><Property Name="ExpressionScript"><Value><![CDATA[[id] * 2]]></Value></Property></Element></Entry>"#;
    let xml = r#"<Entry><Element Type="SqlSimpleColumn" Name="[dbo].[Order Details].[doc]"><Relationship Name="TypeSpecifier"><Entry>
        <Element Type="SqlXmlTypeSpecifier"><Relationship Name="Type"><Entry><References ExternalSource="BuiltIns" Name="[xml]" /></Entry></Relationship></Element></Entry></Relationship></Element></Entry>"#;
    // A function that gives a table has columns, too.
    let function = format!(
        r#"<Element Type="SqlMultiStatementTableValuedFunction" Name="[dbo].[f]"><Relationship Name="Columns">{}</Relationship></Element>"#,
        column("[dbo].[f].[x]", "[int]", "", NOT_NULL)
    );
    let details = [
        column("[dbo].[Order Details].[id]", "[int]", "", NOT_NULL),
        computed.to_owned(),
        column(
            "[dbo].[Order Details].[co]]de]",
            "[dbo].[code]",
            "",
            NOT_NULL,
        ),
        column(
            "[dbo].[Order Details].[content]",
            "[nvarchar]",
            r#"<Property Name="IsMax" Value="True" />"#,
            "",
        ),
        column(
            "[dbo].[Order Details].[price]",
            "[sys].[decimal]",
            r#"<Property Name="Precision" Value="6" /><Property Name="Scale" Value="2" />"#,
            "",
        ),
        xml.to_owned(),
    ];
    let empty = [column(
        "[dbo].[Empty].[when]",
        "[datetime2]",
        r#"<Property Name="Scale" Value="0" />"#,
        "",
    )];
    let odd = [column("[dbo].[Odd].[v]", "[sql_variant]", "", "")];
    format!(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<DataSchemaModel xmlns=\"http://schemas.microsoft.com/sqlserver/dac/Serialization/2012/02\"><Model>{}{}{}{function}{alias}</Model></DataSchemaModel>",
        table("[dbo].[Order Details]", &details),
        table("[dbo].[Empty]", &empty),
        table("[dbo].[Odd]", &odd)
    )
}

const ORIGIN_XML: &str = r#"<DacOrigin><PackageProperties><StreamVersions><Version StreamName="Data">2.0.0.0</Version>
    <Version StreamName="DeploymentContributors">1.0.0.0</Version></StreamVersions></PackageProperties>
    <ExportStatistics><TableRowCountTotalTag>3</TableRowCountTotalTag></ExportStatistics></DacOrigin>"#;

/// Rows of the first table.
fn rows(ids: std::ops::Range<i32>) -> Vec<u8> {
    let columns = [
        "id int not null",
        "code char(3) not null",
        "content nvarchar(max)",
        "price decimal(6, 2)",
        "doc xml",
    ];
    let table = table("Order Details", &columns);
    let mut bytes = Vec::new();
    for id in ids {
        let price = [&[6, 2, 1][..], &(100 * id as u128).to_le_bytes()].concat();
        let values = [
            Some(id.to_le_bytes().to_vec()),
            Some(wide("abc")),
            (id != 2).then(|| wide("Büro")),
            Some(price),
            None,
        ];
        for (column, value) in table.columns.iter().zip(values) {
            put(column, value.as_deref(), Style::Bacpac, &mut bytes);
        }
    }
    bytes
}

fn all(parts: &[Extract]) -> Result<Words, Error> {
    let mut all = Words::new();
    for extract in parts {
        all.extend(read(extract, 1 << 16, false)?.0);
    }
    Ok(all)
}

#[test]
fn rows_come_table_by_table_and_part_by_part() {
    let (model, first, second, third) = (model(), rows(1..2), rows(2..3), rows(3..4));
    let ((bacpac, parts), _place) = opened(&[
        ("Data/dbo.Order%20Details/TableData-010-00000.BCP", &third),
        ("Data/dbo.Order%20Details/TableData-002-00001.BCP", &second),
        ("Data/dbo.Order%20Details/TableData-002-00000.BCP", &first),
        ("model.xml", model.as_bytes()),
        ("Origin.xml", ORIGIN_XML.as_bytes()),
        ("[Content_Types].xml", b"<Types/>"),
    ])
    .unwrap();
    assert_eq!(bacpac.rows, Some(3));
    let names: Vec<String> = bacpac.tables.iter().map(|it| it.name.to_string()).collect();
    assert_eq!(names, ["dbo.Order Details", "dbo.Empty", "dbo.Odd"]);
    let types: Vec<String> = bacpac.tables[0]
        .columns
        .iter()
        .map(|it| format!("{} {} {}", it.name, it.sql_type.unwrap(), it.nullable))
        .collect();
    assert_eq!(
        types,
        [
            "id int false",
            "co]de char(3) false",
            "content nvarchar(max) true",
            "price decimal(6, 2) true",
            "doc xml true"
        ]
    );
    assert_eq!(
        bacpac.tables[1].columns[0].sql_type.unwrap().to_string(),
        "datetime2(0)"
    );
    let row = |id: &str, content: &str, price: &str| {
        let words = [id, "'abc'", content, price, "NULL"];
        (
            "dbo.Order Details".to_owned(),
            words.map(str::to_owned).to_vec(),
        )
    };
    assert_eq!(
        all(&parts).unwrap(),
        [
            row("1", "'Büro'", "'1.00'"),
            row("2", "NULL", "'2.00'"),
            row("3", "'Büro'", "'3.00'")
        ]
    );
}

fn refused(parts: &[(&str, &[u8])]) -> String {
    match opened(parts) {
        Err(error) => error.to_string(),
        Ok(((_, parts), _place)) => all(&parts).unwrap_err().to_string(),
    }
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    let (model, rows) = (model(), rows(1..2));
    let model = ("model.xml", model.as_bytes());
    let origin = ("Origin.xml", ORIGIN_XML.as_bytes());
    let said = refused(&[
        model,
        origin,
        ("Data/dbo.Order%20Details/TableData-000-00000.BCP", &rows),
        ("Data/dbo.Order%20Details/TableData-000-00002.BCP", &rows),
    ]);
    assert!(
        said.contains("Data/dbo.Order%20Details/TableData-000-00001.BCP is missing"),
        "{said}"
    );
    let said = refused(&[
        model,
        origin,
        ("Data/dbo.Order%20Details/TableData-000-00001.BCP", &rows),
    ]);
    assert!(
        said.contains("TableData-000-00000.BCP is missing"),
        "{said}"
    );
    let said = refused(&[
        model,
        origin,
        ("Data/dbo.Lost/TableData-000-00000.BCP", &rows),
    ]);
    assert!(
        said.contains("rows of dbo.Lost, and model.xml has no such table"),
        "{said}"
    );
    assert!(
        said.contains("where: Data/dbo.Lost/TableData-000-00000.BCP"),
        "{said}"
    );
    let said = refused(&[model, origin, ("Data/dbo.Empty/other.bin", &rows)]);
    assert!(said.contains("the name of this part"), "{said}");
    let said = refused(&[model, origin]);
    assert!(said.contains("dacpac"), "{said}");
    let half = &rows[..rows.len() - 1];
    let said = refused(&[
        model,
        origin,
        ("Data/dbo.Order%20Details/TableData-000-00000.BCP", half),
    ]);
    assert!(
        said.contains("ends in the middle of a row, in doc"),
        "{said}"
    );
    assert!(said.contains("in dbo.Order Details, row 1"), "{said}");
    let said = refused(&[
        model,
        origin,
        ("Data/dbo.Odd/TableData-000-00000.BCP", b"x"),
    ]);
    assert!(
        said.contains("v is sql_variant, which pchat does not read"),
        "{said}"
    );
    let newer = ORIGIN_XML.replace("2.0.0.0", "3.0.0.0");
    let said = refused(&[model, ("Origin.xml", newer.as_bytes())]);
    assert!(
        said.contains("the rows are in the form 3.0.0.0") && said.contains("Origin.xml"),
        "{said}"
    );
    let cut = ("model.xml", &model.1[..model.1.len() / 2]);
    let said = refused(&[
        cut,
        origin,
        ("Data/dbo.Empty/TableData-000-00000.BCP", &rows),
    ]);
    assert!(said.contains("model.xml, byte"), "{said}");
}

#[test]
fn an_empty_model_is_none() {
    for nothing in ["", "\u{FEFF}<?xml version=\"1.0\"?>\n"] {
        let said = tables_of(nothing.as_bytes()).err().unwrap().to_string();
        assert!(said.contains("the model ends too early"), "{said}");
    }
    assert!(
        tables_of(b"<DataSchemaModel><Model/></DataSchemaModel>")
            .unwrap()
            .tables
            .is_empty()
    );
}

#[test]
fn a_damaged_part_is_named() {
    let (model, rows) = (model(), rows(1..200));
    let part = "Data/dbo.Order%20Details/TableData-000-00000.BCP";
    let (_place, path) = packed(&[
        (part, &rows),
        ("model.xml", model.as_bytes()),
        ("Origin.xml", ORIGIN_XML.as_bytes()),
    ]);
    let mut bytes = std::fs::read(&path).unwrap();
    // In the middle of the first member.
    bytes[200] ^= 0x55;
    std::fs::write(&path, bytes).unwrap();
    let (_, parts) = open_file(&path).unwrap();
    let said = all(&parts).unwrap_err().to_string();
    assert!(said.contains(&format!("where: {part}, byte")), "{said}");
}

/// A model as a bacpac would have it.
fn tables_of(model: &[u8]) -> Result<Model, Error> {
    let reader = std::io::Cursor::new(model.to_vec());
    Model::read(&Member::from_reader(MODEL, Box::new(reader)))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_damaged_model_is_read_or_refused(
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut bytes = model().into_bytes();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            // Behind the last element stands nothing that is needed.
            bytes.truncate(cut.index(bytes.len() - 40));
        }
        let read = tables_of(&bytes);
        prop_assert!(!is_cut || read.is_err());
        for (table, problem) in read.into_iter().flat_map(|model| model.tables) {
            // What has a form has one for each column.
            if let (None, Ok(layout)) = (problem, RowLayout::new(Arc::clone(&table), Rules::Bacpac)) {
                prop_assert_eq!(layout.fields.len(), table.columns.len());
            }
        }
    }

    #[test]
    fn any_elements_are_read_or_refused(parts in vec(select(vec![
        "<Model>", "</Model>", "<Element Type=\"SqlTable\" Name=\"[dbo].[T]\">", "</Element>", "<Relationship Name=\"Columns\">",
        "</Relationship>", "<Entry>", "</Entry>", "<Element Type=\"SqlSimpleColumn\" Name=\"[a]\">", "<Element Type=\"SqlOdd\">",
        "<Property Name=\"Length\" Value=\"x\"/>", "<Property Name=\"IsNullable\" Value=\"False\"/>", "<References Name=\"[int]\"/>",
        "<Element Type=\"SqlUserDefinedDataType\" Name=\"[a]\">", "<Relationship Name=\"TypeSpecifier\">", "<Relationship Name=\"Type\">",
        "<Element Type=\"SqlTypeSpecifier\">", "&#0;", "<![CDATA[", "]]>", "\"", "<", "ü",
    ]), 0..60)) {
        let _ = tables_of(parts.concat().as_bytes());
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn real_files_have_all_their_rows() {
    let counts = |name: &str| {
        let path = real_files::path(&format!("bacpac/{name}"));
        let (bacpac, parts) = open_file(&path).unwrap();
        let rows = all(&parts).unwrap();
        let expected = bacpac.rows.unwrap_or(rows.len() as u64);
        assert_eq!(expected, rows.len() as u64, "{name}");
        let count = |table: &Arc<Table>| {
            let of_table = rows.iter().filter(|(of, _)| *of == table.name.to_string());
            format!("{} {}", table.name.name, of_table.count())
        };
        let mut counts: Vec<String> = bacpac.tables.iter().map(count).collect();
        counts.sort();
        (counts.join(", "), rows)
    };
    let (northwind, rows) = counts("northwind.sqlwaldorf.bacpac");
    assert_eq!(
        northwind,
        "Categories 8, CustomerCustomerDemo 0, CustomerDemographics 0, Customers 91, EmployeeTerritories 49, Employees 9, Order Details 2155, Orders 830, Products 77, Region 4, Shippers 3, Suppliers 29, Territories 53"
    );
    let first = rows
        .iter()
        .find(|(table, _)| table == "dbo.Order Details")
        .unwrap();
    assert_eq!(first.1, ["10248", "11", "'14.0000'", "12", "0.0"]);
    let (pubs, rows) = counts("pubs.sqlwaldorf.bacpac");
    assert_eq!(
        pubs,
        "authors 23, discounts 3, employee 43, jobs 14, pub_info 8, publishers 8, roysched 86, sales 21, stores 6, titleauthor 25, titles 18"
    );
    assert!(rows.iter().any(
        |(table, row)| table == "dbo.publishers" && row.contains(&"'M\u{81}nchen'".to_owned())
    ));
    let (disney, _) = counts("disney.prasertcbs.bacpac");
    assert_eq!(
        disney,
        "director 56, disney_char 56, movie_gross 579, revenue 26, voice_actor 935"
    );
    let (clinic, _) = counts("clinic.ms-samples.bacpac");
    assert_eq!(
        clinic,
        "ApplicationUserPatients 8, AspNetRoles 0, AspNetUserClaims 0, AspNetUserLogins 0, AspNetUserRoles 0, AspNetUsers 2, Patients 271, Visits 2, __MigrationHistory 4"
    );
}
