//! What the messages and rooms of a member are, worked out a second time: from quick-xml's events over the whole text,
//! with none of the reader's code, for the built-in layout only.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A message as a reader should give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The room it is in.
    pub room: String,
    /// `chatId`, `chatDate`, `userId`, `isAlert`, the text and its formatted copy, decoded.
    pub fields: [Option<String>; 6],
}

/// Id, name and description of a room.
pub type Room = (String, String, String);

/// What is in a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Messages that have a room, in their order.
    pub messages: Vec<Written>,
    /// Rooms, in the order in which they end.
    pub rooms: Vec<Room>,
}

/// The fields of a message by name; the last one is the room.
const FIELDS: [&str; 7] = [
    "id",
    "date",
    "userId",
    "isAlert",
    "Content",
    "Rtf",
    "channelId",
];

/// An element that has not ended.
#[derive(Default)]
struct Open {
    name: String,
    /// The text directly inside.
    direct: String,
    /// Its first attribute or child of these names.
    id: Option<String>,
    title: Option<String>,
    description: Option<String>,
}

/// Reads a text.
///
/// # Errors
/// Where quick-xml finds it damaged, an attribute is, or an element does not end.
pub fn parse(text: &str) -> Result<Contents, String> {
    let mut reader = reader(text);
    let mut contents = Contents::default();
    let mut open: Vec<Open> = Vec::new();
    // The message that is being read: its depth, its fields, the room last, and the text of all levels of its child.
    let mut message: Option<(usize, [Option<String>; 7], String)> = None;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let empty = matches!(event, Event::Empty(_));
        let mut ended = empty;
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = attributes(&tag)?;
                let mut element = Open {
                    name: tag.local_name().into_inner().to_owned(),
                    ..Open::default()
                };
                for (name, value) in &attributes {
                    field_of(&mut element, name, value);
                }
                open.push(element);
                match &mut message {
                    None if is_message(&open) => {
                        let mut fields = <[Option<String>; 7]>::default();
                        for (name, value) in attributes {
                            take(&mut fields, &name, value);
                        }
                        message = Some((open.len(), fields, String::new()));
                    }
                    Some((depth, _, text)) if open.len() == *depth + 1 => text.clear(),
                    _ => {}
                }
            }
            Event::End(_) => ended = true,
            Event::Text(text) => add(&mut open, &mut message, &text),
            Event::CData(text) => add(&mut open, &mut message, &text),
            Event::GeneralRef(name) => add(&mut open, &mut message, &resolve(&name)),
            Event::Eof => break,
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {}
        }
        if ended {
            let depth = open.len();
            let rooms = rooms_of(&open);
            let Some(element) = open.pop() else { continue };
            match &mut message {
                Some((at, fields, text)) if depth == *at + 1 => {
                    take(fields, &element.name, std::mem::take(text));
                }
                Some((at, fields, _)) if depth == *at => {
                    let [id, date, author, alert, content, rtf, own] = std::mem::take(fields);
                    let around = rooms.last().and_then(|room| trimmed(&open[*room].id));
                    if let Some(room) = own.or(around) {
                        let fields = [id, date, author, alert, content, rtf];
                        contents.messages.push(Written { room, fields });
                    }
                    message = None;
                }
                Some(_) => {}
                None => {
                    if rooms.last() == Some(&(depth - 1)) && !is_message_room(&open) {
                        end_room(&mut contents, &element);
                    }
                    if let Some(parent) = open.last_mut() {
                        field_of(parent, &element.name, &element.direct);
                    }
                }
            }
        }
    }
    match open.last() {
        Some(element) => Err(format!("{} does not end", element.name)),
        None => Ok(contents),
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    // A sign that begins no reference is kept as it stands, here and there: no run ends because of it.
    reader.config_mut().allow_dangling_amp = true;
    reader
}

