//! Users, groups, and who belongs to which group.

use std::io::{self, Write};

use super::list::List;
use crate::directory::{Parts, Principal, PrincipalKind, Principals};
use crate::reading::flag;
use crate::xml::write::Writer;

/// The users, or everything else.
pub(crate) fn principals<W: Write>(
    xml: &mut Writer<W>,
    list: List,
    principals: &Principals,
    parts: Parts,
) -> io::Result<()> {
    for (at, principal) in principals.iter() {
        if holds(list, principal, parts) {
            one(xml, list, principals.id(at), principal);
            xml.breathe()?;
        }
    }
    Ok(())
}

fn holds(list: List, principal: &Principal, parts: Parts) -> bool {
    // A source that has only one of the lists has all principals in it.
    if !(parts.users && parts.groups) {
        return true;
    }
    let is_user = principal.kind.is_user() || principal.kind == PrincipalKind::System;
    is_user == (list == List::Users)
}

fn one<W: Write>(xml: &mut Writer<W>, list: List, id: &str, principal: &Principal) {
    let Principal {
        guid,
        kind,
        disabled,
        uri,
        name,
        display_name,
        company,
        email,
        ad_path,
        user_principal_name,
    } = principal;
    let element = match list {
        List::Users => "User",
        _ => "Group",
    };
    xml.start(element);
    xml.field("principalId", id);
    xml.optional("guid", guid.as_deref());
    xml.field("type", kind.number());
    // No group with it is known; a group that is not disabled does without.
    if list == List::Users || *disabled {
        xml.field("disabled", flag::word(*disabled));
    }
    for (name, text) in [
        ("Uri", uri),
        ("Name", name),
        ("DisplayName", display_name),
        ("CompanyName", company),
        ("Email", email),
        ("ADPath", ad_path),
        ("UserPrincipalName", user_principal_name),
    ] {
        if !text.is_empty() {
            xml.element(name, text);
        }
    }
    xml.end(element);
}

/// The one program that reads the list looks for groups in it, too, under the name of users.
pub(crate) fn affiliations<W: Write>(
    xml: &mut Writer<W>,
    principals: &Principals,
) -> io::Result<()> {
    for holder in principals.affiliations.holders() {
        xml.start("User");
        xml.field("id", principals.id(holder));
        xml.start("Groups");
        for group in principals.affiliations.of(holder) {
            xml.start("Group");
            xml.field("id", principals.id(group));
            xml.end("Group");
        }
        xml.end("Groups");
        xml.end("User");
        xml.breathe()?;
    }
    Ok(())
}
