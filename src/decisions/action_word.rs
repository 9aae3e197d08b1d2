use crate::rules::ActionKind;
use crate::wording::{Language, in_language, wording};

wording! {
    in "decisions";
    /// What can be done, in the words of the language. A file has the English words of [`ActionKind::word`]; who fills it in may
    /// write these, too.
    pub enum ActionWord {
        /// Nothing more than the import does.
        Keep,
        /// Another name.
        Rename,
        /// Left out.
        Exclude,
        /// Roles are taken away.
        Drop,
        /// The category's invitations are turned on.
        EnableInvitations,
    }
}

impl From<ActionKind> for ActionWord {
    fn from(kind: ActionKind) -> Self {
        match kind {
            ActionKind::Keep => ActionWord::Keep,
            ActionKind::Rename => ActionWord::Rename,
            ActionKind::Exclude => ActionWord::Exclude,
            ActionKind::Drop => ActionWord::Drop,
            ActionKind::EnableInvitations => ActionWord::EnableInvitations,
        }
    }
}

/// What a word means: one of the file's own, which nearly all are, or one of any language.
pub(super) fn action_of(word: &str) -> Option<ActionKind> {
    let own = |action: &ActionKind| action.word().eq_ignore_ascii_case(word);
    let small = word.to_lowercase();
    let said = |action: &ActionKind| {
        Language::ALL.into_iter().any(|language| {
            let said = in_language(language, || ActionWord::from(*action).to_string());
            said.to_lowercase() == small
        })
    };
    let actions = || ActionKind::ALL.into_iter();
    actions().find(own).or_else(|| actions().find(said))
}
