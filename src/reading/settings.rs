//! The settings of a category or room, from the texts that stand for them.

use std::borrow::Cow;

use super::flag;
use crate::directory::{Behavior, Id, Settings, Unclear, Visibility};

/// A setting of a category or room.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Setting {
    Invite,
    Logged,
    FilePost,
    Behavior,
    Visibility,
}

/// What a category or room sets: `text` gives what stands for a setting, without blanks around it. A text of no known
/// form counts as absent, and `unknown` hears of it.
pub(crate) fn settings<'a>(
    text: impl Fn(Setting) -> Option<Cow<'a, str>>,
    unknown: impl FnMut(Setting),
) -> Settings {
    let mut reader = Reader { text, unknown };
    let (invite, unclear_invite) = reader.read(Setting::Invite, flag::parse);
    let (logged, unclear_logged) = reader.read(Setting::Logged, flag::parse);
    let (file_post, unclear_file_post) = reader.read(Setting::FilePost, flag::parse);
    let (behavior, unclear_behavior) = reader.read(Setting::Behavior, Behavior::parse);
    let (visibility, unclear_visibility) = reader.read(Setting::Visibility, Visibility::parse);
    Settings {
        invite,
        logged,
        file_post,
        behavior,
        visibility,
        unclear: Unclear {
            invite: unclear_invite,
            logged: unclear_logged,
            file_post: unclear_file_post,
            behavior: unclear_behavior,
            visibility: unclear_visibility,
        },
    }
}

struct Reader<T, U> {
    text: T,
    unknown: U,
}

impl<'a, T: Fn(Setting) -> Option<Cow<'a, str>>, U: FnMut(Setting)> Reader<T, U> {
    /// The value, or else the text that is none.
    fn read<V>(
        &mut self,
        setting: Setting,
        parse: fn(&str) -> Option<V>,
    ) -> (Option<V>, Option<Id>) {
        let Some(text) = (self.text)(setting) else {
            return (None, None);
        };
        match parse(&text) {
            Some(value) => (Some(value), None),
            None => {
                (self.unknown)(setting);
                (None, Some(text.into()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_no_known_form_is_kept_and_counts_as_absent() {
        let text = |setting| match setting {
            Setting::Invite => Some("1".into()),
            Setting::Logged => Some("perhaps".into()),
            Setting::FilePost => None,
            Setting::Behavior => Some("5".into()),
            Setting::Visibility => Some("9".into()),
        };
        let mut unknown = 0;
        let read = settings(text, |_| unknown += 1);
        assert_eq!(
            (read.invite, read.logged, read.file_post),
            (Some(true), None, None)
        );
        assert_eq!(
            (read.behavior, read.visibility),
            (Some(Behavior::Auditorium), None)
        );
        let unclear = Unclear {
            logged: Some("perhaps".into()),
            visibility: Some("9".into()),
            ..Unclear::default()
        };
        assert_eq!((read.unclear, unknown), (unclear, 2));
    }
}
