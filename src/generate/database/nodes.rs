//! Categories and rooms, which share a table, and who may do what in them.

use std::io;

use super::{
    LOOKED_AFTER, MADE, NO_GUID, SYSTEM, TOUCHED, flag, lookups, number, role_types, setting,
};
use crate::directory::{
    Behavior, Category, Directory, Grant, Room, ScopeEntry, Settings, Visibility,
};
use crate::generate::fit::nearest;
use crate::generate::rows::{Rows, Value};
use crate::sqlserver::Table;

/// The number for a visibility that is not known.
const UNCLEAR: i64 = 9;

/// A category or a room.
struct Node<'a> {
    id: &'a str,
    guid: Option<&'a str>,
    parent: Option<&'a str>,
    category: bool,
    name: &'a str,
    description: &'a str,
    topic: &'a str,
    disabled: bool,
    settings: &'a Settings,
    addin: Option<&'a str>,
    role_definer: Option<&'a str>,
    override_member: Option<bool>,
    roles: &'a [Grant],
    scope: &'a [ScopeEntry],
}

impl<'a> From<&'a Category> for Node<'a> {
    fn from(it: &'a Category) -> Self {
        Node {
            id: &it.id,
            guid: it.guid.as_deref(),
            parent: it.parent.as_deref(),
            category: true,
            name: &it.name,
            description: &it.description,
            topic: "",
            disabled: false,
            settings: &it.settings,
            addin: None,
            role_definer: it.role_definer.as_deref(),
            override_member: it.override_member,
            roles: &it.roles,
            scope: &it.scope,
        }
    }
}

impl<'a> From<&'a Room> for Node<'a> {
    fn from(it: &'a Room) -> Self {
        Node {
            id: &it.id,
            guid: it.guid.as_deref(),
            parent: it.category.as_deref(),
            category: false,
            name: &it.name,
            description: &it.description,
            topic: &it.topic,
            disabled: it.disabled,
            settings: &it.settings,
            addin: it.addin.as_deref(),
            role_definer: it.role_definer.as_deref(),
            override_member: it.override_member,
            roles: &it.roles,
            scope: &it.scope,
        }
    }
}

/// Categories first: their numbers are the lower ones.
fn all(pool: &Directory) -> impl Iterator<Item = Node<'_>> {
    let categories = pool.categories.iter().map(Node::from);
    categories.chain(pool.rooms.iter().map(Node::from))
}

pub(super) fn nodes(rows: &mut Rows<'_, '_>, table: &Table, pool: &Directory) -> io::Result<()> {
    for node in all(pool) {
        let values = table.columns.iter();
        let values = values.map(|column| value(&column.name, &node, pool));
        rows.row(&values.collect::<io::Result<Vec<_>>>()?)?;
    }
    Ok(())
}

fn value<'a>(column: &str, node: &Node<'a>, pool: &Directory) -> io::Result<Value<'a>> {
    let Settings {
        invite,
        logged,
        file_post,
        behavior,
        visibility,
        unclear,
    } = node.settings;
    Ok(match column {
        "nodeID" => number(node.id)?,
        "nodeGuid" => Value::Text(node.guid.unwrap_or(NO_GUID)),
        "parentID" => node.parent.map_or(Ok(Value::Null), number)?,
        "nodeType" => flag(node.category),
        "nodeName" => Value::Text(node.name),
        "nodeDesc" => Value::Text(node.description),
        "topic" => Value::Text(node.topic),
        "filestoreURI" if node.parent == Some(node.id) => {
            Value::Text("https://chat.contoso.com/MGCWebService")
        }
        "inheritance" => flag(false),
        "scopeChange" => flag(node.category),
        "overrideMember" => flag(node.override_member == Some(true)),
        "invite" => setting(*invite),
        "logged" => setting(*logged),
        "filePost" => setting(*file_post),
        "disabled" => flag(node.disabled),
        "behavior" => Value::Int(match behavior {
            Some(Behavior::Auditorium) => 5,
            Some(Behavior::Normal) | None => 4,
        }),
        "visibility" => match visibility {
            Some(Visibility::Private) => Value::Int(2),
            Some(Visibility::Scope) => Value::Int(3),
            Some(Visibility::Open) => Value::Int(6),
            None if unclear.visibility.is_some() => Value::Int(UNCLEAR),
            None => Value::Null,
        },
        "scopeDefinerId" => number(&scope_definer(node, pool))?,
        "roleDefinerId" => number(node.role_definer.unwrap_or(node.id))?,
        "siopID" => node.addin.map_or(Value::Null, Value::Text),
        "nodeAddedBy" | "nodeUpdatedBy" => SYSTEM,
        "nodeAddedOn" => MADE,
        "nodeUpdatedOn" => TOUCHED,
        "purgedOn" if node.category => LOOKED_AFTER,
        // restrictChildCreate
        _ => Value::Null,
    })
}

/// The nearest node from this one upwards that says who may be a member, else the root.
fn scope_definer(node: &Node<'_>, pool: &Directory) -> Box<str> {
    let defines = |id: &str| pool.category(id).is_some_and(|it| !it.scope.is_empty());
    if !node.scope.is_empty() {
        return node.id.into();
    }
    nearest(pool, node.parent.unwrap_or(node.id), defines)
}

pub(super) fn scopes(rows: &mut Rows<'_, '_>, table: &Table, pool: &Directory) -> io::Result<()> {
    let denials = table.column("scopeIsDenied").is_some();
    for node in all(pool) {
        for entry in node.scope {
            let [node, principal] = [node.id, pool.principals.id(entry.principal)].map(number);
            if denials {
                rows.row(&[node?, principal?, flag(entry.denied), SYSTEM])?;
            } else {
                rows.row(&[node?, principal?, SYSTEM])?;
            }
        }
    }
    Ok(())
}

pub(super) fn roles(rows: &mut Rows<'_, '_>, table: &Table, pool: &Directory) -> io::Result<()> {
    for node in all(pool) {
        let id = number(node.id)?;
        for grant in node.roles {
            let principal = number(pool.principals.id(grant.principal))?;
            for role in role_types(grant) {
                let (overrides, scope) = lookups::honors(role);
                let values = [
                    id,
                    principal,
                    Value::Int(role),
                    SYSTEM,
                    flag(overrides),
                    flag(scope),
                ];
                rows.row(&values[..table.columns.len()])?;
            }
        }
    }
    Ok(())
}
