//! A small pool to show in tests.

use super::{AnalysisReport, InputSummary, MemberSummary};
use crate::directory::{
    Category, ContentKind, Directory, Grant, History, Principal, Room, RoomHistory,
};
use crate::input::Skipped;
use crate::reading::InputKind;
use crate::rules::{
    Basis, Evidence, Finding, NotRun, Object, ObjectKind, Options, Outcome, Severity,
};
use crate::time::Ticks;

/// A pool of two categories below the root, two rooms and three messages, with these findings.
pub(super) fn with_analysis(findings: Vec<Finding>, look: impl FnOnce(&AnalysisReport<'_>)) {
    let directory = directory();
    let history = history();
    let options = Options::default();
    let evidence = Evidence::new(&directory, &history, &options);
    look(&AnalysisReport {
        input: input(),
        options: Vec::new(),
        evidence: &evidence,
        outcome: &Outcome {
            findings,
            not_run: vec![("target-conflict", NotRun::NoTarget)],
        },
        skipped: Skipped::default(),
        simulate: None,
        is_written: false,
    });
}

pub(super) fn input() -> InputSummary {
    let member = |name: &str, bytes, crc, state, holds| MemberSummary {
        name: name.into(),
        bytes,
        crc,
        state,
        holds,
        ..MemberSummary::default()
    };
    InputSummary {
        databases: Vec::new(),
        is_empty: false,
        name: "PersistentChatData.zip".into(),
        arguments: vec!["PersistentChatData.zip".into()],
        kind: InputKind::Package,
        missing: vec![
            ContentKind::Groups,
            ContentKind::Affiliations,
            ContentKind::Addins,
        ],
        members: vec![
            member(
                "ChatRooms.xml",
                2_048,
                None,
                "understood",
                vec![(ContentKind::Rooms, 2), (ContentKind::Messages, 3)],
            ),
            member("notes.txt", 12, Some(0xcbf4_3926), "not XML", Vec::new()),
        ],
    }
}

/// A category that will be called otherwise.
pub(super) fn nested(id: &str, name: &str, full_name: &str) -> Finding {
    Finding {
        rule: "nested-category",
        severity: Severity::Info,
        basis: Basis::Documented,
        object: Object::new(ObjectKind::Category, id, name),
        details: vec![
            ("parent_id", "2".into()),
            ("parent", "Sales".into()),
            ("depth", 2_u64.into()),
            ("full_name", full_name.into()),
            ("length", full_name.len().into()),
            ("rooms", 1_u64.into()),
        ],
    }
}

fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.parts.users = true;
    directory.parts.categories = true;
    directory.parts.rooms = true;
    directory.parts.roles = true;
    directory.parts.scopes = true;
    directory.parts.messages = true;
    let user = Principal {
        uri: "sip:user17@contoso.com".into(),
        ..Principal::default()
    };
    let at = directory.principals.describe("5", user).unwrap();
    for (id, parent, name) in [("1", "1", "Root"), ("2", "1", "Sales"), ("20", "2", "Desk")] {
        let mut category = Category {
            id: id.into(),
            parent: Some(parent.into()),
            name: name.into(),
            ..Category::default()
        };
        category.settings.invite = (id == "1").then_some(true);
        category.settings.file_post = (id == "2").then_some(false);
        assert!(directory.add_category(category));
    }
    for (id, category, name) in [("100", "20", "=1+1"), ("57", "2", "Trading, \"floor\"")] {
        assert!(directory.add_room(Room {
            id: id.into(),
            category: Some(category.into()),
            name: name.into(),
            disabled: id == "57",
            roles: vec![Grant {
                principal: at,
                manager: true,
                member: true,
                creator: false,
                presenter: false,
            }],
            ..Room::default()
        }));
    }
    directory
}

fn history() -> History {
    let mut history = History::default();
    let room = RoomHistory {
        messages: 3,
        bytes: 120,
        first: Ticks::parse("2008-01-01"),
        last: Ticks::parse("2008-06-04T20:15:40.95Z"),
        files: [1].into(),
        ..RoomHistory::default()
    };
    history.rooms.insert("57".into(), room);
    history
}