fn add(open: &mut [Open], message: &mut Option<(usize, [Option<String>; 7], String)>, text: &str) {
    if let Some(element) = open.last_mut() {
        element.direct.push_str(text);
    }
    if let Some((_, _, inside)) = message {
        inside.push_str(text);
    }
}

/// Local names and values; what says something of the XML itself is left out.
fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.into_inner();
        let about_xml = ["xmlns:", "xml:", "xsi:"];
        if key == "xmlns" || about_xml.iter().any(|start| key.starts_with(start)) {
            continue;
        }
        let name = attribute.key.local_name().into_inner().to_owned();
        attributes.push((name, unescape(&attribute.value)));
    }
    Ok(attributes)
}

/// Text with references, as it reads.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.find([';', '&']) {
            Some(end) if rest.as_bytes()[end] == b';' => {
                out.push_str(&resolve(&rest[..end]));
                rest = &rest[end + 1..];
            }
            _ => out.push('&'),
        }
    }
    out + rest
}

/// What `&name;` stands for: itself, where it is not defined.
fn resolve(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| {
        let digits = number.trim_start_matches(['x', 'X']);
        let radix = match number.len() - digits.len() {
            0 => 10,
            1 => 16,
            _ => return None,
        };
        let plain = digits.chars().all(|digit| digit.is_digit(radix));
        plain.then(|| u32::from_str_radix(digits, radix).ok())?
    });
    match (name, number.and_then(char::from_u32)) {
        (_, Some(character)) => character.to_string(),
        ("amp", _) => "&".into(),
        ("lt", _) => "<".into(),
        ("gt", _) => ">".into(),
        ("quot", _) => "\"".into(),
        ("apos", _) => "'".into(),
        _ => format!("&{name};"),
    }
}

fn take(fields: &mut [Option<String>; 7], name: &str, value: String) {
    if let Some(at) = FIELDS.iter().position(|field| *field == name) {
        fields[at].get_or_insert(value);
    }
}

fn field_of(element: &mut Open, name: &str, value: &str) {
    let slot = match name {
        "id" => &mut element.id,
        "Name" => &mut element.title,
        "Desc" => &mut element.description,
        _ => return,
    };
    slot.get_or_insert_with(|| value.to_owned());
}

fn trimmed(id: &Option<String>) -> Option<String> {
    let id = id.as_deref()?.trim();
    (!id.is_empty()).then(|| id.to_owned())
}

fn end_room(contents: &mut Contents, room: &Open) {
    let Some(id) = trimmed(&room.id) else { return };
    // Of two rooms with one id the first one stays.
    if contents.rooms.iter().all(|(known, ..)| *known != id) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        contents
            .rooms
            .push((id, text(&room.title), text(&room.description)));
    }
}

/// Whether the innermost element is a message the layout knows. Inside an element that is only called like one, none
/// is.
fn is_message(open: &[Open]) -> bool {
    let Some((last, above)) = open.split_last() else {
        return false;
    };
    last.name == "Message"
        && above.first().is_some_and(|root| root.name == "Pool")
        && above.iter().all(|element| element.name != "Message")
        && above[1..]
            .iter()
            .any(|element| element.name == "ChatMessages" || element.name == "ChatRoom")
}

/// Which of the open elements are rooms.
fn rooms_of(open: &[Open]) -> Vec<usize> {
    let is_room = |at: &usize| {
        let below_root = open.get(1..*at).unwrap_or_default();
        open[0].name == "Pool"
            && open[*at].name == "ChatRoom"
            && (below_root
                .iter()
                .any(|element| element.name == "ChatRooms" || element.name == "ChatMessages")
                || below_root
                    .last()
                    .is_some_and(|element| element.name == "Category"))
    };
    (1..open.len()).filter(is_room).collect()
}

/// Whether a room with these elements around it only says whose messages follow.
fn is_message_room(around: &[Open]) -> bool {
    let named = |name: &str| around[1..].iter().any(|element| element.name == name);
    !named("ChatRooms")
        && around
            .last()
            .is_none_or(|element| element.name != "Category")
}
