//! The bytes of a zip around the data of its entries (APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3).

use std::io;

use super::Fault;
use crate::input::zip::EntryHeader;

/// Numbers from here on do not fit into fields of 32 bits, which then hold only ones.
pub(super) const LARGE: u64 = u32::MAX as u64;
/// The same for fields of 16 bits.
const MANY: usize = u16::MAX as usize;

const UTF8: u16 = 1 << 11;
const SIZES_BEHIND: u16 = 1 << 3;
const STORED: u16 = 0;
const DEFLATE64: u16 = 9;
const ZIP64: u16 = 1;

/// Versions of the format: what a reader has to know.
const FIRST: u16 = 10;
const USUAL: u16 = 20;
const WITH_DEFLATE64: u16 = 21;
const WITH_ZIP64: u16 = 45;

/// How much longer a local header is that has room for large sizes.
pub(super) const WIDER: u64 = 20;

/// What headers say that need not be so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Form {
    /// Sizes have 64 bits, however small they are.
    pub wide: bool,
    /// An entry's checksum and sizes stand behind its data rather than before them.
    pub descriptors: bool,
    /// What is not packed asks for the first version of the format, which knows it already.
    pub first_version: bool,
}

/// Writes headers. A number from `large` on gets 64 bits: that is [`LARGE`], except in tests.
#[derive(Clone, Copy)]
pub(super) struct Headers {
    pub large: u64,
}

impl Headers {
    /// Whether an entry's own header needs room for large sizes.
    pub fn is_wide(self, header: &EntryHeader) -> bool {
        header.bytes >= self.large || header.packed >= self.large
    }

    /// What stands before an entry's data. Its length depends on the name and on `wide` only: sizes can be filled in
    /// when they are known.
    pub fn local(self, header: &EntryHeader, wide: bool, form: Form) -> io::Result<Vec<u8>> {
        let (crc, sizes, both_large) = match form.descriptors {
            // They stand behind the data.
            true => (0, [0; 2], [0; 2]),
            false => (header.crc, [header.bytes, header.packed], [u32::MAX; 2]),
        };
        // Here the sizes are large either both or not at all.
        let (sizes, extra) = if wide {
            (both_large, zip64(&sizes))
        } else {
            (sizes.map(|size| self.narrow(size)), Vec::new())
        };
        let mut out = b"PK\x03\x04".to_vec();
        out.extend(shared(header, crc, sizes, &extra, form)?);
        out.extend(&header.name);
        out.extend(extra);
        Ok(out)
    }

    /// What the zip's directory says of an entry that begins at `at`.
    pub fn central(self, header: &EntryHeader, at: u64, form: Form) -> io::Result<Vec<u8>> {
        let numbers = [header.bytes, header.packed, at];
        let is_large = numbers.map(|number| number >= self.large);
        let is_wide = [
            form.wide || is_large[0],
            form.wide || is_large[1],
            is_large[2],
        ];
        let large: Vec<u64> = numbers
            .into_iter()
            .zip(is_wide)
            .filter_map(|(number, is_wide)| is_wide.then_some(number))
            .collect();
        let extra = zip64(&large);
        let [bytes, packed, at] = [0, 1, 2].map(|it| match is_wide[it] {
            true => u32::MAX,
            false => self.narrow(numbers[it]),
        });
        let mut out = b"PK\x01\x02".to_vec();
        out.extend(header.made_by.to_le_bytes());
        out.extend(shared(header, header.crc, [bytes, packed], &extra, form)?);
        // No comment, and all on the first disk.
        out.extend([0; 4]);
        out.extend(header.internal.to_le_bytes());
        out.extend(header.external.to_le_bytes());
        out.extend(at.to_le_bytes());
        out.extend(&header.name);
        out.extend(extra);
        Ok(out)
    }

    /// What stands behind an entry's data, where its own header has no sizes.
    pub fn descriptor(header: &EntryHeader, wide: bool) -> Vec<u8> {
        let mut out = b"PK\x07\x08".to_vec();
        out.extend(header.crc.to_le_bytes());
        for size in [header.packed, header.bytes] {
            let bytes = size.to_le_bytes();
            out.extend(if wide { &bytes[..] } else { &bytes[..4] });
        }
        out
    }

    /// What stands behind the directory, which has so many entries and bytes and begins at `at`.
    pub fn end(self, entries: usize, bytes: u64, at: u64) -> Vec<u8> {
        let mut out = Vec::new();
        if entries >= MANY || bytes >= self.large || at >= self.large {
            out.extend(b"PK\x06\x06");
            // The bytes of this record from here on.
            out.extend(44_u64.to_le_bytes());
            out.extend(WITH_ZIP64.to_le_bytes());
            out.extend(WITH_ZIP64.to_le_bytes());
            out.extend([0; 8]);
            for number in [entries as u64, entries as u64, bytes, at] {
                out.extend(number.to_le_bytes());
            }
            // Where that record is, on the first of one disk.
            out.extend(b"PK\x06\x07");
            out.extend([0; 4]);
            out.extend((at + bytes).to_le_bytes());
            out.extend(1_u32.to_le_bytes());
        }
        let count = u16::try_from(entries).unwrap_or(u16::MAX).to_le_bytes();
        out.extend(b"PK\x05\x06");
        out.extend([0; 4]);
        out.extend(count);
        out.extend(count);
        out.extend(self.narrow(bytes).to_le_bytes());
        out.extend(self.narrow(at).to_le_bytes());
        // No comment.
        out.extend([0; 2]);
        out
    }

    fn narrow(self, number: u64) -> u32 {
        match u32::try_from(number) {
            Ok(narrow) if number < self.large => narrow,
            _ => u32::MAX,
        }
    }
}

