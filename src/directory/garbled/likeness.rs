//! What is written for a character by something that does not have it, and takes what looks alike: Windows' best fit, and the
//! transliteration of iconv.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Letters and signs that are not one of ASCII with a mark.
const SPELT: [(&str, &[&str]); 34] = [
    ("ß", &["ss", "s"]),
    ("ẞ", &["SS", "Ss", "S"]),
    ("æ", &["ae", "a"]),
    ("Æ", &["AE", "Ae", "A"]),
    ("œ", &["oe", "o"]),
    ("Œ", &["OE", "Oe", "O"]),
    ("ä", &["ae"]),
    ("ö", &["oe"]),
    ("ü", &["ue"]),
    ("Ä", &["AE", "Ae"]),
    ("Ö", &["OE", "Oe"]),
    ("Ü", &["UE", "Ue"]),
    ("å", &["aa"]),
    ("Å", &["AA", "Aa"]),
    ("ø", &["o", "oe"]),
    ("Ø", &["O", "OE", "Oe"]),
    ("ł", &["l"]),
    ("Ł", &["L"]),
    ("đ", &["d", "dj"]),
    ("ĐÐ", &["D", "Dj", "DJ"]),
    ("ð", &["d"]),
    ("þ", &["th"]),
    ("Þ", &["TH", "Th", "T"]),
    ("ħ", &["h"]),
    ("Ħ", &["H"]),
    ("ŧ", &["t"]),
    ("Ŧ", &["T"]),
    ("ı", &["i"]),
    ("‘’‚‛′´ʼ", &["'", "`", ","]),
    ("“”„‟″«»", &["\"", "<<", ">>", "<", ">", ",,"]),
    ("‐‑‒–—―−", &["-", "--"]),
    ("€", &["EUR", "E"]),
    ("•·", &["*", ".", "o"]),
    ("×", &["x", "*"]),
];

/// Marks above or below a letter, and what iconv writes for them beside it.
const MARKS: [(char, char); 6] = [
    ('\u{300}', '`'),
    ('\u{301}', '\''),
    ('\u{302}', '^'),
    ('\u{303}', '~'),
    ('\u{308}', '"'),
    ('\u{327}', ','),
];

/// All of them; none of the character itself.
pub(super) fn likenesses(character: char) -> Vec<String> {
    let spelt = SPELT.iter().filter(|(of, _)| of.contains(character));
    let mut likenesses: Vec<String> = spelt
        .flat_map(|(_, spelt)| spelt.iter().map(|it| (*it).to_owned()))
        .collect();
    let mut buffer = [0; 4];
    let parts =
        DecomposingNormalizerBorrowed::new_nfkd().normalize(character.encode_utf8(&mut buffer));
    let plain: String = parts.chars().filter(char::is_ascii).collect();
    if !plain.is_empty() {
        for (mark, written) in MARKS {
            if parts.contains(mark) {
                likenesses.push(format!("{written}{plain}"));
                likenesses.push(format!("{plain}{written}"));
            }
        }
        likenesses.push(plain);
    }
    likenesses
}
