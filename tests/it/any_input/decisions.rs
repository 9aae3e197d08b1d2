//! Any bytes as a file of decisions.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::checks::{decisions, place};
use crate::seeded::cases;

/// What rows are made of.
const PIECES: &[&str] = &[
    "long-name,room,57,,rename,Desk,\n",
    "name-conflict,room,58,News,exclude,,gone: twice\n",
    "topic-lost;room;57;;keep;;\r\n",
    "topic-lost,room,57",
    "Topic-Lost, ROOM ,=59,\"a\nb\",Keep,,note",
    "root-manager,principal,5,,drop",
    "name-conflict,room,58,News,rename,Desk,,16DAB7D9-3B1D-4C8C-9D24-0A5F6B6A1C11\n",
    "name-conflict,room,=59,news,exclude,,,other\n",
    "manual,room,57,=News,rename,Desk,\n",
    "manual,room,99,,rename,Desk,\n",
    "manual,category,2,,rename,Desk,,\n",
    "long-name,category,2,,rename,Desk,,\n",
    "name-conflict,addin,'=A,x,rename,'=B",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "'",
    "=",
    " ",
    "gone:",
    "keep",
    "rename",
    "room",
    "57",
    "\u{e9}",
    "\0",
    "note",
    "rule",
];

const HEADERS: &[&str] = &[
    "rule,kind,id,name,action,value,note\n",
    "\u{feff}rule;kind;id;name;action;value;note\r\n",
    "note\tACTION\tvalue\tid\tkind\trule\twho\n",
    "rule,kind,id,action,value\n",
    "rule,kind,id,name,action,value,note,identity\n",
    "identity;rule;kind;id;action\n",
    "\"rule\",kind,id,\"name\",action,value,\"no\nte\",note\n",
    "rule,kind,id\n",
    "",
];

fn check(data: &[u8]) {
    decisions::decisions(data, place());
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn any_rows_are_decisions_or_an_error(header in select(HEADERS), pieces in vec(select(PIECES), 0..16)) {
        check([header, &pieces.concat()].concat().as_bytes());
    }

    #[test]
    fn any_bytes_are_decisions_or_an_error(bytes in vec(any::<u8>(), 0..40)) {
        check(&bytes);
        check(&[b"\xff\xfe", &*bytes].concat());
    }
}
