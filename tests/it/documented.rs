//! The commands that README.md, the samples and the pages of `docs/` show print what is shown there.
//!
//! A block that begins with ```` ```console ```` is run by trycmd, in a folder that has what the page speaks of; a line
//! `...` stands for any number of lines. `TRYCMD=overwrite cargo test --test it documented` writes into the pages what the
//! commands print.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Place, copy_sample, root};

/// The folder that the commands of a page are run in.
struct Folder(PathBuf);

impl Folder {
    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).expect("it is written");
    }

    fn sample(&self, sample: &str, name: &str) {
        copy_sample(sample, &self.0.join(name));
    }
}

/// What finds something ends with 1; a page does not say so at every command.
const ENDS_WITH_FINDINGS: &str = "? 1\n";

/// A page as trycmd wants it: with the exit codes.
fn with_exit_codes(page: &str) -> String {
    let with_code = |line: &str| {
        let finds = ["$ pchat analyze ", "$ pchat convert ", "$ pchat files "];
        // Of files, nothing is missing where nothing is looked for.
        let looks = !line.starts_with("$ pchat files ") || line.contains("--store");
        let finds = looks && finds.iter().any(|it| line.starts_with(it));
        let finds = finds && !line.contains("--fail-on never");
        format!("{line}{}", if finds { ENDS_WITH_FINDINGS } else { "" })
    };
    page.split_inclusive('\n').map(with_code).collect()
}

/// Runs the commands of a page, where `prepare` puts their inputs.
fn run(page: &str, prepare: impl FnOnce(&Folder)) {
    let page = root().join(page);
    let place = Place::new();
    // Beside `x.md`, trycmd takes `x.in` for the folder.
    let folder = Folder(place.path("page.in"));
    fs::create_dir(&folder.0).expect("a folder");
    prepare(&folder);
    let text = fs::read_to_string(&page).expect("UTF-8");
    place.write("page.md", with_exit_codes(&text));
    trycmd::TestCases::new()
        .register_bin("pchat", Path::new(env!("CARGO_BIN_EXE_pchat")))
        .env("COLUMNS", "100")
        .env("LC_ALL", "C.UTF-8")
        .env("CLICOLOR_FORCE", "0")
        .case(place.path("page.md"))
        .run();
    let shown = String::from_utf8(place.read("page.md")).expect("UTF-8");
    let shown = shown.replace(&format!("\n{ENDS_WITH_FINDINGS}"), "\n");
    if shown != text {
        fs::write(page, shown).expect("the page can be written");
    }
}

fn samples(folder: &Folder) {
    folder.sample("", "samples");
}

/// The pages that have their own test here.
const RUN: [&str; 13] = [
    "README.md",
    "README.de.md",
    "README.fr.md",
    "README.it.md",
    "docs/decisions.md",
    "docs/extracts.md",
    "docs/files.md",
    "docs/page.md",
    "docs/project.md",
    "docs/redact.md",
    "docs/runbook.md",
    "docs/sql-server-files.md",
    "samples/README.md",
];

#[test]
fn what_is_shown_is_what_the_sample_gives() {
    for page in ["README.md", "README.de.md", "README.fr.md", "README.it.md"] {
        run(page, samples);
    }
}

#[test]
fn the_walk_through_the_samples() {
    run("samples/README.md", samples);
}

#[test]
fn decisions() {
    run("docs/decisions.md", |folder| {
        folder.sample("contoso.zip", "PersistentChatData.zip");
    });
}

#[test]
fn extracts() {
    run("docs/extracts.md", |folder| {
        let place = Place::new();
        place
            .pchat("generate -q --rooms 3 --users 4 --messages 9 --form bacpac -o mgc.bacpac")
            .exits(0);
        folder.write("mgc.bacpac", place.read("mgc.bacpac"));
        for table in ["Node", "Principal", "PrincipalRole", "RoleType", "Chat"] {
            let sample = format!("contoso-csv/dbo.tbl{table}.csv");
            folder.sample(&sample, &format!("tbl{table}.csv"));
        }
        folder.sample("contoso-csv", "EXTRACTS");
        folder.write("decisions.csv", "rule,kind,id,action,value\n");
    });
}

