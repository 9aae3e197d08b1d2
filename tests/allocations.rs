//! Nothing is allocated for a message on its way through: a history of any length is read in the same memory.

use std::fmt::Write;
use std::io::Cursor;

use pchat::migration::ReadOptions;
use pchat::package::read_member;
use pchat::reading::{MessageDigests, Statistics, Survey};

/// A history of this many messages, as an export writes them.
fn history(messages: usize) -> String {
    let mut text = String::from("<Pool><ChatMessages><ChatRoom id=\"1000\">");
    for id in 1..=messages {
        let (author, date) = (id * 7 % 20, 633_861_572_199_000_000 + id * 10_000_000);
        let content = [
            "plain",
            "R&amp;D &lt;b&gt; caf\u{e9}",
            "&#x1F600; \u{65e5}\u{672c}\r\n",
            "",
        ][id % 4];
        let rtf = if id % 3 == 0 {
            "<Rtf>{\\rtf1 a\\par}</Rtf>"
        } else {
            ""
        };
        write!(
            text,
            "<Message id=\"{id}\" date=\"{date}\" userId=\"{author}\" isAlert=\"0\" device=\"phone\">\
             <Content>{content}</Content>{rtf}</Message>"
        )
        .expect("text is written to memory");
    }
    text + "</ChatRoom></ChatMessages></Pool>"
}

/// How often memory is asked for while this many messages are read.
fn allocations<S: Survey>(messages: usize, survey: &S) -> u64 {
    let options = ReadOptions::default();
    let member = Cursor::new(history(messages));
    let counted = allocation_counter::measure(|| {
        read_member("ChatMessages.xml", member, options.of_package(), survey)
            .expect("an undamaged member");
    });
    counted.count_total
}

fn grow_with_the_chunks_only<S: Survey>(survey: &S) {
    const FEW: usize = 2_000;
    const MANY: usize = 60_000;
    let more = allocations(MANY, survey).saturating_sub(allocations(FEW, survey));
    let messages = (MANY - FEW) as u64;
    assert!(more < messages / 50, "{more} for {messages} messages");
}

#[test]
fn counting_allocates_nothing_for_a_message() {
    grow_with_the_chunks_only(&Statistics::default());
}

#[test]
fn digesting_allocates_nothing_for_a_message() {
    grow_with_the_chunks_only(&MessageDigests::default());
}
