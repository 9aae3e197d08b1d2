//! The runbook as Markdown: headings, task lists and code blocks, which CommonMark with the usual extensions renders.

use std::fmt::Write;

use super::view::{
    CommandsView, FoundView, ItemView, StepView, View, conversion, guide, more_people, new_name,
};
use super::words::Label;
use crate::report::visible;
use crate::report::visible::cut_middle;

/// How many columns a name may take.
const NAME_COLUMNS: usize = 300;

/// A line to be filled in with a pen.
const LINE: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

pub(super) fn page(view: &View) -> String {
    let mut page = format!("# {}\n", text(&view.title));
    for sentence in &view.intro {
        let _ = write!(page, "\n{}\n", text(sentence));
    }
    let _ = write!(page, "\n## {}\n\n", text(&Label::Values.to_string()));
    for value in &view.values {
        let known = value.value.as_deref().map_or(LINE.to_owned(), code);
        let _ = writeln!(
            page,
            "- {}: {known} (`--{}`)",
            text(&value.what),
            value.option
        );
    }
    for chapter in &view.chapters {
        let _ = write!(
            page,
            "\n## {}\n\n{}\n",
            text(&chapter.title),
            text(&chapter.count)
        );
        for step in &chapter.steps {
            self::step(&mut page, step);
        }
    }
    page
}

fn step(page: &mut String, step: &StepView) {
    let _ = write!(page, "\n### {}: {}\n", step.id, text(&step.title));
    let _ = write!(page, "\n{}\n\n", text(&guide(step)));
    let (done, by, when) = (Label::Done, Label::By, Label::When);
    match &step.why_not {
        Some(why) if !step.needed => {
            let _ = writeln!(page, "- [x] {}", text(why));
        }
        why => {
            if let Some(why) = why {
                let _ = write!(page, "{}\n\n", text(why));
            }
            let _ = writeln!(page, "- [ ] {done} {by} {LINE} {when} {LINE}");
        }
    }
    for (number, todo) in step.todo.iter().enumerate() {
        let start = if number == 0 { "\n" } else { "" };
        let mark = todo.mark.as_ref();
        let mark = mark.map_or(String::new(), |mark| format!(" *({})*", text(mark)));
        let _ = writeln!(page, "{start}{}. {}{mark}", number + 1, text(&todo.text));
    }
    for found in &step.found {
        self::found(page, found);
    }
    for commands in &step.commands {
        self::commands(page, commands);
    }
    if !step.rests_on.is_empty() {
        let pages: Vec<String> = step.rests_on.iter().map(|it| text(it)).collect();
        let _ = write!(page, "\n*{}: {}*\n", Label::RestsOn, pages.join("; "));
    }
}

/// Each line in a block of its own: what is copied together is run together.
fn commands(page: &mut String, commands: &CommandsView) {
    let _ = write!(page, "\n{}:\n", text(&commands.place));
    let together = commands.language == "text";
    let lines = match together {
        true => vec![commands.lines.join("\n")],
        false => commands.lines.clone(),
    };
    for block in lines {
        let shown: Vec<_> = block.split('\n').map(visible).collect();
        let shown = shown.join("\n");
        let fence = "`".repeat(longest_run(&shown).max(2) + 1);
        let _ = write!(page, "\n{fence}{}\n{shown}\n{fence}\n", commands.language);
    }
}

fn found(page: &mut String, found: &FoundView) {
    let _ = write!(page, "\n**{}**\n\n", text(&found.summary));
    for remedy in &found.remedies {
        let _ = write!(page, "{}\n\n", text(remedy));
    }
    if let Some(does) = conversion(found) {
        let _ = write!(page, "{}\n\n", text(&does));
    }
    for item in &found.items {
        self::item(page, item);
    }
    if let Some(more) = &found.more {
        let _ = writeln!(page, "- {}", text(more));
    }
}

fn item(page: &mut String, item: &ItemView) {
    let shown = if item.is_open { "[ ] " } else { "" };
    let _ = write!(page, "- {shown}{} {}", text(&item.kind), text(&item.id));
    if !item.name.is_empty() {
        let _ = write!(page, " **{}**", strong(&item.name));
    }
    if let Some(address) = &item.address {
        let _ = write!(page, " ({})", code(address));
    }
    let _ = write!(page, ": {}", text(&item.text));
    if let Some(name) = &item.new_name {
        let _ = write!(page, " {}", text(&new_name(name.clone())));
    }
    let _ = writeln!(page, " *({})*", text(&item.by));
    for person in &item.people {
        let _ = write!(page, "  - {}", text(&person.id));
        if !person.name.is_empty() {
            let _ = write!(page, " **{}**", strong(&person.name));
        }
        if !person.address.is_empty() {
            let _ = write!(page, " ({})", code(&person.address));
        }
        page.push('\n');
    }
    if item.more_people > 0 {
        let _ = writeln!(page, "  - {}", text(&more_people(item.more_people)));
    }
}

/// Text that is only text: what would be a mark, a link, an address, a mention or an element has a backslash in front.
fn text(text: &str) -> String {
    let shown = visible(text);
    let shown = cut_middle(&shown, 4 * NAME_COLUMNS);
    let mut escaped = String::with_capacity(shown.len() + 16);
    let mut characters = shown.chars().peekable();
    while let Some(c) = characters.next() {
        let before_word = characters.peek().is_some_and(|next| !next.is_whitespace());
        let acts = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '!' | '$'
            | '@' | '^' | '{' | '}' => true,
            // Addresses become links, and words between colons pictures.
            ':' => before_word,
            '.' => ends_with_www(&escaped),
            _ => false,
        };
        if acts {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn ends_with_www(text: &str) -> bool {
    let end = text.len().checked_sub(3).and_then(|at| text.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// A name between the marks of strong text, which blanks at its ends would undo.
fn strong(name: &str) -> String {
    let name = visible(name);
    let name = cut_middle(&name, NAME_COLUMNS);
    let name = name.trim();
    if name.is_empty() {
        "␠".to_owned()
    } else {
        text(name)
    }
}

/// Text as code, whatever marks it holds.
fn code(text: &str) -> String {
    let shown = visible(text);
    let shown = cut_middle(&shown, NAME_COLUMNS);
    let fence = "`".repeat(longest_run(&shown) + 1);
    let space = if shown.starts_with('`') || shown.ends_with('`') || shown.starts_with(' ') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{shown}{space}{fence}")
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_a_mark() {
        for (given, expected) in [
            ("# a", "\\# a"),
            ("<img src=x>", "\\<img src=x\\>"),
            ("[a](javascript:b)", "\\[a\\](javascript\\:b)"),
            ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
            ("a\n- [x] b", "a␊- \\[x\\] b"),
            ("http://contoso.com", "http\\://contoso.com"),
            ("www.contoso.com", "www\\.contoso.com"),
            ("a@contoso.com", "a\\@contoso.com"),
            ("a\u{202e}b", "a\\\\u\\{202e\\}b"),
            ("&lt; 1|2 $x$ :smile:", "\\&lt; 1\\|2 \\$x\\$ \\:smile:"),
        ] {
            assert_eq!(text(given), expected);
        }
    }

    #[test]
    fn code_ends_where_its_text_ends() {
        for (given, expected) in [
            ("sip:a@contoso.com", "`sip:a@contoso.com`"),
            ("a`b", "``a`b``"),
            ("```", "```` ``` ````"),
            ("a\nb", "`a␊b`"),
        ] {
            assert_eq!(code(given), expected);
        }
        assert_eq!(strong(" a* "), "a\\*");
    }
}
