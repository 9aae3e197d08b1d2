//! Statements that change rows and are not carried out.

use super::contents::{in_pieces, whole};

const ROWS: &str = "INSERT t (a) VALUES (1)\nINSERT u (a) VALUES (1)\n";

/// What is contents of a statement behind rows of `t` and `u`, without its place.
fn unread(statement: &str) -> Vec<String> {
    let contents = whole(&format!(
        "{ROWS}GO\n{statement}\nGO\nINSERT t (a) VALUES (2)\n"
    ));
    assert_eq!(contents.faults, [], "{statement}");
    let rows = contents.rows.iter().filter(|row| row.starts_with("t(a)"));
    assert_eq!(rows.count(), 2, "{statement}: {:?}", contents.rows);
    let all = contents.unread.iter();
    all.map(|it| it.split(" at ").next().unwrap().to_owned())
        .collect()
}

#[test]
fn what_changes_rows_is_told_with_its_table() {
    for (statement, wanted) in [
        ("UPDATE t SET a = a + 1", "UPDATE t, 1"),
        ("UPDATE TOP (5) [t] SET a = 1 WHERE a = 2", "UPDATE t, 1"),
        (
            "UPDATE x SET a = 1 FROM u AS y JOIN dbo.t x ON x.a = y.a",
            "UPDATE dbo.t, 1",
        ),
        ("UPDATE t SET a.WRITE(N'x', NULL, 0)", "UPDATE t, 1"),
        ("IF @@ROWCOUNT > 0 DELETE FROM t WHERE a = 1", "DELETE t, 1"),
        ("WHILE 1 = 1 BEGIN DELETE TOP (10) t END", "DELETE t, 1"),
        ("SET NOCOUNT ON UPDATE t SET a = 1", "UPDATE t, 1"),
        (
            ";WITH x AS (SELECT a, ROW_NUMBER() OVER (ORDER BY a) n FROM t) DELETE FROM x WHERE n > 1",
            "DELETE t, 1",
        ),
        ("WITH x AS (SELECT a FROM t)\nDELETE x", "DELETE t, 1"),
        ("TRUNCATE TABLE mgc.dbo.t", "TRUNCATE TABLE dbo.t, 1"),
        ("UPDATETEXT dbo.t.a @p NULL NULL N'x'", "UPDATETEXT t, 1"),
        (
            "DECLARE @p binary(16) SELECT @p = TEXTPTR(a) FROM t WRITETEXT t.a @p N'x'",
            "WRITETEXT t, 1",
        ),
        (
            "MERGE INTO t AS a USING u AS b ON a.a = b.a WHEN MATCHED THEN UPDATE SET a = 1\nWHEN NOT MATCHED THEN\nINSERT (a) VALUES (b.a);",
            "MERGE t, 1",
        ),
        ("BULK INSERT t FROM 'c:\\x.csv'", "BULK INSERT t, 1"),
        ("SELECT a, b INTO v FROM u", "SELECT INTO v, 1"),
        ("EXEC('INSERT t VALUES (''x'')')", "EXEC of a text t, 1"),
        (
            "EXEC sp_executesql N'UPDATE t SET a = @b', N'@b int', @b = 1",
            "EXEC of a text t, 1",
        ),
        (
            "EXECUTE dbo.sp_executesql @statement = N'DELETE FROM t'",
            "EXEC of a text t, 1",
        ),
        ("EXEC(@sql)", "EXEC of a text ?, 1"),
        ("DROP TABLE t", "DROP TABLE t, 1"),
        (":r more.sql", ":r more.sql, 1"),
        (
            "ALTER TABLE dbo.t DROP COLUMN IF EXISTS b, c",
            "ALTER TABLE with DROP COLUMN dbo.t, 1",
        ),
        ("UPDATE $(table) SET a = 1", "UPDATE ?, 1"),
        ("DELETE FROM [$(table)]", "DELETE ?, 1"),
        (
            "CREATE PROCEDURE p AS BEGIN SELECT CASE WHEN 1 = 1 THEN 2 END END\nINSERT t (a) VALUES (7)",
            "INSERT behind a procedure, function or trigger without GO t, 1",
        ),
    ] {
        assert_eq!(unread(statement), [wanted], "{statement}");
    }
}

