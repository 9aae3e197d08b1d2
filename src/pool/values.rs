//! What the rows of the small tables say, before they are put together: a role, say, needs the table of role types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::binding::{Binding, Meaning, node, principal};
use super::damage::damaged;
use super::fault::RowFault;
use crate::directory::{Addin, ContentKind, Id, Principal, PrincipalKind, Settings};
use crate::reading::{self, Setting, flag};
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::{Kind, Row, Table, Value};

/// Rows of all tables but the messages.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub principals: Vec<(Id, Principal)>,
    /// Principal and affiliation.
    pub affiliations: Vec<(i32, i32)>,
    pub nodes: Vec<Node>,
    /// Number and description.
    pub role_types: Vec<(i32, String)>,
    /// Node, principal, type.
    pub roles: Vec<(i32, i32, i32)>,
    /// Node, principal, whether denied.
    pub scopes: Vec<(i32, i32, bool)>,
    pub addins: Vec<Addin>,
    /// Values of no known form: the column and how often.
    pub unknown_values: BTreeMap<String, u64>,
}

/// A category or a room.
#[derive(Debug)]
pub(crate) struct Node {
    pub id: Id,
    pub is_category: bool,
    pub guid: Option<Id>,
    pub parent: Option<Id>,
    pub name: String,
    pub description: String,
    pub topic: String,
    pub disabled: bool,
    pub settings: Settings,
    pub addin: Option<Id>,
    pub role_definer: Option<Id>,
    pub override_member: Option<bool>,
    pub restrict_child_create: Option<bool>,
}

impl Records {
    /// Takes a row.
    pub fn take(&mut self, binding: &Binding, row: &Row<'_>) -> Result<(), Fault> {
        let fields = Fields { binding, row };
        match binding.meaning {
            Meaning::Node => self.node(&fields),
            Meaning::Principal => self.principal(&fields),
            Meaning::Affiliations => {
                let pair = (fields.number(0)?, fields.number(1)?);
                self.affiliations.push(pair);
                Ok(())
            }
            Meaning::RoleType => {
                let pair = (fields.number(0)?, fields.text(1));
                self.role_types.push(pair);
                Ok(())
            }
            Meaning::Roles => {
                let role = (fields.number(0)?, fields.number(1)?, fields.number(2)?);
                self.roles.push(role);
                Ok(())
            }
            Meaning::Scope => {
                let denied = self.flag(&fields, 2).unwrap_or(false);
                let entry = (fields.number(0)?, fields.number(1)?, denied);
                self.scopes.push(entry);
                Ok(())
            }
            Meaning::Addins => {
                let id = fields.guid(0).ok_or_else(|| fields.missing(0))?;
                self.addins.push(Addin {
                    id,
                    name: fields.text(1),
                    url: fields.text(2),
                });
                Ok(())
            }
            Meaning::Chat | Meaning::Other | Meaning::Unknown => Ok(()),
        }
    }

    fn node(&mut self, fields: &Fields<'_>) -> Result<(), Fault> {
        let is_category = fields.needed_flag(node::TYPE)?;
        let node = Node {
            id: fields.id(node::ID)?,
            is_category,
            guid: fields.guid(node::GUID),
            parent: fields.optional_id(node::PARENT)?,
            name: fields.text(node::NAME),
            description: fields.text(node::DESCRIPTION),
            topic: fields.text(node::TOPIC),
            disabled: self.flag(fields, node::DISABLED).unwrap_or(false),
            settings: self.settings(fields),
            addin: fields.guid(node::ADDIN),
            role_definer: fields.optional_id(node::ROLE_DEFINER)?,
            override_member: self.flag(fields, node::OVERRIDE_MEMBER),
            restrict_child_create: self.flag(fields, node::RESTRICT_CHILD_CREATE),
        };
        self.nodes.push(node);
        Ok(())
    }

    fn settings(&mut self, fields: &Fields<'_>) -> Settings {
        let of = |setting| match setting {
            Setting::Invite => node::INVITE,
            Setting::Logged => node::LOGGED,
            Setting::FilePost => node::FILE_POST,
            Setting::Behavior => node::BEHAVIOR,
            Setting::Visibility => node::VISIBILITY,
        };
        reading::settings(
            |setting| fields.trimmed(of(setting)).map(Cow::from),
            |setting| self.unknown(fields, of(setting)),
        )
    }

    fn principal(&mut self, fields: &Fields<'_>) -> Result<(), Fault> {
        let id = fields.id(principal::ID)?;
        let kind = self.value(fields, principal::TYPE, PrincipalKind::parse);
        // 0 active, 1 disabled for SIP, 2 gone from Active Directory (reference: database-schema, 3.5).
        let disabled = self.value(fields, principal::DISABLED, |text| match text {
            "0" => Some(false),
            "1" | "2" => Some(true),
            word => flag::parse(word),
        });
        let principal = Principal {
            guid: fields.guid(principal::GUID),
            kind: kind.unwrap_or_default(),
            disabled: disabled.unwrap_or(false),
            uri: fields.text(principal::URI),
            name: fields.text(principal::NAME),
            display_name: fields.text(principal::DISPLAY_NAME),
            company: fields.text(principal::COMPANY),
            email: fields.text(principal::EMAIL),
            ad_path: fields.text(principal::AD_PATH),
            user_principal_name: fields.text(principal::USER_PRINCIPAL_NAME),
        };
        self.principals.push((id, principal));
        Ok(())
    }

    fn flag(&mut self, fields: &Fields<'_>, field: usize) -> Option<bool> {
        self.value(fields, field, flag::parse)
    }

