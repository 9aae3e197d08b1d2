//! First bytes that nothing but one kind of file has.
//!
//! Where a signature could be the first number of a row of bcp, the kind is found by more than that: see `shapes.rs`.

use super::Foreign;

pub(super) const UNPACK: &str = "unpack it, and give pchat what is in it";
pub(super) const NO_DATA: &str = "there is nothing in it to read: leave it out";
pub(super) const AGAIN: &str = "what an editor made of an extract is no extract any more: extract the tables again from the database, or save each of them as CSV (UTF-8), under the name of the table";
pub(super) const OTHER_PRODUCT: &str = "the chats are in a database of SQL Server: give an extract, the data files or a backup of that; from another database, export each table as CSV (UTF-8), with a header and under the name of the table";
const DISK: &str =
    "take the files out of it (the .mdf and .ndf, or the .bak), and give those to pchat";
const LOCKED: &str = "decrypt it first";
const SHORTCUT: &str = "give the file that it leads to";
const TABLES: &str =
    "export what is in it as CSV (UTF-8), with a header and under the name of the table";

/// Where the bytes stand, what they are, what it is, and what to do.
type Signature = (usize, &'static [u8], &'static str, &'static str);

const KNOWN: &[Signature] = &[
    // Pictures, sound, video.
    (0, b"\x89PNG\r\n\x1A\n", "a PNG image", NO_DATA),
    (0, b"\xFF\xD8\xFF", "a JPEG image", NO_DATA),
    (0, b"GIF87a", "a GIF image", NO_DATA),
    (0, b"GIF89a", "a GIF image", NO_DATA),
    (0, b"II*\0", "a TIFF image", NO_DATA),
    (0, b"MM\0*", "a TIFF image", NO_DATA),
    (0, b"II+\0", "a TIFF image", NO_DATA),
    (0, b"8BPS\0", "an image of Photoshop", NO_DATA),
    (0, b"\0\0\0\x0CjP  \r\n\x87\n", "a JPEG 2000 image", NO_DATA),
    (8, b"WEBPVP8", "a WebP image", NO_DATA),
    (8, b"WAVEfmt ", "a WAV sound", NO_DATA),
    (8, b"AVI LIST", "an AVI video", NO_DATA),
    (4, b"ftypheic", "an HEIF image", NO_DATA),
    (4, b"ftypmif1", "an HEIF image", NO_DATA),
    (4, b"ftypavif", "an AVIF image", NO_DATA),
    (4, b"ftyp", "a video or sound (MP4)", NO_DATA),
    (
        0,
        b"\x1A\x45\xDF\xA3",
        "a video (Matroska or WebM)",
        NO_DATA,
    ),
    (0, b"\0\0\x01\xBA", "an MPEG video", NO_DATA),
    (0, b"\0\0\x01\xB3", "an MPEG video", NO_DATA),
    (0, b"FLV\x01", "a Flash video", NO_DATA),
    (
        0,
        b"\x30\x26\xB2\x75\x8E\x66\xCF\x11",
        "a sound or video of Windows Media",
        NO_DATA,
    ),
    (0, b"ID3\x02", "an MP3 sound", NO_DATA),
    (0, b"ID3\x03", "an MP3 sound", NO_DATA),
    (0, b"ID3\x04", "an MP3 sound", NO_DATA),
    (0, b"\xFF\xFB", "an MP3 sound", NO_DATA),
    (0, b"\xFF\xF3", "an MP3 sound", NO_DATA),
    (0, b"\xFF\xF2", "an MP3 sound", NO_DATA),
    (0, b"OggS\0", "an Ogg sound or video", NO_DATA),
    (0, b"fLaC\0", "a FLAC sound", NO_DATA),
    (0, b"MThd\0\0\0\x06", "a MIDI sound", NO_DATA),
    // Archives.
    (0, b"7z\xBC\xAF\x27\x1C", "an archive of 7-Zip", UNPACK),
    (0, b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (
        0,
        b"\x1F\x8B\x08",
        "a file that gzip has compressed",
        "unpack it first, and give pchat what is in it",
    ),
    (
        0,
        b"\x1F\x9D\x90",
        "a file that compress has compressed (.Z)",
        UNPACK,
    ),
    (0, b"\xFD7zXZ\0", "a file that xz has compressed", UNPACK),
    (
        0,
        b"\x28\xB5\x2F\xFD",
        "a file that zstd has compressed",
        UNPACK,
    ),
    (
        0,
        b"\x04\x22\x4D\x18",
        "a file that lz4 has compressed",
        UNPACK,
    ),
    (0, b"LZIP\x01", "a file that lzip has compressed", UNPACK),
    (
        0,
        b"\x5D\0\0\x80\0",
        "a file that lzma has compressed",
        UNPACK,
    ),
    (0, b"MSCF\0\0\0\0", "a cabinet (.cab)", UNPACK),
    (
        0,
        b"SZDD\x88\xF0\x27\x33",
        "a file that compress of MS-DOS has compressed",
        UNPACK,
    ),
    (0, b"MSWIM\0\0\0", "an image of Windows (.wim)", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (2, b"-lh0-", "an LZH archive", UNPACK),
    (2, b"-lh5-", "an LZH archive", UNPACK),
    (2, b"-lh6-", "an LZH archive", UNPACK),
    (2, b"-lh7-", "an LZH archive", UNPACK),
    (2, b"-lhd-", "an LZH archive", UNPACK),
    (7, b"**ACE**", "an ACE archive", UNPACK),
    (
        0,
        b"!<arch>\n",
        "an archive of ar (a Debian package, say)",
        UNPACK,
    ),
    (0, b"\xED\xAB\xEE\xDB", "an RPM package", NO_DATA),
    (0, b"xar!\0", "a XAR archive", UNPACK),
    // Databases of other products, and other databases.
    (0, b"SQLite format 3\0", "a SQLite database", OTHER_PRODUCT),
    (
        0,
        b"\0\x01\0\0Standard Jet DB\0",
        "a database of Microsoft Access (.mdb)",
        OTHER_PRODUCT,
    ),
    (
        0,
        b"\0\x01\0\0Standard ACE DB\0",
        "a database of Microsoft Access (.accdb)",
        OTHER_PRODUCT,
    ),
    (
        0,
        b"PGDMP",
        "a dump of PostgreSQL (pg_dump, custom format)",
        OTHER_PRODUCT,
    ),
    (
        0,
        b"\xFE\xFE\x07\x01",
        "an index of a table of MySQL (.MYI)",
        OTHER_PRODUCT,
    ),
    (3, b"EXPORT:V", "a dump of Oracle (exp)", OTHER_PRODUCT),
    (2, b"EXPORT:V", "a dump of Oracle (exp)", OTHER_PRODUCT),
    (4, b"EXPORT:V", "a dump of Oracle (exp)", OTHER_PRODUCT),
    (
        4,
        b"\xEF\xCD\xAB\x89",
        "a database of ESE (.edb, as Exchange, Active Directory and Windows have it)",
        OTHER_PRODUCT,
    ),
    (
        0,
        b"\x01\0\x39\x30",
        "a database of Firebird or InterBase",
        OTHER_PRODUCT,
    ),
    (
        16,
        b"\x61\x62\x61\x73",
        "a database of SQL Server Compact (.sdf)",
        OTHER_PRODUCT,
    ),
    (
        16,
        b"\x14\xD7\x2D\0",
        "a database of SQL Server Compact (.sdf)",
        OTHER_PRODUCT,
    ),
    (
        16,
        b"\x9D\x7B\x35\0",
        "a database of SQL Server Compact (.sdf)",
        OTHER_PRODUCT,
    ),
    (
        16,
        b"\0\x09\x3D\0",
        "a database of SQL Server Compact (.sdf)",
        OTHER_PRODUCT,
    ),
    (
        0,
        b"\x1A\0\0\x04\0\0",
        "a database of Lotus Notes (.nsf)",
        OTHER_PRODUCT,
    ),
    (0, b"PAR1", "a Parquet file", TABLES),
    (0, b"Obj\x01", "an Avro file", TABLES),
    (0, b"ARROW1\0\0", "an Arrow file", TABLES),
    (0, b"!BDN", "a mailbox of Outlook (.pst or .ost)", NO_DATA),
    (0, b"\0\0\0\x01Bud1", "a .DS_Store of macOS", NO_DATA),
    // Documents.
    (
        0,
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a file of Microsoft Office until 2003 (.xls, .doc, .ppt, .msg) or an installer (.msi)",
        AGAIN,
    ),
    (0, b"%PDF-", "a PDF document", AGAIN),
    (0, b"%!PS", "a PostScript document", AGAIN),
    (
        0,
        b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D",
        "a section of OneNote",
        AGAIN,
    ),
    (
        0,
        b"\0\x05\x16\x07\0\x02\0\0",
        "what macOS keeps beside a file (AppleDouble)",
        NO_DATA,
    ),
    // Of systems.
    (0, b"ElfFile\0", "an event log of Windows (.evtx)", NO_DATA),
    (0, b"\x7FELF", "a program of Linux", NO_DATA),
    (0, b"\xCF\xFA\xED\xFE", "a program of macOS", NO_DATA),
    (
        0,
        b"\xCA\xFE\xBA\xBE",
        "a class of Java, or a program of macOS",
        NO_DATA,
    ),
    (
        0,
        b"\x4C\0\0\0\x01\x14\x02\0",
        "a shortcut of Windows (.lnk)",
        SHORTCUT,
    ),
    (0, b"regf", "a hive of the Windows registry", NO_DATA),
    (0, b"MDMP\x93\xA7", "a memory dump of a program", NO_DATA),
    (0, b"PAGEDU", "a memory dump of Windows", NO_DATA),
    (0, b"\xD4\xC3\xB2\xA1", "a network capture", NO_DATA),
    (0, b"conectix", "a virtual disk (.vhd)", DISK),
    (0, b"vhdxfile", "a virtual disk (.vhdx)", DISK),
    (0, b"KDMV", "a virtual disk (.vmdk)", DISK),
    (0, b"COWD", "a virtual disk (.vmdk)", DISK),
    (0, b"QFI\xFB", "a virtual disk (.qcow2)", DISK),
    (0, b"<<< ", "a virtual disk (.vdi)", DISK),
    (32769, b"CD001", "an image of a disc (.iso)", DISK),
    (0, b"Salted__", "a file that OpenSSL has encrypted", LOCKED),
];

/// How far a text is looked at for a byte that no text has.
const SOON: usize = 600;

/// What a file is that begins like this.
pub(super) fn of(head: &[u8]) -> Option<Foreign> {
    let found = KNOWN.iter().find(|(at, bytes, ..)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(bytes)) && !is_words(head, *at, bytes)
    });
    found.map(|(_, _, what, hint)| Foreign { what, hint })
}

/// Whether a signature of letters stands where a text could have it, too, and nothing near it says that this is none.
fn is_words(head: &[u8], at: usize, signature: &[u8]) -> bool {
    let letters = signature.iter().all(|byte| (b' '..0x7F).contains(byte));
    let sure = at == 0 && (signature.len() > 5 || signature.starts_with(b"%"));
    let control = |byte: &u8| *byte < 9;
    letters && !sure && !head[..head.len().min(SOON)].iter().any(control)
}
