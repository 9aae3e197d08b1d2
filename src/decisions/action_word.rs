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

/// Whether the word is this action's: the file's own, or that of any language.
pub(super) fn is_word_of(word: &str, action: ActionKind) -> bool {
    let is_it = |said: &str| said.to_lowercase() == word.to_lowercase();
    let said = |language| in_language(language, || ActionWord::from(action).to_string());
    is_it(action.word())
        || Language::ALL
            .into_iter()
            .any(|language| is_it(&said(language)))
}
