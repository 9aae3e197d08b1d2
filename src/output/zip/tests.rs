use std::fs::File;
use std::io::{Cursor, ErrorKind, Read, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::input::members::{Member, members};
use crate::input::zip::EntryHeader;
use crate::output::zip::{Archive, CopyError, EntrySummary, Form, Method, Packing};
use crate::output::{Stop, Stopped};
use crate::threads::within;

fn packing() -> Packing {
    Packing::deflate(6, Stop::default())
}

fn archive() -> Archive {
    Archive::new(tempfile::tempfile().unwrap(), packing())
}

fn bytes(mut file: File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn text(messages: usize) -> Vec<u8> {
    (0..messages)
        .flat_map(|id| format!("<Message id=\"{id}\" userId=\"{}\"/>", id % 7).into_bytes())
        .collect()
}

/// What cannot be compressed.
fn noise(bytes: usize) -> Vec<u8> {
    let mut number = 1_u64;
    let mut next = || {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (number >> 56) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

fn add(archive: &mut Archive, name: &str, content: &[u8]) -> EntrySummary {
    add_expecting(archive, name, content, content.len() as u64)
}

fn add_expecting(archive: &mut Archive, name: &str, content: &[u8], guess: u64) -> EntrySummary {
    archive.start(&EntryHeader::plain(name, guess)).unwrap();
    archive.write_all(content).unwrap();
    archive.end().unwrap()
}

/// Names and contents, as another program reads them.
fn read(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    zip.validate_header_consistency().unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// All members of a zip, copied in the zip's own order.
fn copied(zip: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    std::fs::write(&path, zip).unwrap();
    let mut archive = archive();
    for member in in_order(&path) {
        let packed = member.open_packed().unwrap().unwrap();
        archive.copy(&member.header(), packed).unwrap();
    }
    bytes(archive.finish().unwrap())
}

fn in_order(path: &Path) -> Vec<Member> {
    let mut members = members(path).unwrap();
    members.sort_by_key(Member::place);
    members
}

#[test]
fn what_is_written_is_read_by_others() {
    let large = text(40_000);
    let contents = [
        ("ChatRooms.xml", large.as_slice()),
        ("AdUsers.xml", b"<Pool/>"),
        ("Büro/empty.xml", b""),
    ];
    let mut archive = archive();
    for (name, content) in contents {
        let summary = add(&mut archive, name, content);
        assert_eq!(summary.bytes, content.len() as u64);
        assert_eq!(summary.crc, crc32fast::hash(content));
    }
    let zip = bytes(archive.finish().unwrap());
    let expected = contents.map(|(name, content)| (name.to_owned(), content.to_vec()));
    assert!(read(&zip) == expected);
}

#[test]
fn a_zip_without_entries_is_one_all_the_same() {
    assert_eq!(read(&bytes(archive().finish().unwrap())), []);
}

#[test]
fn the_bytes_do_not_depend_on_threads_and_copying_changes_none() {
    let zip = || {
        let mut archive = archive();
        add(&mut archive, "b.xml", &text(70_000));
        add(&mut archive, "folder/Ü.xml", b"<Pool/>");
        add(&mut archive, "a.xml", b"");
        bytes(archive.finish().unwrap())
    };
    let zip = |threads| within(threads, zip).unwrap();
    let alone = zip(1);
    assert!(alone == zip(2) && alone == zip(5));
    assert!(alone == copied(&alone));
}

#[test]
fn copies_keep_what_the_zip_says_of_its_entries() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let day = DateTime::from_date_and_time(2013, 7, 31, 12, 30, 58).unwrap();
    let options = SimpleFileOptions::default()
        .last_modified_time(day)
        .unix_permissions(0o640);
    for (name, method) in [
        ("b\\c.xml", CompressionMethod::Deflated),
        ("A.xml", CompressionMethod::Stored),
    ] {
        zip.start_file(name, options.compression_method(method))
            .unwrap();
        zip.write_all(&text(1000)).unwrap();
    }
    let source = zip.finish().unwrap().into_inner();
    let result = copied(&source);

    let mut before = ZipArchive::new(Cursor::new(source)).unwrap();
    let mut after = ZipArchive::new(Cursor::new(result.clone())).unwrap();
    assert_eq!(after.len(), 2);
    for index in 0..2 {
        let (before, after) = (
            before.by_index(index).unwrap(),
            after.by_index(index).unwrap(),
        );
        assert_eq!(before.name_raw(), after.name_raw());
        assert_eq!(after.last_modified(), Some(day));
        assert_eq!(after.unix_mode(), before.unix_mode());
        assert_eq!(after.compression(), before.compression());
        assert_eq!(after.compressed_size(), before.compressed_size());
    }
    assert_eq!(read(&result)[1].1, text(1000));
    assert!(result == copied(&result));
}

#[test]
fn rewritten_entries_keep_name_and_time_and_are_deflated() {
    let mut header = EntryHeader::plain("old.xml", 3);
    header.name = b"B\x81ro.xml".to_vec();
    header.utf8 = false;
    header.date = 0x42ff;
    header.method = 0;
    let mut archive = archive();
    archive.start(&header).unwrap();
    archive.write_all(&text(100)).unwrap();
    archive.end().unwrap();
    let mut zip = ZipArchive::new(Cursor::new(bytes(archive.finish().unwrap()))).unwrap();
    let entry = zip.by_index(0).unwrap();
    assert_eq!(entry.name().unwrap(), "Büro.xml");
    assert_eq!(entry.last_modified().unwrap().datepart(), 0x42ff);
    assert_eq!(entry.compression(), CompressionMethod::Deflated);
}

#[test]
fn an_abandoned_entry_leaves_no_trace() {
    let mut plain = archive();
    add(&mut plain, "a.xml", &text(10));
    add(&mut plain, "b.xml", &text(20));
    let mut other = archive();
    add(&mut other, "a.xml", &text(10));
    other.start(&EntryHeader::plain("gone.xml", 0)).unwrap();
    other.write_all(&text(60_000)).unwrap();
    other.abandon().unwrap();
    add(&mut other, "b.xml", &text(20));
    // And one at the very end.
    other.start(&EntryHeader::plain("gone.xml", 0)).unwrap();
    other.write_all(&text(60_000)).unwrap();
    other.abandon().unwrap();
    assert!(bytes(other.finish().unwrap()) == bytes(plain.finish().unwrap()));
}

#[test]
fn large_sizes_are_written_with_64_bits_whatever_was_guessed() {
    // More than is moved at a time.
    let content = noise(2_500_000);
    let zip = |guess: u64, content: &[u8]| {
        let mut archive = archive();
        archive.set_large(10_000);
        add_expecting(&mut archive, "a.xml", content, guess);
        add(&mut archive, "b.xml", b"<Pool/>");
        bytes(archive.finish().unwrap())
    };
    let right = zip(content.len() as u64, &content);
    assert_eq!(right[4..6], [45, 0]);
    assert_eq!(right[18..26], [0xff; 8]);
    assert!(right == zip(0, &content));
    let entries = read(&right);
    assert!(entries[0].1 == content && entries[1].1 == b"<Pool/>");

    let small = text(5);
    let narrow = zip(5, &small);
    assert_eq!(narrow[4..6], [20, 0]);
    assert!(narrow == zip(1_000_000, &small));
    assert_eq!(read(&narrow)[0].1, small);
}

#[test]
fn more_entries_than_16_bits_can_count() {
    let mut archive = archive();
    let entries = 65_600;
    for number in 0..entries {
        let mut header = EntryHeader::plain(&format!("{number}.xml"), 0);
        header.method = 0;
        archive.copy(&header, [].as_slice()).unwrap();
    }
    let zip = bytes(archive.finish().unwrap());
    let zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    assert_eq!(zip.len(), entries);
    assert_eq!(
        zip.name_for_index(entries - 1).unwrap().unwrap(),
        "65599.xml"
    );
}

#[test]
fn errors_of_copying_say_which_side_they_are_on() {
    let mut header = EntryHeader::plain("a.xml", 10);
    header.packed = 10;
    match archive().copy(&header, b"12345".as_slice()) {
        Err(CopyError::Read(error)) => assert_eq!(error.kind(), ErrorKind::UnexpectedEof),
        other => panic!("{other:?}"),
    }
    let packing = packing();
    packing.stop.request();
    let mut archive = Archive::new(tempfile::tempfile().unwrap(), packing);
    match archive.copy(&header, b"1234567890".as_slice()) {
        Err(CopyError::Write(error)) => assert!(error.downcast::<Stopped>().is_ok()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_request_to_stop_is_an_error_at_the_next_write() {
    let packing = packing();
    let stop = packing.stop.clone();
    let mut archive = Archive::new(tempfile::tempfile().unwrap(), packing);
    archive.start(&EntryHeader::plain("a.xml", 0)).unwrap();
    archive.write_all(&text(10)).unwrap();
    stop.request();
    let error = archive.end().unwrap_err();
    assert!(error.downcast::<Stopped>().is_ok());
}

#[test]
fn members_of_a_zip_say_where_they_stand_in_it() {
    let mut archive = archive();
    add(&mut archive, "z.xml", b"<Pool/>");
    add(&mut archive, "a.xml", b"");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    std::fs::write(&path, bytes(archive.finish().unwrap())).unwrap();
    let places: Vec<_> = members(&path).unwrap().iter().map(Member::place).collect();
    assert_eq!(places, [Some(1), Some(0)]);
    assert_eq!(in_order(&path)[0].crc(), Some(crc32fast::hash(b"<Pool/>")));

    let loose = tempfile::tempdir().unwrap();
    std::fs::create_dir(loose.path().join("in")).unwrap();
    std::fs::write(loose.path().join("in").join("Ü.xml"), "<Pool/>").unwrap();
    let member = &members(loose.path()).unwrap()[0];
    assert_eq!((member.place(), member.crc()), (None, None));
    assert!(member.open_packed().unwrap().is_none());
    assert_eq!(member.header(), EntryHeader::plain("in/Ü.xml", 7));
}

#[test]
fn every_method_and_form_is_read_by_another_program() {
    let contents = [Vec::new(), b"short".to_vec(), text(100_000), noise(70_000)];
    let methods = [
        (Method::Stored, CompressionMethod::Stored),
        (
            Method::SeamlessDeflate { level: 6 },
            CompressionMethod::Deflated,
        ),
        (Method::Deflate64, CompressionMethod::Deflate64),
    ];
    for (method, expected) in methods {
        for (wide, descriptors) in [(false, false), (true, false), (false, true), (true, true)] {
            let form = Form {
                wide,
                descriptors,
                first_version: true,
            };
            let packing = Packing {
                method,
                form,
                stop: Stop::default(),
            };
            let mut archive = Archive::new(tempfile::tempfile().unwrap(), packing);
            for (number, content) in contents.iter().enumerate() {
                let name = number.to_string();
                archive.start(&EntryHeader::plain(&name, 0)).unwrap();
                archive.write_all(&noise(3_000)).unwrap();
                archive.abandon().unwrap();
                // A guess that is wrong must not be seen.
                let guess = if number == 1 { 5 << 30 } else { 0 };
                add_expecting(&mut archive, &name, content, guess);
            }
            let file = archive.finish().unwrap();
            let mut zip = ZipArchive::new(file).unwrap();
            for (number, content) in contents.iter().enumerate() {
                let mut entry = zip.by_index(number).unwrap();
                assert_eq!(entry.compression(), expected);
                let mut read = Vec::new();
                entry.read_to_end(&mut read).unwrap();
                assert!(read == *content, "{method:?} {form:?} {number}");
            }
            let packed = bytes(zip.into_inner());
            let signature = b"PK\x07\x08";
            let found = packed.windows(4).filter(|it| it == signature).count();
            assert_eq!(found >= contents.len(), descriptors);
        }
    }
}
