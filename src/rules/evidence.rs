use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::holdings::{self, Holdings};
use crate::directory::{
    ChosenCollation, Cutoff, Directory, FileStore, History, Inventory, PoolNames, PrincipalKind,
    Tree, Unclaimed,
};

/// What the user chose that rules depend on.
#[derive(Clone, Debug)]
pub struct Options {
    /// What stands between the names of a flattened name; Microsoft does not document it.
    pub separator: String,
    /// Messages before this time are not wanted.
    pub since: Option<Cutoff>,
    /// The domains of the target's forest, such as `contoso.com`; empty: found for most.
    pub forests: Vec<String>,
    /// What names are compared by.
    pub collation: ChosenCollation,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            separator: " ".into(),
            since: None,
            forests: Vec::new(),
            collation: ChosenCollation::default(),
        }
    }
}

/// Everything a rule may look at.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The pool.
    pub directory: &'a Directory,
    /// How its categories hang together.
    pub tree: Tree<'a>,
    /// What everything will be called.
    pub names: Arc<PoolNames>,
    /// What is known of the messages; empty where [`crate::directory::Parts::messages`] is not set.
    pub history: &'a History,
    /// What the user chose.
    pub options: &'a Options,
    /// What the target pool holds already, where that is known.
    pub target: Option<&'a Inventory>,
    /// A copy of the file store, where one is at hand.
    pub store: Option<&'a FileStore>,
    /// What in the input is not understood.
    pub unclaimed: &'a [Unclaimed],
    holdings: OnceLock<Vec<Holdings>>,
}

impl<'a> Evidence<'a> {
    /// Evidence from a pool and its history alone. `target`, `store` and `unclaimed` may be set afterwards by
    /// [`Evidence::with`].
    pub fn new(directory: &'a Directory, history: &'a History, options: &'a Options) -> Self {
        Evidence::with(directory, history, options, None, None, &[])
    }

    /// Evidence from everything there may be.
    pub fn with(
        directory: &'a Directory,
        history: &'a History,
        options: &'a Options,
        target: Option<&'a Inventory>,
        store: Option<&'a FileStore>,
        unclaimed: &'a [Unclaimed],
    ) -> Self {
        let names = PoolNames::new(
            directory,
            &options.separator,
            &options.collation.collation,
            target,
        );
        let names = Arc::new(names);
        Evidence::named(names, directory, history, options, target, store, unclaimed)
    }

    /// The same where all names are worked out already.
    pub fn named(
        names: Arc<PoolNames>,
        directory: &'a Directory,
        history: &'a History,
        options: &'a Options,
        target: Option<&'a Inventory>,
        store: Option<&'a FileStore>,
        unclaimed: &'a [Unclaimed],
    ) -> Self {
        Evidence {
            directory,
            tree: directory.tree(),
            names,
            history,
            options,
            target,
            store,
            unclaimed,
            holdings: OnceLock::new(),
        }
    }

    /// What every principal holds, by the number of its reference.
    pub(super) fn holdings(&self) -> &[Holdings] {
        self.holdings
            .get_or_init(|| holdings::holdings(self.directory, self.history))
    }

    /// How much there is in the whole pool.
    pub fn totals(&self) -> Totals {
        let Evidence {
            directory, history, ..
        } = self;
        let kinds = || directory.principals.iter().map(|(_, it)| it.kind);
        let is_user = |kind: &PrincipalKind| kind.is_user() || *kind == PrincipalKind::System;
        let users = kinds().filter(is_user).count() as u64;
        Totals {
            users,
            groups: kinds().count() as u64 - users,
            categories: directory.categories.len() as u64,
            rooms: directory.rooms.len() as u64,
            addins: directory.addins.len() as u64,
            messages: history.messages(),
            files: history.files(),
            first_message: history.first().map(|time| time.to_string()),
            last_message: history.last().map(|time| time.to_string()),
        }
    }
}

/// How much there is in the whole pool.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Totals {
    /// Users, federated ones and system users included.
    pub users: u64,
    /// Groups, and what else is no user.
    pub groups: u64,
    /// Categories, the root included.
    pub categories: u64,
    /// Rooms.
    pub rooms: u64,
    /// Add-ins.
    pub addins: u64,
    /// Messages.
    pub messages: u64,
    /// References to uploaded files.
    pub files: u64,
    /// The earliest plausible time, in ISO 8601.
    pub first_message: Option<String>,
    /// The latest plausible time, in ISO 8601.
    pub last_message: Option<String>,
}
