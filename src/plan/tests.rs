//! What holds for every plan, tried on pools and decisions at random.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::testing::decision;
use super::{Action, Change, Edit, Plan, Subject};
use crate::directory::{
    Behavior, Cutoff, Directory, Grant, PrincipalKind, RoomHistory, ScopeEntry, Settings,
    Visibility,
};
use crate::rules::testing::Pool;
use crate::rules::{Value, check};
use crate::seeded::cases;

/// A category or room at random; ids and principals are small numbers.
#[derive(Clone, Debug)]
struct Node {
    above: Option<usize>,
    name: &'static str,
    settings: Settings,
    role_definer: Option<usize>,
    override_member: Option<bool>,
    /// Principal and the roles, a bit each.
    roles: Vec<(usize, u8)>,
    scope: Vec<(usize, bool)>,
}

const PRINCIPALS: usize = 6;
const CATEGORIES: usize = 7;

fn settings() -> impl Strategy<Value = Settings> {
    let flag = || option::of(any::<bool>());
    let behavior = option::of(select(vec![Behavior::Normal, Behavior::Auditorium]));
    let visibility = option::of(select(vec![Visibility::Private, Visibility::Open]));
    (flag(), flag(), flag(), behavior, visibility).prop_map(
        |(invite, logged, file_post, behavior, visibility)| Settings {
            invite,
            logged,
            file_post,
            behavior,
            visibility,
            ..Settings::default()
        },
    )
}

fn node() -> impl Strategy<Value = Node> {
    let long = "a name so long that two of them are too long for one column, and then some more of it, up to here and on \
                to a hundred and forty of them";
    (
        option::weighted(0.9, 1..CATEGORIES + 2),
        select(vec!["IT", "News", "news ", "Help", long]),
        settings(),
        option::weighted(0.2, 1..CATEGORIES + 1),
        option::weighted(0.4, any::<bool>()),
        vec((0..PRINCIPALS, 1..16_u8), 0..4),
        vec((0..PRINCIPALS, any::<bool>()), 0..2),
    )
        .prop_map(
            |(above, name, settings, role_definer, override_member, roles, scope)| Node {
                above,
                name,
                settings,
                role_definer,
                override_member,
                roles,
                scope,
            },
        )
}

/// Categories 1 and so on, 1 most often being the root; rooms 20 and so on; principals 50 and so on, the last of which
/// are not described.
fn pool(
    root: bool,
    categories: Vec<Node>,
    rooms: Vec<Node>,
    circles: bool,
    before_cutoff: u64,
) -> Pool {
    let mut pool = Pool::without_root();
    pool.options.since = Cutoff::parse("2012-01-01");
    let kinds = [
        PrincipalKind::User,
        PrincipalKind::Group,
        PrincipalKind::FederatedUser,
        PrincipalKind::FederatedGroup,
        PrincipalKind::User,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        let id = (50 + at).to_string();
        pool.principal(&id, kind, |it| {
            it.disabled = at > 2;
            // The last one has a twin in use.
            if at == 4 {
                it.uri = "sip:user50@contoso.com".into();
            }
        });
    }
    pool.belongs("50", &["50", "51"]);
    for (at, node) in (1..).zip(categories) {
        let id: String = at.to_string();
        let above = node
            .above
            .filter(|above| circles || *above < at || *above > CATEGORIES)
            .map_or(1, |above| above);
        let above = if at == 1 && root { 1 } else { above };
        let category = pool.category(&id, &above.to_string(), node.name);
        if node.above.is_none() && at > 1 {
            category.parent = None;
        }
        category.settings = node.settings.clone();
        category.role_definer = node.role_definer.map(|it| it.to_string().into());
        category.override_member = node.override_member;
        fill(&mut pool, &id, &node);
    }
    for (at, node) in (20..).zip(rooms) {
        let id: String = at.to_string();
        let room = pool.room(&id, "", node.name);
        room.category = node.above.map(|above| above.to_string().into());
        room.settings = node.settings.clone();
        room.role_definer = node.role_definer.map(|it| it.to_string().into());
        room.override_member = node.override_member;
        room.topic = if at % 2 == 0 { "Go" } else { "" }.into();
        fill(&mut pool, &id, &node);
        pool.write(&id, "50", at).before_cutoff = before_cutoff;
    }
    pool
}

fn fill(pool: &mut Pool, id: &str, node: &Node) {
    let mut known = HashSet::new();
    for (principal, roles) in &node.roles {
        if known.insert(principal) {
            let words = ["manager", "member", "creator", "presenter"];
            let words = (0..4)
                .filter(|bit| roles >> bit & 1 == 1)
                .map(|at| words[at]);
            let words: Vec<&str> = words.collect();
            pool.grant(id, &(50 + principal).to_string(), &words.join(" "));
        }
    }
    for (principal, denied) in &node.scope {
        pool.scope(id, &(50 + principal).to_string(), *denied);
    }
}

