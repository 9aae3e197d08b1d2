//! Mistakes: what is said of them, and what is read behind them.

use super::contents::{in_pieces, whole};

fn fault(text: &str) -> (usize, String, String) {
    let contents = whole(text);
    let [fault] = &contents.faults[..] else {
        panic!("{text}: {contents:?}");
    };
    fault.clone()
}

fn skipped(text: &str) -> (Vec<String>, usize) {
    let contents = in_pieces(text.as_bytes(), &[], true);
    (contents.rows, contents.faults.len())
}

#[test]
fn mistakes_are_placed() {
    for (text, at, table, what) in [
        (
            "INSERT t (a) VALUES (1)\nINSERT t (a) VALUES ('x)\n",
            45,
            "t",
            "a string that begins here never ends",
        ),
        (
            "GO\n/* x /* */\nINSERT t VALUES (1)",
            3,
            "",
            "a comment that begins here never ends",
        ),
        (
            "INSERT t (a VALUES (1)",
            12,
            "t",
            "this stands where something else should be: `VALUES (1)`",
        ),
        (
            "INSERT t (a) VALUES (1\nGO\n",
            23,
            "t",
            "this stands where something else should be: `GO`",
        ),
        (
            "INSERT t (a) VALUES (1, 2)",
            20,
            "t",
            "a row has 2 values for 1 columns",
        ),
        (
            "INSERT t (a, b) VALUES (1, 2), (1)",
            31,
            "t",
            "a row has only 1 of 2 values",
        ),
        (
            "CREATE TABLE t (a int, b int)\nGO\nINSERT t VALUES (1)",
            49,
            "t",
            "a row has only 1 of 2 values",
        ),
        (
            "INSERT t (a) VALUES (1) (2)",
            24,
            "t",
            "this stands behind a row: `(2)`",
        ),
        (
            "INSERT t (a) SELECT b FROM c",
            20,
            "t",
            "this is no literal value: `b FROM c`",
        ),
        (
            "INSERT t (a) SELECT 1 FROM c",
            22,
            "t",
            "an INSERT with this rather than literal values: `FROM c`",
        ),
        (
            "INSERT t EXEC p",
            9,
            "t",
            "an INSERT with this rather than literal values: `EXEC p`",
        ),
        (
            "INSERT t (a) VALUES",
            19,
            "t",
            "the script ends in the middle of a statement",
        ),
        (
            "EXEC (p\nGO\n",
            5,
            "",
            "a parenthesis that opens here is never closed",
        ),
        (
            "INSERT t ([a) VALUES (1)",
            10,
            "t",
            "a name in quotes or brackets that begins here never ends",
        ),
    ] {
        let wanted = (at, table.to_owned(), what.to_owned());
        assert_eq!(fault(text), wanted, "{text}");
    }
}

#[test]
fn only_the_row_that_is_wrong_is_left_out() {
    let (rows, faults) =
        skipped("INSERT t (a) VALUES (1), (2, 3), (f(x, ')')), (4)\nINSERT t (a) VALUES (5)");
    assert_eq!(
        (rows, faults),
        (
            vec![
                "t(a): '1'".to_owned(),
                "t(a): '4'".to_owned(),
                "t(a): '5'".to_owned()
            ],
            2
        )
    );
}

#[test]
fn behind_a_mistake_the_next_statement_is_read() {
    for bad in [
        "INSERT t (a) VALUES ('x)",
        "INSERT t (a) VALUES ('it's')",
        "INSERT t (a) VALUES (1",
        "INSERT t (a) VALUES (1, (2)",
        "INSERT t (a VALUES (1)",
        "INSERT t (a) SELECT x FROM y",
        "INSERT t (a) SELECT x\n FROM y\n WHERE (z = 1",
        "EXEC (p",
    ] {
        let text = format!(
            "INSERT t (a) VALUES (0)\n{bad}\nINSERT t (a) VALUES (8)\nGO\nINSERT t (a) VALUES (9)"
        );
        let (rows, faults) = skipped(&text);
        assert_eq!(rows, ["t(a): '0'", "t(a): '8'", "t(a): '9'"], "{bad}");
        assert_eq!(faults, 1, "{bad}");
    }
}

#[test]
fn a_script_that_was_cut_off_is_a_fault_or_said_to_be() {
    let insert = "INSERT t (a) VALUES (1)\nGO\n";
    for cut in [
        "INSERT t",
        "INSERT [t] ",
        "INSERT t (a)",
        "CREATE TABLE u (a int,\n",
        "CREATE TABLE u (a int\n",
    ] {
        let text = format!("{insert}{cut}");
        let contents = in_pieces(text.as_bytes(), &[], false);
        assert_eq!(contents.faults.len(), 1, "{cut}: {contents:?}");
    }
    for (cut, said) in [
        ("", 0),
        ("go", 0),
        ("INSERT t (a) VALUES (2)", 0),
        ("INSE", 1),
        ("SET IDENTITY_INSERT", 1),
    ] {
        let text = format!("{insert}{cut}");
        let contents = in_pieces(text.as_bytes(), &[insert.len()], false);
        assert_eq!(contents.faults, [], "{cut}");
        assert_eq!(contents.notices.len(), said, "{cut}: {contents:?}");
    }
}
