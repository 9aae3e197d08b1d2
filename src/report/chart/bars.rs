use std::fmt::Write;

use maud::{Markup, html};

use super::{BOTTOM, LEFT, RIGHT, TOP, WIDTH, frame, grid, height, scale};

/// How much room a character of a label below the plot takes, and what is between two labels, in the drawing's units.
const CHARACTER: f64 = 8.0;
const BETWEEN: f64 = 24.0;

/// How wide the bars of one place are at most.
const WIDEST: f64 = 80.0;

/// Bars beside each other: of one or of several kinds at each place.
pub(in crate::report) struct Bars<'a> {
    /// Unique in the page.
    pub id: &'a str,
    /// What it shows.
    pub title: String,
    /// What can be seen in it.
    pub description: String,
    /// What the kinds are called, where there are several.
    pub kinds: Vec<String>,
    /// The label of each place, and a value for each kind.
    pub places: Vec<(String, Vec<u64>)>,
    /// Places whose labels come before others where there is not room for all.
    pub landmarks: Vec<usize>,
    /// A line upwards.
    pub mark: Option<Mark>,
}

/// A line across the bars' places.
pub(in crate::report) struct Mark {
    /// Where: the number of places on its left.
    pub at: f64,
    /// What it means.
    pub label: String,
}

impl Bars<'_> {
    pub(in crate::report) fn draw(&self) -> Markup {
        let largest = self.places.iter().flat_map(|(_, values)| values).max();
        let (top, steps) = scale::steps(largest.copied().unwrap_or_default());
        let slot = (RIGHT - LEFT) as f64 / self.places.len().max(1) as f64;
        let kinds = self.places.first().map_or(0, |(_, values)| values.len());
        let gap = if slot > 6.0 { slot * 0.2 } else { 0.0 };
        let width = (slot - gap).min(WIDEST) / kinds.max(1) as f64;
        let gap = slot - width * kinds as f64;
        // One path for all bars of a kind.
        let path = |kind: usize| {
            let mut path = String::new();
            for (at, (_, values)) in self.places.iter().enumerate() {
                if values[kind] == 0 {
                    continue;
                }
                let x = LEFT as f64 + at as f64 * slot + gap / 2.0 + kind as f64 * width;
                // What is there is seen, however small.
                let y = height(values[kind] as f64 / top as f64).min(BOTTOM - 1);
                let written = write!(path, "M{x:.1} {BOTTOM}V{y}h{width:.1}V{BOTTOM}z");
                debug_assert!(written.is_ok(), "text grows as it needs");
            }
            path
        };
        let middle = |at: usize| LEFT as f64 + (at as f64 + 0.5) * slot;
        let inner = html! {
            (grid(&steps))
            @for kind in 0..kinds { path class={ "bar kind" (kind) } d=(path(kind)) {} }
            path.axis d={ "M" (LEFT) " " (BOTTOM) "H" (RIGHT) } {}
            @for at in self.labelled(slot) {
                text.place x=(format!("{:.0}", middle(at))) y=(BOTTOM + 18) { (self.places[at].0) }
            }
            @for (at, kind) in self.kinds.iter().enumerate() {
                text class={ "legend kind" (at) } x=(LEFT + 150) y=(TOP + 14 + 16 * at) { (kind) }
            }
            @if let Some(mark) = &self.mark {
                @let x = LEFT as f64 + mark.at * slot;
                path.mark d={ "M" (format!("{x:.1}")) " " (TOP) "V" (BOTTOM) } {}
                @if x > (LEFT + RIGHT) as f64 / 2.0 {
                    text.mark-left x=(format!("{:.0}", x - 6.0)) y=(TOP + 10) { (mark.label) }
                } @else {
                    text.mark-right x=(format!("{:.0}", x + 6.0)) y=(TOP + 10) { (mark.label) }
                }
            }
        };
        frame(self.id, &self.title, &self.description, &inner)
    }

    /// The places that have a label: as many as there is room for.
    fn labelled(&self, slot: f64) -> Vec<usize> {
        let all: Vec<usize> = (0..self.places.len()).collect();
        let places = if self.landmarks.is_empty() {
            &all
        } else {
            &self.landmarks
        };
        let span = match places[..] {
            [first, second, ..] => slot * (second - first) as f64,
            _ => slot,
        };
        let room = |at: usize| self.places[at].0.chars().count() as f64 * CHARACTER;
        let longest = places.iter().map(|at| room(*at)).fold(0.0, f64::max);
        let every = ((longest + BETWEEN) / span).ceil().max(1.0) as usize;
        // One at the end may reach a little beyond its place, not out of the picture.
        let fits =
            |at: &usize| (*at as f64 + 0.5) * slot + room(*at) / 2.0 <= (WIDTH - LEFT) as f64;
        let labelled = places.iter().copied().step_by(every);
        labelled.filter(fits).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(values: &[u64]) -> String {
        let places = values
            .iter()
            .map(|it| (it.to_string(), vec![*it]))
            .collect();
        let bars = Bars {
            id: "b",
            title: "<T>".to_owned(),
            description: "D".to_owned(),
            kinds: Vec::new(),
            places,
            landmarks: Vec::new(),
            mark: Some(Mark {
                at: 1.0,
                label: "here".to_owned(),
            }),
        };
        bars.draw().into_string()
    }

    #[test]
    fn every_value_that_is_not_nothing_has_a_bar() {
        let drawn = bars(&[0, 1, 1_000_000]);
        let path = drawn.split("kind0\" d=\"").nth(1).unwrap();
        let path = path.split('"').next().unwrap();
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert!(
            path.contains("V207"),
            "the small one is one unit high: {path}"
        );
        assert!(
            path.contains("V16"),
            "the large one has the whole height: {path}"
        );
        assert!(drawn.contains("&lt;T&gt;") && drawn.contains("here"));
    }

    #[test]
    fn nothing_at_all_can_be_drawn() {
        assert!(bars(&[]).contains("<svg"));
    }
}
