//! What a report folder says of itself: what it is about, what each file is, and which options it was made with.

use std::io::{self, Write};

use super::OptionsInEffect;
use crate::report::visible;
use crate::wording::wording;

/// The file's name. It opens everywhere, and is read before the others.
pub(super) const README: &str = "README.txt";

wording! {
    in "folder";
    /// What a report is about.
    pub(super) enum Made {
        /// What a migration will do.
        Analysis { input: String },
        /// What a conversion would change.
        Simulation { input: String },
        /// What a conversion has changed.
        Conversion { input: String },
        /// Whether a result holds what was promised.
        Verification { source: String, result: String },
        /// The uploaded files.
        Files { input: String },
    }
}

wording! {
    in "folder";
    /// What a file is.
    pub(super) enum About {
        /// Everything on one page.
        Page,
        /// All findings.
        Findings,
        /// Those of one rule.
        OfRule { title: String },
        /// The rooms.
        Rooms,
        /// The categories.
        Categories,
        /// The principals.
        People,
        /// An analysis for programs.
        Analysed,
        /// The changes.
        Changes,
        /// The findings that remain.
        Remaining,
        /// The decisions.
        Decided,
        /// A conversion for programs.
        Converted,
        /// The differences.
        Differences,
        /// Rooms of source and result.
        ComparedRooms,
        /// A verification for programs.
        Verified,
        /// The uploaded files.
        Uploaded,
        /// The same for programs.
        UploadedForPrograms,
        /// What is to be copied.
        CopyList,
        /// The script of cmd.
        CopyScript,
        /// The script of PowerShell.
        CopyPowerShell,
        /// All of it as a workbook.
        Workbook,
        /// This file.
        Readme,
    }
}

wording! {
    in "folder";
    /// What else is said.
    enum Line {
        /// Which version of the program made it.
        Version { version: &'static str },
        /// How the tables are written.
        Tables { separator: &'static str },
        /// Heading of the options.
        Options,
        /// There are none.
        NoOptions,
        /// Where some of them come from.
        Project { file: String },
    }
}

/// What the file says.
pub(super) struct Readme<'a> {
    pub(super) made: Made,
    /// Each file of the report, and what it is.
    pub(super) files: Vec<(String, About)>,
    pub(super) separator: u8,
    pub(super) in_effect: &'a OptionsInEffect,
}

impl Readme<'_> {
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let version = Line::Version {
            version: env!("CARGO_PKG_VERSION"),
        };
        writeln!(out, "{}\n{version}\n", visible(&self.made.to_string()))?;
        let widest = self.files.iter().map(|(name, _)| name.len()).max();
        let widest = widest.unwrap_or_default();
        for (name, about) in &self.files {
            writeln!(out, "{name:<widest$}  {about}")?;
        }
        let separator = match self.separator {
            b'\t' => "tab",
            b';' => ";",
            _ => ",",
        };
        writeln!(out, "\n{}\n", Line::Tables { separator })?;
        let OptionsInEffect { options, project } = self.in_effect;
        if options.is_empty() {
            return writeln!(out, "{}", Line::NoOptions);
        }
        writeln!(out, "{}", Line::Options)?;
        for option in options {
            writeln!(out, "  {}", visible(option))?;
        }
        match project {
            Some(file) => {
                let file = visible(file).into_owned();
                writeln!(out, "{}", Line::Project { file })
            }
            None => Ok(()),
        }
    }
}
