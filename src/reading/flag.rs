/// A flag as packages usually have it.
pub(crate) fn word(set: bool) -> &'static str {
    if set { "1" } else { "0" }
}

/// A flag as packages and databases write it; `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        word if word.eq_ignore_ascii_case("true") => Some(true),
        word if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
