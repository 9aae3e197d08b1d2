//! What differs, in words that stand beside the object.

use super::super::Catalogue;
use super::super::visible::{cut_middle, visible};
use crate::directory::ContentKind;
use crate::rules::{Object, ObjectKind, Value};
use crate::verify::{Aspect, Difference};
use crate::wording;

/// The words for a difference. Long texts are cut to so many columns, unless what differs would be cut out.
pub(in crate::report) fn line(
    difference: &Difference,
    texts: &Catalogue,
    columns: usize,
) -> String {
    let Difference {
        object,
        field,
        expected,
        found,
        ..
    } = difference;
    let words = texts.verification();
    let name = texts.field(field);
    let case = match (*field, expected, found) {
        ("second_source_object" | "second_result_object", ..) => "second-only",
        ("second_source_xml" | "second_result_xml", ..) => "second-xml",
        (of, ..) if of.starts_with("second_source") || of.starts_with("second_result") => "second",
        ("manifest_package", ..) => "other-package",
        ("manifest_object", _, Value::Flag(false)) => "manifest-missing",
        ("manifest_object", ..) => "manifest-added",
        ("object", _, Value::Flag(false)) if is_part(object) => "part-missing",
        ("object", _, Value::Flag(false)) => "missing",
        ("object", ..) => "added",
        ("messages" | "digest" | "authors", ..) => field,
        ("message", _, Value::Number(0)) => "message-missing",
        ("message", Value::Number(0), _) => "message-added",
        ("message", ..) => "message-times",
        (_, Value::List(_), _) | (_, _, Value::List(_)) => "list",
        ("content" | "rtf", ..) => "text",
        _ => "value",
    };
    let template = words.line.get(case);
    debug_assert!(template.is_some(), "no text for {case}");
    let cut = |text: &str| cut_middle(&visible(text), columns).into_owned();
    let whole = match (expected, found) {
        (Value::Text(expected), Value::Text(found)) => cut(expected) == cut(found),
        _ => false,
    };
    let quote = wording::words();
    let value = |value: &Value| match (case, value) {
        ("value", value) if matches!(*field, "invite" | "logged" | "file_post") => {
            texts.state(setting(value)).into()
        }
        ("value", Value::Nothing) => texts.fill(&words.nothing, &[]).into(),
        // An empty text, too, can be seen.
        ("value", Value::Text(text)) if field_is_text(field) => match whole {
            true => quote.quoted(text).into(),
            false => quote.quoted(&cut(text)).into(),
        },
        _ => value.clone(),
    };
    let values = [
        ("field", name.into()),
        ("part", part(&object.id, texts).into()),
        ("expected", value(expected)),
        ("found", value(found)),
    ];
    template.map_or_else(String::new, |template| texts.fill(template, &values))
}

/// A setting in the words that changes have for it.
fn setting(value: &Value) -> &'static str {
    match value {
        Value::Flag(true) => "on",
        Value::Flag(false) => "off",
        _ => "inherited",
    }
}

/// The kind of content that it is, or the name of a member that is not understood.
pub(super) fn part<'a>(id: &'a str, texts: &'a Catalogue) -> &'a str {
    ContentKind::of_word(id).map_or(id, |kind| texts.part(kind))
}

/// Whether it is a whole kind of content, and not a member that is not understood.
fn is_part(object: &Object) -> bool {
    object.kind == ObjectKind::Member && Aspect::of_part(&object.id) != Aspect::Members
}

/// Whether the value is free text, and not an id, a time or one of a few words.
fn field_is_text(field: &str) -> bool {
    matches!(
        field,
        "name"
            | "description"
            | "topic"
            | "url"
            | "display_name"
            | "company"
            | "email"
            | "manifest_name"
    )
}
