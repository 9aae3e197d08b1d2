//! Names as the database sees them: length in UTF-16 units.

use unicode_segmentation::UnicodeSegmentation;

/// The longest name of a category or room, and the longest description, in UTF-16 units (`nvarchar(256)`).
pub const NAME_LIMIT: usize = 256;

/// Length in UTF-16 code units, which is how `nvarchar` counts.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The longest beginning of at most `limit` UTF-16 units that ends at the end of a character as people see it,
/// without blanks at its end.
pub fn cut(text: &str, limit: usize) -> &str {
    let mut units = 0;
    let mut end = 0;
    for (at, character) in text.grapheme_indices(true) {
        units += utf16_len(character);
        if units > limit {
            break;
        }
        end = at + character.len();
    }
    text[..end].trim_end_matches(' ')
}

/// As [`cut`], but where a word would be split, it ends before that word, as long as half of the length is left.
pub fn cut_at_word(text: &str, limit: usize) -> &str {
    let whole = cut(text, limit);
    let splits_a_word = text[whole.len()..]
        .chars()
        .next()
        .is_some_and(|next| next != ' ');
    let words = whole
        .rfind(' ')
        .map_or("", |blank| whole[..blank].trim_end_matches(' '));
    if splits_a_word && utf16_len(words) * 2 >= limit {
        words
    } else {
        whole
    }
}

/// Whether XML 1.0 can carry this character, raw or as a reference (`Char` of the recommendation, section 2.2).
pub fn is_xml_char(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..
    )
}

/// Whether a character has no picture, acts on a terminal, or changes how its neighbours are shown.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            // Invisible letters and marks.
            '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{feff}' | '\u{e0001}'
            // Direction of writing; line and paragraph separators.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            // Nothing has these numbers.
            | '\u{fff0}'..='\u{fff8}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_count_twice() {
        assert_eq!(utf16_len("a😀ü"), 4);
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(cut("ab😀", 3), "ab");
        assert_eq!(cut("ab😀", 4), "ab😀");
        assert_eq!(cut("e\u{301}", 1), "");
        assert_eq!(cut("ab cd", 3), "ab");
        assert_eq!(cut("abc", 9), "abc");
    }

    #[test]
    fn a_word_is_left_out_rather_than_split() {
        assert_eq!(cut_at_word("printing and mobile", 15), "printing and");
        assert_eq!(cut_at_word("printing and mobile", 12), "printing and");
        assert_eq!(cut_at_word("a verylongwordindeed", 10), "a verylong");
        assert_eq!(cut_at_word("short", 10), "short");
    }

    #[test]
    fn controls_and_noncharacters_are_refused() {
        for c in "\t\n\r a\u{7f}\u{d7ff}\u{e000}\u{fffd}\u{10000}\u{10ffff}".chars() {
            assert!(is_xml_char(c), "{c:?}");
        }
        for c in "\0\u{8}\u{b}\u{c}\u{1f}\u{fffe}\u{ffff}".chars() {
            assert!(!is_xml_char(c), "{c:?}");
        }
    }
}
