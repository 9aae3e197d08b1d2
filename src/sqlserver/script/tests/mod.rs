//! What a user gets from a script.

mod faults;
mod literals;
mod pieces;
mod real;
mod statements;
mod told;
mod unread;
