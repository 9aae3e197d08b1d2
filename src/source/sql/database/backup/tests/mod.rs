mod any;
mod order;
mod real;
mod sets;
mod stripes;
mod tape;
