//! What is written, with the white space before the next thing kept back: whatever goes takes it along.

/// How much text is kept at most before it is handed over, in bytes, the last piece apart.
const LONG: usize = 1 << 20;

/// The text of a member, on its way out.
#[derive(Debug, Default)]
pub(crate) struct Out {
    text: Vec<u8>,
    /// White space that nothing stands behind yet.
    blanks: Vec<u8>,
    /// Where something is to be set aside, or what was set aside to be put back.
    marks: Vec<(usize, Mark)>,
    /// Nothing is written for now: what comes goes.
    muted: bool,
}

/// What happens at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// What follows is set aside.
    Aside,
    /// What was set aside last is whole.
    Back,
    /// What was set aside stands here.
    Here,
}

impl Out {
    /// What comes now goes, with the white space before it.
    pub fn mute(&mut self) {
        self.drop_blanks();
        self.muted = true;
    }

    /// What comes now is written again.
    pub fn unmute(&mut self) {
        self.muted = false;
    }

    /// Text between tags.
    pub fn text(&mut self, raw: &[u8]) {
        if self.muted {
            return;
        }
        self.put(b"");
        if raw.trim_ascii().is_empty() {
            self.blanks.extend_from_slice(raw);
        } else {
            self.text.extend_from_slice(raw);
        }
    }

    /// Anything else.
    pub fn put(&mut self, raw: &[u8]) {
        if self.muted {
            return;
        }
        self.text.append(&mut self.blanks);
        self.text.extend_from_slice(raw);
    }

    /// Something before the white space that is kept back.
    pub fn put_before_blanks(&mut self, raw: &[u8]) {
        if !self.muted {
            self.text.extend_from_slice(raw);
        }
    }

    /// The white space before the next thing.
    pub fn blanks(&self) -> &[u8] {
        &self.blanks
    }

    /// What follows goes: so does the white space before it.
    pub fn drop_blanks(&mut self) {
        self.blanks.clear();
    }

    /// Something happens behind what was put so far; the white space that is kept back comes after it.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push((self.text.len(), mark));
    }

    /// Whether so much is certain to be written that it should not be kept for long.
    pub fn is_long(&self) -> bool {
        self.text.len() >= LONG
    }

    /// What is certain to be written, and its marks.
    pub fn take(&mut self) -> (Vec<u8>, Vec<(usize, Mark)>) {
        (
            std::mem::take(&mut self.text),
            std::mem::take(&mut self.marks),
        )
    }

    /// Takes the room of a text that was written, to use it again.
    pub fn reuse(&mut self, mut text: Vec<u8>) {
        if self.text.is_empty() {
            text.clear();
            self.text = text;
        }
    }
}