/// The field for numbers that need 64 bits; nothing where none does.
fn zip64(numbers: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    if !numbers.is_empty() {
        out.extend(ZIP64.to_le_bytes());
        out.extend((8 * numbers.len() as u16).to_le_bytes());
        out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }
    out
}

/// What both headers of an entry say, from the version to the lengths of what is behind.
fn shared(
    header: &EntryHeader,
    crc: u32,
    sizes: [u32; 2],
    extra: &[u8],
    form: Form,
) -> io::Result<Vec<u8>> {
    let version = match header.method {
        _ if !extra.is_empty() => WITH_ZIP64,
        DEFLATE64 => WITH_DEFLATE64,
        STORED if form.first_version => FIRST,
        _ => USUAL,
    };
    let name = u16::try_from(header.name.len()).map_err(|_| {
        io::Error::other(Fault::LongName {
            bytes: header.name.len(),
        })
    })?;
    let [bytes, packed] = sizes;
    let mut out = Vec::new();
    let mut flags = if header.utf8 { UTF8 } else { 0 };
    if form.descriptors {
        flags |= SIZES_BEHIND;
    }
    for number in [version, flags, header.method, header.time, header.date] {
        out.extend(number.to_le_bytes());
    }
    for number in [crc, packed, bytes] {
        out.extend(number.to_le_bytes());
    }
    out.extend(name.to_le_bytes());
    out.extend((extra.len() as u16).to_le_bytes());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL_HEADERS: Headers = Headers { large: LARGE };

    fn header(bytes: u64, packed: u64) -> EntryHeader {
        EntryHeader {
            packed,
            ..EntryHeader::plain("a", bytes)
        }
    }

    /// What follows the name.
    fn behind_name(header: Vec<u8>) -> Vec<u8> {
        let name = header.iter().rposition(|byte| *byte == b'a').unwrap();
        header[name + 1..].to_vec()
    }

    #[test]
    fn the_largest_number_of_32_bits_is_no_size() {
        let fits = header(LARGE - 1, LARGE - 1);
        assert!(!USUAL_HEADERS.is_wide(&fits));
        let local = USUAL_HEADERS.local(&fits, false, Form::default()).unwrap();
        assert_eq!(
            local[18..26],
            [0xfe, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff]
        );
        assert_eq!(local.len(), 31);
        let central = USUAL_HEADERS
            .central(&fits, LARGE - 1, Form::default())
            .unwrap();
        assert_eq!(central.len(), 47);
        assert!(USUAL_HEADERS.is_wide(&header(LARGE, 1)));
        assert!(USUAL_HEADERS.is_wide(&header(1, LARGE)));
    }

    #[test]
    fn a_local_header_has_both_sizes_large() {
        let local = USUAL_HEADERS
            .local(&header(5 << 30, 7), true, Form::default())
            .unwrap();
        assert_eq!(local[4..6], [45, 0]);
        assert_eq!(local[18..26], [0xff; 8]);
        assert_eq!(local[28..30], [20, 0]);
        let mut extra = vec![1, 0, 16, 0];
        extra.extend((5_u64 << 30).to_le_bytes());
        extra.extend(7_u64.to_le_bytes());
        assert_eq!(behind_name(local.clone()), extra);
        let narrow = USUAL_HEADERS
            .local(&header(5 << 30, 7), false, Form::default())
            .unwrap();
        assert_eq!(local.len() - narrow.len(), WIDER as usize);
    }

    #[test]
    fn the_directory_has_only_the_numbers_that_are_large() {
        let central = USUAL_HEADERS
            .central(&header(5, 4), 6 << 30, Form::default())
            .unwrap();
        assert_eq!(central[20..28], [4, 0, 0, 0, 5, 0, 0, 0]);
        assert_eq!(central[42..46], [0xff; 4]);
        let mut extra = vec![1, 0, 8, 0];
        extra.extend((6_u64 << 30).to_le_bytes());
        assert_eq!(behind_name(central), extra);

        let central = USUAL_HEADERS
            .central(&header(5 << 30, 4), 3, Form::default())
            .unwrap();
        assert_eq!(central[20..28], [4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
        assert_eq!(central[42..46], [3, 0, 0, 0]);
    }

    #[test]
    fn the_end_says_more_where_16_or_32_bits_do_not_do() {
        for (entries, bytes, at, length) in [
            (65_534, 10, 10, 22),
            (65_535, 10, 10, 98),
            (1, LARGE, 10, 98),
            (1, 10, LARGE, 98),
        ] {
            let end = USUAL_HEADERS.end(entries, bytes, at);
            assert_eq!(end.len(), length, "{entries} {bytes} {at}");
        }
        let end = USUAL_HEADERS.end(70_000, 9, 6 << 30);
        assert_eq!(end[24..32], 70_000_u64.to_le_bytes());
        assert_eq!(end[40..48], 9_u64.to_le_bytes());
        assert_eq!(end[48..56], (6_u64 << 30).to_le_bytes());
        assert_eq!(end[64..72], ((6_u64 << 30) + 9).to_le_bytes());
        assert_eq!(end[84..88], [0xff; 4]);
        assert_eq!(end[88..92], [9, 0, 0, 0]);
        assert_eq!(end[92..96], [0xff; 4]);
    }

    #[test]
    fn a_name_that_is_too_long_is_an_error() {
        let name = "a".repeat(65_536);
        USUAL_HEADERS
            .local(&EntryHeader::plain(&name, 0), false, Form::default())
            .unwrap_err();
        USUAL_HEADERS
            .local(&EntryHeader::plain(&name[1..], 0), false, Form::default())
            .unwrap();
    }
}
