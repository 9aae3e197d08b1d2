//! How cells look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// How the texts of a column look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// On one line.
    Plain,
    /// On as many lines as they need.
    Wrapped,
    /// On one line, and what is typed there stays a text, also what looks like a number, a date or a formula.
    Text,
}

/// How cells look.
pub(super) struct Looks {
    plain: Format,
    wrapped: Format,
    /// What is typed into it stays a text.
    text: Format,
    pub(super) time: Format,
    pub(super) title: Format,
    pub(super) head: Format,
    /// Numbers and times of a page, beside their names.
    pub(super) number_beside: Format,
    pub(super) time_beside: Format,
}

impl Looks {
    /// How the cells of a column look, unless they are something else.
    pub(super) fn of(&self, look: Look) -> &Format {
        match look {
            Look::Plain => &self.plain,
            Look::Wrapped => &self.wrapped,
            Look::Text => &self.text,
        }
    }
}

impl Default for Looks {
    fn default() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let time = top().set_num_format("yyyy-mm-dd hh:mm:ss");
        Looks {
            plain: top(),
            wrapped: top().set_text_wrap(),
            text: top().set_num_format("@"),
            number_beside: top().set_num_format("#,##0").set_align(FormatAlign::Left),
            time_beside: time.clone().set_align(FormatAlign::Left),
            time,
            title: Format::new().set_bold().set_font_size(14),
            head: top().set_bold().set_border_bottom(FormatBorder::Thin),
        }
    }
}
