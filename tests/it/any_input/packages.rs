//! Any bytes as texts, times, members and packages.

use std::io::{Cursor, Write};

use pchat::directory::Ticks;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::checks::members::scan;
use crate::checks::packages::repeated;
use crate::checks::{packages, texts};
use crate::seeded::cases;

/// What markup, references and broken encodings are made of.
const BITS: &[&[u8]] = &[
    b"a",
    b"b c",
    b"\n",
    b"&",
    b";",
    b"#",
    b"x",
    b"&amp;",
    b"&lt;",
    b"&#65;",
    b"&#x1F600;",
    b"&#0;",
    b"&#8;",
    b"&#xD800;",
    b"&#xFFFE;",
    b"&#xFFFD;",
    b"&#99999999999;",
    b"&#+5;",
    b"&#X41;",
    b"&quot;",
    b"&none;",
    b"<",
    b">",
    b"/",
    b"\"",
    b"'",
    b"=",
    b"<b>",
    b"</b>",
    b"<b x='>'/>",
    b"<!--",
    b"-->",
    b"--",
    b"<![CDATA[",
    b"]]>",
    b"<?x",
    b"?>",
    b"\x00",
    b"\x08",
    b"\xEF\xBF\xBE",
    b"\xEF\xBF\xBD",
    "\u{e9}\u{65e5}".as_bytes(),
    "\u{1F600}".as_bytes(),
    b"\x80",
    b"\xE2\x82",
    b"\xF0\x9F\x98",
    b"\xFF",
    b"\xC0\x80",
    b"\xED\xA0\x80",
];

/// What members are made of.
const PIECES: &[&str] = &[
    "<Pool>",
    "</Pool>",
    "<ChatRooms>",
    "</ChatRooms>",
    "<ChatRoom id=\"5\">",
    "</ChatRoom>",
    "<ChatMessages>",
    "</ChatMessages>",
    "<Message id=\"1\"",
    " channelId='7'",
    ">",
    "/>",
    "</Message>",
    "<Message>",
    "<Content>",
    "</Content>",
    "text",
    "&amp;",
    "&",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?x",
    "?>",
    "<b>",
    "</b>",
    " ",
    "\"",
    "<Message/>",
    "<Name>",
    "</Name>",
    "<!DOCTYPE Pool>",
    "\u{feff}",
    "<",
    "id=\"2\" id='3'",
];

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn texts_agree_with_themselves_and_with_quick_xml(bits in vec(select(BITS), 0..12)) {
        texts::text(&bits.concat());
    }

    #[test]
    fn any_bytes_are_a_text(bytes in vec(any::<u8>(), 0..40)) {
        texts::text(&bytes);
        texts::ticks(&bytes);
    }

    #[test]
    fn any_pieces_are_a_member_or_an_error(pieces in vec(select(PIECES), 0..24)) {
        scan(format!("<Pool><ChatRooms>{}", pieces.concat()).as_bytes());
        scan(pieces.concat().as_bytes());
        repeated(pieces.concat().as_bytes());
    }

    #[test]
    fn a_time_is_written_so_that_it_is_read_again(ticks in 0..=3_155_378_975_999_999_999_i64) {
        prop_assert_eq!(Ticks::parse(&Ticks(ticks).to_string()), Some(Ticks(ticks)));
        prop_assert_eq!(Ticks::parse(&ticks.to_string()), Some(Ticks(ticks)));
    }

    #[test]
    fn what_looks_like_a_time_is_one_or_none(
        text in "[0-9]{1,5}[-/ ][0-9]{1,2}[-/ ][0-9]{1,2}([T ][0-9]{1,2}(:[0-9]{1,2}){0,3}(\\.[0-9]{0,9})?(Z|[+-][0-9:]{1,5})?)?"
    ) {
        texts::ticks(text.as_bytes());
    }

    #[test]
    fn what_looks_like_sql_server_s_text_is_a_time_or_none(
        text in "(Jan|feb|MAY|Foo) {1,2}[0-9+-]{1,3} [0-9]{1,5}( {1,2}[0-9]{1,2}(:[0-9]{1,4}){0,3}(AM|pm|XM)?)?"
    ) {
        texts::ticks(text.as_bytes());
    }
}

/// A small package.
fn package() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let members = [
        (
            "AdUsers.xml",
            CompressionMethod::Stored,
            "<Pool><AdUsers><User principalId=\"5\"/></AdUsers></Pool>",
        ),
        (
            "ChatRooms.xml",
            CompressionMethod::Deflated,
            "<Pool><ChatRooms><ChatRoom id=\"7\"><Message id=\"1\" date=\"2012-05-01\"/></ChatRoom></ChatRooms></Pool>",
        ),
    ];
    for (name, method, text) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).expect("memory is enough");
        zip.write_all(text.as_bytes()).expect("memory is enough");
    }
    zip.finish().expect("memory is enough").into_inner()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_package_with_any_bytes_changed_is_read_or_refused(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = package();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        packages::package(&bytes);
    }
}
