use crate::plan::Refusal;
use crate::{decisions, input};

/// Why a step of the loop has no result.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Error {
    /// An input cannot be read.
    Input(#[from] input::Error),
    /// A file of decisions cannot be read, or what it decides cannot be done.
    Decisions(#[from] decisions::Error),
    /// What a list of decisions decides cannot be done.
    Refused(#[from] Refusal),
}
