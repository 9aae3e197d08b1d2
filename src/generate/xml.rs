//! Members of a package in the chosen spelling.

use std::io;

use super::output::Output;
use super::spelling::{Fields, Namespace, Spelling};
use crate::package::write::list::{List, ROOT};
use crate::xml::write::{Style, Writer};

/// No namespace of real packages is known; this one is made up.
const NAMESPACE: &str = "urn:example:persistent-chat";

/// Writes one member.
pub(super) type Xml<'o, 'p> = Writer<&'o mut Output<'p>>;

/// Writes a member that is called like the list in it.
pub(super) fn member(
    output: &mut Output<'_>,
    spelling: &Spelling,
    list: List,
    write: impl FnOnce(&mut Xml<'_, '_>) -> io::Result<()>,
) -> io::Result<()> {
    named_member(output, spelling, &list.file(), list, write)
}

/// Writes a member that holds a list.
pub(super) fn named_member(
    output: &mut Output<'_>,
    spelling: &Spelling,
    name: &str,
    list: List,
    write: impl FnOnce(&mut Xml<'_, '_>) -> io::Result<()>,
) -> io::Result<()> {
    with_root(output, spelling, name, ROOT, |xml| {
        xml.start(list.name());
        write(xml)?;
        xml.end(list.name());
        Ok(())
    })
}

/// Writes a member with a root element of its own.
pub(super) fn with_root(
    output: &mut Output<'_>,
    spelling: &Spelling,
    name: &str,
    root: &str,
    write: impl FnOnce(&mut Xml<'_, '_>) -> io::Result<()>,
) -> io::Result<()> {
    output.start(name)?;
    let mut xml = Writer::new(output, style(spelling));
    xml.raw(
        spelling
            .encoding
            .unwrap_or_default()
            .declaration()
            .as_bytes(),
    );
    xml.start(root);
    match spelling.namespace {
        Namespace::None => {}
        Namespace::Default => xml.attribute("xmlns", NAMESPACE),
        Namespace::Prefixed => xml.attribute("xmlns:pc", NAMESPACE),
    }
    write(&mut xml)?;
    xml.end(root);
    xml.finish()?.end()
}

fn style(spelling: &Spelling) -> Style {
    Style {
        prefix: match spelling.namespace {
            Namespace::Prefixed => "pc:",
            Namespace::None | Namespace::Default => "",
        },
        indented: spelling.indented,
        fields_as_elements: spelling.fields == Fields::Elements,
        quotes_escaped: true,
    }
}
