//! What a workbook says beside the cells of its sheets.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::Unreadable;
use super::parts::{Part, Parts, add_text, attribute, each};

/// What a workbook says beside the cells of its sheets.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The sheets in their order, with the names of their parts; those that have no cells, such as a chart, have none here.
    pub(super) sheets: Vec<(String, Option<String>)>,
    /// Whether days are counted from 1904 on, as on the first Macs.
    pub(super) from_1904: bool,
    /// The texts that cells have in common.
    pub(super) texts: Vec<String>,
    /// The looks by which a number is a date or a time.
    pub(super) of_times: BTreeSet<usize>,
}

impl Contents {
    pub(super) fn read(parts: &Parts<'_>) -> Result<Self, Unreadable> {
        let top = parts.relations("")?;
        let book = top.into_iter().find(|it| it.kind == "officeDocument");
        let book = book.ok_or(Unreadable::Other)?.part;
        let relations = parts.relations(&book)?;
        let mut contents = Contents::default();
        let mut has_book = false;
        each(parts.open(&book)?, |event| {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                return Ok(());
            };
            match element.local_name().as_ref() {
                "workbook" => has_book = true,
                "workbookPr" => {
                    let from = attribute(element, "date1904").unwrap_or_default();
                    contents.from_1904 = matches!(&*from, "1" | "true");
                }
                "sheet" => {
                    let id = element.attributes().flatten().find_map(|it| {
                        let is_id =
                            it.key.local_name().as_ref() == "id" && it.key.prefix().is_some();
                        is_id.then(|| it.value.to_string())
                    });
                    let mut relations = relations.iter();
                    let relation = relations.find(|it| Some(&it.id) == id.as_ref());
                    let relation = relation.filter(|it| it.kind == "worksheet");
                    let name = attribute(element, "name").unwrap_or_default();
                    let part = relation.map(|it| it.part.clone());
                    contents.sheets.push((name, part));
                }
                _ => {}
            }
            Ok(())
        })?;
        if !has_book {
            return Err(Unreadable::Other);
        }
        let of_kind = |kind| relations.iter().find(|it| it.kind == kind);
        if let Some(relation) = of_kind("sharedStrings") {
            contents.texts = shared(parts.open(&relation.part)?)?;
        }
        if let Some(relation) = of_kind("styles") {
            contents.of_times = of_times(parts.open(&relation.part)?)?;
        }
        Ok(contents)
    }
}

/// The texts that cells have in common.
fn shared(part: Part<'_>) -> Result<Vec<String>, Unreadable> {
    let mut texts = Vec::new();
    let mut text = TextReader::default();
    each(part, |event| {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                text = TextReader::default();
            }
            Event::Empty(element) if element.local_name().as_ref() == "si" => {
                texts.push(String::new());
            }
            Event::End(element) if element.local_name().as_ref() == "si" => {
                texts.push(text.take());
            }
            event => text.look(event),
        }
        Ok(())
    })?;
    Ok(texts)
}

/// A text of pieces that may look differently; how it is pronounced is no part of it.
#[derive(Debug, Default)]
pub(super) struct TextReader {
    text: String,
    is_inside: bool,
    is_spoken: bool,
}

impl TextReader {
    pub(super) fn look(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => self.is_inside = true,
                "rPh" => self.is_spoken = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => self.is_inside = false,
                "rPh" => self.is_spoken = false,
                _ => {}
            },
            event if self.is_inside && !self.is_spoken => add_text(&mut self.text, event),
            _ => {}
        }
    }

    pub(super) fn take(&mut self) -> String {
        meant(&std::mem::take(&mut self.text))
    }
}

/// The text with characters for their numbers: `_x000D_`.
pub(super) fn meant(text: &str) -> String {
    let mut meant = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        meant.push_str(&rest[..at]);
        rest = &rest[at..];
        match number(rest).and_then(|(number, after)| Some((char::from_u32(number)?, after))) {
            Some((character, after)) => {
                meant.push(character);
                rest = after;
            }
            None => {
                meant.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    meant.push_str(rest);
    meant
}

/// Whether this is the number of a character, such as `_x0041_`, and what stands behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.strip_prefix("_x")?.split_at_checked(4)?;
    let rest = rest.strip_prefix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok()?;
    is_hex.then_some((number, rest))
}

/// The looks by which a number is a date or a time, by their place in the list.
fn of_times(part: Part<'_>) -> Result<BTreeSet<usize>, Unreadable> {
    let mut own = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut looks = 0;
    let mut is_inside = false;
    each(part, |event| {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let of = |name| attribute(element, name).unwrap_or_default();
                match element.local_name().as_ref() {
                    "numFmt" if is_time(&of("formatCode")) => {
                        own.insert(of("numFmtId"));
                    }
                    "cellXfs" => is_inside = true,
                    "xf" if is_inside => {
                        let id = of("numFmtId");
                        if own.contains(&id) || id.parse().is_ok_and(is_built_in_time) {
                            found.insert(looks);
                        }
                        looks += 1;
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

/// Forms that every spreadsheet knows by their numbers; those from 27 on depend on its language.
fn is_built_in_time(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a form shows a date or a time: it has a letter of one outside of quotation marks and brackets.
fn is_time(form: &str) -> bool {
    let mut characters = form.chars();
    let mut inside = None;
    while let Some(c) = characters.next() {
        match (inside, c) {
            (Some(end), c) if c == end => inside = None,
            (Some(_), _) => {}
            (None, '"') => inside = Some('"'),
            (None, '[') => inside = Some(']'),
            (None, '\\' | '_' | '*') => drop(characters.next()),
            (None, 'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S') => return true,
            (None, _) => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_dates_are_told_from_those_of_numbers() {
        for form in ["yyyy-mm-dd", "[$-409]d/m/yy", "h:mm", "[Red]dd.mm."] {
            assert!(is_time(form), "{form}");
        }
        for form in [
            "General",
            "#,##0",
            "0.00E+00",
            "\"days\" 0",
            "[Red]0",
            "@",
            "0\\m",
        ] {
            assert!(!is_time(form), "{form}");
        }
    }

    #[test]
    fn numbers_of_characters_are_characters() {
        assert_eq!(meant("a_x000D_b"), "a\rb");
        assert_eq!(meant("_x005F_x0041_"), "_x0041_");
        assert_eq!(meant("_x_x00_xD800__"), "_x_x00_xD800__");
    }
}
