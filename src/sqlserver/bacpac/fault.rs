//! What is said of bacpacs.

use crate::wording::wording;

wording! {
    in "bacpac";
    /// Why a bacpac cannot be read.
    pub(super) enum BacpacFault {
        /// There is no model.
        NoModel,
        /// It has no rows.
        Dacpac,
        /// The name of a part does not say which rows are in it.
        NamelessPart,
        /// A part is missing, of which a later one is there.
        MissingPart {
            folder: String,
            /// Five digits.
            number: String,
            there: String,
        },
        /// The model is cut off.
        ModelEnds,
        /// A part has rows of a table that the model does not have.
        NoTable { table: String },
        /// Two tables of the model have the name of a part's table.
        TwoTables { table: String },
        /// The rows are in another form than the one that is known.
        OtherForm { form: String, known: &'static str },
    }
}

wording! {
    in "bacpac";
    /// What to do about a member whose XML is damaged, and what it should be.
    pub(super) enum Advice {
        /// A member without damage.
        WholeMember,
        /// Another copy.
        CopyAgain,
    }
}

wording! {
    in "bacpac";
    /// Why the rows of a table cannot be read.
    #[derive(PartialEq, Eq)]
    pub(super) enum TableProblem {
        /// It has a column of an unknown kind.
        ColumnKind { column: String, kind: String },
        /// It has a column of an unknown type.
        ColumnType { column: String, sql_type: String },
    }
}

wording! {
    in "bacpac";
    /// What a part is.
    pub(super) enum Method {
        /// Rows of this table.
        Rows { table: String },
    }
}
