//! A member read once more, to be written anew: whatever changes in it.

use super::encode::check;
use super::fault::Fault;
use crate::input::buffers::Buffers;
use crate::input::members::{Member, read_some};
use crate::input::{Error, Limits, Progress};
use crate::package::read::assemble::{Assembly, assemble};
use crate::package::read::chunks::{CHUNK, Chunks, Detected, HEAD, detect};
use crate::package::read::context::Context;
use crate::package::read::names::Names;

use crate::package::{Failure, Layout};
use crate::reading::Survey;

/// What a member is read with.
pub(crate) struct Reread<'a, S> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub survey: &'a S,
    pub progress: &'a Progress,
}

/// Takes the pieces of a member and writes them.
pub(crate) trait Writing {
    /// Why the output could not be written, where that ended the reading.
    fn failed(&mut self) -> Option<std::io::Error>;
}

impl<S: Survey> Reread<'_, S> {
    /// Hands the member's pieces to what `begin` makes, which is given the byte order mark to be written and the encoding.
    ///
    /// # Errors
    /// Where the member cannot be read or be written back, or the output not be written.
    pub fn read<W: Assembly<S::Run> + Writing + Send>(
        &self,
        member: &Member,
        begin: impl FnOnce(&[u8], Detected) -> std::io::Result<W>,
    ) -> Result<W, Failure> {
        let read = self.pieces(member, begin);
        read.map_err(|failure| match failure {
            Failure::Input(error) => Failure::Input(error.in_member(&member.name)),
            output => output,
        })
    }

    fn pieces<W: Assembly<S::Run> + Writing + Send>(
        &self,
        member: &Member,
        begin: impl FnOnce(&[u8], Detected) -> std::io::Result<W>,
    ) -> Result<W, Failure> {
        let mut reader = member.open()?;
        let mut head = vec![0; HEAD];
        let (length, damage) = read_some(&mut reader, &mut head);
        if let Some(cause) = damage {
            return Err(Error::io(Fault::NotRead, cause).into());
        }
        head.truncate(length);
        let detected = detect(&head)?;
        check(member, detected)?;
        let context = Context {
            layout: self.layout,
            names: self.names,
            survey: self.survey,
            skip: false,
            show_content: false,
            // It was read within its limits.
            limits: Limits {
                text: usize::MAX,
                ..Limits::default()
            },
            buffers: &Buffers::new(CHUNK),
            progress: self.progress,
        };
        // One of them is enough, and all that a strict reader knows.
        let mut writing = begin(detected.mark(&head), detected).map_err(Failure::Output)?;
        let mut chunks = Chunks::new(reader, &head, detected, &context);
        let read = assemble(&mut chunks, &context, &mut writing);
        if let Some(cause) = writing.failed() {
            return Err(Failure::Output(cause));
        }
        read?;
        if chunks.ragged {
            return Err(Error::new(Fault::HalfCharacter).into());
        }
        Ok(writing)
    }
}
