//! Whether a text may be another one that was saved badly: one that went through a file whose encoding does not have all its
//! characters, or that was read in another encoding than it was written in.
//!
//! ASCII comes through nearly all of that unharmed, so what is harmed is what is not ASCII.

mod likeness;
mod lost;
mod misread;

pub use misread::misreadings;

/// What saving did to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// `?` or U+FFFD stands where characters were.
    Lost,
    /// It was read in another encoding than it was written in, once or twice; what could not be read may be lost, too.
    Misread,
    /// Letters that the encoding does not have were replaced by such as look alike: `Lodz` for `Łódź`.
    Likened,
}

/// What saving did to `text`, if `saved` may be what came of it. Where nothing did, or nothing tells, there is no damage.
pub fn damage(saved: &str, text: &str) -> Option<Damage> {
    if saved == text || text.is_ascii() {
        return None;
    }
    lost::left_of(saved, text, true).or_else(|| {
        let left = |text: &str| comes_through(&printed(text));
        let may_be = left(saved) == left(text) || text.contains(is_wide);
        (may_be && is_misread(saved, text)).then_some(Damage::Misread)
    })
}

/// As [`damage`], where nothing but `?` and U+FFFD counts, and the letter case does not.
pub(super) fn may_have_lost(saved: &str, text: &str) -> bool {
    let plain = |text: &str| text.trim_end_matches(' ').to_lowercase();
    lost::left_of(&plain(saved), &plain(text), false) == Some(Damage::Lost)
}

/// The text with one sign for each stretch that may have been harmed, or stands for what was.
pub(super) fn comes_through(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut harmed = false;
    for character in text.chars() {
        let may_be_harmed = !character.is_ascii() || character == lost::NOT_WRITTEN;
        if !may_be_harmed {
            left.push(character);
        } else if !harmed {
            left.push(lost::NOT_WRITTEN);
        }
        harmed = may_be_harmed;
    }
    left
}

fn is_misread(saved: &str, text: &str) -> bool {
    let plain = printed(saved);
    let has_lost = saved.contains([lost::NOT_WRITTEN, lost::NOT_READ]);
    misreadings(text).iter().any(|reading| {
        printed(reading) == plain || has_lost && lost::left_of(saved, reading, false).is_some()
    })
}

/// What prints something: what was misread may hold blanks that do not break, and controls, which are changed or cut off as
/// other blanks are.
fn printed(text: &str) -> String {
    let prints = |character: &char| !character.is_whitespace() && !character.is_control();
    text.chars().filter(prints).collect()
}

/// Whether it has several bytes in the code pages of East Asia, which may be ASCII.
fn is_wide(character: char) -> bool {
    character >= '\u{2E80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_saving_did_to_a_name_is_seen() {
        for (saved, text, what) in [
            // All that is not ASCII, by characters, UTF-16 units or bytes; or only what the code page does not have.
            ("Gr??e", "Größe", Damage::Lost),
            ("Gr????e", "Größe", Damage::Lost),
            ("Gr\u{fffd}\u{fffd}e", "Größe", Damage::Lost),
            ("Gr\u{fffd}e", "Größe", Damage::Lost),
            ("?ód?", "Łódź", Damage::Lost),
            ("GR?ßE (2)", "GRÖßE (2)", Damage::Lost),
            ("??? Ok", "販売部 Ok", Damage::Lost),
            ("Why? B?ro?", "Why? Büro?", Damage::Lost),
            ("?? chat", "😀 chat", Damage::Lost),
            ("L?dz", "Łódź", Damage::Lost),
            // UTF-8 as 1252, 850, 437, 1251, ISO 8859-1, Mac Roman.
            ("GrÃ¶ÃŸe", "Größe", Damage::Misread),
            ("Gr├Â├ƒe", "Größe", Damage::Misread),
            ("Gr├╢├ƒe", "Größe", Damage::Misread),
            ("РћР±С‰РёР№", "Общий", Damage::Misread),
            ("GrÃ¶Ã\u{9f}e", "Größe", Damage::Misread),
            ("Gr√∂√üe", "Größe", Damage::Misread),
            ("ÐžÐ±Ñ‰Ð¸Ð¹", "Общий", Damage::Misread),
            // Twice.
            ("GrÃƒÂ¶ÃƒÅ¸e", "Größe", Damage::Misread),
            // The last byte is a blank; a byte that 1252 does not have.
            ("VoilÃ", "Voilà", Damage::Misread),
            ("lÃ -bas", "là-bas", Damage::Misread),
            ("ÅÃ³dÅº", "Łódź", Damage::Misread),
            ("Å?Ã³dÅº", "Łódź", Damage::Misread),
            // A code page as another one.
            ("Gr÷▀e", "Größe", Damage::Misread),
            ("Gr”áe", "Größe", Damage::Misread),
            ("¤uro", "€uro", Damage::Misread),
            ("£ód¼", "Łódź", Damage::Misread),
            // What looks alike.
            ("GROssE", "GRÖßE", Damage::Likened),
            ("Groesse", "Größe", Damage::Likened),
            ("Lodz", "Łódź", Damage::Likened),
            ("Lódz", "Łódź", Damage::Likened),
            ("Sales - EMEA", "Sales – EMEA", Damage::Likened),
        ] {
            assert_eq!(damage(saved, text), Some(what), "{saved}: {text}");
        }
    }

    #[test]
    fn another_name_is_no_damage() {
        for (saved, text) in [
            ("Why?", "Why?"),
            ("Größe", "Größe"),
            ("Gross", "Größe"),
            ("Wh?", "Why"),
            ("Büro?", "Büro"),
            ("Gräße", "Größe"),
            ("Новости", "Общий"),
            ("Größe", "Grosse"),
            ("Desk", "Größe"),
            ("Meier", "Müller"),
        ] {
            assert_eq!(damage(saved, text), None, "{saved}: {text}");
        }
    }
}
