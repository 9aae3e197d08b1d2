//! Collations by the number that the catalogue has for one and by their names: their code pages.
//!
//! The number is what `COLLATIONPROPERTY(name, 'CollationID')` gives for the names of `sys.fn_helpcollations()`, as they
//! are published. Its parts: bits 0 to 7 the language and its order of sorting; bits 8 and 9 what `_SC` and `_VSS` mean;
//! bit 11 `_BIN2`; bits 12 to 15 what is not told apart; bit 16 `_BIN`; bits 17 and 18 the version; bits 24 to 31 the sort
//! order of a SQL collation (`SQL_...`), 0 for a Windows collation.

mod languages;

use self::languages::{LANGUAGES, of_language};
use crate::input::CodePage;

/// The bits of a Windows collation that existed before SQL Server 2019, in which the collations in UTF-8 came.
const KNOWN_BITS: u32 = 0x0007_FBFF;

/// The code page of text in `char` and `varchar` columns of a collation; `None` where the number is not known, or the
/// collation has none (it is for Unicode alone).
pub(super) fn code_page_of(id: u32) -> Option<CodePage> {
    let order = (id >> 24) as u8;
    let page = if order != 0 {
        of_sort_order(order)?
    } else if id & !KNOWN_BITS != 0 {
        // Which bit stands for UTF-8 is not published. All others are, and nothing else came with that release: what is
        // not valid in UTF-8 is refused.
        65001
    } else {
        of_language(id as u8)?
    };
    number(page)
}

fn number(page: u16) -> Option<CodePage> {
    page.to_string().parse().ok()
}

/// By the sort order of a SQL collation: published with the names of SQL collations, in \[MS-TDS\], and in the source of
/// Microsoft's JDBC driver, which has those without a name, too.
fn of_sort_order(order: u8) -> Option<u16> {
    Some(match order {
        30..=35 => 437,
        40..=45 | 49 | 55..=61 => 850,
        // 210 to 219: those that sort as EBCDIC.
        50..=54 | 71..=75 | 183..=186 | 210..=219 => 1252,
        80..=98 => 1250,
        104..=108 => 1251,
        112..=114 | 120..=122 | 124 => 1253,
        128..=130 => 1254,
        136..=138 => 1255,
        144..=146 => 1256,
        152..=160 => 1257,
        192 | 193 | 200 => 932,
        194 | 195 | 201 => 949,
        196 | 197 | 202 => 950,
        198 | 199 | 203 => 936,
        204..=206 => 874,
        _ => return None,
    })
}

/// The SQL collations of most servers, by their sort order.
const OF_SQL: [(u8, &str); 4] = [
    (51, "SQL_Latin1_General_CP1_CS_AS"),
    (52, "SQL_Latin1_General_CP1_CI_AS"),
    (53, "SQL_Latin1_General_Pref_CP1_CI_AS"),
    (54, "SQL_Latin1_General_CP1_CI_AI"),
];

/// The name of a collation; of a SQL collation that is not one of the usual ones, that of the Windows collation by which
/// it compares Unicode. `None` where its language is not known.
pub(super) fn name_of(id: u32) -> Option<String> {
    let order = (id >> 24) as u8;
    let usual = OF_SQL.iter().find(|(known, _)| *known == order);
    if let (Some((_, name)), 0x08) = (usual, id as u8) {
        return Some((*name).to_owned());
    }
    let language = id as u8;
    let (_, designator, _) = LANGUAGES.iter().find(|(ids, ..)| ids.contains(&language))?;
    let bit = |bit: u32| id >> bit & 1 == 1;
    let version = match id >> 17 & 3 {
        0 => "",
        1 => "_90",
        2 => "_100",
        _ => "_140",
    };
    let mut name = format!("{designator}{version}");
    if bit(16) || bit(11) {
        name.push_str(if bit(16) { "_BIN" } else { "_BIN2" });
    } else {
        name.push_str(if bit(12) { "_CI" } else { "_CS" });
        name.push_str(if bit(13) { "_AI" } else { "_AS" });
        name.push_str(if bit(14) { "" } else { "_KS" });
        name.push_str(if bit(15) { "" } else { "_WS" });
        // All of version 140 know what `_SC` is about.
        name.push_str(if bit(8) && version == "_100" {
            "_SC"
        } else {
            ""
        });
    }
    Some(name)
}

