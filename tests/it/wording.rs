//! Every fact that is said has its sentence in every language's files, every sentence is said, and the values that stand in
//! it are the fact's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::parse::{Parse, ParseStream, Parser};
use syn::visit::{self, Visit};
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

/// Literals of the code that are sentences, or look like such: two words with a blank between them.
#[derive(Default)]
struct Literals {
    found: Vec<String>,
}

impl Literals {
    fn note(&mut self, text: &str) {
        let words = text.split(' ').filter(|word| {
            let word = word.trim_matches(|c: char| ".,;:!?()“”".contains(c));
            word.len() > 1 && word.chars().all(char::is_alphabetic)
        });
        if words.count() > 1 {
            self.found.push(text.to_owned());
        }
    }

    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut is_attribute = false;
        for token in tokens {
            let behind_hash = is_attribute;
            is_attribute =
                matches!(&token, proc_macro2::TokenTree::Punct(it) if it.as_char() == '#');
            match token {
                proc_macro2::TokenTree::Group(_) if behind_hash => {}
                proc_macro2::TokenTree::Group(group) => self.tokens(group.stream()),
                proc_macro2::TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.note(&text.value());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether it is there for tests only.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg")
            && matches!(&it.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
            || it.path().is_ident("test")
    })
}

impl<'a> Visit<'a> for Literals {
    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_lit_str(&mut self, literal: &'a LitStr) {
        self.note(&literal.value());
    }

