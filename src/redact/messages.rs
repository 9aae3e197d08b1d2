//! Messages, replaced while they are scanned.

use std::ops::Range;

use super::ids::Among;
use super::value::Values;
use crate::package::edit::out::Out;
use crate::package::layout::Field;
use crate::package::read::names::Names;
use crate::reading::{Message, Survey, Text, TextForm};
use crate::xml::token::{Kind, Token, each};

/// Replaces every message.
pub(super) struct Messages<'a> {
    pub values: &'a Values,
    pub names: &'a Names,
}

/// A run of messages: where each stands in the chunk, and what it becomes.
pub(super) type Replacements = Vec<(Range<usize>, Vec<u8>)>;

impl Survey for Messages<'_> {
    type Run = Replacements;
    type Total = ();

    fn begin(&self) -> Replacements {
        Replacements::new()
    }

    fn message(&self, run: &mut Replacements, message: &Message<'_>) {
        let mut writer = Writer {
            messages: self,
            out: Out::default(),
            depth: 0,
            field: None,
            gone: None,
        };
        let mut at = 0;
        // It was scanned, so that nothing is wrong with it.
        let _ = each(message.raw, |token| {
            writer.token(token, message.raw, at);
            at += token.raw.len();
            Ok(())
        });
        writer.out.put(b"");
        let range = message.at..message.at + message.raw.len();
        run.push((range, writer.out.take().0));
    }

    fn finish(&self, _total: &mut (), _room: Option<&str>, _run: Replacements) {}

    fn merge(&self, _total: &mut (), _later: ()) {}
}

/// Writes one message.
struct Writer<'a> {
    messages: &'a Messages<'a>,
    out: Out,
    /// How many elements are open.
    depth: usize,
    /// The field that is open, and where its content begins.
    field: Option<(Field, usize)>,
    /// From which depth on what stands there goes.
    gone: Option<usize>,
}

impl Writer<'_> {
    fn token(&mut self, token: Token<'_>, raw: &[u8], at: usize) {
        let is_child = self.depth == 1 && self.field.is_none() && self.gone.is_none();
        match token.kind {
            Kind::Start | Kind::Empty => {
                if self.depth == 0 || is_child {
                    self.start(token, at);
                } else if self.field.is_none() && self.gone.is_none() {
                    // Something inside of what is not understood.
                    self.tag(token, false);
                }
                self.depth += usize::from(token.kind == Kind::Start);
                if token.kind == Kind::Empty && self.gone == Some(self.depth) {
                    self.end_gone();
                }
            }
            Kind::End => {
                self.depth -= 1;
                if let Some((field, from)) = self.field.filter(|_| self.depth == 1) {
                    self.field = None;
                    let value = Text {
                        raw: &raw[from..at],
                        form: TextForm::Xml,
                    };
                    let mut new = Vec::with_capacity(value.raw.len());
                    let values = self.messages.values;
                    values.put(field, Among::Messages, value, &mut new);
                    self.out.put(&new);
                }
                if self.field.is_none() {
                    self.out.put(token.raw);
                }
                if self.gone == Some(self.depth) {
                    self.end_gone();
                }
            }
            Kind::Text | Kind::Special if self.field.is_some() => {}
            Kind::Text if token.raw.trim_ascii().is_empty() => self.out.text(token.raw),
            Kind::Text | Kind::Special if self.messages.values.keep => {
                let value = Text {
                    raw: token.raw,
                    form: TextForm::Xml,
                };
                let mut new = Vec::new();
                self.messages.values.put_unknown(value, &mut new);
                self.out.put(&new);
            }
            Kind::Text | Kind::Special => {}
        }
    }

    /// The message itself, or a child of it.
    fn start(&mut self, token: Token<'_>, at: usize) {
        let names = self.messages.names;
        if self.depth == 0 {
            self.tag(token, true);
            return;
        }
        match names.field(token.local()) {
            Some((field, _)) => {
                self.tag(token, false);
                if token.kind == Kind::Start {
                    self.field = Some((field, at + token.raw.len()));
                }
            }
            None if self.messages.values.keep => self.tag(token, false),
            None => {
                self.out.mute();
                self.gone = Some(self.depth);
            }
        }
    }

    /// Writes a tag; only a message's own attributes are understood.
    fn tag(&mut self, token: Token<'_>, own: bool) {
        let field = |name: &[u8]| {
            let field = self.messages.names.field(name).filter(|_| own);
            field.map(|(field, _)| field)
        };
        let tag = self.messages.values.tag(token, Among::Messages, field);
        self.out.put(&tag);
    }

    fn end_gone(&mut self) {
        self.gone = None;
        self.out.unmute();
    }
}
