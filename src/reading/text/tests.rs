use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::seeded::cases;

fn xml(raw: &str) -> Text<'_> {
    Text {
        raw: raw.as_bytes(),
        form: TextForm::Xml,
    }
}

#[test]
fn references_sections_and_comments_are_taken_for_what_they_mean() {
    for (raw, text) in [
        ("plain", "plain"),
        ("a &lt;b&gt; &amp;amp; &quot;&apos;", "a <b> &amp; \"'"),
        ("&#65;&#x42;&#x1F600;", "AB😀"),
        ("<![CDATA[<a>&amp;]]>&amp;<![CDATA[]]>", "<a>&amp;&"),
        ("a<!-- b > c -->d<?e f > g?>g<b at=\"x>y\">h</b>", "adgh"),
        ("<!-->-->a", "a"),
        ("a<!DOCTYPE b [<!ENTITY c ']>'>]>d", "ad"),
        ("&#x00000000000000000041;", "A"),
        ("&unknown; & &#xD800; &;", "&unknown; & &#xD800; &;"),
        ("&#x8;", "\u{8}"),
    ] {
        assert_eq!(xml(raw).decode(), text, "{raw}");
        assert_eq!(xml(raw).decoded_len(), text.len(), "{raw}");
        let mut scratch = b"before".to_vec();
        let decoded = xml(raw).decode_in(&mut scratch, LineEnds::AsParsed);
        assert_eq!(decoded, text.as_bytes(), "{raw}");
    }
}

#[test]
fn line_ends_are_one_line_feed_where_a_parser_makes_them_so() {
    let decoded = |raw: &str, lines| xml(raw).decode_in(&mut Vec::new(), lines).to_vec();
    let raw = "a\r\nb\rc\n\r\r\n&#xD;\n<![CDATA[\r\n]]>";
    assert_eq!(decoded(raw, LineEnds::AsParsed), b"a\nb\nc\n\n\n\r\n\n");
    assert_eq!(
        decoded(raw, LineEnds::AsWritten),
        b"a\r\nb\rc\n\r\r\n\r\n\r\n"
    );
}

#[test]
fn an_attribute_knows_references_only() {
    let text = Text {
        raw: b"a<b &amp; c",
        form: TextForm::XmlAttribute,
    };
    assert_eq!(text.decode(), "a<b & c");
}

#[test]
fn forbidden_characters_are_found_raw_and_as_references() {
    assert_eq!(xml("ab\u{8}c\u{8}").first_forbidden(), Some((8, 2, 2)));
    assert_eq!(xml("😀&#x1f;").first_forbidden(), Some((0x1f, 2, 1)));
    assert_eq!(xml("a\u{FFFE}").first_forbidden(), Some((0xFFFE, 1, 1)));
    assert_eq!(
        Text {
            raw: b"a\xFF",
            form: TextForm::Xml
        }
        .first_forbidden(),
        Some((0xFFFD, 1, 1))
    );
    for clean in ["tab\tline\r\nend &#9; &#x1F600;", "\u{FFFD}", "日本語"] {
        assert!(!xml(clean).has_forbidden(), "{clean}");
    }
    assert!(xml("日本語\u{1}").has_forbidden() && xml("&#x1;").has_forbidden());
}

const WORDS: [&str; 35] = [
    "a",
    "b",
    "word and word, ",
    "é",
    "日本語",
    "😀",
    "\u{FFFE}",
    "\u{FFFD}",
    "\t",
    "\r\n",
    "\r",
    "\n",
    "\u{8}",
    "\0",
    "\u{7f}",
    "&amp;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&apos;",
    "&",
    "&a",
    "&amp",
    "&amp;amp;",
    "&unknown;",
    "&#97;",
    "&#x61;",
    "&#xD;",
    "&#8;",
    "&#xFFFF;",
    "&#xD800;",
    "&#x1F600;",
    "&#;",
    ";",
    "'",
];
const MARKUP: [&str; 10] = [
    "<![CDATA[",
    "]]>",
    "<![CDATA[&amp;]]>",
    "<!--",
    "-->",
    "<!-- & -->",
    "<b>",
    "</b>",
    "<",
    ">",
];
const BROKEN: [&[u8]; 4] = [b"\xFF", b"\xE2\x82", b"\xED\xA0\x80", b"\x80"];

#[test]
fn a_word_stands_for_itself_and_has_no_blanks() {
    for byte in 0..=u8::MAX {
        for (at, length) in [
            (0, 1),
            (2, 3),
            (0, 4),
            (2, 5),
            (6, 7),
            (0, 8),
            (7, 8),
            (8, 9),
            (5, 20),
            (19, 20),
        ] {
            let mut raw = [b'7'; 20];
            raw[at] = byte;
            let text = Text {
                raw: &raw[..length],
                form: TextForm::Xml,
            };
            let word = byte > b'&' && byte != b'<' && byte.is_ascii();
            assert_eq!(text.is_word(), word, "{byte} at {at} of {length}");
        }
    }
}

/// Text of everything that texts are made of, whole and cut.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    let word = proptest::sample::select(&WORDS[..]).prop_map(|word| word.as_bytes().to_vec());
    let markup = proptest::sample::select(&MARKUP[..]).prop_map(|word| word.as_bytes().to_vec());
    let bytes = proptest::sample::select(&BROKEN[..]).prop_map(<[u8]>::to_vec);
    let words = || vec(word.clone(), 0..40).prop_map(|words| words.concat());
    let mixed = prop_oneof![12 => word.clone(), 2 => markup, 1 => bytes];
    let mixed = vec(mixed, 0..40).prop_map(|words| words.concat());
    // Cut anywhere: to the lengths at which a lane ends, and in the middle of a reference.
    let cut = (prop_oneof![words(), mixed], 0..130_usize).prop_map(|(mut text, length)| {
        text.truncate(length);
        text
    });
    (cut, proptest::bool::weighted(0.2)).prop_map(|(text, section)| {
        if section {
            [b"<![CDATA[", &text[..], b"]]>"].concat()
        } else {
            text
        }
    })
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn the_quick_way_tells_what_taking_the_text_apart_tells(raw in any_text()) {
        for form in [TextForm::Plain, TextForm::Xml, TextForm::XmlAttribute] {
            let text = Text { raw: &raw, form };
            let (look, decoded) = (text.look(), text.decode());
            prop_assert_eq!(look.decoded_len, decoded.len());
            prop_assert_eq!(look.forbidden, text.first_forbidden().is_some());
            if form == TextForm::XmlAttribute && !look.hidden {
                prop_assert_eq!(decoded.matches('a').count(), raw_letters(&raw));
            }
            for lines in [LineEnds::AsWritten, LineEnds::AsParsed] {
                let (mut quickly, mut slowly) = (b"before".to_vec(), b"before".to_vec());
                let lines = if form == TextForm::Xml { lines } else { LineEnds::AsWritten };
                text.decode_pieces(&mut slowly, lines);
                prop_assert_eq!(text.decode_in(&mut quickly, lines), &slowly[..]);
            }
        }
    }
}

/// How many letters `a` there are outside of references.
fn raw_letters(raw: &[u8]) -> usize {
    let text = String::from_utf8_lossy(raw);
    let named = ["&amp;", "&apos;"]
        .iter()
        .fold(text.into_owned(), |text, name| text.replace(name, ""));
    named.matches('a').count()
}
