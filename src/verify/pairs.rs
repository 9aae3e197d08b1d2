use crate::directory::{Collation, Directory, Map, Principal, PrincipalRef};

/// How objects of the two sides are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// By id, and everything is equal: for what `convert` wrote.
    SameIds,
    /// For what the target exports after it has imported the result: it may have given other ids, and hold more.
    ///
    /// Whether an import keeps ids and GUIDs is not published, so this assumes neither: rooms are matched by GUID where
    /// one fits and else by name, categories and add-ins by name, principals by GUID, else by address, user principal
    /// name or distinguished name.
    Imported,
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What was promised.
    Expected,
    /// What is there.
    Found,
}

/// Which object of what was promised is which of what is there.
#[derive(Debug)]
pub struct Pairs<'a> {
    /// What was promised.
    pub expected: &'a Directory,
    /// What is there.
    pub found: &'a Directory,
    /// How they were matched.
    pub matching: Matching,
    pub(super) categories: Pairing,
    pub(super) rooms: Pairing,
    pub(super) addins: Pairing,
    /// By the numbers of [`PrincipalRef`]; ids that are not described are matched only by the same id.
    pub(super) principals: Pairing,
}

/// The pairs of one kind, by position.
#[derive(Debug)]
pub(super) struct Pairing {
    pub found_of: Vec<Option<u32>>,
    pub expected_of: Vec<Option<u32>>,
}

impl<'a> Pairs<'a> {
    /// Finds the pairs. Where names count, they are compared by this collation.
    pub fn new(
        expected: &'a Directory,
        found: &'a Directory,
        matching: Matching,
        collation: &Collation,
    ) -> Self {
        let both = |of: fn(&Directory) -> usize| Pairing::new(of(expected), of(found));
        let mut pairs = Pairs {
            expected,
            found,
            matching,
            categories: both(|it| it.categories.len()),
            rooms: both(|it| it.rooms.len()),
            addins: both(|it| it.addins.len()),
            principals: both(|it| it.principals.references().count()),
        };
        match matching {
            Matching::SameIds => pairs.by_id(),
            Matching::Imported => pairs.by_what_travels(collation),
        }
        pairs
    }

    fn by_id(&mut self) {
        let (expected, found) = (self.expected, self.found);
        for (at, category) in expected.categories.iter().enumerate() {
            self.categories
                .join(at, found.category_position(&category.id));
        }
        for (at, room) in expected.rooms.iter().enumerate() {
            self.rooms.join(at, found.room_position(&room.id));
        }
        for (at, addin) in expected.addins.iter().enumerate() {
            self.addins.join(at, found.addin_position(&addin.id));
        }
        for at in expected.principals.references() {
            let other = found.principals.find(expected.principals.id(at));
            self.principals
                .join(at.0 as usize, other.map(|other| other.0 as usize));
        }
    }

    fn by_what_travels(&mut self, collation: &Collation) {
        let name = |name: &str| Some(collation.key(name)).filter(|key| !key.is_empty());
        let (expected, found) = (self.expected, self.found);
        let root = |directory: &Directory| {
            let tree = directory.tree();
            directory.category_position(tree.root_id()?)
        };
        if let (Some(here), there) = (root(expected), root(found)) {
            self.categories.join(here, there);
        }
        self.categories
            .by(&expected.categories, &found.categories, |it| name(&it.name));
        let (here, there) = (&expected.rooms, &found.rooms);
        self.rooms.by(here, there, |it| guid(it.guid.as_deref()));
        self.rooms.by(here, there, |it| name(&it.name));
        self.addins
            .by(&expected.addins, &found.addins, |it| name(&it.name));
        let keys: [fn(&Principal) -> Option<String>; 4] = [
            |it| guid(it.guid.as_deref()),
            |it| folded(&it.uri),
            |it| folded(&it.user_principal_name),
            |it| folded(&it.ad_path),
        ];
        let list = |directory: &'a Directory| -> Vec<Option<&'a Principal>> {
            let principals = &directory.principals;
            principals
                .references()
                .map(|at| principals.get(at))
                .collect()
        };
        let (here, there) = (list(expected), list(found));
        for key in keys {
            self.principals.by(&here, &there, |it| key((*it)?));
        }
    }

