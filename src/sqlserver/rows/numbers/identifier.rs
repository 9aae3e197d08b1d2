//! Unique identifiers.

/// How the bytes of one are shown: the first three groups are numbers, stored with their last byte first.
const SHOWN: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/// `uniqueidentifier`, as it is stored: `6F9619FF-8B86-D011-B42D-00C04FC964FF`.
pub(crate) fn unique_identifier(stored: &[u8; 16], text: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for (at, place) in SHOWN.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push(b'-');
        }
        let byte = usize::from(stored[place]);
        text.extend_from_slice(&[DIGITS[byte >> 4], DIGITS[byte & 0xF]]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_groups_are_numbers() {
        let stored = 0xFF19966F868B_11D0B42D00C04FC964FF_u128.to_be_bytes();
        let mut text = Vec::new();
        unique_identifier(&stored, &mut text);
        assert_eq!(text, b"6F9619FF-8B86-D011-B42D-00C04FC964FF");
    }
}
