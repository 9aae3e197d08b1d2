//! What is written, with the white space before the next thing kept back: whatever goes takes it along.

/// The text of a member, on its way out.
#[derive(Debug, Default)]
pub(super) struct Out {
    text: Vec<u8>,
    /// White space that nothing stands behind yet.
    blanks: Vec<u8>,
}

impl Out {
    /// Text between tags.
    pub fn text(&mut self, raw: &[u8]) {
        self.put(b"");
        if raw.trim_ascii().is_empty() {
            self.blanks.extend_from_slice(raw);
        } else {
            self.text.extend_from_slice(raw);
        }
    }

    /// Anything else.
    pub fn put(&mut self, raw: &[u8]) {
        self.text.append(&mut self.blanks);
        self.text.extend_from_slice(raw);
    }

    /// Something before the white space that is kept back.
    pub fn put_before_blanks(&mut self, raw: &[u8]) {
        self.text.extend_from_slice(raw);
    }

    /// The white space before the next thing.
    pub fn blanks(&self) -> &[u8] {
        &self.blanks
    }

    /// What follows goes: so does the white space before it.
    pub fn drop_blanks(&mut self) {
        self.blanks.clear();
    }

    /// What is certain to be written, to be taken away.
    pub fn written(&mut self) -> &mut Vec<u8> {
        &mut self.text
    }
}