    /// The principal that is this one in what is there.
    pub(super) fn principal(&self, expected: PrincipalRef) -> Option<PrincipalRef> {
        self.principals.found_of[expected.0 as usize].map(PrincipalRef)
    }

    /// The id that what is there has for a category of what was promised; nothing where it has no such category.
    pub(super) fn category_id(&self, expected: &str) -> Option<&'a str> {
        let at = self.expected.category_position(expected)?;
        let at = self.categories.found_of[at]?;
        Some(&self.found.categories[at as usize].id)
    }

    /// The same for an add-in.
    pub(super) fn addin_id(&self, expected: &str) -> Option<&'a str> {
        let at = self.expected.addin_position(expected)?;
        let at = self.addins.found_of[at]?;
        Some(&self.found.addins[at as usize].id)
    }

    /// A number that is the same for a message's author on both sides, for principals whose ids are not: 0 for no one
    /// that is known there.
    pub(super) fn author(&self, side: Side, id: &str) -> u64 {
        const ONLY_FOUND: u64 = 1 << 32;
        let number = |at: u32| u64::from(at) + 1;
        match side {
            Side::Expected => {
                let at = self.expected.principals.find(id);
                let at = at.filter(|at| self.principal(*at).is_some());
                at.map_or(0, |at| number(at.0))
            }
            Side::Found => {
                let principals = &self.found.principals;
                let Some(at) = principals.find(id) else {
                    return 0;
                };
                match self.principals.expected_of[at.0 as usize] {
                    Some(expected) => number(expected),
                    None if principals.get(at).is_some() => ONLY_FOUND + number(at.0),
                    None => 0,
                }
            }
        }
    }

    /// Whether no room's id is known there, though both sides have rooms: then the ids are probably others.
    pub fn ids_do_not_fit(&self) -> bool {
        self.matching == Matching::SameIds
            && !self.expected.rooms.is_empty()
            && !self.found.rooms.is_empty()
            && self.rooms.found_of.iter().all(Option::is_none)
    }
}

impl Pairing {
    fn new(expected: usize, found: usize) -> Self {
        Pairing {
            found_of: vec![None; expected],
            expected_of: vec![None; found],
        }
    }

    fn join(&mut self, expected: usize, found: Option<usize>) {
        if let Some(found) = found {
            self.found_of[expected] = Some(found as u32);
            self.expected_of[found] = Some(expected as u32);
        }
    }

    /// Pairs those that have no pair yet and share a key; several with one key in their order.
    fn by<T>(&mut self, expected: &[T], found: &[T], key: impl Fn(&T) -> Option<String>) {
        let mut known: Map<String, Vec<usize>> = Map::default();
        for (at, it) in found.iter().enumerate().rev() {
            if self.expected_of[at].is_none()
                && let Some(key) = key(it)
            {
                known.entry(key).or_default().push(at);
            }
        }
        for (at, it) in expected.iter().enumerate() {
            if self.found_of[at].is_none() {
                let other = key(it).and_then(|key| known.get_mut(&key)?.pop());
                self.join(at, other);
            }
        }
    }

    /// Positions of both, for each that was promised.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, Option<usize>)> {
        let pairs = self.found_of.iter().enumerate();
        pairs.map(|(at, found)| (at, found.map(|found| found as usize)))
    }

    /// Positions of what was not promised.
    pub(super) fn only_found(&self) -> impl Iterator<Item = usize> {
        let found = self.expected_of.iter().enumerate();
        found
            .filter(|(_, expected)| expected.is_none())
            .map(|(at, _)| at)
    }
}

fn folded(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_lowercase())
}

fn guid(guid: Option<&str>) -> Option<String> {
    folded(guid?.trim().trim_start_matches('{').trim_end_matches('}'))
}
