//! The loop: an input is read and looked at, a plan is made and carried out, and the result is proved.
//!
//! Each step is one function, and what comes of it is plain data:
//!
//! * [`read()`] reads an input, whatever kind it is, and [`inspect`] says how far it is understood.
//! * [`analyze`] lets the rules look at it: an [`Analysis`], whose findings can be written as a file to decide in.
//! * [`plan()`] says what a conversion does with these decisions: a [`Planned`], with the pool as it is afterwards and what
//!   remains to be done.
//! * [`Planned::convert`] writes the package that should be imported instead, and its manifest: a
//!   [`conversion::Conversion`].
//! * [`files()`] lists the uploaded files that messages refer to, and what a copy of the file store has of them.
//! * [`verify()`] compares a result with what was promised of its source: a [`Proof`].
//!
//! While a step goes, a [`Watch`] hears how far it is.

mod analysis;
mod chosen;
pub mod conversion;
mod deciding;
mod error;
mod files;
mod options;
mod planned;
mod proof;
mod reading;
mod target_pool;
mod watch;

pub use analysis::{Analysis, Inspection, Question, analyze, inspect};
pub use chosen::Chosen;
pub use deciding::Deciding;
pub use error::Error;
pub use files::{Filed, FilesQuestion, files};
pub use options::ReadOptions;
pub use planned::{Intent, Planned, Source, plan};
pub use proof::{Claim, Compared, Promise, Proof, verify};
pub use reading::{kind_of, read, read_as, read_both, read_pool, read_pool_as};
pub use target_pool::{TargetNames, TargetPool};
pub use watch::{Note, Unwatched, Watch};
