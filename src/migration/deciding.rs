//! From decisions to the plan that carries them out.

use std::path::PathBuf;

use super::Error;
use super::watch::{Note, Watch};
use crate::input::CodePage;
use crate::plan::{Decision, Plan};
use crate::rules::{Evidence, Outcome};
use crate::{decisions, rules};

/// Where it stands what was decided about the findings. The default is nowhere: nothing was.
#[derive(Clone, Debug, Default)]
pub enum Deciding {
    /// Nothing was decided.
    #[default]
    Nothing,
    /// In a file, see [`crate::decisions`].
    File(PathBuf),
    /// Here.
    List(Vec<Decision>),
}

/// What was decided, before it is held against an input.
#[derive(Debug)]
pub(super) enum Decided {
    File(decisions::Decisions),
    List(Vec<Decision>),
}

/// A plan, and the decisions that it carries out.
pub(super) struct Carried {
    pub plan: Plan,
    /// Each of them about one object.
    pub decisions: Vec<Decision>,
    /// Those about all findings of a rule: of those that the source has, each is among the decisions, too.
    pub for_all: Vec<Decision>,
}

impl Deciding {
    /// Reads the file, if it is one.
    pub(super) fn read<W: Watch>(
        &self,
        code_page: Option<CodePage>,
        watch: &W,
    ) -> Result<Decided, Error> {
        let file = match self {
            Deciding::Nothing => return Ok(Decided::List(Vec::new())),
            Deciding::List(list) => return Ok(Decided::List(list.clone())),
            Deciding::File(file) => file,
        };
        let decided = decisions::read(file, code_page)?;
        let gone = decided.gone();
        watch.note(Note::Decisions { file, gone });
        Ok(Decided::File(decided))
    }
}

impl Decided {
    /// Works out the plan. A file is held against the input first: whether its rows are about what the input has.
    pub(super) fn carried(self, evidence: &Evidence<'_>) -> Result<Carried, Error> {
        let decided = match self {
            Decided::List(decisions) => {
                let plan = Plan::new(evidence, &decisions)?;
                return Ok(Carried {
                    plan,
                    decisions,
                    for_all: Vec::new(),
                });
            }
            Decided::File(decided) => decided,
        };
        let rules = decided.rules();
        let outcome = match &rules[..] {
            // No rules would be all of them.
            [] => Outcome::default(),
            rules => rules::check(evidence, rules),
        };
        let decided = decided.bind(evidence, &outcome)?;
        let plan = Plan::new(evidence, decided.list());
        let plan = plan.map_err(|refusal| decided.refused(&refusal))?;
        Ok(Carried {
            plan,
            decisions: decided.list().to_vec(),
            for_all: decided.for_all().to_vec(),
        })
    }
}
