use super::{Category, Directory, Tree};

/// What each category has of its own or inherits: what the nearest category on the way up sets, else the root.
#[derive(Clone, Debug)]
pub struct Inherited<'a, T> {
    directory: &'a Directory,
    /// By position: the category that sets it, and what.
    found: Vec<Option<(u32, T)>>,
}

impl<'a> Tree<'a> {
    /// What every category has or inherits of this, found for all of them at once.
    pub fn inherited<T: Copy>(&self, get: impl Fn(&'a Category) -> Option<T>) -> Inherited<'a, T> {
        let directory = self.directory;
        let set = |at: u32| Some((at, get(&directory.categories[at as usize])?));
        let root = self
            .root()
            .and_then(|it| directory.category_position(&it.id));
        let of_root = root.and_then(|at| set(at as u32));
        let mut found: Vec<Option<Option<(u32, T)>>> = vec![None; directory.categories.len()];
        let mut waiting = Vec::new();
        for from in 0..directory.categories.len() as u32 {
            let mut at = from;
            let value = loop {
                if let Some(known) = found[at as usize] {
                    break known;
                }
                // A chain that comes back here in a circle finds what the root sets.
                found[at as usize] = Some(of_root);
                waiting.push(at);
                if let Some(own) = set(at) {
                    break Some(own);
                }
                match self.ways[at as usize].above {
                    Some(above) => at = above,
                    None => break of_root,
                }
            };
            for at in waiting.drain(..) {
                found[at as usize] = Some(value);
            }
        }
        Inherited {
            directory,
            found: found.into_iter().map(Option::flatten).collect(),
        }
    }
}

impl<'a, T: Copy> Inherited<'a, T> {
    /// The category that sets it for this one, and what it sets. `None` where no category does.
    pub fn of(&self, category: &Category) -> Option<(&'a Category, T)> {
        self.at(self.directory.category_position(&category.id)?)
    }

    /// The same for a category by its position in [`Directory::categories`].
    pub fn at(&self, category: usize) -> Option<(&'a Category, T)> {
        let (setter, value) = self.found[category]?;
        Some((&self.directory.categories[setter as usize], value))
    }

    /// What holds for a category.
    pub fn value(&self, category: &Category) -> Option<T> {
        self.of(category).map(|(_, value)| value)
    }
}
