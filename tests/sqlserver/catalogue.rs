//! The catalogue: what there is, and how it is stored, as tables of the database (reference: sql-extracts, 6.4).

use super::columns::{of_stored, row_of_column, row_of_rowset_column, row_of_stored_column};
use super::index::Index;
use super::object::{self, AllocationUnit, Object};
use super::page::{Address, PAGE, Page, kind};
use super::shape::{Shape, Status};
use super::space::{Space, Store, Unit};
use super::system::{self, ALLOCATION_UNITS};
use super::table::{Row, Table};
use super::value::{Column, Type, Value};

/// `Latin1_General_CI_AS`.
pub const COLLATION: i64 = 0xD008;

/// What the first pages say of a database.
pub struct About<'a> {
    pub name: &'a str,
    pub version: u16,
    pub created_as: u16,
}

/// The name of a file, as the server has it.
pub fn file_name(database: &str, file: u16) -> String {
    match file {
        1 => database.to_owned(),
        2 => format!("{database}_log"),
        _ => format!("{database}_{file}"),
    }
}

fn path(database: &str, file: u16) -> String {
    let ending = match file {
        1 => "mdf",
        2 => "ldf",
        _ => "ndf",
    };
    format!(r"D:\Data\{}.{ending}", file_name(database, file))
}

/// Writes all tables of the catalogue. Gives the first page of the one that leads to the others.
pub fn write<S: Store>(about: &About, users: Vec<Object>, space: &mut Space<S>) -> Address {
    let version = about.version;
    let files: Vec<(u16, i64)> = (space.files.iter())
        .map(|file| (file.id, i64::from(file.pages())))
        .collect();
    let define = |system: &system::System| {
        let mut table = Table::of(&format!("sys.{}", system.name), system.columns(version));
        table.key = (0..system.key).collect();
        table.listed = true;
        table
    };
    // What the catalogue says of itself it says before it is written.
    let own = system::tables(version).map(|system| {
        object::describe(
            system.id,
            object::system_unit(system.id),
            "S ",
            &define(system),
        )
    });
    let mut objects: Vec<Object> = own.chain(users).collect();
    let rows = |id: i64, objects: &[Object]| rows_of(id, about, objects, &files);
    let counts: Vec<u64> = (objects.iter())
        .map(|object| match object.kind {
            "U " => object.rows,
            _ => rows(object.id, &objects).len() as u64,
        })
        .collect();
    for (object, count) in objects.iter_mut().zip(counts) {
        object.rows = count;
    }
    let tables: Vec<(i64, Table)> = system::tables(version)
        .filter(|system| system.id != ALLOCATION_UNITS)
        .map(|system| (system.id, define(system).rows(rows(system.id, &objects))))
        .collect();
    for (id, table) in tables {
        let written = object::write_system(id, table, space);
        let known = objects.iter_mut().find(|it| it.id == id);
        known.expect("described above").units = written.units;
    }
    write_units(objects, space)
}

/// The table of all allocation units has itself as a row, so its pages are taken before they are filled.
fn write_units<S: Store>(mut objects: Vec<Object>, space: &mut Space<S>) -> Address {
    let position = objects.iter().position(|it| it.id == ALLOCATION_UNITS);
    let own = position.expect("it is a table of the catalogue");
    let shape = objects[own].shape.clone();
    let mut unit = Unit::new(object::system_unit(ALLOCATION_UNITS), &[1]);
    let none = Address::default();
    objects[own].units = vec![AllocationUnit::new(1, &unit, none, none)];

    let length = record_length(&shape);
    let on_a_page = (PAGE - 96) / (length + 2);
    let ids: Vec<u64> = rows_of_units(&objects)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut index = Index::new(false);
    let pages: Vec<Address> = (ids.chunks(on_a_page))
        .map(|ids| {
            let at = space.page(&mut unit);
            index.add(&ids[0].to_le_bytes(), 0, at);
            at
        })
        .collect();
    let root = index.finish(&mut unit, space);
    space.close(&mut unit);
    objects[own].units = vec![AllocationUnit::new(1, &unit, pages[0], root)];

    let rows = rows_of_units(&objects);
    for (at, rows) in rows.chunks(on_a_page).enumerate() {
        let mut page = Page::new(kind::DATA, pages[at], unit.id)
            .type_flags(4)
            .fixed_length(shape.fixed_end());
        if at > 0 {
            page.set_previous(pages[at - 1]);
        }
        if let Some(next) = pages.get(at + 1) {
            page.set_next(*next);
        }
        for (_, row) in rows {
            page.add(&shape.record(&shape.cells(row, 0), Status::Row));
        }
        space.write(page);
    }
    pages[0]
}

