use std::collections::BTreeMap;

use serde::Deserialize;

use super::template::Template;

/// What the reports of a verification say.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct VerificationTexts {
    pub(crate) compared: Template,
    pub(crate) imported: Template,
    pub(crate) equal: Template,
    pub(crate) different: Template,
    pub(crate) all_there: Template,
    pub(crate) differences: Template,
    pub(crate) unlisted: Template,
    pub(crate) incomplete: Template,
    pub(crate) only_in_result: Template,
    pub(crate) of_nobody: Template,
    pub(crate) ids_do_not_fit: Template,
    pub(crate) other_options: Template,
    pub(crate) nothing: Template,
    /// The package's name is another one today.
    pub(crate) renamed: Template,
    pub(crate) reordered: Template,
    /// What of the manifest was not compared.
    pub(crate) manifest: BTreeMap<String, Template>,
    /// What is compared, as titles.
    pub(crate) row: BTreeMap<String, String>,
    /// Fields.
    pub(crate) field: BTreeMap<String, String>,
    /// What differs, to stand beside the object's name.
    pub(crate) line: BTreeMap<String, Template>,
}
