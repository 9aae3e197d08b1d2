//! Any bytes as a package that is converted.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::checks::place;
use crate::seeded::cases;

/// What members are made of: most are damaged, and some are not.
const PIECES: &[&str] = &[
    "<Pool>",
    "</Pool>",
    "<ChatRooms>",
    "</ChatRooms>",
    "<ChatRoom id='5' isDisabled='1'>",
    "<ChatRoom id='6'><Name>a</Name></ChatRoom>",
    "</ChatRoom>",
    "<Categories>",
    "</Categories>",
    "<Category id='2'>",
    "<Category id='3' parentId='2'/>",
    "</Category>",
    "<Message id='1' date='2001-01-01' channelId='5'/>",
    "<Message><date>2009-01-01</date></Message>",
    "<AdUsers><User principalId='5' type='7'/></AdUsers>",
    "<Roles><Principal id='5' isManager='1'/></Roles>",
    "text",
    "&",
    "<!-- c -->",
    "\u{feff}",
    "<",
];

fn convert(choice: [u8; 6], data: &[u8]) {
    crate::checks::convert::convert(&[&choice, data].concat(), place());
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn any_package_becomes_what_was_promised(choice in any::<[u8; 6]>(), data in vec(any::<u8>(), 0..400)) {
        let mut structured = choice;
        structured[0] |= 1;
        convert(structured, &data);
    }

    #[test]
    fn any_pieces_become_what_was_promised(choice in any::<[u8; 6]>(), pieces in vec(select(PIECES), 0..24)) {
        let mut as_it_is = choice;
        as_it_is[0] &= !1;
        convert(as_it_is, pieces.concat().as_bytes());
    }
}
