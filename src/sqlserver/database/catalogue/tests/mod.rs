//! What the catalogue promises.

mod damage;
mod real;
mod small;
mod whole;
