//! From the steps to their words.

use super::{
    ChapterView, CommandsView, DoesView, FoundView, ItemView, PersonView, StepView, TodoView,
    ValueView, View,
};
use crate::reading::InputKind;
use crate::report::Catalogue;
use crate::report::runbook::RunbookReport;
use crate::report::runbook::words::Label;
use crate::rules::Severity;
use crate::runbook::{
    Commands, Fate, Heading, Item, Need, Person, Place, Rests, RuleFound, Says, Step, Todo,
};

/// How many columns a name inside of a sentence may take.
const NAME_COLUMNS: usize = 160;

/// The version of the JSON.
const SCHEMA: u32 = 1;

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
        guide: step.guide.map(|step| texts.step(step)),
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
