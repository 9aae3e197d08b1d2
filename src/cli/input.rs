//! From what was read to what reports show of it.

use std::path::Path;

use pchat::report::{InputSummary, MemberSummary};
use pchat::source::{self, MemberState, Progress, ReadOptions, Reading, Survey};

use super::common::Common;
use super::exit::Failure;
use super::{output, progress};

/// Reads an input, with a progress bar, and passes its remarks on.
pub fn read<S: Survey>(
    common: &Common,
    path: &Path,
    options: &ReadOptions,
    survey: &S,
) -> Result<Reading<S::Total>, Failure> {
    let state = Progress::default();
    Ok(progress::watched(common, &state, || {
        source::read(path, options, survey, &state)
    })?)
}

/// Says on standard error what the reader noticed.
pub fn pass_on_notices<T>(common: &Common, reading: &Reading<T>) {
    for notice in &reading.notices {
        output::remark(common, notice);
    }
}

/// The input as reports show it: by its own name, not by the path to it.
pub fn summary<T>(path: &Path, reading: &Reading<T>) -> InputSummary {
    let name = path
        .file_name()
        .or_else(|| path.components().next_back().map(|part| part.as_os_str()));
    InputSummary {
        name: name
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        argument: path.display().to_string(),
        kind: reading.kind,
        missing: reading.directory.parts.missing(),
        members: reading
            .members
            .iter()
            .map(|member| MemberSummary {
                name: member.name.clone(),
                bytes: member.bytes,
                crc: member.crc,
                forms: [member.method, member.encoding]
                    .into_iter()
                    .filter(|form| !form.is_empty())
                    .map(str::to_owned)
                    .collect(),
                state: match member.state {
                    MemberState::Understood => "understood",
                    MemberState::PartlyUnderstood => "partly understood",
                    MemberState::NotUnderstood => "not understood",
                    MemberState::NotXml => "not XML",
                },
                holds: member.holds.clone(),
            })
            .collect(),
    }
}
