//! Elements and attributes, as they are written.

use std::io::{self, Write};
use std::mem;

use crate::xml::escape;

/// How much is gathered before it is handed on.
const FULL: usize = 1 << 16;

/// How elements are written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// What stands before the name of every element, the colon included.
    pub prefix: &'static str,
    /// Whether every element begins on a line of its own.
    pub indented: bool,
    /// Whether fields are child elements rather than attributes.
    pub fields_as_elements: bool,
    /// Whether content has references for all that needs one in an attribute.
    pub quotes_escaped: bool,
}

/// Writes elements, one after the other.
pub(crate) struct Writer<W> {
    out: W,
    style: Style,
    text: Vec<u8>,
    depth: usize,
    /// The last start tag lacks its end, so that attributes can follow.
    tag_open: bool,
    /// Something stands before the end tag that comes next, so that it has a line of its own.
    children: bool,
}

impl<W: Write> Writer<W> {
    pub fn new(out: W, style: Style) -> Self {
        Writer {
            out,
            style,
            text: Vec::with_capacity(2 * FULL),
            depth: 0,
            tag_open: false,
            children: false,
        }
    }

    /// Hands on what is left.
    pub fn finish(mut self) -> io::Result<W> {
        if self.style.indented {
            self.text.push(b'\n');
        }
        self.hand_on()?;
        Ok(self.out)
    }

    /// Begins an element.
    pub fn start(&mut self, name: &str) {
        self.close_tag();
        self.new_line();
        self.start_here(name);
    }

    /// Begins an element without any white space before it.
    pub fn start_adjacent(&mut self, name: &str) {
        self.close_tag();
        self.start_here(name);
    }

    fn start_here(&mut self, name: &str) {
        self.text.push(b'<');
        self.text.extend_from_slice(self.style.prefix.as_bytes());
        self.text.extend_from_slice(name.as_bytes());
        self.tag_open = true;
        self.children = false;
        self.depth += 1;
    }

    /// Ends an element.
    pub fn end(&mut self, name: &str) {
        self.depth -= 1;
        if mem::take(&mut self.tag_open) {
            self.text.extend_from_slice(b"/>");
        } else {
            if self.children {
                self.new_line();
            }
            self.text.extend_from_slice(b"</");
            self.text.extend_from_slice(self.style.prefix.as_bytes());
            self.text.extend_from_slice(name.as_bytes());
            self.text.push(b'>');
        }
        self.children = true;
    }

    /// An attribute of the element that just began.
    pub fn attribute(&mut self, name: &str, value: &str) {
        attribute(name.as_bytes(), &mut self.text, |out| {
            escape::value(value.as_bytes(), out);
        });
    }

    /// An id, flag or date of the element that just began.
    pub fn field(&mut self, name: &str, value: &str) {
        if self.style.fields_as_elements {
            self.element(name, value);
        } else {
            self.attribute(name, value);
        }
    }

    /// The same, where there is a value.
    pub fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// A child element with text.
    pub fn element(&mut self, name: &str, text: &str) {
        self.start(name);
        self.content(text);
        self.end(name);
    }

    /// A child element with text, without any white space before it.
    pub fn element_adjacent(&mut self, name: &str, text: &str) {
        self.start_adjacent(name);
        self.content(text);
        self.end(name);
    }

    fn content(&mut self, text: &str) {
        self.close_tag();
        if self.style.quotes_escaped {
            escape::value(text.as_bytes(), &mut self.text);
        } else {
            escape::content(text.as_bytes(), &mut self.text);
        }
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
        self.out.write_all(xml)
    }

    /// Something between elements that is none: a comment or a processing instruction.
    pub fn aside(&mut self, markup: &str) {
        self.close_tag();
        self.new_line();
        self.text.extend_from_slice(markup.as_bytes());
        self.children = true;
    }

    /// Hands on what was gathered, if that is much.
    pub fn breathe(&mut self) -> io::Result<()> {
        if self.text.len() >= FULL {
            self.hand_on()?;
        }
        Ok(())
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.text)?;
        self.text.clear();
        Ok(())
    }

    fn close_tag(&mut self) {
        if mem::take(&mut self.tag_open) {
            self.text.push(b'>');
        }
    }

    fn new_line(&mut self) {
        if self.style.indented && !(self.depth == 0 && self.text.is_empty()) {
            self.text.push(b'\n');
            for _ in 0..self.depth {
                self.text.extend_from_slice(b"  ");
            }
        }
    }
}

/// An attribute, whose value is written as it is to stand there.
pub(crate) fn attribute(name: &[u8], out: &mut Vec<u8>, value: impl FnOnce(&mut Vec<u8>)) {
    out.push(b' ');
    out.extend_from_slice(name);
    out.extend_from_slice(b"=\"");
    value(out);
    out.push(b'"');
}

/// An element without attributes around something that is XML already.
pub(crate) fn element(prefix: &[u8], name: &[u8], content: &[u8]) -> Vec<u8> {
    [b"<", prefix, name, b">", content, b"</", prefix, name, b">"].concat()
}

/// The end tag of an element of this name, its prefix included.
pub(crate) fn end_tag(name: &[u8]) -> Vec<u8> {
    [b"</", name, b">"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: Style) -> String {
        let mut xml = Writer::new(Vec::new(), style);
        xml.start("Pool");
        xml.start("Room");
        xml.field("id", "\"1\"");
        xml.optional("guid", None);
        xml.element("Name", "R&D \"new\"");
        xml.element_adjacent("Desc", "");
        xml.start_adjacent("Roles");
        xml.end("Roles");
        xml.end("Room");
        xml.aside("<!-- -->");
        xml.end("Pool");
        String::from_utf8(xml.finish().unwrap()).unwrap()
    }

    #[test]
    fn nothing_stands_between_elements_unless_they_are_indented() {
        assert_eq!(
            written(Style::default()),
            "<Pool><Room id=\"&quot;1&quot;\"><Name>R&amp;D \"new\"</Name><Desc></Desc><Roles/></Room><!-- --></Pool>"
        );
        let style = Style {
            prefix: "p:",
            indented: true,
            fields_as_elements: true,
            quotes_escaped: true,
        };
        assert_eq!(
            written(style),
            "<p:Pool>\n  <p:Room>\n    <p:id>&quot;1&quot;</p:id>\n    \
             <p:Name>R&amp;D &quot;new&quot;</p:Name><p:Desc></p:Desc><p:Roles/>\n  </p:Room>\n  <!-- -->\n</p:Pool>\n"
        );
    }
}
