//! `analyze --format json`: one object, whose shape is a promise (`docs/json.md`, `schema/analysis.schema.json`).

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};

use super::{AnalysisReport, Catalogue, MemberSummary};
use crate::directory::{ChosenCollation, ContentKind, is_hidden};
use crate::input::Skipped;
use crate::rules::{Finding, Object, Totals, Value};
use crate::wording::{Bilingual, in_english};

/// The version of the shape.
const SCHEMA: u32 = 1;

/// Writes the analysis. Findings are written one by one, whatever their number.
pub fn write(out: &mut dyn Write, analysis: &AnalysisReport<'_>) -> io::Result<()> {
    in_english(|| {
        let texts = Catalogue::spoken();
        let evidence = analysis.evidence;
        let document = Document {
            schema: SCHEMA,
            input: Input {
                name: &analysis.input.name,
                kind: analysis.input.kind.word(),
                members: analysis.input.members.iter().map(Member::from).collect(),
            },
            collation: Collation::from(&evidence.options.collation),
            totals: evidence.totals(),
            skipped: LeftOut::from(&analysis.skipped),
            findings: Findings(&analysis.outcome.findings, texts),
        };
        pretty(out, &document)
    })
}

/// Writes an object, piece by piece, and a line end behind it.
pub(super) fn pretty(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Escaping::default());
    document.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    input: Input<'a>,
    collation: Collation<'a>,
    totals: Totals,
    skipped: LeftOut<'a>,
    findings: Findings<'a>,
}

/// What names are compared by.
#[derive(Serialize)]
pub(super) struct Collation<'a> {
    name: &'a str,
    from: &'static str,
    stated_by: Option<&'a str>,
}

impl<'a> From<&'a ChosenCollation> for Collation<'a> {
    fn from(chosen: &'a ChosenCollation) -> Self {
        Collation {
            name: chosen.collation.name(),
            from: chosen.origin.word(),
            stated_by: chosen.origin.stated_by(),
        }
    }
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    kind: &'a str,
    members: Vec<Member<'a>>,
}

/// A member of the input.
#[derive(Serialize)]
pub(super) struct Member<'a> {
    name: &'a str,
    bytes: u64,
    state: &'a str,
    #[serde(serialize_with = "as_map")]
    holds: &'a [(ContentKind, u64)],
}

impl<'a> From<&'a MemberSummary> for Member<'a> {
    fn from(member: &'a MemberSummary) -> Self {
        Member {
            name: &member.name,
            bytes: member.bytes,
            state: member.state,
            holds: &member.holds,
        }
    }
}

/// What had to be left out while reading.
#[derive(Serialize)]
pub(super) struct LeftOut<'a> {
    count: u64,
    pages: u64,
    places: &'a [Bilingual],
}

impl<'a> From<&'a Skipped> for LeftOut<'a> {
    fn from(skipped: &'a Skipped) -> Self {
        LeftOut {
            count: skipped.count,
            pages: skipped.pages,
            places: &skipped.places,
        }
    }
}

/// Findings, written one by one.
struct Findings<'a>(&'a [Finding], &'a Catalogue);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Findings(findings, texts) = self;
        serializer.collect_seq(findings.iter().map(|finding| Entry::new(finding, texts)))
    }
}

/// A finding.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    rule: &'a str,
    severity: &'a str,
    basis: &'a str,
    object: &'a Object,
    message: String,
    remedy: String,
    #[serde(serialize_with = "as_map")]
    details: &'a [(&'static str, Value)],
}

impl<'a> Entry<'a> {
    pub(super) fn new(finding: &'a Finding, texts: &Catalogue) -> Self {
        Entry {
            rule: finding.rule,
            severity: finding.severity.word(),
            basis: finding.basis.word(),
            object: &finding.object,
            message: texts.message(finding),
            remedy: texts.remedy(finding),
            details: &finding.details,
        }
    }
}

