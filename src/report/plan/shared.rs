use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use crate::directory::{Directory, Map};
use crate::plan::{Edit, Plan};
use crate::rules::Value;

/// From how many ids on a list that several changes have in common is written once.
const LONG: usize = 100;

/// Long lists that several changes have in common: a thousand rooms that get the same ten thousand managers.
pub(crate) struct SharedLists<'a> {
    directory: &'a Directory,
    /// By where a list lies in memory: its number.
    numbers: Map<*const (), usize>,
    /// A change that has it, for each.
    edits: Vec<&'a Edit>,
}

impl<'a> SharedLists<'a> {
    /// Finds them, numbered in the order of the changes.
    pub fn new(plan: &'a Plan, directory: &'a Directory) -> Self {
        let mut shared = SharedLists {
            directory,
            numbers: Map::default(),
            edits: Vec::new(),
        };
        let mut seen: Map<*const (), ()> = Map::default();
        for change in &plan.changes {
            let edit = &change.edit;
            if let Some(place) = place(edit)
                && seen.insert(place, ()).is_some()
            {
                let next = shared.edits.len();
                if *shared.numbers.entry(place).or_insert(next) == next {
                    shared.edits.push(edit);
                }
            }
        }
        shared
    }

    /// The number of the list that the change gives its object, where it is one of them.
    pub fn number(&self, edit: &Edit) -> Option<usize> {
        self.numbers.get(&place(edit)?).copied()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}

fn place(edit: &Edit) -> Option<*const ()> {
    match edit {
        Edit::Granted { principals, .. } if principals.len() > LONG => {
            Some(principals.as_ptr().cast())
        }
        Edit::ScopeSet { entries } if entries.len() > LONG => Some(entries.as_ptr().cast()),
        _ => None,
    }
}

impl Serialize for SharedLists<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut lists = serializer.serialize_seq(Some(self.edits.len()))?;
        for edit in &self.edits {
            lists.serialize_element(&edit.after(self.directory))?;
        }
        lists.end()
    }
}

/// What is so afterwards, or where it stands.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum After {
    Value(Value),
    Shared { list: usize },
}