fn record_length(shape: &Shape) -> usize {
    usize::from(shape.fixed_end()) + 2 + shape.stored.len().div_ceil(8)
}

/// Rows of the allocation units, in the order of their ids.
fn rows_of_units(objects: &[Object]) -> Vec<(u64, Row)> {
    let mut rows = Vec::new();
    for object in objects {
        for unit in &object.units {
            let pages = unit.pages as i64;
            let mut row: Row = numbers(&[unit.id as i64, unit.kind, object.rowset as i64, 0, 1]);
            let places = [unit.first, unit.root, unit.first_iam];
            row.extend(places.map(|at| Value::Bytes(at.bytes().to_vec())));
            row.extend(numbers(&[pages, pages, pages, 1]));
            row.truncate(columns_of_units(objects));
            rows.push((unit.id, row));
        }
    }
    rows.sort_by_key(|(id, _)| *id);
    rows
}

/// How many columns the table of allocation units has in this version.
fn columns_of_units(objects: &[Object]) -> usize {
    let own = objects.iter().find(|it| it.id == ALLOCATION_UNITS);
    own.map_or(0, |it| it.shape.columns.len())
}

pub fn numbers(numbers: &[i64]) -> Row {
    numbers.iter().map(|it| Value::Int(*it)).collect()
}

fn rows_of(id: i64, about: &About, objects: &[Object], files: &[(u16, i64)]) -> Vec<Row> {
    let each = |rows: &dyn Fn(&Object) -> Vec<Row>| objects.iter().flat_map(rows).collect();
    match id {
        3 => each(&|object| of_stored(object, row_of_column)),
        4 => each(&|object| of_stored(object, row_of_rowset_column)),
        5 => each(&|object| vec![row_of_rowset(object, about.version)]),
        8 => of_files(about, files, |id, _, name, path| {
            let status = if id == 2 { 0x10_0042 } else { 2 };
            vec![Value::Int(status), Value::Int(id.into()), name, path]
        }),
        13 => each(&|object| of_stored(object, row_of_stored_column)),
        24 => of_files(about, files, |id, pages, name, path| {
            let is_log = i64::from(id == 2);
            let mut row = numbers(&[
                1,
                id.into(),
                1 - is_log,
                0x200 + 0x20 * is_log,
                is_log,
                0,
                pages,
                -1,
                128,
            ]);
            row.extend([name, path]);
            row
        }),
        34 => each(&|object| vec![row_of_object(object, objects)]),
        41 => each(&rows_of_columns),
        50 => rows_of_types(),
        64 => rows_of_schemas(objects),
        // The allocation units themselves: as many as there will be.
        _ => {
            let own = objects.iter().filter(|it| it.kind == "S ").count();
            let users = objects.iter().map(|it| it.units.len()).sum::<usize>();
            vec![Row::new(); own + users]
        }
    }
}

/// The files of the database and its log.
fn of_files(
    about: &About,
    files: &[(u16, i64)],
    row: impl Fn(u16, i64, Value, Value) -> Row,
) -> Vec<Row> {
    let mut files = files.to_vec();
    files.push((2, 63));
    files.sort_unstable();
    let row = |(id, pages): (u16, i64)| {
        let name = Value::Text(file_name(about.name, id));
        row(id, pages, name, Value::Text(path(about.name, id)))
    };
    files.into_iter().map(row).collect()
}

