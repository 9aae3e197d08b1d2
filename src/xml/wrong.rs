//! What is wrong with XML, in our words: those of the library are for programmers, and may hold a piece of the text.

use quick_xml::Error;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::attributes::AttrError;

use crate::wording::wording;

wording! {
    in "xml";
    /// What can be wrong with XML.
    #[derive(PartialEq, Eq)]
    pub(crate) enum Wrong {
        /// `<!` begins neither a comment nor a section, as a reader of its own sees it.
        BadMark,
        /// Behind `<` stands no name.
        NoTag,
        /// A second `<` comes before `>`.
        TagInTag,
        /// An end tag has another name than the element that is open.
        NotOpen { name: String, open: String },
        /// In an end tag stands something behind the name.
        LongEndTag,
        /// In a start tag stands something that has no form of an attribute.
        NoAttribute,
        /// Behind `=` comes no quote, as a reader of its own sees it.
        NoQuotes,
        /// A `<` stands in a value, or its quote is missing.
        OpenValue,
        /// A start tag of a message stands inside of one.
        MessageInMessage { open: String },
        /// The system cannot read it on.
        Unreadable { cause: String },
        /// `<!` begins nothing.
        NothingKnown,
        /// An instruction does not end.
        OpenInstruction,
        /// The XML declaration does not end.
        OpenDeclaration,
        /// A comment does not end.
        OpenComment,
        /// A DOCTYPE does not end.
        OpenDoctype,
        /// A CDATA section does not end.
        OpenSection,
        /// A tag does not end.
        OpenTag,
        /// A value does not end.
        OpenQuote,
        /// The XML declaration has no version, or one that is not.
        NoVersion,
        /// A DOCTYPE has no name.
        NoDoctypeName,
        /// An element does not end.
        NoEndTag,
        /// An end tag has no start tag.
        LoneEndTag,
        /// Two hyphens stand in a comment.
        HyphensInComment,
        /// A reference does not end.
        OpenReference,
        /// Bytes do not fit the encoding.
        OtherEncoding,
        /// A reference is of no entity that XML has.
        UnknownReference,
        /// A prefix is declared nowhere.
        NoNamespace,
        /// A name in a tag stands alone.
        NoValue,
        /// Behind `=` stands nothing.
        ValueMissing,
        /// Behind `=` comes no quote.
        Unquoted,
        /// Two attributes of a tag have one name.
        AttributeTwice,
        /// It is not what it was when it was read first.
        Changed,
    }
}

/// What is wrong.
pub(crate) fn fault(error: &Error) -> Wrong {
    match error {
        Error::Syntax(error) => match error {
            SyntaxError::InvalidBangMarkup => Wrong::NothingKnown,
            SyntaxError::UnclosedPI => Wrong::OpenInstruction,
            SyntaxError::UnclosedXmlDecl => Wrong::OpenDeclaration,
            SyntaxError::UnclosedComment => Wrong::OpenComment,
            SyntaxError::UnclosedDoctype => Wrong::OpenDoctype,
            SyntaxError::UnclosedCData => Wrong::OpenSection,
            SyntaxError::UnclosedTag => Wrong::OpenTag,
            SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue => Wrong::OpenQuote,
        },
        Error::IllFormed(error) => match error {
            IllFormedError::MissingDeclVersion(_) | IllFormedError::UnknownVersion => {
                Wrong::NoVersion
            }
            IllFormedError::MissingDoctypeName => Wrong::NoDoctypeName,
            IllFormedError::MissingEndTag(_) => Wrong::NoEndTag,
            IllFormedError::UnmatchedEndTag(_) | IllFormedError::MismatchedEndTag { .. } => {
                Wrong::LoneEndTag
            }
            IllFormedError::DoubleHyphenInComment => Wrong::HyphensInComment,
            IllFormedError::UnclosedReference => Wrong::OpenReference,
        },
        Error::InvalidAttr(error) => attribute_fault(error),
        Error::Encoding(_) => Wrong::OtherEncoding,
        Error::Escape(_) => Wrong::UnknownReference,
        Error::Namespace(_) => Wrong::NoNamespace,
        Error::Io(cause) => Wrong::Unreadable {
            cause: cause.to_string(),
        },
    }
}

/// What is wrong with an attribute.
pub(crate) fn attribute_fault(error: &AttrError) -> Wrong {
    match error {
        AttrError::ExpectedEq(_) => Wrong::NoValue,
        AttrError::ExpectedValue(_) => Wrong::ValueMissing,
        AttrError::UnquotedValue(_) => Wrong::Unquoted,
        AttrError::ExpectedQuote(..) => Wrong::OpenQuote,
        AttrError::Duplicated(..) => Wrong::AttributeTwice,
    }
}
