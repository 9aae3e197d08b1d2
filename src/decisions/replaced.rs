//! What a spreadsheet puts in the place of a text.

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
