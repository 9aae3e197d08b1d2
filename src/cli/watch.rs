//! What is said and shown while a step of the loop goes on.

use pchat::directory::{ChosenCollation, CollationOrigin};
use pchat::input::{Progress, Skipped};
use pchat::migration::{Note, Watch};
use pchat::report::Catalogue;

use super::common::Common;
use super::fact::Remark;
use super::{progress, terminal};

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
                let stated = Remark::TargetCollation {
                    name: stated.collation.name().to_owned(),
                    by: stated.by.clone(),
                };
                terminal::remark(self, &stated);
            }
            Note::Decisions { gone: 0, .. } => {}
            Note::Decisions { file, gone } => {
                let gone = Remark::DecisionsGone {
                    file: file.to_owned(),
                    rows: gone,
                };
                terminal::remark(self, &gone);
            }
            Note::NotPromised => terminal::remark(self, &Remark::NotPromised),
            Note::NotReadAgain => terminal::remark(self, &Remark::NotReadAgain),
        }
    }
}

/// Says on standard error by which collation names are compared, where the input says it and no option does.
pub fn pass_on_collation(common: &Common, chosen: &ChosenCollation) {
    if let CollationOrigin::Input(_) = chosen.origin {
        terminal::remark(common, &Catalogue::spoken().collation(chosen));
    }
}

/// Says on standard error what had to be left out.
pub fn pass_on_skipped(common: &Common, input: &str, skipped: &Skipped) {
    let input = input.to_owned();
    let remark = match (skipped.count - skipped.pages, skipped.pages) {
        (0, 0) => return,
        (records, 0) => Remark::SkippedRecords { input, records },
        (0, pages) => Remark::SkippedPages { input, pages },
        (records, pages) => Remark::SkippedBoth {
            input,
            records,
            pages,
        },
    };
    terminal::remark(common, &remark);
    for place in &skipped.places {
        terminal::remark(common, place);
    }
}