/// Whether a column of this name holds the names that have to be unique.
pub(super) fn is_of_names(column: &str) -> bool {
    column.eq_ignore_ascii_case("nodeName")
}

/// The code page of a collation by its name, such as `French_CI_AS`; `None` where the name is not known, or the collation
/// has none.
pub(super) fn code_page_of_name(name: &str) -> Option<CodePage> {
    let words: Vec<&str> = name.split('_').collect();
    let is = |word: &&&str, known: &[&str]| known.iter().any(|it| it.eq_ignore_ascii_case(word));
    let styles = words
        .iter()
        .position(|word| is(&word, &["CI", "CS", "BIN", "BIN2"]))?;
    let (designator, styles) = words.split_at(styles);
    if styles.iter().any(|word| word.eq_ignore_ascii_case("UTF8")) {
        return number(65001);
    }
    let sql = designator.split_first();
    if let Some((_, rest)) = sql.filter(|(first, _)| first.eq_ignore_ascii_case("SQL")) {
        let page = rest.last()?.get(2..)?.parse().ok()?;
        return number(if page == 1 { 1252 } else { page });
    }
    let designator: Vec<&str> = designator
        .iter()
        .filter(|word| !is(word, &["90", "100", "140", "160"]))
        .copied()
        .collect();
    let designator = designator.join("_");
    let mut known = LANGUAGES.iter();
    let known = known.find(|(_, name, _)| name.eq_ignore_ascii_case(&designator));
    known.and_then(|(.., page)| number(*page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Collation;

    /// Names, numbers and code pages as `sys.fn_helpcollations` and `COLLATIONPROPERTY` give them.
    #[test]
    fn collations_have_the_published_code_pages() {
        for (name, id, page) in [
            ("Albanian_100_CI_AS_SC", 315_672, 1250),
            ("Arabic_CI_AS", 53_249, 1256),
            ("Azeri_Cyrillic_100_CI_AS_SC", 315_748, 1251),
            ("Azeri_Latin_100_CI_AS", 315_491, 1254),
            ("Bosnian_Latin_100_CI_AS", 315_470, 1250),
            ("Chinese_Hong_Kong_Stroke_90_CI_AS", 184_382, 950),
            ("Chinese_PRC_CI_AS", 53_284, 936),
            ("Chinese_PRC_Stroke_90_CI_AS", 184_370, 936),
            ("Chinese_Simplified_Pinyin_100_BIN2", 264_259, 936),
            ("Chinese_Taiwan_Bopomofo_CI_AS", 53_295, 950),
            ("Croatian_CI_AS", 53_270, 1250),
            ("Cyrillic_General_CI_AS", 53_269, 1251),
            ("Danish_Greenlandic_100_CI_AS", 315_463, 1252),
            ("Danish_Norwegian_CI_AS", 53_253, 1252),
            ("Dari_100_CI_AS", 315_394, 1256),
            ("Estonian_CI_AS", 53_277, 1257),
            ("Finnish_Swedish_100_CI_AS", 315_402, 1252),
            ("French_CI_AS", 53_259, 1252),
            ("Georgian_Modern_Sort_CI_AS", 53_293, 1252),
            ("German_PhoneBook_BIN", 65_577, 1252),
            ("Icelandic_CI_AS", 53_262, 1252),
            ("Japanese_90_CI_AS_KS_WS", 135_216, 932),
            ("Japanese_Bushu_Kakusu_140_CI_AI_KS_WS_VSS", 405_833, 932),
            ("Japanese_Unicode_CI_AS", 53_291, 932),
            ("Korean_90_CI_AS", 184_384, 949),
            ("Latin1_General_CI_AS", 53_256, 1252),
            ("Lithuanian_CI_AS", 53_279, 1257),
            ("Macedonian_FYROM_90_CI_AS", 184_378, 1251),
            ("Modern_Spanish_CI_AS", 53_288, 1252),
            ("Persian_100_CI_AS", 315_473, 1256),
            ("Romanian_CS_AS", 49_172, 1250),
            ("Traditional_Spanish_100_CS_AS_KS_WS_SC", 262_409, 1252),
            ("Turkish_CI_AS", 53_274, 1254),
            ("Vietnamese_CI_AS", 53_280, 1258),
            ("Yakut_100_CI_AS", 315_398, 1251),
            ("SQL_1xCompat_CP850_CI_AS", 822_136_840, 850),
            ("SQL_AltDiction2_CP1253_CS_AS", 2_046_869_512, 1253),
            ("SQL_Croatian_CP1250_CI_AS", 1_543_557_142, 1250),
            ("SQL_Danish_Pref_CP1_CI_AS", -1_224_683_515, 1252),
            ("SQL_EBCDIC037_CP1_CS_AS", -771_702_776, 1252),
            ("SQL_EBCDIC1141_CP1_CS_AS", -620_707_799, 1252),
            ("SQL_Latin1_General_CP1_CI_AS", 872_468_488, 1252),
            ("SQL_Latin1_General_CP1254_CI_AS", -2_113_875_942, 1254),
            ("SQL_Latin1_General_CP437_BIN2", 503_318_536, 437),
            ("SQL_Latin1_General_CP850_CI_AI", 738_258_952, 850),
            ("SQL_Lithuanian_CP1257_CI_AS", -1_610_559_457, 1257),
            ("SQL_Polish_CP1250_CI_AS", 1_476_448_275, 1250),
        ] {
            let of_id = code_page_of(id as u32).map(CodePage::number);
            assert_eq!(of_id, Some(page), "{name}");
            let of_name = code_page_of_name(name).map(CodePage::number);
            assert_eq!(of_name, Some(page), "{name}");
            let is_sql = name.starts_with("SQL_") && name != "SQL_Latin1_General_CP1_CI_AS";
            if !is_sql && !name.ends_with("_VSS") {
                assert_eq!(name_of(id as u32).as_deref(), Some(name));
            }
        }
    }

    /// As public lists of the numbers of all collations have them; the code pages are those of their languages.
    #[test]
    fn languages_have_the_published_numbers() {
        const NUMBERS: [(u16, &[(u32, &str)]); 14] = [
            (874, &[(0x19, "Thai")]),
            (932, &[(0x30, "Japanese_90"), (0x48, "Japanese_XJIS_100")]),
            (
                936,
                &[
                    (0x2E, "Chinese_PRC_Stroke"),
                    (0x31, "Chinese_PRC_90"),
                    (0x44, "Chinese_Simplified_Stroke_Order_100"),
                ],
            ),
            (949, &[(0x11, "Korean_Wansung"), (0x40, "Korean_100")]),
            (
                950,
                &[
                    (0x03, "Chinese_Taiwan_Stroke"),
                    (0x33, "Chinese_Taiwan_Bopomofo_90"),
                    (0x34, "Chinese_Taiwan_Stroke_90"),
                    (0x41, "Chinese_Traditional_Stroke_Count_100"),
                    (0x42, "Chinese_Traditional_Bopomofo_100"),
                    (0x45, "Chinese_Traditional_Pinyin_100"),
                    (0x46, "Chinese_Traditional_Stroke_Order_100"),
                ],
            ),
            (
                1250,
                &[
                    (0x04, "Czech"),
                    (0x0D, "Hungarian"),
                    (0x13, "Polish"),
                    (0x17, "Slovak"),
                    (0x1C, "Slovenian"),
                    (0x4C, "Serbian_Latin_100"),
                    (0x58, "Turkmen_100"),
                ],
            ),
            (
                1251,
                &[
                    (0x1B, "Ukrainian"),
                    (0x37, "Kazakh_90"),
                    (0x39, "Tatar_90"),
                    (0x4D, "Serbian_Cyrillic_100"),
                    (0x4F, "Bosnian_Cyrillic_100"),
                    (0x54, "Bashkir_100"),
                ],
            ),
            (
                1252,
                &[
                    (0x0F, "Corsican_100"),
                    (0x26, "Breton_100"),
                    (0x3F, "Mohawk_100"),
                    (0x4A, "Norwegian_100"),
                    (0x4B, "Romansh_100"),
                    (0x52, "Mapudungan_100"),
                    (0x53, "Upper_Sorbian_100"),
                    (0x56, "Sami_Norway_100"),
                    (0x57, "Sami_Sweden_Finland_100"),
                    (0x5D, "Welsh_100"),
                    (0x60, "Frisian_100"),
                    (0x61, "Tamazight_100"),
                ],
            ),
            (1253, &[(0x07, "Greek")]),
            (1254, &[(0x38, "Uzbek_Latin_90")]),
            (1255, &[(0x0C, "Hebrew")]),
            (1256, &[(0x25, "Uighur_100")]),
            (1257, &[(0x1E, "Latvian")]),
            (
                0,
                &[
                    (0x12, "Maori_100"),
                    (0x3B, "Syriac_90"),
                    (0x55, "Maltese_100"),
                    (0x5B, "Pashto_100"),
                    (0x5C, "Tibetan_100"),
                    (0x5F, "Lao_100"),
                    (0x62, "Nepali_100"),
                ],
            ),
        ];
        for (page, languages) in NUMBERS {
            let page = Some(page).filter(|page| *page > 0);
            for (number, name) in languages {
                let of_id = code_page_of(0xD000 | number).map(CodePage::number);
                assert_eq!(of_id, page, "{name}");
                let of_name = code_page_of_name(&format!("{name}_CI_AS"));
                assert_eq!(of_name.map(CodePage::number), page, "{name}");
            }
        }
    }

    /// As the source of Microsoft's JDBC driver has them: also those that no collation of today is named for.
    #[test]
    fn sort_orders_have_the_published_code_pages() {
        let pages = |orders: &[u32]| {
            let page = |order: &u32| code_page_of(order << 24 | 0xD008).map(CodePage::number);
            orders.iter().map(page).collect::<Vec<_>>()
        };
        for (page, orders) in [
            (437, &[30, 31, 32, 33, 34, 35][..]),
            (850, &[40, 41, 42, 43, 44, 45, 49, 55, 58, 61]),
            (1252, &[50, 51, 54, 71, 72, 73, 74, 75, 183, 186, 210, 217]),
            (1250, &[80, 81, 96, 97, 98]),
            (1251, &[104, 108]),
            (1253, &[112, 114, 120, 121, 122, 124]),
            (1254, &[128, 130]),
            (1255, &[136, 138]),
            (1256, &[144, 146]),
            (1257, &[152, 160]),
            (932, &[192, 193, 200]),
            (949, &[194, 195, 201]),
            (950, &[196, 197, 202]),
            (936, &[198, 199, 203]),
            (874, &[204, 205, 206]),
        ] {
            assert_eq!(pages(orders), vec![Some(page); orders.len()], "{orders:?}");
        }
        let none = [
            1, 29, 36, 46, 62, 76, 79, 99, 123, 182, 187, 191, 207, 220, 255,
        ];
        assert_eq!(pages(&none), [None; 15]);
    }

    #[test]
    fn names_can_be_compared_by_whatever_a_database_states() {
        for language in 0..=u8::MAX {
            if let Some(name) = name_of(0xD000 | u32::from(language)) {
                assert!(name.parse::<Collation>().is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn a_sql_collation_that_few_have_is_called_like_the_one_it_compares_by() {
        let name = |id: i32| name_of(id as u32).unwrap();
        assert_eq!(name(-1_224_683_515), "Danish_Norwegian_CI_AS");
        assert_eq!(name(1_476_448_275), "Polish_CI_AS");
        assert_eq!(name_of(0xD0FF), None);
    }

    #[test]
    fn collations_of_unicode_alone_have_none() {
        for (name, id) in [
            ("Divehi_90_CI_AS", 184_380),
            ("Indic_General_90_CI_AS", 184_373),
            ("Assamese_100_CI_AS", 315_482),
            ("Khmer_100_CI_AS", 315_486),
        ] {
            assert_eq!(code_page_of(id), None, "{name}");
            assert_eq!(code_page_of_name(name), None, "{name}");
        }
        assert_eq!(code_page_of(0xD0FF), None);
        for name in ["", "RAW", "Klingon_CI_AS", "SQL_CI_AS", "SQL_X_CPx_CI_AS"] {
            assert_eq!(code_page_of_name(name), None, "{name}");
        }
    }

    #[test]
    fn collations_in_utf8_are_told_by_their_name_and_by_what_is_new_in_their_number() {
        let of_name = code_page_of_name("Latin1_General_100_CI_AS_SC_UTF8");
        assert_eq!(of_name.map(CodePage::number), Some(65001));
        let of_id = code_page_of(315_656 | 0x8_0000);
        assert_eq!(of_id.map(CodePage::number), Some(65001));
    }
}
