//! What every page has around its content: style, script, and the policy that admits no other.

use std::fmt::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::policy::digest;
use crate::wording::{spoken, wording};

wording! {
    in "page";
    /// What every page says.
    enum Frame {
        /// Heading of the navigation.
        Contents,
    }
}

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A part of a page.
pub(super) struct Section {
    /// Unique in the page.
    pub id: &'static str,
    pub heading: String,
    pub content: Markup,
}

impl Section {
    pub(super) fn new(id: &'static str, heading: impl ToString, content: Markup) -> Self {
        Section {
            id,
            heading: heading.to_string(),
            content,
        }
    }
}

/// A page: a way past its beginning for the keyboard, what is to be seen first, a list of its sections, these, and what
/// its script reads.
pub(super) fn page(
    title: &str,
    (skip_to, skip): (&str, &str),
    first: &Markup,
    sections: &[Section],
    data: &Markup,
) -> String {
    document(
        title,
        &html! {
            a.skip href={ "#" (skip_to) } { (skip) }
            header { (first) }
            nav aria-label=(Frame::Contents) {
                ul {
                    @for section in sections {
                        li { a href={ "#" (section.id) } { (section.heading) } }
                    }
                }
            }
            main {
                @for section in sections {
                    section id=(section.id) {
                        h2 { (section.heading) }
                        (section.content)
                    }
                }
            }
            (data)
        },
    )
}

/// A page of this title and content. Nothing is loaded from anywhere, and no other style or script is run.
fn document(title: &str, body: &Markup) -> String {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let page = html! {
        (DOCTYPE)
        html lang=(spoken().tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// JSON inside of a script: nothing in it ends that.
pub(super) fn data(id: &str, json: &serde_json::Value) -> Markup {
    let mut text = String::new();
    for c in json.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let written = write!(text, "\\u{:04x}", u32::from(c));
                debug_assert!(written.is_ok(), "text grows as it needs");
            }
            _ => text.push(c),
        }
    }
    html! {
        script type="application/json" id=(id) { (PreEscaped(text)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_script() {
        let hostile = serde_json::json!(["</script><!--"]);
        let markup = data("d", &hostile).into_string();
        assert_eq!(markup.matches('<').count(), 2, "{markup}");
    }
}
