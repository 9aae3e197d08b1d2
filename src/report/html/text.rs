//! Text of the input on a page: as text, in its own direction, with what is not seen made visible, and not endless.

use maud::{Markup, PreEscaped, Render, html};

use super::super::Catalogue;
use super::super::visible::visible;
use crate::directory::{PrincipalRef, Principals};
use crate::rules::{Object, ObjectKind};
use crate::wording::{wording, words};

/// How much of one text is shown, in characters.
const SHOWN: usize = 400;

/// What stands around a text of the input within a sentence, so that its direction stays its own: the signs for isolation,
/// which [`visible`] takes out of every text of the input.
pub(super) const ISOLATED: [char; 2] = ['\u{2068}', '\u{2069}'];

wording! {
    in "page";
    /// An object in a few words.
    pub(super) enum Named {
        /// A principal that the input names but does not describe.
        Unknown { id: String },
        /// A text that is not shown whole.
        Cut { left: usize },
        /// Beside a name: the id.
        Id { id: String },
    }
}

/// A text of the input.
pub(super) fn name(text: &str) -> Markup {
    let (shown, left) = cut(text);
    html! {
        bdi { (visible(shown)) @if let Some(cut) = left { "…" small { " (" (cut) ")" } } }
    }
}

/// The beginning of a text, and how much is left, where that is too much to show.
fn cut(text: &str) -> (&str, Option<Named>) {
    match text.char_indices().nth(SHOWN) {
        None => (text, None),
        Some((at, _)) => {
            let left = text[at..].chars().count();
            (&text[..at], Some(Named::Cut { left }))
        }
    }
}

/// A sentence in which texts of the input stand between the signs for isolation.
pub(super) fn sentence(text: &str) -> Markup {
    let mut markup = String::new();
    let [begin, end] = ISOLATED;
    for (at, part) in text.split(begin).enumerate() {
        let (inner, rest) = match at {
            0 => ("", part),
            _ => part.split_once(end).unwrap_or((part, "")),
        };
        if at > 0 {
            name(inner).render_to(&mut markup);
        }
        rest.render_to(&mut markup);
    }
    PreEscaped(markup)
}

/// An object: its kind, its name, its id; a principal with its address.
pub(super) fn object(object: &Object, principals: &Principals, texts: &Catalogue) -> Markup {
    let address = match object.kind {
        ObjectKind::Principal => principals
            .find(&object.id)
            .and_then(|at| principals.get(at)),
        _ => None,
    };
    html! {
        span.kind { (texts.kind_capital(object.kind)) }
        " "
        @if object.name.is_empty() { (name(&object.id)) } @else {
            (name(&object.name))
            @if let Some(address) = address.filter(|it| !it.uri.is_empty() && it.uri != object.name) {
                " " span.address { (name(&address.uri)) }
            }
            " " small { (Named::Id { id: visible(&object.id).into_owned() }) }
        }
    }
}

/// A principal: its name and address, or its id where no more is known.
pub(super) fn principal(principals: &Principals, at: PrincipalRef) -> String {
    let label = visible(principals.label(at)).into_owned();
    let uri = principals.get(at).map_or("", |it| &it.uri);
    match label.as_str() {
        "" => Named::Unknown {
            id: visible(principals.id(at)).into_owned(),
        }
        .to_string(),
        _ if uri.is_empty() || uri == principals.label(at) => label,
        _ => format!("{label} <{}>", visible(uri)),
    }
}

/// How many there are beyond those that are shown, if any.
pub(super) fn beyond(all: usize, shown: usize) -> Option<usize> {
    all.checked_sub(shown).filter(|left| *left > 0)
}

/// A whole number.
pub(super) fn number(number: u64) -> String {
    words().number(number)
}

/// A size: `1,234 B`, `12.3 MB`.
pub(super) fn size(bytes: u64) -> String {
    words().size(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_names_apart_and_all_of_it_text() {
        let shown =
            sentence("called “\u{2068}<b>\u{2069}” like \u{2068}x\u{2069} & more").into_string();
        assert_eq!(
            shown,
            "called “<bdi>&lt;b&gt;</bdi>” like <bdi>x</bdi> &amp; more"
        );
        assert_eq!(
            sentence("no end \u{2068}x").into_string(),
            "no end <bdi>x</bdi>"
        );
    }

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        let shown = name(&"é".repeat(10_000)).into_string();
        assert!(shown.contains("9,600"), "{shown}");
        assert!(shown.len() < 1_000);
    }

    #[test]
    fn sizes_are_short() {
        for (bytes, shown) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (12_345, "12.3 kB"),
            (123_456, "123 kB"),
            (2_000_000_000, "2.0 GB"),
        ] {
            assert_eq!(size(bytes), shown);
        }
    }
}
