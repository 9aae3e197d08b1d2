"""Changes to generated XML: what a rival needs to get through it, and damage."""

from __future__ import annotations

import mmap
import random
import re
from pathlib import Path
from typing import BinaryIO, Iterator

BLOCK = 16 << 20
REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
LONGEST_REFERENCE = 11


def is_allowed(code: int) -> bool:
    """Whether XML 1.0 can carry the character."""
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x1_0000 <= code <= 0x10_FFFF


def without_forbidden(text: bytes) -> bytes:
    """The text with blanks for references to characters that XML 1.0 forbids: the same length."""
    def blanks(found: re.Match[bytes]) -> bytes:
        hexadecimal, decimal = found.groups()
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return found[0] if is_allowed(code) else b" " * len(found[0])

    return REFERENCE.sub(blanks, text)


def well_formed(source: BinaryIO, block: int = BLOCK) -> Iterator[bytes]:
    """The same for a text of any size, in blocks."""
    rest = b""
    while read := source.read(block):
        text = rest + read
        # A reference may go on in the next block.
        open_at = text.rfind(b"&", max(0, len(text) - LONGEST_REFERENCE))
        cut = open_at if open_at >= 0 else len(text)
        yield without_forbidden(text[:cut])
        rest = text[cut:]
    yield without_forbidden(rest)


def places(text: bytes | mmap.mmap, count: int, seed: int) -> list[int]:
    """Starts of tags, at random, in the order of the text; a few fewer than asked for, where two fall together."""
    draw = random.Random(seed)
    found = {text.find(b"<", draw.randrange(len(text))) for _ in range(count)}
    return sorted(place for place in found if place >= 0)


def cut_out(text: bytes | mmap.mmap, at: list[int], seed: int) -> Iterator[bytes]:
    """The text without a few bytes at each of the places."""
    draw = random.Random(seed)
    behind = 0
    for place in at:
        if place >= behind:
            yield text[behind:place]
            behind = place + draw.randint(1, 8)
    yield text[behind:]


def damage(source: Path, out: Path, count: int, seed: int) -> None:
    """Writes the file with tags damaged at so many places."""
    with open(source, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        with open(out, "wb") as sink:
            sink.writelines(cut_out(text, places(text, count, seed), seed))
