//! Dumps and scripts that other databases than SQL Server write.
//!
//! They are recognized by how lines begin, in a text that begins like a script, and only above its first row: below it,
//! the text of a message may say anything.

use super::Foreign;
use super::kinds::Advice::OtherDatabase;
use super::kinds::Kind;

const MYSQL: Foreign = kind(Kind::MySqlDump);
const POSTGRES: Foreign = kind(Kind::PostgresDump);
const SQLITE: Foreign = kind(Kind::SqliteDump);
const ORACLE: Foreign = kind(Kind::OracleScript);
const FIREBIRD: Foreign = kind(Kind::FirebirdScript);
const DB2: Foreign = kind(Kind::Db2Script);
const HSQLDB: Foreign = kind(Kind::HsqldbScript);

const fn kind(what: Kind) -> Foreign {
    Foreign {
        what,
        hint: OtherDatabase,
    }
}

/// How lines begin that only one product writes, without regard to case.
const LINES: [(&str, Foreign); 43] = [
    ("-- mysql dump", MYSQL),
    ("-- mariadb dump", MYSQL),
    ("-- phpmyadmin sql dump", MYSQL),
    ("-- dump created by mysql pump", MYSQL),
    ("/*!4", MYSQL),
    ("/*!5", MYSQL),
    ("/*m!", MYSQL),
    ("set foreign_key_checks", MYSQL),
    ("set names utf8", MYSQL),
    ("set sql_mode", MYSQL),
    ("lock tables `", MYSQL),
    ("create table `", MYSQL),
    ("create table if not exists `", MYSQL),
    ("drop table if exists `", MYSQL),
    ("create database `", MYSQL),
    ("insert into `", MYSQL),
    ("insert ignore into `", MYSQL),
    ("replace into `", MYSQL),
    ("use `", MYSQL),
    (") engine=", MYSQL),
    ("-- postgresql database dump", POSTGRES),
    ("-- postgresql database cluster dump", POSTGRES),
    ("\\restrict ", POSTGRES),
    ("\\connect ", POSTGRES),
    ("set statement_timeout =", POSTGRES),
    ("set client_encoding =", POSTGRES),
    ("set standard_conforming_strings", POSTGRES),
    ("select pg_catalog.", POSTGRES),
    ("pragma ", SQLITE),
    ("insert into sqlite_", SQLITE),
    ("rem inserting into", ORACLE),
    ("rem ", ORACLE),
    ("set define off", ORACLE),
    ("set sqlblanklines", ORACLE),
    ("set serveroutput", ORACLE),
    ("alter session set", ORACLE),
    ("whenever sqlerror", ORACLE),
    ("prompt ", ORACLE),
    ("set sql dialect", FIREBIRD),
    ("set term ", FIREBIRD),
    ("-- this clp file was created", DB2),
    ("create memory table", HSQLDB),
    ("create cached table", HSQLDB),
];

/// Types that only one product has, in the columns of a table above the first row.
const TYPES: [(&str, Foreign); 6] = [
    (" varchar2(", ORACLE),
    (" nvarchar2(", ORACLE),
    (" number(", ORACLE),
    (" auto_increment", MYSQL),
    (" autoincrement", SQLITE),
    ("::regclass", POSTGRES),
];

/// How the first line of a script begins, and no row of a table. A message may have lines of its own, so nothing in a
/// file of rows is taken for a statement.
const FIRST: [&str; 21] = [
    "--",
    "/*",
    "\\",
    "@",
    "set ",
    "use ",
    "create ",
    "drop ",
    "alter ",
    "insert ",
    "replace ",
    "copy ",
    "lock ",
    "pragma ",
    "begin",
    "start transaction",
    "select pg_catalog.",
    "rem ",
    "prompt ",
    "whenever ",
    "spool ",
];

/// What a text is that begins like this.
pub(super) fn of(text: &str) -> Option<Foreign> {
    let lines = text.lines().map(|line| line.trim().to_ascii_lowercase());
    let mut lines = lines.skip_while(String::is_empty).peekable();
    let first = lines.peek()?;
    if !FIRST.iter().any(|start| first.starts_with(start)) {
        return None;
    }
    // So begins what Python's iterdump writes, and how it names tables.
    let begun = first == "begin transaction;";
    let mut in_table = false;
    for line in lines {
        let found = LINES.iter().find(|(start, _)| line.starts_with(start));
        if let Some((_, foreign)) = found {
            return Some(*foreign);
        }
        if line.starts_with("copy ") && line.contains(" from stdin") {
            return Some(POSTGRES);
        }
        if begun && line.starts_with("insert into \"") && line.contains("\" values(") {
            return Some(SQLITE);
        }
        if line.starts_with("insert") {
            return of_insert(&line);
        }
        in_table |= line.starts_with("create table");
        if in_table && !line.contains('\'') && !line.starts_with("--") {
            let types = TYPES.iter().find(|(word, _)| line.contains(word));
            if let Some((_, foreign)) = types {
                return Some(*foreign);
            }
        }
        in_table &= !line.ends_with(';') && line != "go";
    }
    None
}

/// What the first row tells: `INSERT ALL`, or a function of Oracle outside of its texts, which may say anything.
fn of_insert(line: &str) -> Option<Foreign> {
    if line == "insert all" || line.starts_with("insert all into") {
        return Some(ORACLE);
    }
    let functions = ["to_date(", "to_timestamp(", "to_clob(", "empty_clob("];
    let outside = line.split('\'').step_by(2);
    let mut found = outside.filter(|part| functions.iter().any(|it| part.contains(it)));
    found.next().map(|_| ORACLE)
}
