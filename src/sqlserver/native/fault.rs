//! Why rows in the native form cannot be read.

use crate::wording::{Sentence, wording};

wording! {
    in "native";
    /// What is wrong with a row.
    pub(super) enum RowFault {
        /// The bytes of a value are none of its type, which may not be known.
        NoValue {
            field: String,
            sql_type: Option<String>,
        },
        /// A byte of a text is beyond ASCII, and nothing says what it stands for; as hexadecimal digits.
        NoCodePage { field: String, byte: String },
        /// The file ends in a row.
        CutOff {
            field: String,
            /// How many bytes of the value are missing, where that is known.
            missing: Option<usize>,
            /// How many bytes of the row are there.
            before: usize,
        },
        /// A value has a length that it cannot have.
        WrongLength {
            field: String,
            length: u64,
            /// The only length that it can have.
            size: Option<usize>,
            /// Whether its length is even, and how long it can be.
            is_even: bool,
            most: usize,
        },
        /// What should stand behind a value does not.
        NoTerminator { field: String },
        /// No byte of the file is of the table.
        NoColumn,
    }
}

wording! {
    in "native";
    /// Why a table cannot be read in this form.
    pub(crate) enum ColumnProblem {
        /// The type of a column is not known.
        TypeUnknown { column: String },
        /// The type of a column is not read.
        TypeNotRead { column: String, sql_type: String },
    }
}

wording! {
    in "native";
    /// What a format file does not say, or says of a form that is not read.
    pub(super) enum FormatFault {
        /// A column is nowhere in the file.
        ColumnsWithoutField,
        /// A field is of a type that is not read so.
        FieldNotRead { field: String, kind: &'static str },
        /// Nothing says where a field ends.
        FieldWithoutEnd { field: String },
        /// The length of a field has so many bytes.
        WrongPrefix { field: String, prefix: u8 },
        /// How many digits the seconds of a time have is neither said, nor can it be told by the values.
        NoScale {
            field: String,
            bytes: usize,
            coarsest: u8,
            finest: u8,
        },
        /// What a field without a name is called.
        Unnamed { number: usize },
    }
}

wording! {
    in "native";
    /// Why it is not known in which form a file is.
    pub(super) enum FormFault {
        /// Several forms fit, each of which is an [`FormFault::As`].
        Ambiguous { ways: usize, forms: Vec<String> },
        /// One of them.
        As { form: Form },
        /// No form fits.
        NoForm,
        /// The same, with how the file begins.
        NothingFits { begins: Sentence },
        /// What the file would have to be.
        Furthest {
            form: Form,
            row: u64,
            why: Option<Sentence>,
        },
        /// A form fits, but not the values.
        OddValues {
            form: Form,
            odd: u64,
            seen: u64,
            /// The first of them.
            row: u64,
            doubt: Doubt,
        },
        /// A form fits, as any other might.
        TooSmall { form: Form },
    }
}

wording! {
    in "native";
    /// A form that a file may have.
    pub(super) enum Form {
        /// That of a table.
        Of {
            table: String,
            /// The product that the table is of.
            product: &'static str,
            nullable: bool,
            /// A column that the file does not have.
            without: Option<String>,
        },
    }
}

wording! {
    in "native";
    /// Why a value can hardly be one of its column.
    pub(super) enum Doubt {
        /// It is no such number.
        NotWithin {
            column: String,
            number: String,
            least: String,
            most: String,
        },
        /// It is no moment of this time.
        NoTicks { column: String, ticks: String },
        /// The same of another type.
        NoMoment { column: String },
        /// It is no text.
        Noise { column: String },
        /// No row says that a principal belongs to itself.
        NoSelf { column: String },
    }
}
