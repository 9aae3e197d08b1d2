//! What can be wrong with a format file.

use crate::wording::{Sentence, wording};

wording! {
    in "format-file";
    /// What is wrong with a format file.
    pub(super) enum Problem {
        /// It has more bytes than any format file.
        TooLarge,
        /// Its first line is no version.
        NoVersion,
        /// Its second line is no number.
        NoCount,
        /// It has another number of lines than its second line says.
        OtherCount { fields: usize, said: usize },
        /// A number is missing in a line.
        NumberMissing { part: Part },
        /// Something else stands in the place of a number.
        NoNumber { part: Part, word: String },
        /// It is no host type.
        UnknownHost { name: String },
        /// No prefix is so long.
        PrefixLength { length: u32 },
        /// There is no terminator.
        NoTerminator,
        /// It is no terminator.
        WrongTerminator { terminator: String },
    }
}

wording! {
    in "format-file";
    /// What is wrong with a format file in XML.
    pub(super) enum XmlProblem {
        /// It describes no fields.
        NoFields,
        /// It describes no columns.
        NoColumns,
        /// A field has no id.
        FieldWithoutId,
        /// A field is of a type that is not known.
        FieldType { id: String, kind: String },
        /// A field that ends in a terminator has none.
        FieldWithoutTerminator { id: String, kind: String },
        /// A field of this type has no prefix, or another one.
        FieldPrefix { id: String, kind: String, prefix: u32 },
        /// A field that has no end has no length.
        FieldWithoutLength { id: String, kind: String },
        /// What should be the terminator of a field is none.
        FieldTerminator { id: String, terminator: String },
        /// Two fields have one id.
        SameId { id: String },
        /// A column has no name.
        ColumnWithoutName,
        /// A column is of no field.
        ColumnWithoutField { name: String, source: String },
        /// Two columns are of one field.
        FieldOfTwo { source: String },
        /// A column has no type, and its field does not say it.
        ColumnWithoutType { name: String },
        /// It is no type.
        UnknownType { name: String },
        /// An attribute is no number.
        AttributeNoNumber { attribute: String, value: String },
        /// Something is wrong with a column.
        OfColumn { name: String, what: Sentence },
    }
}

wording! {
    in "format-file";
    /// A number in a line.
    pub(super) enum Part {
        /// The first word of the line.
        FieldNumber,
        /// How many bytes say how long a value is.
        Prefix,
        /// How long a value is at most.
        Length,
        /// Which column it is.
        ColumnNumber,
    }
}

wording! {
    in "format-file";
    /// What was expected, what to do, and where.
    pub(super) enum Expected {
        /// What a line holds.
        Line,
        /// What stands in XML.
        Xml,
        /// To write the file again.
        WriteAgain,
        /// The line with this number.
        AtLine { number: usize },
    }
}
