//! The directory as XML, member by member.

use std::io;

use super::messages::History;
use super::output::Output;
use super::pool::Pool;
use super::rooms::Trouble;
use super::spell_messages::{self as messages, Scribe};
use super::spelling::{Place, Spelling};
use super::xml::Xml;
use crate::directory::{Category, Grant, Principal, PrincipalKind, Room, ScopeEntry, Settings};
use crate::generate::xml::flag;

/// Writes every member.
pub(super) fn package(
    pool: &Pool,
    history: &History<'_>,
    spelling: &Spelling,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let mut scribe = Scribe::new(history, spelling);
    people(pool, spelling, output)?;
    affiliations(pool, spelling, output)?;
    categories(pool, spelling, output)?;
    rooms(pool, history, spelling, &mut scribe, output)?;
    addins(pool, spelling, output)?;
    messages::members(history, spelling, &mut scribe, output)?;
    preferences(pool, spelling, output)?;
    if spelling.cp437_names {
        output.plain("Übersicht.txt", b"Name of this file: in code page 437.\r\n")?;
    }
    output.plain(
        "readme.txt",
        b"A synthetic package. Nobody said any of this.\r\n",
    )
}

fn people(pool: &Pool, spelling: &Spelling, output: &mut Output<'_>) -> io::Result<()> {
    let is_user = |kind: PrincipalKind| kind.is_user() || kind == PrincipalKind::System;
    for (member, list, element, users) in [
        ("AdUsers.xml", "AdUsers", "User", true),
        ("AdGroups.xml", "AdGroups", "Group", false),
    ] {
        let mut xml = Xml::new(output, spelling, member)?;
        xml.start(list);
        for (at, principal) in pool.directory.principals.iter() {
            if is_user(principal.kind) == users {
                one_principal(
                    &mut xml,
                    element,
                    pool.directory.principals.id(at),
                    principal,
                );
                xml.breathe()?;
            }
        }
        xml.end(list);
        xml.finish()?;
    }
    Ok(())
}

fn one_principal(xml: &mut Xml<'_, '_>, element: &str, id: &str, principal: &Principal) {
    xml.start(element);
    xml.field("principalId", id);
    if let Some(guid) = &principal.guid {
        xml.field("guid", guid);
    }
    xml.field("type", principal.kind.number());
    if element == "User" || principal.disabled {
        xml.field("disabled", flag(principal.disabled));
    }
    for (name, text) in [
        ("Uri", &principal.uri),
        ("Name", &principal.name),
        ("DisplayName", &principal.display_name),
        ("CompanyName", &principal.company),
        ("Email", &principal.email),
        ("ADPath", &principal.ad_path),
        ("UserPrincipalName", &principal.user_principal_name),
    ] {
        if !text.is_empty() {
            xml.element(name, text);
        }
    }
    xml.end(element);
}

fn affiliations(pool: &Pool, spelling: &Spelling, output: &mut Output<'_>) -> io::Result<()> {
    let principals = &pool.directory.principals;
    let mut xml = Xml::new(output, spelling, "AdAffiliations.xml")?;
    xml.start("AdAffiliations");
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
    xml.end("AdAffiliations");
    xml.finish()
}

fn categories(pool: &Pool, spelling: &Spelling, output: &mut Output<'_>) -> io::Result<()> {
    let mut xml = Xml::new(output, spelling, "Categories.xml")?;
    xml.start("Categories");
    for category in &pool.directory.categories {
        let Category {
            id,
            guid,
            parent,
            name,
            description,
            settings,
            role_definer,
            override_member,
            restrict_child_create,
            roles,
            scope,
        } = category;
        xml.start("Category");
        node(&mut xml, id, guid.as_deref(), parent.as_deref());
        one_settings(&mut xml, settings);
        membership(&mut xml, role_definer.as_deref(), *override_member);
        if let Some(restricted) = restrict_child_create {
            xml.field("restrictChildCreate", flag(*restricted));
        }
        named(&mut xml, name, description, |xml| {
            one_roles(xml, pool, roles)
        });
        one_scope(&mut xml, pool, scope);
        xml.end("Category");
        xml.breathe()?;
    }
    xml.end("Categories");
    xml.finish()
}

