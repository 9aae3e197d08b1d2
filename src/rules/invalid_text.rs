//! Text with characters that XML 1.0 cannot carry, raw or as references, and with references that it does not define.

use super::{
    Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, choice, details,
};
use crate::directory::{NoteKind, RoomHistory, is_xml_char, utf16_len};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "invalid-text",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::NONE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        room: Option<String>,
        field: Option<String>,
        character: Option<String>,
        at: Option<u64>,
        count: u64,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    let mut findings = Vec::new();
    objects(evidence, &mut findings);
    for undefined in &directory.undefined {
        findings.push(RULE.finding(
            Object::new(ObjectKind::Member, &undefined.member, &undefined.path),
            Found {
                case: "reference",
                room: None,
                field: Some(undefined.path.clone()),
                character: None,
                at: None,
                count: undefined.count,
            },
        ));
    }
    for (id, history) in &evidence.history.rooms {
        let more = history.invalid_texts.saturating_sub(noted(history));
        for note in &history.notes {
            let NoteKind::InvalidText {
                field,
                character,
                at,
                count,
            } = note.kind
            else {
                continue;
            };
            findings.push(RULE.finding(
                Object::new(ObjectKind::Message, &note.message, ""),
                Found {
                    case: "message",
                    room: Some(id.to_string()),
                    field: Some(field.to_owned()),
                    character: Some(code(character)),
                    at: Some(at),
                    count,
                },
            ));
        }
        if more > 0 {
            findings.push(RULE.finding(
                Object::room(directory, id),
                Found {
                    case: "more",
                    room: Some(id.to_string()),
                    field: None,
                    character: None,
                    at: None,
                    count: more,
                },
            ));
        }
    }
    Ok(findings)
}

/// How many messages the notes are about: a message may have one for each of its fields.
fn noted(history: &RoomHistory) -> u64 {
    let mut messages = 0;
    let mut last = None;
    for note in &history.notes {
        if let NoteKind::InvalidText { field, .. } = note.kind {
            let is_same = last.is_some_and(|(id, other)| id == &note.message && other != field);
            messages += u64::from(!is_same);
            last = Some((&note.message, field));
        }
    }
    messages
}

/// The texts of everything but messages.
fn objects(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let directory = evidence.directory;
    for category in &directory.categories {
        let texts = [
            ("name", &category.name),
            ("description", &category.description),
        ];
        look_at(texts, || category.into(), findings);
    }
    for room in &directory.rooms {
        let texts = [
            ("name", &room.name),
            ("description", &room.description),
            ("topic", &room.topic),
        ];
        look_at(texts, || room.into(), findings);
    }
    let principals = &directory.principals;
    for (at, principal) in principals.iter() {
        let texts = [
            ("uri", &principal.uri),
            ("name", &principal.name),
            ("display_name", &principal.display_name),
            ("company", &principal.company),
            ("email", &principal.email),
            ("ad_path", &principal.ad_path),
            ("user_principal_name", &principal.user_principal_name),
        ];
        look_at(texts, || Object::principal(principals, at), findings);
    }
    for addin in &directory.addins {
        let texts = [("name", &addin.name), ("url", &addin.url)];
        look_at(texts, || addin.into(), findings);
    }
}

fn look_at<const N: usize>(
    texts: [(&str, &String); N],
    object: impl Fn() -> Object,
    findings: &mut Vec<Finding>,
) {
    // Most texts are such, and looking at all of their bytes at once is quick.
    let is_plain = |text: &str| {
        let bytes = text.bytes();
        bytes.fold(true, |plain, byte| plain & (b' '..0x7F).contains(&byte))
    };
    for (field, text) in texts.into_iter().filter(|(_, text)| !is_plain(text)) {
        let mut invalid = text.char_indices().filter(|(_, c)| !is_xml_char(*c));
        let Some((at, c)) = invalid.next() else {
            continue;
        };
        findings.push(RULE.finding(
            object(),
            Found {
                case: "object",
                room: None,
                field: Some(field.to_owned()),
                character: Some(code(c.into())),
                at: Some(utf16_len(&text[..at]) as u64),
                count: 1 + invalid.count() as u64,
            },
        ));
    }
}

fn code(character: u32) -> String {
    format!("U+{character:04X}")
}

#[cfg(test)]
mod tests {
    use crate::directory::{Note, NoteKind, PrincipalKind, UndefinedReferences};
    use crate::rules::testing::Pool;

    #[test]
    fn messages_are_found_by_their_notes_and_the_rest_is_counted() {
        let mut pool = Pool::new();
        pool.room("10", "1", "News");
        let history = pool.write("10", "5", 9);
        history.invalid_texts = 5;
        for (message, field) in [("3", "content"), ("3", "rtf"), ("4", "content")] {
            history.keep(Note {
                message: message.into(),
                kind: NoteKind::InvalidText {
                    field,
                    character: 8,
                    at: 17,
                    count: 2,
                },
            });
        }
        history.keep(Note {
            message: "5".into(),
            kind: NoteKind::RepeatedId,
        });
        assert_eq!(
            pool.says("invalid-text"),
            [
                "warning documented room 10: case=more room=10 field=- character=- at=- count=3",
                "warning documented message 3: case=message room=10 field=content character=U+0008 at=17 count=2",
                "warning documented message 3: case=message room=10 field=rtf character=U+0008 at=17 count=2",
                "warning documented message 4: case=message room=10 field=content character=U+0008 at=17 count=2",
            ]
        );
    }

    #[test]
    fn undefined_references_are_counted_by_their_place() {
        let mut pool = Pool::new();
        pool.directory.undefined.push(UndefinedReferences {
            member: "ChatRooms.xml".into(),
            path: "Pool/ChatRooms/ChatRoom/Name".into(),
            count: 3,
        });
        assert_eq!(
            pool.says("invalid-text"),
            [
                "warning documented member ChatRooms.xml: case=reference room=- field=Pool/ChatRooms/ChatRoom/Name character=- at=- count=3"
            ]
        );
    }

    #[test]
    fn names_and_descriptions_are_looked_at() {
        let mut pool = Pool::new();
        pool.category("2", "1", "fine\tand\nwell").description = "😀\u{b}\u{1}".into();
        pool.room("10", "2", "a\u{0}b").topic = "\u{fffe}".into();
        pool.principal("5", PrincipalKind::User, |user| {
            user.display_name = "\u{1f}".into();
        });
        pool.addin("a", "Clock", "https://contoso.com/\u{8}");
        assert_eq!(
            pool.says("invalid-text"),
            [
                "warning documented category 2: case=object room=- field=description character=U+000B at=2 count=2",
                "warning documented room 10: case=object room=- field=name character=U+0000 at=1 count=1",
                "warning documented room 10: case=object room=- field=topic character=U+FFFE at=0 count=1",
                "warning documented principal 5: case=object room=- field=display_name character=U+001F at=0 count=1",
                "warning documented addin a: case=object room=- field=url character=U+0008 at=20 count=1",
            ]
        );
    }
}
