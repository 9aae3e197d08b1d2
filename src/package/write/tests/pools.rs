//! Pools at random, and pools in words.

use proptest::array::{uniform4, uniform5};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::directory::{
    Addin, Behavior, Category, Directory, Grant, Id, Parts, Principal, PrincipalKind, PrincipalRef,
    Room, ScopeEntry, Settings, Unclear, Visibility,
};

/// Everything that a pool says, one line for each object, without the numbers of principals.
pub(super) fn described(pool: &Directory) -> Vec<String> {
    let principals = &pool.principals;
    let mut lines = vec![format!("{:?}", pool.parts)];
    let of = principals
        .iter()
        .map(|(at, it)| format!("principal {:?} {it:?}", principals.id(at)));
    lines.extend(of);
    let holders = principals.affiliations.holders();
    lines.extend(holders.map(|holder| {
        let groups = principals.affiliations.of(holder);
        let mut groups: Vec<&str> = groups.map(|group| principals.id(group)).collect();
        groups.sort_unstable();
        format!("affiliations {:?} {groups:?}", principals.id(holder))
    }));
    // Principals stand in lists of their own.
    lines.sort();
    let roles = |roles: &[Grant]| {
        let roles = roles.iter().map(|it| {
            let flags = [it.manager, it.member, it.creator, it.presenter];
            format!("{:?} {flags:?}", principals.id(it.principal))
        });
        roles.collect::<Vec<_>>()
    };
    let scope = |scope: &[ScopeEntry]| {
        let scope = scope
            .iter()
            .map(|it| format!("{:?} {}", principals.id(it.principal), it.denied));
        scope.collect::<Vec<_>>()
    };
    for it in &pool.categories {
        let lists = (roles(&it.roles), scope(&it.scope));
        let bare = Category {
            roles: Vec::new(),
            scope: Vec::new(),
            ..it.clone()
        };
        lines.push(format!("{bare:?} {lists:?}"));
    }
    for it in &pool.rooms {
        let lists = (roles(&it.roles), scope(&it.scope));
        let bare = Room {
            roles: Vec::new(),
            scope: Vec::new(),
            ..it.clone()
        };
        lines.push(format!("{bare:?} {lists:?}"));
    }
    lines.extend(pool.addins.iter().map(|it| format!("{it:?}")));
    lines
}

const PIECES: [&str; 14] = [
    "Room", " ", "&", "<", ">", "\"", "'", "\r", "\n", "\t", "\0", "\u{1f}", "\u{FFFE}", "é😀",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 0..5).prop_map(|pieces| pieces.concat())
}

/// Ids have no white space around them, and are never empty.
fn id() -> impl Strategy<Value = Id> {
    text().prop_map(|text| format!("i{text}d").into())
}

fn principal() -> impl Strategy<Value = Principal> {
    let kinds = [
        PrincipalKind::System,
        PrincipalKind::User,
        PrincipalKind::FederatedUser,
        PrincipalKind::Domain,
        PrincipalKind::Group,
        PrincipalKind::Folder,
        PrincipalKind::FederatedGroup,
    ];
    let texts = (text(), text(), uniform5(text()));
    let fields = (
        option::of(id()),
        select(kinds.to_vec()),
        any::<bool>(),
        texts,
    );
    fields.prop_map(|(guid, kind, disabled, (uri, name, others))| {
        let [display_name, company, email, ad_path, user_principal_name] = others;
        Principal {
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
        }
    })
}

