//! Names as a bacpac writes them.

/// The parts of a name in brackets: `[dbo].[T].[c]`, with `]]` for a bracket in one. `None` where it is no such name.
pub(super) fn parts(name: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = name;
    loop {
        rest = rest.strip_prefix('[')?;
        let mut part = String::new();
        loop {
            let (before, behind) = rest.split_once(']')?;
            part.push_str(before);
            rest = behind;
            match rest.strip_prefix(']') {
                Some(behind) => {
                    part.push(']');
                    rest = behind;
                }
                None => break,
            }
        }
        parts.push(part);
        if rest.is_empty() {
            return Some(parts);
        }
        rest = rest.strip_prefix('.')?;
    }
}

/// A name in which `%20` stands for a blank, and so on. What is no such code stays.
pub(super) fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &rest[3..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_brackets() {
        assert_eq!(
            parts("[dbo].[Order Details].[a.b]").unwrap(),
            ["dbo", "Order Details", "a.b"]
        );
        assert_eq!(parts("[x]]y]").unwrap(), ["x]y"]);
        assert_eq!(parts("[]]]").unwrap(), ["]"]);
        for wrong in ["", "dbo", "[dbo", "[dbo].", "[dbo]x[y]", "[dbo]]"] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn folders_are_encoded() {
        assert_eq!(decoded("dbo.Order%20Details"), "dbo.Order Details");
        assert_eq!(decoded("dbo.%C3%9C%5d"), "dbo.Ü]");
        assert_eq!(decoded("100%.x%2"), "100%.x%2");
    }
}
