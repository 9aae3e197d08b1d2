//! Principals and their affiliations.

use std::io;

use super::{LOOKED_AFTER, MADE, NO_GUID, SYSTEM, TOUCHED, flag, number, optional};
use crate::directory::{Directory, Principal, PrincipalKind, PrincipalRef, natural_order};
use crate::generate::rows::{Rows, Value};
use crate::sqlserver::Table;

/// `index` of everybody's affiliation with himself.
const SELF: i64 = -1;

pub(super) fn principals(
    rows: &mut Rows<'_, '_>,
    table: &Table,
    pool: &Directory,
) -> io::Result<()> {
    let principals = &pool.principals;
    for at in sorted(pool, principals.iter().map(|(at, _)| at).collect()) {
        if let Some(principal) = principals.get(at) {
            let id = number(principals.id(at))?;
            let values = table.columns.iter();
            let values = values.map(|column| value(&column.name, id, principal));
            rows.row(&values.collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

fn value<'a>(column: &str, id: Value<'a>, principal: &'a Principal) -> Value<'a> {
    match column {
        "prinID" => id,
        "prinGuid" => Value::Text(principal.guid.as_deref().unwrap_or(NO_GUID)),
        "prinUri" => Value::Text(&principal.uri),
        "prinName" => optional(&principal.name),
        "prinDisplayName" => optional(&principal.display_name),
        "prinCompanyName" => optional(&principal.company),
        "prinEmail" => optional(&principal.email),
        "prinADPath" => optional(&principal.ad_path),
        "prinADUserPrincipalName" => optional(&principal.user_principal_name),
        "prinDisabled" => flag(principal.disabled),
        "prinTypeID" => Value::Int(match principal.kind {
            PrincipalKind::System => 4,
            PrincipalKind::User => 5,
            PrincipalKind::FederatedUser => 7,
            PrincipalKind::Domain => 8,
            PrincipalKind::Group => 9,
            PrincipalKind::Folder => 10,
            PrincipalKind::FederatedGroup => 11,
        }),
        "prinAllowedPermSet" => Value::Int(0),
        "prinUseInheritedPerms" => flag(true),
        "prinAddedBy" | "prinUpdatedBy" => SYSTEM,
        "prinAddedOn" => MADE,
        "prinUpdatedOn" => TOUCHED,
        "prinVerifiedOn" => LOOKED_AFTER,
        // prinPoolID, prinPolicyID
        _ => Value::Null,
    }
}

pub(super) fn affiliations(
    rows: &mut Rows<'_, '_>,
    _table: &Table,
    pool: &Directory,
) -> io::Result<()> {
    let affiliations = &pool.principals.affiliations;
    let number = |at| number(pool.principals.id(at));
    for holder in sorted(pool, affiliations.holders().collect()) {
        let id = number(holder)?;
        let (own, others): (Vec<_>, Vec<_>) =
            affiliations.of(holder).partition(|group| *group == holder);
        if !own.is_empty() {
            rows.row(&[id, id, Value::Int(SELF), SYSTEM])?;
        }
        for group in sorted(pool, others) {
            rows.row(&[id, number(group)?, Value::Int(1), SYSTEM])?;
        }
    }
    Ok(())
}

fn sorted(pool: &Directory, mut all: Vec<PrincipalRef>) -> Vec<PrincipalRef> {
    let id = |at: &PrincipalRef| pool.principals.id(*at);
    all.sort_by(|a, b| natural_order(id(a), id(b)));
    all
}
