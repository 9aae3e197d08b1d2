//! The house as CONTRIBUTING.md describes it: which folder uses which, and that no two files use each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree};

/// The way to a module or to what is in one, from the library's root.
type Way = Vec<String>;

/// What a file says of others.
#[derive(Default)]
struct Said {
    /// Ways that it names, as they are written; with the module that they are written in.
    named: Vec<(Way, Way)>,
    /// What it passes on under a name of its own: module, name, way.
    passed_on: Vec<(Way, String, Way)>,
    /// Modules that only tests have.
    of_tests: BTreeSet<Way>,
    module: Way,
}

impl Said {
    fn read(module: Way, text: &str) -> Said {
        let mut said = Said {
            module,
            ..Said::default()
        };
        said.visit_file(&syn::parse_file(text).expect("a file that the compiler takes"));
        said
    }

    fn take(&mut self, tree: &UseTree, before: &[String]) {
        let joined = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.take(&path.tree, &joined(&path.ident)),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.take(tree, before);
                }
            }
            UseTree::Glob(_) => self.named.push((self.module.clone(), before.to_vec())),
            UseTree::Name(name) => self.leaf(joined(&name.ident), &name.ident.to_string()),
            UseTree::Rename(name) => self.leaf(joined(&name.ident), &name.rename.to_string()),
        }
    }

    fn leaf(&mut self, mut way: Way, name: &str) {
        if way.last().is_some_and(|last| last == "self") {
            way.pop();
        }
        self.passed_on
            .push((self.module.clone(), name.to_owned(), way.clone()));
        self.named.push((self.module.clone(), way));
    }
}

fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = match &attribute.meta {
            syn::Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string(),
            _ => return false,
        };
        ["test", "fuzzing"].iter().any(|word| {
            condition
                .split(|c: char| !c.is_alphanumeric())
                .any(|it| it == *word)
        })
    })
}

impl<'ast> Visit<'ast> for Said {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Use(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_of_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let way = [&self.module[..], &[item.ident.to_string()]].concat();
        if is_of_tests(&item.attrs) {
            self.of_tests.insert(way);
        } else if item.content.is_some() {
            let outside = std::mem::replace(&mut self.module, way);
            visit::visit_item_mod(self, item);
            self.module = outside;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.take(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let way: Way = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        if way.len() > 1 && matches!(way[0].as_str(), "crate" | "super" | "self") {
            self.named.push((self.module.clone(), way));
        }
        visit::visit_path(self, path);
    }
}

/// All files of the library that are part of the program, by their modules.
struct House {
    files: BTreeMap<Way, PathBuf>,
    passed_on: BTreeMap<(Way, String), Way>,
    said: Vec<(Way, Said)>,
}

static HOUSE: LazyLock<House> = LazyLock::new(House::read);

impl House {
    fn read() -> House {
        let mut files = BTreeMap::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        collect(&root, &mut Vec::new(), &mut files);
        // The command line is a program of its own: it uses the library like any other crate.
        files.retain(|way: &Way, _| {
            way.first()
                .is_none_or(|first| first != "cli" && first != "main")
        });
        let read = |(way, file): (&Way, &PathBuf)| {
            let text = fs::read_to_string(file).expect("a file of the library");
            (way.clone(), Said::read(way.clone(), &text))
        };
        let mut said: Vec<(Way, Said)> = files.iter().map(read).collect();
        let of_tests: BTreeSet<Way> = said
            .iter()
            .flat_map(|(_, it)| it.of_tests.clone())
            .collect();
        let is_built = |way: &Way| !(1..=way.len()).any(|end| of_tests.contains(&way[..end]));
        said.retain(|(way, _)| is_built(way));
        files.retain(|way, _| is_built(way));
        let mut house = House {
            files,
            passed_on: BTreeMap::new(),
            said: Vec::new(),
        };
        for (_, said) in &said {
            for (module, name, way) in &said.passed_on {
                if let Some(way) = house.absolute(way, module) {
                    let key = (module.clone(), name.clone());
                    house.passed_on.insert(key, way);
                }
            }
        }
        house.said = said;
        house
    }

    /// A way from the root, of one that is written in a module; `None` where it leads to another crate.
    fn absolute(&self, way: &[String], module: &[String]) -> Option<Way> {
        let mut from = module.to_vec();
        let mut rest = way;
        match rest.first()?.as_str() {
            "crate" => return Some(rest[1..].to_vec()),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|first| first == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                let child = [&from[..], &[first.to_owned()]].concat();
                if !self.files.contains_key(&child) {
                    return None;
                }
            }
        }
        Some([&from[..], rest].concat())
    }

    /// The file that something is written in, whoever passes it on.
    fn home(&self, way: &[String]) -> Way {
        let mut way = way.to_vec();
        'passed_on: for _ in 0..10 {
            for end in 0..way.len() {
                let key = (way[..end].to_vec(), way[end].clone());
                let is_file = self.files.contains_key(&way[..=end]);
                if let Some(to) = self
                    .passed_on
                    .get(&key)
                    .filter(|to| !is_file && **to != way[..=end])
                {
                    way = [&to[..], &way[end + 1..]].concat();
                    continue 'passed_on;
                }
            }
            break;
        }
        while !self.files.contains_key(&way) {
            way.pop();
        }
        way
    }

