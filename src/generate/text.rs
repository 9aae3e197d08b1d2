//! What stands in a message. The words are drawn anew from the message's seed whenever they are needed, so that a
//! message is small until it is written.

use std::fmt::Write as _;

use super::messages::{Kind, Message};
use super::random::Random;
use super::words::{Form, Vocabulary};

/// Characters that XML 1.0 cannot carry, written as references.
const FORBIDDEN: [&str; 4] = ["&#x8;", "&#11;", "&#x1F;", "&#x0;"];

/// Whether a message's text can stand in a CDATA section: references have no meaning there.
pub(super) fn can_be_cdata(kind: Kind) -> bool {
    !matches!(kind, Kind::WindowsLines | Kind::Forbidden)
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
                Kind::WindowsLines if new_line => "&#xD;\n",
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
                Kind::Forbidden => out.push_str(FORBIDDEN[random.below(4) as usize]),
                _ => {}
            }
        }
        out.push_str(vocabulary.word(slots, form));
        slots >>= 16;
    }
}

/// Writes the formatted copy that newer clients send along.
pub(super) fn rtf(vocabulary: &Vocabulary, message: &Message, out: &mut String) {
    let mut random = Random::new(message.text, 2, 0);
    out.push_str(r"{\rtf1\ansi\deff0{\fonttbl{\f0 Segoe UI;}}\f0\fs20 ");
    for _ in 0..3 + random.below(8) {
        out.push_str(vocabulary.word(random.next(), Form::Escaped));
        out.push_str(r"\~");
    }
    out.push_str(r"\par}");
}
