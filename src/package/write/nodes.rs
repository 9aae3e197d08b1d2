//! Categories, rooms and add-ins.

use std::io::{self, Write};

use crate::directory::{
    Addin, Category, Directory, Grant, Principals, Room, ScopeEntry, Settings, Unclear,
};
use crate::reading::flag;
use crate::xml::write::Writer;

pub(crate) fn categories<W: Write>(xml: &mut Writer<W>, directory: &Directory) -> io::Result<()> {
    for category in &directory.categories {
        let Category {
            id,
            guid,
            parent,
            name,
            description,
            settings: own,
            role_definer,
            override_member,
            restrict_child_create,
            roles: granted,
            scope: entries,
        } = category;
        xml.start("Category");
        xml.field("id", id);
        xml.optional("guid", guid.as_deref());
        xml.optional("parentId", parent.as_deref());
        settings(xml, own);
        xml.optional("roleDefinerId", role_definer.as_deref());
        xml.optional("overrideMember", override_member.map(flag::word));
        xml.optional("restrictChildCreate", restrict_child_create.map(flag::word));
        named(xml, name, description, granted, &directory.principals);
        scope(xml, entries, &directory.principals);
        xml.end("Category");
        xml.breathe()?;
    }
    Ok(())
}

pub(super) fn rooms<W: Write>(xml: &mut Writer<W>, directory: &Directory) -> io::Result<()> {
    for one in &directory.rooms {
        xml.start("ChatRoom");
        room(xml, one, &directory.principals);
        xml.end("ChatRoom");
        xml.breathe()?;
    }
    Ok(())
}

/// What stands in a room's element.
pub(crate) fn room<W: Write>(xml: &mut Writer<W>, room: &Room, principals: &Principals) {
    let Room {
        id,
        guid,
        category,
        name,
        description,
        topic,
        disabled,
        settings: own,
        addin,
        role_definer,
        override_member,
        roles: granted,
        scope: entries,
    } = room;
    xml.field("id", id);
    xml.optional("guid", guid.as_deref());
    xml.optional("parentId", category.as_deref());
    xml.field("isDisabled", flag::word(*disabled));
    settings(xml, own);
    xml.optional("addinId", addin.as_deref());
    xml.optional("roleDefinerId", role_definer.as_deref());
    xml.optional("overrideMember", override_member.map(flag::word));
    named(xml, name, description, granted, principals);
    scope(xml, entries, principals);
    if !topic.is_empty() {
        xml.element("Topic", topic);
    }
}

pub(crate) fn addins<W: Write>(xml: &mut Writer<W>, directory: &Directory) -> io::Result<()> {
    for Addin { id, name, url } in &directory.addins {
        xml.start("Addin");
        xml.field("id", id);
        xml.element("Name", name);
        xml.element("Url", url);
        xml.end("Addin");
        xml.breathe()?;
    }
    Ok(())
}

/// A value of no known form is written as the source has it.
fn settings<W: Write>(xml: &mut Writer<W>, settings: &Settings) {
    let Settings {
        invite,
        logged,
        file_post,
        behavior,
        visibility,
        unclear,
    } = settings;
    let Unclear {
        invite: invite_text,
        logged: logged_text,
        file_post: file_post_text,
        behavior: behavior_text,
        visibility: visibility_text,
    } = unclear;
    for (name, known, text) in [
        ("invite", invite.map(flag::word), invite_text),
        ("logged", logged.map(flag::word), logged_text),
        ("filePost", file_post.map(flag::word), file_post_text),
        ("behavior", behavior.map(|it| it.number()), behavior_text),
        (
            "visibility",
            visibility.map(|it| it.number()),
            visibility_text,
        ),
    ] {
        xml.optional(name, known.or(text.as_deref()));
    }
}

/// Name, description and roles: the one known reader of packages expects nothing between them,
/// not even a blank.
fn named<W: Write>(
    xml: &mut Writer<W>,
    name: &str,
    description: &str,
    roles: &[Grant],
    principals: &Principals,
) {
    xml.element("Name", name);
    xml.element_adjacent("Desc", description);
    xml.start_adjacent("Roles");
    for Grant {
        principal,
        manager,
        member,
        creator,
        presenter,
    } in roles
    {
        xml.start("Principal");
        xml.field("id", principals.id(*principal));
        xml.field("isManager", flag::word(*manager));
        xml.field("isMember", flag::word(*member));
        xml.field("isCreator", flag::word(*creator));
        xml.field("isPresenter", flag::word(*presenter));
        xml.end("Principal");
    }
    xml.end("Roles");
}

fn scope<W: Write>(xml: &mut Writer<W>, entries: &[ScopeEntry], principals: &Principals) {
    if entries.is_empty() {
        return;
    }
    xml.start("Scope");
    for ScopeEntry { principal, denied } in entries {
        xml.start("Principal");
        xml.field("id", principals.id(*principal));
        xml.field("isDenied", flag::word(*denied));
        xml.end("Principal");
    }
    xml.end("Scope");
}
