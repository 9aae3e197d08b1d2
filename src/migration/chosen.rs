use crate::directory::{ChosenCollation, Collation, Cutoff, StatedCollation};
use crate::rules::Options;

/// What was chosen that findings and plans depend on, before an input is known.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What stands between the names of a flattened name; Microsoft does not document it.
    pub separator: String,
    /// Messages before this time are not wanted.
    pub since: Option<Cutoff>,
    /// The domains of the target's forest, such as `contoso.com`; empty: the one that most principals belong to. Plans do
    /// not depend on it.
    pub forests: Vec<String>,
    /// What names are compared by; none: what an input states of its database, or else the usual one.
    pub collation: Option<Collation>,
}

impl Default for Chosen {
    fn default() -> Self {
        let Options {
            separator,
            since,
            forests,
            ..
        } = Options::default();
        Chosen {
            separator,
            since,
            forests,
            collation: None,
        }
    }
}

impl Chosen {
    /// The options of the rules, for an input that states this collation.
    pub fn options(&self, stated: Option<&StatedCollation>) -> Options {
        Options {
            separator: self.separator.clone(),
            since: self.since.clone(),
            forests: self.forests.clone(),
            collation: ChosenCollation::new(self.collation.as_ref(), stated),
        }
    }
}
