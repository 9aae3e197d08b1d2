use super::place::Place;
use crate::directory::Damage;
use crate::plan::Impossible;
use crate::rules::ObjectKind;
use crate::wording::wording;

wording! {
    in "decisions";
    /// What is wrong with a file of decisions, or with one of its rows.
    pub(super) enum Fault {
        /// The file to read does not exist.
        NoFile,
        /// The system cannot read it.
        CannotRead { cause: String },
        /// The system cannot write it.
        CannotWrite { cause: String },
        /// It is larger than any file of decisions.
        TooLarge { bytes: u64 },
        /// It is a zip or a workbook of another kind than what is read.
        Workbook,
        /// A workbook that is damaged.
        DamagedWorkbook { cause: String },
        /// A workbook with more in it than decisions have.
        LargeWorkbook,
        /// No sheet of a workbook begins with the columns.
        NoSheet { columns: Vec<&'static str> },
        /// Several sheets do.
        TwoSheets { sheets: Vec<String> },
        /// A workbook that is to be written anew has sheets of other things.
        OtherSheets { sheet: String, sheets: Vec<String> },
        /// It is neither UTF-8 nor known to be in a code page.
        NotUtf8,
        /// It has no first row.
        Empty,
        /// A quoted cell has no end.
        OpenQuote,
        /// The reader of CSV fails.
        NotCsv { cause: String },
        /// Before the name of the first column stands what remained of the mark of UTF-8.
        MarkMisread { mark: String, saving: Saving },
        /// A column is missing.
        NoColumn { name: &'static str, columns: Vec<&'static str> },
        /// A column is there twice.
        TwoColumns { name: &'static str, columns: Vec<&'static str> },
        /// A row has more cells than the first row.
        TooManyCells { given: usize, columns: usize },
        /// A cell has what a spreadsheet shows for a formula that failed.
        FailedCell { column: &'static str, cell: String },
        /// A cell of a workbook has a formula.
        Formula { column: &'static str },
        /// A cell of a workbook has something else than the text that was probably typed.
        NoText { column: &'static str, made: Made },
        /// An id in scientific notation.
        RoundedId { cell: String },
        /// A cell has the character that stands for one that was lost.
        LostCharacters { column: &'static str, cell: String },
        /// No id.
        NoId,
        /// A rule that cannot be decided for all its findings at once.
        NotForAll { rule: &'static str },
        /// One new name for many objects.
        OneNameForAll,
        /// No rule.
        NoRule { choice: Choice },
        /// A rule that does not exist.
        UnknownRule { word: String, choice: Choice },
        /// A rule without any action.
        NothingToDecide { rule: &'static str },
        /// No kind of object.
        NoKind { choice: Choice },
        /// A kind of object that the rule does not find, or nothing that is one.
        WrongKind { word: String, rule: &'static str, choice: Choice },
        /// No action.
        NoAction { choice: Choice },
        /// An action that the rule does not have for the kind of object.
        WrongAction { word: String, rule: String, kind: ObjectKind, choice: Choice },
        /// An action that does not exist.
        UnknownAction { word: String, choice: Choice },
        /// The action is to rename, and there is no name.
        NoNewName,
        /// A value with an action that has none; whether the rule has an action with one.
        UnwantedValue { action: &'static str, value: String, renames: bool },
        /// The same is decided in another row.
        Repeated { rule: &'static str, kind: ObjectKind, id: String, other: Place },
        /// The row's object has another name and identity than the one that the input has under its id.
        OtherObject {
            kind: ObjectKind,
            id: String,
            name_then: String,
            identity_then: String,
            name_now: String,
            identity_now: String,
        },
        /// The object has been renamed since the row was written.
        Renamed { kind: ObjectKind, id: String, name_then: String, name_now: String },
        /// The rule has no finding about the object.
        NothingFound { rule: &'static str, kind: ObjectKind, id: String, name: String },
        /// What is decided cannot be done, perhaps because of the decision of another row.
        Refused { reason: Impossible, other: Option<Place> },
        /// The name of a row looks otherwise than that of the object, as the code page is the wrong one.
        NameInPage { name: String, input: String },
        /// Saving the file changed the name of a row; whether its code page was given and may be the wrong one, and whether
        /// an encoding was mistaken for another.
        NameChanged {
            saving: Saving,
            name: String,
            input: String,
            wrong_page: bool,
            misread: bool,
        },
        /// Saving the file changed a new name, which resembles this other name.
        NewNameChanged {
            saving: Saving,
            name: String,
            other: String,
            wrong_page: bool,
            misread: bool,
        },
    }
}

wording! {
    in "decisions";
    /// What a cell may contain.
    pub(super) enum Choice {
        /// Only this.
        Only { word: String },
        /// One of several words.
        OneOf { words: Vec<&'static str> },
    }
}

wording! {
    in "decisions";
    /// What a spreadsheet made of what was typed.
    pub(super) enum Made {
        /// A date or a time.
        Date { shown: String },
        /// A number that may have been rounded, or was typed otherwise.
        Number { shown: String },
        /// Yes or no.
        Flag { shown: String },
    }
}

wording! {
    in "decisions";
    /// What happened when the file was saved.
    pub(super) enum Saving {
        /// Characters were replaced by question marks.
        Lost,
        /// The encoding was mistaken for another.
        Misread,
        /// Characters were replaced by similar ones.
        Likened,
    }
}

wording! {
    in "decisions";
    /// The lines that are shown of an error.
    pub(super) enum Line {
        /// What is wrong, with its place.
        Wrong { file: String, place: Option<Place>, fault: Fault },
        /// How many lines more are wrong.
        More { count: usize },
    }
}

impl From<Damage> for Saving {
    fn from(damage: Damage) -> Self {
        match damage {
            Damage::Lost => Saving::Lost,
            Damage::Misread => Saving::Misread,
            Damage::Likened => Saving::Likened,
        }
    }
}
