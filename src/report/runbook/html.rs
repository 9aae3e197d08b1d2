//! The runbook as a page: one file, no request, no script; boxes to tick on the screen and on paper.

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::view::{
    ChapterView, CommandsView, FoundView, ItemView, StepView, TodoView, View, conversion, guide,
    more_people,
};
use super::words::Label;
use crate::report::policy::digest;
use crate::report::visible;
use crate::report::visible::cut_middle;
use crate::wording::spoken;

const STYLE: &str = include_str!("style.css");

/// How many columns a name may take.
const NAME_COLUMNS: usize = 300;

/// How long a word of a line is at most that never wraps: as much as fits on a phone.
const WHOLE: usize = 36;

pub(super) fn page(view: &View) -> String {
    let policy = format!("default-src 'none'; style-src 'sha256-{}'", digest(STYLE));
    let page = html! {
        (DOCTYPE)
        html lang=(spoken().tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (shown(&view.title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { bdi { (shown(&view.title)) } }
                    @for sentence in &view.intro { p { (shown(sentence)) } }
                    p.screen { (Label::NotKept.to_string()) }
                    (contents(view))
                    (values(view))
                    @for chapter in &view.chapters { (self::chapter(chapter)) }
                }
            }
        }
    };
    page.into_string() + "\n"
}

fn contents(view: &View) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            h2 #contents { (Label::Contents.to_string()) }
            ul {
                @for chapter in &view.chapters {
                    li { a href={ "#" (chapter.id) } { (chapter.title) } " " small { (chapter.count) } }
                }
            }
        }
    }
}

fn values(view: &View) -> Markup {
    html! {
        section aria-labelledby="values" {
            h2 #values { (Label::Values.to_string()) }
            table {
                tbody {
                    @for value in &view.values {
                        tr {
                            th scope="row" { (shown(&value.what)) }
                            td {
                                @match &value.value {
                                    Some(known) => code { (name(known)) },
                                    None => (entry(&value.what)),
                                }
                            }
                            td.screen { code { "--" (value.option) } }
                        }
                    }
                }
            }
        }
    }
}

/// A line to be filled in, by keyboard or pen.
fn entry(label: &str) -> Markup {
    html! { input type="text" aria-label=(label); }
}

fn chapter(chapter: &ChapterView) -> Markup {
    html! {
        section.chapter aria-labelledby=(chapter.id) {
            h2 id=(chapter.id) { (chapter.title) }
            p.count { (chapter.count) }
            @for step in &chapter.steps { (self::step(step)) }
        }
    }
}

fn step(step: &StepView) -> Markup {
    let class = match (step.needed, step.found.is_empty()) {
        (false, _) => "step idle short",
        (true, true) => "step short",
        (true, false) => "step",
    };
    html! {
        article class=(class) id=(step.id) {
            header {
                h3 {
                    input type="checkbox" checked[!step.needed] aria-label={ (Label::Done.to_string()) " " (step.id) };
                    span.id { (step.id) } " "
                    span { (shown(&step.title)) }
                }
                p.guide { (guide(step)) }
                @if let Some(why) = &step.why_not { p.why { (shown(why)) } }
            }
            @if !step.todo.is_empty() {
                ol { @for todo in &step.todo { (self::todo(todo)) } }
            }
            @for found in &step.found { (self::found(found)) }
            @for commands in &step.commands { (self::commands(commands)) }
            @if !step.rests_on.is_empty() {
                p.rests { (Label::RestsOn.to_string()) ": " (step.rests_on.join("; ")) }
            }
            @if step.needed { (sign(step)) }
        }
    }
}

/// Who did it, and when.
fn sign(step: &StepView) -> Markup {
    let (by, when) = (Label::By.to_string(), Label::When.to_string());
    html! {
        p.sign {
            (Label::Done.to_string()) " " (by) " " (entry(&format!("{by} {}", step.id)))
            " " (when) " " (entry(&format!("{when} {}", step.id)))
        }
    }
}

fn todo(todo: &TodoView) -> Markup {
    html! {
        li {
            span dir="auto" { (shown(&todo.text)) }
            @if let Some(mark) = &todo.mark { " " em.mark { "(" (mark) ")" } }
        }
    }
}

fn commands(commands: &CommandsView) -> Markup {
    html! {
        figure {
            figcaption { (commands.place) }
            @for line in &commands.lines { pre { code { (self::line(line)) } } }
        }
    }
}

/// A line that wraps at blanks: `-WhatIf` is one word, on paper too.
fn line(line: &str) -> Markup {
    html! {
        @for (at, word) in visible(line).split(' ').enumerate() {
            @if at > 0 { " " }
            @if word.contains('-') && word.len() <= WHOLE { span.word { (word) } } @else { (word) }
        }
    }
}

fn found(found: &FoundView) -> Markup {
    html! {
        div.found {
            p.summary { (found.summary) }
            @for remedy in &found.remedies { p { (remedy) } }
            @if let Some(does) = conversion(found) { p { (does) } }
            ul {
                @for item in &found.items { (self::item(item)) }
                @if let Some(more) = &found.more { li.more { (more) } }
            }
        }
    }
}

fn item(item: &ItemView) -> Markup {
    let label = format!("{} {}", item.kind, item.id);
    let class = if item.is_open { "open" } else { "done" };
    html! {
        li class=(class) {
            @if item.is_open { input type="checkbox" aria-label=(shown(&label)); }
            (item.kind) " " bdi { (name(&item.id)) }
            @if !item.name.is_empty() { " " b { bdi { (name(&item.name)) } } }
            @if let Some(address) = &item.address { " " code { bdi { (name(address)) } } }
            ": " span dir="auto" { (shown(&item.text)) }
            @if let Some(new) = &item.new_name {
                " " span.new { (Label::NewName { name: String::new() }.to_string()) bdi { (name(new)) } }
            }
            " " em.mark { "(" (item.by) ")" }
            @if !item.people.is_empty() {
                ul.people {
                    @for person in &item.people {
                        li {
                            bdi { (name(&person.id)) }
                            @if !person.name.is_empty() { " " bdi { (name(&person.name)) } }
                            @if !person.address.is_empty() { " " code { bdi { (name(&person.address)) } } }
                        }
                    }
                    @if item.more_people > 0 { li { (more_people(item.more_people)) } }
                }
            }
        }
    }
}

fn name(name: &str) -> String {
    cut_middle(&visible(name), NAME_COLUMNS).into_owned()
}

fn shown(text: &str) -> Cow<'_, str> {
    visible(text)
}
