//! Compressed backups, written and read again, damaged and real.

mod container;
mod damage;
mod pieces;
mod real;

use super::testing::{Memory, Version, backup};
use super::{Container, open};
use crate::input::Error;
use crate::sqlserver::database::storage::Bytes as _;

fn opened(file: Vec<u8>) -> Result<Container, Error> {
    open("chat.bak", Box::new(Memory(file)))
}

fn all(container: &Container) -> Vec<u8> {
    let mut all = vec![0; container.length() as usize];
    container.read(0, &mut all).unwrap();
    all
}

/// Bytes that look like rows: neither all the same nor all different.
fn rows(length: usize) -> Vec<u8> {
    let row = |number: usize| format!("Room {} of Contoso, {};", number % 97, number * number);
    let mut rows: Vec<u8> = (0..)
        .flat_map(|number| row(number).into_bytes())
        .take(length)
        .collect();
    rows.resize(length, 0);
    rows
}
