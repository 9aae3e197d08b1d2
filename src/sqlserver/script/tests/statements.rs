//! Statements, those that hold rows and all the others.

use super::contents::{rows, whole};

#[test]
fn an_insert_has_many_forms() {
    for text in [
        "INSERT [dbo].[t] ([a], [b]) VALUES (1, N'x')",
        "INSERT INTO [mgc].[dbo].[t] ([a],[b]) VALUES (1,N'x');",
        "insert into dbo.t(a,b)values(1,'x')",
        "INSERT \"dbo\".\"t\" (\"a\", \"b\") VALUES (1, 'x')",
        "INSERT/**/INTO dbo . t -- where to\n(a, b)\nVALUES\n(1, 'x')\nGO",
        "INSERT INTO dbo.t (a, b) SELECT 1, N'x'",
        "INSERT dbo.t (a, b) SELECT 1 AS a, 'x' b",
        "INSERT INTO dbo.t WITH (TABLOCK) (a, b) VALUES (1, 'x')",
        "INSERT INTO dbo.t (a, b) OUTPUT inserted.a VALUES (1, 'x')",
        "\u{FEFF}INSERT dbo.t (a, b) VALUES (1, 'x')",
        "BEGIN INSERT dbo.t (a, b) VALUES (1, 'x') END",
        "SET NOCOUNT ON INSERT dbo.t (a, b) VALUES (1, 'x')",
        "IF NOT EXISTS (SELECT * FROM t)\n  INSERT dbo.t (a, b) VALUES (1, 'x')",
    ] {
        assert_eq!(rows(text), ["dbo.t(a, b): '1', 'x'"], "{text}");
    }
    assert_eq!(
        rows("INSERT mgc..t ([a]]b], \"c\"\"d\") VALUES (1, 2)"),
        ["t(a]b, c\"d): '1', '2'"]
    );
}

#[test]
fn a_statement_may_have_many_rows() {
    let wanted = ["t(a): '1'", "t(a): '2'", "t(a): '3'"];
    for text in [
        "INSERT t (a) VALUES (1), (2),\n(3)",
        "INSERT t (a) VALUES (1)INSERT t (a) VALUES (2)INSERT t (a) VALUES (3)",
        "INSERT t (a) VALUES (1);INSERT t (a) VALUES (2);;INSERT t (a) VALUES (3)",
        "INSERT t (a)\nSELECT 1 UNION ALL\nSELECT 2 UNION ALL SELECT 3\nGO\n",
        "INSERT t (a) VALUES (1)\nprint 'Processed 1 total records'\nINSERT t (a) VALUES (2),(3)",
    ] {
        assert_eq!(rows(text), wanted, "{text}");
    }
    let contents = whole("INSERT t (a) SELECT 1 UNION SELECT 1");
    assert_eq!(contents.rows.len(), 2);
    assert!(
        contents.notices[0]
            .to_string()
            .starts_with("1 UNION without ALL")
    );
}

#[test]
fn where_a_row_begins_is_told() {
    let contents = whole("INSERT t (a) VALUES (1), (2);\nINSERT t (a) SELECT 1 UNION ALL SELECT 2");
    assert_eq!(contents.at, [0, 25, 30, 52]);
}

#[test]
fn without_a_list_columns_are_those_of_the_table() {
    let text = "CREATE TABLE [dbo].[t](
            [id] [int] IDENTITY(1,1) NOT NULL PRIMARY KEY,
            [name] [nvarchar](50) COLLATE Latin1_General_CI_AS NULL,
            [total] AS ([a]*[b]) PERSISTED,
            [amount] [decimal](10, 2) NOT NULL CONSTRAINT [DF_t] DEFAULT ((0)),
            [kind] [dbo].[Kind] NULL CHECK ([kind] IN ('a', 'b')),
        CONSTRAINT [PK_t] PRIMARY KEY CLUSTERED ([id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY],
        UNIQUE (name)
        ) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
        GO
        INSERT t VALUES (N'x', 1, 'a')
        INSERT dbo.T VALUES (7, N'y', 2.5, NULL)
        INSERT T (kind, ID) VALUES (1, 2)";
    let contents = whole(text);
    assert_eq!(contents.faults, []);
    assert_eq!(
        contents.rows,
        [
            "dbo.t(name, amount, kind): 'x', '1.00', 'a'",
            "dbo.t(id, name, amount, kind): 7, 'y', '2.50', NULL",
            "dbo.t(kind, id): '1', 2",
        ]
    );
    assert_eq!(
        contents.tables,
        ["dbo.t: id int not null, name nvarchar(50), amount decimal(10, 2) not null, kind "]
    );
    assert_eq!(contents.notices, [""; 0]);
}

#[test]
fn columns_that_are_added_belong_to_the_table() {
    let text = "CREATE TABLE t (a int)
        ALTER TABLE t ADD b int NOT NULL, c AS (a + b), d bit
        ALTER TABLE [t] WITH CHECK ADD CONSTRAINT x CHECK (a > 0)
        ALTER TABLE t ADD CONSTRAINT y DEFAULT 0 FOR a
        INSERT t VALUES (1, 2, 1)";
    assert_eq!(rows(text), ["t(a, b, d): 1, 2, 1"]);
}

#[test]
fn without_create_table_the_published_schema_says_the_columns() {
    let contents = whole("INSERT tblChat VALUES (1, 2, 3, 4, 0, N'hello')");
    assert_eq!(
        contents.rows,
        ["tblChat(channelID, chatID, chatDate, userId, isAlert, content): 1, 2, 3, 4, 0, 'hello'"]
    );
    assert!(
        contents.notices[0]
            .to_string()
            .contains("tblChat: they are taken to be those of the published schema")
    );
    // With a list, only the types are its.
    assert_eq!(
        rows("INSERT dbo.TBLCHAT (chatid, extra) VALUES ('2', 3)"),
        ["dbo.TBLCHAT(chatid, extra): 2, '3'"]
    );
}

