//! What a user gets from a script.

mod contents;
mod faults;
mod literals;
mod pieces;
mod real;
mod statements;
mod unread;
