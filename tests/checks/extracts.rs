//! What holds for every extract, as plain functions of bytes that panic where it does not.

use std::fmt::{Debug, Write as _};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use pchat::directory::History;
use pchat::input::{Error, Progress};
use pchat::migration::ReadOptions;
use pchat::reading::{Reading, Statistics};
use pchat::rules::{Evidence, Options};
use pchat::sqlserver::RowsReading;
use pchat::threads::within;
use pchat::{migration, pool, rules};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Bytes that are chosen from, one by one; zero at the end.
struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.byte()) % limit
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }
}

fn options(skip_damaged: bool) -> ReadOptions {
    ReadOptions {
        skip_damaged,
        ..ReadOptions::default()
    }
}

/// Any bytes as a file. The first byte says what it is called.
///
/// # Panics
/// Where what is read depends on the number of threads; also where no temporary file can be written.
pub fn extract(data: &[u8], place: &Path) {
    const NAMES: [&str; 12] = [
        "dbo.tblChat.csv",
        "tblChat.bcp",
        "tblChat.txt",
        "tblNode.csv",
        "tblPrincipal.dat",
        "tblPrincipalRole.bcp",
        "tblRoleType.csv",
        "tblExternalAttribute.csv",
        "mgc.sql",
        "mgc.bacpac",
        "tblChat.fmt",
        "things",
    ];
    let mut choices = Choices(data);
    let place = tempfile::tempdir_in(place).expect("a temporary folder");
    let path = place.path().join(NAMES[choices.below(NAMES.len())]);
    fs::write(&path, choices.0).expect("a temporary file");
    for skip in [false, true] {
        let read = |threads| {
            let (survey, progress) = (Statistics::default(), Progress::default());
            let path = [path.clone()];
            let read = || migration::read(&path, &options(skip), &survey, &progress);
            within(threads, read).expect("threads")
        };
        assert_eq!(shown(read(1).map(found)), shown(read(2).map(found)));
    }
}

/// Everything about an extract that does not depend on the order of a hash map; what the rules say of it, too.
fn found(reading: Reading<History>) -> impl Debug {
    let chosen = Options::default();
    let evidence = Evidence::new(&reading.directory, &reading.total, &chosen);
    let outcome = rules::check(&evidence, &[]);
    let directory = reading.directory;
    let principals: Vec<String> = (directory.principals.iter())
        .map(|principal| format!("{principal:?}"))
        .collect();
    let pool = (
        principals,
        directory.categories,
        directory.rooms,
        directory.addins,
    );
    let messages = (reading.total.messages(), reading.total.files());
    let read = (reading.members, reading.unclaimed, reading.notices);
    (pool, messages, read, reading.skipped, outcome)
}

/// What was read, or why not.
fn shown(read: Result<impl Debug, Error>) -> String {
    match read {
        Ok(found) => format!("{found:?}"),
        Err(error) => {
            let shown = error.to_string();
            assert!(!shown.is_empty());
            shown
        }
    }
}

/// A bacpac with a table or two and their parts: with an even first byte, what the model says is chosen byte by byte;
/// with an odd one it is there as it is.
///
/// # Panics
/// Where what is read depends on the number of threads; also where no temporary file can be written.
pub fn bacpac(data: &[u8], place: &Path) {
    let mut choices = Choices(data);
    let place = tempfile::tempdir_in(place).expect("a temporary folder");
    let path = place.path().join("mgc.bacpac");
    fs::write(&path, zipped(&mut choices)).expect("a temporary file");
    let input = [path];
    for skip in [false, true] {
        let listed = |threads| within(threads, || list(&input, skip)).expect("threads");
        let one = listed(1);
        assert_eq!(shown(listed(2)), shown(listed(1)));
        for listed in one.into_iter().flat_map(|reading| reading.tables) {
            let mut rows = 0;
            let read = pool::rows(
                &input,
                &listed.table,
                options(skip).of_extract(),
                &Progress::default(),
                &|into, values| into.push(values.count() as u8),
                &mut |written| {
                    rows += written.len() as u64;
                    Ok(())
                },
            );
            // Where they cannot be read, they were not counted.
            assert!(read.is_ok() || listed.rows.is_none());
            // A table without columns has no rows to write.
            let is_all = listed.rows.is_none_or(|counted| counted == rows);
            assert!(is_all || listed.table.columns.is_empty());
        }
    }
}

