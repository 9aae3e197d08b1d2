//! Layout files that are right, wrong and anything else; and the paths they name.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::pattern::Step;
use super::*;
use crate::seeded::cases;

fn path(text: &str) -> Vec<&str> {
    text.split('/').collect()
}

#[test]
fn the_built_in_layout_knows_every_entity() {
    let layout = Layout::built_in();
    for (name, entity, ..) in KNOWN {
        assert!(layout.entity(entity).is_some(), "{name}");
    }
}

#[test]
fn two_stars_stand_for_any_levels() {
    let pattern = Pattern::parse("Pool/**/A/B").unwrap();
    for matching in ["Pool/A/B", "Pool/X/A/B", "Pool/A/A/B", "Pool/X/Y/A/B"] {
        assert!(pattern.matches(&path(matching)), "{matching}");
    }
    for other in ["A/B", "Pool/A", "Pool/A/X/B", "Pool/A/B/C"] {
        assert!(!pattern.matches(&path(other)), "{other}");
    }
    assert_eq!(pattern.leads_to(&path("Pool/X/A")), Some(true));
    assert_eq!(pattern.leads_to(&path("Pool")), Some(false));
    assert_eq!(pattern.leads_to(&path("Pool/X")), None);
}

#[test]
fn mistakes_are_named() {
    for (text, expected) in [
        ("", "schema = 1"),
        (
            "schema = 1\n[rom]\nat = ['A']",
            "[rom] is nothing a layout has",
        ),
        ("schema = 1\n[room]\nid = ['x']", "needs `at`"),
        (
            "schema = 1\n[room]\nat = ['A']\ncolour = ['x']",
            "no field `colour`",
        ),
        ("schema = 1\n[room]\nat = 'A'", "must be a list"),
        ("schema = 1\n[room]\nat = ['A/**']", "must end with a name"),
        ("schema = 1\n[room]\nat = ['/A/B']", "has an empty name"),
        (
            "schema = 1\n[message]\nat = ['A']\ncontent = ['B/C']",
            "never deeper",
        ),
        ("schema = 1\n[room", "TOML"),
    ] {
        let problem = Layout::parse(text).unwrap_err().to_string();
        assert!(problem.contains(expected), "{text}: {problem}");
    }
}

/// The same question answered by trying everything.
fn naively(steps: &[Step], path: &[&str]) -> bool {
    match (steps.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((Step::Name(name), steps)), Some((first, path))) => {
            **name == **first && naively(steps, path)
        }
        (Some((Step::AnyLevels, rest)), _) => {
            naively(rest, path)
                || path
                    .split_first()
                    .is_some_and(|(_, path)| naively(steps, path))
        }
        _ => false,
    }
}

/// Lines of a layout file, many of them wrong.
const LINES: &[&str] = &[
    "schema = 1",
    "schema = 2",
    "[room]",
    "[user]",
    "[message]",
    "[room.roles]",
    "[message.roles]",
    "[[room]]",
    "[nothing]",
    "at = ['Pool/**/A']",
    "at = ['**/**/A', '/', 'A//B', '**', '']",
    "at = []",
    "at = 'A'",
    "id = ['id', '@id', 'A/B', '', '/']",
    "content = ['a/b']",
    "id = 5",
    "id = [1979-05-27, [], {}]",
    "roles = {}",
    "room = {at = ['A']}",
    "= ",
    "\"\"\" ",
    "a.b.c = [[[[",
];

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_pattern_matches_what_trying_everything_matches(
        pattern in vec(select(&["a", "b", "**"][..]), 0..7),
        path in vec(select(&["a", "b", "c"][..]), 0..8),
    ) {
        let text = [&pattern[..], &["a"]].concat().join("/");
        let pattern = Pattern::parse(&text).unwrap();
        prop_assert_eq!(pattern.matches(&path), naively(&pattern.0, &path), "{} {:?}", text, path);
        // A path leads there where the pattern up to one of its names, but not the last, matches.
        let leads = (1..pattern.0.len())
            .any(|end| pattern.0[end - 1] != Step::AnyLevels && naively(&pattern.0[..end], &path));
        prop_assert_eq!(pattern.leads_to(&path).is_some(), leads, "{} {:?}", text, path);
    }

    #[test]
    fn any_text_is_a_layout_or_a_mistake(lines in vec(select(LINES), 0..8), cut in 0..200_usize, any in ".{0,40}") {
        let text = lines.join("\n");
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        for text in [&text, &format!("schema = 1\n{text}"), &format!("{}{any}{}", &text[..cut], &text[cut..])] {
            if let Ok(layout) = Layout::parse(text) {
                prop_assert!(layout.entities.iter().all(|entity| entity.at.iter().all(|at| !at.last().is_empty())));
            }
        }
    }
}

/// A pattern with many `**` against a deep path takes no time to speak of.
#[test]
fn many_stars_do_not_multiply() {
    let pattern = Pattern::parse(&format!("{}b", "**/a/".repeat(40))).unwrap();
    let path = ["a"; 256];
    assert!(!pattern.matches(&path));
    assert_eq!(pattern.leads_to(&path), Some(true));
}
