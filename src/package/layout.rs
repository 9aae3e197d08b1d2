//! Where things stand in the XML: data, read from `layout.toml` or from the user's own file.

mod entity;
mod pattern;

use std::path::Path;

use toml::{Table, Value};
use xxhash_rust::xxh3::xxh3_128;

use crate::input::Error;

pub(crate) use self::pattern::Pattern;
pub use entity::{Entity, Part};

/// The layout that is built in.
const BUILT_IN: &str = include_str!("layout.toml");

macro_rules! fields {
    ($($field:ident = $name:literal),* $(,)?) => {
        /// A field of an entity or of a part.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($field),* }

        impl Field {
            fn named(name: &str) -> Option<Field> {
                match name { $($name => Some(Field::$field),)* _ => None }
            }
        }
    };
}

fields! {
    Id = "id", Guid = "guid", Type = "type", Disabled = "disabled", Uri = "uri", Name = "name",
    DisplayName = "display_name", Company = "company", Email = "email", AdPath = "ad_path",
    UserPrincipalName = "user_principal_name", Parent = "parent", Category = "category", Invite = "invite",
    Logged = "logged", FilePost = "file_post", Behavior = "behavior", Visibility = "visibility",
    RestrictChildCreate = "restrict_child_create", RoleDefiner = "role_definer", OverrideMember = "override_member",
    Description = "description", Topic = "topic", Addin = "addin",
    Url = "url", Manager = "manager", Member = "member", Creator = "creator", Presenter = "presenter",
    Denied = "denied", Room = "room", Date = "date", Author = "author", Alert = "alert", Content = "content",
    Rtf = "rtf",
}

const PRINCIPAL: &[&str] = &[
    "id",
    "guid",
    "type",
    "disabled",
    "uri",
    "name",
    "display_name",
    "company",
    "email",
    "ad_path",
    "user_principal_name",
];
const NODE: [&str; 11] = [
    "id",
    "guid",
    "invite",
    "logged",
    "file_post",
    "behavior",
    "visibility",
    "role_definer",
    "override_member",
    "name",
    "description",
];
const ROLES: (&str, Part, &[&str]) = (
    "roles",
    Part::Roles,
    &["id", "manager", "member", "creator", "presenter"],
);
const SCOPE: (&str, Part, &[&str]) = ("scope", Part::Scope, &["id", "denied"]);

/// The tables of a layout file: name, entity, fields beside those of every node, parts.
type Known = (
    &'static str,
    Entity,
    &'static [&'static str],
    &'static [(&'static str, Part, &'static [&'static str])],
);

const KNOWN: [Known; 8] = [
    ("user", Entity::User, PRINCIPAL, &[]),
    ("group", Entity::Group, PRINCIPAL, &[]),
    (
        "affiliation",
        Entity::Affiliation,
        &["id"],
        &[("groups", Part::Groups, &["id"])],
    ),
    (
        "category",
        Entity::Category,
        &["parent", "restrict_child_create"],
        &[ROLES, SCOPE],
    ),
    (
        "room",
        Entity::Room,
        &["category", "disabled", "addin", "topic"],
        &[ROLES, SCOPE],
    ),
    ("addin", Entity::Addin, &["id", "name", "url"], &[]),
    ("message_room", Entity::MessageRoom, &["id"], &[]),
    (
        "message",
        Entity::Message,
        &["room", "id", "date", "author", "alert", "content", "rtf"],
        &[],
    ),
];

/// A layout: for every entity, where it is found and what its fields are called.
#[derive(Debug)]
pub struct Layout {
    pub(crate) entities: Vec<EntityLayout>,
    digest: u128,
}

#[derive(Debug)]
pub(crate) struct EntityLayout {
    pub entity: Entity,
    pub at: Vec<Pattern>,
    pub fields: Vec<FieldLayout>,
    pub parts: Vec<PartLayout>,
}

#[derive(Debug)]
pub(crate) struct PartLayout {
    pub part: Part,
    pub at: Vec<Pattern>,
    pub fields: Vec<FieldLayout>,
}

