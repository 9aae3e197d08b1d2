//! Collations by their names: `Latin1_General_100_CI_AS_KS`.

use std::str::FromStr;
use std::sync::Arc;

use icu_collator::Collator;
use icu_collator::options::{CaseLevel, CollatorOptions, Strength};

use super::{Collation, USUAL};
use crate::wording::wording;

/// What a language of collations is for CLDR.
struct Language {
    /// What the names of its collations begin with, with blanks between them.
    designators: &'static str,
    /// Its locale; where CLDR knows no order of its own, that of all.
    locale: &'static str,
    /// Whether `æ`, `œ` and `þ` are letters of their own, not two.
    own_letters: bool,
}

const fn language(designators: &'static str, locale: &'static str) -> Language {
    Language {
        designators,
        locale,
        own_letters: false,
    }
}

const fn nordic(designators: &'static str, locale: &'static str) -> Language {
    Language {
        designators,
        locale,
        own_letters: true,
    }
}

/// The order that all others are made from.
const ROOT: &str = "und";

/// The languages of Windows collations. The order of ideographs makes no two names equal, so that Chinese and Japanese
/// compare as all do.
const LANGUAGES: [Language; 49] = [
    language(
        "Latin1_General French Greek Cyrillic_General Hebrew Arabic Corsican Mohawk Romansh Mapudungan Frisian Tamazight Georgian_Modern_Sort Tatar Dari Nepali Maori Indic_General Syriac Divehi Bashkir Azeri_Cyrillic",
        ROOT,
    ),
    language(
        "Japanese Japanese_Unicode Japanese_XJIS Japanese_Bushu_Kakusu Chinese_PRC Chinese_PRC_Stroke Chinese_Simplified_Pinyin Chinese_Simplified_Stroke_Order Chinese_Taiwan_Stroke Chinese_Taiwan_Bopomofo Chinese_Hong_Kong_Stroke Chinese_Traditional_Stroke_Count Chinese_Traditional_Bopomofo Chinese_Traditional_Pinyin Chinese_Traditional_Stroke_Order",
        ROOT,
    ),
    language("Korean Korean_Wansung Korean_Wansung_Unicode", "ko"),
    language("Thai", "th"),
    language("Turkish", "tr"),
    language("Azeri_Latin", "az"),
    nordic("Danish_Norwegian Danish_Greenlandic", "da"),
    nordic("Norwegian", "nb"),
    nordic("Finnish_Swedish", "sv"),
    nordic("Icelandic", "is"),
    nordic("Sami_Norway Sami_Sweden_Finland", "se"),
    language("German_PhoneBook", "de-u-co-phonebk"),
    language("Traditional_Spanish", "es-u-co-trad"),
    language("Modern_Spanish", "es"),
    language("Breton", "br"),
    language("Welsh", "cy"),
    language("Upper_Sorbian", "hsb"),
    language("Hungarian Hungarian_Technical", "hu"),
    language("Czech", "cs"),
    language("Slovak", "sk"),
    language("Polish", "pl"),
    language("Romanian", "ro"),
    language("Croatian", "hr"),
    language("Slovenian", "sl"),
    language("Albanian", "sq"),
    language("Serbian_Latin", "sr-Latn"),
    language("Bosnian_Latin", "bs"),
    language("Turkmen", "tk"),
    language("Uzbek_Latin", "uz"),
    language("Estonian", "et"),
    language("Lithuanian Lithuanian_Classic", "lt"),
    language("Latvian", "lv"),
    language("Vietnamese", "vi"),
    language("Maltese", "mt"),
    language("Ukrainian", "uk"),
    language("Kazakh", "kk"),
    language("Macedonian Macedonian_FYROM", "mk"),
    language("Serbian_Cyrillic Bosnian_Cyrillic", "sr"),
    language("Persian", "fa"),
    language("Urdu", "ur"),
    language("Uighur", "ug"),
    language("Hindi", "hi"),
    language("Bengali", "bn"),
    language("Assamese", "as"),
    language("Pashto", "ps"),
    language("Khmer", "km"),
    language("Lao", "lo"),
    language("Tibetan", "bo"),
    language("Yakut", "sah"),
];

/// The languages of SQL collations, by what stands between `SQL_` and the code page; those that are not here are called
/// like a Windows collation.
const OF_SQL: [(&str, &str); 9] = [
    ("1xCompat", "Latin1_General"),
    ("AltDiction", "Latin1_General"),
    ("AltDiction2", "Latin1_General"),
    ("MixDiction", "Latin1_General"),
    ("Scandinavian", "Latin1_General"),
    ("EBCDIC037", "Latin1_General"),
    ("Danish", "Danish_Norwegian"),
    ("SwedishPhone", "Finnish_Swedish"),
    ("SwedishStd", "Finnish_Swedish"),
];

