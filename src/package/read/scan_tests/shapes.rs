//! Messages of a known shape are read as the general reader reads them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::names::{Names, Unknown};
use super::super::scan::scan_with;
use super::super::shapes::Shapes;
use super::documents;
use super::members::recorder::Recorder;
use crate::package::Layout;
use crate::reading::Message;
use crate::seeded::cases;

/// What may have changed in one message of many: values, marks, ends.
const BYTES: &[u8] = b"<>/\"'= &!?-[]a5\n";

/// Messages of a few kinds, one after the other in any order.
fn messages() -> impl Strategy<Value = String> {
    let kinds = vec(documents::message(), 1..4);
    (kinds, vec(any::<Index>(), 2..30)).prop_map(|(kinds, order)| {
        let messages = order.iter().map(|kind| kind.get(&kinds).as_str());
        messages.collect::<Vec<_>>().concat()
    })
}

/// Everything a scan finds.
fn found(text: &[u8], skip: bool, shapes: Shapes<'_>) -> String {
    let names = Names::new(&Layout::built_in());
    format!("{:#?}", scan_with(text, &names, &Recorder, skip, shapes))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn with_shapes_the_same_is_found_as_without(
        messages in messages(),
        changes in vec((any::<Index>(), select(BYTES)), 0..4),
        end in any::<Index>(),
    ) {
        let mut text = format!("{messages}</ChatRoom>{messages}</ChatRoom></ChatMessages></Pool>").into_bytes();
        for (at, byte) in changes {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let cut = &text[..end.index(text.len())];
        for text in [&text, cut] {
            for skip in [false, true] {
                let expected = found(text, skip, Shapes::none());
                prop_assert_eq!(found(text, skip, Shapes::new()), expected);
            }
        }
    }
}

#[test]
fn a_message_is_read_by_the_shape_of_another_one_and_only_then() {
    let names = Names::new(&Layout::built_in());
    let first =
        "<Message id=\"1\" date='x' color=\"red\">\r\n <Content>a</Content><Rtf/></Message>";
    let like = "<Message id=\"234567890\" date='&lt;' color=\"\">\r\n <Content>&amp;<!-- <b> -->c</Content><Rtf/></Message>";
    let others = [
        "<Message id='1' date='x' color=\"red\">\r\n <Content>a</Content><Rtf/></Message>",
        "<Message id=\"1\" date='x' color=\"red\"> <Content>a</Content><Rtf/></Message>",
        "<Message id=\"1\" date='x' color=\"red\">\r\n <Content>a<b/></Content><Rtf/></Message>",
        "<Message id=\"1<\" date='x' color=\"red\">\r\n <Content>a</Content><Rtf/></Message>",
    ];
    let mut unknown = Unknown::new();
    unknown.insert("@color".to_owned(), 1);
    let behind = "</ChatRoom></ChatMessages></Pool>";
    let text = [first, like, &others.concat(), behind].concat();
    let mut shapes = Shapes::new();
    let mut message = Message::default();
    assert!(shapes.read(text.as_bytes(), 0, &mut message).is_none());
    shapes.learn(text.as_bytes(), 0, &names, &unknown);
    let shaped = shapes
        .read(text.as_bytes(), first.len(), &mut message)
        .unwrap();
    assert_eq!(message.id.unwrap().decode(), "234567890");
    assert_eq!(message.date.unwrap().decode(), "<");
    assert_eq!(message.content.unwrap().decode(), "&c");
    assert_eq!(message.rtf.unwrap().decode(), "");
    assert_eq!((message.raw, message.author), (like.as_bytes(), None));
    assert_eq!(shaped.end, first.len() + like.len());
    assert_eq!(shapes.unknown(shaped.shape), Some(&unknown));
    let mut at = shaped.end;
    for other in others {
        let read = shapes.read(text.as_bytes(), at, &mut Message::default());
        assert!(read.is_none(), "{other}");
        at += other.len();
    }
}
