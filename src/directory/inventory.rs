pub(super) mod doubtful_names;

use super::{Addin, Category, Collation, Directory, Map, Room};
use crate::directory::inventory::doubtful_names::DoubtfulNames;

/// The names that exist in the target pool already.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Categories by name.
    pub categories: InventoryNames,
    /// Rooms by name.
    pub rooms: InventoryNames,
    /// Add-ins by name.
    pub addins: InventoryNames,
}

/// One object of the target pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventoryItem {
    /// Its id or URI, where the inventory gives one; may be empty.
    pub id: String,
    /// Its name, as the target spells it.
    pub name: String,
    /// Whether it was only found by what its name may have been before the inventory's file lost or changed characters.
    pub doubtful: bool,
}

/// Objects of one kind.
#[derive(Debug, Default)]
pub struct InventoryNames {
    items: Vec<InventoryItem>,
    /// Those that may be called otherwise, because characters were lost or changed.
    doubtful: Vec<InventoryItem>,
}

impl InventoryNames {
    /// Each object, in the order in which they were noted.
    pub fn iter(&self) -> impl Iterator<Item = &InventoryItem> {
        self.items.iter()
    }

    /// Notes an object.
    pub fn add(&mut self, id: &str, name: &str) {
        self.items.push(InventoryItem {
            id: id.into(),
            name: name.into(),
            doubtful: false,
        });
    }

    /// Notes that an object that was added may be called otherwise, because the file that lists it may have lost or
    /// changed characters.
    pub fn add_doubtful(&mut self, id: &str, name: &str) {
        let item = InventoryItem {
            id: id.into(),
            name: name.into(),
            doubtful: true,
        };
        self.doubtful.push(item);
    }

    /// Adds the objects of another list.
    pub fn absorb(&mut self, other: InventoryNames) {
        self.items.extend(other.items);
        self.doubtful.extend(other.doubtful);
    }

    /// The first object that has a name equal to this one; else one that may have been called so. It looks at all of
    /// them.
    pub fn find(&self, name: &str, collation: &Collation) -> Option<&InventoryItem> {
        NameIndex::new(self, collation).find(name)
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// Objects of one kind, found by name as a collation compares names.
#[derive(Debug)]
pub(super) struct NameIndex<'a> {
    collation: Collation,
    sure: Map<String, &'a InventoryItem>,
    doubtful: DoubtfulNames<'a>,
}

impl<'a> NameIndex<'a> {
    /// Of equal names, the first one is found.
    pub fn new(names: &'a InventoryNames, collation: &Collation) -> Self {
        let mut sure = Map::default();
        for item in &names.items {
            sure.entry(collation.key(&item.name)).or_insert(item);
        }
        NameIndex {
            collation: collation.clone(),
            sure,
            doubtful: DoubtfulNames::new(&names.doubtful, collation),
        }
    }

    /// The object that a name equal to this one has; else one that may have been called so.
    pub fn find(&self, name: &str) -> Option<&'a InventoryItem> {
        let sure = self.sure.get(&self.collation.key(name)).copied();
        sure.or_else(|| self.doubtful.find(name, &self.collation))
    }
}

/// What the target has, found by name.
#[derive(Debug)]
pub(super) struct InventoryIndex<'a> {
    pub categories: NameIndex<'a>,
    pub rooms: NameIndex<'a>,
    pub addins: NameIndex<'a>,
}

impl<'a> InventoryIndex<'a> {
    pub fn new(inventory: &'a Inventory, collation: &Collation) -> Self {
        let of = |names| NameIndex::new(names, collation);
        InventoryIndex {
            categories: of(&inventory.categories),
            rooms: of(&inventory.rooms),
            addins: of(&inventory.addins),
        }
    }
}

impl Inventory {
    /// Adds what another inventory holds.
    pub fn absorb(&mut self, other: Inventory) {
        self.categories.absorb(other.categories);
        self.rooms.absorb(other.rooms);
        self.addins.absorb(other.addins);
    }
}

impl From<&Directory> for Inventory {
    /// What an export of the target pool says to be there. No name can clash with that of the root category.
    fn from(directory: &Directory) -> Self {
        let mut inventory = Inventory::default();
        let tree = directory.tree();
        for Category { id, name, .. } in directory
            .categories
            .iter()
            .filter(|category| !tree.is_root(&category.id))
        {
            inventory.categories.add(id, name);
        }
        for Room { id, name, .. } in &directory.rooms {
            inventory.rooms.add(id, name);
        }
        for Addin { id, name, .. } in &directory.addins {
            inventory.addins.add(id, name);
        }
        inventory
    }
}

/// What lies in a copy of the file store: which room's folder holds which file, in lower case.
#[derive(Debug, Default)]
pub struct FileStore {
    files: Map<String, Vec<String>>,
}

impl FileStore {
    /// Notes a file and the folder it is in.
    pub fn add(&mut self, folder: &str, file: &str) {
        self.files
            .entry(file.to_lowercase())
            .or_default()
            .push(folder.to_lowercase());
    }

    /// The folders that hold a file of this name, in no useful order; empty where it is missing.
    pub fn folders(&self, file: &str) -> &[String] {
        self.files
            .get(&file.to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// How many different file names there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
