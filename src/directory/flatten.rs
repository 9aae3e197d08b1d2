use super::{NAME_LIMIT, Parent, Room, Tree, utf16_len};

/// The name an object has once nested categories are gone.
///
/// A category directly below the root keeps its name; one below another is called by the names of its whole chain. A
/// room of a nested category is prefixed with that category's full name, any other room keeps its own (documented:
/// "Migration process - details"). What stands between the names is not documented, so the separator is given. Where
/// the way up runs in a circle, no chain has a top, and every name stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlatName {
    /// The whole name; of one longer than [`FlatName::KEPT`] the beginning and the end, and between them a digest of
    /// the whole, so that two of them are equal only if they are.
    pub text: String,
    /// How many bytes of the text are the beginning of the name: all of them where it is whole.
    pub beginning: usize,
    /// Its length in UTF-16 units.
    pub units: usize,
    /// The length without separators, in UTF-16 units.
    pub bare_units: usize,
    /// How many separators it has.
    pub joins: usize,
}

impl FlatName {
    /// The longest joined name that is kept whole, in UTF-16 units: eight times what any name may have. Ten thousand
    /// categories below each other would else have names of gigabytes, which could neither be read nor imported.
    pub const KEPT: usize = 2048;

    #[cfg(test)]
    fn join(parts: &[&str], separator: &str) -> Self {
        let text = parts.join(separator);
        let joins = parts.len().saturating_sub(1);
        let units = utf16_len(&text);
        FlatName {
            units,
            bare_units: units - joins * utf16_len(separator),
            joins,
            beginning: text.len(),
            text,
        }
    }

    /// A name that no flattening touches.
    pub fn plain(name: &str) -> Self {
        let units = utf16_len(name);
        FlatName {
            text: name.to_owned(),
            beginning: name.len(),
            units,
            bare_units: units,
            joins: 0,
        }
    }

    /// Whether the text is the whole name.
    pub fn is_whole(&self) -> bool {
        self.beginning == self.text.len()
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

/// Flattens the names of a pool, each category's made of that of the one above.
#[derive(Debug)]
pub struct Flattener<'a> {
    tree: &'a Tree<'a>,
    separator: &'a str,
    /// By position: the name of each category as the beginning of others; nothing for the root and in circles.
    joined: Vec<Option<Joined>>,
}

impl<'a> Flattener<'a> {
    /// Flattens the names of all categories, with this between the names of a chain.
    pub fn new(tree: &'a Tree<'a>, separator: &'a str) -> Self {
        let categories = &tree.directory.categories;
        let mut order: Vec<usize> = (0..categories.len())
            .filter(|at| tree.ways[*at].depth > 0 && !tree.ways[*at].cyclic)
            .collect();
        order.sort_by_key(|at| tree.ways[*at].depth);
        let mut joined: Vec<Option<Joined>> = categories.iter().map(|_| None).collect();
        for at in order {
            let above = tree.ways[at].above;
            let above = above.and_then(|above| joined[above as usize].as_ref());
            let name = &categories[at].name;
            let one = above.map_or_else(|| Joined::new(name), |it| it.with(separator, name));
            joined[at] = Some(one);
        }
        Flattener {
            tree,
            separator,
            joined,
        }
    }

    /// The flattened name of the category at this position; the root keeps its own.
    pub fn category(&self, at: usize) -> FlatName {
        let nested = self.joined[at].as_ref().filter(|it| it.joins > 0);
        nested.map_or_else(
            || FlatName::plain(&self.tree.directory.categories[at].name),
            Joined::flat,
        )
    }

    /// The flattened name of a room.
    pub fn room(&self, room: &Room) -> FlatName {
        let category = match self.tree.category_of(room) {
            Parent::Category(category) => self.tree.directory.category_position(&category.id),
            _ => None,
        };
        let joined = category.and_then(|at| self.joined[at].as_ref());
        match joined.filter(|it| it.joins > 0) {
            Some(joined) => joined.with(self.separator, &room.name).flat(),
            None => FlatName::plain(&room.name),
        }
    }
}

/// How much of the beginning and of the end of a name that is not kept whole is kept, in UTF-16 units.
const END_KEPT: usize = 64;

/// Names of a chain put together: no longer than [`FlatName::KEPT`], however long the whole is.
#[derive(Clone, Debug)]
struct Joined {
    /// The whole, or its beginning.
    head: String,
    /// The end of a whole that is longer.
    tail: Option<String>,
    units: usize,
    bare_units: usize,
    joins: usize,
    /// FNV-1a over the whole: it goes on where that of a beginning stopped.
    digest: u64,
}

impl Joined {
    fn new(name: &str) -> Self {
        let empty = Joined {
            head: String::new(),
            tail: None,
            units: 0,
            bare_units: 0,
            joins: 0,
            digest: 0xcbf2_9ce4_8422_2325,
        };
        empty.followed_by(&[name])
    }

    fn with(&self, separator: &str, name: &str) -> Self {
        let mut joined = self.followed_by(&[separator, name]);
        joined.joins += 1;
        joined.bare_units -= utf16_len(separator);
        joined
    }

    fn followed_by(&self, parts: &[&str]) -> Self {
        let units = parts.iter().map(|part| utf16_len(part)).sum::<usize>();
        let mut joined = Joined {
            units: self.units + units,
            bare_units: self.bare_units + units,
            ..self.clone()
        };
        for byte in parts.iter().flat_map(|part| part.bytes()) {
            joined.digest = (joined.digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        if self.tail.is_none() && joined.units <= FlatName::KEPT {
            joined.head.extend(parts.iter().copied());
            return joined;
        }
        let end = self.tail.as_deref().unwrap_or(&self.head);
        let ends = [last(end, END_KEPT)].into_iter();
        let ends = ends.chain(parts.iter().map(|part| last(part, END_KEPT)));
        joined.tail = Some(last(&ends.collect::<String>(), END_KEPT).to_owned());
        if self.tail.is_none() {
            let begin = [first(&self.head, END_KEPT)].into_iter();
            let begin = begin.chain(parts.iter().map(|part| first(part, END_KEPT)));
            joined.head = first(&begin.collect::<String>(), END_KEPT).to_owned();
        }
        joined
    }

    fn flat(&self) -> FlatName {
        let text = match &self.tail {
            None => self.head.clone(),
            Some(tail) => format!("{} ... {:016x} ... {tail}", self.head, self.digest),
        };
        FlatName {
            text,
            beginning: self.head.len(),
            units: self.units,
            bare_units: self.bare_units,
            joins: self.joins,
        }
    }
}

/// The first characters, up to so many UTF-16 units.
fn first(text: &str, units: usize) -> &str {
    let mut taken = 0;
    let mut ends = text.char_indices().skip_while(|(_, it)| {
        taken += it.len_utf16();
        taken <= units
    });
    ends.next().map_or(text, |(at, _)| &text[..at])
}

/// The last characters, up to so many UTF-16 units.
fn last(text: &str, units: usize) -> &str {
    let mut taken = 0;
    let mut ends = text.char_indices().rev().skip_while(|(_, it)| {
        taken += it.len_utf16();
        taken <= units
    });
    let past = ends.next();
    past.map_or(text, |(at, it)| &text[at + it.len_utf8()..])
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
