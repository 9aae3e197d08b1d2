use clap::ValueEnum;

use super::language::locale;

/// What separates the cells of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CsvSeparator {
    Comma,
    Semicolon,
    Tab,
    Auto,
}

impl CsvSeparator {
    pub fn byte(self) -> u8 {
        match self {
            CsvSeparator::Comma => b',',
            CsvSeparator::Semicolon => b';',
            CsvSeparator::Tab => b'\t',
            CsvSeparator::Auto => of_locale(&locale("LC_NUMERIC").unwrap_or_default()),
        }
    }
}

/// Languages in which a comma stands in numbers, so that Excel separates by semicolons.
const COMMA_IN_NUMBERS: [&str; 27] = [
    "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nb", "nl",
    "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk",
];

/// Where Spanish has a point in numbers all the same.
const POINT_IN_SPANISH: [&str; 8] = ["DO", "GT", "HN", "MX", "NI", "PA", "PE", "US"];

/// A locale is `de_DE.UTF-8@euro`, `de-DE` or `C`.
fn of_locale(locale: &str) -> u8 {
    let mut parts = locale.split(['_', '-', '.', '@']);
    let language = parts.next().unwrap_or_default();
    let has_point = language == "es" && parts.any(|part| POINT_IN_SPANISH.contains(&part));
    if COMMA_IN_NUMBERS.contains(&language) && !has_point {
        b';'
    } else {
        b','
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_separate_where_a_comma_stands_in_numbers() {
        for locale in ["de_DE.UTF-8", "fr-FR", "it", "es_ES@euro", "de_CH", "pt_BR"] {
            assert_eq!(of_locale(locale), b';', "{locale}");
        }
        for locale in ["", "C", "C.UTF-8", "en_US.UTF-8", "es-MX", "ja_JP"] {
            assert_eq!(of_locale(locale), b',', "{locale}");
        }
    }
}
