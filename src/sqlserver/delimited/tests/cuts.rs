//! Files read in pieces of every size.

use proptest::prelude::*;

use super::File;
use crate::sqlserver::delimited::fuzzing::delimited;

const FILES: [(&str, &str); 6] = [
    (
        "tblChat.dat",
        "1\t10\t633979008000000000\t5\t0\tlist:\r\n1\tone\r\n\r\n2\ttwo\r\n1\t11\t633979008010000000\t6\t1\t\r\n1\t12\t633979008010000000\t6\t1\tx\r\n",
    ),
    (
        "tblChat.txt",
        "1\t10\t634925952000000000\t5\t0\tone\r\n1\t2\tx}\r\n1\t11\t634925952010000000\t6\t1\tsecond\r\nline\t\r\n",
    ),
    (
        "tblChat.csv",
        "channelId,chatId,chatDate,userId,isAlert,content,rtf\r\n1,10,634925952000000000,5,0,\"a, \"\"b\"\"\r\n1,2,3,4,0,x,y\r\n\",NULL\r\n1,11,634925952010000000,5,0,\"\",NULL\r\n",
    ),
    (
        "tblRoleType.txt",
        "rtypeID     rtypeDesc  perm\r\n----------- ---------- ----\r\n          1 Member        8\r\n          2 two\r\nx       16\r\n\r\n(2 rows affected)\r\n",
    ),
    (
        "tblRoleType.rpt",
        "1|Member|8\r\n2|Manager|16\r\n\r\n(2 rows affected)\r\n",
    ),
    (
        "things.csv",
        "1+|a\nb+|2012-01-01&|\r\n2+|c\td&|+|2012-01-02&|\r\n",
    ),
];

#[test]
fn pieces_of_any_size_give_the_same_rows() {
    for (name, text) in FILES {
        let file = File::new(name, text);
        let whole = file.good();
        for piece in 1..text.len() {
            assert_eq!(
                file.in_pieces(piece).good(),
                whole,
                "{name}, pieces of {piece}"
            );
        }
    }
}

proptest! {
    /// Whatever is in a file, there is an answer, and it does not depend on the pieces.
    #[test]
    fn any_text_is_read_or_refused(
        name in prop::sample::select(vec!["tblChat.csv", "tblRoleType.csv", "things.csv"]),
        text in "([0-9]{1,2}|[a-z]{1,3}|NULL|\"|\"\"|,|,|\t|\t|\r\n|\r\n|\n|é|\u{0}|--| ){0,60}",
        piece in 1..40usize,
    ) {
        let file = File::new(name, &text).skipping();
        let (whole, pieces) = (file.read(), file.in_pieces(piece).read());
        match (whole, pieces) {
            (Ok(whole), Ok(pieces)) => {
                prop_assert_eq!(whole.rows, pieces.rows);
                prop_assert_eq!(whole.skipped.count, pieces.skipped.count);
            }
            (whole, pieces) => prop_assert_eq!(
                whole.map_err(|error| error.to_string()),
                pieces.map_err(|error| error.to_string())
            ),
        }
    }

    /// The same of bytes that are no text at all, and of more kinds of tables.
    #[test]
    fn any_bytes_are_read_or_refused(
        start in any::<[u8; 2]>(),
        bytes in prop::collection::vec(
            prop_oneof![
                prop::sample::select(b"\t\t,,;|+|&\r\n\n\"\"0123-- NULL(\0".to_vec()),
                any::<u8>(),
            ],
            0..150,
        ),
    ) {
        delimited(&[&start[..], &bytes].concat());
    }
}
