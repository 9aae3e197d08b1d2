//! Replaces what a formatted text says; its control words stay (Microsoft, "Rich Text Format Specification", 1.9.1).

use super::alphabet::{Class, class};
use super::words::{Numbers, Words};

/// Control words that editors of messages write. Any other one is taken for text: it may be a path with backslashes.
const CONTROLS: &str = " rtf ansi mac pc pca ansicpg uc deff deflang deflangfe fonttbl f fnil froman fswiss fmodern fscript \
    fdecor ftech fbidi fcharset fprq colortbl red green blue stylesheet info generator viewkind viewscale pard plain par \
    line tab b i ul ulnone strike sub super nosupersub fs cf cb highlight lang langnp langfe kerning ql qr qc qj li ri fi \
    sa sb sl slmult ltrpar rtlpar ltrch rtlch ltrmark rtlmark nowidctlpar widctlpar emdash endash lquote rquote \
    ldblquote rdblquote bullet field fldinst fldrslt pict pntext pn pnlvlblt pnf pnindent pntxtb hyphpar tx u ";

/// Replaces a text that may be RTF; one that is not is any text.
pub(super) fn replace(words: &Words, text: &mut [char]) {
    let begin = text.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
    let is_rtf = text[begin..]
        .iter()
        .take(5)
        .eq("{\\rtf".chars().collect::<Vec<_>>().iter());
    if !is_rtf {
        words.replace(text, Numbers::Replaced);
        return;
    }
    let mut from = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at] != '\\' {
            at += 1;
            continue;
        }
        words.replace(&mut text[from..at], Numbers::Replaced);
        at = control(words, text, at + 1);
        from = at;
    }
    words.replace(&mut text[from..], Numbers::Replaced);
}

/// What stands behind a backslash; gives where text goes on.
fn control(words: &Words, text: &mut [char], at: usize) -> usize {
    let rest = &text[at..];
    let letters = rest.iter().take_while(|c| c.is_ascii_lowercase()).count();
    if letters == 0 {
        // A byte of a code page in two digits, or one sign.
        let byte = rest.first() == Some(&'\'')
            && rest.len() > 2
            && rest[1..3].iter().all(char::is_ascii_hexdigit);
        if byte {
            hide_byte(words, &mut text[at + 1..at + 3]);
        }
        let is_sign = |c: &char| matches!(class(*c), Class::Between | Class::Inside);
        let sign = usize::from(text.get(at).is_some_and(is_sign));
        return at + if byte { 3 } else { sign };
    }
    let name: String = rest[..letters].iter().collect();
    if !CONTROLS.contains(&format!(" {name} ")) {
        return at;
    }
    let minus = usize::from(rest.get(letters) == Some(&'-'));
    let from = letters + minus;
    let digits = rest[from..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let end = at + if digits > 0 { from + digits } else { letters };
    if name == "u" {
        hide_character(words, &mut text[at + letters..end]);
    }
    end
}

/// Another byte that stands for no ASCII, where this one does not.
fn hide_byte(words: &Words, digits: &mut [char]) {
    let byte = digits
        .iter()
        .fold(0, |byte, c| byte * 16 + c.to_digit(16).unwrap_or(0));
    let moved = u32::try_from(words.cipher().hash([u64::from(b'\''), 0]) & 0x7F).unwrap_or(0);
    let new = (byte & 0x80) | ((byte + moved) & 0x7F);
    // A control may act, and stays.
    let new = if byte < 0x20 || new < 0x20 {
        byte & 0x80 | 0x2E
    } else {
        new
    };
    let shown: Vec<char> = format!("{new:02x}").chars().collect();
    digits.copy_from_slice(&shown);
}

/// The number of a UTF-16 unit becomes that of another letter, in as many digits.
fn hide_character(words: &Words, number: &mut [char]) {
    let text: String = number.iter().collect();
    let unit = text.parse::<i32>().ok().map(|unit| unit as u16);
    let Some(c) = unit.and_then(|unit| char::from_u32(u32::from(unit))) else {
        // Half of a pair, or no number.
        words.replace(number, Numbers::Kept);
        return;
    };
    let mut new = c;
    loop {
        let mut one = [new];
        words.replace(&mut one, Numbers::Replaced);
        new = one[0];
        let shown = (u32::from(new) as u16 as i16).to_string();
        if shown.len() == text.len() && shown.starts_with('-') == text.starts_with('-') {
            number.copy_from_slice(&shown.chars().collect::<Vec<_>>());
            return;
        }
        if new == c {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::cipher::Cipher;

    fn replaced(text: &str) -> String {
        let words = Words::new(Cipher::seeded(1));
        let mut characters: Vec<char> = text.chars().collect();
        replace(&words, &mut characters);
        characters.into_iter().collect()
    }

    #[test]
    fn control_words_stay_and_text_does_not() {
        let rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Segoe UI;}}\\f0\\fs20 Budget \\b Contoso\\b0\\par C:\\\\Contoso\\Contoso}";
        let new = replaced(rtf);
        assert_eq!(new.len(), rtf.len());
        for control in [
            "{\\rtf1\\ansi{\\fonttbl{\\f0 ",
            ";}}\\f0\\fs20 ",
            "\\b0\\par ",
        ] {
            assert!(new.contains(control), "{new}");
        }
        for word in ["Segoe", "Budget", "Contoso"] {
            assert!(!new.contains(word), "{new}");
        }
        assert!(!replaced("C:\\par").contains("par"));
    }

    #[test]
    fn characters_by_their_number_are_others() {
        let rtf = "{\\rtf1 M\\'fcller \\u1052?\\u1086?\\u-10179?}";
        let new = replaced(rtf);
        assert_eq!(new.len(), rtf.len(), "{new}");
        for gone in ["fc", "1052", "1086"] {
            assert!(!new.contains(gone), "{new}");
        }
        assert!(new.contains("\\'") && new.contains("\\u-10179?"), "{new}");
    }
}
