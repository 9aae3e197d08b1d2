//! Three kinds of plots as SVG: bars over time, lines over time, bars against a limit. Each has a title, a description, and
//! classes in place of colours, so that the page's style decides those; the numbers stand in a table beside it.

mod bars;
mod lines;
mod scale;

pub(super) use bars::{Bars, Mark};
pub(super) use lines::{Line, Lines};

use maud::{Markup, html};

/// The drawing's width in its own units; it grows and shrinks with the page.
const WIDTH: usize = 760;
/// Its height.
const HEIGHT: usize = 240;
/// Where the plot itself begins and ends.
const LEFT: usize = 64;
const RIGHT: usize = 748;
const TOP: usize = 16;
const BOTTOM: usize = 208;

/// What every plot has around it. `id` is unique in the page.
fn frame(id: &str, title: &str, description: &str, inner: &Markup) -> Markup {
    let (titled, described) = (format!("{id}-title"), format!("{id}-about"));
    html! {
        svg.chart viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby={ (titled) " " (described) } {
            title id=(titled) { (title) }
            desc id=(described) { (description) }
            (inner)
        }
    }
}

/// Lines across with their values at the left.
fn grid(steps: &[(String, f64)]) -> Markup {
    html! {
        @for (label, share) in steps {
            @let y = height(*share);
            path.grid d={ "M" (LEFT) " " (y) "H" (RIGHT) } {}
            text.value x=(LEFT - 8) y=(y + 4) { (label) }
        }
    }
}

/// Where a share of the height lies: 0 at the bottom, 1 at the top.
fn height(share: f64) -> usize {
    let units = (BOTTOM - TOP) as f64;
    BOTTOM - (share.clamp(0.0, 1.0) * units).round() as usize
}
