use super::{Category, Directory, Id, Map, Room};

/// The root category's `nodeID` (reference: database-schema, 4.10).
const ROOT_ID: &str = "1";

/// How the categories hang together.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    pub(super) directory: &'a Directory,
    root: Option<Id>,
    /// By position in [`Directory::categories`].
    pub(super) ways: Vec<Way>,
}

/// The way up from a category, worked out once for all of them: a chain of thousands is not walked twice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Way {
    /// The position of the category above; nothing where the way ends.
    pub(super) above: Option<u32>,
    /// How many categories there are on the way, this one among them and the root not.
    pub depth: u32,
    /// Whether it ends at the root or, where the input knows no root, at a category without parent.
    pub complete: bool,
    /// Whether it comes back to a category that it has passed.
    pub cyclic: bool,
}

/// What stands above a category or room.
#[derive(Clone, Copy, Debug)]
pub enum Parent<'a> {
    /// The root, in the input or not.
    Root,
    /// A category.
    Category(&'a Category),
    /// The input names no parent.
    Unnamed,
    /// The input names one that it does not hold.
    Missing(&'a str),
}

/// The categories from the top down to one of them, the root left out.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    /// Top first, the category itself last.
    pub categories: Vec<&'a Category>,
    /// Whether the way up ended at the root or, where the input knows no root, at a category without parent.
    pub complete: bool,
    /// Whether the way up came back to a category it had passed.
    pub cyclic: bool,
}

impl Directory {
    /// How the categories hang together.
    ///
    /// The root is the category that is its own parent (documented), else the category 1 where categories name it as
    /// their parent (documented) and it has none itself, else the one id that categories name as parent and none has
    /// (inferred: an export may leave the root out).
    pub fn tree(&self) -> Tree<'_> {
        let own_parent = self
            .categories
            .iter()
            .find(|category| category.parent.as_ref() == Some(&category.id));
        let root = own_parent.map(|category| category.id.clone()).or_else(|| {
            let mut parents: Vec<&Id> = self
                .categories
                .iter()
                .filter_map(|category| category.parent.as_ref())
                .collect();
            parents.sort_unstable();
            parents.dedup();
            let is_top = |id: &&&Id| self.category(id).is_none_or(|it| it.parent.is_none());
            let mut documented = parents.iter().filter(|id| id.as_ref() == ROOT_ID);
            if let Some(id) = documented.find(is_top) {
                return Some((*id).clone());
            }
            parents.retain(|id| self.category(id).is_none());
            if let [absent] = parents[..] {
                Some(absent.clone())
            } else {
                None
            }
        });
        let mut tree = Tree {
            directory: self,
            root,
            ways: Vec::new(),
        };
        tree.ways = tree.find_ways();
        tree
    }
}

impl<'a> Tree<'a> {
    /// The root's id, where the input knows one.
    pub fn root_id(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// The root category itself, where the input holds it.
    pub fn root(&self) -> Option<&'a Category> {
        self.directory.category(self.root_id()?)
    }

    /// Whether this id is the root's.
    pub fn is_root(&self, id: &str) -> bool {
        self.root_id() == Some(id)
    }

    /// Whether the root is known from what is documented, and not merely the one parent that the input leaves out.
    pub fn root_is_certain(&self) -> bool {
        self.root().is_some() || self.root_id() == Some(ROOT_ID)
    }