/// A setting: what it is, nothing, or something of no known form.
fn setting<T: Clone + std::fmt::Debug>(
    known: impl Strategy<Value = T>,
) -> impl Strategy<Value = (Option<T>, Option<Id>)> {
    let unclear = select(vec!["9", "may be <so> & \"so\"", "\u{1}"]);
    prop_oneof![
        4 => known.prop_map(|known| (Some(known), None)),
        2 => Just((None, None)),
        1 => unclear.prop_map(|text| (None, Some(text.into()))),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    let behavior = setting(select(vec![Behavior::Normal, Behavior::Auditorium]));
    let visibility = vec![Visibility::Private, Visibility::Scope, Visibility::Open];
    let flag = || setting(any::<bool>());
    let all = (
        flag(),
        flag(),
        flag(),
        behavior,
        setting(select(visibility)),
    );
    all.prop_map(
        |(invite, logged, file_post, behavior, visibility)| Settings {
            invite: invite.0,
            logged: logged.0,
            file_post: file_post.0,
            behavior: behavior.0,
            visibility: visibility.0,
            unclear: Unclear {
                invite: invite.1,
                logged: logged.1,
                file_post: file_post.1,
                behavior: behavior.1,
                visibility: visibility.1,
            },
        },
    )
}

/// How many principals there are, described or not.
const PRINCIPALS: u32 = 6;

fn at() -> impl Strategy<Value = PrincipalRef> {
    (0..PRINCIPALS).prop_map(PrincipalRef)
}

fn roles() -> impl Strategy<Value = Vec<Grant>> {
    let grant = |(principal, flags): (_, [bool; 4])| Grant {
        principal,
        manager: flags[0],
        member: flags[1],
        creator: flags[2],
        presenter: flags[3],
    };
    let roles = vec((at(), uniform4(any::<bool>())).prop_map(grant), 0..4);
    roles.prop_map(|mut roles| {
        // Each principal has one entry.
        roles.sort_by_key(|it| it.principal);
        roles.dedup_by_key(|it| it.principal);
        roles
    })
}

fn scope() -> impl Strategy<Value = Vec<ScopeEntry>> {
    let entry = |(principal, denied)| ScopeEntry { principal, denied };
    vec((at(), any::<bool>()).prop_map(entry), 0..3)
}

fn category() -> impl Strategy<Value = Category> {
    let ids = (option::of(id()), option::of(id()), option::of(id()));
    let flags = (any::<Option<bool>>(), any::<Option<bool>>());
    let fields = (
        id(),
        ids,
        text(),
        text(),
        settings(),
        flags,
        roles(),
        scope(),
    );
    fields.prop_map(
        |(id, ids, name, description, settings, flags, roles, scope)| Category {
            id,
            guid: ids.0,
            parent: ids.1,
            name,
            description,
            settings,
            role_definer: ids.2,
            override_member: flags.0,
            restrict_child_create: flags.1,
            roles,
            scope,
        },
    )
}

fn room() -> impl Strategy<Value = Room> {
    let texts = (text(), any::<bool>(), option::of(id()));
    (category(), texts).prop_map(|(like, (topic, disabled, addin))| Room {
        id: like.id,
        guid: like.guid,
        category: like.parent,
        name: like.name,
        description: like.description,
        topic,
        disabled,
        settings: like.settings,
        addin,
        role_definer: like.role_definer,
        override_member: like.override_member,
        roles: like.roles,
        scope: like.scope,
    })
}

fn addin() -> impl Strategy<Value = Addin> {
    (id(), text(), text()).prop_map(|(id, name, url)| Addin { id, name, url })
}

fn parts() -> impl Strategy<Value = Parts> {
    let some = vec(any::<bool>(), 7).prop_map(|has| Parts {
        users: has[0],
        groups: has[1],
        affiliations: has[2],
        categories: has[3],
        rooms: has[4],
        // They are written inside.
        roles: has[3] || has[4],
        scopes: has[3] || has[4],
        addins: has[5],
        messages: has[6],
    });
    prop_oneof![Just(Parts::ALL), some]
}

/// A pool at random that holds what its parts say.
pub(super) fn pool() -> impl Strategy<Value = Directory> {
    let principals = vec(option::weighted(0.8, principal()), PRINCIPALS as usize);
    let affiliations = vec((at(), vec(at(), 0..4)), 0..4);
    let lists = (vec(category(), 0..4), vec(room(), 0..4), vec(addin(), 0..3));
    (parts(), principals, affiliations, lists).prop_map(
        |(parts, principals, affiliations, (categories, rooms, addins))| {
            let mut pool = Directory::default();
            pool.parts = parts;
            for (at, principal) in principals.into_iter().enumerate() {
                let id = format!("p<{at}>");
                match principal.filter(|_| parts.principals()) {
                    Some(principal) => {
                        let _ = pool.principals.describe(&id, principal);
                    }
                    None => {
                        pool.principals.refer(&id);
                    }
                }
            }
            if parts.affiliations {
                for (of, mut groups) in affiliations {
                    pool.principals.affiliations.set(of, &mut groups);
                }
            }
            // Of two with one id the second is refused.
            for category in categories.into_iter().filter(|_| parts.categories) {
                let _ = pool.add_category(category);
            }
            for room in rooms.into_iter().filter(|_| parts.rooms) {
                let _ = pool.add_room(room);
            }
            for addin in addins.into_iter().filter(|_| parts.addins) {
                let _ = pool.add_addin(addin);
            }
            pool
        },
    )
}
