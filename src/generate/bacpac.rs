//! What stands around the rows in a bacpac: the model of the tables, and what says that it is one (reference:
//! sql-extracts, 5).

use std::fmt::Write as _;
use std::io;

use sha2::{Digest, Sha256};

use super::database;
use super::output::Output;
use crate::pool::schema::Generation;
use crate::sqlserver::{Column, SqlType, Table};
use crate::xml::escape;

const SERIALIZATION: &str = "http://schemas.microsoft.com/sqlserver/dac/Serialization/2012/02";
const PACKAGING: &str = "http://schemas.openxmlformats.org/package/2006";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// Writes the model.
pub(super) fn model(schema: Generation, output: &mut Output<'_>) -> io::Result<()> {
    output.plain("model.xml", model_xml(schema).as_bytes())
}

/// Writes everything else; these are the parts that hold rows, so many in all.
pub(super) fn rest(
    schema: Generation,
    parts: &[String],
    rows: u64,
    output: &mut Output<'_>,
) -> io::Result<()> {
    output.plain("Origin.xml", origin(&model_xml(schema), rows).as_bytes())?;
    output.plain("DacMetadata.xml", metadata().as_bytes())?;
    output.plain("_rels/.rels", relationships(parts).as_bytes())?;
    output.plain("[Content_Types].xml", content_types().as_bytes())
}

fn model_xml(schema: Generation) -> String {
    let mut out = format!(
        "{DECLARATION}<DataSchemaModel FileFormatVersion=\"1.2\" SchemaVersion=\"2.9\" \
         DspName=\"Microsoft.Data.Tools.Schema.Sql.Sql150DatabaseSchemaProvider\" CollationLcid=\"1033\" \
         CollationCaseSensitive=\"False\" xmlns=\"{SERIALIZATION}\">\n<Model>\n\
         <Element Type=\"SqlDatabaseOptions\" Disambiguator=\"1\">\
         <Property Name=\"Collation\" Value=\"SQL_Latin1_General_CP1_CI_AS\" /></Element>\n"
    );
    for table in database::tables(schema) {
        one_table(&table, &mut out);
    }
    out.push_str("</Model>\n</DataSchemaModel>\n");
    out
}

fn one_table(table: &Table, out: &mut String) {
    let name = bracketed(&[&table.name.schema, &table.name.name]);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<Element Type=\"SqlTable\" Name=\"{name}\">");
    out.push_str("<Relationship Name=\"Columns\">\n");
    for column in &table.columns {
        let name = bracketed(&[&table.name.schema, &table.name.name, &column.name]);
        one_column(&name, column, out);
    }
    let schema = bracketed(&[&table.name.schema]);
    let _ = writeln!(
        out,
        "</Relationship>\n<Relationship Name=\"Schema\"><Entry><References ExternalSource=\"BuiltIns\" Name=\"{schema}\" />\
         </Entry></Relationship>\n</Element>"
    );
}

fn one_column(name: &str, column: &Column, out: &mut String) {
    let _ = write!(
        out,
        "<Entry><Element Type=\"SqlSimpleColumn\" Name=\"{name}\">"
    );
    if !column.nullable {
        property("IsNullable", "False", out);
    }
    out.push_str("<Relationship Name=\"TypeSpecifier\"><Entry><Element Type=\"SqlTypeSpecifier\">");
    let sql_type = column.sql_type;
    if sql_type.is_some_and(|it| it.max) {
        property("IsMax", "True", out);
    }
    if let Some(SqlType {
        length: Some(length),
        ..
    }) = sql_type
    {
        property("Length", &length.to_string(), out);
    }
    let word = sql_type.map_or("", |it| it.kind.word());
    let _ = writeln!(
        out,
        "<Relationship Name=\"Type\"><Entry><References ExternalSource=\"BuiltIns\" Name=\"[{word}]\" /></Entry>\
         </Relationship></Element></Entry></Relationship></Element></Entry>"
    );
}

fn property(name: &str, value: &str, out: &mut String) {
    let _ = write!(out, "<Property Name=\"{name}\" Value=\"{value}\" />");
}

/// Names with dots between them, ready for an attribute.
fn bracketed(names: &[&str]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("[{}]", name.replace(']', "]]")))
        .collect();
    escape::value_of(&names.join("."))
}

/// Who made it, when, and what the model must be like. The time is the same for all: nothing here depends on a clock.
fn origin(model: &str, rows: u64) -> String {
    let checksum = sha256(model.as_bytes());
    format!(
        "{DECLARATION}<DacOrigin xmlns=\"{SERIALIZATION}\">\n\
         <PackageProperties><Version>3.1.0.0</Version><ContainsExportedData>true</ContainsExportedData>\
         <StreamVersions><Version StreamName=\"Data\">2.0.0.0</Version></StreamVersions></PackageProperties>\n\
         <Operation><Identity>00000000-0000-4000-8000-000000000001</Identity>\
         <Start>2012-02-01T09:00:00.0000000+00:00</Start><End>2012-02-01T09:00:00.0000000+00:00</End>\
         <ProductName>pchat generate</ProductName><ProductVersion>{}</ProductVersion>\
         <ProductSchema>{SERIALIZATION}</ProductSchema></Operation>\n\
         <ExportStatistics><TableRowCountTotalTag>{rows}</TableRowCountTotalTag></ExportStatistics>\n\
         <Checksums><Checksum Uri=\"/model.xml\">{checksum}</Checksum></Checksums>\n\
         <ModelSchemaVersion>2.9</ModelSchemaVersion>\n</DacOrigin>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// A digest in capital hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn metadata() -> String {
    format!(
        "{DECLARATION}<DacType xmlns=\"{SERIALIZATION}\"><Name>mgc</Name><Version>0.0.0.0</Version></DacType>\n"
    )
}

/// Which table a part belongs to.
fn relationships(parts: &[String]) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGING}/relationships\">\n");
    for (number, part) in parts.iter().enumerate() {
        let folder = part.split('/').nth(1).unwrap_or_default();
        let (schema, table) = folder.split_once('.').unwrap_or(("", folder));
        for (at, named) in [format!("table={table}"), format!("schema={schema}")]
            .iter()
            .enumerate()
        {
            let id = 2 * number + at + 1;
            let _ = writeln!(
                out,
                "<Relationship Type=\"{named}\" Target=\"/{part}\" Id=\"R{id:016x}\" />"
            );
        }
    }
    out.push_str("</Relationships>\n");
    out
}

fn content_types() -> String {
    format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGING}/content-types\">\
         <Default Extension=\"xml\" ContentType=\"text/xml\" />\
         <Default Extension=\"BCP\" ContentType=\"application/octet-stream\" />\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\" />\
         </Types>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn the_published_examples_of_sha_256_come_out() {
        for (text, expected) in [
            (
                "",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
            ),
            (
                "abc",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
            ),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1",
            ),
        ] {
            assert_eq!(sha256(text.as_bytes()), expected);
        }
    }
}