#[test]
fn uploaded_files() {
    run("docs/files.md", |folder| {
        folder.sample("contoso.zip", "PersistentChatData.zip");
        folder.sample("filestore", "filestore");
    });
}

#[test]
fn the_page() {
    run("docs/page.md", |folder| {
        folder.sample("contoso.zip", "PersistentChatData.zip");
        folder.sample("decisions.csv", "decisions.csv");
    });
}

#[test]
fn a_project() {
    run("docs/project.md", |folder| {
        let page = fs::read_to_string(root().join("docs/project.md")).expect("UTF-8");
        let (_, file) = page.split_once("```toml\n").expect("a file");
        let (file, _) = file.split_once("```").expect("its end");
        folder.write("pchat.toml", file);
        folder.sample("contoso.zip", "PersistentChatData.zip");
        folder.sample("decisions.csv", "decisions.csv");
    });
}

#[test]
fn the_runbook() {
    run("docs/runbook.md", samples);
}

#[test]
fn redacting() {
    run("docs/redact.md", |folder| {
        folder.sample("contoso.zip", "PersistentChatData.zip");
        folder.sample("contoso.sql", "mgc.sql");
        folder.sample("contoso-csv", "csv-folder");
        folder.sample("contoso.bak", "mgc.bak");
    });
}

// Elsewhere no file can be called as a shell of Unix reads `D:\Backup`.
#[cfg(unix)]
#[test]
fn data_files_and_backups() {
    use crate::chat::Pool;
    use crate::sqlserver::{Backup, Set};

    run("docs/sql-server-files.md", |folder| {
        let pool = Pool::open(&root().join("samples/contoso-csv"), "legacy");
        let mdf = |messages| {
            let pool = pool.with_chat(|rows| rows.truncate(messages));
            pool.database(661).mdf()
        };
        let in_two = pool.database_with(661, |name, table| match name {
            "tblChat" => table.in_files(&[1, 3]),
            _ => table,
        });
        for (id, file) in in_two.data_files() {
            folder.write(if id == 1 { "mgc.mdf" } else { "mgc_2.ndf" }, file);
        }
        let full = || Set::new("mgc", 661).on(1).file(1, mdf(50));
        let striped = Backup::new(vec![full()]).stripes(2).files();
        for (number, stripe) in (1..).zip(striped) {
            folder.write(&format!("mgc-{number}of2.bak"), stripe);
        }
        let differential = Set::new("mgc", 661).on(2).since(1);
        let differential = differential.changed(1, mdf(50), mdf(70));
        folder.write("mgc-full.bak", Backup::new(vec![full()]).bak());
        folder.write("mgc-diff.bak", Backup::new(vec![differential]).bak());
        folder.sample("contoso.bak", "mgc.bak");
        fs::create_dir(folder.0.join("D:Backup")).expect("a folder");
        folder.sample("contoso.bak", "D:Backup/mgc.bak");
    });
}

#[test]
fn no_command_is_shown_without_being_run() {
    for page in crate::readme::pages() {
        let text = fs::read_to_string(&page).expect("UTF-8");
        let name = page.strip_prefix(root()).expect("a page of ours");
        let name = name.to_str().expect("UTF-8").replace('\\', "/");
        assert_eq!(
            text.contains("```console\n"),
            RUN.contains(&name.as_str()),
            "{name}"
        );
        let blocks = text.split("```").skip(1).step_by(2);
        for block in blocks.filter(|block| !block.starts_with("console\n")) {
            assert!(!block.contains("\npchat "), "{name}:{block}");
        }
        // What has brackets says how a command is called.
        let mut indented = text.lines().filter(|line| line.starts_with("    pchat "));
        assert!(indented.all(|line| line.contains('[')), "{name}");
    }
}
