//! Deciding in the page: what its script needs to know. Without scripts each row says what is recommended.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use icu_normalizer::ComposingNormalizer;
use maud::{Markup, html};
use serde_json::{Value as Json, json};

use super::super::sections::argument;
use super::shown::Shown;
use super::text::name;
use super::{Page, shell};
use crate::decisions::{ActionWord, COLUMNS, Proposal, cell};
use crate::directory::{ADDIN_NAME_LIMIT, NAME_LIMIT};
use crate::plan::{Action, Reason};
use crate::rules::{ActionKind, ObjectKind, possible_actions};
use crate::wording::wording;

/// How many bytes the rows may have that the page does not show.
const NOT_SHOWN: usize = 300_000;

wording! {
    in "page-deciding";
    /// What the page says about deciding.
    enum Advice {
        /// Without scripts: what is recommended.
        Recommended,
    }
}

wording! {
    in "page-deciding";
    /// What the page's script says.
    enum Script {
        /// Heading of the bar.
        Heading,
        /// What the bar is for.
        About { rows: usize },
        /// A button: save.
        Save,
        /// A button: load.
        Load,
        /// The name of the saved file.
        File,
        /// Beside the buttons: how many rows are otherwise than recommended.
        Changed,
        /// Beside the buttons: a name has a fault.
        Faulty,
        /// A file was loaded.
        Loaded,
        /// A file cannot be read.
        NotLoaded,
        /// A label: what to do with all of a rule.
        ForAll,
        /// A label: the new name.
        NewName,
        /// A label: the action.
        ActionLabel,
        /// A label: a note of one's own.
        Note,
        /// Length of a name of the most that fits.
        Length,
        /// A name is too long.
        TooLong,
        /// A name is empty.
        Empty,
        /// A name is used by another object.
        Taken,
        /// A name with a character that none may have.
        BadCharacter,
        /// A name is free.
        Free,
        /// A label: the filter.
        Filter,
        /// How many rows the filter shows.
        Filtered,
        /// Rows that are not in the page: that a saved file lacks them.
        Incomplete { rows: usize },
        /// How to use the saved file.
        Use { command: String },
    }
}

/// The rows that can be decided in the page.
pub(super) struct Deciding {
    /// The row of each finding that can be decided and is shown, by the finding's place.
    rows: BTreeMap<usize, Row>,
    data: Option<Json>,
    /// How many rows a saved file has.
    saved: usize,
    /// How many it lacks for want of place.
    lacking: usize,
    command: String,
}

struct Row {
    at: usize,
    action: Action,
    reason: Option<Reason>,
}

impl Deciding {
    pub(super) fn of(page: &Page<'_>, shown: &Shown<'_>) -> Self {
        let mut places: Vec<usize> = shown.places().collect();
        places.sort_unstable();
        let mut deciding = Deciding {
            rows: BTreeMap::new(),
            data: None,
            saved: 0,
            lacking: 0,
            command: command(page),
        };
        let (mut rows, mut not_shown) = (Vec::new(), 0);
        for proposal in &page.proposals {
            let is_shown = places.binary_search(&proposal.finding).is_ok();
            let row = json_row(page, proposal);
            if is_shown {
                deciding.rows.insert(
                    proposal.finding,
                    Row {
                        at: rows.len(),
                        action: proposal.decision.action.clone(),
                        reason: proposal.reason.clone(),
                    },
                );
            } else {
                not_shown += row.to_string().len();
                // To keep is what happens without a row, too.
                let is_kept = proposal.decision.action == Action::Keep;
                if not_shown > NOT_SHOWN {
                    deciding.lacking += usize::from(!is_kept);
                    continue;
                }
            }
            rows.push(row);
        }
        deciding.saved = rows.len();
        if !deciding.rows.is_empty() {
            deciding.data = Some(json!({
                "columns": COLUMNS,
                "separator": char::from(page.separator).to_string(),
                "file": Script::File.to_string(),
                "rules": of_rules(page),
                "rows": rows,
                "names": hashes(page),
                "limits": { "room": NAME_LIMIT, "category": NAME_LIMIT, "addin": ADDIN_NAME_LIMIT },
                "words": words(),
            }));
        }
        deciding
    }

    /// The place among the rows, where this finding can be decided.
    pub(super) fn row_of(&self, finding: usize) -> Option<usize> {
        self.rows.get(&finding).map(|row| row.at)
    }

    /// What stands beside a finding.
    pub(super) fn cell(&self, finding: usize) -> Markup {
        let Some(row) = self.rows.get(&finding) else {
            return html! { td; };
        };
        let value = match &row.action {
            Action::Rename(name) => Some(name),
            _ => None,
        };
        html! {
            td.do data-row=(row.at) {
                span.advice {
                    (ActionWord::from(row.action.kind()))
                    @if let Some(value) = value { ": " (name(value)) }
                }
                @if let Some(reason) = &row.reason { " " small.why { (reason) } }
            }
        }
    }

    /// Where decisions are saved and loaded.
    pub(super) fn bar(&self) -> Markup {
        html! {
            @if self.data.is_some() {
                div #decide hidden {
                    h3 { (Script::Heading) }
                    p { (Script::About { rows: self.saved }) }
                    @if self.lacking > 0 {
                        p.but { (Script::Incomplete { rows: self.lacking }) }
                    }
                    p.buttons {
                        button #save type="button" { (Script::Save) }
                        " "
                        label.button {
                            (Script::Load)
                            input #load type="file" accept=".csv,text/csv";
                        }
                        " " output #state {}
                    }
                    p { (Script::Use { command: self.command.clone() }) }
                }
                p.filter hidden {
                    label for="filter" { (Script::Filter) } " "
                    input #filter type="search" autocomplete="off";
                    " " output #found for="filter" {}
                }
                p.noscript { (Advice::Recommended) }
            }
        }
    }

    /// What the script reads.
    pub(super) fn data(&self) -> Markup {
        html! { @if let Some(data) = &self.data { (shell::data("data", data)) } }
    }
}

