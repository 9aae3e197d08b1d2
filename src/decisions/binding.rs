//! Whether a row is about the object that the input has under its id: ids are small numbers, and another pool, or a later
//! export, has them too.

use std::collections::{BTreeMap, BTreeSet};

use super::Decisions;

use super::error::{Error, Problem};
use super::row::{BULK, MANUAL, shown};
use super::sheet::SAVE;
use crate::directory::{Directory, damage};
use crate::plan::{Action, Decision, is_actionable};
use crate::rules::{Evidence, Finding, Object, ObjectKind, Outcome, Value};

/// Rules whose findings depend on what only `analyze` may have been given, or on messages that `verify` counts
/// otherwise: that they find nothing means nothing.
pub(super) const DEPENDENT: [&str; 7] = [
    "before-cutoff",
    "foreign-forest",
    "orphan",
    "room-setting-lost",
    "room-without-manager",
    "target-conflict",
    "unknown-principal",
];

const AGAIN: &str =
    "pchat analyze INPUT --decisions FILE brings the file up to date; then decide again";

/// What a row says of its object beside the id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Its name; empty where the row does not tell.
    pub(super) name: String,
    /// Its GUID or address; empty where the row does not tell.
    pub(super) identity: String,
}

/// How the object of a row compares with what the input has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sameness {
    Same,
    Renamed,
    Other,
}

/// What the input has under an id: the object, and its own GUID or address where it has one.
pub(super) fn now(directory: &Directory, kind: ObjectKind, id: &str) -> Option<(Object, String)> {
    let text = |guid: &Option<Box<str>>| guid.as_deref().unwrap_or_default().to_owned();
    Some(match kind {
        ObjectKind::Category => {
            let it = directory.category(id)?;
            (it.into(), text(&it.guid))
        }
        ObjectKind::Room => {
            let it = directory.room(id)?;
            (it.into(), text(&it.guid))
        }
        ObjectKind::Addin => {
            let it = &directory.addins[directory.addin_position(id)?];
            (it.into(), String::new())
        }
        ObjectKind::Principal => {
            let principals = &directory.principals;
            let at = principals.find(id)?;
            let it = principals.get(at)?;
            let guid = text(&it.guid);
            let identity = if guid.is_empty() {
                it.uri.clone()
            } else {
                guid
            };
            (Object::principal(principals, at), identity)
        }
        ObjectKind::Message | ObjectKind::Member => return None,
    })
}

impl Said {
    /// Whether the row means this object. What it does not tell is not compared.
    pub(super) fn compare(&self, object: &Object, identity: &str) -> Sameness {
        let plain = |text: &str| {
            let text = text.trim().trim_matches(['{', '}']);
            text.to_lowercase()
        };
        let told = !self.identity.trim().is_empty() && !identity.is_empty();
        // The id of an add-in is its GUID.
        let known = told || object.kind == ObjectKind::Addin;
        if told && plain(&self.identity) != plain(identity) {
            return Sameness::Other;
        }
        // Blanks and ends of lines do not survive every spreadsheet.
        let same = self.name.is_empty()
            || self
                .name
                .split_whitespace()
                .eq(object.name.split_whitespace());
        match (same, known) {
            (true, _) => Sameness::Same,
            (false, true) => Sameness::Renamed,
            (false, false) => Sameness::Other,
        }
    }
}

/// A row with its line and what it says of its object.
type Told<'a> = (u64, &'a Decision, Said);

