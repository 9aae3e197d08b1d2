//! A runbook in words: what all its forms show. Names are as the input has them; each form makes them harmless in its way.

use serde::Serialize;

use super::RunbookReport;
use super::words::Label;
use crate::reading::InputKind;
use crate::report::Catalogue;
use crate::rules::Severity;
use crate::runbook::{
    Commands, Fate, Heading, Item, Need, Person, Place, Rests, RuleFound, Says, Step, Todo,
};

/// How many columns a name inside of a sentence may take.
const NAME_COLUMNS: usize = 160;

/// The version of the JSON.
const SCHEMA: u32 = 1;

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
    pub guide: Option<&'static str>,
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

impl View {
    pub fn new(report: &RunbookReport<'_>, texts: &Catalogue) -> View {
        let chapters = report.runbook.chapters.iter().map(|chapter| {
            let steps: Vec<StepView> = (chapter.steps.iter())
                .map(|step| self::step(step, texts))
                .collect();
            let needed = steps.iter().filter(|step| step.needed).count();
            let all = steps.len();
            ChapterView {
                id: chapter.id,
                title: chapter.title.to_string(),
                count: Label::StepsNeeded { needed, all }.to_string(),
                steps,
            }
        });
        let values = report.runbook.values.iter();
        let input = report.input.name.clone();
        View {
            schema: SCHEMA,
            title: Label::Heading {
                input: input.clone(),
            }
            .to_string(),
            input,
            intro: intro(report, texts),
            values: values
                .map(|(blank, value)| ValueView {
                    option: blank.word(),
                    what: blank.to_string(),
                    value: value.clone(),
                })
                .collect(),
            chapters: chapters.collect(),
        }
    }
}

fn intro(report: &RunbookReport<'_>, texts: &Catalogue) -> Vec<String> {
    let RunbookReport {
        input,
        skipped,
        runbook,
        ..
    } = report;
    let package = match input.kind {
        InputKind::Package => &texts.texts().package,
        InputKind::Extract => &texts.texts().sql,
    };
    let package = texts.fill(package, &[]);
    let (open, errors) = (runbook.open, runbook.errors);
    let steps = runbook.chapters.iter().flat_map(|it| &it.steps);
    let needed = steps.filter(|it| it.need != Need::NothingFound).count();
    let summary = Label::Summary {
        needed,
        open,
        errors,
    };
    let mut intro = vec![Label::What { package }.to_string(), summary.to_string()];
    if !input.missing.is_empty() {
        intro.push(texts.missing(&input.missing));
    }
    if skipped.count > 0 {
        intro.push(texts.skipped(skipped.count - skipped.pages, skipped.pages));
    }
    let rest = [
        Label::HowTo,
        Label::Marks,
        Label::InBrackets,
        Label::SameFolder,
    ];
    intro.extend(rest.map(|label| label.to_string()));
    intro
}

fn step(step: &Step, texts: &Catalogue) -> StepView {
    let why_not = match step.need {
        Need::Needed => None,
        Need::NothingFound => Some(Label::NothingFound.to_string()),
        Need::NotChecked(reason) => {
            let why = texts.not_run(reason).to_owned();
            Some(Label::NotChecked { why }.to_string())
        }
    };
    let todo: Vec<TodoView> = step.todo.iter().map(self::todo).collect();
    let mut rests_on: Vec<String> = Vec::new();
    for page in todo.iter().filter_map(|todo| todo.page.as_ref()) {
        if !rests_on.contains(page) {
            rests_on.push(page.clone());
        }
    }
    StepView {
        id: step.id.clone(),
        guide: step.guide,
        title: match step.title {
            Heading::Own(title) => title.to_string(),
            Heading::Rule(rule) => texts.title(rule).to_owned(),
        },
        needed: step.need != Need::NothingFound,
        why_not,
        todo,
        rests_on,
        commands: step.commands.iter().map(commands).collect(),
        found: step.found.iter().map(|it| found(it, texts)).collect(),
    }
}

fn todo(todo: &Todo) -> TodoView {
    let (rests, page, mark) = match todo.rests {
        Rests::On(page) => ("documented", Some(page.to_string()), None),
        Rests::Inferred => ("inferred", None, Some(Label::Inferred)),
        Rests::Program => ("pchat", None, Some(Label::Program)),
    };
    TodoView {
        text: todo.says.to_string(),
        rests,
        page,
        mark: mark.map(|mark| mark.to_string()),
    }
}

fn commands(commands: &Commands) -> CommandsView {
    CommandsView {
        place: commands.place.to_string(),
        language: match commands.place {
            Place::Shell | Place::Here | Place::Files => "powershell",
            Place::Query | Place::TargetQuery => "sql",
            Place::Expected => "text",
        },
        lines: commands.lines.clone(),
    }
}

fn found(found: &RuleFound, texts: &Catalogue) -> FoundView {
    let mut remedies: Vec<String> = Vec::new();
    let mut are_facts = true;
    for item in &found.items {
        if let Says::Finding(finding) = &item.says {
            are_facts = false;
            let remedy = texts.remedy_for_all(finding);
            let text = Label::Remedy { text: remedy }.to_string();
            if item.fate != Fate::Converted && !remedies.contains(&text) {
                remedies.push(text);
            }
        }
    }
    let title = texts.title(found.rule).to_owned();
    let (count, open) = (found.count, found.open);
    let summary = match are_facts {
        true => Label::Listed {
            title: title.clone(),
            count,
        },
        false => Label::Found {
            title: title.clone(),
            count,
            open,
            converted: count - open,
        },
    };
    let left_off = count - found.items.len();
    let more = Label::MoreItems {
        count: left_off,
        file: format!("{}.csv", found.rule),
    };
    FoundView {
        rule: found.rule,
        title,
        count,
        open,
        summary: summary.to_string(),
        remedies,
        conversion: (found.does.iter())
            .map(|(kind, count)| DoesView {
                change: kind.word(),
                title: texts.change_title(kind.word()).to_owned(),
                count: *count,
            })
            .collect(),
        items: found.items.iter().map(|it| item(it, texts)).collect(),
        left_off,
        more: (left_off > 0).then(|| more.to_string()),
    }
}

fn item(item: &Item, texts: &Catalogue) -> ItemView {
    let text = match &item.says {
        Says::Finding(finding) => texts.message_beside(finding, NAME_COLUMNS),
        Says::Fact(fact) => fact.to_string(),
    };
    let severity = match &item.says {
        Says::Finding(finding) => Some(finding.severity),
        Says::Fact(_) => None,
    };
    let error = severity == Some(Severity::Error);
    let (fate, by) = match item.fate {
        Fate::Open => ("open", Label::Open { error }),
        Fate::Caused(rule) => {
            let rule = rule.to_owned();
            ("caused", Label::Caused { rule, error })
        }
        Fate::Converted => ("converted", Label::Converted),
    };
    ItemView {
        kind: texts.kind(item.object.kind.word()).to_owned(),
        id: item.object.id.clone(),
        name: item.object.name.clone(),
        address: item.address.clone(),
        new_name: item.renamed.clone(),
        text,
        severity: severity.map(Severity::word),
        fate,
        by: by.to_string(),
        is_open: item.fate != Fate::Converted,
        people: item.people.iter().map(PersonView::from).collect(),
        more_people: item.more_people,
    }
}

impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        PersonView {
            id: person.id.clone(),
            name: person.name.clone(),
            address: person.address.clone(),
        }
    }
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
    match step.guide {
        Some(step) => Label::GuideStep {
            step: step.to_owned(),
        },
        None => Label::NoGuideStep,
    }
    .to_string()
}
