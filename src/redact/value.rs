//! What becomes of each value, by the field that it is.

use super::ids::{Among, Ids};
use super::text::{self, TextKind};
use super::words::Words;
use crate::directory::{Behavior, PrincipalKind, Visibility};
use crate::package::layout::Field;
use crate::reading::{Text, TextForm};
use crate::time::Ticks;
use crate::xml::markup::{is_namespace, local};
use crate::xml::token::{Attribute, Kind as Tag, TagEdit, Token, attributes_of};

/// What values are replaced with.
#[derive(Debug)]
pub(super) struct Values {
    pub words: Words,
    pub ids: Ids,
    /// Whether what is not understood stays, with its texts replaced.
    pub keep: bool,
}

impl Values {
    /// Appends what a field's value becomes. `around`: which ids are meant where the field is the id of what it stands
    /// in.
    pub fn put(&self, field: Field, around: Among, value: Text<'_>, out: &mut Vec<u8>) {
        let words = &self.words;
        let among = match field {
            Field::Id => Some(around),
            Field::Author => Some(Among::Principals),
            Field::Parent | Field::Category | Field::RoleDefiner | Field::Room => {
                Some(Among::Nodes)
            }
            Field::Addin => Some(Among::Addins),
            _ => None,
        };
        if let Some(among) = among {
            return self.ids.replace(words, value, among, out);
        }
        let kind = match field {
            Field::Uri
            | Field::Name
            | Field::DisplayName
            | Field::Company
            | Field::Email
            | Field::AdPath
            | Field::UserPrincipalName
            | Field::Description
            | Field::Topic
            | Field::Url
            | Field::Content => TextKind::Words,
            Field::Rtf => TextKind::Rtf,
            Field::Date if Ticks::parse(&value.decode()).is_some() => {
                return out.extend_from_slice(value.raw);
            }
            _ if is_setting(value.decode().trim()) => {
                return out.extend_from_slice(value.raw);
            }
            // A GUID, or something that is not understood.
            _ => TextKind::Numbers,
        };
        text::replace(words, value, kind, self.keep, out);
    }

    /// Appends what a text becomes that is not understood.
    pub fn put_unknown(&self, value: Text<'_>, out: &mut Vec<u8>) {
        text::replace(&self.words, value, TextKind::Words, self.keep, out);
    }

    /// A start tag with its attributes replaced. `field` says what an attribute is; those that are none go.
    pub fn tag(
        &self,
        tag: Token<'_>,
        around: Among,
        mut field: impl FnMut(&[u8]) -> Option<Field>,
    ) -> Vec<u8> {
        debug_assert!(matches!(tag.kind, Tag::Start | Tag::Empty));
        let mut edit = TagEdit::default();
        for (at, attribute) in attributes_of(tag).iter().enumerate() {
            let value = Text {
                raw: attribute.value,
                form: TextForm::XmlAttribute,
            };
            let mut new = Vec::with_capacity(value.raw.len());
            if is_namespace(attribute.name) {
                if !is_public(attribute) {
                    self.put_unknown(value, &mut new);
                    edit.set.push((at, new));
                }
                continue;
            }
            match field(local(attribute.name)) {
                Some(field) => self.put(field, around, value, &mut new),
                None if self.keep => self.put_unknown(value, &mut new),
                None => {
                    edit.remove.push(at);
                    continue;
                }
            }
            edit.set.push((at, new));
        }
        edit.apply(tag)
    }
}

/// Whether what it says of the XML says nothing of whom it is from: a namespace may be that of any company.
fn is_public(attribute: &Attribute<'_>) -> bool {
    let value = String::from_utf8_lossy(attribute.value);
    let known = [
        "http://www.w3.org/",
        "http://schemas.microsoft.com/",
        "urn:schemas-microsoft-com:",
        "urn:parlano:",
    ];
    let is_known = known.iter().any(|known| value.starts_with(known));
    value.is_empty() || is_known || attribute.name.starts_with(b"xml:")
}

/// A number or a word by which a setting is known.
fn is_setting(value: &str) -> bool {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_flag = value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
    is_number
        || is_flag
        || Behavior::parse(value).is_some()
        || Visibility::parse(value).is_some()
        || PrincipalKind::parse(value).is_some()
}
