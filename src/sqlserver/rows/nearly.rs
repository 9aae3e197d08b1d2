//! Names that are nearly others: one letter is damaged.

/// Whether so many letters more, less or other ones make a name of another one, whatever their case.
pub(crate) fn is_nearly(wanted: &str, found: &str, most: usize) -> bool {
    // A letter has four bytes at most.
    if found.len() > 4 * (wanted.len() + most) {
        return false;
    }
    let found: Vec<char> = found.chars().collect();
    let mut before: Vec<usize> = (0..=found.len()).collect();
    for (row, letter) in wanted.chars().enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        let mut line = vec![left];
        for (at, other) in found.iter().enumerate() {
            let changed = diagonal + usize::from(!letter.eq_ignore_ascii_case(other));
            diagonal = before[at + 1];
            left = changed.min(diagonal + 1).min(left + 1);
            line.push(left);
        }
        before = line;
    }
    before.last().is_some_and(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_told_from_two() {
        for near in ["tblChat", "TBLCHBT", "tblCht", "tblCha\u{161}", "tblChatt"] {
            assert!(is_nearly("tblChat", near, 1), "{near}");
        }
        for far in ["", "tblRoles", "tblCab", "tblChatOld", "chat"] {
            assert!(!is_nearly("tblChat", far, 1), "{far}");
        }
    }
}
