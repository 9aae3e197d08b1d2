//! The list of tables.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::page::{BOLD, Column, PLAIN, Page, Style};
use crate::report::{Catalogue, visible};
use crate::sqlserver::Listed;

/// For people.
pub fn list_table(
    out: &mut dyn Write,
    tables: &[Listed],
    width: usize,
    style: Style,
) -> io::Result<()> {
    let texts = Catalogue::spoken();
    let mut page = Page::new(out, width, style);
    let words = texts.texts();
    let say = |template| texts.fill(template, &[]);
    let count = [("count", tables.len().to_string().into())];
    page.paragraph(0, BOLD, "", &texts.fill(&words.tables, &count))?;
    if tables.is_empty() {
        return page.paragraph(0, PLAIN, "", &say(&words.no_tables));
    }
    let row = |listed: &Listed| {
        let columns = listed.table.columns.iter();
        let columns = columns.map(|column| match column.sql_type {
            Some(sql_type) => format!("{} {sql_type}", column.name),
            None => column.name.to_string(),
        });
        vec![
            visible(&listed.table.name.to_string()).into_owned(),
            listed
                .rows
                .map_or_else(|| say(&words.rows_unknown), |rows| texts.number(rows)),
            visible(&columns.collect::<Vec<_>>().join(", ")).into_owned(),
        ]
    };
    let header = [&words.table, &words.rows, &words.columns];
    let header = header.map(say).to_vec();
    let shape = [
        Column {
            at_most: 40,
            ..Column::default()
        },
        Column {
            right: true,
            ..Column::default()
        },
        Column::default(),
    ];
    page.table(2, Some(header), tables.iter().map(row).collect(), &shape)
}

/// A line for each table.
pub fn list_csv(out: &mut dyn Write, tables: &[Listed], separator: u8) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new();
    let mut csv = writer.delimiter(separator).from_writer(out);
    csv.write_record(["table", "rows", "columns"])?;
    for Listed { table, rows } in tables {
        let columns: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
        let rows = rows.map_or_else(String::new, |rows| rows.to_string());
        csv.write_record([table.name.to_string(), rows, columns.join(" ")])?;
    }
    csv.flush()
}

#[derive(Serialize)]
struct JsonTable<'a> {
    table: String,
    rows: Option<u64>,
    columns: Vec<JsonColumn<'a>>,
}

#[derive(Serialize)]
struct JsonColumn<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    sql_type: Option<String>,
}

/// An array of tables; the type of a column is `null` where the extract does not say it.
pub fn list_json(out: &mut dyn Write, tables: &[Listed]) -> io::Result<()> {
    let column = |column: &'_ crate::sqlserver::Column| {
        let sql_type = column.sql_type.map(|sql_type| sql_type.to_string());
        (column.name.to_string(), sql_type)
    };
    let named: Vec<Vec<_>> = tables
        .iter()
        .map(|listed| listed.table.columns.iter().map(column).collect())
        .collect();
    let tables: Vec<JsonTable<'_>> = tables
        .iter()
        .zip(&named)
        .map(|(listed, columns)| JsonTable {
            table: listed.table.name.to_string(),
            rows: listed.rows,
            columns: columns
                .iter()
                .map(|(name, sql_type)| JsonColumn {
                    name,
                    sql_type: sql_type.clone(),
                })
                .collect(),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &tables)?;
    writeln!(out)
}
