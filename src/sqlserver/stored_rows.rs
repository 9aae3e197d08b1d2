//! A table of a data file or a backup: read by its pages.

use std::sync::Arc;

use super::database::{
    Database, PAGE, PageAddress, PageDamage, PageRun, Runs, StoredTable, read_rows,
};
use crate::input::Error;
use crate::sqlserver::collector::{Collector, Context, FoundInPiece, Taker};
use crate::sqlserver::rows::form::{Fault, Rows};
use crate::wording::{Sentence, wording};

wording! {
    in "data-file";
    /// Why a table cannot be read, or not all of it.
    enum TableFault {
        /// A page that says where its rows are cannot be used.
        DamagedAllocation {
            page: PageAddress,
            damage: PageDamage,
        },
        /// Its rows cannot be read.
        TableUnread {
            table: String,
            why: Sentence,
            /// Whether pages of the catalogue are damaged, which may be why.
            is_damaged: bool,
        },
    }
}

/// The rows of a table, page by page.
pub(crate) struct StoredRows {
    pub database: Arc<Database>,
    pub stored: StoredTable,
}

/// What became of some of its pages.
pub(crate) struct ScannedPages<P> {
    pub pages: Vec<PageAddress>,
    pub found: FoundInPiece<P>,
}

impl StoredRows {
    /// About how many bytes are to be read.
    pub fn bytes(&self) -> u64 {
        self.stored.estimate()
    }

    /// Which pages hold them: in the order of the file, or in that of the keys.
    ///
    /// # Errors
    /// Where the rows are stored in a way that is not read.
    pub fn runs(&self, ordered: bool) -> Result<Runs<'_>, Error> {
        match &self.stored.problem {
            None => Ok(Runs::new(&self.database.storage, &self.stored, ordered)),
            Some(problem) => Err(Error::new(TableFault::TableUnread {
                table: self.stored.table.name.to_string(),
                why: problem.clone().into(),
                is_damaged: !self.database.damaged.is_empty(),
            })),
        }
    }

    /// Reads the rows of some of its pages.
    pub fn scan<C: Collector>(
        &self,
        run: PageRun,
        context: &Context<'_, C>,
    ) -> ScannedPages<C::Part> {
        // A page that cannot be used is left out by a caller that only looks: all others can be read without it.
        let mut taker = Taker::new(context, false, context.skip_pages);
        let mut goes_on = true;
        for (page, damage) in run.damaged {
            if !self.database.is_known_as_damaged(page) {
                // It is none of the pages of the run.
                let fault = Fault::new(usize::MAX, TableFault::DamagedAllocation { page, damage })
                    .in_table(&self.stored.table)
                    .of_page(page);
                goes_on = goes_on && taker.fault(fault);
            }
        }
        if goes_on {
            let mut buffer = context.buffers.take();
            read_rows(
                &self.database.storage,
                &self.stored,
                &run.pages,
                &mut buffer,
                &mut taker,
            );
            context.buffers.give(buffer);
        }
        context.progress.advance((run.pages.len() * PAGE) as u64);
        ScannedPages {
            pages: run.pages,
            found: taker.found(),
        }
    }
}
