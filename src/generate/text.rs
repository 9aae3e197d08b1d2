//! What stands in a message. The words are drawn anew from the message's seed whenever they are needed, so that a
//! message is small until it is written.

use std::fmt::Write as _;

use super::messages::{Kind, Message};
use super::random::Random;
use super::words::{Form, Vocabulary};

/// Characters that XML 1.0 cannot carry, and references to them. The last one is the one that no database holds.
const FORBIDDEN: [(&str, &str); 4] = [
    ("\u{8}", "&#x8;"),
    ("\u{b}", "&#11;"),
    ("\u{1f}", "&#x1F;"),
    ("\0", "&#x0;"),
];

/// Whether a message's text can stand in a CDATA section: references have no meaning there.
pub(super) fn can_be_cdata(kind: Kind) -> bool {
    !matches!(kind, Kind::WindowsLines | Kind::Forbidden | Kind::Control)
}

/// Writes a message's text without markup around it. `folder` is what the file store calls the room.
pub(super) fn content(
    vocabulary: &Vocabulary,
    message: &Message,
    folder: &str,
    form: Form,
    out: &mut String,
) {
    let mut random = Random::new(message.text, 1, 0);
    let references = form != Form::Plain;
    let words = 5 + random.below(36);
    let special = random.below(words);
    let mut slots = 0;
    for at in 0..words {
        if at % 4 == 0 {
            slots = random.next();
        }
        if at > 0 {
            // Three bits of the slot: a line of eight words, on average.
            let new_line = slots & 0x700 == 0;
            out.push_str(match message.kind {
                Kind::Lines if new_line => "\n",
                Kind::WindowsLines if new_line && references => "&#xD;\n",
                Kind::WindowsLines if new_line => "\r\n",
                _ => " ",
            });
        }
        if at == special {
            match message.kind {
                Kind::File => {
                    let extension = ["docx", "xlsx", "pdf", "png"][random.below(4) as usize];
                    let file = random.guid();
                    // Writing to a string cannot fail.
                    let _ = write!(
                        out,
                        "ma-filelink://contoso.com/{folder}/{file}.{extension} "
                    );
                }
                Kind::Forbidden | Kind::Control => {
                    let choices = if message.kind == Kind::Control { 3 } else { 4 };
                    let (character, reference) = FORBIDDEN[random.below(choices) as usize];
                    out.push_str(if references { reference } else { character });
                }
                _ => {}
            }
        }
        out.push_str(vocabulary.word(slots, form));
        slots >>= 16;
    }
}

/// Writes the same as a database keeps it: its column has one byte for a character, and RTF says the others by number.
pub(super) fn ascii_rtf(vocabulary: &Vocabulary, message: &Message, out: &mut String) {
    let mut text = String::new();
    formatted(vocabulary, message, Form::Plain, &mut text);
    let mut units = [0; 2];
    for character in text.chars() {
        if character.is_ascii() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut units) {
            let _ = write!(out, "\\u{}?", *unit as i16);
        }
    }
}

/// Writes the formatted copy that newer clients send along.
pub(super) fn rtf(vocabulary: &Vocabulary, message: &Message, out: &mut String) {
    formatted(vocabulary, message, Form::Escaped, out);
}

fn formatted(vocabulary: &Vocabulary, message: &Message, form: Form, out: &mut String) {
    let mut random = Random::new(message.text, 2, 0);
    out.push_str(r"{\rtf1\ansi\deff0{\fonttbl{\f0 Segoe UI;}}\f0\fs20 ");
    for _ in 0..3 + random.below(8) {
        out.push_str(vocabulary.word(random.next(), form));
        out.push_str(r"\~");
    }
    out.push_str(r"\par}");
}
