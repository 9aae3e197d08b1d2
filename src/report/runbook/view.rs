//! A runbook in words: what all its forms show. Names are as the input has them; each form makes them harmless in its way.

mod making;

use serde::Serialize;

use super::words::Label;

#[derive(Serialize)]
pub(super) struct View {
    pub schema: u32,
    pub input: String,
    pub title: String,
    pub intro: Vec<String>,
    pub values: Vec<ValueView>,
    pub chapters: Vec<ChapterView>,
}

/// Something that has to be known of the surroundings.
#[derive(Serialize)]
pub(super) struct ValueView {
    pub option: &'static str,
    pub what: String,
    pub value: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ChapterView {
    pub id: &'static str,
    pub title: String,
    pub count: String,
    pub steps: Vec<StepView>,
}

#[derive(Serialize)]
pub(super) struct StepView {
    pub id: String,
    pub guide: Option<String>,
    pub title: String,
    pub needed: bool,
    pub why_not: Option<String>,
    pub todo: Vec<TodoView>,
    pub rests_on: Vec<String>,
    pub commands: Vec<CommandsView>,
    pub found: Vec<FoundView>,
}

#[derive(Serialize)]
pub(super) struct TodoView {
    pub text: String,
    pub rests: &'static str,
    pub page: Option<String>,
    /// What is said of it where no page states it.
    #[serde(skip)]
    pub mark: Option<String>,
}

#[derive(Serialize)]
pub(super) struct CommandsView {
    pub place: String,
    pub language: &'static str,
    pub lines: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct FoundView {
    pub rule: &'static str,
    pub title: String,
    pub count: usize,
    pub open: usize,
    #[serde(skip)]
    pub summary: String,
    pub remedies: Vec<String>,
    /// What the conversion does for the rule: headings of kinds of changes, each with how many.
    pub conversion: Vec<DoesView>,
    pub items: Vec<ItemView>,
    pub left_off: usize,
    #[serde(skip)]
    pub more: Option<String>,
}

#[derive(Serialize)]
pub(super) struct DoesView {
    pub change: &'static str,
    #[serde(skip)]
    pub title: String,
    pub count: usize,
}

#[derive(Serialize)]
pub(super) struct ItemView {
    pub kind: String,
    pub id: String,
    pub name: String,
    pub address: Option<String>,
    pub new_name: Option<String>,
    pub text: String,
    pub severity: Option<&'static str>,
    pub fate: &'static str,
    /// Who sees to it, in words.
    #[serde(skip)]
    pub by: String,
    /// Whether a person has to.
    #[serde(skip)]
    pub is_open: bool,
    pub people: Vec<PersonView>,
    pub more_people: usize,
}

#[derive(Serialize)]
pub(super) struct PersonView {
    pub id: String,
    pub name: String,
    pub address: String,
}

/// A label with a value for a number, for the forms.
pub(super) fn more_people(count: usize) -> String {
    Label::MorePeople { count }.to_string()
}

/// What the conversion does, as one line; nothing where it does nothing.
pub(super) fn conversion(found: &FoundView) -> Option<String> {
    let does = found.conversion.iter();
    let does: Vec<String> = does
        .map(|it| {
            let (title, count) = (it.title.clone(), it.count);
            Label::Does { title, count }.to_string()
        })
        .collect();
    let changes = does.join("; ");
    (!changes.is_empty()).then(|| Label::Conversion { changes }.to_string())
}

/// What a new name is announced by.
pub(super) fn new_name(name: String) -> String {
    Label::NewName { name }.to_string()
}

/// What the step of the guide is called, or that there is none.
pub(super) fn guide(step: &StepView) -> String {
    match &step.guide {
        Some(step) => Label::GuideStep { step: step.clone() },
        None => Label::NoGuideStep,
    }
    .to_string()
}
