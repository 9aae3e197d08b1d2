//! What a migration needs to know of its surroundings, and no input says.

use super::powershell;
use crate::directory::{ChosenCollation, CollationOrigin};
use crate::wording::wording;

wording! {
    in "runbook";
    /// Something of the surroundings, by what it is called where it has to be filled in.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Blank {
        /// The SQL Server instance with the source's database.
        SourceSql,
        /// The pool that the source is, where it is a Persistent Chat pool.
        SourcePool,
        /// The share with the source's files.
        SourceStore,
        /// The SQL Server instance with the target's database.
        TargetSql,
        /// The target pool.
        TargetPool,
        /// The share with the target's files.
        TargetStore,
        /// The SIP address of the old lookup server.
        Lookup,
        /// The folder that the export and all reports go to.
        Folder,
        /// The repair script.
        Script,
        /// The SIP address of a new manager.
        Manager,
        /// The trusted application pool of the old servers.
        TrustedPool,
        /// A policy for some users.
        Policy,
        /// One of them.
        User,
        /// Where the target's database is backed up to.
        BackupPath,
    }
}

/// What is known of the surroundings. What is not is left to be filled in.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The input, as it was given.
    pub input: Vec<String>,
    /// Options that only this input needs (`--database` and so on), likewise: the export of the night is a package.
    pub input_options: Vec<String>,
    /// The file of decisions, as it was given.
    pub decisions: Option<String>,
    /// The other options that the plan depends on (`--since` and so on), likewise.
    pub options: Vec<String>,
    /// Options that only the findings depend on (`--target`, `--forest`), likewise.
    pub rule_options: Vec<String>,
    /// The SQL Server instance with the source's database, such as `sql01.contoso.com\gc`.
    pub source_sql: Option<String>,
    /// The pool that the source is, such as `chat01.contoso.com`; a Group Chat pool has none that cmdlets know.
    pub source_pool: Option<String>,
    /// The share with the source's uploaded files.
    pub source_store: Option<String>,
    /// The SQL Server instance with the target's database.
    pub target_sql: Option<String>,
    /// The target pool, such as `chat02.contoso.com`.
    pub target_pool: Option<String>,
    /// The share of the target for uploaded files.
    pub target_store: Option<String>,
    /// The SIP address of the old lookup server, such as `sip:ocschat@contoso.com`.
    pub lookup: Option<String>,
    /// The folder on the administrator's machine that the export and all reports go to.
    pub folder: Option<String>,
    /// The repair script, as it was named.
    pub script: Option<String>,
}

impl Blank {
    /// Those that are known before, in the order in which they are needed.
    pub const OF_SITE: [Blank; 8] = [
        Blank::Folder,
        Blank::SourceSql,
        Blank::SourcePool,
        Blank::SourceStore,
        Blank::TargetSql,
        Blank::TargetPool,
        Blank::TargetStore,
        Blank::Lookup,
    ];

    /// Its stable name, which is that of the option.
    pub fn word(self) -> &'static str {
        match self {
            Blank::SourceSql => "source-sql",
            Blank::SourcePool => "source-pool",
            Blank::SourceStore => "source-store",
            Blank::TargetSql => "target-sql",
            Blank::TargetPool => "target-pool",
            Blank::TargetStore => "target-store",
            Blank::Lookup => "lookup",
            Blank::Folder => "folder",
            Blank::Script => "script",
            Blank::Manager => "manager",
            Blank::TrustedPool => "trusted-pool",
            Blank::Policy => "policy",
            Blank::User => "user",
            Blank::BackupPath => "backup-path",
        }
    }
}

impl Site {
    /// With the collation that the input states of its database, which the export of the night will not state.
    pub(super) fn with_collation(&self, chosen: &ChosenCollation) -> Site {
        let mut site = self.clone();
        if let CollationOrigin::Input(_) = chosen.origin {
            let name = chosen.collation.name().to_owned();
            site.options.extend(["--collation".to_owned(), name]);
        }
        site
    }