/// The conversion that uses the saved file.
fn command(page: &Page<'_>) -> String {
    let file = Script::File;
    let input = argument(&page.report.input.name);
    format!("pchat convert {input} --decisions {file} -o new.zip")
}

/// Rule, kind, id, name, action, value, note, identity: as the cells of a file, but the value as it is; the hash of the name
/// that the object will have.
fn json_row(page: &Page<'_>, proposal: &Proposal) -> Json {
    let decision = &proposal.decision;
    let object = &page.report.outcome.findings[proposal.finding].object;
    let value = match &decision.action {
        Action::Rename(name) => name.as_str(),
        _ => "",
    };
    let note = proposal.reason.as_ref().map(ToString::to_string);
    json!([
        decision.rule,
        decision.kind.word(),
        cell(&decision.id),
        cell(&object.name),
        decision.action.kind().word(),
        value,
        note.as_deref().map(cell).unwrap_or_default(),
        cell(&proposal.identity),
        own_hash(page, decision.kind, &decision.id),
    ])
}

/// What is possible, by rule and kind.
fn of_rules(page: &Page<'_>) -> Json {
    let mut rules: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for Proposal { decision, .. } in &page.proposals {
        let of_rule = rules.entry(decision.rule).or_default();
        let possible = possible_actions(decision.rule, decision.kind).iter();
        of_rule
            .entry(decision.kind.word())
            .or_insert_with(|| possible.map(|action| action.word()).collect());
    }
    json!(rules)
}

fn words() -> Json {
    let said = |action: ActionKind| {
        let word = ActionWord::from(action).to_string();
        (action.word().to_owned(), Json::from(word))
    };
    let actions: serde_json::Map<String, Json> = ActionKind::ALL.into_iter().map(said).collect();
    json!({
        "actions": actions,
        "changed": Script::Changed.to_string(),
        "faulty": Script::Faulty.to_string(),
        "loaded": Script::Loaded.to_string(),
        "notLoaded": Script::NotLoaded.to_string(),
        "forAll": Script::ForAll.to_string(),
        "newName": Script::NewName.to_string(),
        "action": Script::ActionLabel.to_string(),
        "note": Script::Note.to_string(),
        "length": Script::Length.to_string(),
        "tooLong": Script::TooLong.to_string(),
        "empty": Script::Empty.to_string(),
        "taken": Script::Taken.to_string(),
        "badCharacter": Script::BadCharacter.to_string(),
        "free": Script::Free.to_string(),
        "filtered": Script::Filtered.to_string(),
    })
}

/// The names that everything will have, and those of the target, as hashes: the page holds a new name against them.
fn hashes(page: &Page<'_>) -> Json {
    let evidence = page.report.evidence;
    let (directory, names) = (evidence.directory, &evidence.names);
    let (mut nodes, mut own_of_addins) = (Vec::new(), Vec::new());
    let categories = directory.categories.iter().zip(&names.categories);
    let categories = categories.filter(|(category, _)| !evidence.tree.is_root(&category.id));
    nodes.extend(categories.map(|(_, name)| hash(&name.flat.text)));
    nodes.extend(names.rooms.iter().map(|name| hash(&name.flat.text)));
    own_of_addins.extend(names.addins.iter().map(|name| hash(&name.flat.text)));
    if let Some(target) = evidence.target {
        let there = target.categories.iter().chain(target.rooms.iter());
        nodes.extend(there.map(|item| hash(&item.name)));
        own_of_addins.extend(target.addins.iter().map(|item| hash(&item.name)));
    }
    json!({ "nodes": packed(nodes), "addins": packed(own_of_addins) })
}

/// The hash of the name that an object will have; nothing for a principal.
fn own_hash(page: &Page<'_>, kind: ObjectKind, id: &str) -> Option<u32> {
    let (directory, names) = (page.report.evidence.directory, &page.report.evidence.names);
    let name = match kind {
        ObjectKind::Category => &names.categories[directory.category_position(id)?],
        ObjectKind::Room => &names.rooms[directory.room_position(id)?],
        ObjectKind::Addin => &names.addins[directory.addin_position(id)?],
        _ => return None,
    };
    Some(hash(&name.flat.text))
}

/// The hashes in order, four bytes each, little end first, in base64.
fn packed(mut hashes: Vec<u32>) -> String {
    hashes.sort_unstable();
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    BASE64_STANDARD.encode(bytes)
}

/// FNV-1a, 32 bits, over the UTF-16 units of a name in the form in which the page compares names: without blanks at its end,
/// composed for compatibility, in small letters. The collation of the target may take more names as equal: the conversion
/// checks by that.
fn hash(name: &str) -> u32 {
    let plain = ComposingNormalizer::new_nfkc().normalize(name.trim_end_matches(' '));
    let small = plain.chars().flat_map(char::to_lowercase);
    small.fold(0x811c_9dc5, |hash: u32, c| {
        let mut units = [0; 2];
        (c.encode_utf16(&mut units).iter()).fold(hash, |hash, unit| {
            (hash ^ u32::from(*unit)).wrapping_mul(0x0100_0193)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_or_form_have_one_hash() {
        assert_eq!(hash("News"), hash("NEWS  "));
        assert_eq!(hash("Büro"), hash("BU\u{308}RO"));
        assert_eq!(hash("ﬁx"), hash("Fix"));
        assert_ne!(hash("News"), hash("New"));
        // FNV-1a of no unit is its offset.
        assert_eq!(hash(""), 0x811c_9dc5);
    }
}
