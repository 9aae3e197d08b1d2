//! Texts as cells can hold them.

use std::borrow::Cow;
use std::collections::HashSet;

use super::fault::Mark;

/// How many UTF-16 units the text of a cell may have.
pub(crate) const LONGEST: usize = 32_767;

/// How many the head of a column may have.
const LONGEST_HEAD: usize = 255;

/// The text as it is written: cut where it is too long, with a mark that says so.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    match text.len() > LONGEST {
        true => cut(text, LONGEST),
        false => Cow::Borrowed(text),
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    let all = units(text);
    if all <= longest {
        return Cow::Borrowed(text);
    }
    // The mark is as long as for the largest number.
    let mark = |units| Mark::Cut { units }.to_string();
    let room = longest.saturating_sub(units(&mark(all)));
    let kept = beginning(text, room);
    let left = all - units(kept);
    Cow::Owned(format!("{kept}{}", mark(left)))
}

/// The longest beginning of so many UTF-16 units.
fn beginning(text: &str, room: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.len_utf16();
        taken > room
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// The heads of columns, none of them empty, too long, or there twice: else spreadsheets repair the file.
pub(super) fn heads<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut heads = Vec::new();
    for (at, name) in names.enumerate() {
        let name = name.trim();
        let number = at + 1;
        let unnamed = Mark::NoHead { number }.to_string();
        let mut head = match name {
            "" => unnamed,
            name => beginning(name, LONGEST_HEAD).to_owned(),
        };
        if !taken.insert(head.to_lowercase()) {
            head = format!("{} ({number})", beginning(&head, LONGEST_HEAD - 10));
            taken.insert(head.to_lowercase());
        }
        heads.push(head);
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_says_that_it_goes_on() {
        let text = "é👩".repeat(20_000);
        let shown = fitting(&text);
        assert!(units(&shown) <= LONGEST && units(&shown) > LONGEST - 5);
        let (kept, mark) = shown.rsplit_once('…').unwrap();
        assert!(text.starts_with(kept));
        let left = 60_000 - units(kept);
        assert!(mark.contains(&left.to_string()), "{mark}");
        let fits = "x".repeat(LONGEST);
        assert_eq!(fitting(&fits), fits);
    }

    #[test]
    fn heads_are_never_empty_nor_alike() {
        let names = ["id", "", "ID", &"x".repeat(300), "Column 2"];
        let heads = heads(names.into_iter());
        assert_eq!(heads[..3], ["id", "Column 2", "ID (3)"]);
        assert_eq!(heads[3].len(), 255);
        assert_eq!(heads[4], "Column 2 (5)");
    }
}
