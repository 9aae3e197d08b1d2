//! Rows written in each dialect come back.

use proptest::prelude::*;

use super::File;

/// A message: id, alert, content, rtf.
type Message = (u32, bool, String, Option<String>);

fn messages() -> impl Strategy<Value = Vec<Message>> {
    let text = "([a-zäé😀]{1,5}| |\"|,|;|'|\r\n|\n|\t|[0-9]{1,3}){1,12}";
    let message = (any::<u32>(), any::<bool>(), text, prop::option::of(text));
    prop::collection::vec(message, 1..12)
}

fn leading(message: &Message, separator: &str) -> String {
    let (id, alert, ..) = message;
    let ticks = 634_925_952_000_000_000_u64 + u64::from(*id);
    [
        "7".to_owned(),
        id.to_string(),
        ticks.to_string(),
        "42".to_owned(),
        u8::from(*alert).to_string(),
    ]
    .join(separator)
}

fn wanted(messages: &[Message]) -> Vec<(String, String)> {
    let show = |text: &String| format!("'{text}'");
    messages
        .iter()
        .map(|(_, _, content, rtf)| (show(content), rtf.as_ref().map_or("NULL".to_owned(), show)))
        .collect()
}

fn read(file: &File) -> Vec<(String, String)> {
    let got = file.good();
    let (contents, rtfs) = (got.column("content"), got.column("rtf"));
    contents
        .iter()
        .zip(rtfs)
        .map(|(content, rtf)| ((*content).to_owned(), rtf.to_owned()))
        .collect()
}

/// Whether a text cannot be told from one whose fields are quoted where that is needed: read that way, every row has as
/// many fields as it should, and one at least has quotes.
fn could_be_quoted(text: &str, fields: usize) -> bool {
    let (mut rest, mut found, mut any) = (text, 0, false);
    while !rest.is_empty() {
        let end = if let Some(inside) = rest.strip_prefix('"') {
            any = true;
            // Behind a quote that is not doubled.
            let mut quotes = inside.match_indices('"').map(|(at, _)| at).peekable();
            let mut end = None;
            while let Some(at) = quotes.next() {
                if quotes.next_if_eq(&(at + 1)).is_none() {
                    end = Some(at + 2);
                    break;
                }
            }
            end
        } else if found + 1 == fields {
            // A line end counts in the last field only if a row seems to begin behind it.
            let next = rest.find("\r\n7\t");
            next.or_else(|| rest.strip_suffix("\r\n").map(str::len))
        } else {
            rest.find('\t')
        };
        let Some(behind) = end.map(|end| &rest[end..]) else {
            return false;
        };
        found += 1;
        let line_end = behind.strip_prefix("\r\n");
        let line_end = line_end.or_else(|| behind.strip_prefix('\n'));
        rest = match (behind.strip_prefix('\t'), line_end) {
            (Some(next), _) => next,
            (None, Some(next)) if found == fields => {
                found = 0;
                // Lines without anything are no rows.
                next.trim_start_matches(['\r', '\n'])
            }
            _ => return false,
        };
    }
    any
}

proptest! {
    #[test]
    fn quoted(messages in messages(), comma in any::<bool>(), header in any::<bool>(), piece in 1..400usize) {
        let separator = if comma { "," } else { ";" };
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut text = String::new();
        if header {
            text += &["channelId", "chatId", "chatDate", "userId", "isAlert", "content", "rtf"].join(separator);
            text += "\r\n";
        }
        for message in &messages {
            let rtf = message.3.as_deref().map_or(String::new(), quote);
            text += &[leading(message, separator), quote(&message.2), rtf].join(separator);
            text += "\r\n";
        }
        let file = File::new("tblChat.csv", text).in_pieces(piece);
        prop_assert_eq!(read(&file), wanted(&messages));
    }

    /// A field in quotes is not told from one of a file that quotes what needs it.
    #[test]
    fn with_rare_terminators(messages in messages(), utf16 in any::<bool>(), piece in 1..400usize) {
        let in_quotes = |field: &str| {
            let inner = field.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
            inner.is_some_and(|it| !it.replace("\"\"", "").contains('"'))
        };
        let fields = |message: &Message| in_quotes(&message.2) || message.3.as_deref().is_some_and(in_quotes);
        prop_assume!(!messages.iter().any(fields));
        let mut text = String::new();
        for message in &messages {
            text += &[&leading(message, "+|"), &message.2, message.3.as_deref().unwrap_or("")].join("+|");
            text += "&|\r\n";
        }
        let mut bytes = text.clone().into_bytes();
        if utf16 {
            bytes = vec![0xFF, 0xFE];
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        }
        let file = File::new("tblChat.dat", bytes).in_pieces(piece);
        prop_assert_eq!(read(&file), wanted(&messages));
    }

    /// The older generation has its free text at the end: whatever stands in it, as long as no line looks like a row,
    /// and the texts are not those of a file that quotes what needs it.
    #[test]
    fn as_they_are(messages in messages(), piece in 1..400usize) {
        let mut text = String::new();
        for message in &messages {
            let row = [&leading(message, "\t"), message.2.as_str()].join("\t") + "\r\n";
            // Nor is it told from a row of the newer generation, which has one field more: such a file is refused.
            prop_assume!(!could_be_quoted(&row, 7));
            text += &row;
        }
        prop_assume!(!could_be_quoted(&text, 6));
        let file = File::new("tblChat.dat", text).in_pieces(piece);
        let got = file.good();
        prop_assume!(got.table.columns.len() == 6);
        let contents: Vec<String> = messages.iter().map(|message| format!("'{}'", message.2)).collect();
        prop_assert_eq!(got.column("content"), contents);
    }
}
