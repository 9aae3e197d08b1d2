//! Objects that would have one name in the target pool, where names are unique.

use std::collections::HashMap;

use super::{
    Basis, Evidence, Finding, NotRun, Object, Rule, Severity, Value, choice, details, with_rest,
};
use crate::directory::FinalName;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "name-conflict",
    severity: Severity::Error,
    basis: Basis::Documented,
    step: Some("prerequisites, 2"),
    columns: Found::COLUMNS,
    choices: choice::RENAME_ANY_OR_EXCLUDE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        full_name: String,
        conflicts_with: Value,
        keeps: bool,
        suggestion: Option<String>,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, names, ..
    } = evidence;
    NotRun::NoCategories.unless(directory.parts.categories)?;
    let categories = directory.categories.iter().map(Object::from);
    let rooms = directory.rooms.iter().map(Object::from);
    let addins = directory.addins.iter().map(Object::from);
    let mut findings = Vec::new();
    let mut lists = HashMap::new();
    for (object, name, case) in (categories.zip(&names.categories))
        .map(|(object, name)| (object, name, "category-category"))
        .chain((rooms.zip(&names.rooms)).map(|(object, name)| (object, name, "room-room")))
        .chain((addins.zip(&names.addins)).map(|(object, name)| (object, name, "addin-addin")))
        .filter(|(_, name, _)| name.clash_count > 0)
    {
        let case = if name.clash_mixed {
            "room-category"
        } else {
            case
        };
        let suggestion = name.suggestion.as_ref().filter(|_| !name.keeps);
        let finding = RULE.finding(
            object,
            Found {
                case,
                full_name: name.flat.text.clone(),
                conflicts_with: others(name, &mut lists),
                keeps: name.keeps,
                suggestion: suggestion.cloned(),
            },
        );
        // Neither what stands between the names of a chain is documented, nor the weights of collations.
        findings.push(if name.clash_uncertain {
            finding.with_basis(Basis::Inferred)
        } else {
            finding
        });
    }
    Ok(findings)
}

/// What it clashes with; those that share a list of it share this one, too.
fn others(name: &FinalName, lists: &mut HashMap<*const (&'static str, String), Value>) -> Value {
    let list = lists.entry(name.clashes.as_ptr()).or_insert_with(|| {
        let listed = name.clashes.iter().map(|(kind, id)| format!("{kind} {id}"));
        with_rest(listed.collect(), name.clash_count)
    });
    list.clone()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn each_object_of_a_group_has_its_finding() {
        let mut pool = Pool::new();
        pool.category("2", "1", "News");
        pool.category("3", "1", "IT");
        pool.room("10", "2", "news ");
        pool.room("11", "3", "Help Desk");
        pool.room("12", "2", "HELP DESK");
        pool.room("13", "2", "Other");
        pool.addin("a", "Help Desk", "https://contoso.com/a");
        pool.addin("b", "help desk", "https://contoso.com/b");
        assert_eq!(
            pool.says("name-conflict"),
            [
                "error documented category 2: case=room-category full_name=News conflicts_with=[room 10] keeps=true suggestion=-",
                "error documented room 10: case=room-category full_name=news  conflicts_with=[category 2] keeps=false suggestion=news (2)",
                "error documented room 11: case=room-room full_name=Help Desk conflicts_with=[room 12] keeps=true suggestion=-",
                "error documented room 12: case=room-room full_name=HELP DESK conflicts_with=[room 11] keeps=false suggestion=HELP DESK (2)",
                "error documented addin a: case=addin-addin full_name=Help Desk conflicts_with=[addin b] keeps=true suggestion=-",
                "error documented addin b: case=addin-addin full_name=help desk conflicts_with=[addin a] keeps=false suggestion=help desk (2)",
            ]
        );
    }

    #[test]
    fn equal_names_below_different_categories_differ_by_their_prefix() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.room("10", "2", "News");
        pool.room("11", "3", "News");
        assert!(pool.says("name-conflict").is_empty());
    }

    #[test]
    fn what_is_equal_by_the_separator_only_is_inferred() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.category("4", "1", "IT Network");
        pool.room("10", "3", "News");
        pool.room("11", "3", "news");
        pool.room("12", "2", "IT Network News");
        let basis = |line: &String| line.split(':').next().unwrap().to_owned();
        let says: Vec<String> = pool.says("name-conflict").iter().map(basis).collect();
        assert_eq!(
            says,
            [
                "error inferred category 3",
                "error inferred category 4",
                "error documented room 10",
                "error documented room 11",
                "error inferred room 12",
            ]
        );
    }

    #[test]
    fn what_is_equal_by_weights_only_is_inferred() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "Straße");
        pool.room("11", "2", "Strasse");
        pool.room("12", "2", "STRASSE");
        pool.addin("a", "Caf\u{e9}", "https://contoso.com/a");
        pool.addin("b", "Cafe\u{301}", "https://contoso.com/b");
        let basis = |line: &String| line.split(':').next().unwrap().to_owned();
        let says: Vec<String> = pool.says("name-conflict").iter().map(basis).collect();
        assert_eq!(
            says,
            [
                "error inferred room 10",
                "error documented room 11",
                "error documented room 12",
                "error inferred addin a",
                "error inferred addin b",
            ]
        );
    }

    #[test]
    fn the_collation_that_was_chosen_says_what_is_equal() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "Zürich");
        pool.room("11", "2", "Zurich");
        assert!(pool.says("name-conflict").is_empty());
        pool.options.collation.collation = "Latin1_General_CI_AI".parse().unwrap();
        assert_eq!(pool.says("name-conflict").len(), 2);
    }

    #[test]
    fn a_room_in_use_keeps_its_name_before_one_that_is_disabled() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News").disabled = true;
        pool.room("11", "2", "News");
        let says = pool.says("name-conflict");
        assert!(
            says[0].contains("keeps=false suggestion=News (2)"),
            "{says:?}"
        );
        assert!(says[1].contains("keeps=true suggestion=-"), "{says:?}");
    }

    #[test]
    fn many_equals_are_counted_but_not_all_listed() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        for id in 10..160 {
            pool.room(&id.to_string(), "2", "News");
        }
        let says = pool.says("name-conflict");
        assert_eq!(says.len(), 150);
        assert!(says[149].contains("[room 10, room 11, "));
        assert!(says[149].contains("room 109, +49] keeps=false suggestion=News (150)"));
    }
}
