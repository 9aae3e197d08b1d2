//! Backups in the Microsoft Tape Format, plain or as the decoded stream of a compressed one (reference: sql-extracts, 7).
//!
//! [`look`] reads what the blocks of one file say. [`open`] joins the files of one backup, chooses one of the backups that
//! they hold, and finds out which page lies where: what comes out is a [`Storage`](super::storage::Storage), as for data files.

mod blocks;
mod choosing;
mod configuration;
mod extents;
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod media;
mod notice;
mod opening;
mod order;
mod placing;
mod stripes;
mod walk;

#[cfg(test)]
mod tests;

pub(in crate::sqlserver::database) use fault::{BackupFault, Stripe, StripeFault};
pub(crate) use media::{Media, Medium};
pub(in crate::sqlserver::database) use notice::Noticed;
pub(crate) use opening::history::{History, State, Wanted};
#[cfg(any(test, fuzzing))]
pub(crate) use opening::open;
pub(crate) use opening::{Volume, read};
pub(crate) use walk::look;
