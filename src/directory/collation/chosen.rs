//! Which collation names are compared by, and who says so.

use super::Collation;

/// A collation that the input states.
#[derive(Clone, Debug)]
pub struct StatedCollation {
    /// The collation.
    pub collation: Collation,
    /// What states it, as part of a sentence: `the database mgc`.
    pub by: String,
}

/// The collation that names are compared by, and why it is this one.
#[derive(Clone, Debug, Default)]
pub struct ChosenCollation {
    /// The collation.
    pub collation: Collation,
    /// Who says so.
    pub origin: CollationOrigin,
}

/// Who says which collation names are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CollationOrigin {
    /// Neither the input nor an option: it is assumed.
    #[default]
    Default,
    /// The input states it of its own database: what states it, as part of a sentence.
    Input(String),
    /// The user chose it.
    Option,
}

impl CollationOrigin {
    /// The word for it in reports: `default`, `input` or `option`.
    pub fn word(&self) -> &'static str {
        match self {
            CollationOrigin::Default => "default",
            CollationOrigin::Input(_) => "input",
            CollationOrigin::Option => "option",
        }
    }

    /// What states it, where that is the input.
    pub fn stated_by(&self) -> Option<&str> {
        match self {
            CollationOrigin::Input(by) => Some(by),
            CollationOrigin::Default | CollationOrigin::Option => None,
        }
    }
}

impl ChosenCollation {
    /// What was asked for, else what the input states, else `Latin1_General_CI_AS`.
    pub fn new(asked: Option<&Collation>, stated: Option<&StatedCollation>) -> Self {
        match (asked, stated) {
            (Some(asked), _) => ChosenCollation {
                collation: asked.clone(),
                origin: CollationOrigin::Option,
            },
            (None, Some(StatedCollation { collation, by })) => ChosenCollation {
                collation: collation.clone(),
                origin: CollationOrigin::Input(by.clone()),
            },
            (None, None) => ChosenCollation::default(),
        }
    }
}