fn pools(circles: bool) -> impl Strategy<Value = Pool> {
    (
        any::<bool>(),
        vec(node(), 1..=CATEGORIES),
        vec(node(), 1..6),
        0..3_u64,
    )
        .prop_map(move |(root, categories, rooms, before)| {
            pool(root, categories, rooms, circles, before)
        })
}

type Choice = (&'static str, String, Action);

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let category = || (1..=CATEGORIES).prop_map(|at| format!("category {at}"));
    let room = || (20..26).prop_map(|at| format!("room {at}"));
    let principal = || (50..50 + PRINCIPALS).prop_map(|at| format!("principal {at}"));
    let name = || select(vec!["Other", "IT", "Third"]).prop_map(|it| Action::Rename(it.into()));
    let choice = prop_oneof![
        (Just("orphan"), category(), Just(Action::Exclude)),
        (Just("orphan"), room(), Just(Action::Exclude)),
        (Just("long-name"), category(), name()),
        (Just("name-conflict"), room(), name()),
        (Just("root-manager"), principal(), Just(Action::Drop)),
        (Just("unknown-principal"), principal(), Just(Action::Drop)),
        (Just("outside-scope"), room(), Just(Action::Drop)),
        (
            Just("invitation-mismatch"),
            room(),
            Just(Action::EnableInvitations)
        ),
    ];
    vec(choice, 0..5)
}

/// The plan for as many of these as are not refused.
fn decide(pool: &Pool, mut choices: Vec<Choice>) -> Plan {
    loop {
        let as_decision =
            |(rule, object, action): &Choice| decision((rule, object, action.clone()));
        let decisions: Vec<_> = choices.iter().map(as_decision).collect();
        match Plan::new(&pool.evidence(), &decisions) {
            Ok(plan) => return plan,
            Err(refusal) => {
                choices.remove(refusal.decision);
            }
        }
    }
}

