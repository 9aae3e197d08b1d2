//! The message catalogue: every sentence a report shows, made from a finding's facts. Another language is another file.

mod facts;
mod in_words;
mod verification;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use self::facts::Facts;
use self::verification::VerificationTexts;
use super::visible::visible;
use crate::directory::{ChosenCollation, CollationOrigin, ContentKind};
use crate::rules::{Basis, Finding, NotRun, ObjectKind, Severity, Value};
use crate::wording::{self, Language, Template, words};

/// Of each language, read when it is first asked for.
static CATALOGUES: [OnceLock<Catalogue>; Language::COUNT] =
    [const { OnceLock::new() }; Language::COUNT];

/// All texts of one language.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Catalogue {
    text: Texts,
    count: BTreeMap<String, Template>,
    part: BTreeMap<String, String>,
    kind: BTreeMap<String, KindText>,
    column: BTreeMap<String, String>,
    severity: BTreeMap<String, SeverityText>,
    change: BTreeMap<String, ChangeText>,
    state: BTreeMap<String, String>,
    step: BTreeMap<String, String>,
    not_run: NotRunTexts,
    rule: BTreeMap<String, RuleText>,
    verification: VerificationTexts,
}

/// What the reports say besides the findings. Each template's values are named where it is used.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) package: Template,
    pub(super) sql: Template,
    pub(super) period: Template,
    pub(super) uploaded: Template,
    pub(super) absent: Template,
    pub(super) collation_default: Template,
    pub(super) collation_input: Template,
    pub(super) collation_option: Template,
    pub(super) found: Template,
    pub(super) inferred: Template,
    pub(super) partly_inferred: Template,
    pub(super) rows_left: Template,
    pub(super) nothing_found: Template,
    pub(super) totals: Template,
    pub(super) not_checked: Template,
    pub(super) skipped: Template,
    pub(super) skipped_pages: Template,
    pub(super) database: Template,
    pub(super) database_version: Template,
    pub(super) database_created: Template,
    pub(super) database_collation: Template,
    pub(super) database_files: Template,
    pub(super) backup_date: Template,
    pub(super) backup_server: Template,
    pub(super) backup_sets: Template,
    pub(super) backup_read: Template,
    pub(super) pages: Template,
    pub(super) pages_damaged: Template,
    pub(super) skipped_both: Template,
    pub(super) skipped_left: Template,
    pub(super) next: Template,
    pub(super) next_explain: Template,
    pub(super) next_report: Template,
    pub(super) next_decisions: Template,
    pub(super) next_simulate: Template,
    pub(super) next_inspect: Template,
    pub(super) next_analyze: Template,
    pub(super) next_convert: Template,
    pub(super) next_verify: Template,
    pub(super) next_import: Template,
    pub(super) next_what_if: Template,
    pub(super) changes: Template,
    pub(super) no_changes: Template,
    pub(super) changes_planned: Template,
    pub(super) written: Template,
    pub(super) written_unchanged: Template,
    pub(super) by_import: Template,
    pub(super) people_left: Template,
    pub(super) each_change: Template,
    pub(super) remaining: Template,
    pub(super) names_of: Template,
    pub(super) nothing_remains: Template,
    pub(super) remaining_all: Template,
    pub(super) remaining_caused: Template,
    pub(super) caused_by: Template,
    pub(super) afterwards: Template,
    pub(super) kept: Template,
    pub(super) left_out: Template,
    pub(super) messages_left_out: Template,
    pub(super) names: Template,
    pub(super) changed: Template,
    pub(super) roles: Template,
    pub(super) granted: Template,
    pub(super) revoked: Template,
    pub(super) members: Template,
    pub(super) files: Template,
    pub(super) file: Template,
    pub(super) member: Template,
    pub(super) bytes: Template,
    pub(super) form: Template,
    pub(super) state: Template,
    pub(super) holds: Template,
    pub(super) census: Template,
    pub(super) census_empty: Template,
    pub(super) no_rows: Template,
    pub(super) not_xml: Template,
    pub(super) no_extract: Template,
    pub(super) unknown_member: Template,
    pub(super) unknown_value: Template,
    pub(super) notices: Template,
    pub(super) tables: Template,
    pub(super) no_tables: Template,
    pub(super) table: Template,
    pub(super) rows: Template,
    pub(super) columns: Template,
    pub(super) rows_unknown: Template,
    pub(super) table_rows: Template,
    pub(super) row_number: Template,
    pub(super) all_rows: Template,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindText {
    /// Inside a sentence.
    word: String,
    /// At its beginning.
    capital: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeverityText {
    word: String,
    title: String,
    caption: String,
}

/// A kind of change: as a heading, and what is different beside the object's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeText {
    title: String,
    line: Template,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NotRunTexts {
    no_target: String,
    no_cutoff: String,
    no_principals: String,
    no_affiliations: String,
    no_categories: String,
    no_root: String,
    no_rooms: String,
    no_roles: String,
    no_scopes: String,
    no_messages: String,
    no_forest: String,
}

/// A rule's texts; those of a case come before those of the rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    title: String,
    message: Option<Template>,
    remedy: Option<Template>,
    #[serde(default)]
    case: BTreeMap<String, CaseText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    message: Option<Template>,
    remedy: Option<Template>,
}

