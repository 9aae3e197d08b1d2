//! The parts of a workbook: a zip of XML, which refer to each other.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use flate2::read::DeflateDecoder;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::{Unreadable, is_zip};

/// The longest part that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// The parts by their names, in lower case.
pub(super) struct Parts<'a> {
    zip: ZipSliceArchive<&'a [u8]>,
    places: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
}

/// The text of a part.
pub(super) type Part<'a> = Reader<Box<dyn BufRead + 'a>>;

/// What a part refers to.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type, such as `worksheet`.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) part: String,
}

pub(super) fn damaged(cause: impl ToString) -> Unreadable {
    Unreadable::Damaged(cause.to_string())
}

impl<'a> Parts<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if !is_zip(bytes) {
            return Err(Unreadable::Other);
        }
        let zip = ZipArchive::from_slice(bytes).map_err(damaged)?;
        let mut places = BTreeMap::new();
        let mut entries = zip.entries();
        while let Some(entry) = entries.next_entry().map_err(damaged)? {
            let path = entry.file_path();
            let name = String::from_utf8_lossy(path.as_ref()).to_lowercase();
            places.insert(name, (entry.wayfinder(), entry.compression_method()));
        }
        Ok(Parts { zip, places })
    }

    pub(super) fn open(&self, part: &str) -> Result<Part<'_>, Unreadable> {
        let place = self.places.get(&part.to_lowercase());
        let (place, method) = place.ok_or(Unreadable::Other)?;
        if place.uncompressed_size_hint() > LONGEST {
            return Err(Unreadable::TooLarge);
        }
        let entry = self.zip.get_entry(*place).map_err(damaged)?;
        let packed = entry.data();
        let content: Box<dyn Read> = match *method {
            CompressionMethod::STORE => Box::new(entry.verifying_reader(packed)),
            CompressionMethod::DEFLATE => {
                Box::new(entry.verifying_reader(DeflateDecoder::new(packed)))
            }
            _ => return Err(Unreadable::Other),
        };
        let text: Box<dyn BufRead> = Box::new(BufReader::new(content.take(LONGEST)));
        Ok(Reader::from_reader(text))
    }

    /// What this part refers to; nothing where it does not say.
    pub(super) fn relations(&self, part: &str) -> Result<Vec<Relation>, Unreadable> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let place = match folder {
            "" => format!("_rels/{name}.rels"),
            folder => format!("{folder}/_rels/{name}.rels"),
        };
        let mut relations = Vec::new();
        if !self.places.contains_key(&place.to_lowercase()) {
            return Ok(relations);
        }
        each(self.open(&place)?, |event| {
            if let Event::Start(element) | Event::Empty(element) = event
                && element.local_name().as_ref() == "Relationship"
            {
                let of = |name| attribute(element, name).unwrap_or_default();
                let kind = of("Type");
                relations.push(Relation {
                    id: of("Id"),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolved(folder, &of("Target")),
                });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// The name of a part that another one in this folder refers to.
fn resolved(folder: &str, target: &str) -> String {
    let (mut way, target) = match target.strip_prefix('/') {
        Some(target) => (Vec::new(), target),
        None => (
            folder.split('/').filter(|it| !it.is_empty()).collect(),
            target,
        ),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(way.pop()),
            step => way.push(step),
        }
    }
    way.join("/")
}

/// Shows all that stands in a part.
pub(super) fn each(
    part: Part<'_>,
    mut look: impl FnMut(&Event<'_>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    each_until(part, |event| look(event).map(ControlFlow::Continue))
}

/// Shows what stands in a part, up to where it is enough.
pub(super) fn each_until(
    mut part: Part<'_>,
    mut look: impl FnMut(&Event<'_>) -> Result<ControlFlow<()>, Unreadable>,
) -> Result<(), Unreadable> {
    let mut buffer = Vec::new();
    let mut depth = 0_u64;
    loop {
        buffer.clear();
        let event = part.read_event_into(&mut buffer).map_err(damaged)?;
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth > 0 => return Err(Unreadable::TooLarge),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if look(&event)?.is_break() {
            return Ok(());
        }
    }
}

/// What an event adds to a text.
pub(super) fn add_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(piece) => text.push_str(&piece.xml10_content()),
        Event::CData(piece) => text.push_str(&piece.xml10_content()),
        Event::GeneralRef(reference) => {
            let name = reference.xml10_content();
            if let Ok(Some(character)) = reference.resolve_char_ref() {
                text.push(character);
            } else if let Some(known) = quick_xml::escape::resolve_predefined_entity(&name) {
                text.push_str(known);
            }
        }
        _ => {}
    }
}

/// The attribute of this name; `None` where there is none that can be read.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