#[test]
fn what_looks_like_rows_is_a_fault_in_their_table() {
    for (statement, wanted) in [
        ("INSFRT INTO dbo.t (a) VALUES (7)", "dbo.t"),
        ("INSERT IMTO [t] ([a]) VALUES (7)", "t"),
        ("INSERT [t ([a], [b]) VALUES (7, 8)", ""),
        ("[t] (a) VALUES (7)", "t"),
        ("\u{200A}INSERT t (a) VALUES (7), (8)", "t"),
        ("SET NOCOUNT ON\nINSEST t (a) VALUES (7)", "t"),
        (
            "CREATE TABLE v (a int) ON [PRIMARY]\nINERT t (a) VALUES (7)",
            "t",
        ),
        (
            "SET NOCOUNT ON\nINSEST tblChat (a)\nSELECT 7 UNION ALL SELECT 8",
            "tblChat",
        ),
        ("INSERT t (a) VALUES (2)l\n(3, 4),\n(5, 6)", ""),
    ] {
        let text = format!("{ROWS}GO\n{statement}\nGO\nINSERT t (a) VALUES (2)\n");
        let contents = in_pieces(text.as_bytes(), &[], true);
        let tables: Vec<_> = contents
            .faults
            .iter()
            .map(|(_, table, _)| &**table)
            .collect();
        assert_eq!(tables, [wanted], "{statement}");
        assert_eq!(contents.rows.last().map(|it| &**it), Some("t(a): '2'"));
    }
}

#[test]
fn zeros_between_statements_are_damage_and_behind_them_none() {
    let contents =
        whole("INSERT t (a) VALUES (1)\n\0\0\0RT t (a) VALUES (2)\nINSERT t (a) VALUES (3)\n");
    assert_eq!(contents.faults.len(), 1);
    assert!(
        contents.faults[0]
            .2
            .contains("3 zeros stand here instead of text")
    );
    let contents = whole("INSERT t (a) VALUES (1)\nGO\n\0\0\0");
    assert_eq!((contents.faults.len(), contents.rows.len()), (0, 1));
}

#[test]
fn what_changes_no_rows_of_the_script_is_not_told() {
    for statement in [
        "ALTER TABLE u ADD CONSTRAINT x FOREIGN KEY (a)\nREFERENCES tblNode (nodeID)",
        "DELETE\nFROM #x\nWHERE EXISTS (SELECT 1\nFROM tblChat WITH (NOLOCK))",
        "CREATE INDEX x\nON tblChat (chatID, channelID)",
        "CREATE PARTITION FUNCTION x (int) AS RANGE LEFT FOR VALUES (1, 2)",
        "SELECT a FROM (VALUES (1), (2)) AS x (a)",
        "INSERT #x (a) VALUES (1)",
        "sp_help tblChat",
        "THROW 50000, 'tblChat', 1",
        "(2 row(s) affected)",
        "GRANT SELECT, UPDATE, DELETE ON t TO x",
        "ALTER TABLE t DROP CONSTRAINT b",
        "PRINT 'x'\nGO 3",
        "WHILE @a < 3 SET @a = @a + 1",
        "WHILE @a < 3 BEGIN TRAN\nINSERT #x (a) VALUES (1)",
        "UPDATE STATISTICS t",
        "ALTER TABLE u ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES t (a) ON DELETE CASCADE ON UPDATE NO ACTION",
        "ALTER TABLE [dbo].[t] CHECK CONSTRAINT ALL",
        "DECLARE c CURSOR FOR SELECT a FROM t FOR UPDATE OF a",
        "SELECT a FROM t INNER MERGE JOIN u ON t.a = u.a",
        "DELETE #x UPDATE @y SET a = 1",
        "SELECT a INTO #x FROM t",
        "EXEC sp_addextendedproperty N'MS_Description', N'DELETE t'",
        "EXEC [x].[dbo].[sp_fulltext_database] @action = 'enable'",
        "EXEC dbo.sp_executesql @statement = N'CREATE PROCEDURE p AS DELETE t'",
        "EXEC(N'CREATE DATABASE x ON PRIMARY (FILENAME = N''' + @folder + N'x.mdf'')')",
        "execute('drop database x')",
        "EXEC sp_rename N't.a', N'b', 'COLUMN'",
        "CREATE PROCEDURE p AS\nBEGIN TRAN\nBEGIN\nINSERT t (a) VALUES (1)\nUPDATE t SET a = 1\nEND",
        "CREATE PROCEDURE p @a int AS\nINSERT t (a) VALUES (@a)\nDELETE t",
        "CREATE TRIGGER x ON t FOR INSERT, UPDATE AS IF UPDATE(a) PRINT 'x'",
        "PRINT 'UPDATE t SET a = 1' -- DELETE t",
        "IF EXISTS (SELECT * FROM sysobjects WHERE name = 'w')\nDROP TABLE w",
    ] {
        assert_eq!(unread(statement), [""; 0], "{statement}");
    }
}

#[test]
fn a_table_that_is_emptied_before_it_is_filled_loses_nothing() {
    let contents = whole(
        "DELETE FROM t\nTRUNCATE TABLE u\nDELETE FROM w\nINSERT t (a) VALUES (1)\nINSERT u (a) VALUES (1)\n",
    );
    assert_eq!(contents.unread, ["DELETE w, 1 at 31"]);
}