impl RuleText {
    fn message(&self, case: &str) -> Option<&Template> {
        let own = self.case.get(case).and_then(|case| case.message.as_ref());
        own.or(self.message.as_ref())
    }

    fn remedy(&self, case: &str) -> Option<&Template> {
        let own = self.case.get(case).and_then(|case| case.remedy.as_ref());
        own.or(self.remedy.as_ref())
    }
}

impl Catalogue {
    /// The texts of the language that is spoken.
    pub fn spoken() -> &'static Catalogue {
        let language = wording::spoken();
        let read = || wording::read("report", language).expect("a test reads all catalogues");
        CATALOGUES[language as usize].get_or_init(read)
    }

    /// What a rule looks for, as a heading.
    pub fn title<'a>(&'a self, rule: &'a str) -> &'a str {
        self.rule.get(rule).map_or(rule, |text| &text.title)
    }

    /// The cases of a rule that have texts of their own, in alphabetical order.
    pub fn cases(&self, rule: &str) -> impl Iterator<Item = &str> {
        let cases = self.rule.get(rule).map(|text| text.case.keys());
        cases.into_iter().flatten().map(String::as_str)
    }

    /// What a finding says, as one sentence that names its object.
    pub fn message(&self, finding: &Finding) -> String {
        let subject = self.subject(finding);
        let facts = Facts {
            subject,
            ..self.facts(finding)
        };
        self.sentence(finding, RuleText::message, &facts)
    }

    /// The same to stand beside the object's name: without it, and with other names cut to so many columns.
    pub fn message_beside(&self, finding: &Finding, columns: usize) -> String {
        let facts = Facts {
            columns: Some(columns),
            ..self.facts(finding)
        };
        let message = self.sentence(finding, RuleText::message, &facts);
        message.trim_start().to_owned()
    }

    /// The same, never cut, with each text of the input between the signs for isolation (U+2068 and U+2069), by which a page
    /// tells it from the sentence's own words.
    pub(super) fn isolated(&self, finding: &Finding) -> String {
        let facts = Facts {
            isolated: true,
            ..self.facts(finding)
        };
        let message = self.sentence(finding, RuleText::message, &facts);
        message.trim_start().to_owned()
    }

    /// What to do about a finding, as one sentence.
    pub fn remedy(&self, finding: &Finding) -> String {
        self.sentence(finding, RuleText::remedy, &self.facts(finding))
    }

    /// What to do about all findings of this finding's rule and case: the same without what is its own.
    pub fn remedy_for_all(&self, finding: &Finding) -> String {
        let facts = Facts {
            details: Cow::Borrowed(&[]),
            object: None,
            ..self.facts(finding)
        };
        self.sentence(finding, RuleText::remedy, &facts)
    }

    fn sentence(
        &self,
        finding: &Finding,
        which: for<'a> fn(&'a RuleText, &str) -> Option<&'a Template>,
        facts: &Facts<'_>,
    ) -> String {
        let (rule, case) = (finding.rule, finding.case());
        let template = self.rule.get(rule).and_then(|text| which(text, case));
        debug_assert!(template.is_some(), "no text for {rule} {case}");
        template.map_or_else(String::new, |template| template.render(facts))
    }

    /// Why a rule could not be checked, and what it needs.
    pub fn not_run(&self, reason: NotRun) -> &str {
        let texts = &self.not_run;
        match reason {
            NotRun::NoTarget => &texts.no_target,
            NotRun::NoCutoff => &texts.no_cutoff,
            NotRun::NoPrincipals => &texts.no_principals,
            NotRun::NoAffiliations => &texts.no_affiliations,
            NotRun::NoCategories => &texts.no_categories,
            NotRun::NoRoot => &texts.no_root,
            NotRun::NoRooms => &texts.no_rooms,
            NotRun::NoRoles => &texts.no_roles,
            NotRun::NoScopes => &texts.no_scopes,
            NotRun::NoMessages => &texts.no_messages,
            NotRun::NoForest => &texts.no_forest,
        }
    }

    /// Which kinds of content the input does not hold at all.
    pub fn missing(&self, kinds: &[ContentKind]) -> String {
        let parts: Vec<&str> = kinds.iter().map(|kind| self.part(*kind)).collect();
        self.fill(&self.text.absent, &[("parts", parts.join(", ").into())])
    }

    /// By which collation names are compared, and who says so.
    pub fn collation(&self, chosen: &ChosenCollation) -> String {
        let template = match chosen.origin {
            CollationOrigin::Default => &self.text.collation_default,
            CollationOrigin::Input(_) => &self.text.collation_input,
            CollationOrigin::Option => &self.text.collation_option,
        };
        let by = chosen.origin.stated_by().unwrap_or_default();
        let values = [
            ("name", chosen.collation.name().into()),
            ("by", visible(by).into_owned().into()),
        ];
        self.fill(template, &values)
    }

    /// A severity as a heading, and what it means.
    pub fn severity(&self, severity: Severity) -> (&str, &str) {
        let text = self.severity.get(severity.word());
        text.map_or((severity.word(), ""), |text| (&text.title, &text.caption))
    }

    /// A severity in a word.
    pub fn severity_word(&self, severity: Severity) -> &str {
        let text = self.severity.get(severity.word());
        text.map_or(severity.word(), |text| &text.word)
    }

    /// A kind of change as a heading.
    pub(super) fn change_title<'a>(&'a self, kind: &'a str) -> &'a str {
        self.change.get(kind).map_or(kind, |text| &text.title)
    }

    /// What is different, to stand beside the object's name.
    pub(super) fn change(&self, kind: &str, values: &[(&'static str, Value)]) -> String {
        let text = self.change.get(kind);
        debug_assert!(text.is_some(), "no text for {kind}");
        text.map_or_else(String::new, |text| self.fill(&text.line, values))
    }

    /// What something was or is: a setting's state, or a role.
    pub(super) fn state<'a>(&'a self, word: &'a str) -> &'a str {
        self.state.get(word).map_or(word, String::as_str)
    }

    pub(super) fn texts(&self) -> &Texts {
        &self.text
    }

    pub(super) fn verification(&self) -> &VerificationTexts {
        &self.verification
    }

    /// A kind of object inside a sentence.
    pub(super) fn kind<'a>(&'a self, kind: &'a str) -> &'a str {
        self.kind.get(kind).map_or(kind, |text| &text.word)
    }

    /// The same at the beginning of a sentence.
    pub(super) fn kind_capital(&self, kind: ObjectKind) -> &str {
        let word = kind.word();
        self.kind.get(word).map_or(word, |text| &text.capital)
    }

    /// A kind of content.
    pub(super) fn part(&self, kind: ContentKind) -> &str {
        let word = kind.word();
        self.part.get(word).map_or(word, String::as_str)
    }

    /// How many of a kind of content: `1,501 users`.
    pub(super) fn count(&self, kind: ContentKind, count: u64) -> String {
        let template = self.count.get(kind.word());
        debug_assert!(template.is_some(), "no text for {kind:?}");
        template.map_or_else(String::new, |it| self.fill(it, &[("count", count.into())]))
    }

    /// How much was left out while reading.
    pub(super) fn skipped(&self, count: u64, pages: u64) -> String {
        let template = match (count, pages) {
            (_, 0) => &self.texts().skipped,
            (0, _) => &self.texts().skipped_pages,
            _ => &self.texts().skipped_both,
        };
        self.fill(
            template,
            &[("count", count.into()), ("pages", pages.into())],
        )
    }

    pub(super) fn number(&self, number: u64) -> String {
        words().number(number)
    }

    pub(super) fn fill(&self, template: &Template, values: &[(&'static str, Value)]) -> String {
        template.render(&Facts::of(values, words()))
    }

    fn facts<'a>(&'a self, finding: &'a Finding) -> Facts<'a> {
        Facts {
            words: words(),
            details: self.in_words(&finding.details),
            object: Some(&finding.object),
            subject: String::new(),
            kind: self.kind(finding.object.kind.word()),
            inferred: finding.basis == Basis::Inferred,
            columns: None,
            isolated: false,
        }
    }

    /// The object at the beginning of a sentence: `Room 57 “Trading floor”`.
    fn subject(&self, finding: &Finding) -> String {
        let object = &finding.object;
        let capital = self.kind_capital(object.kind);
        let facts = self.facts(finding);
        let id = facts.text(&object.id);
        // A member's name is the place in it; its id is what people call it.
        if object.name.is_empty() || object.kind == ObjectKind::Member {
            format!("{capital} {id}")
        } else {
            format!(
                "{capital} {id} {}",
                words().quoted(&facts.text(&object.name))
            )
        }
    }
}

#[cfg(test)]
mod tests;
