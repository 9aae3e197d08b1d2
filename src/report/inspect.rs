//! `inspect` for people: what the input consists of, how far it is understood, and what is not, by place and count. It
//! shows no content, so it can be shown to others.

pub mod json;

use std::io::{self, Write};

use super::databases::databases;
use super::page::{BOLD, Column, PLAIN, Page, Style};
use super::sections::{arguments, head, missing};
use super::visible::visible;
use super::{Catalogue, InputSummary};
use crate::directory::{Unclaimed, UnclaimedReason};
use crate::input::Skipped;
use crate::reading::InputKind;
use crate::sqlserver::Unreadable;
use crate::wording::Sentence;

/// What an input consists of, and how far it is understood.
#[derive(Clone, Copy, Debug)]
pub struct Inspection<'a> {
    /// What it is.
    pub input: &'a InputSummary,
    /// What is not understood, member by member.
    pub census: &'a [Unclaimed],
    /// The tables that cannot be read, while the others are. The notices say it in words.
    pub unreadable: &'a [Unreadable],
    /// What had to be left out.
    pub skipped: &'a Skipped,
    /// What the reader noticed: sentences.
    pub notices: &'a [Sentence],
}

/// Writes the members, the census and what the reader noticed, for a terminal of this width.
pub fn write(
    out: &mut dyn Write,
    inspection: &Inspection<'_>,
    texts: &Catalogue,
    width: usize,
    style: Style,
) -> io::Result<()> {
    let Inspection {
        input,
        census,
        notices,
        ..
    } = *inspection;
    let mut page = Page::new(out, width, style);
    head(&mut page, input, texts)?;
    page.blank()?;
    members(&mut page, input, texts)?;
    missing(&mut page, input, texts)?;
    databases(&mut page, &input.databases, texts)?;
    page.blank()?;
    if input.is_empty {
        let text = texts.fill(&texts.texts().no_rows, &[]);
        page.paragraph(0, PLAIN, "", &text)?;
    }
    if !input.is_empty || !census.is_empty() {
        unclaimed(&mut page, census, texts)?;
    }
    let say = |template| texts.fill(template, &[]);
    if !notices.is_empty() {
        page.blank()?;
        page.paragraph(0, BOLD, "", &say(&texts.texts().notices))?;
        for notice in notices {
            page.paragraph(2, PLAIN, "· ", &visible(&notice.to_string()))?;
        }
    }
    page.blank()?;
    page.paragraph(0, BOLD, "", &say(&texts.texts().next))?;
    let command = format!("pchat analyze {}", arguments(&input.arguments));
    page.commands(2, &[(command, say(&texts.texts().next_analyze))])
}

fn members(page: &mut Page<'_>, input: &InputSummary, texts: &Catalogue) -> io::Result<()> {
    let words = texts.texts();
    let count = [("count", input.members.len().into())];
    let (title, member) = match input.kind {
        InputKind::Extract => (&words.files, &words.file),
        InputKind::Package => (&words.members, &words.member),
    };
    page.paragraph(0, BOLD, "", &texts.fill(title, &count))?;
    if input.members.is_empty() {
        return Ok(());
    }
    let titles = [
        member,
        &words.bytes,
        &words.state,
        &words.holds,
        &words.form,
    ];
    let mut header = titles.map(|title| texts.fill(title, &[])).to_vec();
    let row = |member: &super::MemberSummary| {
        let holds = member
            .holds
            .iter()
            .map(|(kind, count)| texts.count(*kind, *count));
        vec![
            visible(&member.name).into_owned(),
            texts.number(member.bytes),
            texts.state(member.state).to_owned(),
            holds.collect::<Vec<_>>().join(", "),
            visible(&member.forms.join(", ")).into_owned(),
        ]
    };
    let mut rows: Vec<Vec<String>> = input.members.iter().map(row).collect();
    let mut shape = vec![
        Column {
            at_most: 40,
            ..Column::default()
        },
        Column {
            right: true,
            ..Column::default()
        },
        Column::default(),
        Column::default(),
        Column::default(),
    ];
    if rows.iter().all(|row| row[4].is_empty()) {
        shape.pop();
        header.pop();
        for row in &mut rows {
            row.pop();
        }
    }
    page.table(2, Some(header), rows, &shape)
}

