//! Kinds of files that show in several places of their beginning: two or three bytes would not be enough, as a row of bcp
//! begins with a number, which may be any.

use super::Foreign;
use super::kinds::Advice::{self, DataFiles, FromDisk, LeaveOut, NotInZip, OtherDatabase, Unpack};
use super::kinds::Kind;

const fn kind(what: Kind, hint: Advice) -> Foreign {
    Foreign { what, hint }
}

const DATA: Foreign = kind(Kind::DataFileInZip, NotInZip);
pub(crate) const LOG: Foreign = kind(Kind::LogFile, DataFiles);
const BACKUP: Foreign = kind(Kind::BackupInZip, NotInZip);
const COMPRESSED: Foreign = kind(Kind::CompressedBackupInZip, NotInZip);
const BITMAP: Foreign = kind(Kind::Bmp, LeaveOut);
const ICON: Foreign = kind(Kind::Icon, LeaveOut);
const PROGRAM: Foreign = kind(Kind::WindowsProgram, LeaveOut);
const DBASE: Foreign = kind(Kind::DBase, OtherDatabase);
const FRM: Foreign = kind(Kind::MySqlDefinition, OtherDatabase);
const INNODB: Foreign = kind(Kind::InnoDb, OtherDatabase);
const DATA_PUMP: Foreign = kind(Kind::OracleDataPump, OtherDatabase);
const BZIP: Foreign = kind(Kind::Bzip2, Unpack);
const ARJ: Foreign = kind(Kind::Arj, Unpack);
const RAW_DISK: Foreign = kind(Kind::RawDisk, FromDisk);

/// What a file is that is called and begins like this.
pub(super) fn of(name: &str, head: &[u8]) -> Option<Foreign> {
    let head = Head(head);
    let is_log = || name.to_ascii_lowercase().ends_with(".ldf");
    let found = match head.0 {
        // Data files and backups that lie open are read; what comes here does not. Page 0 has the number 0.
        [1, 0x0F, ..] if head.has(95) && head.u32(32)? == 0 && is_log() => LOG,
        [1, 0x0F, ..] if head.has(95) && head.u32(32)? == 0 => DATA,
        [b'T', b'A', b'P', b'E', low, high, ..] if is_attributes(*low, *high) => BACKUP,
        [b'M', b'S', b'S', b'Q', b'L', b'B', b'A', b'K', ..] => COMPRESSED,
        [b'B', b'M', ..] if head.is_bitmap()? => BITMAP,
        [0, 0, 1 | 2, 0, ..] if head.is_icon()? => ICON,
        [b'M', b'Z', ..] if head.is_program()? => PROGRAM,
        [0x03 | 0x83 | 0x8B | 0xF5 | 0x30 | 0x31, ..] if head.is_dbase()? => DBASE,
        // The third byte is the version, the fourth the kind of the table, and that of its header follows.
        [0xFE, 1, 6..=11, 1..=255, ..] => FRM,
        [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]
            if rest.starts_with(b"1AY&SY") || rest.starts_with(b"\x17\x72\x45\x38\x50\x90") =>
        {
            BZIP
        }
        [0x60, 0xEA, ..] if head.is_arj()? => ARJ,
        [0xEB, _, 0x90, ..] | [0xE9, ..] | [0x33, 0xC0, ..] | [0xFA, ..]
            if head.u16(510)? == 0xAA55 =>
        {
            RAW_DISK
        }
        _ if head.is_innodb() => INNODB,
        _ if head.is_data_pump() => DATA_PUMP,
        _ => return None,
    };
    Some(found)
}

/// The word behind `TAPE`: attributes, of which a medium of SQL Server has few. A text would have letters there.
fn is_attributes(low: u8, high: u8) -> bool {
    low < 0x20 && high < 0x20
}

/// The beginning of a file, with numbers in it.
struct Head<'a>(&'a [u8]);

impl Head<'_> {
    fn has(&self, at: usize) -> bool {
        self.0.len() > at
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.0.get(at..)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes))
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.0.get(at..)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    }

    /// The reserved words are zero, and the size of the header is one that there is.
    fn is_bitmap(&self) -> Option<bool> {
        let header = self.u32(14)?;
        Some(self.u32(6)? == 0 && matches!(header, 12 | 40 | 52 | 56 | 64 | 108 | 124))
    }

    /// The first picture begins behind the list.
    fn is_icon(&self) -> Option<bool> {
        let count = u32::from(self.u16(4)?);
        let (reserved, from) = (*self.0.get(9)?, self.u32(18)?);
        Some(
            (1..256).contains(&count)
                && reserved == 0
                && from == 6 + 16 * count
                && self.u32(14)? > 0,
        )
    }

    /// Where the new header begins stands in the old one.
    fn is_program(&self) -> Option<bool> {
        let new = self.u32(60)? as usize;
        let at = self.0.get(new..);
        Some(at.is_some_and(|it| it.starts_with(b"PE\0\0") || it.starts_with(b"NE")))
    }

    /// Behind the day of the last change come the sizes of header and record; the list of fields ends with a carriage
    /// return.
    fn is_dbase(&self) -> Option<bool> {
        let (month, day) = (*self.0.get(2)?, *self.0.get(3)?);
        let (header, record) = (self.u16(8)? as usize, self.u16(10)?);
        let ends = self.0.get(33..header)?;
        let dated = (1..=12).contains(&month) && (1..=31).contains(&day);
        Some(dated && record > 1 && ends.contains(&b'\r') && self.0.get(32)?.is_ascii_alphabetic())
    }

    /// The header has a size, and that of its first part is smaller.
    fn is_arj(&self) -> Option<bool> {
        let (all, first) = (self.u16(2)?, *self.0.get(4)?);
        Some((30..=2600).contains(&all) && (30..=80).contains(&first))
    }

    /// The first page: number 0, of the kind that describes a table space, whose number stands twice.
    fn is_innodb(&self) -> bool {
        let is = |at: usize, bytes: &[u8]| self.0.get(at..).is_some_and(|it| it.starts_with(bytes));
        let space = self.0.get(34..38);
        is(4, &[0; 4]) && is(24, &[0, 8]) && space.is_some() && space == self.0.get(38..42)
    }

    /// The name of the job stands in the header.
    fn is_data_pump(&self) -> bool {
        let start = &self.0[..self.0.len().min(1024)];
        start.first().is_some_and(|byte| *byte < 9)
            && memchr::memmem::find(start, b"\"SYS_EXPORT_").is_some()
    }
}
