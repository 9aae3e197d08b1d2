//! English as no language writes it, to see what a translation would miss: every letter has an accent, and vowels stand twice,
//! so that texts are about a third longer.

use toml::Value;

/// A file of sentences.
pub(super) fn file(file: &mut toml::Table) {
    // How a date is written is no sentence.
    let sentences = file.iter_mut().filter(|(key, _)| *key != "date");
    sentences.for_each(|(_, value)| all(value));
}

fn all(value: &mut Value) {
    match value {
        Value::String(text) => *text = sentence(text),
        Value::Table(table) => file(table),
        _ => {}
    }
}

/// A sentence, with its places for values as they are.
fn sentence(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    // A place of the page's script is `<name>`.
    while let Some(at) = rest.find(['{', '<']) {
        out += &plain(&rest[..at]);
        rest = &rest[at..];
        let end = match (rest.starts_with('<'), rest[1..].starts_with(['?', '!'])) {
            (true, _) => rest.find('>'),
            (_, true) => rest.find(':'),
            (_, false) => rest.find('}'),
        };
        let (place, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        let mut words = place.split('|');
        out += words.next().unwrap_or_default();
        for word in words {
            out.push('|');
            out += &plain(word);
        }
        rest = after;
    }
    out + &plain(rest)
}

/// A text without places.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let accented = accented(letter);
        out.push(accented);
        if "aeiouAEIOU".contains(letter) {
            out.extend(accented.to_lowercase());
        }
    }
    out
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ";
    const ACCENTED: &str = "áƀçđéƒğħíĵķłɱñóƥřšŧúṽŵẋýžÁƁÇĐÉƑĞĦÍĴĶŁḾÑÓƤŘŠŦÚṼŴẊÝŽ";
    let mut pairs = PLAIN.chars().zip(ACCENTED.chars());
    let found = pairs.find(|(plain, _)| *plain == letter);
    found.map_or(letter, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_and_all_around_them_is_accented() {
        let text = "{?name:with {name.whole}: }{rooms|room|rooms} and {=more}";
        let expected = "{?name:ŵííŧħ {name.whole}: }{rooms|řóóóóɱ|řóóóóɱš} ááñđ {=more}";
        assert_eq!(sentence(text), expected);
    }
}
