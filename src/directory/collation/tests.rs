use proptest::prelude::*;

use super::*;

fn equal(collation: &str, a: &str, b: &str) -> bool {
    let collation: Collation = collation.parse().unwrap();
    collation.key(a) == collation.key(b)
}

#[test]
fn names_that_the_usual_collation_takes_as_equal() {
    for (a, b) in [
        ("Zürich Support  ", "ZÜRICH SUPPORT"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("Ægir", "AEGIR"),
        ("Œuvre", "oeuvre"),
        ("caf\u{e9}", "cafe\u{301}"),
        ("Ｈｅｌｐ　Ｄｅｓｋ", "Help Desk"),
        ("ひらがな", "ヒラガナ"),
        ("ｶﾞ", "ガ"),
        ("ΟΔΟΣ", "οδος"),
        ("m²", "M2"),
        ("Ne\u{AD}ws", "News"),
        ("\u{FB01}le", "FILE"),
    ] {
        assert!(equal(USUAL, a, b), "{a} {b}");
    }
    for (a, b) in [
        ("Zurich", "Zürich"),
        (" a", "a"),
        ("co-op", "coop"),
        ("It's", "Its"),
        ("😀", "😁"),
        ("😀", ""),
        ("ø", "o"),
    ] {
        assert!(!equal(USUAL, a, b), "{a} {b}");
    }
}

#[test]
fn a_collation_is_told_by_its_name() {
    for (collation, a, b, expected) in [
        ("Latin1_General_CS_AS", "News", "NEWS", false),
        ("Latin1_General_CS_AS", "Ｎews", "News", true),
        ("Latin1_General_CI_AI", "Zürich", "ZURICH", true),
        ("Latin1_General_CS_AI", "Zürich", "Zurich", true),
        ("Latin1_General_CS_AI", "Zürich", "ZURICH", false),
        ("Latin1_General_100_CI_AS_KS", "ひ", "ヒ", false),
        ("Latin1_General_CI_AS_WS", "Ａ", "a", false),
        ("Latin1_General_CI_AS_WS", "ひ", "ヒ", true),
        ("Latin1_General_BIN2", "a", "a ", true),
        ("Latin1_General_BIN", "a", "A", false),
        ("SQL_Latin1_General_CP1_CI_AS", "a", "A", true),
        ("Turkish_CI_AS", "FILE", "file", false),
        ("Turkish_100_CI_AS", "FİLE", "file", true),
        ("Danish_Norwegian_CI_AS", "Aarhus", "ÅRHUS", true),
        ("Danish_Norwegian_CI_AS", "Ægir", "AEGIR", false),
        ("Danish_Norwegian_CI_AS", "ÆGIR", "ægir", true),
        ("Czech_100_CI_AS_SC_UTF8", "Ægir", "AEGIR", true),
        ("Latin1_General_CI_AI", "Þór", "THOR", true),
        ("Romanian_CI_AS", "Ştiri", "ȘTIRI", true),
        ("Latin1_General_CI_AS", "Ştiri", "ȘTIRI", false),
        ("Korean_90_CI_AS", "仮", "가", false),
        ("Korean_90_CI_AS", "\u{1100}\u{1161}", "가", true),
        ("Japanese_XJIS_140_CI_AS_VSS", "ひらがな", "ヒラガナ", true),
        ("Japanese_Bushu_Kakusu_140_CI_AS_KS_WS", "ひ", "ヒ", false),
        ("Chinese_PRC_CI_AS", "总部", "總部", false),
        ("Thai_CI_AS", "Café", "CAFE\u{301}", true),
        ("SQL_Danish_Pref_CP1_CI_AS", "Aarhus", "ÅRHUS", true),
        ("sql_latin1_general_cp850_bin2", "a", "A", false),
    ] {
        assert_eq!(equal(collation, a, b), expected, "{collation}: {a} {b}");
    }
    for name in [
        "",
        "Latin1_General",
        "Klingon_CI_AS",
        "Latin1_General_CI",
        "TurkishX_CI_AS",
        "Turkish_CI_AS_Nonsense",
        "Turkish_CI_AS_WS_KS",
        "Turkish_110_CI_AS",
        "Latin1_General_BIN_CI_AS",
        "SQL_Latin1_General_CI_AS",
        "SQL_Klingon_CP1_CI_AS",
    ] {
        let error = name.parse::<Collation>().unwrap_err().to_string();
        let tells = ["Latin1_General", "Romanian", "Thai"].map(|known| error.contains(known));
        assert_eq!(tells, [true; 3], "{error}");
    }
}

/// Every name that the refusal of another one lists can be given.
#[test]
fn what_is_said_to_be_known_is() {
    let error = "?".parse::<Collation>().unwrap_err().to_string();
    let (_, list) = error.split_once("it knows ").unwrap();
    let (list, _) = list.split_once(';').unwrap();
    let languages: Vec<&str> = list.split(", ").collect();
    assert!(languages.len() > 60, "{languages:?}");
    for language in languages {
        let name = format!("{language}_100_CI_AS");
        let collation: Collation = name.parse().unwrap();
        assert_eq!(collation.key("Sales "), collation.key("Sales"), "{name}");
        assert_eq!(collation.key("Ā"), collation.key("A\u{304}"), "{name}");
        assert_ne!(collation.key("Sales"), collation.key("Trading"), "{name}");
    }
}

#[test]
fn only_what_microsoft_documents_is_certain() {
    for (name, a, b, certain) in [
        (USUAL, "News ", "NEWS", true),
        (USUAL, "ΟΔΟΣ", "οδος", true),
        (USUAL, "Ｎｅｗｓ　１", "news 1", true),
        (USUAL, "ひらがな", "ヒラガナ", true),
        (USUAL, "Straße", "STRASSE", false),
        (USUAL, "Ægir", "Aegir", false),
        (USUAL, "caf\u{e9}", "cafe\u{301}", false),
        (USUAL, "m²", "m2", false),
        (USUAL, "Ne\u{AD}ws", "News", false),
        ("Latin1_General_CI_AI", "Zürich", "ZURICH", true),
        ("Latin1_General_CS_AS", "Ｎews", "News", true),
        ("Turkish_CI_AS", "FİLE", "file", true),
        ("Danish_Norwegian_CI_AS", "Aarhus", "Århus", false),
        ("Romanian_CI_AS", "Ştiri", "Știri", false),
        ("Latin1_General_BIN2", "a", "a ", true),
    ] {
        assert!(equal(name, a, b), "{name}: {a} {b}");
        let collation: Collation = name.parse().unwrap();
        let keys = [a, b].map(|it| collation.certain_key(it));
        assert_eq!(keys[0] == keys[1], certain, "{name}: {a} {b} {keys:?}");
    }
}

fn names() -> impl Strategy<Value = String> {
    "[a-dA-DkK ıİiIſsSßẞæÆåÅΣσςée\u{301}\u{AD}ａＡあアｱ²2\u{212A}\u{1}-]{0,5}"
}

proptest! {
    #[test]
    fn what_differs_by_case_alone_is_equal(a in names(), b in names()) {
        let collation: Collation = USUAL.parse().unwrap();
        if address_key(&a) == address_key(&b) {
            prop_assert_eq!(collation.key(&a), collation.key(&b));
        }
    }

    #[test]
    fn ascii_compares_by_its_weights(a in "[ -~]{0,6}", b in "[ -~]{0,6}") {
        let collation: Collation = USUAL.parse().unwrap();
        let weights = collation.weights.as_ref().unwrap();
        let slow = |name: &str| sort_key(weights, name.trim_end_matches(' '));
        for (a, b) in [(&a, &b), (&a, &a.to_uppercase())] {
            prop_assert_eq!(collation.key(a) == collation.key(b), slow(a) == slow(b));
        }
    }

    #[test]
    fn keys_are_equal_where_the_weights_are(a in names(), b in names()) {
        let collation: Collation = USUAL.parse().unwrap();
        let weights = collation.weights.as_ref().unwrap();
        let slow = |name: &str| sort_key(weights, &collation.spelt(name.trim_end_matches(' ')));
        prop_assert_eq!(collation.key(&a) == collation.key(&b), slow(&a) == slow(&b));
    }
}
