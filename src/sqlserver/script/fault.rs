//! What can be wrong with a script.

use crate::wording::{Sentence, wording};

wording! {
    in "script";
    /// What is wrong with a script.
    pub(super) enum Problem {
        /// Zeros stand in the place of text.
        Zeros { count: usize },
        /// Something has no end.
        Endless { what: Begun },
        /// A variable of sqlcmd has no value here.
        Variable { name: String },
        /// The script ends where this would be wrong if something else stood there.
        EndsInStatement { instead: Sentence },
        /// Something else stands here than should.
        Unexpected { shown: Shown, wanted: Wanted },
        /// A parenthesis has no end.
        Parenthesis,
        /// A query is inserted.
        Query { shown: Shown },
        /// It is no literal value.
        NoValue { shown: Shown },
        /// It is no row.
        BehindRow { shown: Shown },
        /// A row has fewer values than columns.
        TooFewValues { values: usize, columns: usize },
        /// A row has more values than columns.
        TooManyValues { values: usize, columns: usize },
        /// Rows stand in something else than an INSERT.
        RowsElsewhere,
    }
}

wording! {
    in "script";
    /// What stands at a place; what it is in detail is said apart.
    pub(super) enum Shown {
        /// The end of the line.
        LineEnd,
        /// Something that can be shown.
        This,
    }
}

wording! {
    in "script";
    /// What has no end.
    pub(super) enum Begun {
        /// A comment.
        Comment,
        /// A string.
        Text,
        /// A name.
        QuotedName,
    }
}

wording! {
    in "script";
    /// What should stand at a place.
    pub(super) enum Wanted {
        /// The name of a table.
        TableName,
        /// The name of a column.
        ColumnName,
        /// What separates columns, or ends them.
        NextColumn,
        /// `VALUES`.
        Values,
        /// `DEFAULT VALUES`.
        DefaultValues,
        /// An opening parenthesis.
        Opening,
        /// A closing parenthesis.
        Closing,
        /// A closing brace, which the sentence's own language cannot write.
        ClosingBrace { brace: char },
        /// A row in parentheses.
        FirstRow,
        /// What separates values, or ends them.
        NextValue,
        /// The same in a `SELECT`.
        NextOfSelect,
        /// The next row of a `SELECT`.
        Union,
        /// A comma behind the type of `CONVERT`.
        CommaBehindType,
        /// The type of `CAST`.
        AsType,
        /// A type.
        AnyType,
    }
}

wording! {
    in "script";
    /// What to do where nothing else is said of that.
    pub(super) enum Advice {
        /// To look there.
        LookThere,
    }
}
