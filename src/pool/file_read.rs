//! What was read of one file, whatever it consists of.

use crate::input::members::Member;
use crate::pool::Records;
use crate::reading::{MemberReading, MemberState};
use crate::sqlserver::Unreadable;
use crate::sqlserver::bacpac::Bacpac;
use crate::sqlserver::extract::{Extract, uncounted};
use crate::sqlserver::rows::table_rows::TableRows;
use crate::wording::Sentence;

/// A file, a bacpac or a database.
pub(super) struct FileRead<'a> {
    /// What it is, without what is in it.
    pub member: MemberReading,
    pub records: Records,
    pub tables: TableRows,
    /// What was noticed: sentences.
    pub notices: Vec<Sentence>,
    /// Its tables that cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// How many of its rows and pages were left out.
    pub skipped: u64,
    /// Its first extract: a database has one for each table.
    extract: Option<&'a Extract>,
}

impl<'a> FileRead<'a> {
    fn new(member: MemberReading, extract: Option<&'a Extract>) -> Self {
        FileRead {
            member,
            records: Records::default(),
            tables: TableRows::default(),
            notices: Vec::new(),
            unreadable: Vec::new(),
            skipped: 0,
            extract,
        }
    }

    /// A bacpac of which no part was met yet.
    pub fn of_bacpac(bacpac: &Bacpac) -> Self {
        let member = MemberReading {
            method: "bacpac".to_owned(),
            ..named(&bacpac.name)
        };
        let mut file = FileRead::new(member, None);
        for table in &bacpac.tables {
            file.tables.add(table, 0);
        }
        file
    }

    /// The file that an extract belongs to, among those that were met so far: the bacpacs, then the others in order.
    pub fn of<'b>(extract: &'a Extract, met: &'b mut Vec<Self>) -> Option<&'b mut Self> {
        if let Extract::Stream(stream) = extract
            && let Some(number) = stream.bacpac
        {
            let file = met.get_mut(number)?;
            file.member.bytes += stream.member.bytes;
            file.member.packed += stream.member.packed;
            let notices = extract.notices().into_iter();
            for notice in notices {
                if !file.notices.contains(&notice) {
                    file.notices.push(notice);
                }
            }
            return Some(file);
        }
        let is_same = |file: &Self| {
            file.extract
                .is_some_and(|first| first.is_of_one_file(extract))
        };
        if !met.last().is_some_and(is_same) {
            let mut file = FileRead::new(before(extract), Some(extract));
            file.notices = extract.notices();
            met.push(file);
        }
        met.last_mut()
    }

    /// Notes that the rows of an extract cannot be read. A table may have several parts.
    pub fn cannot_read(&mut self, extract: &Extract, problem: &Sentence) {
        let is_part = matches!(extract, Extract::Stream(_));
        for table in extract.tables() {
            let name = table.name.to_string();
            if self.unreadable.iter().any(|known| known.table == name) {
                continue;
            }
            if is_part {
                self.notices.push(uncounted(&name, problem));
            }
            self.unreadable.push(Unreadable {
                member: self.member.name.clone(),
                table: name,
                rows: (!is_part).then(|| extract.counted()),
                why: problem.clone(),
            });
        }
    }
}

/// What is known of a file before anything in it is.
pub(super) fn plain(member: &Member) -> MemberReading {
    MemberReading {
        bytes: member.bytes,
        packed: member.packed,
        crc: member.crc(),
        ..named(&member.name)
    }
}

fn named(name: &str) -> MemberReading {
    MemberReading {
        name: name.to_owned(),
        bytes: 0,
        packed: 0,
        crc: None,
        packed_digest: None,
        method: String::new(),
        encoding: String::new(),
        state: MemberState::NotUnderstood,
        holds: Vec::new(),
        without_room: 0,
        census: Vec::new(),
    }
}

/// What is known of the file of an extract before its rows are read.
fn before(extract: &Extract) -> MemberReading {
    let (member, encoding) = match extract {
        Extract::Stream(stream) => (&stream.member, stream.detected.encoding.name()),
        Extract::Table(rows) => (&rows.database.member, String::new()),
    };
    MemberReading {
        method: extract.method(),
        encoding,
        ..plain(member)
    }
}
