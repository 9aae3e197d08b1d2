use super::Id;

/// What a category or a room sets for itself. `None` is inherited (`NULL`; reference: database-schema, 6.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Invitations are sent to new members.
    pub invite: Option<bool>,
    /// Chat history is kept.
    pub logged: Option<bool>,
    /// Files may be uploaded.
    pub file_post: Option<bool>,
    /// Normal room or auditorium.
    pub behavior: Option<Behavior>,
    /// Who can see the room.
    pub visibility: Option<Visibility>,
    /// Which of them the input sets to something that is not understood.
    pub unclear: Unclear,
}

/// Settings whose value has no known form, as the input has it: they count as absent, and nothing else may be written
/// over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unclear {
    /// [`Settings::invite`].
    pub invite: Option<Id>,
    /// [`Settings::logged`].
    pub logged: Option<Id>,
    /// [`Settings::file_post`].
    pub file_post: Option<Id>,
    /// [`Settings::behavior`].
    pub behavior: Option<Id>,
    /// [`Settings::visibility`].
    pub visibility: Option<Id>,
}

/// `tblNode.behavior` (reference: database-schema, 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behavior {
    /// 4: every member may post.
    Normal,
    /// 5: presenters post.
    Auditorium,
}

impl Behavior {
    /// From the stored number or its name; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "4" => Some(Behavior::Normal),
            "5" => Some(Behavior::Auditorium),
            word if word.eq_ignore_ascii_case("normal") => Some(Behavior::Normal),
            word if word.eq_ignore_ascii_case("auditorium") => Some(Behavior::Auditorium),
            _ => None,
        }
    }

    /// The stored number.
    pub fn number(self) -> &'static str {
        match self {
            Behavior::Normal => "4",
            Behavior::Auditorium => "5",
        }
    }

    /// Its name, as in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Behavior::Normal => "normal",
            Behavior::Auditorium => "auditorium",
        }
    }
}

/// `tblNode.visibility` (reference: database-schema, 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// 2: only members see it ("Secret" in the management shell).
    Private,
    /// 3: everybody in scope sees it ("Closed").
    Scope,
    /// 6: everybody in scope sees and joins it ("Open").
    Open,
}

impl Visibility {
    /// From the stored number or one of its names; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let word = text.trim();
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        if word == "2" || is("private") || is("secret") {
            Some(Visibility::Private)
        } else if word == "3" || is("scope") || is("scoped") || is("closed") {
            Some(Visibility::Scope)
        } else if word == "6" || is("open") {
            Some(Visibility::Open)
        } else {
            None
        }
    }

    /// The stored number.
    pub fn number(self) -> &'static str {
        match self {
            Visibility::Private => "2",
            Visibility::Scope => "3",
            Visibility::Open => "6",
        }
    }

    /// Its name, as in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Visibility::Private => "private",
            Visibility::Scope => "scope",
            Visibility::Open => "open",
        }
    }
}
