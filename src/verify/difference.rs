use std::cmp::Ordering;

use crate::directory::{Id, natural_order};
use crate::rules::{Object, Value};

/// One thing that is not as promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about, as the source calls it; what only the result has, as the result does.
    pub object: Object,
    /// The room of a message.
    pub room: Option<Id>,
    /// What of it differs, by its stable name; `object` where all of it is missing or too much.
    pub field: &'static str,
    /// What was promised. Of lists, such as roles: the ids that are missing.
    pub expected: Value,
    /// What is there. Of lists: the ids that are too much.
    pub found: Value,
}

impl Difference {
    /// A difference of an object that is no message.
    pub(super) fn new(
        object: Object,
        field: &'static str,
        expected: impl Into<Value>,
        found: impl Into<Value>,
    ) -> Self {
        Difference {
            object,
            room: None,
            field,
            expected: expected.into(),
            found: found.into(),
        }
    }

    /// An object that is not there.
    pub(super) fn missing(object: Object) -> Self {
        Difference::new(object, "object", true, false)
    }

    /// An object that was not promised.
    pub(super) fn added(object: Object) -> Self {
        Difference::new(object, "object", false, true)
    }

    /// By kind and id; those of one object stay as they are.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.object, &other.object);
        (a.kind.cmp(&b.kind)).then_with(|| natural_order(&a.id, &b.id))
    }
}
