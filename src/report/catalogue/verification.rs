use std::collections::BTreeMap;

use serde::Deserialize;

use crate::wording::Template;

/// What the reports of a verification say.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(in crate::report) struct VerificationTexts {
    pub(in crate::report) compared: Template,
    pub(in crate::report) imported: Template,
    pub(in crate::report) equal: Template,
    pub(in crate::report) different: Template,
    pub(in crate::report) all_there: Template,
    pub(in crate::report) differences: Template,
    pub(in crate::report) unlisted: Template,
    pub(in crate::report) incomplete: Template,
    pub(in crate::report) only_in_result: Template,
    pub(in crate::report) of_unknown: Template,
    pub(in crate::report) ids_do_not_fit: Template,
    pub(in crate::report) other_options: Template,
    pub(in crate::report) nothing: Template,
    /// The package's name is another one today.
    pub(in crate::report) renamed: Template,
    pub(in crate::report) reordered: Template,
    /// What of the manifest was not compared.
    pub(in crate::report) manifest: BTreeMap<String, Template>,
    /// What is compared, as titles.
    pub(in crate::report) row: BTreeMap<String, String>,
    /// Fields.
    pub(in crate::report) field: BTreeMap<String, String>,
    /// What differs, to stand beside the object's name.
    pub(in crate::report) line: BTreeMap<String, Template>,
}
