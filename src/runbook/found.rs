//! What the rules found in the input, and who sees to it: the conversion, or a person.

use std::collections::BTreeMap;

use crate::directory::{Directory, PrincipalRef};
use crate::migration::Planned;
use crate::plan::{ChangeKind, Edit};
use crate::rules::{
    self, Evidence, Finding, NotRun, Object, ObjectKind, Options, RULES, Totals, Value,
};
use crate::wording::Sentence;

/// How many objects a step names; the CSV files of a report have all of them.
const LISTED: usize = 20;

/// How many people of one object are named.
const PEOPLE: usize = 10;

/// Who sees to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A person: it is there after the conversion, too.
    Open,
    /// A person: only the conversion makes it, with the changes of this rule.
    Caused(&'static str),
    /// The conversion, as it is planned.
    Converted,
}

/// A user, group or other holder of roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id, as the input spells it.
    pub id: String,
    /// What people know it by; may be empty.
    pub name: String,
    /// `sip:` address, or distinguished name; may be empty.
    pub address: String,
}

/// An object that a step is about.
#[derive(Clone, Debug)]
pub struct Item {
    /// The object, by its name in the input.
    pub object: Object,
    /// What is said of it.
    pub says: Says,
    /// Who sees to it.
    pub fate: Fate,
    /// The address, where it is a principal that has one.
    pub address: Option<String>,
    /// Its name after the conversion, where that is another one.
    pub renamed: Option<String>,
    /// The principals that the finding names, the first of them.
    pub people: Vec<Person>,
    /// How many more there are.
    pub more_people: usize,
}

/// What is said of an object.
#[derive(Clone, Debug)]
pub enum Says {
    /// What a rule found.
    Finding(Finding),
    /// What will happen to it.
    Fact(Sentence),
}

/// What one rule found.
#[derive(Clone, Debug)]
pub struct RuleFound {
    /// The rule.
    pub rule: &'static str,
    /// How many findings there are.
    pub count: usize,
    /// How many of them a person has to see to.
    pub open: usize,
    /// The changes that the conversion makes for the rule, by their kinds: how many of each.
    pub does: Vec<(ChangeKind, usize)>,
    /// The first findings, those that a person has to see to before the others.
    pub items: Vec<Item>,
}

/// What all rules found.
#[derive(Debug)]
pub(super) struct Found {
    by_rule: BTreeMap<&'static str, Vec<Item>>,
    not_run: BTreeMap<&'static str, NotRun>,
    does: BTreeMap<&'static str, Vec<(ChangeKind, usize)>>,
    /// How much there is in the input. The first and the last message, and the files, are those of what is kept.
    pub totals: Totals,
}

