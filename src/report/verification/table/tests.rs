use unicode_width::UnicodeWidthStr;

use super::super::sample;
use super::*;
use crate::rules::Object;

fn written(verification: &Verification<'_>, width: usize, rows: Option<usize>) -> String {
    let style = Style {
        colour: false,
        unicode: true,
    };
    let mut out = Vec::new();
    let texts = Catalogue::spoken();
    write(&mut out, verification, texts, width, style, rows).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_good_case_is_one_glance() {
    let text = written(&sample::equal(), 80, None);
    let expected = "\
converted.zip  compared with what convert promises for PersistentChatData.zip

  Categories            12  all there
  Rooms                 23  all there
  Add-ins                5  all there
  Users and groups      30  all there
  Roles              1,096  all there
  Scope entries         12  all there
  Settings             175  all there
  Affiliations          44  all there
  Messages          40,000  all there

Everything that was promised is there.
";
    assert_eq!(text, expected);
}

#[test]
fn what_differs_is_listed_by_what_it_is() {
    sample::with_differences(|verification| {
        let text = written(verification, 100, None);
        let expected = "\
converted.zip  compared with what convert promises for PersistentChatData.zip

  Categories            12  all there
  Rooms                 23  2 differences
  Add-ins                5  1 difference
  Users and groups      30  1 difference
  Roles              1,096  2 differences
  Scope entries         12  all there
  Settings             175  1 difference
  Affiliations          44  all there
  Messages          40,000  5 differences

Not everything is as promised: 12 differences, shown as promised → found.

Rooms  2 differences
  room 57  =News  name: “=News” → “News␈”
  room 58  Desk   is missing

Add-ins  1 difference
  add-ins     the result has none at all

Users and groups  1 difference
  principal 12  Partner  disabled: yes → no

Roles  2 differences
  category 2  Sales  creator: 11 missing
  room 57     =News  member: 20, 21 missing, 99 not promised

Settings  1 difference
  room 57  =News  invitations: inherited → off

Messages  5 differences
  room 57    =News    1,234 messages promised, 1,233 found
  room 59    Legal    as many messages as promised, but not the same ones
  message 7  room 57  is missing
  message 8  room 59  another text
  message 9  room 59  time: 2011-03-01T08:00:00Z → never
  … and 90 more differences in messages
  Not all messages that differ were looked for; the rooms that hold them are all named above.

Other decisions, another date, separator or layout promise another result: give verify the options
that convert was given.
";
        assert_eq!(text, expected);
    });
}

#[test]
fn rows_are_limited_with_the_command_that_shows_all() {
    sample::with_differences(|verification| {
        let text = written(verification, 120, Some(1));
        let command = r#"pchat verify PersistentChatData.zip "out dir/converted.zip" --decisions "my decisions.csv" --format csv"#;
        let more = format!("  … and 4 more: {command}\n");
        assert!(text.contains(&more), "{text}");
        assert!(!text.contains("room 58"), "{text}");
        for width in [40, 60, 80] {
            let text = written(verification, width, Some(1));
            let fits = |line: &str| line.width() <= width || line.trim() == command;
            assert!(text.lines().all(fits), "{text}");
        }
    });
}

#[test]
fn an_import_is_compared_otherwise_and_says_so() {
    let mut verification = sample::equal();
    verification.imported = true;
    verification.counts.only_in_result = 1;
    verification.counts.of_unknown = 3;
    let text = written(&verification, 120, None);
    for part in [
        "whether an import keeps\nids is not documented.",
        "Not compared: 1 object that only the target has.",
        "Not compared: 3 roles and scope entries of ids that nobody has and that an import may change.",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let by_id = Verification {
        ids_do_not_fit: true,
        ..sample::equal()
    };
    let text = written(&by_id, 80, None);
    let command = r#"pchat verify PersistentChatData.zip "out dir/converted.zip" --imported"#;
    assert!(text.ends_with(&format!("{command}\n")), "{text}");
}

#[test]
fn long_texts_are_cut_unless_that_hides_what_differs() {
    let object = Object::new(ObjectKind::Room, "57", "News");
    let shown = |expected: &str, found: &str| {
        let difference = Difference {
            object: object.clone(),
            room: None,
            field: "description",
            expected: expected.into(),
            found: found.into(),
        };
        line(&difference, Catalogue::spoken(), 16)
    };
    let long = "one long ".repeat(10);
    assert_eq!(
        shown(&format!("{long}end"), "other"),
        "description: “one lon…long end” → “other”"
    );
    let inside = long
        .replacen("long one", "long, one", 5)
        .replacen("long, one", "long one", 4);
    let text = shown(&long, &inside);
    assert!(text.contains(&long) && text.contains(&inside), "{text}");
}
