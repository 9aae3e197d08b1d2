//! Carries out what was planned, on the input that it was planned for.

use std::io::{self, Write};

use super::{Conversion, Error, Input, Job, Target, write};
use crate::directory::Cutoff;
use crate::input::Progress;
use crate::migration::{Planned, Watch};
use crate::output::Stop;
use crate::reading::InputKind;

impl Planned {
    /// Writes the converted package, and beside it the manifest that `manifest` makes of what was written. `level`: how
    /// strongly to compress, from 1 (fast) to 9 (small); see [`super::LEVEL`].
    ///
    /// # Errors
    /// Where the input cannot be read once more, or changed since it was planned; where something cannot be written. Then
    /// neither of the two files is there, or both are as they were.
    pub fn convert<W: Watch>(
        &self,
        target: Target,
        level: u32,
        stop: &Stop,
        watch: &W,
        manifest: impl FnOnce(&mut dyn Write, &Conversion) -> io::Result<()>,
    ) -> Result<Conversion, Error> {
        let job = self.job(level);
        let progress = Progress::default();
        let written = watch.during(&progress, || write(&job, target, stop, &progress, manifest));
        written.map_err(|error| match error {
            Error::Input(error) => Error::Input(error.in_input(self.reading.input.clone())),
            Error::Output(error) => Error::Output(error),
        })
    }

    pub(crate) fn job(&self, level: u32) -> Job<'_> {
        let (files, options) = (&self.intent.input, &self.intent.reading);
        let messages = &self.counts.messages;
        Job {
            input: match (self.reading.kind, &files[..]) {
                (InputKind::Package, [package]) => Input::Package(package),
                _ => Input::Extract { files, options },
            },
            layout: &options.layout,
            stamps: &self.reading.stamps,
            members: &self.reading.members,
            directory: &self.reading.directory,
            plan: &self.plan,
            since: self.intent.chosen.since.as_ref().map(Cutoff::at),
            messages_left_out: messages.left_out,
            messages_kept: messages.kept,
            level,
        }
    }
}
