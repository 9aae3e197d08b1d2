//! What the threads know of the input that they read.

use super::names::Names;
use crate::input::buffers::Buffers;
use crate::input::{Limits, Progress};
use crate::package::{Layout, Options};
use crate::reading::Survey;

/// What all members share.
pub(crate) struct Context<'a, S> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub survey: &'a S,
    pub skip: bool,
    /// Errors may show what stands where something is wrong.
    pub show_content: bool,
    pub limits: Limits,
    /// The memory of chunks, and so how many bytes of text are worked on at once.
    pub buffers: &'a Buffers,
    pub progress: &'a Progress,
}

impl<'a, S: Survey> Context<'a, S> {
    pub fn new(
        options: Options<'a>,
        names: &'a Names,
        buffers: &'a Buffers,
        survey: &'a S,
        progress: &'a Progress,
    ) -> Self {
        Context {
            layout: options.layout,
            names,
            survey,
            skip: options.skip_damaged,
            show_content: options.show_content,
            limits: *options.limits,
            buffers,
            progress,
        }
    }
}