    /// What stands above a category.
    pub fn parent(&self, category: &'a Category) -> Parent<'a> {
        self.resolve(category.parent.as_deref())
    }

    /// What stands above a room.
    pub fn category_of(&self, room: &'a Room) -> Parent<'a> {
        self.resolve(room.category.as_deref())
    }

    /// The category a room is in, be it the root; `None` where the input does not hold it.
    pub fn category_above(&self, room: &'a Room) -> Option<&'a Category> {
        match self.category_of(room) {
            Parent::Category(category) => Some(category),
            Parent::Root => self.root(),
            Parent::Unnamed | Parent::Missing(_) => None,
        }
    }

    fn resolve(&self, parent: Option<&'a str>) -> Parent<'a> {
        match parent {
            None => Parent::Unnamed,
            Some(id) if self.is_root(id) => Parent::Root,
            Some(id) => self
                .directory
                .category(id)
                .map_or(Parent::Missing(id), Parent::Category),
        }
    }

    /// What the way up from this category is like.
    pub fn way(&self, category: &Category) -> Way {
        let at = self.directory.category_position(&category.id);
        at.map_or_else(Way::default, |at| self.ways[at])
    }

    /// The way from the top down to this category.
    pub fn chain(&self, category: &'a Category) -> Chain<'a> {
        let at = self.directory.category_position(&category.id);
        let way = self.way(category);
        let above = |at: &u32| self.ways[*at as usize].above;
        let upwards = std::iter::successors(at.map(|at| at as u32), above);
        let mut categories: Vec<&Category> = upwards
            .take(way.depth as usize)
            .map(|at| &self.directory.categories[at as usize])
            .collect();
        categories.reverse();
        Chain {
            categories,
            complete: way.complete,
            cyclic: way.cyclic,
        }
    }

    fn find_ways(&self) -> Vec<Way> {
        let categories = &self.directory.categories;
        let mut known: Vec<Option<Way>> = vec![None; categories.len()];
        // The categories that are on the way just now, and at which step.
        let mut steps: Map<u32, usize> = Map::default();
        let mut passed: Vec<u32> = Vec::new();
        for from in 0..categories.len() as u32 {
            let mut next = Some(from);
            let mut way = Way::default();
            while let Some(at) = next.take() {
                let category = &categories[at as usize];
                if let Some(above) = known[at as usize] {
                    way = above;
                } else if let Some(first) = steps.get(&at) {
                    let ring = passed.split_off(*first);
                    way = Way {
                        depth: ring.len() as u32,
                        cyclic: true,
                        ..Way::default()
                    };
                    for (at, above) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                        known[*at as usize] = Some(Way {
                            above: Some(*above),
                            ..way
                        });
                    }
                } else if self.is_root(&category.id) {
                    way.complete = true;
                    known[at as usize] = Some(way);
                } else {
                    steps.insert(at, passed.len());
                    passed.push(at);
                    match self.parent(category) {
                        Parent::Category(above) => {
                            let above = self.directory.category_position(&above.id);
                            next = above.map(|above| above as u32);
                        }
                        Parent::Root => way.complete = true,
                        Parent::Unnamed => way.complete = self.root.is_none(),
                        Parent::Missing(_) => {}
                    }
                    continue;
                }
                // What stands above the last one that was passed.
                way.above = Some(at);
            }
            while let Some(at) = passed.pop() {
                way.depth += 1;
                known[at as usize] = Some(way);
                way.above = Some(at);
            }
            steps.clear();
        }
        known.into_iter().map(Option::unwrap_or_default).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(id: &str, parent: Option<&str>) -> Category {
        Category {
            id: id.into(),
            parent: parent.map(Into::into),
            name: format!("C{id}"),
            ..Category::default()
        }
    }

    fn directory(categories: &[(&str, Option<&str>)]) -> Directory {
        let mut directory = Directory::default();
        for (id, parent) in categories {
            assert!(directory.add_category(category(id, *parent)));
        }
        directory
    }

    fn names(chain: &Chain<'_>) -> Vec<String> {
        chain
            .categories
            .iter()
            .map(|category| category.name.clone())
            .collect()
    }

    #[test]
    fn the_root_is_its_own_parent_and_not_part_of_a_chain() {
        let directory = directory(&[("1", Some("1")), ("2", Some("1")), ("3", Some("2"))]);
        let tree = directory.tree();
        assert_eq!(tree.root_id(), Some("1"));
        assert!(tree.root_is_certain());
        let chain = tree.chain(directory.category("3").unwrap());
        assert_eq!(names(&chain), ["C2", "C3"]);
        assert!(chain.complete && !chain.cyclic);
        assert!(
            tree.chain(directory.category("1").unwrap())
                .categories
                .is_empty()
        );
    }

    #[test]
    fn a_root_that_was_left_out_is_still_the_root() {
        let directory = directory(&[("20", Some("7")), ("21", Some("7")), ("22", Some("20"))]);
        let tree = directory.tree();
        assert_eq!(tree.root_id(), Some("7"));
        assert!(!tree.root_is_certain());
        assert!(tree.chain(directory.category("22").unwrap()).complete);
    }

    #[test]
    fn a_category_1_below_another_is_no_root() {
        let directory = directory(&[("1", Some("7")), ("2", Some("1")), ("7", None)]);
        let tree = directory.tree();
        assert_eq!(tree.root_id(), None);
        let chain = tree.chain(directory.category("2").unwrap());
        assert_eq!(names(&chain), ["C7", "C1", "C2"]);
    }

    #[test]
    fn cycles_and_missing_parents_end() {
        let directory = directory(&[
            ("1", Some("1")),
            ("2", Some("3")),
            ("3", Some("2")),
            ("4", Some("99")),
        ]);
        let tree = directory.tree();
        let chain = tree.chain(directory.category("2").unwrap());
        assert!(chain.cyclic && !chain.complete);
        assert_eq!(names(&chain), ["C3", "C2"]);
        let chain = tree.chain(directory.category("4").unwrap());
        assert!(!chain.cyclic && !chain.complete);
        assert_eq!(names(&chain), ["C4"]);
    }

    #[test]
    fn settings_come_from_the_nearest_category_that_sets_them() {
        let mut directory = Directory::default();
        let set = |mut category: Category, invite| {
            category.settings.invite = invite;
            category
        };
        assert!(directory.add_category(set(category("1", Some("1")), Some(true))));
        assert!(directory.add_category(set(category("2", Some("1")), Some(false))));
        assert!(directory.add_category(category("3", Some("2"))));
        assert!(directory.add_category(category("4", Some("1"))));
        let tree = directory.tree();
        let category = |id| directory.category(id).unwrap();
        let inherited = tree.inherited(|it| it.settings.invite);
        let invite = |id| inherited.value(category(id));
        assert_eq!(
            [invite("3"), invite("4"), invite("1")],
            [Some(false), Some(true), Some(true)]
        );
        let logged = tree.inherited(|it| it.settings.logged);
        assert_eq!(logged.value(category("3")), None);
        assert_eq!(inherited.of(category("3")), Some((category("2"), false)));
    }
}
