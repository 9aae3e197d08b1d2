//! Decisions that accept everything, and decisions that leave out and take away whatever they may.

use pchat::plan::{Action, Decision, Recommendations, is_actionable};
use pchat::rules;
use pchat::rules::{Evidence, ObjectKind};

/// How it is decided.
#[derive(Clone, Copy)]
pub enum Deciding {
    /// Not at all.
    Nothing,
    /// As it is recommended.
    Recommended,
    /// About anything, whatever was found.
    Boldly,
}

/// Names that have to be written with care.
const NAMES: &[&str] = &[
    "Other",
    "<\"R&D\">",
    "a'b\tc\r\nd",
    "\u{8}\u{FFFF}",
    " ]]> ",
    "\u{1F600}",
];

/// A rule, and what is done about it; the number chooses a name.
type Choice = (&'static str, fn(usize) -> Action);

impl Deciding {
    /// What is decided; the seed chooses among what may be decided.
    pub fn decisions(self, evidence: &Evidence<'_>, seed: u32) -> Vec<Decision> {
        match self {
            Deciding::Nothing => Vec::new(),
            Deciding::Recommended => recommended(evidence),
            Deciding::Boldly => bold(evidence, seed),
        }
    }
}

fn recommended(evidence: &Evidence<'_>) -> Vec<Decision> {
    let recommendations = Recommendations::new(evidence);
    let findings = rules::check(evidence, &[]).findings.into_iter();
    findings
        .filter(|finding| is_actionable(finding, evidence))
        .map(|finding| Decision {
            rule: finding.rule,
            kind: finding.object.kind,
            action: recommendations.of(&finding).0,
            id: finding.object.id,
        })
        .collect()
}

fn bold(evidence: &Evidence<'_>, seed: u32) -> Vec<Decision> {
    let directory = evidence.directory;
    let mut decisions = Vec::new();
    let mut state = u64::from(seed) << 1 | 1;
    let mut about = |kind, id: &str, choices: &[Choice]| {
        // One of five for each choice: most things stay as they are.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let random = (state >> 33) as usize;
        if let Some((rule, action)) = choices.get(random % (choices.len() * 5)) {
            decisions.push(Decision {
                rule,
                kind,
                id: id.to_owned(),
                action: action(random / 64),
            });
        }
    };
    let rename = |at: usize| Action::Rename(NAMES[at % NAMES.len()].into());
    for category in &directory.categories {
        let choices: &[Choice] = &[("long-name", rename), ("orphan", |_| Action::Exclude)];
        about(ObjectKind::Category, &category.id, choices);
    }
    for room in &directory.rooms {
        let choices: &[Choice] = &[
            ("name-conflict", rename),
            ("disabled-room", |_| Action::Exclude),
            ("outside-scope", |_| Action::Drop),
            ("invitation-mismatch", |_| Action::EnableInvitations),
        ];
        about(ObjectKind::Room, &room.id, choices);
    }
    for (at, _) in directory.principals.iter() {
        let choices: &[Choice] = &[
            ("root-manager", |_| Action::Drop),
            ("disabled-principal", |_| Action::Drop),
        ];
        about(ObjectKind::Principal, directory.principals.id(at), choices);
    }
    for addin in &directory.addins {
        about(ObjectKind::Addin, &addin.id, &[("name-conflict", rename)]);
    }
    decisions
}
