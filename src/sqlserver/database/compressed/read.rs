//! From a record to its piece of the tape.

use std::io;

use super::huffman::decode;
use super::index::CompressedPiece;
use super::records::Version;
use crate::sqlserver::database::storage::Bytes;

/// Reads and decodes a piece.
///
/// # Errors
/// Where it cannot be read, or is damaged.
pub(super) fn piece(
    file: &dyn Bytes,
    version: Version,
    piece: CompressedPiece,
) -> io::Result<Vec<u8>> {
    let mut payload = vec![0; piece.length];
    file.read(piece.at + version.head(), &mut payload)?;
    decode(&payload, piece.size).map_err(|fault| {
        let message = format!(
            "the compressed piece at byte {} of the backup cannot be decoded: {fault}",
            piece.at
        );
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}
