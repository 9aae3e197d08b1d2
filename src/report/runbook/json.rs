//! The runbook as one object, for programs: names are as the input has them.

use std::io::{self, Write};

use super::view::View;

pub(super) fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, view)?;
    out.write_all(b"\n")
}
