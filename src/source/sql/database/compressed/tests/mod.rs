//! Compressed backups, written and read again, damaged and real.

mod real;
