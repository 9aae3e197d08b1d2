use super::super::Catalogue;
use super::Verification;
use crate::rules::Value;

/// How many rooms are named.
const NAMED: usize = 10;

/// What could not be compared, a sentence each: what the manifest is about, or that there is none; and the order of
/// messages, which is no difference.
pub fn not_compared(verification: &Verification<'_>, texts: &Catalogue) -> Vec<String> {
    let words = texts.verification();
    let manifest = &verification.manifest;
    let mut notes = Vec::new();
    // After an import nobody expects one.
    let expected = !verification.imported || manifest.name.is_some();
    if let Some(template) = words.manifest.get(manifest.extent.word())
        && expected
    {
        let name = manifest.name.as_deref().unwrap_or_default();
        notes.push(texts.fill(template, &[("name", name.into())]));
    }
    if let Some(other) = &manifest.other_name {
        let name = [("name", other.as_str().into())];
        notes.push(texts.fill(&words.renamed, &name));
    }
    let rooms = &verification.reordered;
    if !rooms.is_empty() {
        let more = rooms.len().saturating_sub(NAMED);
        let named = Value::List(rooms.iter().take(NAMED).cloned().collect());
        let values = [
            ("count", rooms.len().into()),
            ("rooms", named),
            ("more", more.into()),
        ];
        notes.push(texts.fill(&words.reordered, &values));
    }
    notes
}
