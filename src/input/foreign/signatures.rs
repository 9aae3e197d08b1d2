//! First bytes that nothing but one kind of file has.
//!
//! Where a signature could be the first number of a row of bcp, the kind is found by more than that: see `shapes.rs`.

use super::Foreign;
use super::kinds::Advice::{
    self, AsTables, Decrypt, ExtractAgain, FromDisk, LeaveOut, OtherDatabase, Unpack, UnpackFirst,
    WhereItLeads,
};
use super::kinds::Kind;

/// Where the bytes stand, what they are, what it is, and what to do.
type Signature = (usize, &'static [u8], Kind, Advice);

const KNOWN: &[Signature] = &[
    // Pictures, sound, video.
    (0, b"\x89PNG\r\n\x1A\n", Kind::Png, LeaveOut),
    (0, b"\xFF\xD8\xFF", Kind::Jpeg, LeaveOut),
    (0, b"GIF87a", Kind::Gif, LeaveOut),
    (0, b"GIF89a", Kind::Gif, LeaveOut),
    (0, b"II*\0", Kind::Tiff, LeaveOut),
    (0, b"MM\0*", Kind::Tiff, LeaveOut),
    (0, b"II+\0", Kind::Tiff, LeaveOut),
    (0, b"8BPS\0", Kind::Photoshop, LeaveOut),
    (0, b"\0\0\0\x0CjP  \r\n\x87\n", Kind::Jpeg2000, LeaveOut),
    (8, b"WEBPVP8", Kind::WebP, LeaveOut),
    (8, b"WAVEfmt ", Kind::Wav, LeaveOut),
    (8, b"AVI LIST", Kind::Avi, LeaveOut),
    (4, b"ftypheic", Kind::Heif, LeaveOut),
    (4, b"ftypmif1", Kind::Heif, LeaveOut),
    (4, b"ftypavif", Kind::Avif, LeaveOut),
    (4, b"ftyp", Kind::Mp4, LeaveOut),
    (0, b"\x1A\x45\xDF\xA3", Kind::Matroska, LeaveOut),
    (0, b"\0\0\x01\xBA", Kind::Mpeg, LeaveOut),
    (0, b"\0\0\x01\xB3", Kind::Mpeg, LeaveOut),
    (0, b"FLV\x01", Kind::Flash, LeaveOut),
    (
        0,
        b"\x30\x26\xB2\x75\x8E\x66\xCF\x11",
        Kind::WindowsMedia,
        LeaveOut,
    ),
    (0, b"ID3\x02", Kind::Mp3, LeaveOut),
    (0, b"ID3\x03", Kind::Mp3, LeaveOut),
    (0, b"ID3\x04", Kind::Mp3, LeaveOut),
    (0, b"\xFF\xFB", Kind::Mp3, LeaveOut),
    (0, b"\xFF\xF3", Kind::Mp3, LeaveOut),
    (0, b"\xFF\xF2", Kind::Mp3, LeaveOut),
    (0, b"OggS\0", Kind::Ogg, LeaveOut),
    (0, b"fLaC\0", Kind::Flac, LeaveOut),
    (0, b"MThd\0\0\0\x06", Kind::Midi, LeaveOut),
    // Archives.
    (0, b"7z\xBC\xAF\x27\x1C", Kind::SevenZip, Unpack),
    (0, b"Rar!\x1A\x07", Kind::Rar, Unpack),
    (0, b"\x1F\x8B\x08", Kind::Gzip, UnpackFirst),
    (0, b"\x1F\x9D\x90", Kind::Compress, Unpack),
    (0, b"\xFD7zXZ\0", Kind::Xz, Unpack),
    (0, b"\x28\xB5\x2F\xFD", Kind::Zstd, Unpack),
    (0, b"\x04\x22\x4D\x18", Kind::Lz4, Unpack),
    (0, b"LZIP\x01", Kind::Lzip, Unpack),
    (0, b"\x5D\0\0\x80\0", Kind::Lzma, Unpack),
    (0, b"MSCF\0\0\0\0", Kind::Cabinet, Unpack),
    (0, b"SZDD\x88\xF0\x27\x33", Kind::DosCompress, Unpack),
    (0, b"MSWIM\0\0\0", Kind::WindowsImage, Unpack),
    (257, b"ustar", Kind::Tar, Unpack),
    (2, b"-lh0-", Kind::Lzh, Unpack),
    (2, b"-lh5-", Kind::Lzh, Unpack),
    (2, b"-lh6-", Kind::Lzh, Unpack),
    (2, b"-lh7-", Kind::Lzh, Unpack),
    (2, b"-lhd-", Kind::Lzh, Unpack),
    (7, b"**ACE**", Kind::Ace, Unpack),
    (0, b"!<arch>\n", Kind::Ar, Unpack),
    (0, b"\xED\xAB\xEE\xDB", Kind::Rpm, LeaveOut),
    (0, b"xar!\0", Kind::Xar, Unpack),
    // Databases of other products, and other databases.
    (0, b"SQLite format 3\0", Kind::Sqlite, OtherDatabase),
    (
        0,
        b"\0\x01\0\0Standard Jet DB\0",
        Kind::OldAccess,
        OtherDatabase,
    ),
    (
        0,
        b"\0\x01\0\0Standard ACE DB\0",
        Kind::Access,
        OtherDatabase,
    ),
    (0, b"PGDMP", Kind::PostgresArchive, OtherDatabase),
    (0, b"\xFE\xFE\x07\x01", Kind::MySqlIndex, OtherDatabase),
    (3, b"EXPORT:V", Kind::OracleDump, OtherDatabase),
    (2, b"EXPORT:V", Kind::OracleDump, OtherDatabase),
    (4, b"EXPORT:V", Kind::OracleDump, OtherDatabase),
    (4, b"\xEF\xCD\xAB\x89", Kind::Ese, OtherDatabase),
    (0, b"\x01\0\x39\x30", Kind::Firebird, OtherDatabase),
    (
        16,
        b"\x61\x62\x61\x73",
        Kind::SqlServerCompact,
        OtherDatabase,
    ),
    (16, b"\x14\xD7\x2D\0", Kind::SqlServerCompact, OtherDatabase),
    (16, b"\x9D\x7B\x35\0", Kind::SqlServerCompact, OtherDatabase),
    (16, b"\0\x09\x3D\0", Kind::SqlServerCompact, OtherDatabase),
    (0, b"\x1A\0\0\x04\0\0", Kind::LotusNotes, OtherDatabase),
    (0, b"PAR1", Kind::Parquet, AsTables),
    (0, b"Obj\x01", Kind::Avro, AsTables),
    (0, b"ARROW1\0\0", Kind::Arrow, AsTables),
    (0, b"!BDN", Kind::Mailbox, LeaveOut),
    (0, b"\0\0\0\x01Bud1", Kind::DsStore, LeaveOut),
    // Documents.
    (
        0,
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        Kind::OldOffice,
        ExtractAgain,
    ),
    (0, b"%PDF-", Kind::Pdf, ExtractAgain),
    (0, b"%!PS", Kind::PostScript, ExtractAgain),
    (
        0,
        b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D",
        Kind::OneNote,
        ExtractAgain,
    ),
    (0, b"\0\x05\x16\x07\0\x02\0\0", Kind::AppleDouble, LeaveOut),
    // Of systems.
    (0, b"ElfFile\0", Kind::EventLog, LeaveOut),
    (0, b"\x7FELF", Kind::LinuxProgram, LeaveOut),
    (0, b"\xCF\xFA\xED\xFE", Kind::MacProgram, LeaveOut),
    (0, b"\xCA\xFE\xBA\xBE", Kind::JavaClass, LeaveOut),
    (
        0,
        b"\x4C\0\0\0\x01\x14\x02\0",
        Kind::WindowsShortcut,
        WhereItLeads,
    ),
    (0, b"regf", Kind::Registry, LeaveOut),
    (0, b"MDMP\x93\xA7", Kind::ProgramMemory, LeaveOut),
    (0, b"PAGEDU", Kind::WindowsMemory, LeaveOut),
    (0, b"\xD4\xC3\xB2\xA1", Kind::NetworkCapture, LeaveOut),
    (0, b"conectix", Kind::Vhd, FromDisk),
    (0, b"vhdxfile", Kind::Vhdx, FromDisk),
    (0, b"KDMV", Kind::Vmdk, FromDisk),
    (0, b"COWD", Kind::Vmdk, FromDisk),
    (0, b"QFI\xFB", Kind::Qcow2, FromDisk),
    (0, b"<<< ", Kind::Vdi, FromDisk),
    (32769, b"CD001", Kind::Disc, FromDisk),
    (0, b"Salted__", Kind::OpenSsl, Decrypt),
];

/// How far a text is looked at for a byte that no text has.
const SOON: usize = 600;

/// What a file is that begins like this.
pub(super) fn of(head: &[u8]) -> Option<Foreign> {
    let found = KNOWN.iter().find(|(at, bytes, ..)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(bytes)) && !is_words(head, *at, bytes)
    });
    found.map(|(_, _, what, hint)| Foreign {
        what: *what,
        hint: *hint,
    })
}

/// Whether a signature of letters stands where a text could have it, too, and nothing near it says that this is none.
fn is_words(head: &[u8], at: usize, signature: &[u8]) -> bool {
    let letters = signature.iter().all(|byte| (b' '..0x7F).contains(byte));
    let sure = at == 0 && (signature.len() > 5 || signature.starts_with(b"%"));
    let control = |byte: &u8| *byte < 9;
    letters && !sure && !head[..head.len().min(SOON)].iter().any(control)
}
