//! Rows of fields, written anew: the fields become others, and what stands around and between them stays.

use super::Delimited;
use super::layout::{Step, Text, Way};
use super::notes::Notes;
use crate::sqlserver::Row;
use crate::sqlserver::rows::rewrite::{ColumnValues, Columns, Rewrite, Texts};

use crate::sqlserver::rewrite::{in_header, in_trailer};
use crate::sqlserver::rows::numbers::SpreadsheetDamage;

/// The length of `#N/A`, which a spreadsheet writes for what it cannot calculate.
const SHORT_ERROR: usize = 4;

impl Rewrite for Delimited {
    fn row(&self, row: &Row<'_>, columns: &Columns, texts: &mut Texts<'_>) -> usize {
        let bytes = row.piece();
        let text = Text { bytes, last: true };
        let mut spans = Vec::with_capacity(self.layout.fields());
        let step = self
            .layout
            .split(text, row.at, &mut spans, &mut Notes::default());
        let Step::Row { next } = step else {
            return bytes.len();
        };
        let mut from = row.at;
        // Not every field belongs to a column.
        let mut values = 0..;
        for (span, treatment) in spans.iter().zip(&self.treatments) {
            let column = treatment.and_then(|_| values.next());
            texts.out.extend_from_slice(&bytes[from..span.from]);
            from = span.to;
            let is_null = column.is_some_and(|at| row.get(at).is_null());
            let field = &bytes[span.from..span.to];
            // Longer ones stay what they are with other capitals.
            let is_error =
                field.len() <= SHORT_ERROR && SpreadsheetDamage::of_text(field).is_some();
            if is_null || is_error {
                texts.out.extend_from_slice(field);
                continue;
            }
            match column.and_then(|at| columns.columns.get(at)) {
                Some((_, Some(holds))) => texts.by.value(*holds, field, &mut texts.out),
                _ if texts.by.keeps() => texts.by.value(ColumnValues::TEXT, field, &mut texts.out),
                unknown => {
                    let name = unknown.map_or("", |(name, _)| name);
                    texts.leave_out(format!("{}.{name}", columns.name));
                    self.empty(field, &mut texts.out);
                }
            }
        }
        texts.out.extend_from_slice(&bytes[from..next]);
        next
    }

    fn between(&self, text: &[u8], begins: bool, _dropped: bool, texts: &mut Texts<'_>) {
        let begin = if begins { self.body.min(text.len()) } else { 0 };
        let (head, rest) = text.split_at(begin);
        in_header(head, texts.by, &mut texts.out);
        in_trailer(rest, texts.by, &mut texts.out);
    }
}

impl Delimited {
    /// Appends what stands in the place of a field that is left out.
    fn empty(&self, field: &[u8], out: &mut Vec<u8>) {
        if let Way::Padded(_) = self.layout.way {
            let characters = field.iter().filter(|byte| **byte & 0xC0 != 0x80);
            out.extend(characters.map(|_| b' '));
        }
    }
}
