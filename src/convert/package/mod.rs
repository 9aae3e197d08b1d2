//! The converted package: its members written anew where something changes, and copied where nothing does.

mod editor;
mod edits;
mod encode;
mod entry;
mod out;
mod rewrite;
mod select;
mod spelling;
mod token;