fn unclaimed(page: &mut Page<'_>, census: &[Unclaimed], texts: &Catalogue) -> io::Result<()> {
    let words = texts.texts();
    if census.is_empty() {
        return page.paragraph(0, PLAIN, "", &texts.fill(&words.census_empty, &[]));
    }
    page.paragraph(0, BOLD, "", &texts.fill(&words.census, &[]))?;
    let shape = [
        Column {
            right: true,
            ..Column::default()
        },
        Column::default(),
    ];
    for entries in census.chunk_by(|a, b| a.member == b.member) {
        let what = |it: &Unclaimed| {
            let path = visible(&it.path);
            match it.reason {
                UnclaimedReason::NotXml => texts.fill(&words.not_xml, &[]),
                UnclaimedReason::UnknownMember => texts.fill(&words.unknown_member, &[]),
                UnclaimedReason::NoExtract => texts.fill(&words.no_extract, &[]),
                UnclaimedReason::UnknownPath
                | UnclaimedReason::UnknownTable
                | UnclaimedReason::UnknownColumn => path.into_owned(),
                UnclaimedReason::UnknownValue => {
                    let path = [("path", path.into_owned().into())];
                    texts.fill(&words.unknown_value, &path)
                }
            }
        };
        let row = |it: &Unclaimed| vec![texts.number(it.count), what(it)];
        page.paragraph(2, PLAIN, "", &visible(&entries[0].member))?;
        page.table(4, None, entries.iter().map(row).collect(), &shape)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::super::sample;
    use super::*;
    use crate::directory::ContentKind;
    use crate::plan::Impossible;

    fn written(census: &[Unclaimed], notices: &[Sentence], width: usize) -> String {
        let mut out = Vec::new();
        let style = Style {
            colour: false,
            unicode: true,
        };
        let mut input = sample::input();
        input.members[0].name = "AdAffiliations.xml".into();
        input.members[0].holds = vec![
            (ContentKind::Affiliations, 40_000),
            (ContentKind::Messages, 1_000_000),
        ];
        let texts = Catalogue::spoken();
        let inspection = Inspection {
            input: &input,
            census,
            unreadable: &[],
            skipped: &Skipped::default(),
            notices,
        };
        write(&mut out, &inspection, texts, width, style).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn members_and_what_is_not_understood_are_listed() {
        let census = [Unclaimed {
            member: "ChatRooms.xml".into(),
            path: "Pool/ChatRooms/ChatRoom/Extension/@value".into(),
            count: 1_234,
            reason: UnclaimedReason::UnknownPath,
        }];
        let notice = Impossible::TwoNames {
            one: "ex\u{8}port".into(),
            other: "export".into(),
        };
        let notices = [notice.into()];
        let text = written(&census, &notices, 120);
        for part in [
            "PersistentChatData.zip  export package",
            "2 members",
            "2,048  understood  40,000 affiliations, 1,000,000 messages",
            "not XML",
            "    1,234  Pool/ChatRooms/ChatRoom/Extension/@value",
            "“ex␈port”",
            "pchat analyze PersistentChatData.zip",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        for width in [60, 80] {
            let text = written(&census, &notices, width);
            assert!(text.lines().all(|line| line.width() <= width), "{text}");
            assert!(text.contains("  AdAffiliations.xml  "), "{text}");
        }
    }

    #[test]
    fn an_input_that_is_understood_is_said_to_be() {
        let text = written(&[], &[], 80);
        assert!(text.contains("Everything in it is understood."), "{text}");
    }
}
