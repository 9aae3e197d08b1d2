//! Text as it has to stand in XML, so that every program reads the same again.
//!
//! What XML 1.0 cannot carry becomes a reference all the same, as SQL Server writes it and as packages may hold it: it is
//! better to be told of it than to lose it. Bytes that are no UTF-8 stay as they are.

/// So many bytes are looked at together.
const BLOCK: usize = 64;

/// The content of an element.
pub(crate) fn content(text: &[u8], out: &mut Vec<u8>) {
    escape(text, out, |byte| {
        (byte < b' ' && byte != b'\t' && byte != b'\n')
            || matches!(byte, b'&' | b'<' | b'>' | NONCHARACTER)
    });
}

/// The value of an attribute, between double quotes. White space other than blanks would become a blank.
pub(crate) fn value(text: &[u8], out: &mut Vec<u8>) {
    escape(text, out, |byte| {
        byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | NONCHARACTER)
    });
}

/// The same between quotes of any kind.
pub(crate) fn value_in_any_quotes(text: &[u8], out: &mut Vec<u8>) {
    escape(text, out, |byte| {
        byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | NONCHARACTER)
    });
}

/// [`value`], on its own.
pub(crate) fn value_of(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    value(text.as_bytes(), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// A reference to a character, in the way of another one: by number, with as many digits of the same kind.
pub(crate) fn reference_like(written: &[u8], character: char) -> Vec<u8> {
    let number = u32::from(character);
    let digits = &written[2..written.len() - 1];
    let text = match digits.split_first() {
        Some((b'x', digits)) => {
            let width = digits.len();
            if digits.iter().any(u8::is_ascii_lowercase) {
                format!("&#x{number:0width$x};")
            } else {
                format!("&#x{number:0width$X};")
            }
        }
        _ => format!("&#{number:0width$};", width = digits.len()),
    };
    text.into_bytes()
}

/// With which U+FFFE and U+FFFF begin, and many others.
const NONCHARACTER: u8 = 0xEF;

/// Copies the text, apart from bytes that may need a reference.
#[inline(always)]
fn escape(text: &[u8], out: &mut Vec<u8>, may_need: impl Fn(u8) -> bool) {
    let mut done = 0;
    for (start, block) in (0..).step_by(BLOCK).zip(text.chunks(BLOCK)) {
        // Nearly no block has any: so all of it is looked at without a branch.
        if !block.iter().fold(false, |any, byte| any | may_need(*byte)) {
            continue;
        }
        for (at, byte) in (start..).zip(block) {
            if !may_need(*byte) {
                continue;
            }
            let mut number = [0; 6];
            let (reference, length): (&[u8], usize) = match *byte {
                b'&' => (b"&amp;", 1),
                b'<' => (b"&lt;", 1),
                b'>' => (b"&gt;", 1),
                b'"' => (b"&quot;", 1),
                b'\'' => (b"&#x27;", 1),
                NONCHARACTER => match text[at..] {
                    [_, 0xBF, 0xBE, ..] => (b"&#xFFFE;", 3),
                    [_, 0xBF, 0xBF, ..] => (b"&#xFFFF;", 3),
                    _ => continue,
                },
                control => (by_number(control, &mut number), 1),
            };
            out.extend_from_slice(&text[done..at]);
            out.extend_from_slice(reference);
            done = at + length;
        }
    }
    out.extend_from_slice(&text[done..]);
}

/// The reference to a control character.
fn by_number(control: u8, out: &mut [u8; 6]) -> &[u8] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let last = DIGITS[usize::from(control & 15)];
    if control < 16 {
        *out = [b'&', b'#', b'x', last, b';', 0];
        &out[..5]
    } else {
        *out = [b'&', b'#', b'x', b'1', last, b';'];
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::reading::{Text, TextForm};
    use crate::seeded::cases;

    fn escaped(text: &[u8], escape: fn(&[u8], &mut Vec<u8>)) -> Vec<u8> {
        let mut out = b"before".to_vec();
        escape(text, &mut out);
        out.split_off(6)
    }

    #[test]
    fn what_does_not_stand_for_itself_becomes_a_reference() {
        let text = "a & <b> \"c\"\r\n\t\u{0}\u{1f}\u{7f}é\u{FFFD}\u{FFFE}\u{FFFF}'".as_bytes();
        let in_element =
            "a &amp; &lt;b&gt; \"c\"&#xD;\n\t&#x0;&#x1F;\u{7f}é\u{FFFD}&#xFFFE;&#xFFFF;'";
        let in_attribute = "a &amp; &lt;b&gt; &quot;c&quot;&#xD;&#xA;&#x9;&#x0;&#x1F;\u{7f}é\u{FFFD}&#xFFFE;&#xFFFF;'";
        assert_eq!(escaped(text, content), in_element.as_bytes());
        assert_eq!(escaped(text, value), in_attribute.as_bytes());
        assert_eq!(
            escaped(b"\"a'\n", value_in_any_quotes),
            b"&quot;a&#x27;&#xA;"
        );
        assert_eq!(
            escaped(b"\xED\xA0\x80 \xEF\xBF", content),
            b"\xED\xA0\x80 \xEF\xBF"
        );
    }

    const PARTS: [&[u8]; 14] = [
        b"plain text of some length, ",
        b"&",
        b"<",
        b">",
        b"\"",
        b"\r",
        b"\n",
        b"\t",
        b"\0",
        b"\xEF\xBF\xBE",
        b"\xEF\xBF",
        b"\xED\xA0\x80",
        "é😀".as_bytes(),
        b"]]>",
    ];

    proptest! {
        #![proptest_config(cases(1000))]

        #[test]
        fn any_text_says_the_same_again(parts in vec(select(&PARTS[..]), 0..60)) {
            let text = parts.concat();
            let plain = Text { raw: &text, form: TextForm::Plain };
            for (escape, form) in [
                (content as fn(&[u8], &mut Vec<u8>), TextForm::Xml),
                (value, TextForm::XmlAttribute),
                (value_in_any_quotes, TextForm::XmlAttribute),
            ] {
                let raw = escaped(&text, escape);
                let read = Text { raw: &raw, form };
                prop_assert_eq!(read.decode(), plain.decode());
                prop_assert!(!raw.contains(&b'\r'));
            }
        }
    }
}
