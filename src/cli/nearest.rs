//! What was probably meant by a name that is not known.

/// From which likeness on a name is proposed: 1 is the same. Less gives names that were not meant.
const LIKE: f64 = 0.8;

/// The known name that this one is most like, if it is like any.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let likeness = |known: &'a str| (strsim::jaro_winkler(&name, known), known);
    let most_like = known.into_iter().map(likeness);
    let most_like = most_like.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (most_like.0 >= LIKE).then_some(most_like.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found_and_nothing_is_made_up() {
        let known = [
            "long-name",
            "long-text",
            "name-conflict",
            "nested-category",
            "orphan",
        ];
        for (name, meant) in [
            ("long-names", Some("long-name")),
            ("Longname", Some("long-name")),
            ("long_text", Some("long-text")),
            ("conflict-name", None),
            ("nested", Some("nested-category")),
            ("orphans", Some("orphan")),
            ("federation", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
    }
}