/// One candidate for a field: the path to it and its rank among the field's candidates, 0 the best.
#[derive(Debug)]
pub(crate) struct FieldLayout {
    pub field: Field,
    pub rank: u8,
    pub path: Vec<Box<str>>,
}

impl Layout {
    /// The layout that is built in.
    pub fn built_in() -> Layout {
        Layout::parse(BUILT_IN)
            .unwrap_or_else(|problem| unreachable!("the built-in layout: {problem}"))
    }

    /// Reads a layout file.
    ///
    /// # Errors
    /// Where the file cannot be read, is no TOML, or names what no layout has.
    pub fn read(path: &Path) -> Result<Layout, Error> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|cause| Error::io("the layout file cannot be read", cause).in_input(&shown))?;
        Layout::parse(&text).map_err(|problem| {
            Error::new(format!("the layout file is not usable: {problem}"))
                .in_input(shown)
                .hint("compare it with the built-in layout, which `pchat inspect --print-layout` prints")
        })
    }

    /// The text of the built-in layout, to start an own one from.
    pub fn built_in_text() -> &'static str {
        BUILT_IN
    }

    /// A hash of the text that it was read from (XXH3, 128 bits): tells one layout file from another of its name.
    pub fn digest(&self) -> u128 {
        self.digest
    }

    fn parse(text: &str) -> Result<Layout, String> {
        let mut file: Table = text
            .parse()
            .map_err(|error: toml::de::Error| error.to_string())?;
        if file.remove("schema").and_then(|schema| schema.as_integer()) != Some(1) {
            return Err("it must begin with `schema = 1`".into());
        }
        let mut entities = Vec::new();
        for (name, entity, own, parts) in KNOWN {
            let Some(table) = file.remove(name) else {
                continue;
            };
            let node = matches!(entity, Entity::Category | Entity::Room)
                .then_some(NODE)
                .into_iter()
                .flatten();
            let fields: Vec<&str> = own.iter().copied().chain(node).collect();
            entities.push(entity_layout(name, entity, &fields, parts, table)?);
        }
        if let Some(unknown) = file.keys().next() {
            let known: Vec<_> = KNOWN.iter().map(|(name, ..)| *name).collect();
            return Err(format!(
                "[{unknown}] is nothing a layout has; it has {}",
                known.join(", ")
            ));
        }
        Ok(Layout {
            entities,
            digest: xxh3_128(text.as_bytes()),
        })
    }

    /// What stands directly in an element of this name, whatever its case.
    pub(crate) fn listed_in(&self, name: &str) -> Vec<Entity> {
        let is_list = |pattern: &Pattern| {
            let mut names = pattern.names().into_iter().rev().skip(1);
            names
                .next()
                .is_some_and(|list| list.eq_ignore_ascii_case(name))
        };
        let entities = self.entities.iter();
        let listed = entities.filter(|layout| layout.at.iter().any(is_list));
        listed.map(|layout| layout.entity).collect()
    }

    pub(crate) fn entity(&self, entity: Entity) -> Option<&EntityLayout> {
        self.entities.iter().find(|known| known.entity == entity)
    }
}

fn entity_layout(
    name: &str,
    entity: Entity,
    fields: &[&str],
    parts: &[(&str, Part, &[&str])],
    table: Value,
) -> Result<EntityLayout, String> {
    let Value::Table(mut table) = table else {
        return Err(format!("[{name}] must be a table"));
    };
    let mut part_layouts = Vec::new();
    for (part_name, part, part_fields) in parts {
        let Some(part_table) = table.remove(*part_name) else {
            continue;
        };
        let full_name = format!("{name}.{part_name}");
        let Value::Table(mut part_table) = part_table else {
            return Err(format!("[{full_name}] must be a table"));
        };
        let at = patterns(&full_name, &mut part_table)?;
        let fields = field_layouts(&full_name, part_fields, part_table)?;
        part_layouts.push(PartLayout {
            part: *part,
            at,
            fields,
        });
    }
    let at = patterns(name, &mut table)?;
    let fields = field_layouts(name, fields, table)?;
    if entity == Entity::Message && fields.iter().any(|field| field.path.len() > 1) {
        return Err(
            "[message]: a field of a message is an attribute or a child, never deeper".into(),
        );
    }
    Ok(EntityLayout {
        entity,
        at,
        fields,
        parts: part_layouts,
    })
}

