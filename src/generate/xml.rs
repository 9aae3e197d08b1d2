use std::io;

use super::output::Output;
use super::spelling::{Fields, Namespace, Spelling};

/// How much is gathered before it is handed on.
const FULL: usize = 1 << 16;

/// No namespace of real packages is known; this one is made up.
const NAMESPACE: &str = "urn:example:persistent-chat";

/// Writes one XML member in the chosen spelling.
pub(super) struct Xml<'o, 'p> {
    output: &'o mut Output<'p>,
    spelling: Spelling,
    prefix: &'static str,
    root: &'static str,
    buffer: String,
    depth: usize,
    /// The last start tag lacks its end, so that attributes can follow.
    tag_open: bool,
    /// Something stands before the end tag that comes next, so that it has a line of its own.
    children: bool,
}

impl<'o, 'p> Xml<'o, 'p> {
    /// Begins a member with the root element that all known ones have.
    pub(super) fn new(
        output: &'o mut Output<'p>,
        spelling: &Spelling,
        name: &str,
    ) -> io::Result<Self> {
        Xml::with_root(output, spelling, name, "Pool")
    }

    /// Begins a member with a root element of its own.
    pub(super) fn with_root(
        output: &'o mut Output<'p>,
        spelling: &Spelling,
        name: &str,
        root: &'static str,
    ) -> io::Result<Self> {
        output.start(name)?;
        let mut xml = Xml {
            output,
            prefix: if spelling.namespace == Namespace::Prefixed {
                "pc:"
            } else {
                ""
            },
            spelling: spelling.clone(),
            root,
            buffer: String::with_capacity(2 * FULL),
            depth: 0,
            tag_open: false,
            children: false,
        };
        xml.buffer
            .push_str(spelling.encoding.unwrap_or_default().declaration());
        xml.start(root);
        match spelling.namespace {
            Namespace::None => {}
            Namespace::Default => xml.attribute("xmlns", NAMESPACE),
            Namespace::Prefixed => xml.attribute("xmlns:pc", NAMESPACE),
        }
        Ok(xml)
    }

    /// Ends the member.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end(self.root);
        if self.spelling.indented {
            self.buffer.push('\n');
        }
        self.output.text(&self.buffer)?;
        self.output.end()
    }

    /// Hands on what was gathered, if that is much.
    pub(super) fn breathe(&mut self) -> io::Result<()> {
        if self.buffer.len() >= FULL {
            self.output.text(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    /// Begins an element.
    pub(super) fn start(&mut self, name: &str) {
        self.close_tag();
        self.new_line();
        self.start_here(name);
    }

    /// Begins an element without any white space before it.
    pub(super) fn start_adjacent(&mut self, name: &str) {
        self.close_tag();
        self.start_here(name);
    }

    fn start_here(&mut self, name: &str) {
        self.buffer.push('<');
        self.buffer.push_str(self.prefix);
        self.buffer.push_str(name);
        self.tag_open = true;
        self.children = false;
        self.depth += 1;
    }

    /// Ends an element.
    pub(super) fn end(&mut self, name: &str) {
        self.depth -= 1;
        if self.tag_open {
            self.buffer.push_str("/>");
            self.tag_open = false;
        } else {
            if self.children {
                self.new_line();
            }
            self.buffer.push_str("</");
            self.buffer.push_str(self.prefix);
            self.buffer.push_str(name);
            self.buffer.push('>');
        }
        self.children = true;
    }

    /// An attribute, whatever the spelling.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.buffer.push(' ');
        self.buffer.push_str(name);
        self.buffer.push_str("=\"");
        escape(value, &mut self.buffer);
        self.buffer.push('"');
    }

    /// An id, flag or date: an attribute or a child element, as the spelling has it.
    pub(super) fn field(&mut self, name: &str, value: &str) {
        match self.spelling.fields {
            Fields::Attributes => self.attribute(name, value),
            Fields::Elements => self.element(name, value),
        }
    }

    /// A child element with text.
    pub(super) fn element(&mut self, name: &str, text: &str) {
        self.start(name);
        self.text(|out| escape(text, out));
        self.end(name);
    }

    /// A child element with text, without any white space before it.
    pub(super) fn element_adjacent(&mut self, name: &str, text: &str) {
        self.start_adjacent(name);
        self.text(|out| escape(text, out));
        self.end(name);
    }

    /// Text of the element, written as it must stand in the file.
    pub(super) fn text(&mut self, write: impl FnOnce(&mut String)) {
        self.close_tag();
        write(&mut self.buffer);
    }

    /// Something between elements that is none: a comment or a processing instruction.
    pub(super) fn aside(&mut self, markup: &str) {
        self.close_tag();
        self.new_line();
        self.buffer.push_str(markup);
        self.children = true;
    }

    fn close_tag(&mut self) {
        if std::mem::take(&mut self.tag_open) {
            self.buffer.push('>');
        }
    }

    fn new_line(&mut self) {
        if self.spelling.indented && !(self.depth == 0 && self.buffer.is_empty()) {
            self.buffer.push('\n');
            for _ in 0..self.depth {
                self.buffer.push_str("  ");
            }
        }
    }
}

/// Writes text for content and attributes. What XML 1.0 cannot carry becomes a reference, as SQL Server writes it.
pub(super) fn escape(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "&#x{:X};", u32::from(character));
            }
            _ => out.push(character),
        }
    }
}

pub(crate) fn flag(set: bool) -> &'static str {
    if set { "1" } else { "0" }
}
