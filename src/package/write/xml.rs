use std::io::{self, Write};

use crate::input::zip::EntryHeader;
use crate::output::zip::{Archive, EntrySummary};
use crate::xml::escape;

/// How much is gathered before it is handed on.
const FULL: usize = 1 << 16;

/// Writes one member, with nothing between its elements: the one public program that reads packages stumbles over white
/// space in places.
pub(super) struct Xml<'a> {
    archive: &'a mut Archive,
    text: Vec<u8>,
    /// The last start tag lacks its end, so that attributes can follow.
    tag_open: bool,
}

impl<'a> Xml<'a> {
    /// Begins a member that holds one list. `bytes`: about how large it becomes.
    pub fn new(archive: &'a mut Archive, name: &str, list: &str, bytes: u64) -> io::Result<Self> {
        archive.start(&EntryHeader::plain(name, bytes))?;
        let mut xml = Xml {
            archive,
            text: Vec::with_capacity(2 * FULL),
            tag_open: false,
        };
        xml.raw(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        xml.start("Pool");
        xml.start(list);
        Ok(xml)
    }

    /// Ends the list and the member.
    pub fn finish(mut self, list: &str) -> io::Result<EntrySummary> {
        self.end(list);
        self.end("Pool");
        self.hand_on()?;
        self.archive.end()
    }

    /// Begins an element.
    pub fn start(&mut self, name: &str) {
        self.close_tag();
        self.text.push(b'<');
        self.text.extend_from_slice(name.as_bytes());
        self.tag_open = true;
    }

    /// An attribute of the element that just began.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(b' ');
        self.text.extend_from_slice(name.as_bytes());
        self.text.extend_from_slice(b"=\"");
        escape::value(value.as_bytes(), &mut self.text);
        self.text.push(b'"');
    }

    /// The same, where there is a value.
    pub fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.attribute(name, value);
        }
    }

    /// Ends an element.
    pub fn end(&mut self, name: &str) {
        if std::mem::take(&mut self.tag_open) {
            self.text.extend_from_slice(b"/>");
        } else {
            self.text.extend_from_slice(b"</");
            self.text.extend_from_slice(name.as_bytes());
            self.text.push(b'>');
        }
    }

    /// A child element with text.
    pub fn element(&mut self, name: &str, text: &str) {
        self.start(name);
        self.close_tag();
        escape::content(text.as_bytes(), &mut self.text);
        self.end(name);
    }

    /// Something that is XML already.
    pub fn raw(&mut self, xml: &[u8]) {
        self.close_tag();
        self.text.extend_from_slice(xml);
    }

    /// Much of it.
    pub fn long(&mut self, xml: &[u8]) -> io::Result<()> {
        self.close_tag();
        self.hand_on()?;
        self.archive.write_all(xml)
    }

    /// Hands on what was gathered, if that is much.
    pub fn breathe(&mut self) -> io::Result<()> {
        if self.text.len() >= FULL {
            self.hand_on()?;
        }
        Ok(())
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.archive.write_all(&self.text)?;
        self.text.clear();
        Ok(())
    }

    fn close_tag(&mut self) {
        if std::mem::take(&mut self.tag_open) {
            self.text.push(b'>');
        }
    }
}
