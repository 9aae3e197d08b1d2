//! What a spreadsheet makes of a value, where a text file was opened and saved in one.

/// What to do about it.
pub(crate) const HINT: &str = "what was there cannot be told from this: extract the table again, and do not open and save the file in a spreadsheet; \
bcp, or Save Results As of Management Studio, write it as it is";

/// What a spreadsheet did to a value that should be a number, a bit, a date or an identifier; `None` where it looks like
/// something else.
pub(crate) fn damage(text: &[u8]) -> Option<&'static str> {
    let text = text.trim_ascii();
    if is_rounded(text) {
        Some("a spreadsheet rounded this number")
    } else if is_error(text) {
        Some("a spreadsheet could not calculate what it took for a formula")
    } else if text.len() > 1 && text.iter().all(|byte| *byte == b'#') {
        Some("a spreadsheet wrote this where its column was too narrow for the value")
    } else if is_truth(text) {
        Some("a spreadsheet wrote a bit in its own language")
    } else {
        None
    }
}

/// `6,33988E+17`: the digits behind the sixth are lost.
pub(crate) fn is_rounded(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let Some(exponent) = text.iter().position(|byte| matches!(byte, b'e' | b'E')) else {
        return false;
    };
    let (mantissa, exponent) = (&text[..exponent], &text[exponent + 1..]);
    let digits = exponent
        .strip_prefix(b"+")
        .or_else(|| exponent.strip_prefix(b"-"))
        .unwrap_or(exponent);
    let number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    mantissa.first().is_some_and(u8::is_ascii_digit)
        && mantissa.iter().all(number)
        && (1..=3).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
}

/// `#NAME?`, `#REF!`, `#WERT!`, `#N/A`, `#NV`: in each language of Excel by other words.
fn is_error(text: &[u8]) -> bool {
    let Some(name) = text.strip_prefix(b"#") else {
        return false;
    };
    let capitals = |name: &[u8]| {
        let letter =
            |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b'/' | b'0') || *byte >= 0x80;
        (2..16).contains(&name.len()) && name.iter().all(letter)
    };
    match name {
        [name @ .., b'?' | b'!'] => capitals(name),
        name => matches!(name, b"N/A" | b"NV" | b"N/D" | b"N/B"),
    }
}

/// Words for yes and no that no tool of SQL Server writes: English ones are what PowerShell writes, too.
fn is_truth(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] = [
        b"WAHR",
        b"FALSCH",
        b"VRAI",
        b"FAUX",
        b"VERO",
        b"FALSO",
        b"VERDADERO",
        b"VERDADEIRO",
    ];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether this is a date or a time as people write it, where a number should be.
pub(crate) fn is_date(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let date = text.split(|byte| *byte == b' ').next().unwrap_or_default();
    let mut parts = date.split(|byte| matches!(byte, b'.' | b'/' | b'-'));
    let number =
        |part: &[u8]| matches!(part.len(), 1 | 2 | 4) && part.iter().all(u8::is_ascii_digit);
    (0..3).all(|_| parts.next().is_some_and(number)) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_writes_is_told() {
        for text in [
            "6,33988E+17",
            "6.33988E+17",
            "6E+17",
            "-1,2e+10",
            "#NAME?",
            "#WERT!",
            "#N/A",
            "#DIV/0!",
            "########",
            "WAHR",
            "Faux",
        ] {
            assert!(damage(text.as_bytes()).is_some(), "{text}");
        }
        for text in [
            "633988",
            "",
            "#",
            "#room",
            "E17",
            "1",
            "TRUE",
            "0x1E",
            "Falscher",
            "12.01.2009",
        ] {
            assert_eq!(damage(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn dates_are_told() {
        for text in ["12.01.2009 10:23", "1/12/2009", "2009-01-12 10:23:00"] {
            assert!(is_date(text.as_bytes()), "{text}");
        }
        for text in ["633988", "1.2", "10:23", "1.2.3.4", "room 1.2.2009"] {
            assert!(!is_date(text.as_bytes()), "{text}");
        }
    }
}
