//! Users, groups, and who belongs to which group.

use std::io;

use super::flag;
use super::xml::Xml;
use crate::directory::{Parts, Principal, PrincipalKind, Principals};

/// Which principals a member lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Users,
    Groups,
}

impl List {
    /// The name of the list, and of its elements.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            List::Users => ("AdUsers", "User"),
            List::Groups => ("AdGroups", "Group"),
        }
    }

    fn holds(self, principal: &Principal, parts: Parts) -> bool {
        // A source that has only one of the lists has everybody in it.
        if !(parts.users && parts.groups) {
            return true;
        }
        let is_user = principal.kind.is_user() || principal.kind == PrincipalKind::System;
        is_user == (self == List::Users)
    }
}

pub(super) fn principals(
    xml: &mut Xml<'_>,
    list: List,
    principals: &Principals,
    parts: Parts,
) -> io::Result<()> {
    for (at, principal) in principals.iter() {
        if list.holds(principal, parts) {
            one(xml, list, principals.id(at), principal);
            xml.breathe()?;
        }
    }
    Ok(())
}

fn one(xml: &mut Xml<'_>, list: List, id: &str, principal: &Principal) {
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
    let (_, element) = list.names();
    xml.start(element);
    xml.attribute("principalId", id);
    xml.optional("guid", guid.as_deref());
    xml.attribute("type", kind.number());
    // Nobody has seen a group with it; a group that is not disabled does without.
    if list == List::Users || *disabled {
        xml.attribute("disabled", flag(*disabled));
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
pub(super) fn affiliations(xml: &mut Xml<'_>, principals: &Principals) -> io::Result<()> {
    for holder in principals.affiliations.holders() {
        xml.start("User");
        xml.attribute("id", principals.id(holder));
        xml.start("Groups");
        for group in principals.affiliations.of(holder) {
            xml.start("Group");
            xml.attribute("id", principals.id(group));
            xml.end("Group");
        }
        xml.end("Groups");
        xml.end("User");
        xml.breathe()?;
    }
    Ok(())
}