    fn visit_macro(&mut self, called: &'a syn::Macro) {
        let name = called.path.segments.last().map(|it| it.ident.to_string());
        let for_programmers = [
            "assert",
            "assert_eq",
            "debug_assert",
            "debug_assert_eq",
            "panic",
            "unreachable",
            "wording",
        ];
        if !for_programmers.contains(&name.unwrap_or_default().as_str()) {
            self.tokens(called.tokens.clone());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if call.method == "expect" || call.method == "expect_err" {
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }
}

/// Files whose literals are no sentences: code of other languages, what files begin with, names for programs, made-up data,
/// the English of the help.
const NO_SENTENCES: [&str; 22] = [
    "src/cli/",
    "src/directory/collation/named.rs",
    "src/directory/content_kind.rs",
    "src/directory/unclaimed.rs",
    "src/generate/",
    "src/input/aside.rs",
    "src/input/foreign/",
    "src/package/layout/entity.rs",
    "src/package/paths.rs",
    "src/package/read/records.rs",
    "src/pool/schema.rs",
    "src/redact/",
    "src/report/chart/",
    "src/report/databases.rs",
    "src/report/files/cmd.rs",
    "src/report/files/powershell.rs",
    "src/report/html/shell.rs",
    "src/report/input.rs",
    "src/report/runbook/html.rs",
    "src/runbook/steps/",
    "src/sqlserver/",
    "src/wording/",
];

#[test]
fn no_sentence_stands_in_the_code() {
    let mut paths = Vec::new();
    sources(Path::new("src"), &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let name = path.display().to_string().replace('\\', "/");
        let is_other = NO_SENTENCES.iter().any(|it| name.starts_with(it));
        if is_other || name.contains("test") || name.ends_with("sample.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        let mut literals = Literals::default();
        literals.visit_file(&syn::parse_file(&text).expect("a file that the compiler takes"));
        // A command is typed as it stands, whatever the language.
        let is_command = |text: &String| text.contains("pchat ") || text.contains(" --");
        let sentences = literals.found.into_iter().filter(|text| !is_command(text));
        found.extend(sentences.map(|text| format!("{name}: {text}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

const TRANSLATED: [&str; 3] = ["de", "fr", "it"];

/// What is the same in another language: names of programs, statements, examples, titles of pages that are in English.
const THE_SAME: [&str; 15] = [
    "records.AtByte",
    "script.Truncate",
    "script.BulkInsert",
    "script.SelectInto",
    "script.DropTable",
    "script.DefaultValues",
    "page-deciding.File",
    "runbook.Category",
    "runbook.Room",
    "package.Attribute",
    "xml.NoAttribute",
    "runbook.Membership",
    "runbook.Migrate2019",
    "runbook.ResourceKit",
    "runbook.Schema",
];

/// The texts of a file, by the keys that lead to them.
fn by_key(at: &str, value: &toml::Value, all: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                by_key(&format!("{at}.{key}"), value, all);
            }
        }
        value => {
            all.insert(at.to_owned(), value.as_str().unwrap_or_default().to_owned());
        }
    }
}

/// All texts of a language: `area.key`, and what it says.
fn all_texts(language: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for file in fs::read_dir(Path::new("src/wording").join(language)).expect("a folder") {
        let path = file.expect("an entry").path();
        let area = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("UTF-8");
        by_key(
            &area,
            &toml::Value::Table(toml::from_str(&text).expect("TOML")),
            &mut all,
        );
    }
    all
}

#[test]
fn every_language_says_the_same_things_with_the_same_values() {
    let english = all_texts("en");
    for language in TRANSLATED {
        let texts = all_texts(language);
        let keys =
            |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
        let (known, said) = (keys(&english), keys(&texts));
        let differ: Vec<_> = known.symmetric_difference(&said).collect();
        assert!(
            differ.is_empty(),
            "{language}: missing or unused: {differ:?}"
        );
        for (key, text) in &texts {
            assert_eq!(
                places(&english[key]),
                places(text),
                "{language}: values of {key}"
            );
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let english = all_texts("en");
    for language in TRANSLATED {
        let mut left = Vec::new();
        for (key, text) in all_texts(language) {
            let is_the_same = THE_SAME.iter().any(|it| key == *it);
            // What stands in braces is no word of the sentence.
            let plain: String = text.split(['{', '}']).step_by(2).collect();
            let words = plain
                .split_whitespace()
                .filter(|it| it.chars().filter(|c| c.is_alphabetic()).count() > 2);
            if english.get(&key) == Some(&text) && words.count() > 1 && !is_the_same {
                left.push(format!("{key} = {text}"));
            }
        }
        assert!(left.is_empty(), "{language}: {}", left.join("\n"));
    }
}

/// The table of docs/terms.md: of each term what it is called in a language, and what it must not be called.
fn terms() -> Vec<(String, [Vec<String>; 3])> {
    let text = fs::read_to_string("docs/terms.md").expect("the page is there");
    let (table, _) = text.split_once("## Pages").expect("two parts");
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.filter(|row| !row.starts_with("| ---"))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let never = |cell: &str| {
                let (_, never) = cell.split_once('✗').unwrap_or(("", ""));
                let words = never.split(',').map(|it| it.trim().to_owned());
                words.filter(|it| !it.is_empty()).collect::<Vec<_>>()
            };
            (cells[0].to_owned(), [1, 2, 3].map(|at| never(cells[at])))
        })
        .collect()
}

#[test]
fn every_language_uses_the_terms_that_are_agreed_on() {
    let terms = terms();
    assert!(terms.len() >= 17, "{terms:?}");
    for (at, language) in TRANSLATED.iter().enumerate() {
        let mut pages = all_texts(language);
        for file in fs::read_dir(format!("docs/rules/{language}")).expect("a folder") {
            let path = file.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("UTF-8");
            pages.insert(path.display().to_string(), text);
        }
        let help = format!("src/cli/help/{language}.toml");
        pages.insert(help.clone(), fs::read_to_string(help).expect("UTF-8"));
        for (term, never) in &terms {
            for word in &never[at] {
                for (key, text) in &pages {
                    let is_there = text.match_indices(word.as_str()).any(|(begin, found)| {
                        let before = text[..begin].chars().next_back();
                        let after = text[begin + found.len()..].chars().next();
                        let is_inside =
                            |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '`');
                        !is_inside(before) && !is_inside(after)
                    });
                    assert!(!is_there, "{language}: {key} says {word:?} for {term}");
                }
            }
        }
    }
}
