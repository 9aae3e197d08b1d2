use super::super::address::PageAddress;
use super::super::damage::PageDamage;
use crate::wording::wording;

wording! {
    in "pages";
    /// Why a value that lies outside of its record cannot be read.
    pub(super) enum LobFault {
        /// A page with a part of it cannot be used.
        PartDamaged {
            page: PageAddress,
            damage: PageDamage,
        },
        /// A part of it is not as it should be.
        WrongPart {
            slot: u16,
            page: PageAddress,
            what: PartFault,
        },
        /// The record says of where it is something that is not known.
        Nowhere {
            /// How many bytes say it, and the first of them.
            length: usize,
            kind: u8,
        },
        /// With it, its row is longer than a row may be.
        TooLong { length: u64, most: u64 },
        /// The values of all rows would be longer than the database.
        MoreThanAll { length: u64 },
    }
}

wording! {
    in "pages";
    /// What is wrong with a part of such a value.
    pub(super) enum PartFault {
        /// It is shorter than it says.
        CutOff,
        /// It is no part of a value.
        NoPart,
        /// It is a part of an unknown kind.
        UnknownPart,
        /// It has less room for links than it has links.
        ManyLinks,
        /// Its page holds no values.
        OtherPage,
        /// Its slot is empty.
        NothingThere,
        /// It says that there is no value, where its length is known.
        NoValueThere,
        /// It has another length than the link to it says.
        OtherLength { length: u64, said: u64 },
        /// Too many links lead to its own parts.
        TooDeep,
        /// One of its own parts ends before it begins.
        OutOfOrder,
        /// The link to one of its own parts leads nowhere.
        PartNowhere,
    }
}
