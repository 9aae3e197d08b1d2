use std::fmt::Write;

use maud::{Markup, html};

use super::{BOTTOM, LEFT, Mark, RIGHT, TOP, frame, grid, height};

/// Lines over the same places, as shares of a whole.
pub(in crate::report) struct Lines<'a> {
    /// Unique in the page.
    pub id: &'a str,
    /// What it shows.
    pub title: String,
    /// What can be seen in it.
    pub description: String,
    /// Labels below it: at which place, and what.
    pub labels: Vec<(usize, String)>,
    /// The lines.
    pub lines: Vec<Line>,
    /// A line upwards.
    pub mark: Option<Mark>,
}

/// One of them.
pub(in crate::report) struct Line {
    /// Its name, at its end.
    pub name: String,
    /// From 0 to 1, one for each place.
    pub shares: Vec<f64>,
}

impl Lines<'_> {
    pub(in crate::report) fn draw(&self) -> Markup {
        let places = self.lines.first().map_or(0, |line| line.shares.len());
        let step = (RIGHT - LEFT) as f64 / places.saturating_sub(1).max(1) as f64;
        let x = |at: f64| LEFT as f64 + at * step;
        let path = |line: &Line| {
            let mut path = String::new();
            for (at, share) in line.shares.iter().enumerate() {
                let letter = if at == 0 { 'M' } else { 'L' };
                let written = write!(path, "{letter}{:.1} {}", x(at as f64), height(*share));
                debug_assert!(written.is_ok(), "text grows as it needs");
            }
            path
        };
        let steps: Vec<(String, f64)> = (0..=4)
            .map(|at| (format!("{} %", at * 25), f64::from(at) / 4.0))
            .collect();
        let inner = html! {
            (grid(&steps))
            @for (at, line) in self.lines.iter().enumerate() {
                path class={ "line kind" (at) } d=(path(line)) {}
            }
            @for (at, line) in self.lines.iter().enumerate() {
                text class={ "legend kind" (at) } x=(LEFT + 10) y=(TOP + 14 + 16 * at) { (line.name) }
            }
            @for (at, label) in &self.labels {
                text.place x=(format!("{:.0}", x(*at as f64))) y=(BOTTOM + 18) { (label) }
            }
            @if let Some(mark) = &self.mark {
                @let x = x(mark.at);
                path.mark d={ "M" (format!("{x:.1}")) " " (TOP) "V" (BOTTOM) } {}
                @if x > (LEFT + RIGHT) as f64 / 2.0 {
                    text.mark-left x=(format!("{:.0}", x - 6.0)) y=(BOTTOM - 8) { (mark.label) }
                } @else {
                    text.mark-right x=(format!("{:.0}", x + 6.0)) y=(BOTTOM - 8) { (mark.label) }
                }
            }
        };
        frame(self.id, &self.title, &self.description, &inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_side_to_side() {
        let lines = Lines {
            id: "l",
            title: "T".to_owned(),
            description: "D".to_owned(),
            labels: vec![(1, "2012".to_owned())],
            lines: vec![Line {
                name: "messages".to_owned(),
                shares: vec![0.0, 0.5, 1.0],
            }],
            mark: None,
        };
        let drawn = lines.draw().into_string();
        assert!(drawn.contains("M64.0 208L406.0 112L748.0 16"), "{drawn}");
        assert!(drawn.contains("2012") && drawn.contains("100 %"));
    }
}