fn row_of_object(object: &Object, objects: &[Object]) -> Row {
    let mut row = vec![Value::Int(object.id), Value::Text(object.name.clone())];
    row.extend(numbers(&[schema_id(&object.schema, objects), 0, 1]));
    row.push(Value::Text(object.kind.to_owned()));
    row.extend(numbers(&[0, 1, object.shape.columns.len() as i64, 0, 0]));
    row
}

/// The schemas: `dbo`, `sys`, and those of the tables.
fn schemas(objects: &[Object]) -> Vec<(i64, String)> {
    let mut schemas = vec![(1, "dbo".to_owned()), (4, "sys".to_owned())];
    for object in objects {
        if schemas.iter().all(|(_, name)| *name != object.schema) {
            schemas.push((schemas.len() as i64 + 3, object.schema.clone()));
        }
    }
    schemas
}

fn schema_id(name: &str, objects: &[Object]) -> i64 {
    let schemas = schemas(objects);
    let found = schemas.iter().find(|(_, schema)| schema == name);
    found.map_or(1, |(id, _)| *id)
}

fn rows_of_schemas(objects: &[Object]) -> Vec<Row> {
    let row = |(id, name)| {
        vec![
            Value::Int(50),
            Value::Int(id),
            Value::Text(name),
            Value::Int(0),
            Value::Bytes(vec![0, 0]),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
        ]
    };
    schemas(objects).into_iter().map(row).collect()
}

fn row_of_rowset(object: &Object, version: u16) -> Row {
    let rows = object.rows as i64;
    let mut row = numbers(&[
        object.rowset as i64,
        1,
        object.id,
        object.index(),
        1,
        0,
        0,
        rows,
    ]);
    if version > 611 {
        let level = if object.compressed { 2 } else { 0 };
        let columns = object.shape.stored.len() as i64;
        row.extend(numbers(&[level, 0, columns, 8000, 0, 0, 0]));
        row.extend([Value::Null, Value::Null, Value::Int(1)]);
    }
    row
}

/// Columns as their users see them.
fn rows_of_columns(object: &Object) -> Vec<Row> {
    let columns = object.shape.columns.iter().enumerate();
    let there = columns.filter(|(_, column)| !column.dropped);
    let row = |(at, column): (usize, &Column)| {
        let kind = column.kind;
        let number = i64::from(kind.number().0);
        let mut row = numbers(&[object.id, 0, at as i64 + 1]);
        row.push(Value::Text(column.name.clone()));
        row.extend(numbers(&[number, number, kind.length()]));
        let collation = column.collation.unwrap_or(collation(kind));
        row.extend(numbers(&[kind.precision(), kind.scale(), collation]));
        let in_row = if kind.is_max() { 8000 } else { kind.length() };
        row.extend(numbers(&[i64::from(!column.nullable), in_row, 0, 0, 0]));
        row.push(Value::Null);
        row
    };
    there.map(row).collect()
}

pub fn collation(kind: Type) -> i64 {
    if kind.is_text() { COLLATION } else { 0 }
}

fn rows_of_types() -> Vec<Row> {
    let names = [
        "uniqueidentifier",
        "tinyint",
        "smallint",
        "int",
        "datetime",
        "bit",
        "bigint",
        "varbinary(8000)",
        "varchar(max)",
        "binary(8000)",
        "char(8000)",
        "nvarchar(4000)",
        "nchar(4000)",
    ];
    let row = |name: &str| {
        let kind = Type::parse(name);
        let (number, name) = kind.number();
        let number = i64::from(number);
        let mut row = numbers(&[number, 4]);
        row.push(name.into());
        row.extend(numbers(&[
            number,
            kind.length(),
            kind.precision(),
            kind.scale(),
        ]));
        row.extend(numbers(&[collation(kind), 0, 0, 0, 0, 0]));
        row
    };
    names.iter().map(|name| row(name)).collect()
}
