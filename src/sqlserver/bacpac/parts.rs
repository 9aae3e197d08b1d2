//! The parts of a bacpac that hold rows.

use super::fault::BacpacFault;
use super::names::decoded;
use crate::input::Error;
use crate::input::members::Member;

/// A part with rows of a table: `Data/dbo.T/TableData-002-00001.BCP`.
pub(super) struct DataPart {
    pub member: Member,
    /// Schema and table, as the folder says it.
    pub folder: String,
    batch: u64,
    /// Which piece of the batch it is.
    piece: u64,
}

/// The parts among these members, in order.
pub(super) fn of(members: Vec<Member>) -> Result<Vec<DataPart>, Error> {
    let mut parts = Vec::new();
    for member in members {
        match place(&member.name) {
            Some(Ok((folder, batch, piece))) => parts.push(DataPart {
                folder: decoded(folder),
                member,
                batch,
                piece,
            }),
            Some(Err(what)) => return Err(Error::new(what).in_member(&member.name)),
            None => {}
        }
    }
    parts.sort_by(|a, b| {
        let key = |part: &DataPart| (part.folder.clone(), part.batch, part.piece);
        key(a).cmp(&key(b))
    });
    complete(&parts)?;
    Ok(parts)
}

/// The folder, the batch and the piece; `None` where it is no part with rows.
fn place(name: &str) -> Option<Result<(&str, u64, u64), BacpacFault>> {
    let (folder, file) = name.strip_prefix("Data/")?.rsplit_once('/')?;
    let numbers = || {
        let numbers = file.strip_prefix("TableData-")?;
        let (numbers, ending) = numbers.rsplit_once('.')?;
        let (batch, piece) = numbers.split_once('-')?;
        let right = ending.eq_ignore_ascii_case("bcp");
        right.then_some((batch.parse().ok()?, piece.parse().ok()?))
    };
    Some(match numbers() {
        Some((batch, piece)) => Ok((folder, batch, piece)),
        None => Err(BacpacFault::NamelessPart),
    })
}

/// Makes sure that no piece of a batch is missing. Batches may be: one without rows has no part.
fn complete(parts: &[DataPart]) -> Result<(), Error> {
    let mut before: Option<&DataPart> = None;
    for part in parts {
        let expected = match before {
            Some(before) if before.folder == part.folder && before.batch == part.batch => {
                before.piece + 1
            }
            _ => 0,
        };
        if part.piece != expected {
            let there = part.member.name.clone();
            let folder = there.rsplit_once('-').map_or("", |(front, _)| front);
            return Err(Error::new(BacpacFault::MissingPart {
                folder: folder.to_owned(),
                number: format!("{expected:05}"),
                there,
            }));
        }
        before = Some(part);
    }
    Ok(())
}
