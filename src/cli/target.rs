//! What is said of the target.

use std::path::PathBuf;

use clap::Args;
use pchat::migration::TargetPool;

use super::fact::Expected;

/// What is said of the target pool.
#[derive(Debug, Args)]
pub struct Target {
    /// What the target pool holds already, to find what would be overwritten: an export package of it, an extract or
    /// backup of its database, or the CSV files (or their folder) that Get-CsPersistentChatCategory, -Room and -Addin
    /// piped to Export-Csv wrote; may be given several times
    #[arg(long = "target", value_name = "T")]
    pub paths: Vec<PathBuf>,

    /// Which pool is the target, such as chat02.contoso.com, where the CSV files of --target list the objects of several
    #[arg(long = "target-pool", value_name = "FQDN", requires = "paths")]
    pub pool: Option<String>,
}

impl Target {
    /// Where it stands what the target holds.
    pub fn pool(&self) -> TargetPool {
        TargetPool {
            inputs: self.paths.clone(),
            pool: self.pool.clone(),
        }
    }

    /// What was said, as options to be given again.
    pub fn words(&self, forests: &[String]) -> Vec<String> {
        let targets = self.paths.iter().map(|it| it.display().to_string());
        let targets = targets.flat_map(|it| ["--target".to_owned(), it]);
        let pool = self.pool.iter().cloned();
        let pool = pool.flat_map(|it| ["--target-pool".to_owned(), it]);
        let forests = forests.iter().cloned();
        let forests = forests.flat_map(|it| ["--forest".to_owned(), it]);
        targets.chain(pool).chain(forests).collect()
    }
}

/// The domain of a forest as an argument. Anything else would make strangers of all accounts.
pub fn parse_domain(text: &str) -> Result<String, Expected> {
    let is_label = |label: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.chars().all(fits)
    };
    if text.split('.').all(is_label) {
        Ok(text.to_lowercase())
    } else {
        Err(Expected::Domain)
    }
}