fn list(input: &[PathBuf], skip: bool) -> Result<RowsReading, Error> {
    pool::list(input, options(skip).of_extract(), &Progress::default())
}

/// The zip of a bacpac.
fn zipped(choices: &mut Choices<'_>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &[u8]| {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).expect("memory is enough");
        zip.write_all(content).expect("memory is enough");
    };
    let choice = choices.byte();
    let length = usize::from(choices.byte()) * 4;
    let model = match choice & 1 {
        0 => model(&mut Choices(choices.take(length))).into_bytes(),
        _ => choices.take(length).to_vec(),
    };
    add("model.xml", &model);
    if choice & 2 == 0 {
        let rows = match choice & 4 {
            0 => String::new(),
            _ => format!(
                "<TableRowCountTotalTag>{}</TableRowCountTotalTag>",
                choices.byte()
            ),
        };
        let origin = format!(
            "<DacOrigin><ContainsExportedData>true</ContainsExportedData>{rows}</DacOrigin>"
        );
        add("Origin.xml", origin.as_bytes());
    } else {
        let origin = choices.byte();
        add("Origin.xml", choices.take(origin.into()));
    }
    let parts = 1 + choices.below(3);
    for part in 0..parts {
        let folder = ["dbo.tblChat", "dbo.Things%20%5d"][choices.below(2)];
        let length = match parts - part {
            1 => usize::MAX,
            _ => usize::from(choices.byte()),
        };
        let content = choices.take(length);
        let name = format!("Data/{folder}/TableData-000-{part:05}.BCP");
        add(&name, content);
    }
    let written = zip.finish().expect("memory is enough");
    written.into_inner()
}

/// A model of two tables, with columns of any type.
fn model(choices: &mut Choices<'_>) -> String {
    const TYPES: [&str; 31] = [
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "bit",
        "real",
        "float",
        "money",
        "smallmoney",
        "decimal",
        "numeric",
        "date",
        "time",
        "datetime",
        "smalldatetime",
        "datetime2",
        "datetimeoffset",
        "uniqueidentifier",
        "char",
        "varchar",
        "text",
        "nchar",
        "nvarchar",
        "ntext",
        "binary",
        "varbinary",
        "image",
        "xml",
        "timestamp",
        "sql_variant",
        "geography",
    ];
    let mut model = "<DataSchemaModel><Model>".to_owned();
    for table in ["[dbo].[tblChat]", "[dbo].[Things ]]]"] {
        let mut columns = String::new();
        for number in 0..choices.below(9) {
            let name = TYPES[choices.below(TYPES.len())];
            let choice = choices.byte();
            let property =
                |name: &str, value: &str| format!("<Property Name=\"{name}\" Value=\"{value}\"/>");
            let nullable = match choice & 1 {
                0 => String::new(),
                _ => property("IsNullable", "False"),
            };
            let mut of_type = String::new();
            if choice & 2 != 0 {
                of_type += &property("Length", &choices.byte().to_string());
            }
            if choice & 4 != 0 {
                of_type += &property("IsMax", "True");
            }
            if choice & 8 != 0 {
                of_type += &property("Scale", &choices.byte().to_string());
            }
            if choice & 16 != 0 {
                of_type += &property("Precision", &choices.byte().to_string());
            }
            let _ = write!(
                columns,
                "<Entry><Element Type=\"SqlSimpleColumn\" Name=\"{table}.[c{number}]\">{nullable}<Relationship Name=\"TypeSpecifier\"><Entry><Element Type=\"SqlTypeSpecifier\">{of_type}<Relationship Name=\"Type\"><Entry><References ExternalSource=\"BuiltIns\" Name=\"[{name}]\"/></Entry></Relationship></Element></Entry></Relationship></Element></Entry>",
            );
        }
        let _ = write!(
            model,
            "<Element Type=\"SqlTable\" Name=\"{table}\"><Relationship Name=\"Columns\">{columns}</Relationship></Element>"
        );
    }
    model + "</Model></DataSchemaModel>"
}
