use super::{Basis, Rule, Severity};

macro_rules! rule {
    ($id:literal, $module:ident, $severity:ident, $basis:ident, $step:expr, [$($column:literal),* $(,)?]) => {
        Rule {
            id: $id,
            severity: Severity::$severity,
            basis: Basis::$basis,
            step: $step,
            columns: &[$($column),*],
            check: super::$module::check,
            page: include_str!(concat!("../../docs/rules/", $id, ".md")),
        }
    };
}

/// What stands in the place of a rule where somebody decides by hand: it needs no finding, and finds nothing.
pub const MANUAL: &str = "manual";

/// Its page, as `pchat explain` prints it.
pub const MANUAL_PAGE: &str = include_str!("../../docs/manual.md");

/// Every rule, in the order of the reports.
// A table is read by its columns, so each rule keeps to two lines.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule!("long-name", long_name, Error, Documented, Some("prepare, 3"),
        ["full_name", "length", "own_length", "joins", "separator", "too_long_from_separator", "suggestion"]),
    rule!("name-conflict", name_conflict, Error, Documented, Some("prerequisites, 2"),
        ["case", "full_name", "conflicts_with", "keeps", "suggestion"]),
    rule!("target-conflict", target_conflict, Error, Documented, Some("prerequisites, 2"),
        ["case", "full_name", "target_kind", "target_id", "target_name", "suggestion"]),
    rule!("federated-user", federated_user, Warning, Documented, Some("prepare, 6"),
        ["case", "uri", "roles", "rooms", "manages", "messages"]),
    rule!("federated-room", federated_room, Warning, Documented, Some("prepare, 6"),
        ["case", "federated", "principals", "other_managers", "other_members", "messages"]),
    rule!("invitation-mismatch", invitation_mismatch, Warning, Documented, Some("prepare, 4"),
        ["category_id", "category", "set_by", "members"]),
    rule!("room-setting-lost", room_setting_lost, Warning, Documented, None,
        ["case", "value", "category_id", "category", "category_value"]),
    rule!("root-manager", root_manager, Warning, Documented, Some("prepare, 2"),
        ["case", "new_rooms", "rooms", "disabled", "federated"]),
    rule!("nested-category", nested_category, Info, Documented, Some("prepare, 1"),
        ["parent_id", "parent", "depth", "full_name", "length", "rooms"]),
    rule!("uploaded-file", uploaded_file, Info, Documented, Some("prepare, 5"),
        ["case", "files", "guid", "missing", "missing_files"]),
    rule!("disabled-room", disabled_room, Info, Documented, Some("prepare, 7"),
        ["category", "messages", "last_message"]),
    rule!("before-cutoff", before_cutoff, Info, Documented, Some("prepare, 8"),
        ["case", "since", "before", "kept", "first_message", "last_message", "given"]),
    rule!("foreign-forest", foreign_forest, Error, Documented, Some("prepare, 1"),
        ["domain", "forest", "ad_path", "roles"]),
    rule!("disabled-principal", disabled_principal, Warning, Documented, None,
        ["case", "uri", "roles", "rooms", "manages", "messages"]),
    rule!("unknown-principal", unknown_principal, Warning, Inferred, None,
        ["roles", "scopes", "affiliations", "messages"]),
    rule!("duplicate-principal", duplicate_principal, Warning, Documented, None,
        ["case", "value", "others"]),
    rule!("room-without-manager", room_without_manager, Warning, Documented, None,
        ["managers", "members", "category_managers", "root_managers", "messages"]),
    rule!("outside-scope", outside_scope, Warning, Documented, None,
        ["case", "scope_of", "principals", "count"]),
    rule!("topic-lost", topic_lost, Info, Documented, None,
        ["topic", "length"]),
    rule!("long-text", long_text, Error, Documented, None,
        ["case", "field", "length", "limit", "value"]),
    rule!("orphan", orphan, Error, Documented, None,
        ["case", "parent_id", "messages"]),
    rule!("invalid-text", invalid_text, Warning, Documented, None,
        ["case", "room", "field", "character", "at", "count"]),
    rule!("odd-time", odd_time, Warning, Inferred, None,
        ["case", "room", "time", "count"]),
    rule!("capacity", capacity, Warning, Documented, None,
        ["case", "count", "limit"]),
    rule!("not-understood", not_understood, Info, Documented, None,
        ["case", "path", "count"]),
];
