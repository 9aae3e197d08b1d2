//! The page of `explain` within the page.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as markdown};

use crate::rules::Rule;
use crate::wording::{rule_page, wording};

wording! {
    in "page-findings";
    /// What opens a rule's page.
    enum Explained {
        /// The rule's page.
        Page,
    }
}

/// A rule's page, closed until it is wanted. Its headings stand below that of the rule; its title is there already.
pub(super) fn page(rule: &Rule) -> Markup {
    let mut inside_title = false;
    let text = rule_page(rule.id).unwrap_or_default();
    let events = Parser::new_ext(&text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }) => {
            inside_title = true;
            None
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
            inside_title = false;
            None
        }
        _ if inside_title => None,
        Event::Start(Tag::Heading {
            id, classes, attrs, ..
        }) => Some(Event::Start(Tag::Heading {
            level: HeadingLevel::H4,
            id,
            classes,
            attrs,
        })),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H4))),
        // Pages of the project link to each other, not to what stands here.
        Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => None,
        event => Some(event),
    });
    let mut shown = String::new();
    markdown::push_html(&mut shown, events);
    html! {
        details.explained {
            summary { (Explained::Page) }
            (PreEscaped(shown))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::rules::RULES;

    #[test]
    fn every_page_is_shown_without_its_title_and_links() {
        for rule in RULES {
            let shown = page(rule).into_string();
            assert!(shown.contains("<h4>"), "{}", rule.id);
            let tags: HashSet<&str> = shown
                .split('<')
                .skip(1)
                .filter_map(|tag| tag.split([' ', '>']).next())
                .collect();
            for none in ["h1", "h2", "h3", "a", "img", "script"] {
                assert!(!tags.contains(none), "{none} in {}", rule.id);
            }
        }
    }
}
