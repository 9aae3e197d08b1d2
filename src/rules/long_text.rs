//! Texts that are longer than their column, and add-ins whose address is none of the web.

use super::{
    ActionKind, Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, details,
};
use crate::directory::{ADDIN_NAME_LIMIT, NAME_LIMIT, utf16_len};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "long-text",
    severity: Severity::Error,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: &[
        (
            ObjectKind::Category,
            &[ActionKind::Keep, ActionKind::Exclude],
        ),
        (ObjectKind::Room, &[ActionKind::Keep, ActionKind::Exclude]),
        (ObjectKind::Addin, &[ActionKind::Keep, ActionKind::Rename]),
    ],
    check,
};

details! {
    struct Found {
        case: &'static str,
        field: &'static str,
        length: usize,
        limit: Option<usize>,
        value: String,
    }
}

/// The longest address of an add-in in UTF-16 units (`nvarchar(255)`).
const URL_LIMIT: usize = 255;

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    let mut findings = Vec::new();
    let mut measure = |object: Object, field: &'static str, text: &str, limit: usize| {
        let length = utf16_len(text);
        if length > limit {
            findings.push(finding(object, "too-long", field, text, Some(limit)));
        }
    };
    for category in &directory.categories {
        let text = &category.description;
        measure(category.into(), "description", text, NAME_LIMIT);
    }
    for room in &directory.rooms {
        measure(room.into(), "description", &room.description, NAME_LIMIT);
    }
    for addin in &directory.addins {
        measure(addin.into(), "name", &addin.name, ADDIN_NAME_LIMIT);
        measure(addin.into(), "url", &addin.url, URL_LIMIT);
    }
    let other_addins = directory.addins.iter().filter(|addin| !is_http(&addin.url));
    findings.extend(other_addins.map(|addin| {
        let object = addin.into();
        finding(object, "not-http", "url", &addin.url, None)
    }));
    Ok(findings)
}

fn finding(
    object: Object,
    case: &'static str,
    field: &'static str,
    text: &str,
    limit: Option<usize>,
) -> Finding {
    RULE.finding(
        object,
        Found {
            case,
            field,
            length: utf16_len(text),
            limit,
            value: text.to_owned(),
        },
    )
}

fn is_http(url: &str) -> bool {
    let scheme = url.trim_start().split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|it| it.eq_ignore_ascii_case("http") || it.eq_ignore_ascii_case("https"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn texts_over_their_limit_are_found() {
        let mut pool = Pool::new();
        let (fits, long) = ("x".repeat(256), "😀".repeat(129));
        pool.category("2", "1", "IT").description = long.clone();
        pool.room("10", "2", "News").description = fits;
        pool.room("11", "2", "Help").description = long.clone();
        let (name, url) = ("n".repeat(51), format!("https://{}", "u".repeat(248)));
        pool.addin("a", &name, &url);
        pool.addin("b", &name[..50], &url[..255]);
        assert_eq!(
            pool.says("long-text"),
            [
                format!(
                    "error documented category 2: case=too-long field=description length=258 limit=256 value={long}"
                ),
                format!(
                    "error documented room 11: case=too-long field=description length=258 limit=256 value={long}"
                ),
                format!(
                    "error documented addin a: case=too-long field=name length=51 limit=50 value={name}"
                ),
                format!(
                    "error documented addin a: case=too-long field=url length=256 limit=255 value={url}"
                ),
            ]
        );
    }

    #[test]
    fn addresses_are_http_or_https() {
        let mut pool = Pool::new();
        pool.addin("a", "Clock", "HTTPS://contoso.com");
        pool.addin("b", "Clock", "http://contoso.com");
        pool.addin("c", "Share", "file://contoso/share");
        pool.addin("d", "None", "");
        assert_eq!(
            pool.says("long-text"),
            [
                "error documented addin c: case=not-http field=url length=20 limit=- value=file://contoso/share",
                "error documented addin d: case=not-http field=url length=0 limit=- value=",
            ]
        );
    }
}
