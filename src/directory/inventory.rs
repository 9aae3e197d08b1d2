use super::doubtful_names::DoubtfulNames;
use super::{Addin, Category, Directory, Map, Room, key};

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

/// Objects of one kind, found by name as the collation compares names.
#[derive(Debug, Default)]
pub struct InventoryNames {
    sure: Map<String, InventoryItem>,
    doubtful: DoubtfulNames,
}

impl InventoryNames {
    /// Notes an object; the first of equal names stays.
    pub fn add(&mut self, id: &str, name: &str) {
        self.sure.entry(key(name)).or_insert_with(|| InventoryItem {
            id: id.into(),
            name: name.into(),
            doubtful: false,
        });
    }

    /// Notes that an object that was added may be called otherwise, because the file that lists it may have lost or changed
    /// characters.
    pub fn add_doubtful(&mut self, id: &str, name: &str) {
        let item = InventoryItem {
            id: id.into(),
            name: name.into(),
            doubtful: true,
        };
        self.doubtful.add(item);
    }

    /// Adds the objects of another list; where names are equal, those here stay.
    pub fn absorb(&mut self, other: InventoryNames) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each name goes to its own place"
        )]
        for (name, item) in other.sure {
            self.sure.entry(name).or_insert(item);
        }
        self.doubtful.absorb(other.doubtful);
    }

    /// The object that a name equal to this one has; else one that may have been called so.
    pub fn find(&self, name: &str) -> Option<&InventoryItem> {
        let sure = self.sure.get(&key(name));
        sure.or_else(|| self.doubtful.find(name))
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.sure.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sure.is_empty()
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
    /// What an export of the target pool says to be there. The root category is not a name anybody can clash with.
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
