//! A small pool built by hand, and what a rule says of it as lines of text.

use super::{Evidence, Finding, NotRun, Options, Value, check};
use crate::directory::{
    Addin, Category, Directory, FileStore, Grant, History, Inventory, Parts, Principal,
    PrincipalKind, Room, RoomHistory, ScopeEntry, Unclaimed,
};

/// Everything that evidence is made of.
#[derive(Debug)]
pub(crate) struct Pool {
    pub directory: Directory,
    pub history: History,
    pub options: Options,
    pub target: Option<Inventory>,
    pub store: Option<FileStore>,
    pub unclaimed: Vec<Unclaimed>,
}

impl Pool {
    /// A pool that holds every kind of content, but only the root category, 1.
    pub fn new() -> Self {
        let mut pool = Pool::without_root();
        pool.category("1", "1", "Root");
        pool
    }

    /// A pool that holds every kind of content, but nothing of it.
    pub fn without_root() -> Self {
        let mut directory = Directory::default();
        directory.parts = Parts::ALL;
        Pool {
            directory,
            history: History::default(),
            options: Options::default(),
            target: None,
            store: None,
            unclaimed: Vec::new(),
        }
    }

    pub fn user(&mut self, id: &str) {
        self.principal(id, PrincipalKind::User, |_| {});
    }

    pub fn principal(
        &mut self,
        id: &str,
        kind: PrincipalKind,
        change: impl FnOnce(&mut Principal),
    ) {
        let mut principal = Principal {
            kind,
            uri: format!("sip:user{id}@contoso.com"),
            ..Principal::default()
        };
        change(&mut principal);
        self.directory.principals.describe(id, principal).unwrap();
    }

    pub fn belongs(&mut self, id: &str, groups: &[&str]) {
        let principals = &mut self.directory.principals;
        let of = principals.refer(id);
        let mut list: Vec<_> = groups.iter().map(|group| principals.refer(group)).collect();
        principals.affiliations.set(of, &mut list);
    }

    pub fn category(&mut self, id: &str, parent: &str, name: &str) -> &mut Category {
        assert!(self.directory.add_category(Category {
            id: id.into(),
            parent: Some(parent.into()),
            name: name.into(),
            ..Category::default()
        }));
        self.directory.categories.last_mut().unwrap()
    }

    pub fn room(&mut self, id: &str, category: &str, name: &str) -> &mut Room {
        assert!(self.directory.add_room(Room {
            id: id.into(),
            category: Some(category.into()),
            name: name.into(),
            ..Room::default()
        }));
        self.directory.rooms.last_mut().unwrap()
    }

    pub fn addin(&mut self, id: &str, name: &str, url: &str) {
        assert!(self.directory.add_addin(Addin {
            id: id.into(),
            name: name.into(),
            url: url.into(),
        }));
    }

    /// Gives roles on the category or room of this id.
    pub fn grant(&mut self, node: &str, principal: &str, roles: &str) {
        let has = |role| roles.split(' ').any(|word| word == role);
        let grant = Grant {
            principal: self.directory.principals.refer(principal),
            manager: has("manager"),
            member: has("member"),
            creator: has("creator"),
            presenter: has("presenter"),
        };
        if let Some(at) = self.directory.category_position(node) {
            self.directory.categories[at].roles.push(grant);
        } else {
            let at = self.directory.room_position(node).unwrap();
            self.directory.rooms[at].roles.push(grant);
        }
    }

    /// Puts a principal on the scope of the category or room of this id.
    pub fn scope(&mut self, node: &str, principal: &str, denied: bool) {
        let principal = self.directory.principals.refer(principal);
        let entry = ScopeEntry { principal, denied };
        if let Some(at) = self.directory.category_position(node) {
            self.directory.categories[at].scope.push(entry);
        } else {
            let at = self.directory.room_position(node).unwrap();
            self.directory.rooms[at].scope.push(entry);
        }
    }

    /// Notes messages in a room.
    pub fn write(&mut self, room: &str, author: &str, messages: u64) -> &mut RoomHistory {
        let author = self.history.authors.number(author);
        let history = self.history.rooms.entry(room.into()).or_default();
        history.messages += messages;
        *history.authors.entry(author).or_default() += messages;
        history
    }

    /// What a rule finds, one line each: severity, basis, object and details.
    pub fn says(&self, rule: &str) -> Vec<String> {
        let (findings, not_run) = self.run(rule);
        assert_eq!(not_run, None);
        findings.iter().map(line).collect()
    }

    /// Why a rule cannot be checked.
    pub fn not_run(&self, rule: &str) -> Option<NotRun> {
        let (findings, not_run) = self.run(rule);
        assert_eq!(findings, []);
        not_run
    }

    /// All of it, as rules and plans look at it.
    pub fn evidence(&self) -> Evidence<'_> {
        let (target, store) = (self.target.as_ref(), self.store.as_ref());
        Evidence::with(
            &self.directory,
            &self.history,
            &self.options,
            target,
            store,
            &self.unclaimed,
        )
    }

    fn run(&self, rule: &str) -> (Vec<Finding>, Option<NotRun>) {
        let outcome = check(&self.evidence(), &[rule.to_owned()]);
        let not_run = outcome.not_run.first().map(|(_, reason)| *reason);
        (outcome.findings, not_run)
    }
}

/// `error documented room 57: length=300 suggestion=-`.
fn line(finding: &Finding) -> String {
    let Finding {
        severity,
        basis,
        object,
        details,
        ..
    } = finding;
    let mut line = format!(
        "{} {} {} {}:",
        severity.word(),
        basis.word(),
        object.kind.word(),
        object.id
    );
    for (column, value) in details {
        line.push_str(&format!(" {column}={}", shown(value)));
    }
    line
}

/// A value as a test expects it.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Nothing => "-".to_owned(),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) => format!("[{}]", list.join(", ")),
    }
}
