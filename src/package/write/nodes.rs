//! Categories, rooms and add-ins.

use std::io;

use super::flag;
use super::xml::Xml;
use crate::directory::{
    Addin, Category, Directory, Grant, Principals, Room, ScopeEntry, Settings, Unclear,
};

pub(super) fn categories(xml: &mut Xml<'_>, directory: &Directory) -> io::Result<()> {
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
        xml.attribute("id", id);
        xml.optional("guid", guid.as_deref());
        xml.optional("parentId", parent.as_deref());
        settings(xml, own);
        xml.optional("roleDefinerId", role_definer.as_deref());
        xml.optional("overrideMember", override_member.map(flag));
        xml.optional("restrictChildCreate", restrict_child_create.map(flag));
        named(xml, name, description, granted, &directory.principals);
        scope(xml, entries, &directory.principals);
        xml.end("Category");
        xml.breathe()?;
    }
    Ok(())
}

pub(super) fn rooms(xml: &mut Xml<'_>, directory: &Directory) -> io::Result<()> {
    for room in &directory.rooms {
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
        xml.start("ChatRoom");
        xml.attribute("id", id);
        xml.optional("guid", guid.as_deref());
        xml.optional("parentId", category.as_deref());
        xml.attribute("isDisabled", flag(*disabled));
        settings(xml, own);
        xml.optional("addinId", addin.as_deref());
        xml.optional("roleDefinerId", role_definer.as_deref());
        xml.optional("overrideMember", override_member.map(flag));
        named(xml, name, description, granted, &directory.principals);
        scope(xml, entries, &directory.principals);
        if !topic.is_empty() {
            xml.element("Topic", topic);
        }
        xml.end("ChatRoom");
        xml.breathe()?;
    }
    Ok(())
}

pub(super) fn addins(xml: &mut Xml<'_>, directory: &Directory) -> io::Result<()> {
    for Addin { id, name, url } in &directory.addins {
        xml.start("Addin");
        xml.attribute("id", id);
        xml.element("Name", name);
        xml.element("Url", url);
        xml.end("Addin");
        xml.breathe()?;
    }
    Ok(())
}

/// What nobody understands is written as the source has it.
fn settings(xml: &mut Xml<'_>, settings: &Settings) {
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
        ("invite", invite.map(flag), invite_text),
        ("logged", logged.map(flag), logged_text),
        ("filePost", file_post.map(flag), file_post_text),
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

/// Name, description and roles: the one known reader of packages expects them side by side.
fn named(
    xml: &mut Xml<'_>,
    name: &str,
    description: &str,
    roles: &[Grant],
    principals: &Principals,
) {
    xml.element("Name", name);
    xml.element("Desc", description);
    xml.start("Roles");
    for Grant {
        principal,
        manager,
        member,
        creator,
        presenter,
    } in roles
    {
        xml.start("Principal");
        xml.attribute("id", principals.id(*principal));
        xml.attribute("isManager", flag(*manager));
        xml.attribute("isMember", flag(*member));
        xml.attribute("isCreator", flag(*creator));
        xml.attribute("isPresenter", flag(*presenter));
        xml.end("Principal");
    }
    xml.end("Roles");
}

fn scope(xml: &mut Xml<'_>, entries: &[ScopeEntry], principals: &Principals) {
    if entries.is_empty() {
        return;
    }
    xml.start("Scope");
    for ScopeEntry { principal, denied } in entries {
        xml.start("Principal");
        xml.attribute("id", principals.id(*principal));
        xml.attribute("isDenied", flag(*denied));
        xml.end("Principal");
    }
    xml.end("Scope");
}