#[test]
fn columns_that_nobody_names_are_numbered() {
    let contents =
        whole("INSERT t VALUES (1, N'x')\nINSERT t VALUES (2, N'y')\nINSERT tblChat VALUES (1)");
    assert_eq!(
        contents.rows,
        [
            "t(column1, column2): '1', 'x'",
            "t(column1, column2): '2', 'y'",
            "tblChat(column1): '1'"
        ]
    );
    assert_eq!(
        contents.notices,
        ["the script does not say what the columns are called of t, tblChat: they are numbered"]
    );
}

#[test]
fn default_values_are_a_row_of_which_nothing_is_known() {
    let contents = whole(
        "CREATE TABLE t (a int, b int)\nGO\nINSERT t DEFAULT VALUES\nINSERT t (a) VALUES (DEFAULT)",
    );
    assert_eq!(contents.rows, ["t(a, b): NULL, NULL", "t(a): NULL"]);
    assert!(
        contents.notices[0]
            .to_string()
            .starts_with("3 value(s) are DEFAULT")
    );
}

#[test]
fn temporary_tables_are_left_out_and_said() {
    let contents = whole(
        "CREATE TABLE #t (a int)\nINSERT #t VALUES (1)\nINSERT INTO @v (a) VALUES (f(1)), (2)\nINSERT t (a) VALUES (1)",
    );
    assert_eq!(contents.rows, ["t(a): '1'"]);
    assert_eq!(contents.tables, ["t: a "]);
    assert!(
        contents.notices[0]
            .to_string()
            .starts_with("2 INSERT statement(s) into temporary tables")
    );
}

#[test]
fn tables_without_rows_are_told_in_their_order() {
    let contents = whole(
        "CREATE TABLE b (x int)\nGO\nINSERT c (y) VALUES (1)\nCREATE TABLE a (z bit NOT NULL)\nCREATE TABLE c (y int)",
    );
    assert_eq!(
        contents.tables,
        ["b: x int", "c: y int", "a: z bit not null"]
    );
}

#[test]
fn an_insert_inside_a_routine_is_no_data() {
    for routine in [
        "CREATE PROCEDURE p AS\nINSERT t (a) VALUES (1)\nINSERT t (a) VALUES (@b)",
        "create or alter proc p @a int as begin insert t values (1) end",
        "CREATE TRIGGER x ON t AFTER INSERT AS\nINSERT t VALUES (2)",
        "ALTER FUNCTION f() RETURNS @r TABLE (a int) AS BEGIN INSERT @r VALUES (1) RETURN END",
        "CREATE VIEW v AS SELECT 'GO\nGO\n' AS a\n/*\nGO\n/* */\nGO\n*/",
        "EXEC dbo.sp_executesql @statement = N'CREATE PROCEDURE p AS\nINSERT t VALUES (1)\nGO\n'",
    ] {
        let text = format!("{routine}\n  go 3\nINSERT t (a) VALUES (5)\n");
        assert_eq!(rows(&text), ["t(a): '5'"], "{routine}");
    }
}

#[test]
fn other_statements_are_stepped_over() {
    let text = "USE [mgc]
GO
/****** Object:  Table [dbo].[t]    Script Date: 02/07/2013 19:09:20 ******/
IF EXISTS (SELECT * FROM sys.objects WHERE name = 'it''s')
DROP TABLE t
GO
GRANT SELECT, INSERT, UPDATE ON t TO u
GRANT
INSERT ON t TO u
BULK INSERT t FROM 'c:\\x.csv'
MERGE t AS a USING s AS b ON a.x = b.x WHEN NOT MATCHED THEN
INSERT (x) VALUES (b.x);
DECLARE @v TABLE (a int)
print 'INSERT t (a) VALUES (1)' -- INSERT t (a) VALUES (2)
/* INSERT t (a) VALUES (3) /* */ INSERT t (a) VALUES (4) */
:setvar it's
EXEC('INSERT t (a) VALUES (5)')
ALTER TABLE t NOCHECK CONSTRAINT ALL
CREATE INDEX i ON t (a) INCLUDE (b)
SET IDENTITY_INSERT [dbo].[t] ON;
INSERT t (a) VALUES (6)
UPDATE t SET a = 7
UPDATE STATISTICS t
DELETE t
COMMIT
";
    let contents = whole(text);
    assert_eq!(
        (contents.rows.as_slice(), contents.faults.as_slice()),
        (["t(a): '6'".to_owned()].as_slice(), [].as_slice())
    );
    assert_eq!(contents.notices, [""; 0]);
    let unread = contents.unread.iter();
    let unread: Vec<&str> = unread.filter_map(|it| it.split(',').next()).collect();
    let wanted = [
        "BULK INSERT t",
        "MERGE t",
        "EXEC of a text t",
        "UPDATE t",
        "DELETE t",
    ];
    assert_eq!(unread, wanted);
}

#[test]
fn an_empty_script_has_nothing() {
    for text in [
        "",
        "\r\n",
        "GO",
        "-- nothing",
        "/* nothing */",
        "USE [x]\r\nGO\r\n",
        ";",
    ] {
        let contents = whole(text);
        assert_eq!(
            (
                contents.rows.len(),
                contents.faults.len(),
                contents.tables.len()
            ),
            (0, 0, 0),
            "{text}"
        );
    }
}
