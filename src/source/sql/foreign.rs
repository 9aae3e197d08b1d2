//! Files that say at once what they are, and are not read.

use crate::source::Error;

/// What a file is that is not read, and what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    pub what: &'static str,
    pub hint: &'static str,
    /// Whether it holds a database.
    pub database: bool,
}

const IN_ZIP: &str = "unpack it first: it has to be read at any place, which a zip does not allow";

/// By the first bytes (reference: sql-extracts, 1.1).
const KNOWN: [(&[u8], Foreign); 6] = [
    (
        &[0x01, 0x0F],
        Foreign {
            what: "a data file of SQL Server (.mdf or .ndf) inside of a zip",
            hint: IN_ZIP,
            database: true,
        },
    ),
    (
        b"TAPE",
        Foreign {
            what: "a backup of SQL Server (.bak) inside of a zip",
            hint: IN_ZIP,
            database: true,
        },
    ),
    (
        b"MSSQLBAK",
        Foreign {
            what: "a compressed backup of SQL Server (.bak) inside of a zip",
            hint: IN_ZIP,
            database: true,
        },
    ),
    (
        b"version https://git-lfs",
        Foreign {
            what: "a pointer of git-lfs, which only names the file that should be here",
            hint: "fetch the file itself with git lfs pull",
            database: true,
        },
    ),
    (
        b"PK\x03\x04",
        Foreign {
            what: "a zip or a bacpac inside of another input",
            hint: "give it to pchat by itself",
            database: false,
        },
    ),
    (
        &[0x1F, 0x8B],
        Foreign {
            what: "a file that gzip has compressed",
            hint: "unpack it first",
            database: false,
        },
    ),
];

impl Foreign {
    /// What a file is that begins like this.
    pub fn of(head: &[u8]) -> Option<Foreign> {
        let known = KNOWN.iter().find(|(start, _)| head.starts_with(start));
        known.map(|(_, foreign)| *foreign)
    }

    /// Why nothing was read.
    pub fn error(self, expected: &str) -> Error {
        Error::new(format!("this is {}", self.what))
            .expected(expected)
            .hint(self.hint)
    }
}
