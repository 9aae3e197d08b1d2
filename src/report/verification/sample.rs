//! Differences to show in tests.

use super::Verification;
use crate::report::sample;
use crate::rules::{Object, ObjectKind, Value};
use crate::verify::manifest::{ManifestExtent, ManifestUse};
use crate::verify::{Counts, Difference};

/// Two inputs that are equal.
pub(super) fn equal() -> Verification<'static> {
    let mut result = sample::input();
    result.name = "converted.zip".into();
    result.arguments = vec!["out dir/converted.zip".into()];
    Verification {
        source: sample::input(),
        result,
        options: Vec::new(),
        imported: false,
        counts: Counts {
            categories: 12,
            rooms: 23,
            addins: 5,
            principals: 30,
            roles: 1_096,
            scopes: 12,
            settings: 175,
            affiliations: 44,
            messages: 40_000,
            ..Counts::default()
        },
        manifest: ManifestUse {
            name: Some("converted.manifest.json".into()),
            other_name: None,
            extent: ManifestExtent::Whole,
        },
        reordered: Vec::new(),
        differences: &[],
        pools: [Box::leak(Box::default()); 2],
        rooms: &[],
        unlisted: 0,
        incomplete: false,
        ids_do_not_fit: false,
    }
}

/// Two inputs that differ in every way.
pub(super) fn with_differences(look: impl FnOnce(&Verification<'_>)) {
    let list = |ids: &[&str]| Value::from(ids.iter().map(|id| id.to_string()).collect::<Vec<_>>());
    let nothing = || Value::Nothing;
    let of = |kind, id, name, field, expected: Value, found: Value| Difference {
        object: Object::new(kind, id, name),
        room: None,
        field,
        expected,
        found,
    };
    let message = |room: &str, id, field, expected: Value, found: Value| Difference {
        room: Some(room.into()),
        ..of(ObjectKind::Message, id, "", field, expected, found)
    };
    use ObjectKind::{Category, Member, Principal, Room};
    let differences = [
        of(Member, "addins", "", "object", true.into(), false.into()),
        of(Category, "2", "Sales", "creator", list(&["11"]), nothing()),
        of(
            Room,
            "57",
            "=News",
            "name",
            "=News".into(),
            "News\u{8}".into(),
        ),
        of(Room, "57", "=News", "invite", nothing(), false.into()),
        of(
            Room,
            "57",
            "=News",
            "member",
            list(&["20", "21"]),
            list(&["99"]),
        ),
        of(Room, "58", "Desk", "object", true.into(), false.into()),
        of(
            Principal,
            "12",
            "Partner",
            "disabled",
            true.into(),
            false.into(),
        ),
        of(
            Room,
            "57",
            "=News",
            "messages",
            1_234_u64.into(),
            1_233_u64.into(),
        ),
        of(Room, "59", "Legal", "digest", "0a".into(), "0b".into()),
        message("57", "7", "message", 1_u64.into(), 0_u64.into()),
        message("59", "8", "content", nothing(), nothing()),
        message(
            "59",
            "9",
            "time",
            "2011-03-01T08:00:00Z".into(),
            "never".into(),
        ),
    ];
    look(&Verification {
        options: vec!["--decisions".into(), "my decisions.csv".into()],
        differences: &differences,
        unlisted: 90,
        incomplete: true,
        ..equal()
    });
}
