//! The files of all languages.

use super::language::Language;

macro_rules! areas {
    ($($area:literal)*) => {
        /// The areas, and of each its file in every language.
        const AREAS: &[(&str, [&str; 4])] = &[$(($area, [
            include_str!(concat!("en/", $area, ".toml")),
            include_str!(concat!("de/", $area, ".toml")),
            include_str!(concat!("fr/", $area, ".toml")),
            include_str!(concat!("it/", $area, ".toml")),
        ])),*];
    };
}

areas! {
    "backup"
    "bacpac"
    "catalogue"
    "compressed-backup"
    "data-file"
    "decisions"
    "edit"
    "extract"
    "files"
    "folder"
    "foreign"
    "format-file"
    "generate"
    "input"
    "migration"
    "misuse"
    "native"
    "output"
    "package"
    "page"
    "page-activity"
    "page-conversion"
    "page-deciding"
    "page-findings"
    "page-first"
    "page-inventory"
    "page-people"
    "page-source"
    "page-verification"
    "pages"
    "plan"
    "pool"
    "program"
    "records"
    "redact"
    "report"
    "result"
    "runbook"
    "runbook-page"
    "script"
    "shared"
    "surroundings"
    "text-rows"
    "values"
    "verify"
    "workbook"
    "xml"
    "zip"
}

/// How many areas there are.
pub(super) const COUNT: usize = AREAS.len();

/// The names of all areas, in order.
pub(super) fn areas() -> impl Iterator<Item = &'static str> {
    AREAS.iter().map(|(area, _)| *area)
}

/// The place of an area among all.
pub(super) fn place(area: &str) -> Option<usize> {
    areas().position(|it| it == area)
}

/// The file of the area at this place.
pub(super) fn text(place: usize, language: Language) -> &'static str {
    language.of(AREAS[place].1)
}
