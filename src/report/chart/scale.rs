use crate::wording::words;

/// Round values from 0 to at least the largest, each with its share of the last.
pub(super) fn steps(largest: u64) -> (u64, Vec<(String, f64)>) {
    let (top, step) = round(largest.max(1));
    let count = top / step;
    let steps = (0..=count).map(|at| (words().number(at * step), at as f64 / count as f64));
    (top, steps.collect())
}

/// A round number that is not less, and the step by which it is reached in three to six steps.
fn round(largest: u64) -> (u64, u64) {
    let mut unit = 1_u64;
    loop {
        for step in [unit, unit.saturating_mul(2), unit.saturating_mul(5)] {
            if largest.div_ceil(step) <= 5 {
                return (largest.div_ceil(step).max(1) * step, step);
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_reach_the_largest() {
        for (largest, expected) in [
            (0, (1, 1)),
            (1, (1, 1)),
            (5, (5, 1)),
            (6, (6, 2)),
            (79, (80, 20)),
            (1_234, (1_500, 500)),
            (98_765, (100_000, 20_000)),
        ] {
            assert_eq!(round(largest.max(1)), expected, "{largest}");
        }
        let (top, steps) = steps(1_234);
        assert_eq!(top, 1_500);
        assert_eq!(steps.first().unwrap(), &("0".to_owned(), 0.0));
        assert_eq!(steps.last().unwrap(), &("1,500".to_owned(), 1.0));
    }
}