    /// Which files use which.
    fn arrows(&self) -> BTreeMap<&Way, BTreeSet<Way>> {
        let mut arrows: BTreeMap<&Way, BTreeSet<Way>> = BTreeMap::new();
        for (file, said) in &self.said {
            let to = said.named.iter().filter_map(|(module, way)| {
                let way = self.absolute(way, module)?;
                Some(self.home(&way)).filter(|to| to != file && !to.is_empty())
            });
            arrows.entry(file).or_default().extend(to);
        }
        arrows
    }
}

fn collect(folder: &Path, way: &mut Way, files: &mut BTreeMap<Way, PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the library") {
        let path = entry.expect("what is in it").path();
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            way.push(stem);
            collect(&path, way, files);
            way.pop();
        } else if path.extension().is_some_and(|it| it == "rs") {
            let own = (!matches!(stem.as_str(), "mod" | "lib")).then_some(stem);
            files.insert(way.iter().cloned().chain(own).collect(), path);
        }
    }
}

/// The table of CONTRIBUTING.md: each folder, and those that it may use.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let page = include_str!("../../CONTRIBUTING.md");
    let rows = page.lines().filter(|line| line.starts_with("| `src/"));
    let table = rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0].trim_matches('`').trim_start_matches("src/");
        let uses = cells[2].split(", ").filter(|it| *it != "nothing");
        let name = name.trim_end_matches('/').trim_end_matches(".rs");
        (name.to_owned(), uses.map(str::to_owned).collect())
    });
    table.collect()
}

#[test]
fn each_folder_uses_those_that_the_table_allows() {
    let (house, table) = (&*HOUSE, table());
    let mut wrong = Vec::new();
    for (from, all) in house.arrows() {
        let Some(own) = from.first() else { continue };
        let allowed = table
            .get(own)
            .unwrap_or_else(|| panic!("{own} is not in the table"));
        for to in all
            .iter()
            .filter(|to| to[0] != *own && !allowed.contains(&to[0]))
        {
            wrong.push(format!("{} uses {}", from.join("::"), to.join("::")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_goes_downwards_and_has_all_folders() {
    let (house, table) = (&*HOUSE, table());
    let page = include_str!("../../CONTRIBUTING.md");
    let place = |name: &str| {
        page.find(&format!("| `src/{name}"))
            .unwrap_or_else(|| panic!("no row of {name}"))
    };
    for (name, uses) in &table {
        for used in uses.iter().filter(|used| *used != "everything public") {
            assert!(
                place(used) > place(name),
                "{used} stands above {name}, which uses it"
            );
        }
    }
    let folders: BTreeSet<&String> = house.files.keys().filter_map(|way| way.first()).collect();
    for folder in folders {
        assert!(table.contains_key(folder), "{folder} is not in the table");
    }
}

/// Files that a newcomer would have to read together. A folder's first file and those in it may name each other.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let house = &*HOUSE;
    let arrows = house.arrows();
    let leads = |from: &Way| {
        let all = arrows.get(from).into_iter().flatten();
        let is_family = |to: &&Way| to.starts_with(from) || from.starts_with(to);
        let outside: Vec<&Way> = all.filter(|to| !is_family(to)).collect();
        outside
    };
    let mut done: BTreeSet<&Way> = BTreeSet::new();
    for start in house.files.keys() {
        // Depth first, with the way that leads here.
        let mut stack = vec![(start, leads(start))];
        if done.contains(start) {
            continue;
        }
        while let Some((_, left)) = stack.last_mut() {
            let Some(next) = left.pop() else {
                let (file, _) = stack.pop().expect("it is there");
                done.insert(file);
                continue;
            };
            if done.contains(next) {
                continue;
            }
            if let Some(at) = stack.iter().position(|(file, _)| *file == next) {
                let circle: Vec<String> = stack[at..]
                    .iter()
                    .map(|(file, _)| file.join("::"))
                    .collect();
                panic!("a circle: {}", circle.join(" -> "));
            }
            stack.push((next, leads(next)));
        }
    }
}

#[test]
fn the_command_line_uses_the_library_from_outside() {
    let mut files = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    collect(&root.join("cli"), &mut vec!["cli".to_owned()], &mut files);
    for (way, file) in files {
        let text = fs::read_to_string(&file).expect("a file of the command line");
        for (module, named) in Said::read(way.clone(), &text).named {
            let is_outside = named[0] == "crate" && named.get(1).is_none_or(|it| it != "cli");
            assert!(
                !is_outside,
                "{} names {}",
                module.join("::"),
                named.join("::")
            );
        }
    }
}

#[test]
fn no_file_is_longer_than_can_be_read_at_one_sitting() {
    const LONGEST: usize = 450;
    for (way, file) in &HOUSE.files {
        let lines = fs::read_to_string(file)
            .expect("a file of the library")
            .lines()
            .count();
        assert!(lines <= LONGEST, "{} has {lines} lines", way.join("::"));
    }
}
