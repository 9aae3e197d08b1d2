//! What both XML members need.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use crate::input::Error;
use crate::xml::wrong;

/// The attribute of this name; `None` where there is none that can be read.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The XML that cannot be read on from this byte.
pub(super) fn damaged(error: &quick_xml::Error, at: u64) -> Error {
    Error::new(wrong::fault(error))
        .at(at)
        .expected("a whole and undamaged member")
        .hint("copy the bacpac again, or export it again")
}
