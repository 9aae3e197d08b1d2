use std::fmt;

use crate::plan::Refusal;
use crate::{decisions, input};

/// Why a step of the loop has no result.
#[derive(Debug)]
pub enum Error {
    /// An input cannot be read.
    Input(input::Error),
    /// A file of decisions cannot be read, or what it decides cannot be done.
    Decisions(decisions::Error),
    /// What a list of decisions decides cannot be done.
    Refused(Refusal),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input(error) => error.fmt(f),
            Error::Decisions(error) => error.fmt(f),
            Error::Refused(refusal) => refusal.reason.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<input::Error> for Error {
    fn from(error: input::Error) -> Self {
        Error::Input(error)
    }
}

impl From<decisions::Error> for Error {
    fn from(error: decisions::Error) -> Self {
        Error::Decisions(error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::Refused(refusal)
    }
}
