use std::error::Error;
use std::process::ExitCode;

use pchat::migration::conversion;
use pchat::{input, migration};

/// How a command ends: part of the promise, see the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; nothing at or above `--fail-on`.
    Clean = 0,
    /// Done; findings at or above `--fail-on`.
    Findings = 1,
    /// Wrong use or settings, or an output that cannot be written.
    Usage = 2,
    /// Input that cannot be read.
    Unreadable = 3,
    /// Done, but records or damaged pages had to be skipped.
    Skipped = 4,
    /// Done; the result is not what was promised.
    Different = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Failure {
    /// Wrong use or settings, or an output that cannot be written.
    Usage(Box<dyn Error + Send + Sync>),
    /// Input that cannot be read.
    Unreadable(#[from] input::Error),
}

impl Failure {
    /// Wrong use or settings.
    pub fn usage(cause: impl Error + Send + Sync + 'static) -> Self {
        Failure::Usage(Box::new(cause))
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Usage(_) => Exit::Usage,
            Failure::Unreadable(_) => Exit::Unreadable,
        }
    }
}

impl From<migration::Error> for Failure {
    fn from(error: migration::Error) -> Self {
        match error {
            migration::Error::Input(error) => error.into(),
            // A file of decisions is a setting: a bad one is wrong use, not bad input.
            error => Failure::usage(error),
        }
    }
}

impl From<conversion::Error> for Failure {
    fn from(error: conversion::Error) -> Self {
        match error {
            conversion::Error::Input(error) => error.into(),
            conversion::Error::Output(error) => Failure::usage(error),
        }
    }
}
