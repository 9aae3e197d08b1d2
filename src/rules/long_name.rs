//! Rooms and categories whose full name is longer than a name may be.

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details};
use crate::directory::{FinalName, utf16_len};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "long-name",
    severity: Severity::Error,
    basis: Basis::Documented,
    step: Some("prepare, 3"),
    columns: Found::COLUMNS,
    choices: choice::RENAME_OR_EXCLUDE,
    check,
};

details! {
    struct Found {
        full_name: String,
        length: usize,
        own_length: usize,
        joins: usize,
        separator: String,
        too_long_from_separator: Option<usize>,
        suggestion: Option<String>,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory,
        tree,
        names,
        options,
        ..
    } = evidence;
    NotRun::NoCategories.unless(directory.parts.categories)?;
    let finding = |object: Object, name: &FinalName| {
        let flat = &name.flat;
        let own_length = utf16_len(&object.name);
        let too_long_from_separator = flat.too_long_from_separator();
        let finding = RULE.finding(
            object,
            Found {
                full_name: flat.text.clone(),
                length: flat.units,
                own_length,
                joins: flat.joins,
                separator: options.separator.clone(),
                too_long_from_separator,
                suggestion: name.suggestion.clone(),
            },
        );
        // The separator is not documented, so a name that some separators leave short enough is no certain case.
        if too_long_from_separator == Some(0) {
            finding
        } else {
            finding.with_basis(Basis::Inferred)
        }
    };
    let categories = directory.categories.iter().zip(&names.categories);
    let rooms = directory.rooms.iter().zip(&names.rooms);
    Ok(categories
        .filter(|(category, _)| !tree.is_root(&category.id))
        .map(|(category, name)| (Object::from(category), name))
        .chain(rooms.map(|(room, name)| (room.into(), name)))
        .filter(|(_, name)| name.flat.is_too_long())
        .map(|(object, name)| finding(object, name))
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn only_names_over_the_limit_are_found_and_the_separator_matters() {
        let (a, b) = ("a".repeat(127), "b".repeat(127));
        let mut pool = Pool::new();
        pool.category("2", "1", &a);
        pool.category("3", "2", &b);
        pool.room("10", "3", "c");
        pool.room("11", "2", &"x".repeat(256));
        pool.room("12", "3", "four");
        pool.options.separator = "-".into();
        let (b_126, b_123) = (&b[..126], &b[..123]);
        assert_eq!(
            pool.says("long-name"),
            [
                format!(
                    "error inferred room 10: full_name={a}-{b}-c length=257 own_length=1 joins=2 separator=- \
                     too_long_from_separator=1 suggestion={a}-{b_126}-c"
                ),
                format!(
                    "error documented room 12: full_name={a}-{b}-four length=260 own_length=4 joins=2 separator=- \
                     too_long_from_separator=0 suggestion={a}-{b_123}-four"
                ),
            ]
        );
        pool.options.separator = String::new();
        assert_eq!(pool.says("long-name").len(), 1);
    }

    #[test]
    fn the_root_has_no_name_to_shorten() {
        let mut pool = Pool::new();
        pool.directory.categories[0].name = "x".repeat(300);
        assert!(pool.says("long-name").is_empty());
    }
}
