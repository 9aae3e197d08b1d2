use std::path::PathBuf;
use std::slice;

use super::watch::{Note, Watch};
use super::{Chosen, ReadOptions, read_pool};
use crate::directory::Inventory;
use crate::input::{Error, own_name};
use crate::reading::NoSurvey;
use crate::surroundings::target;

/// Where it stands what the target pool holds already. The default is nowhere.
#[derive(Clone, Debug, Default)]
pub struct TargetPool {
    /// Export packages of it, extracts of its database, or the CSV files (or their folder) that its management shell wrote.
    pub inputs: Vec<PathBuf>,
    /// Which pool is the target, such as `chat02.contoso.com`, where CSV files list the objects of several.
    pub pool: Option<String>,
}

/// What the target pool holds already.
#[derive(Debug, Default)]
pub struct TargetNames {
    /// Its names; none where nothing is known of the target.
    pub inventory: Option<Inventory>,
    /// How many of its records and damaged pages had to be left out, so that names may be missing.
    pub skipped: u64,
}

impl TargetPool {
    /// Reads all of it.
    ///
    /// # Errors
    /// Where some of it cannot be read, or is no data of a pool.
    pub fn read<W: Watch>(
        &self,
        options: &ReadOptions,
        chosen: &Chosen,
        watch: &W,
    ) -> Result<TargetNames, Error> {
        if self.inputs.is_empty() {
            return Ok(TargetNames::default());
        }
        let mut listings = Vec::new();
        let mut inventory = Inventory::default();
        let mut skipped = 0;
        for path in &self.inputs {
            // What is a package and what is CSV is only known from looking inside.
            if let Some(files) = target::files(path, &options.limits)? {
                listings.extend(target::read_all(&files, options.extract.code_page)?);
                continue;
            }
            let paths = slice::from_ref(path);
            let reading = read_pool(paths, options, &NoSurvey, watch)?;
            watch.note(Note::Skipped {
                input: &own_name(path),
                skipped: &reading.skipped,
            });
            skipped += reading.skipped.count;
            if let (None, Some(stated)) = (&chosen.collation, &reading.collation) {
                watch.note(Note::TargetCollation(stated));
            }
            inventory.absorb(Inventory::from(&reading.directory));
        }
        let listed = target::inventory(&listings, self.pool.as_deref())?;
        inventory.absorb(listed);
        Ok(TargetNames {
            inventory: Some(inventory),
            skipped,
        })
    }
}
