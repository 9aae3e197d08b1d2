//! What is said of a package while it is read.

use crate::input::foreign::{Beginning, Kind};
use crate::package::layout::Entity;
use crate::wording::{Sentence, wording};

wording! {
    in "package";
    /// What can be wrong with a member.
    pub(crate) enum Fault {
        /// It is called XML, and does not begin like it.
        NotXml { how: NoXml },
        /// It ends in the middle of a tag or message.
        CutOff,
        /// It ends, and this element does not.
        EndsEarly { open: String },
        /// It ends without any element.
        NoElement,
        /// An element stands behind the end of the first one.
        SecondRoot,
        /// An end tag has another name than the element that is open.
        OtherEnd { name: String, open: String },
        /// An end tag stands where no element is open.
        LoneEnd { name: String },
        /// A text stands in front of the first element.
        TextBefore,
        /// A text stands behind the last element.
        TextBehind,
        /// It is called like a list, and has no such list.
        Misnamed { file: String, wanted: ListName },
        /// Its encoding is none that is read.
        Encoding { name: String },
    }
}

wording! {
    in "package";
    /// What is over a limit.
    pub(crate) enum Excess {
        /// A message or tag.
        LongTag { most: usize },
        /// Text between tags.
        LongText { most: usize },
        /// Elements in each other.
        Nested { most: usize },
        /// The attributes of one element.
        Attributes { most: usize },
    }
}

wording! {
    in "package";
    /// What is expected where something is wrong that does not say it itself, and what to do.
    pub(crate) enum Wanted {
        /// XML, and not only text.
        Xml,
        /// Lists as packages have them.
        Lists,
        /// An attribute in its form.
        Attribute,
        /// What to do about damage.
        StepOver,
    }
}

wording! {
    in "package";
    /// How a member that should be XML begins.
    pub(crate) enum NoXml {
        /// It has no bytes.
        Empty,
        /// With zeros only.
        Zeros { count: usize },
        /// As a file of another kind.
        Foreign { kind: Kind },
        /// In a way that tells nothing.
        Unlike { beginning: Beginning },
    }
}

wording! {
    in "package";
    /// What a list is called.
    pub(crate) enum ListName {
        Users,
        Groups,
        Affiliations,
        Categories,
        Rooms,
        Addins,
        Messages,
    }
}

impl From<Entity> for ListName {
    fn from(entity: Entity) -> Self {
        match entity {
            Entity::User => ListName::Users,
            Entity::Group => ListName::Groups,
            Entity::Affiliation => ListName::Affiliations,
            Entity::Category => ListName::Categories,
            Entity::Room => ListName::Rooms,
            Entity::Addin => ListName::Addins,
            Entity::MessageRoom | Entity::Message => ListName::Messages,
        }
    }
}

wording! {
    in "package";
    /// What is said of a package or a member that is read.
    pub(crate) enum Notice {
        /// A member begins like XML and goes on like none.
        OnlyBegins { member: String, what: Sentence },
        /// A member has no bytes.
        EmptyMember { member: String },
        /// A member is a zip.
        InnerZip { member: String },
        /// Bytes of a member do not fit its encoding.
        Malformed { member: String, encoding: &'static str, places: u64 },
        /// A member says that it has another encoding than it has.
        OtherEncoding { member: String, declared: &'static str, read: &'static str },
        /// A member has more than one byte order mark.
        Marks { member: String, marks: usize },
        /// Its XML declaration is not its beginning.
        LateDeclaration { member: String },
        /// A byte order mark stands between declaration and root element, or behind that.
        MarkOutside { member: String },
        /// It has entities of its own.
        OwnEntities { member: String },
        /// All of the package lies in this folder of the input.
        InFolder { folder: String },
        /// Kinds of objects are missing, and members are not understood.
        Missing { parts: Vec<Sentence>, members: Vec<String> },
    }
}

wording! {
    in "package";
    /// What is left out of a member, messages among it.
    pub(crate) enum Passed {
        /// Messages whose room is not known, the first of them at this byte.
        WithoutRoom { count: u64, member: String, byte: u64 },
        /// A message that stands in an element with the name of messages and no place for them.
        Hidden,
    }
}
