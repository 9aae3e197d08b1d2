//! What saving does to a text: characters lost, or read as others.

use encoding_rs::Encoding;

use crate::source::sql::CodePage;

/// The code pages that spreadsheets and consoles save in, and take UTF-8 for.
static PAGES: [&Encoding; 12] = [
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1257,
    encoding_rs::MACINTOSH,
    encoding_rs::IBM866,
    encoding_rs::ISO_8859_2,
    encoding_rs::KOI8_R,
    encoding_rs::SHIFT_JIS,
    encoding_rs::GBK,
];

/// The code pages of DOS, which are not among them.
const OEM: [u16; 3] = [437, 850, 852];

/// Whether `saved` is what is left of `text`: `?` or U+FFFD where it has something beyond ASCII, or the text read in
/// another encoding than it was written in.
pub(super) fn is_damaged(saved: &str, text: &str) -> bool {
    saved != text && !text.is_ascii() && (has_lost(saved, text) || is_misread(saved, text))
}

/// `?` once for each character, or for each of its UTF-16 units or bytes.
fn has_lost(saved: &str, text: &str) -> bool {
    let mut saved = saved.chars().peekable();
    let mut lost = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if saved.peek() == Some(&c) {
            saved.next();
            continue;
        }
        if c.is_ascii() {
            return false;
        }
        // As many marks as stand here, unless the text goes on with its own.
        let mut beyond = 1;
        let mut bytes = c.len_utf8();
        while let Some(next) = rest.next_if(|next| !next.is_ascii()) {
            beyond += 1;
            bytes += next.len_utf8();
        }
        let own = std::iter::from_fn(|| rest.next_if_eq(&'?')).count();
        let mut marks = 0;
        while saved
            .next_if(|mark| matches!(mark, '?' | '\u{fffd}'))
            .is_some()
        {
            marks += 1;
        }
        if !(beyond + own..=bytes + own).contains(&marks) {
            return false;
        }
        lost = true;
    }
    lost && saved.next().is_none()
}

/// The bytes of the saved text in one encoding are the text in another.
fn is_misread(saved: &str, text: &str) -> bool {
    let mut forms: Vec<Vec<u8>> = vec![text.as_bytes().to_vec()];
    for page in PAGES {
        let (bytes, _, unmappable) = page.encode(text);
        if !unmappable {
            forms.push(bytes.into_owned());
        }
    }
    for page in OEM {
        forms.extend(oem(page, text));
    }
    forms.iter().any(|bytes| {
        PAGES
            .iter()
            .any(|page| page.decode_without_bom_handling(bytes).0 == saved)
            || OEM
                .iter()
                .any(|page| oem_decoded(*page, bytes).as_deref() == Some(saved))
            || String::from_utf8_lossy(bytes) == saved
    })
}

fn oem(page: u16, text: &str) -> Option<Vec<u8>> {
    let high: Vec<(u8, String)> = (0x80..=0xff)
        .filter_map(|byte| Some((byte, oem_decoded(page, &[byte])?)))
        .collect();
    let byte = |c: char| {
        let mut buffer = [0; 4];
        let text: &str = c.encode_utf8(&mut buffer);
        let is_it = |(byte, of): &(u8, String)| (of == text).then_some(*byte);
        if c.is_ascii() {
            u8::try_from(c).ok()
        } else {
            high.iter().find_map(is_it)
        }
    };
    text.chars().map(byte).collect()
}

fn oem_decoded(page: u16, bytes: &[u8]) -> Option<String> {
    let page: CodePage = page.to_string().parse().ok()?;
    Some(page.text(bytes))
}

/// What Excel, Calc and their like show for a formula that failed, in the languages they speak.
const FAILED: [&str; 45] = [
    "#NAME?",
    "#REF!",
    "#VALUE!",
    "#N/A",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
    "#BEZUG!",
    "#WERT!",
    "#NV",
    "#ZAHL!",
    "#ÜBERLAUF!",
    "#NOM?",
    "#VALEUR!",
    "#NOMBRE!",
    "#NUL!",
    "#NOME?",
    "#RIF!",
    "#VALORE!",
    "#N/D",
    "#NULLO!",
    "#¿NOMBRE?",
    "#¡REF!",
    "#¡VALOR!",
    "#¡NUM!",
    "#¡NULO!",
    "#¡DIV/0!",
    "#VALOR!",
    "#NÚM!",
    "#NAAM?",
    "#VERW!",
    "#WAARDE!",
    "#N/B",
    "#GETAL!",
    "#DEEL/0!",
    "#NAZWA?",
    "#ADR!",
    "#ARG!",
    "#LICZBA!",
    "#ИМЯ?",
    "#ССЫЛКА!",
];

/// Whether a spreadsheet put an error in place of the text.
pub(super) fn is_failed(cell: &str) -> bool {
    let cell = cell.trim();
    let is_too_narrow = cell.len() > 2 && cell.bytes().all(|byte| byte == b'#');
    let is_code = cell
        .strip_prefix("Err:")
        .is_some_and(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()));
    is_too_narrow
        || is_code
        || FAILED
            .iter()
            .any(|failed| cell.eq_ignore_ascii_case(failed))
}

/// Whether a spreadsheet rounded a long number: `1.23E+15`, or with a comma.
pub(super) fn is_scientific(cell: &str) -> bool {
    let Some((number, power)) = cell.trim().split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    digits(whole) && digits(fraction) && power.strip_prefix('+').is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_saving_did_to_a_name_is_seen() {
        for saved in ["Gr??e", "Gr\u{fffd}\u{fffd}e", "GrÃ¶ÃŸe", "Gr÷ße", "Gr”áe"] {
            assert!(is_damaged(saved, "Größe"), "{saved}");
        }
        assert!(is_damaged("??? Ok", "販売部 Ok"));
        assert!(is_damaged("Why? B?ro?", "Why? Büro?"));
    }

    #[test]
    fn another_name_is_not_damage() {
        for (saved, text) in [
            ("Why?", "Why?"),
            ("Größe", "Größe"),
            ("Gross", "Größe"),
            ("Wh?", "Why"),
            ("Büro?", "Büro"),
        ] {
            assert!(!is_damaged(saved, text), "{saved}");
        }
    }

    #[test]
    fn errors_and_rounded_numbers_of_a_spreadsheet_are_known() {
        assert!(
            ["#NAME?", "#wert!", " #NV", "Err:508", "####"]
                .iter()
                .all(|it| is_failed(it))
        );
        assert!(
            !["#1 Desk", "#", "Error", "#help!"]
                .iter()
                .any(|it| is_failed(it))
        );
        assert!(
            ["1.23E+15", "1,23E+15", "1E+20"]
                .iter()
                .all(|it| is_scientific(it))
        );
        assert!(
            !["1E5", "57", "E+5", "2E5F4B76"]
                .iter()
                .any(|it| is_scientific(it))
        );
    }
}
