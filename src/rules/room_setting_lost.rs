//! Rooms with a chat history or file upload setting of their own: the target has them on the category only.

use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, details};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "room-setting-lost",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        value: Option<bool>,
        category_id: String,
        category: String,
        category_value: Option<bool>,
    }
}

/// Where nothing says what holds for the category, a room's own value is lost all the same. Rooms without category are
/// left to `orphan`.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    NotRun::NoCategories.unless(directory.parts.categories)?;
    let logged = tree.inherited(|it| it.settings.logged);
    let file_post = tree.inherited(|it| it.settings.file_post);
    let mut findings = Vec::new();
    for room in &directory.rooms {
        let own = &room.settings;
        if own.logged.is_none() && own.file_post.is_none() {
            continue;
        }
        let Some(category) = tree.category_above(room) else {
            continue;
        };
        let cases = [
            ("history", own.logged, logged.value(category)),
            ("files", own.file_post, file_post.value(category)),
        ];
        for (case, own, of_category) in cases {
            if own.is_some() && own != of_category {
                findings.push(RULE.finding(
                    room.into(),
                    Found {
                        case,
                        value: own,
                        category_id: category.id.to_string(),
                        category: category.name.clone(),
                        category_value: of_category,
                    },
                ));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn only_values_that_the_category_does_not_have_are_found() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT").settings.logged = Some(true);
        pool.category("3", "2", "Network");
        for (id, category, logged, file_post) in [
            ("10", "3", Some(false), Some(true)),
            ("11", "3", Some(true), None),
            ("12", "3", None, None),
            ("13", "99", Some(false), Some(false)),
        ] {
            let settings = &mut pool.room(id, category, id).settings;
            settings.logged = logged;
            settings.file_post = file_post;
        }
        assert_eq!(
            pool.says("room-setting-lost"),
            [
                "warning documented room 10: case=history value=false category_id=3 category=Network category_value=true",
                "warning documented room 10: case=files value=true category_id=3 category=Network category_value=-",
            ]
        );
        pool.directory.parts.categories = false;
        let reason = pool.not_run("room-setting-lost");
        assert_eq!(reason, Some(NotRun::NoCategories));
    }
}
