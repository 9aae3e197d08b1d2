//! The runbook: the whole migration of one pool as a list to work down, step by step of Microsoft's guide, with this pool's
//! own names, numbers and commands. Plain data; `report/runbook/` makes pages of it.
//!
//! | file | what it knows |
//! | --- | --- |
//! | `step.rs` | what a runbook consists of |
//! | `steps/` | the steps, a file for each chapter or two |
//! | `facts.rs` | what they say |
//! | `site.rs` | what no input says: servers, shares, addresses |
//! | `found.rs` | what the rules found, and who sees to it |
//! | `repair/` | the lines that repair findings in a Persistent Chat pool |
//! | `powershell.rs` | texts as PowerShell takes them |

mod facts;
mod found;
pub(crate) mod powershell;
mod repair;
mod site;
mod step;
mod steps;

use crate::migration::Planned;
use crate::rules::Severity;

pub use facts::{ChapterTitle, Do, Page, Place, Title};
pub use found::{Fate, Item, Person, RuleFound, Says};
pub use powershell::text as quoted;
pub use repair::{Argument, Cmdlet, MANAGER, Repair};
pub use site::{Blank, Site};
pub use step::{Chapter, Commands, Heading, Need, Rests, Runbook, Step, Todo};

impl Runbook {
    /// The runbook of what was planned, at this site.
    pub fn new(planned: &Planned, site: &Site) -> Runbook {
        let site = &site.with_collation(&planned.options.collation);
        let found = found::Found::new(planned);
        let repairs = repair::all(&found, &planned.reading.directory, &planned.after);
        let ground = steps::Ground {
            planned,
            site,
            found: &found,
            repairs: &repairs,
        };
        let chapters = steps::all(&ground);
        let values = Blank::OF_SITE.map(|blank| (blank, site.known(blank).map(str::to_owned)));
        Runbook {
            values: values.to_vec(),
            chapters,
            repairs,
            open: planned.remaining.findings.len(),
            errors: planned.remaining.count(Severity::Error),
        }
    }
}
