"""The raw deflate stream of a zip's member, as a gzip file: so that gzip tools read the same bits as pchat."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

LOCAL_HEADER = struct.Struct("<4s5HIIIHH")
GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
BLOCK = 1 << 20


def largest(archive: Path) -> zipfile.ZipInfo:
    """The member with the most text."""
    with zipfile.ZipFile(archive) as opened:
        return max(opened.infolist(), key=lambda member: member.file_size)


def data_start(file: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Where the member's data begin. The local header's name and extra field may be longer than the directory's."""
    file.seek(member.header_offset)
    header = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise ValueError(f"{member.filename}: no local header where the zip's directory says")
    return member.header_offset + LOCAL_HEADER.size + header[-2] + header[-1]


def rewrap(archive: Path, member: zipfile.ZipInfo, out: Path) -> None:
    """Writes the member's stream as a gzip file."""
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError(f"{member.filename}: not compressed with deflate")
    with open(archive, "rb") as source, open(out, "wb") as sink:
        source.seek(data_start(source, member))
        sink.write(GZIP_HEADER)
        left = member.compress_size
        while left:
            block = source.read(min(left, BLOCK))
            if not block:
                raise ValueError(f"{archive.name}: cut off")
            sink.write(block)
            left -= len(block)
        sink.write(struct.pack("<II", member.CRC, member.file_size & 0xFFFF_FFFF))
