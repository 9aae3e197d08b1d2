//! Every fact that is said has its sentence in every language's files, every sentence is said, and the values that stand in
//! it are the fact's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::parse::{Parse, ParseStream, Parser};
use syn::{ItemEnum, LitStr, Token};

/// The facts of one area: their names, and the names of their fields.
type Facts = BTreeMap<String, BTreeSet<String>>;

/// What stands inside of `wording! { … }`.
struct Declared {
    area: String,
    facts: ItemEnum,
}

impl Parse for Declared {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Token![in]>()?;
        let area = input.parse::<LitStr>()?.value();
        input.parse::<Token![;]>()?;
        let facts = input.parse()?;
        Ok(Declared { area, facts })
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// All facts that the code declares, by area.
fn declared() -> BTreeMap<String, Facts> {
    let mut paths = Vec::new();
    sources(Path::new("src"), &mut paths);
    let mut areas: BTreeMap<String, Facts> = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a source");
        let file = syn::parse_file(&text).expect("a file that the compiler takes");
        for item in file.items {
            let syn::Item::Macro(item) = item else {
                continue;
            };
            if !item.mac.path.is_ident("wording") {
                continue;
            }
            let declared = Declared::parse
                .parse2(item.mac.tokens)
                .expect("facts as the macro takes them");
            let facts = areas.entry(declared.area).or_default();
            for fact in declared.facts.variants {
                let fields = fact.fields.iter();
                let fields = fields.filter_map(|field| Some(field.ident.as_ref()?.to_string()));
                let again = facts.insert(fact.ident.to_string(), fields.collect());
                assert!(again.is_none(), "{}: {} twice", path.display(), fact.ident);
            }
        }
    }
    areas
}

/// The names in braces: `{name}`, `{name.whole}`, `{name|one|many}`, `{?name:…}`, `{!name:…}`; `{=name}` apart.
fn places(text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut values, mut shared) = (BTreeSet::new(), BTreeSet::new());
    for piece in text.split('{').skip(1) {
        let end = piece.find(['}', ':', '|', '.']).unwrap_or(piece.len());
        match piece[..end].strip_prefix('=') {
            Some(name) => shared.insert(name.to_owned()),
            None => values.insert(piece[..end].trim_start_matches(['?', '!']).to_owned()),
        };
    }
    (values, shared)
}

/// The texts of a table of a file: one, or several by name.
fn texts(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Table(table) => table.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn facts_and_sentences_fit_each_other() {
    let declared = declared();
    for language in fs::read_dir("src/wording").unwrap() {
        let folder = language.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let read = |area: &str| -> toml::Table {
            let path = folder.join(area).with_extension("toml");
            let text = fs::read_to_string(&path);
            toml::from_str(&text.unwrap_or_else(|_| panic!("no {}", path.display()))).unwrap()
        };
        let mut files: BTreeSet<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|file| file.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let shared: BTreeSet<String> = read("shared")["text"]
            .as_table()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        let mut used = BTreeSet::new();
        for (area, facts) in &declared {
            files.remove(area);
            let sentences = read(area);
            let known: BTreeSet<&String> = facts.keys().collect();
            let said: BTreeSet<&String> = sentences.keys().collect();
            assert_eq!(
                known,
                said,
                "facts and sentences of {area} ({})",
                folder.display()
            );
            for (fact, fields) in facts {
                for text in texts(&sentences[fact]) {
                    let (values, from_shared) = places(&text);
                    let unknown: Vec<_> = values.difference(fields).collect();
                    assert!(unknown.is_empty(), "{area}.{fact} has no {unknown:?}");
                    used.extend(from_shared);
                }
            }
        }
        assert_eq!(used, shared, "what is shared, and what of it is used");
        let others = ["report", "shared"].map(str::to_owned);
        assert_eq!(files, others.into(), "files of no area");
    }
}