    /// A value of known form; one of unknown form is counted and taken as absent.
    fn value<T>(
        &mut self,
        fields: &Fields<'_>,
        field: usize,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = parse(&fields.trimmed(field)?);
        if value.is_none() {
            self.unknown(fields, field);
        }
        value
    }

    fn unknown(&mut self, fields: &Fields<'_>, field: usize) {
        let column = fields.binding.path(field);
        *self.unknown_values.entry(column).or_default() += 1;
    }

    /// What was read, by kind and count; `tables` says how many rows each table has.
    pub fn holds(&self, tables: &[(Arc<Table>, u64)]) -> Vec<(ContentKind, u64)> {
        let is_user = |kind: PrincipalKind| kind.is_user() || kind == PrincipalKind::System;
        let users = self
            .principals
            .iter()
            .filter(|(_, it)| is_user(it.kind))
            .count() as u64;
        let categories = self.nodes.iter().filter(|node| node.is_category).count() as u64;
        let mut holds = Vec::new();
        // A table may be there under several names, such as that of another schema.
        let part = |left: &mut u64, rows: u64| {
            let part = rows.min(*left);
            *left -= part;
            (part, rows - part)
        };
        let (mut users, mut categories) = (users, categories);
        for (table, rows) in tables {
            let kind = match Meaning::of(table) {
                Meaning::Principal => {
                    let (users, groups) = part(&mut users, *rows);
                    holds.extend([(ContentKind::Users, users), (ContentKind::Groups, groups)]);
                    continue;
                }
                Meaning::Node => {
                    let (categories, rooms) = part(&mut categories, *rows);
                    holds.push((ContentKind::Categories, categories));
                    holds.push((ContentKind::Rooms, rooms));
                    continue;
                }
                Meaning::Chat => ContentKind::Messages,
                Meaning::Affiliations => ContentKind::Affiliations,
                Meaning::RoleType => ContentKind::RoleTypes,
                Meaning::Roles => ContentKind::Roles,
                Meaning::Scope => ContentKind::ScopeEntries,
                Meaning::Addins => ContentKind::Addins,
                Meaning::Other => ContentKind::UnneededRows,
                Meaning::Unknown => ContentKind::UnknownRows,
            };
            holds.push((kind, *rows));
        }
        let mut sums: Vec<(ContentKind, u64)> = Vec::new();
        for (kind, count) in holds.into_iter().filter(|(_, count)| *count > 0) {
            match sums.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, sum)) => *sum += count,
                None => sums.push((kind, count)),
            }
        }
        sums
    }

    /// Takes over the rows of a later piece or file.
    pub fn absorb(&mut self, later: Records) {
        self.principals.extend(later.principals);
        self.affiliations.extend(later.affiliations);
        self.nodes.extend(later.nodes);
        self.role_types.extend(later.role_types);
        self.roles.extend(later.roles);
        self.scopes.extend(later.scopes);
        self.addins.extend(later.addins);
        for (column, count) in later.unknown_values {
            *self.unknown_values.entry(column).or_default() += count;
        }
    }
}

/// The fields of a row.
struct Fields<'a> {
    binding: &'a Binding,
    row: &'a Row<'a>,
}

impl Fields<'_> {
    fn value(&self, field: usize) -> Value<'_> {
        self.binding.get(self.row, field)
    }

    /// The value as text; empty where there is none. What is no UTF-8 becomes U+FFFD.
    fn text(&self, field: usize) -> String {
        match self.value(field) {
            Value::Text(text) => String::from_utf8_lossy(text).into_owned(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Null | Value::Bytes(_) => String::new(),
        }
    }

    /// The same without blanks around it; `None` where nothing is left.
    fn trimmed(&self, field: usize) -> Option<String> {
        let text = self.text(field);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A number of the type `int`, as all these ids are.
    fn number(&self, field: usize) -> Result<i32, Fault> {
        let number = self.value(field).int().and_then(|it| it.try_into().ok());
        number.ok_or_else(|| self.missing(field))
    }

    /// A number that stands for itself; `None` for NULL.
    fn optional_id(&self, field: usize) -> Result<Option<Id>, Fault> {
        match self.value(field) {
            Value::Null => Ok(None),
            Value::Text(text) if text.trim_ascii().is_empty() => Ok(None),
            _ => self.id(field).map(Some),
        }
    }

    fn id(&self, field: usize) -> Result<Id, Fault> {
        Ok(self.number(field)?.to_string().into())
    }

    /// A GUID in upper case and without braces, in whichever form the extract has it.
    fn guid(&self, field: usize) -> Option<Id> {
        let text = self.text(field);
        let text = text.trim();
        let inner = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'));
        let text = inner.unwrap_or(text);
        (!text.is_empty()).then(|| text.to_uppercase().into())
    }

    fn needed_flag(&self, field: usize) -> Result<bool, Fault> {
        flag::parse(self.text(field).trim()).ok_or_else(|| self.missing(field))
    }

    fn missing(&self, field: usize) -> Fault {
        const SHOWN: usize = 40;
        let name = self.binding.name(field);
        let found: String = match self.value(field) {
            Value::Null => "NULL".to_owned(),
            _ => self.text(field).chars().take(SHOWN).collect(),
        };
        let damage = |kind| damaged(name, kind, found.as_bytes());
        if let Some(fault) = damage(Kind::Int).or_else(|| damage(Kind::Bit)) {
            return fault;
        }
        let is_null = matches!(self.value(field), Value::Null);
        match is_null {
            true => Fault::new(0, RowFault::NullValue { column: name }),
            false => Fault::new(0, RowFault::OtherValue { column: name }).found(found),
        }
    }
}
