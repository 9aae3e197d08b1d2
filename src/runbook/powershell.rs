//! Texts as PowerShell takes them: whatever a name holds, it stays one text and does nothing.

use crate::directory::is_hidden;

/// A text as an expression of PowerShell that is exactly this text, wherever a value can stand.
///
/// It stands in single quotes, in which nothing is expanded. PowerShell takes the curly single quotes for the same as the
/// straight one, so each of them is doubled. Characters that end a line, act on a terminal or turn the direction of writing
/// stand as their numbers: what is seen is what is there.
pub fn text(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut plain = String::new();
    for c in text.chars() {
        if !is_hidden(c) {
            plain.push(c);
            continue;
        }
        // The first operand decides what `+` does: it is always a text.
        if !plain.is_empty() || parts.is_empty() {
            parts.push(quoted(&std::mem::take(&mut plain)));
        }
        parts.push(by_number(c));
    }
    if !plain.is_empty() || parts.is_empty() {
        parts.push(quoted(&plain));
    }
    match &parts[..] {
        [one] => one.clone(),
        parts => format!("({})", parts.join(" + ")),
    }
}

/// A text in single quotes, in which nothing acts but these. All its characters stand as they are.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        if is_quote(c) {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted + "'"
}

/// What PowerShell takes for a single quote.
fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

fn by_number(c: char) -> String {
    let number = u32::from(c);
    match number {
        0..=0xffff => format!("[char]0x{number:04X}"),
        _ => format!("[char]::ConvertFromUtf32(0x{number:X})"),
    }
}

/// Several texts, as a list.
pub fn texts<'a>(list: impl IntoIterator<Item = &'a str>) -> String {
    let list: Vec<String> = list.into_iter().map(text).collect();
    list.join(", ")
}

/// An argument of a program, as short as it can be: plain words stand as they are.
pub fn argument(word: &str) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '\\' | '/' | ':');
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        text(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_it_or_acts() {
        for (given, expected) in [
            ("", "''"),
            ("Trading floor", "'Trading floor'"),
            ("$(Remove-Item) `n \"", "'$(Remove-Item) `n \"'"),
            ("it's", "'it''s'"),
            ("‘a’ ‚b‛", "'‘‘a’’ ‚‚b‛‛'"),
            ("a\nb", "('a' + [char]0x000A + 'b')"),
            ("\0", "('' + [char]0x0000)"),
            ("\r\n", "('' + [char]0x000D + [char]0x000A)"),
            ("a\u{202e}b", "('a' + [char]0x202E + 'b')"),
            ("\u{e0001}", "('' + [char]::ConvertFromUtf32(0xE0001))"),
        ] {
            assert_eq!(text(given), expected);
        }
    }

    #[test]
    fn words_of_a_command_are_quoted_where_they_need_it() {
        for (given, expected) in [
            ("--since", "--since"),
            ("C:\\Migration\\export.zip", "C:\\Migration\\export.zip"),
            ("my file.zip", "'my file.zip'"),
            ("a;b", "'a;b'"),
            ("a,b", "'a,b'"),
            ("", "''"),
        ] {
            assert_eq!(argument(given), expected);
        }
        assert_eq!(texts(["a", "b'c"]), "'a', 'b''c'");
    }
}