/// The names, settings and so on that a change is about, as they are in this pool; `None` where the object is not there.
fn is_there(
    directory: &Directory,
    history: Option<&RoomHistory>,
    id: &str,
    change: &Change,
    afterwards: bool,
) -> bool {
    let category = || directory.category(id).unwrap();
    let room = || directory.room(id).unwrap();
    let is_room = matches!(change.subject, Subject::Room(_));
    let settings = || {
        if is_room {
            &room().settings
        } else {
            &category().settings
        }
    };
    let roles = || {
        if is_room {
            &room().roles
        } else {
            &category().roles
        }
    };
    let scope = || {
        if is_room {
            &room().scope
        } else {
            &category().scope
        }
    };
    let listed = |principal| {
        let mut entries = scope().iter();
        entries.any(|it: &ScopeEntry| it.principal == principal)
    };
    match &change.edit {
        Edit::LeftOut { messages } => {
            !afterwards && history.map_or(0, |it| it.messages) == *messages
        }
        Edit::MessagesLeftOut { before, after } => {
            let history = history.unwrap();
            let left = if afterwards { &0 } else { before };
            (history.before_cutoff, history.messages) == (*left, *after)
        }
        Edit::Name { before, after, .. } => {
            let name = if is_room {
                &room().name
            } else {
                &category().name
            };
            name == if afterwards { after } else { before }
        }
        Edit::Parent { before, after } => {
            category().parent == *if afterwards { after } else { before }
        }
        Edit::Flag {
            flag,
            before,
            after,
        } => flag.of(settings()) == if afterwards { *after } else { *before },
        Edit::Behavior { before, after } => {
            settings().behavior == if afterwards { Some(*after) } else { *before }
        }
        Edit::Visibility { before, after } => {
            settings().visibility == if afterwards { Some(*after) } else { *before }
        }
        Edit::Granted { role, principals } | Edit::Revoked { role, principals } => {
            let is_grant = matches!(change.edit, Edit::Granted { .. });
            principals.iter().all(|principal| {
                let has = |grant: &Grant| grant.principal == *principal && role.of(grant);
                roles().iter().any(has) == (is_grant == afterwards)
            })
        }
        Edit::OwnMembers { before } => {
            room().override_member == if afterwards { Some(true) } else { *before }
        }
        Edit::ScopeSet { entries } => {
            scope().is_empty() != afterwards && (!afterwards || scope()[..] == entries[..])
        }
        Edit::ScopeCut { principals } => principals.iter().all(|it| listed(*it) != afterwards),
        Edit::Disabled => {
            let principals = &directory.principals;
            let at = principals.find(id).unwrap();
            principals.get(at).unwrap().disabled == afterwards
        }
        Edit::TopicLost { topic } => room().topic == *topic,
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn what_a_change_says_is_so_before_and_after(pool in pools(true), choices in choices()) {
        let plan = decide(&pool, choices);
        let after = plan.apply(&pool.directory);
        let mut later = crate::directory::History::default();
        for (id, history) in &pool.history.rooms {
            later.rooms.insert(id.clone(), history.clone());
        }
        plan.apply_to_history(&pool.directory, &mut later);
        for change in &plan.changes {
            let id = change.subject.object(&pool.directory).id;
            let history = pool.history.rooms.get(&*id);
            prop_assert!(is_there(&pool.directory, history, &id, change, false), "{:?}", change);
            if let Edit::LeftOut { .. } = change.edit {
                let gone = match change.subject {
                    Subject::Room(_) => after.room(&id).is_none() && !later.rooms.contains_key(&*id),
                    _ => after.category(&id).is_none(),
                };
                prop_assert!(gone, "{:?}", change);
            } else {
                prop_assert!(is_there(&after, later.rooms.get(&*id), &id, change, true), "{:?}", change);
            }
        }
    }

    #[test]
    fn a_planned_pool_needs_no_plan(pool in pools(true), choices in choices()) {
        let plan = decide(&pool, choices);
        let again = pool.after(&plan).plan();
        let more = again.changes.iter().filter(|it| !matches!(it.edit, Edit::TopicLost { .. }));
        prop_assert_eq!(more.collect::<Vec<_>>(), Vec::<&Change>::new());
    }

    #[test]
    fn changes_come_by_object_and_none_contradicts_another(pool in pools(true), choices in choices()) {
        let plan = decide(&pool, choices);
        prop_assert!(plan.changes.is_sorted_by_key(|change| change.subject));
        let mut seen = HashSet::new();
        for Change { subject, edit, .. } in &plan.changes {
            if let Edit::Granted { role, principals } | Edit::Revoked { role, principals } = edit {
                for principal in principals.iter() {
                    prop_assert!(seen.insert((*subject, role.word(), Some(*principal))));
                }
            } else {
                let first = seen.insert((*subject, edit.field(), None));
                prop_assert!(first || matches!(edit, Edit::ScopeCut { .. }), "{:?}", edit);
            }
        }
    }

    #[test]
    fn suggested_names_leave_nothing_that_a_conversion_solves(pool in pools(false)) {
        let rules = ["long-name", "name-conflict", "nested-category", "root-manager", "invitation-mismatch"];
        let rules = rules.map(str::to_owned);
        let mut decisions = Vec::new();
        for finding in check(&pool.evidence(), &rules).findings {
            if let Some(Value::Text(name)) = finding.detail("suggestion") {
                let object = format!("{} {}", finding.object.kind.word(), finding.object.id);
                decisions.push(decision((finding.rule, &object, Action::Rename(name.clone()))));
            }
        }
        let plan = Plan::new(&pool.evidence(), &decisions).unwrap();
        let after = pool.after(&plan);
        let left = check(&after.evidence(), &rules).findings;
        prop_assert_eq!(left, vec![]);
    }
}

/// What is recommended for every finding that something can be done about.
fn recommended(pool: &Pool) -> Vec<super::Decision> {
    let evidence = pool.evidence();
    let recommendations = super::Recommendations::new(&evidence);
    let findings = check(&evidence, &[]).findings.into_iter();
    findings
        .filter(|finding| super::is_actionable(finding, &evidence))
        .map(|finding| super::Decision {
            rule: finding.rule,
            kind: finding.object.kind,
            action: recommendations.of(&finding).0,
            id: finding.object.id,
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_recommended_table_makes_nothing_worse_without_a_word(mut pool in pools(true)) {
        let decisions = recommended(&pool);
        let plan = Plan::new(&pool.evidence(), &decisions).unwrap();
        pool.options.since = None;
        let mut later = pool.history.clone();
        plan.apply_to_history(&pool.directory, &mut later);
        let directory = plan.apply(&pool.directory);
        let before = pool.evidence();
        let after = crate::rules::Evidence::new(&directory, &later, &pool.options);
        let source = check(&before, &[]).findings;
        let remaining = check(&after, &[]).findings;
        let causes = plan.causes(&before, &after, &remaining, &decisions);
        prop_assert_eq!(causes.len(), remaining.len());
        for (finding, cause) in remaining.iter().zip(causes) {
            let is_same = |it: &&crate::rules::Finding| (it.rule, &it.object.id) == (finding.rule, &finding.object.id);
            let there = source.iter().filter(is_same).any(|it| it.severity >= finding.severity);
            let is_bad = finding.severity > crate::rules::Severity::Info;
            prop_assert!(there || !is_bad || cause.by.is_some(), "{:?}", finding);
            // Principals who cannot manage in the target are not spread to the rooms.
            if finding.rule == "federated-room" {
                prop_assert!(cause.by != Some("root-manager"), "{:?}", finding);
            }
        }
    }
}