/// Pairs as an object.
pub(super) fn as_map<S: Serializer, K: Serialize, V: Serialize>(
    pairs: &&[(K, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (name, value) in *pairs {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

/// Pretty-printed JSON in which every character that acts on a terminal is written as a number: the value is the same,
/// and a name of the input cannot do anything to the screen it is shown on.
#[derive(Default)]
struct Escaping(PrettyFormatter<'static>);

impl Formatter for Escaping {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hidden(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::rules::{Basis, ObjectKind, Severity};
    use serde_json::json;

    fn parse(findings: Vec<Finding>) -> (String, serde_json::Value) {
        let mut out = Vec::new();
        sample::with_analysis(findings, |analysis| {
            write(&mut out, analysis).unwrap();
        });
        let text = String::from_utf8(out).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }

    #[test]
    fn the_object_is_the_one_promised() {
        let (text, value) = parse(vec![sample::nested("20", "Desk", "Sales Desk")]);
        assert!(text.ends_with("}\n"));
        let keys: Vec<_> = value.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "schema",
                "input",
                "collation",
                "totals",
                "skipped",
                "findings"
            ]
        );
        assert_eq!(
            value["collation"],
            json!({ "name": "Latin1_General_CI_AS", "from": "default", "stated_by": null })
        );
        assert_eq!(
            value["input"],
            json!({ "name": "PersistentChatData.zip", "kind": "package", "members": [
                { "name": "ChatRooms.xml", "bytes": 2048, "state": "understood", "holds": { "rooms": 2, "messages": 3 } },
                { "name": "notes.txt", "bytes": 12, "state": "not XML", "holds": {} },
            ] })
        );
        assert_eq!(value["totals"]["rooms"], 2);
        assert_eq!(value["totals"]["first_message"], "2008-01-01T00:00:00Z");
        let finding = &value["findings"][0];
        let keys: Vec<_> = finding.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "rule", "severity", "basis", "object", "message", "remedy", "details"
            ]
        );
        assert_eq!(
            finding["object"],
            json!({ "kind": "category", "id": "20", "name": "Desk" })
        );
        assert_eq!(
            finding["details"],
            json!({ "parent_id": "2", "parent": "Sales", "depth": 2, "full_name": "Sales Desk", "length": 10, "rooms": 1 })
        );
        assert!(
            finding["message"]
                .as_str()
                .unwrap()
                .contains("“Sales Desk”")
        );
    }

    #[test]
    fn the_published_schema_takes_it_and_nothing_else() {
        let schema =
            serde_json::from_str(include_str!("../../schema/analysis.schema.json")).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut odd = sample::nested("21", "", "x");
        odd.severity = Severity::Error;
        odd.basis = Basis::Inferred;
        odd.object = Object::new(ObjectKind::Message, "", "");
        odd.details[0].1 = Value::Nothing;
        odd.details[1].1 = true.into();
        odd.details[2].1 = vec!["a".to_owned()].into();
        let (_, value) = parse(vec![sample::nested("20", "Desk", "Sales Desk"), odd]);
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
        let (_, empty) = parse(Vec::new());
        assert!(validator.is_valid(&empty));

        type Spoil = fn(&mut serde_json::Value);
        let spoils: [Spoil; 8] = [
            |it| it["skipped"]["count"] = json!(null),
            |it| it["schema"] = json!(2),
            |it| it["extra"] = json!(1),
            |it| it["findings"][0]["severity"] = json!("fatal"),
            |it| it["findings"][0]["rule"] = json!("Long Name"),
            |it| it["findings"][0]["object"]["kind"] = json!("user"),
            |it| it["findings"][0]["details"]["depth"] = json!({}),
            |it| it["totals"]["rooms"] = json!(-1),
        ];
        for spoil in spoils {
            let mut spoiled = value.clone();
            spoil(&mut spoiled);
            assert!(!validator.is_valid(&spoiled), "{spoiled}");
        }
    }

    #[test]
    fn names_come_back_as_they_are_and_do_nothing_to_a_screen() {
        let name = "a\u{1b}[31m\u{9b}\u{202e}\u{e0001}\"\\取";
        let (text, value) = parse(vec![sample::nested("20", name, "x")]);
        assert_eq!(value["findings"][0]["object"]["name"], name);
        assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'));
    }
}