/// What was lost when the file was saved, as far as the names of the input tell.
pub(super) fn damaged(
    directory: &Directory,
    findings: &[Finding],
    rows: &[Told<'_>],
) -> Vec<Problem> {
    let mut suggested = BTreeMap::new();
    for finding in findings {
        let key = (
            finding.rule,
            finding.object.kind,
            finding.object.id.as_str(),
        );
        if let Some(Value::Text(name)) = finding.detail("suggestion") {
            suggested.insert(key, name);
        }
    }
    let mut problems = Vec::new();
    for (line, decision, said) in rows {
        let Some((object, _)) = now(directory, decision.kind, &decision.id) else {
            continue;
        };
        let mut tell = |saved: &str, text: &str| {
            let what = format!(
                "the file lost characters when it was saved: it has “{}”, the input “{}”",
                shown(saved),
                shown(text)
            );
            problems.push(Problem::new(what).at(*line).hint(SAVE));
        };
        if damage(&said.name, &object.name).is_some() {
            tell(&said.name, &object.name);
        } else if let Action::Rename(value) = &decision.action {
            let key = (decision.rule, decision.kind, decision.id.as_str());
            let whole = suggested
                .get(&key)
                .filter(|name| damage(value, name).is_some());
            if let Some(name) = whole {
                tell(value, name);
            }
        }
    }
    problems
}

/// Rows whose name is another one: where the file was read in a code page that somebody named, it may be the wrong page.
pub(super) fn otherwise_named(directory: &Directory, rows: &[Told<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (line, decision, said) in rows {
        let found = now(directory, decision.kind, &decision.id);
        if let Some((object, identity)) = found
            && said.compare(&object, &identity) != Sameness::Same
        {
            let what = format!(
                "read in this code page, the name is “{}”, and the input has “{}”",
                shown(&said.name),
                shown(&object.name)
            );
            problems.push(Problem::new(what).at(*line).hint(SAVE));
        }
    }
    problems
}

impl Decisions {
    /// The rules that [`Decisions::bind`] has to know the findings of.
    pub fn rules(&self) -> Vec<String> {
        let rules: BTreeSet<&str> = self.list.iter().map(|it| it.rule).collect();
        let rules = rules.into_iter();
        rules
            .filter(|rule| *rule != MANUAL)
            .map(str::to_owned)
            .collect()
    }

    /// The decisions for this input: those of the file, and for a row with the id `*` one for each finding of its rule
    /// that has no row of its own. `outcome` is what [`Decisions::rules`] find.
    ///
    /// # Errors
    /// Where a row is about another object, or about a finding that is not there, or the file lost characters.
    pub fn bind(self, evidence: &Evidence<'_>, outcome: &Outcome) -> Result<Decisions, Error> {
        let directory = evidence.directory;
        let told = self.lines.iter().zip(&self.list).zip(&self.said);
        let told: Vec<Told<'_>> = told
            .map(|((line, decision), said)| (*line, decision, said.clone()))
            .collect();
        let mut problems = damaged(directory, &outcome.findings, &told);
        if !problems.is_empty() {
            return Err(Error::new(&self.path, problems));
        }
        let findings: BTreeSet<_> = outcome
            .findings
            .iter()
            .filter(|finding| is_actionable(finding, evidence))
            .map(|it| (it.rule, it.object.kind, it.object.id.as_str()))
            .collect();
        let was_checked = |rule: &str| {
            !DEPENDENT.contains(&rule) && outcome.not_run.iter().all(|(id, _)| *id != rule)
        };
        for (line, decision, said) in &told {
            let Decision { rule, kind, id, .. } = decision;
            if *id == BULK {
                continue;
            }
            // Choices say it where there is no such object.
            let Some((object, identity)) = now(directory, *kind, id) else {
                continue;
            };
            let word = kind.word();
            let problem = match said.compare(&object, &identity) {
                Sameness::Other => Problem::new(format!(
                    "the row was made for the {word} “{}”{}, and {word} {id} is “{}”{} now",
                    shown(&said.name),
                    in_brackets(&said.identity),
                    shown(&object.name),
                    in_brackets(&identity)
                ))
                .hint(AGAIN),
                Sameness::Renamed => Problem::new(format!(
                    "the {word} {id} was called “{}” when the row was made, and is called “{}” now",
                    shown(&said.name),
                    shown(&object.name)
                ))
                .hint(AGAIN),
                Sameness::Same
                    if *rule != MANUAL
                        && was_checked(rule)
                        && !findings.contains(&(*rule, *kind, id.as_str())) =>
                {
                    Problem::new(format!(
                        "{rule} finds nothing at the {word} {id}, “{}”",
                        shown(&object.name)
                    ))
                    .hint(format!(
                        "delete the row; or write {MANUAL} as its rule, if it is to be carried out all the same"
                    ))
                }
                Sameness::Same => continue,
            };
            problems.push(problem.at(*line));
        }
        if !problems.is_empty() {
            return Err(Error::new(&self.path, problems));
        }
        let single: BTreeSet<_> = self
            .list
            .iter()
            .map(|it| (it.rule, it.kind, it.id.as_str()))
            .collect();
        let mut list = Vec::new();
        let mut lines = Vec::new();
        for (at, decision) in self.list.iter().enumerate() {
            if decision.id != BULK {
                list.push(decision.clone());
                lines.push(self.lines[at]);
                continue;
            }
            let of_it = findings.iter().filter(|key| {
                (key.0, key.1) == (decision.rule, decision.kind) && !single.contains(*key)
            });
            for (_, _, id) in of_it {
                let id = (*id).to_owned();
                list.push(Decision {
                    id,
                    ..decision.clone()
                });
                lines.push(self.lines[at]);
            }
        }
        Ok(Decisions {
            list,
            lines,
            said: Vec::new(),
            path: self.path.clone(),
            gone: self.gone,
        })
    }
}

fn in_brackets(identity: &str) -> String {
    match identity {
        "" => String::new(),
        _ => format!(" ({})", shown(identity)),
    }
}
