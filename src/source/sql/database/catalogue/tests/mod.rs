//! What the catalogue promises.

mod real;
