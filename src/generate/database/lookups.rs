//! Tables whose rows come with the product.

use std::io;

use super::flag;
use crate::directory::Directory;
use crate::generate::rows::{Rows, Value};
use crate::sqlserver::Table;

/// `rtypeID`s: they are not published, these are made up.
pub(super) const MEMBER: i64 = 11;
pub(super) const MANAGER: i64 = 12;
pub(super) const VOICED: i64 = 13;
pub(super) const CREATOR: i64 = 14;

/// Number, name, and whether it is the system, a user, federated (reference: database-schema, 3.2).
const PRINCIPAL_TYPES: [(i64, &str, bool, bool, bool); 11] = [
    (1, "Any", false, false, false),
    (2, "AnyUser", false, true, false),
    (3, "AnyGroup", false, false, false),
    (4, "SystemUser", true, false, false),
    (5, "User", false, true, false),
    (6, "ExternalUser", false, true, false),
    (7, "FederatedUser", false, true, true),
    (8, "DC", false, false, false),
    (9, "Group", false, false, false),
    (10, "Folder", false, false, false),
    (11, "Federated Group", false, false, true),
];

/// Those of them that the later generation does without.
const LEGACY_TYPES: [i64; 3] = [6, 7, 11];

/// Number, name, permissions by their bits, and whether it honors override and scope: plausible ones, as none are
/// published.
const ROLE_TYPES: [(i64, &str, &[u8], bool, bool); 4] = [
    (MEMBER, "Member", &[7, 8, 10, 11], true, true),
    (MANAGER, "Manager", &[2, 4, 7, 8, 10, 11], false, false),
    (VOICED, "Voiced", &[12], false, true),
    (CREATOR, "Creator", &[4], false, true),
];

pub(super) fn principal_types(
    rows: &mut Rows<'_, '_>,
    table: &Table,
    _pool: &Directory,
) -> io::Result<()> {
    let legacy = table.column("ptypeIsFederated").is_some();
    for (id, name, system, user, federated) in PRINCIPAL_TYPES {
        if legacy || !LEGACY_TYPES.contains(&id) {
            let [system, user, federated] = [system, user, federated].map(flag);
            let values = [Value::Int(id), Value::Text(name), system, user, federated];
            rows.row(&values[..table.columns.len()])?;
        }
    }
    Ok(())
}

pub(super) fn role_types(
    rows: &mut Rows<'_, '_>,
    table: &Table,
    _pool: &Directory,
) -> io::Result<()> {
    let legacy = table.column("honorsOverride").is_some();
    for (id, name, bits, overrides, scope) in ROLE_TYPES {
        if !legacy || id != CREATOR {
            let permissions = bits.iter().map(|bit| 1_i64 << bit).sum();
            let values = [
                Value::Int(id),
                Value::Text(name),
                Value::Int(permissions),
                flag(overrides),
                flag(scope),
            ];
            rows.row(&values[..table.columns.len()])?;
        }
    }
    Ok(())
}

/// What a role says of itself is repeated where it is granted.
pub(super) fn honors(role: i64) -> (bool, bool) {
    let mut roles = ROLE_TYPES.iter();
    let known = roles.find(|(id, ..)| *id == role);
    known.map_or((false, false), |(.., overrides, scope)| {
        (*overrides, *scope)
    })
}
