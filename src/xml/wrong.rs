//! What is wrong with XML, in our words: those of the library are for programmers, and may hold a piece of the text.

use quick_xml::Error;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::attributes::AttrError;

/// What is wrong, as a sentence without its full stop.
pub(crate) fn fault(error: &Error) -> String {
    if let Error::Io(cause) = error {
        return format!("the member cannot be read to its end: {cause}");
    }
    format!("the XML is damaged: {}", reason(error))
}

/// What is wrong with an attribute, in the same way.
pub(crate) fn attribute_fault(error: &AttrError) -> String {
    format!("the XML is damaged: {}", of_attribute(error))
}

fn reason(error: &Error) -> &'static str {
    match error {
        Error::Syntax(error) => match error {
            SyntaxError::InvalidBangMarkup => "`<!` begins nothing that XML knows",
            SyntaxError::UnclosedPI => "an instruction that begins with `<?` never ends",
            SyntaxError::UnclosedXmlDecl => "the declaration `<?xml` never ends",
            SyntaxError::UnclosedComment => "a comment never ends",
            SyntaxError::UnclosedDoctype => "`<!DOCTYPE` never ends",
            SyntaxError::UnclosedCData => "a CDATA section never ends",
            SyntaxError::UnclosedTag => "a tag never ends",
            SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
                "an attribute's value has no closing quote"
            }
        },
        Error::IllFormed(error) => match error {
            IllFormedError::MissingDeclVersion(_) | IllFormedError::UnknownVersion => {
                "the declaration says no version of XML that there is"
            }
            IllFormedError::MissingDoctypeName => "`<!DOCTYPE` names nothing",
            IllFormedError::MissingEndTag(_) => "an element has no end tag",
            IllFormedError::UnmatchedEndTag(_) | IllFormedError::MismatchedEndTag { .. } => {
                "an end tag ends an element that is not open"
            }
            IllFormedError::DoubleHyphenInComment => "a comment holds `--`",
            IllFormedError::UnclosedReference => "`&` begins a reference that no `;` ends",
        },
        Error::InvalidAttr(error) => of_attribute(error),
        Error::Encoding(_) => "text is not in the encoding that it says it is in",
        Error::Escape(_) => "a reference such as `&...;` is none that XML knows",
        Error::Namespace(_) => "a prefix has no namespace",
        Error::Io(_) => "it cannot be read on",
    }
}

fn of_attribute(error: &AttrError) -> &'static str {
    match error {
        AttrError::ExpectedEq(_) => "a name in a tag has no `=` and no value behind it",
        AttrError::ExpectedValue(_) => "an attribute has no value",
        AttrError::UnquotedValue(_) => "an attribute's value has no quotes",
        AttrError::ExpectedQuote(..) => "an attribute's value has no closing quote",
        AttrError::Duplicated(..) => "an attribute stands twice in one tag",
    }
}
