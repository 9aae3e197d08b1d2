//! A script, written anew: its strings become others, and so do the names in it that are not public; comments go.

use super::text::{Text, is_word};
use super::writer::Writer;
use crate::sqlserver::Row;
use crate::sqlserver::rows::rewrite::{Aside, Columns, Rewrite, Texts};

use crate::sqlserver::rewrite::is_public;

/// Writes what stands in scripts.
pub(super) struct InScript;

impl Rewrite for InScript {
    fn row(&self, row: &Row<'_>, columns: &Columns, texts: &mut Texts<'_>) -> usize {
        let mut writer = Writer {
            text: Text {
                bytes: row.piece(),
                at: row.at,
                last: true,
            },
            texts,
        };
        // It was read as a row, so that nothing is wrong with it.
        let _ = writer.row(row, columns);
        writer.text.at
    }

    fn statement(&self, statement: &[u8], matters: bool, texts: &mut Texts<'_>) {
        let (begin, asides) = (texts.out.len(), texts.left_out.clone());
        let mut writer = Writer {
            text: Text {
                bytes: statement,
                at: 0,
                last: true,
            },
            texts,
        };
        let all_public = writer.statement();
        if !matters && !all_public && !texts.by.keeps() {
            texts.out.truncate(begin);
            texts.left_out = asides;
            let length = statement.iter().position(|byte| !is_word(*byte));
            let word = String::from_utf8_lossy(&statement[..length.unwrap_or(statement.len())]);
            let word = Some(word.to_uppercase()).filter(|word| is_public(word, texts.by));
            texts.leave_out(Aside::StatementsOf { word }.to_string());
        }
    }

    fn between(&self, text: &[u8], _begins: bool, dropped: bool, texts: &mut Texts<'_>) {
        let mut writer = Writer {
            text: Text {
                bytes: text,
                at: 0,
                last: true,
            },
            texts,
        };
        while writer.text.at < text.len() {
            writer.gap();
            match writer.text.byte() {
                // Between rows that are not there any more.
                Some(b',') if dropped => writer.text.at += 1,
                Some(_) => {
                    writer.token();
                }
                None => {}
            }
        }
    }
}
