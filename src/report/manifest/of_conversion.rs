//! What a manifest says, from what was planned and what was written.

use std::path::Path;

use super::{LayoutFile, Manifest, Options, ResultMember, ResultSummary};
use crate::input::own_name;
use crate::migration::Planned;
use crate::migration::conversion::{Conversion, MemberWritten};
use crate::report::plan::Simulation;

impl<'a> Manifest<'a> {
    /// The manifest of a conversion that wrote `package`. `layout`: the layout's file, where it is not the one that is
    /// built in; `level`: how strongly it was compressed.
    pub fn new(
        simulation: &'a Simulation<'a>,
        planned: &'a Planned,
        package: &Path,
        conversion: &Conversion,
        layout: Option<&Path>,
        level: u32,
    ) -> Self {
        let intent = &planned.intent;
        let targets = intent.target.inputs.iter();
        let (_, digests) = &planned.reading.total;
        Manifest {
            simulation,
            history: &planned.history,
            result: ResultSummary {
                name: own_name(package),
                bytes: conversion.package.bytes,
                digest: conversion.package.digest,
                members: conversion.members.iter().map(ResultMember::from).collect(),
            },
            options: Options {
                rules: &planned.options,
                targets: targets.map(|target| own_name(target)).collect(),
                target_pool: intent.target.pool.clone(),
                level,
                layout: layout.map(|path| LayoutFile {
                    name: own_name(path),
                    digest: intent.reading.layout.digest(),
                }),
            },
            decisions: &planned.decisions,
            digests,
        }
    }
}

impl From<&MemberWritten> for ResultMember {
    fn from(member: &MemberWritten) -> Self {
        ResultMember {
            name: member.name.clone(),
            bytes: member.bytes,
            crc: member.crc,
            changed: member.changed,
        }
    }
}