    /// What is known of this.
    pub fn known(&self, blank: Blank) -> Option<&str> {
        let known = match blank {
            Blank::SourceSql => &self.source_sql,
            Blank::SourcePool => &self.source_pool,
            Blank::SourceStore => &self.source_store,
            Blank::TargetSql => &self.target_sql,
            Blank::TargetPool => &self.target_pool,
            Blank::TargetStore => &self.target_store,
            Blank::Lookup => &self.lookup,
            Blank::Folder => &self.folder,
            Blank::Script => &self.script,
            Blank::Manager
            | Blank::TrustedPool
            | Blank::Policy
            | Blank::User
            | Blank::BackupPath => &None,
        };
        known.as_deref()
    }

    /// As a value of a command. What is not known stands in angle brackets: PowerShell refuses to run such a line.
    pub(super) fn value(&self, blank: Blank) -> String {
        match self.known(blank) {
            Some(known) => powershell::text(known),
            None => blank_in(blank),
        }
    }

    /// A share, as a value of a command: behind a backslash a program would take the closing quote for a part of it.
    pub(super) fn share(&self, blank: Blank) -> String {
        match self.known(blank) {
            Some(share) => powershell::text(share.trim_end_matches(['\\', '/'])),
            None => blank_in(blank),
        }
    }

    /// A file of the folder, as a value of a command.
    pub(super) fn file(&self, name: &str) -> String {
        match self.known(Blank::Folder) {
            Some(folder) => {
                let path = format!("{}\\{name}", folder.trim_end_matches(['\\', '/']));
                powershell::text(&path)
            }
            None => format!("{}\\{name}", blank_in(Blank::Folder)),
        }
    }

    /// The options of the plan, as words of a command: those of `verify`.
    pub(super) fn plan_words(&self) -> String {
        let decisions = self.decisions.iter();
        let decisions: Vec<String> = decisions
            .flat_map(|file| ["--decisions".to_owned(), file.clone()])
            .collect();
        words(&decisions) + &words(&self.options)
    }

    /// Those, and the options of the rules: those of `convert`.
    pub(super) fn conversion_words(&self) -> String {
        self.plan_words() + &words(&self.rule_options)
    }

    /// The same without decisions: those of `analyze`, which writes them.
    pub(super) fn analysis_words(&self) -> String {
        words(&self.options) + &words(&self.rule_options)
    }

    /// The input, as words of a command.
    pub(super) fn input_words(&self) -> String {
        words(&self.input) + &words(&self.input_options)
    }

    /// The repair script as a word of a command; one in the folder where none was written.
    pub(super) fn script_word(&self) -> String {
        match &self.script {
            // A name alone is none that PowerShell runs.
            Some(file) if !file.contains(['/', '\\']) => powershell::text(&format!(".\\{file}")),
            Some(file) => powershell::text(file),
            None => self.file("repair.ps1"),
        }
    }

    /// The file of decisions as a word of a command; one in the folder where none was given.
    pub(super) fn decisions_word(&self) -> String {
        match &self.decisions {
            Some(file) => powershell::argument(file),
            None => self.file("decisions.csv"),
        }
    }
}

fn blank_in(blank: Blank) -> String {
    format!("<{blank}>")
}

/// Each with a blank in front. Windows PowerShell gives no empty argument to a program, so an empty value stays with its
/// option.
fn words(words: &[String]) -> String {
    let mut line = String::new();
    for word in words {
        if word.is_empty() {
            line.push('=');
        } else {
            line.push(' ');
            line += &powershell::argument(word);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_to_be_filled_in() {
        let site = Site {
            target_sql: Some("sql02.contoso.com\\rtc".into()),
            ..Site::default()
        };
        assert_eq!(site.value(Blank::TargetSql), "'sql02.contoso.com\\rtc'");
        assert!(site.value(Blank::SourceSql).starts_with('<'));
        assert!(site.file("export.zip").ends_with(">\\export.zip"));
        let site = Site {
            folder: Some("D:\\Move it\\".into()),
            ..Site::default()
        };
        assert_eq!(site.file("a.zip"), "'D:\\Move it\\a.zip'");
    }

    #[test]
    fn an_empty_value_stays_with_its_option() {
        let given = ["--separator", "", "--since", "2010-01-01"].map(str::to_owned);
        assert_eq!(words(&given), " --separator= --since 2010-01-01");
    }
}
