//! What is said and shown while a step of the loop goes on.

use pchat::directory::{ChosenCollation, CollationOrigin};
use pchat::input::{Progress, Skipped};
use pchat::migration::{Note, Watch};
use pchat::report::Catalogue;

use super::common::Common;
use super::{progress, terminal};

/// Of an extract of the database.
const NOT_PROMISED: &str = "Not compared, because it is not carried over: whatever the extract holds that a package has \
                            no known place for (docs/convert.md).";

const NOT_READ_AGAIN: &str = "Not read a second way: the extract of the database.";

/// A command is watched from the terminal: a progress bar, and remarks on standard error.
impl Watch for Common {
    fn during<T>(&self, progress: &Progress, work: impl FnOnce() -> T) -> T {
        progress::watched(self, progress, work)
    }

    fn note(&self, note: Note<'_>) {
        match note {
            Note::Notice(notice) => terminal::remark(self, notice),
            Note::Skipped { input, skipped } => pass_on_skipped(self, input, skipped),
            Note::Collation(chosen) => pass_on_collation(self, chosen),
            Note::TargetCollation(stated) => {
                let name = stated.collation.name();
                let text = format!(
                    "The target's own collation is {name}, as {} states: --collation {name} compares names by it.",
                    stated.by
                );
                terminal::remark(self, &text);
            }
            Note::Decisions { gone: 0, .. } => {}
            Note::Decisions { file, gone } => {
                let text = format!(
                    "decisions in {}: {gone} marked as gone, which are not carried out",
                    file.display()
                );
                terminal::remark(self, &text);
            }
            Note::NotPromised => terminal::remark(self, NOT_PROMISED),
            Note::NotReadAgain => terminal::remark(self, NOT_READ_AGAIN),
        }
    }
}

/// Says on standard error by which collation names are compared, where the input says it and no option does.
pub fn pass_on_collation(common: &Common, chosen: &ChosenCollation) {
    if let CollationOrigin::Input(_) = chosen.origin {
        terminal::remark(common, &Catalogue::english().collation(chosen));
    }
}

/// Says on standard error what had to be left out.
pub fn pass_on_skipped(common: &Common, input: &str, skipped: &Skipped) {
    let count = |count: u64, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        count => Some(format!("{count} {word}s")),
    };
    let records = count(skipped.count - skipped.pages, "record");
    let pages = count(skipped.pages, "damaged page");
    let what: Vec<String> = [records, pages].into_iter().flatten().collect();
    let verb = match skipped.count {
        0 => return,
        1 => "was",
        _ => "were",
    };
    let what = what.join(" and ");
    terminal::remark(common, &format!("{input}: {what} {verb} skipped"));
    for place in &skipped.places {
        terminal::remark(common, place);
    }
}