type Key = (&'static str, ObjectKind, String, String);

fn key(finding: &Finding) -> Key {
    let object = &finding.object;
    let case = finding.case().to_owned();
    (finding.rule, object.kind, object.id.clone(), case)
}

impl Found {
    /// The findings of the input, with what remains of them after the conversion.
    pub fn new(planned: &Planned) -> Found {
        let names = NewNames::new(planned);
        let (before, after) = (&planned.reading.directory, &planned.after);
        let options = Options {
            since: None,
            ..planned.options.clone()
        };
        let evidence = Evidence::with(
            before,
            &planned.history,
            &options,
            planned.target.inventory.as_ref(),
            None,
            &planned.reading.unclaimed,
        );
        let source = rules::check(&evidence, &[]);
        let totals = evidence.totals();
        let mut by_rule: BTreeMap<&'static str, Vec<Item>> = BTreeMap::new();
        let mut remaining: BTreeMap<Key, usize> = BTreeMap::new();
        for (finding, cause) in planned.remaining.findings.iter().zip(&planned.causes) {
            let fate = cause.by.map_or(Fate::Open, Fate::Caused);
            if fate == Fate::Open {
                *remaining.entry(key(finding)).or_default() += 1;
            }
            let item = names.item(finding, fate, after);
            by_rule.entry(finding.rule).or_default().push(item);
        }
        for finding in &source.findings {
            match remaining.get_mut(&key(finding)) {
                Some(left) if *left > 0 => *left -= 1,
                _ => {
                    let item = names.item(finding, Fate::Converted, before);
                    by_rule.entry(finding.rule).or_default().push(item);
                }
            }
        }
        let mut does: BTreeMap<&'static str, Vec<(ChangeKind, usize)>> = BTreeMap::new();
        let groups = planned.plan.groups();
        for group in groups.iter().filter(|group| group.by() == "convert") {
            let of_rule = does.entry(group.rule).or_default();
            of_rule.push((group.kind, group.changes.len()));
        }
        Found {
            by_rule,
            not_run: source.not_run.into_iter().collect(),
            does,
            totals: Totals {
                messages: totals.messages + planned.counts.messages.before_cutoff,
                ..totals
            },
        }
    }

    /// All that a rule found, those that a person has to see to before the others.
    pub fn all(&self, rule: &str) -> &[Item] {
        self.by_rule.get(rule).map_or(&[], |items| items)
    }

    /// Why a rule could not be checked.
    pub fn not_run(&self, rule: &str) -> Option<NotRun> {
        self.not_run.get(rule).copied()
    }

    /// The first of what a rule found; nothing where it found nothing.
    pub fn of(&self, rule: &'static str) -> Option<RuleFound> {
        let items = self.all(rule);
        if items.is_empty() {
            return None;
        }
        Some(RuleFound {
            rule,
            count: items.len(),
            open: items.iter().filter(|it| it.fate != Fate::Converted).count(),
            does: self.does.get(rule).cloned().unwrap_or_default(),
            items: items.iter().take(LISTED).cloned().collect(),
        })
    }

    /// All findings, in the order of the rules.
    pub fn everything(&self) -> impl Iterator<Item = &Item> {
        RULES.iter().flat_map(|rule| self.all(rule.id))
    }
}

/// Objects that are not about a rule, cut like its findings.
pub(super) fn listed(rule: &'static str, items: Vec<Item>) -> Option<RuleFound> {
    (!items.is_empty()).then(|| RuleFound {
        rule,
        count: items.len(),
        open: 0,
        does: Vec::new(),
        items: items.into_iter().take(LISTED).collect(),
    })
}

/// An object of which only a fact is said.
pub(super) fn fact(object: Object, says: impl Into<Sentence>) -> Item {
    Item {
        object,
        says: Says::Fact(says.into()),
        fate: Fate::Converted,
        address: None,
        renamed: None,
        people: Vec::new(),
        more_people: 0,
    }
}

/// The names that the conversion changes.
struct NewNames<'a>(BTreeMap<(ObjectKind, String), &'a str>);

impl<'a> NewNames<'a> {
    fn new(planned: &'a Planned) -> Self {
        let directory = &planned.reading.directory;
        let names = planned.plan.changes.iter().filter_map(|change| {
            let Edit::Name { after, .. } = &change.edit else {
                return None;
            };
            let object = change.subject.object(directory);
            Some(((object.kind, object.id), after.as_str()))
        });
        NewNames(names.collect())
    }

    fn item(&self, finding: &Finding, fate: Fate, directory: &Directory) -> Item {
        let object = &finding.object;
        let principals = &directory.principals;
        let own = match object.kind {
            ObjectKind::Principal => principals.find(&object.id),
            _ => None,
        };
        let mut ids: Vec<&str> = ["principals", "others"]
            .iter()
            .filter_map(|column| match finding.detail(column) {
                Some(Value::List(list)) => Some(list.iter().map(String::as_str)),
                _ => None,
            })
            .flatten()
            .collect();
        // A list that was cut already ends with how many entries it lacks: `+49`.
        let lacking = (ids.last()).and_then(|last| last.strip_prefix('+')?.parse::<usize>().ok());
        if lacking.is_some() {
            ids.pop();
        }
        let people = ids.iter().take(PEOPLE).map(|id| match principals.find(id) {
            Some(at) => person(directory, at),
            None => Person {
                id: (*id).to_owned(),
                name: String::new(),
                address: String::new(),
            },
        });
        let renamed = self.0.get(&(object.kind, object.id.clone()));
        Item {
            object: object.clone(),
            fate,
            address: own
                .map(|at| person(directory, at).address)
                .filter(|it| !it.is_empty()),
            renamed: renamed
                .filter(|name| **name != object.name)
                .map(|name| (*name).to_owned()),
            people: people.collect(),
            more_people: ids.len().saturating_sub(PEOPLE) + lacking.unwrap_or_default(),
            says: Says::Finding(finding.clone()),
        }
    }
}

/// Who it is, with the address that cmdlets know it by: SIP for users, else the distinguished name.
pub(super) fn person(directory: &Directory, at: PrincipalRef) -> Person {
    let principals = &directory.principals;
    let address = principals.get(at).map(|it| {
        let is_sip = it.kind.is_user() || it.ad_path.is_empty();
        if is_sip { &it.uri } else { &it.ad_path }
    });
    Person {
        id: principals.id(at).to_owned(),
        name: principals.label(at).to_owned(),
        address: address.cloned().unwrap_or_default(),
    }
}