/// A name, taken apart.
struct Styles {
    language: &'static Language,
    is_binary: bool,
    ignores_case: bool,
    ignores_accents: bool,
    kana_sensitive: bool,
    width_sensitive: bool,
}

/// Takes a name apart; `None` where there is no such collation, or it is of a language that is not known.
fn parse(name: &str) -> Option<Styles> {
    let upper = name.to_ascii_uppercase();
    let words: Vec<&str> = upper.split('_').collect();
    let at = words
        .iter()
        .position(|word| matches!(*word, "CI" | "CS" | "BIN" | "BIN2"))?;
    let (designator, styles) = words.split_at(at);
    let (first, rest) = styles.split_first()?;
    let is_binary = matches!(*first, "BIN" | "BIN2");
    let (accents, rest) = match rest.split_first() {
        _ if is_binary => ("AS", rest),
        Some((accents @ (&"AI" | &"AS"), rest)) => (*accents, rest),
        _ => return None,
    };
    // In this order, each once at most.
    let mut known = ["KS", "WS", "VSS", "SC", "UTF8"].iter();
    if !rest.iter().all(|word| known.any(|it| it == word)) {
        return None;
    }
    Some(Styles {
        language: language_of(designator)?,
        is_binary,
        ignores_case: *first == "CI",
        ignores_accents: accents == "AI",
        kana_sensitive: rest.contains(&"KS"),
        width_sensitive: rest.contains(&"WS"),
    })
}

/// The language that stands before the styles, in upper case.
fn language_of(designator: &[&str]) -> Option<&'static Language> {
    let Some(("SQL", rest)) = designator.split_first().map(|(first, rest)| (*first, rest)) else {
        let (last, rest) = designator.split_last()?;
        return match *last {
            "90" | "100" | "140" | "160" => called(&rest.join("_")),
            _ => called(&designator.join("_")),
        };
    };
    let (page, rest) = rest.split_last()?;
    page.strip_prefix("CP")?.parse::<u16>().ok()?;
    let rest = match rest.split_last() {
        Some((&"PREF", rest)) => rest,
        _ => rest,
    };
    let of = rest.join("_");
    let own = OF_SQL.iter().find(|(it, _)| it.eq_ignore_ascii_case(&of));
    called(own.map_or(&of, |(_, windows)| windows))
}

fn called(designator: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| {
        let mut names = language.designators.split(' ');
        names.any(|name| name.eq_ignore_ascii_case(designator))
    })
}

wording! {
    in "values";
    /// Why a name is no collation.
    pub enum NoCollation {
        /// It is none that is known.
        Unknown { name: String, known: String, usual: &'static str },
        /// There are no weights for it.
        NoWeights { name: String, cause: String },
    }
}

fn unknown(name: &str) -> NoCollation {
    let mut known: Vec<&str> = LANGUAGES
        .iter()
        .flat_map(|language| language.designators.split(' '))
        .collect();
    known[1..].sort_unstable();
    NoCollation::Unknown {
        name: name.to_owned(),
        known: known.join(", "),
        usual: USUAL,
    }
}

impl FromStr for Collation {
    type Err = NoCollation;

    fn from_str(name: &str) -> Result<Self, NoCollation> {
        let styles = parse(name).ok_or_else(|| unknown(name))?;
        if styles.is_binary {
            return Ok(Collation::binary(name));
        }
        let mut options = CollatorOptions::default();
        let (ignores_case, ignores_accents) = (styles.ignores_case, styles.ignores_accents);
        options.strength = Some(match (ignores_case, ignores_accents) {
            (_, true) => Strength::Primary,
            (true, false) => Strength::Secondary,
            (false, false) => Strength::Tertiary,
        });
        if !ignores_case && ignores_accents {
            options.case_level = Some(CaseLevel::On);
        }
        let Language {
            locale,
            own_letters,
            ..
        } = styles.language;
        let parsed = locale.parse::<icu_locale_core::Locale>();
        let no_weights = |cause: String| NoCollation::NoWeights {
            name: name.to_owned(),
            cause,
        };
        let parsed = parsed.map_err(|error| no_weights(error.to_string()))?;
        let weights = Collator::try_new((&parsed).into(), options)
            .map_err(|error| no_weights(error.to_string()))?;
        Ok(Collation {
            name: name.to_owned(),
            weights: Some(Arc::new(weights)),
            ignores_case,
            ignores_accents,
            kana_sensitive: styles.kana_sensitive,
            width_sensitive: styles.width_sensitive,
            is_plain: ignores_case && *locale == ROOT && !ignores_accents,
            has_two: ignores_case && !own_letters,
            is_turkic: matches!(*locale, "tr" | "az"),
        })
    }
}
