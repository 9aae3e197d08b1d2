//! What is said of the target's inventory and of the file store.

use crate::wording::wording;

wording! {
    in "surroundings";
    /// What can be wrong with an inventory or a file store.
    pub(super) enum Fault {
        /// The system cannot read the inventory.
        NotRead,
        /// The folder holds an inventory and something else that could be one.
        TwoForms { inventory: String, other: Other },
        /// The inventory is of several pools, and none was chosen; one of them is the last.
        SeveralPools { count: usize, pools: Vec<String>, last: String },
        /// The inventory has nothing of the pool that was chosen.
        OtherPools { wanted: String, pools: Vec<String> },
        /// Rows do not say of which pool they are, and one was chosen.
        PoolUnsaid { wanted: String },
        /// The file is too large for an inventory.
        TooLarge { size: u64 },
        /// The file's encoding is not known.
        NoUnicode,
        /// The file is no CSV.
        NoCsv { why: NoCsv },
        /// The file has no header.
        Empty,
        /// By its columns the file lists none of the three kinds of objects.
        OtherColumns,
        /// The file has no column with names.
        NoNames,
        /// A row has no name.
        Nameless,
        /// The system cannot read the file store.
        StoreNotRead,
        /// Folders of the file store lie in each other, more than so many.
        StoreTooDeep { most: usize },
    }
}

wording! {
    in "surroundings";
    /// What else a folder with an inventory holds.
    pub(super) enum Other {
        /// A file of a package.
        File { name: String },
        /// An extract.
        Tables,
    }
}

wording! {
    in "surroundings";
    /// Why a file is no CSV.
    pub(super) enum NoCsv {
        /// A row has more or fewer fields than the header.
        Fields { found: u64, header: u64 },
        /// Something else, as the reader of CSV says.
        Wrong { cause: String },
    }
}

wording! {
    in "surroundings";
    /// One of several pools.
    pub(super) enum Named {
        /// With the number of its rows.
        Pool { pool: String, rows: usize },
    }
}
