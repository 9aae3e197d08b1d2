//! What is said of the container around a tape.

use super::huffman;
use crate::wording::wording;

wording! {
    in "compressed-backup";
    /// Why a container cannot be read.
    pub(super) enum ContainerFault {
        /// The system cannot read it.
        CannotRead,
        /// The system cannot read its first bytes.
        CannotReadBeginning,
        /// It does not begin as one.
        NoContainer,
        /// Its version is not known.
        OtherVersion { version: u32 },
        /// It is compressed with ZSTD.
        Zstd,
        /// Its first piece cannot be decoded.
        FirstPiece,
        /// A piece cannot be decoded.
        Piece { at: u64, why: huffman::Fault },
        /// A record of an unknown kind is behind its first piece; the kind as hexadecimal digits.
        UnknownRecord { kind: String },
        /// Its first piece is not the beginning of a tape.
        NoTape,
    }
}

wording! {
    in "compressed-backup";
    /// What is missing, or was assumed, of one that is read.
    pub(super) enum Noticed {
        /// It is of a version of which no file is known.
        OldVersion,
        /// The file ends too early.
        CutOff { length: u64 },
        /// A record was stepped over.
        DamagedRecord { at: u64, kind: String },
        /// Nothing behind a record is known.
        Lost { at: u64, kind: String },
    }
}