fn rooms(
    pool: &Pool,
    history: &History<'_>,
    spelling: &Spelling,
    scribe: &mut Scribe<'_>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let mut xml = Xml::new(output, spelling, "ChatRooms.xml")?;
    xml.start("ChatRooms");
    for (at, room) in pool.directory.rooms.iter().enumerate() {
        let Room {
            id,
            guid,
            category,
            name,
            description,
            topic,
            disabled,
            settings,
            addin,
            role_definer,
            override_member,
            roles,
            scope,
        } = room;
        let trouble = pool.room_troubles[at];
        xml.start("ChatRoom");
        if trouble == Some(Trouble::UnknownParts) {
            xml.attribute("retentionDays", "365");
        }
        node(&mut xml, id, guid.as_deref(), category.as_deref());
        xml.field("isDisabled", flag(*disabled));
        one_settings(&mut xml, settings);
        if trouble == Some(Trouble::UnknownValue) {
            xml.field("visibility", "9");
        }
        if let Some(addin) = addin {
            xml.field("addinId", addin);
        }
        membership(&mut xml, role_definer.as_deref(), *override_member);
        named(&mut xml, name, description, |xml| {
            one_roles(xml, pool, roles)
        });
        one_scope(&mut xml, pool, scope);
        if !topic.is_empty() {
            xml.element("Topic", topic);
        }
        if trouble == Some(Trouble::UnknownParts) {
            xml.element("Pinned", "Please read the rules of this room first.");
        }
        if spelling.messages == Place::Nested {
            for message in history.of_room(at) {
                scribe.message(&mut xml, &message)?;
            }
        }
        xml.end("ChatRoom");
        xml.breathe()?;
    }
    xml.end("ChatRooms");
    xml.finish()
}

fn addins(pool: &Pool, spelling: &Spelling, output: &mut Output<'_>) -> io::Result<()> {
    let mut xml = Xml::new(output, spelling, "Addins.xml")?;
    xml.start("Addins");
    for addin in &pool.directory.addins {
        xml.start("Addin");
        xml.field("id", &addin.id);
        xml.element("Name", &addin.name);
        xml.element("Url", &addin.url);
        xml.end("Addin");
        xml.breathe()?;
    }
    xml.end("Addins");
    xml.finish()
}

/// A member that no layout knows.
fn preferences(pool: &Pool, spelling: &Spelling, output: &mut Output<'_>) -> io::Result<()> {
    let mut xml = Xml::with_root(output, spelling, "Preferences.xml", "Preferences")?;
    for principal in pool.ordinary.iter().take(100) {
        xml.start("Preference");
        xml.attribute("owner", pool.directory.principals.id(*principal));
        xml.element("Label", "groups & filters");
        xml.end("Preference");
    }
    xml.finish()
}

fn node(xml: &mut Xml<'_, '_>, id: &str, guid: Option<&str>, parent: Option<&str>) {
    xml.field("id", id);
    if let Some(guid) = guid {
        xml.field("guid", guid);
    }
    if let Some(parent) = parent {
        xml.field("parentId", parent);
    }
}

/// Where a list of members starts, in legacy data.
fn membership(xml: &mut Xml<'_, '_>, role_definer: Option<&str>, override_member: Option<bool>) {
    if let Some(definer) = role_definer {
        xml.field("roleDefinerId", definer);
    }
    if let Some(starts) = override_member {
        xml.field("overrideMember", flag(starts));
    }
}

fn one_settings(xml: &mut Xml<'_, '_>, settings: &Settings) {
    for (name, setting) in [
        ("invite", settings.invite),
        ("logged", settings.logged),
        ("filePost", settings.file_post),
    ] {
        if let Some(setting) = setting {
            xml.field(name, flag(setting));
        }
    }
    if let Some(behavior) = settings.behavior {
        xml.field("behavior", behavior.number());
    }
    if let Some(visibility) = settings.visibility {
        xml.field("visibility", visibility.number());
    }
}

/// Name, description and roles: the one known reader of packages expects nothing between them, not even a blank.
fn named(
    xml: &mut Xml<'_, '_>,
    name: &str,
    description: &str,
    roles: impl FnOnce(&mut Xml<'_, '_>),
) {
    xml.element("Name", name);
    xml.element_adjacent("Desc", description);
    xml.start_adjacent("Roles");
    roles(xml);
    xml.end("Roles");
}

fn one_roles(xml: &mut Xml<'_, '_>, pool: &Pool, roles: &[Grant]) {
    for grant in roles {
        xml.start("Principal");
        xml.field("id", pool.directory.principals.id(grant.principal));
        xml.field("isManager", flag(grant.manager));
        xml.field("isMember", flag(grant.member));
        xml.field("isCreator", flag(grant.creator));
        xml.field("isPresenter", flag(grant.presenter));
        xml.end("Principal");
    }
}

fn one_scope(xml: &mut Xml<'_, '_>, pool: &Pool, scope: &[ScopeEntry]) {
    if scope.is_empty() {
        return;
    }
    xml.start("Scope");
    for entry in scope {
        xml.start("Principal");
        xml.field("id", pool.directory.principals.id(entry.principal));
        xml.field("isDenied", flag(entry.denied));
        xml.end("Principal");
    }
    xml.end("Scope");
}
