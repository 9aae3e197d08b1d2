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
    use super::is_xml_char;

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
