use super::{Category, Chain, NAME_LIMIT, Parent, Room, Tree, utf16_len};

/// The name an object has once nested categories are gone.
///
/// A category directly below the root keeps its name; one below another is called by the names of its whole chain. A
/// room of a nested category is prefixed with that category's full name, any other room keeps its own (documented:
/// "Migration process - details"). What stands between the names is not documented, so the separator is given. Where
/// the way up runs in a circle, no chain has a top, and every name stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatName {
    /// The whole name.
    pub text: String,
    /// Its length in UTF-16 units.
    pub units: usize,
    /// The length without separators, in UTF-16 units.
    pub bare_units: usize,
    /// How many separators it has.
    pub joins: usize,
}

impl FlatName {
    fn join(parts: &[&str], separator: &str) -> Self {
        let text = parts.join(separator);
        let joins = parts.len().saturating_sub(1);
        let units = utf16_len(&text);
        FlatName {
            units,
            bare_units: units - joins * utf16_len(separator),
            joins,
            text,
        }
    }

    /// The flattened name of a category; the root keeps its own.
    pub fn of_category(tree: &Tree<'_>, category: &Category, separator: &str) -> Self {
        let mut parts = chain_names(&tree.chain(category));
        if parts.is_empty() {
            parts.push(&category.name);
        }
        FlatName::join(&parts, separator)
    }

    /// The flattened name of a room.
    pub fn of_room(tree: &Tree<'_>, room: &Room, separator: &str) -> Self {
        let mut parts = match tree.category_of(room) {
            Parent::Category(category) => chain_names(&tree.chain(category)),
            _ => Vec::new(),
        };
        if parts.len() < 2 {
            parts.clear();
        }
        parts.push(&room.name);
        FlatName::join(&parts, separator)
    }

    /// A name that no flattening touches.
    pub fn plain(name: &str) -> Self {
        FlatName::join(&[name], "")
    }

    /// Whether it is longer than a name may be.
    pub fn is_too_long(&self) -> bool {
        self.units > NAME_LIMIT
    }

    /// From which length of the separator on, in UTF-16 units, the name is too long; 0 means with any separator, and
    /// `None` with none at all.
    pub fn too_long_from_separator(&self) -> Option<usize> {
        if self.bare_units > NAME_LIMIT {
            return Some(0);
        }
        (self.joins > 0).then(|| (NAME_LIMIT + 1 - self.bare_units).div_ceil(self.joins))
    }
}

fn chain_names<'a>(chain: &Chain<'a>) -> Vec<&'a str> {
    let categories: &[&Category] = if chain.cyclic { &[] } else { &chain.categories };
    categories
        .iter()
        .map(|category| category.name.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_tell_separators_apart() {
        let name = FlatName::join(
            &["a".repeat(127).as_str(), "b".repeat(127).as_str(), "c"],
            " ",
        );
        assert_eq!((name.units, name.bare_units, name.joins), (257, 255, 2));
        assert!(name.is_too_long());
        assert_eq!(name.too_long_from_separator(), Some(1));
        assert_eq!(
            FlatName::plain(&"x".repeat(300)).too_long_from_separator(),
            Some(0)
        );
        assert_eq!(FlatName::plain("x").too_long_from_separator(), None);
    }
}