#[test]
fn statements_of_one_sort_are_counted_together() {
    let contents = whole("INSERT t (a) VALUES (1)\nUPDATE t SET a = 2\nUPDATE t SET a = 3\n");
    assert_eq!(contents.unread, ["UPDATE t, 2 at 24"]);
}

#[test]
fn a_row_behind_a_view_is_no_part_of_it() {
    let contents =
        whole("CREATE VIEW v AS SELECT 1 a;\nINSERT t (a) VALUES (1)\nINSERT t (a) VALUES (2)");
    assert_eq!(contents.rows, ["t(a): '1'", "t(a): '2'"]);
}

#[test]
fn rows_of_two_databases_are_told() {
    let contents =
        whole("USE a\nGO\nINSERT t (a) VALUES (1)\nUSE b\nGO\nINSERT t (a) VALUES (2)\n");
    assert!(
        contents.notices[0]
            .to_string()
            .contains("several databases (a, b)")
    );
    let contents =
        whole("USE master\nGO\nCREATE DATABASE b\nGO\nUSE b\nGO\nINSERT t (a) VALUES (2)\n");
    assert!(
        !contents
            .notices
            .iter()
            .any(|it| it.to_string().contains("databases"))
    );
}

#[test]
fn rows_of_a_loop_are_told() {
    for (script, wanted) in [
        (
            "WHILE @a < 9\nBEGIN\nSET @a = CASE WHEN @a > 1 THEN 2 END\nINSERT t (a) VALUES (1)\nINSERT t (a) VALUES (2)\nEND\nINSERT u (a) VALUES (1)\n",
            &["INSERT in a loop t, 2 at 56"][..],
        ),
        (
            "WHILE (SELECT MAX(a) FROM t) < 9\nINSERT t (a) VALUES (1)\nINSERT u (a) VALUES (1)\n",
            &["INSERT in a loop t, 1 at 33"],
        ),
        (
            "WHILE @a < 9\nSET @a = @a + 1\nINSERT t (a) VALUES (1)\n",
            &[],
        ),
        (
            "WHILE 1 = 1 BEGIN BEGIN TRAN\nINSERT t (a) VALUES (1)\nCOMMIT\nIF @a = 1 BEGIN BREAK END END\nINSERT u (a) VALUES (1)\n",
            &["INSERT in a loop t, 1 at 29"],
        ),
    ] {
        let contents = whole(script);
        assert_eq!(contents.unread, wanted, "{script}");
        assert_eq!(contents.faults, [], "{script}");
    }
}

#[test]
fn a_batch_that_is_repeated_is_told_with_its_tables() {
    const GO: &str = "GO with a number, which repeats the INSERT before it";
    let contents = whole(
        "INSERT t (a) VALUES (1)\nINSERT u (a) VALUES (1)\nINSERT t (a) VALUES (2)\nGO 5\nINSERT t (a) VALUES (3)\nGO\nGO 3\nINSERT u (a) VALUES (1)\nGO 1\n",
    );
    assert_eq!(
        contents.unread,
        [format!("{GO} t, 1 at 72"), format!("{GO} u, 1 at 72")]
    );
    assert_eq!(contents.rows.len(), 5);
}

#[test]
fn rows_that_become_those_of_another_table_are_told() {
    let contents = whole("INSERT t (a) VALUES (1)\nALTER TABLE t SWITCH PARTITION 2 TO dbo.u\n");
    let what = "ALTER TABLE with SWITCH";
    assert_eq!(
        contents.unread,
        [
            format!("{what} t, 1 at 24"),
            format!("{what} dbo.u, 1 at 24")
        ]
    );
}

#[test]
fn columns_that_are_dropped_have_no_values() {
    let contents = whole(
        "CREATE TABLE t (a int, b int, c int)\nGO\nALTER TABLE t DROP COLUMN b\nGO\nINSERT t VALUES (1, 3)\n",
    );
    assert_eq!(contents.rows, ["t(a, c): 1, 3"]);
    assert_eq!(contents.unread, [""; 0]);
}

#[test]
fn a_variable_of_sqlcmd_is_no_value_and_no_name() {
    for script in [
        "INSERT $(t) (a) VALUES (1)\n",
        "INSERT INTO [$(t)] (a) VALUES (1)\n",
        "INSERT t (a) VALUES ($(t))\n",
        "INSERT t (a) VALUES (1, $(t))\n",
    ] {
        let contents = whole(script);
        let named = contents
            .faults
            .iter()
            .all(|it| it.2.contains("a variable of sqlcmd stands here: $(t)"));
        assert!(
            named && contents.faults.len() == 1,
            "{script}: {:?}",
            contents.faults
        );
    }
}
