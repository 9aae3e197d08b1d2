//! What a conversion did, beside the package that it wrote: one JSON object, whose shape is a promise
//! (`docs/manifest.md`, `schema/manifest.schema.json`).

mod lists;
mod of_conversion;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;

use self::lists::{Decisions, Remaining, Rooms};
use super::json::{Collation, pretty};
use super::plan::Simulation;
use super::plan::json::Changes;
use super::plan::shared::SharedLists;
use super::{InputSummary, MemberSummary};
use crate::directory::History;
use crate::plan::{Counts, Decision};
use crate::reading::Digests;
use crate::rules;
use crate::wording::in_english;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// That of a shape in which changes have long lists in common.
const SCHEMA_WITH_LISTS: u32 = 2;

/// What a conversion was made from, with which options, and what came of it.
#[derive(Debug)]
pub struct Manifest<'a> {
    /// The input, what changed and what remains.
    pub simulation: &'a Simulation<'a>,
    /// The history that the plan was made from: it counts the messages left out by date, beside those kept.
    pub history: &'a History,
    /// The package that was written.
    pub result: ResultSummary,
    /// Its options.
    pub options: Options<'a>,
    /// What was decided.
    pub decisions: &'a [Decision],
    /// Of the messages from the cut-off date on, by their own ids ([`crate::reading::MessageDigests::imported`] is not
    /// set). Rooms that are left out may be among them: they are passed over.
    pub digests: &'a Digests,
}

/// The package that was written.
#[derive(Clone, Debug, Default)]
pub struct ResultSummary {
    /// Its file name, without the path to it.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The XXH3 of its bytes, 128 bits.
    pub digest: u128,
    /// Its members, in their order in the package.
    pub members: Vec<ResultMember>,
}

/// A member of the package that was written.
#[derive(Clone, Debug, Default)]
pub struct ResultMember {
    /// Its name.
    pub name: String,
    /// Its size in bytes, uncompressed.
    pub bytes: u64,
    /// The CRC-32 of its content.
    pub crc: u32,
    /// Whether something in it changed; else it is a copy.
    pub changed: bool,
}

/// The options that the result depends on.
#[derive(Debug)]
pub struct Options<'a> {
    /// Those of the rules and the plan.
    pub rules: &'a rules::Options,
    /// The file names of the target's inventory, without paths.
    pub targets: Vec<String>,
    /// The pool whose objects were taken of it, where one was chosen.
    pub target_pool: Option<String>,
    /// How strongly it was compressed.
    pub level: u32,
    /// The layout file, where the layout is not the one that is built in.
    pub layout: Option<LayoutFile>,
}

/// A layout file.
#[derive(Clone, Debug)]
pub struct LayoutFile {
    /// Its name, without the path to it.
    pub name: String,
    /// [`crate::package::Layout::digest`].
    pub digest: u128,
}

/// Writes the manifest. Decisions, rooms and changes are written one by one, whatever their number.
pub fn write(out: &mut dyn Write, manifest: &Manifest<'_>) -> io::Result<()> {
    in_english(|| {
        let simulation = manifest.simulation;
        let lists = SharedLists::new(simulation.plan, simulation.directory);
        let document = Document {
            schema: if lists.is_empty() {
                SCHEMA
            } else {
                SCHEMA_WITH_LISTS
            },
            tool: Tool {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            input: Input::new(&simulation.input),
            result: Package {
                name: &manifest.result.name,
                bytes: manifest.result.bytes,
                digest: format!("{:032x}", manifest.result.digest),
                members: manifest.result.members.iter().map(Member::from).collect(),
            },
            options: OptionsEntry::new(&manifest.options),
            decisions: Decisions(manifest.decisions),
            counts: &simulation.counts,
            rooms: Rooms(manifest),
            lists: (!lists.is_empty()).then_some(&lists),
            changes: Changes(simulation, Some(&lists)),
            remaining: Remaining(simulation.remaining),
        };
        pretty(out, &document)
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    input: Input<'a>,
    result: Package<'a>,
    options: OptionsEntry<'a>,
    decisions: Decisions<'a>,
    counts: &'a Counts,
    rooms: Rooms<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lists: Option<&'a SharedLists<'a>>,
    changes: Changes<'a>,
    remaining: Remaining<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    kind: &'a str,
    members: Vec<Member<'a>>,
}

#[derive(Serialize)]
struct Package<'a> {
    name: &'a str,
    bytes: u64,
    digest: String,
    members: Vec<Member<'a>>,
}

#[derive(Serialize)]
struct Member<'a> {
    name: &'a str,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    crc: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<bool>,
}

#[derive(Serialize)]
struct OptionsEntry<'a> {
    separator: &'a str,
    since: Option<String>,
    targets: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    target_pool: Option<&'a str>,
    forests: &'a [String],
    collation: Collation<'a>,
    level: u32,
    layout: Layout<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Layout<'a> {
    BuiltIn(&'static str),
    File { name: &'a str, digest: String },
}

impl<'a> Input<'a> {
    fn new(input: &'a InputSummary) -> Self {
        Input {
            name: &input.name,
            kind: input.kind.word(),
            members: input.members.iter().map(Member::from).collect(),
        }
    }
}

impl<'a> From<&'a MemberSummary> for Member<'a> {
    fn from(member: &'a MemberSummary) -> Self {
        Member {
            name: &member.name,
            bytes: member.bytes,
            crc: member.crc.map(crc),
            changed: None,
        }
    }
}

impl<'a> From<&'a ResultMember> for Member<'a> {
    fn from(member: &'a ResultMember) -> Self {
        Member {
            name: &member.name,
            bytes: member.bytes,
            crc: Some(crc(member.crc)),
            changed: Some(member.changed),
        }
    }
}

fn crc(crc: u32) -> String {
    format!("{crc:08x}")
}

impl<'a> OptionsEntry<'a> {
    fn new(options: &'a Options<'_>) -> Self {
        OptionsEntry {
            separator: &options.rules.separator,
            since: options
                .rules
                .since
                .as_ref()
                .map(|since| since.at().to_string()),
            targets: &options.targets,
            target_pool: options.target_pool.as_deref(),
            forests: &options.rules.forests,
            collation: Collation::from(&options.rules.collation),
            level: options.level,
            layout: match &options.layout {
                None => Layout::BuiltIn("built-in"),
                Some(file) => Layout::File {
                    name: &file.name,
                    digest: format!("{:032x}", file.digest),
                },
            },
        }
    }
}