fn patterns(name: &str, table: &mut Table) -> Result<Vec<Pattern>, String> {
    let at = table
        .remove("at")
        .ok_or_else(|| format!("[{name}] needs `at`, the paths of its elements"))?;
    strings(&format!("[{name}] at"), at)?
        .iter()
        .map(|path| Pattern::parse(path))
        .collect()
}

fn field_layouts(name: &str, known: &[&str], table: Table) -> Result<Vec<FieldLayout>, String> {
    let mut fields = Vec::new();
    for (key, candidates) in table {
        let field = Field::named(&key).filter(|_| known.contains(&key.as_str()));
        let Some(field) = field else {
            return Err(format!(
                "[{name}] has no field `{key}`; it has {}",
                known.join(", ")
            ));
        };
        for (rank, path) in strings(&format!("[{name}] {key}"), candidates)?
            .iter()
            .enumerate()
        {
            let path = path
                .split('/')
                .map(|step| step.trim_start_matches('@').into())
                .collect();
            fields.push(FieldLayout {
                field,
                rank: rank.min(255) as u8,
                path,
            });
        }
    }
    Ok(fields)
}

fn strings(what: &str, value: Value) -> Result<Vec<String>, String> {
    let wrong = || format!("{what} must be a list of texts");
    let Value::Array(list) = value else {
        return Err(wrong());
    };
    list.into_iter()
        .map(|item| match item {
            Value::String(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(wrong()),
        })
        .collect()
}

#[cfg(test)]
mod tests;

/// Where messages and their rooms stand by a layout, for code that reads a package another way.
#[derive(Debug)]
pub(crate) struct Whereabouts<'l> {
    message: Option<&'l EntityLayout>,
    rooms: Vec<&'l EntityLayout>,
}

impl<'l> Whereabouts<'l> {
    pub fn new(layout: &'l Layout) -> Self {
        let rooms = [Entity::Room, Entity::MessageRoom];
        Whereabouts {
            message: layout.entity(Entity::Message),
            rooms: rooms.iter().filter_map(|it| layout.entity(*it)).collect(),
        }
    }

    /// Whether an element of this name may be a message or a room.
    pub fn may_be(&self, name: &str) -> bool {
        let mut all = self.rooms.iter().chain(&self.message);
        all.any(|layout| layout.at.iter().any(|at| at.last() == name))
    }

    /// Whether the element of this path is a message.
    pub fn is_message(&self, path: &[&str]) -> bool {
        self.message.is_some_and(|layout| is_at(layout, path))
    }

    /// Whether the element of this path is a room, or names one.
    pub fn is_room(&self, path: &[&str]) -> bool {
        self.rooms.iter().any(|layout| is_at(layout, path))
    }

    /// Whether an attribute or child of this name is a message's id, the room that it names, or its date; of a room,
    /// only the second: its id.
    pub fn asks_for(&self, name: &str, of_message: bool) -> (bool, bool, bool) {
        let is = |layout: &EntityLayout, field| {
            let mut fields = layout.fields.iter().filter(|known| known.field == field);
            fields.any(|known| matches!(&known.path[..], [only] if **only == *name))
        };
        if !of_message {
            let is_id = self.rooms.iter().any(|layout| is(layout, Field::Id));
            return (false, is_id, false);
        }
        let is = |field| self.message.is_some_and(|layout| is(layout, field));
        (is(Field::Id), is(Field::Room), is(Field::Date))
    }
}

fn is_at(layout: &EntityLayout, path: &[&str]) -> bool {
    layout.at.iter().any(|at| at.matches(path))
}
