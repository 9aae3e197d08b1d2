//! A small pool and a plan made by hand, with a change of every kind.

use super::super::sample::{input, nested};
use super::Simulation;
use crate::directory::{
    Addin, Behavior, Category, Directory, History, Principal, PrincipalRef, Room, RoomHistory,
    ScopeEntry, Visibility,
};
use crate::input::Skipped;
use crate::plan::{Cause, Change, Counts, Edit, Flag, Plan, Role, Subject};
use crate::rules::{Basis, Finding, NotRun, Outcome, Severity};

/// What a plan of these changes comes to.
pub(in crate::report) fn with_simulation(changes: Vec<Change>, look: impl FnOnce(&Simulation<'_>)) {
    let directory = directory();
    let mut plan = Plan::default();
    plan.changes.extend(changes);
    let error = Finding {
        severity: Severity::Error,
        ..nested("21", "Desk", "Sales Desk")
    };
    let remaining = Outcome {
        findings: vec![
            error,
            nested("20", "Desk", "Sales Desk"),
            nested("22", "b", "c"),
        ],
        not_run: vec![("target-conflict", NotRun::NoTarget)],
    };
    let mut causes = [Cause::default(); 3];
    causes[2].by = Some("root-manager");
    look(&Simulation {
        causes: &causes,
        input: input(),
        written: None,
        options: ["--decisions", "my decisions.csv"]
            .map(str::to_owned)
            .to_vec(),
        rule_options: Vec::new(),
        directory: &directory,
        counts: Counts::new(&directory, &history(), &plan),
        decisions: &[],
        plan: &plan,
        remaining: &remaining,
        skipped: Skipped::default(),
    });
}

fn directory() -> Directory {
    let mut directory = Directory::default();
    for number in 0..8 {
        let user = Principal {
            display_name: format!("User {number}"),
            ..Principal::default()
        };
        let id = format!("31{number}");
        assert!(directory.principals.describe(&id, user).is_some());
    }
    // Named by a role, described nowhere.
    directory.principals.refer("999");
    for (id, parent, name) in [
        ("1", "1", "Contoso"),
        ("2", "1", "Sales"),
        ("20", "2", "Desk"),
    ] {
        assert!(directory.add_category(Category {
            id: id.into(),
            parent: Some(parent.into()),
            name: name.into(),
            ..Category::default()
        }));
    }
    for (id, name) in [
        ("57", "=1+1"),
        ("58", "Trading\u{8}, \"floor\""),
        ("59", "取引室の会議 議事録"),
    ] {
        assert!(directory.add_room(Room {
            id: id.into(),
            category: Some("20".into()),
            name: name.into(),
            ..Room::default()
        }));
    }
    assert!(directory.add_addin(Addin {
        id: "1AD580C9-90F8-4CBB-BD2E-96FEC46A0DA3".into(),
        name: "Prices".into(),
        ..Addin::default()
    }));
    directory
}

/// Ten messages to keep in each room, and some before the date in the last two; and rooms that only messages name.
pub(in crate::report) fn history() -> History {
    let mut history = History::default();
    let rooms = [
        ("57", 10, 0),
        ("58", 10, 1_200),
        ("59", 10, 3),
        ("0700", 3, 4),
        ("old", 0, 5),
    ];
    for (id, messages, before_cutoff) in rooms {
        let room = RoomHistory {
            messages,
            before_cutoff,
            ..RoomHistory::default()
        };
        history.rooms.insert(id.into(), room);
    }
    history
}

fn change(subject: Subject, edit: Edit, rule: &'static str) -> Change {
    let noticed = !matches!(edit, Edit::ScopeSet { .. } | Edit::OwnMembers { .. });
    Change {
        subject,
        edit,
        rule,
        basis: Basis::Documented,
        noticed,
    }
}

/// A change of every kind, in the order of a plan.
pub(in crate::report) fn changes() -> Vec<Change> {
    let (sales, desk) = (Subject::Category(1), Subject::Category(2));
    let (floor, meeting) = (Subject::Room(1), Subject::Room(2));
    let flag = |flag, before, after| Edit::Flag {
        flag,
        before,
        after,
    };
    let name = |before: &str, after: String| Edit::Name {
        before: before.into(),
        after,
        is_whole: true,
    };
    let entry = |number, denied| ScopeEntry {
        principal: PrincipalRef(number),
        denied,
    };
    let all = (0..9).map(PrincipalRef).collect();
    vec![
        change(sales, Edit::LeftOut { messages: 0 }, "orphan"),
        change(desk, name("Desk", "Sales Desk".into()), "nested-category"),
        change(
            desk,
            Edit::Parent {
                before: Some("2".into()),
                after: Some("1".into()),
            },
            "nested-category",
        ),
        change(
            desk,
            flag(Flag::Invite, None, Some(true)),
            "invitation-mismatch",
        ),
        change(
            desk,
            flag(Flag::Logged, Some(false), Some(true)),
            "room-setting-lost",
        ),
        change(
            desk,
            flag(Flag::FilePost, None, Some(false)),
            "room-setting-lost",
        ),
        change(
            desk,
            Edit::ScopeSet {
                entries: [entry(0, false), entry(1, true)].into(),
            },
            "nested-category",
        ),
        change(
            Subject::Room(0),
            Edit::LeftOut { messages: 10 },
            "disabled-room",
        ),
        change(
            floor,
            Edit::MessagesLeftOut {
                before: 1_200,
                after: 10,
            },
            "before-cutoff",
        ),
        Change {
            basis: Basis::Inferred,
            ..change(
                floor,
                name("Trading\u{8}, \"floor\"", "Sales Desk ".repeat(30)),
                "long-name",
            )
        },
        change(
            floor,
            Edit::Behavior {
                before: None,
                after: Behavior::Auditorium,
            },
            "room-setting-lost",
        ),
        change(
            floor,
            Edit::Granted {
                role: Role::Manager,
                principals: all,
            },
            "root-manager",
        ),
        change(
            floor,
            Edit::ScopeCut {
                principals: vec![PrincipalRef(8)],
            },
            "unknown-principal",
        ),
        change(
            meeting,
            Edit::Visibility {
                before: Some(Visibility::Private),
                after: Visibility::Open,
            },
            "room-setting-lost",
        ),
        change(
            meeting,
            Edit::OwnMembers { before: None },
            "nested-category",
        ),
        change(
            meeting,
            Edit::Revoked {
                role: Role::Member,
                principals: [PrincipalRef(7)].into(),
            },
            "federated-user",
        ),
        change(
            meeting,
            Edit::TopicLost {
                topic: "=Büro".into(),
            },
            "topic-lost",
        ),
        change(
            Subject::Principal(PrincipalRef(7)),
            Edit::Disabled,
            "federated-user",
        ),
        change(
            Subject::Addin(0),
            name("Prices", "Prices (2)".into()),
            "name-conflict",
        ),
    ]
}
