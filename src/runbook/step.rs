//! What a runbook consists of: plain data, of which reports make pages.

use super::facts::{ChapterTitle, Do, Page, Place, Title};
use super::found::RuleFound;
use super::repair::Repair;
use super::site::Blank;
use crate::rules::NotRun;

/// The whole migration of one pool, as a list to work down.
#[derive(Debug)]
pub struct Runbook {
    /// What has to be known of the surroundings, and what of it is known.
    pub values: Vec<(Blank, Option<String>)>,
    /// The steps, chapter by chapter.
    pub chapters: Vec<Chapter>,
    /// The lines of the repair script.
    pub repairs: Vec<Repair>,
    /// How many findings remain for people to see to.
    pub open: usize,
    /// How many of them are errors.
    pub errors: usize,
}

/// Steps that belong together.
#[derive(Debug)]
pub struct Chapter {
    /// Its stable name.
    pub id: &'static str,
    /// Its heading.
    pub title: ChapterTitle,
    /// What is to be done, in this order.
    pub steps: Vec<Step>,
}

/// One thing to do, with a box to tick.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its stable name, such as `perform-2`.
    pub id: String,
    /// The step of Microsoft's page "Migration process - details" that it is, such as `perform, 2`; none where the page
    /// has no such step.
    pub guide: Option<&'static str>,
    /// Its heading.
    pub title: Heading,
    /// Whether this pool needs it.
    pub need: Need,
    /// What to do, one after the other.
    pub todo: Vec<Todo>,
    /// What to type.
    pub commands: Vec<Commands>,
    /// The objects of this pool that it is about.
    pub found: Vec<RuleFound>,
}

/// A step's heading.
#[derive(Clone, Copy, Debug)]
pub enum Heading {
    /// Its own.
    Own(Title),
    /// That of a rule.
    Rule(&'static str),
}

/// Whether a pool needs a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Yes.
    Needed,
    /// No: the rules found nothing of the kind.
    NothingFound,
    /// The rules could not look.
    NotChecked(NotRun),
}

/// One instruction, and what it rests on.
#[derive(Clone, Debug)]
pub struct Todo {
    /// What to do.
    pub says: Do,
    /// Who says so.
    pub rests: Rests,
}

/// What an instruction rests on.
#[derive(Clone, Copy, Debug)]
pub enum Rests {
    /// A page of Microsoft's documentation states it.
    On(Page),
    /// It is a conclusion, or common practice.
    Inferred,
    /// It is about this program, or about what it counted.
    Program,
}

/// Lines to be copied.
#[derive(Clone, Debug)]
pub struct Commands {
    /// Where they are typed, or what they are.
    pub place: Place,
    /// The lines, each whole.
    pub lines: Vec<String>,
}

impl Step {
    /// A step of the guide that every pool needs.
    pub(super) fn of_guide(id: &str, guide: &'static str, title: Title) -> Step {
        Step {
            guide: Some(guide),
            ..Step::own(id, title)
        }
    }

    /// A step that the guide does not have.
    pub(super) fn own(id: &str, title: Title) -> Step {
        Step {
            id: id.to_owned(),
            guide: None,
            title: Heading::Own(title),
            need: Need::Needed,
            todo: Vec::new(),
            commands: Vec::new(),
            found: Vec::new(),
        }
    }

    /// With an instruction that a page states.
    pub(super) fn on(self, page: Page, says: Do) -> Step {
        self.with(says, Rests::On(page))
    }

    /// With an instruction that no page states.
    pub(super) fn inferred(self, says: Do) -> Step {
        self.with(says, Rests::Inferred)
    }

    /// With an instruction about this program or its counts.
    pub(super) fn ours(self, says: Do) -> Step {
        self.with(says, Rests::Program)
    }

    fn with(mut self, says: Do, rests: Rests) -> Step {
        self.todo.push(Todo { says, rests });
        self
    }

    /// With lines to be copied.
    pub(super) fn commands(mut self, place: Place, lines: Vec<String>) -> Step {
        self.commands.push(Commands { place, lines });
        self
    }
}
