//! A change for people: what it was and what it is afterwards, beside the object's name.

use super::super::Catalogue;
use super::super::visible::{cut_middle, visible};
use crate::directory::{Behavior, Directory, PrincipalRef, Visibility};
use crate::plan::{Change, ChangeKind, Edit, Subject};
use crate::rules::Value;

/// How many columns a text takes at most. Whatever the target takes fits, and is broken into lines rather than cut: a
/// decision is made by it.
const LONGEST: usize = 600;

/// How many principals a line names.
const PEOPLE_SHOWN: usize = 5;

/// How many columns the name of one of them takes at most.
const PERSON_COLUMNS: usize = 24;

/// What is different.
pub(in crate::report) fn line(change: &Change, directory: &Directory, texts: &Catalogue) -> String {
    let wording = Wording { directory, texts };
    let values = wording.values(change);
    texts.change(ChangeKind::of(&change.edit).word(), &values)
}

struct Wording<'a> {
    directory: &'a Directory,
    texts: &'a Catalogue,
}

impl Wording<'_> {
    fn values(&self, change: &Change) -> Vec<(&'static str, Value)> {
        let between = |before: String, after: String| {
            vec![("before", before.into()), ("after", after.into())]
        };
        match &change.edit {
            Edit::LeftOut { messages } => {
                let is_category = matches!(change.subject, Subject::Category(_));
                vec![
                    ("category", is_category.into()),
                    ("messages", (*messages).into()),
                ]
            }
            Edit::MessagesLeftOut { before, after } => {
                vec![("before", (*before).into()), ("after", (*after).into())]
            }
            Edit::Name { before, after, .. } => between(self.cut(before), self.cut(after)),
            Edit::Parent { before, after } => between(
                self.category(before.as_deref()),
                self.category(after.as_deref()),
            ),
            Edit::Flag { before, after, .. } => between(self.flag(*before), self.flag(*after)),
            Edit::Behavior { before, after } => {
                let before = before.map_or("inherited", Behavior::word);
                between(self.state(before), self.state(after.word()))
            }
            Edit::Visibility { before, after } => {
                let before = before.map_or("inherited", Visibility::word);
                between(self.state(before), self.state(after.word()))
            }
            Edit::Granted { role, principals } | Edit::Revoked { role, principals } => vec![
                ("role", self.state(role.word()).into()),
                ("people", self.people(principals).into()),
            ],
            Edit::ScopeSet { entries } => {
                let listed = |denied| {
                    let of = entries.iter().filter(|entry| entry.denied == denied);
                    let of: Vec<PrincipalRef> = of.map(|entry| entry.principal).collect();
                    self.people(&of).into()
                };
                vec![("admitted", listed(false)), ("denied", listed(true))]
            }
            Edit::ScopeCut { principals } => vec![("people", self.people(principals).into())],
            Edit::OwnMembers { .. } | Edit::Disabled => Vec::new(),
            Edit::TopicLost { topic } => vec![("before", self.cut(topic).into())],
        }
    }

    fn cut(&self, text: &str) -> String {
        cut_middle(&visible(text), LONGEST).into_owned()
    }

    fn state(&self, word: &str) -> String {
        self.texts.state(word).to_owned()
    }

    fn flag(&self, flag: Option<bool>) -> String {
        self.state(match flag {
            Some(true) => "on",
            Some(false) => "off",
            None => "inherited",
        })
    }

    /// A category by its name, or by its id where it has none.
    fn category(&self, id: Option<&str>) -> String {
        let Some(id) = id else {
            return self.state("none");
        };
        let name = self
            .directory
            .category(id)
            .map_or("", |category| &category.name);
        match name {
            "" => format!("{} {}", self.texts.kind("category"), self.cut(id)),
            name => self.cut(name),
        }
    }

    /// The first of these principals by name, or by id where they have none, and how many more there are.
    fn people(&self, principals: &[PrincipalRef]) -> String {
        let of = &self.directory.principals;
        let shown = principals.iter().take(PEOPLE_SHOWN).map(|at| {
            let label = match of.label(*at) {
                "" => format!("{} {}", self.texts.kind("principal"), of.id(*at)),
                label => label.to_owned(),
            };
            cut_middle(&visible(&label), PERSON_COLUMNS).into_owned()
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        match principals.len().saturating_sub(PEOPLE_SHOWN) {
            0 => shown,
            left => {
                let values = [("people", shown.into()), ("count", left.into())];
                self.texts.fill(&self.texts.texts().people_left, &values)
            }
        }
    }
}
