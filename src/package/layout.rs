//! Where things stand in the XML: data, read from `layout.toml` or from the user's own file.

mod entity;
mod pattern;

use std::path::Path;

use toml::{Table, Value};
use xxhash_rust::xxh3::xxh3_128;

use crate::input::Error;
use crate::wording::wording;

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

wording! {
    in "package";
    /// What is wrong with a layout file.
    pub(crate) enum Problem {
        /// It is no TOML, as the reader of that says.
        NotToml { cause: String },
        /// It does not say which schema it has.
        NoSchema,
        /// It has a table that means nothing.
        UnknownTable { name: String, known: Vec<String> },
        /// What should be a table is none.
        NoTable { name: String },
        /// A message's field is more than one step away.
        DeepField,
        /// A table does not say where its elements stand.
        NoPaths { name: String },
        /// A table has a field that means nothing there.
        UnknownField { table: String, field: String, known: Vec<String> },
        /// What should be a list of texts is none.
        NoTexts { table: String, field: String },
        /// Two slashes stand side by side in a path, or one at its end.
        EmptyName { path: String },
        /// A path ends with stars.
        NoLastName { path: String },
    }
}

wording! {
    in "package";
    /// Why a layout file cannot be used.
    enum Unusable {
        /// The system cannot read it.
        LayoutNotRead,
        /// Something is wrong with it.
        NotUsable { problem: Problem },
    }
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
            .map_err(|cause| Error::io(Unusable::LayoutNotRead, cause).in_input(&shown))?;
        Layout::parse(&text)
            .map_err(|problem| Error::new(Unusable::NotUsable { problem }).in_input(shown))
    }

    /// The text of the built-in layout, to start an own one from.
    pub fn built_in_text() -> &'static str {
        BUILT_IN
    }

    /// A hash of the text that it was read from (XXH3, 128 bits): tells one layout file from another of its name.
    pub fn digest(&self) -> u128 {
        self.digest
    }

    fn parse(text: &str) -> Result<Layout, Problem> {
        let mut file: Table = text.parse().map_err(|error: toml::de::Error| {
            let cause = error.to_string();
            Problem::NotToml { cause }
        })?;
        if file.remove("schema").and_then(|schema| schema.as_integer()) != Some(1) {
            return Err(Problem::NoSchema);
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
            return Err(Problem::UnknownTable {
                name: unknown.clone(),
                known: KNOWN.iter().map(|(name, ..)| (*name).to_owned()).collect(),
            });
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
) -> Result<EntityLayout, Problem> {
    let Value::Table(mut table) = table else {
        let name = name.to_owned();
        return Err(Problem::NoTable { name });
    };
    let mut part_layouts = Vec::new();
    for (part_name, part, part_fields) in parts {
        let Some(part_table) = table.remove(*part_name) else {
            continue;
        };
        let full_name = format!("{name}.{part_name}");
        let Value::Table(mut part_table) = part_table else {
            return Err(Problem::NoTable { name: full_name });
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
        return Err(Problem::DeepField);
    }
    Ok(EntityLayout {
        entity,
        at,
        fields,
        parts: part_layouts,
    })
}

fn patterns(name: &str, table: &mut Table) -> Result<Vec<Pattern>, Problem> {
    let at = table.remove("at").ok_or_else(|| Problem::NoPaths {
        name: name.to_owned(),
    })?;
    strings(name, "at", at)?
        .iter()
        .map(|path| Pattern::parse(path))
        .collect()
}

fn field_layouts(name: &str, known: &[&str], table: Table) -> Result<Vec<FieldLayout>, Problem> {
    let mut fields = Vec::new();
    for (key, candidates) in table {
        let field = Field::named(&key).filter(|_| known.contains(&key.as_str()));
        let Some(field) = field else {
            return Err(Problem::UnknownField {
                table: name.to_owned(),
                field: key,
                known: known.iter().map(|name| (*name).to_owned()).collect(),
            });
        };
        for (rank, path) in strings(name, &key, candidates)?.iter().enumerate() {
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

fn strings(table: &str, field: &str, value: Value) -> Result<Vec<String>, Problem> {
    let wrong = || Problem::NoTexts {
        table: table.to_owned(),
        field: field.to_owned(),
    };
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
