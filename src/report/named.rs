//! Findings in which other objects have their names beside their ids: a person knows the names, a program the ids.

use std::borrow::Cow;

use crate::directory::Directory;
use crate::plan::Role;
use crate::rules::{Finding, Value};
use crate::verify::Difference;
use crate::wording::words;

/// The columns that hold ids of principals, and of categories.
const PRINCIPALS: [(&str, &str); 2] = [
    ("outside-scope", "principals"),
    ("duplicate-principal", "others"),
];
const CATEGORIES: [(&str, &str); 2] = [("outside-scope", "scope_of"), ("orphan", "parent_id")];

/// What an id is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Principal,
    Category,
}

/// The finding as a person reads it: `116 “User 06”` for the id 116. Ids of what has no name stay as they are.
pub(super) fn named<'a>(finding: &'a Finding, directory: &Directory) -> Cow<'a, Finding> {
    named_by(finding, |of, id| in_pool(of, id, directory))
}

/// The same of a difference between the pool as it was promised and as it was found.
pub(super) fn in_difference<'a>(
    difference: &'a Difference,
    [promised, found]: [&Directory; 2],
) -> Cow<'a, Difference> {
    let of = match difference.field {
        "author" | "authors" | "affiliation" | "scope" | "scope_denied" => Of::Principal,
        "parent" | "category" | "role_definer" => Of::Category,
        field if Role::ALL.iter().any(|role| role.word() == field) => Of::Principal,
        _ => return Cow::Borrowed(difference),
    };
    let names = |value, pool| with_names(value, |id| in_pool(of, id, pool));
    Cow::Owned(Difference {
        expected: names(&difference.expected, promised),
        found: names(&difference.found, found),
        ..difference.clone()
    })
}

/// An id with the name that it has in this pool.
fn in_pool(of: Of, id: &str, pool: &Directory) -> Option<String> {
    let principals = &pool.principals;
    let name = match of {
        Of::Principal => principals.find(id).map_or("", |it| principals.label(it)),
        Of::Category => pool.category(id).map_or("", |it| &it.name),
    };
    (!name.is_empty()).then(|| format!("{id} {}", words().quoted(name)))
}

/// The finding with what stands for ids; those that nothing stands for stay as they are.
pub(super) fn named_by<'a>(
    finding: &'a Finding,
    name: impl Fn(Of, &str) -> Option<String>,
) -> Cow<'a, Finding> {
    let mut named = Cow::Borrowed(finding);
    for (at, (column, value)) in finding.details.iter().enumerate() {
        let column = (finding.rule, *column);
        let of = match column {
            column if PRINCIPALS.contains(&column) => Of::Principal,
            column if CATEGORIES.contains(&column) => Of::Category,
            _ => continue,
        };
        named.to_mut().details[at].1 = with_names(value, |id| name(of, id));
    }
    named
}

fn with_names(value: &Value, name: impl Fn(&str) -> Option<String>) -> Value {
    let with_name = |id: &String| name(id).unwrap_or_else(|| id.clone());
    match value {
        Value::Text(id) => with_name(id).into(),
        Value::List(ids) => ids.iter().map(with_name).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::nested;
    use super::*;
    use crate::directory::{Category, Principal};

    #[test]
    fn ids_get_the_names_that_there_are() {
        let mut directory = Directory::default();
        let user = Principal {
            display_name: "User 7".into(),
            ..Principal::default()
        };
        assert!(directory.principals.describe("7", user).is_some());
        directory.principals.refer("9");
        assert!(directory.add_category(Category {
            id: "2".into(),
            name: "Sales".into(),
            ..Category::default()
        }));
        let ids = ["7", "9", "+49"].map(str::to_owned).to_vec();
        let finding = Finding {
            rule: "outside-scope",
            details: vec![
                ("scope_of", "2".into()),
                ("principals", ids.into()),
                ("count", 2_u64.into()),
            ],
            ..nested("57", "News", "News")
        };
        let named = named(&finding, &directory);
        let names = ["7 “User 7”", "9", "+49"].map(str::to_owned).to_vec();
        assert_eq!(
            named.details,
            [
                ("scope_of", "2 “Sales”".into()),
                ("principals", names.into()),
                ("count", 2_u64.into()),
            ]
        );
    }
}
