"""The corpora: generated with a fixed seed, kept, and used again while their parameters are the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Callable

import alter
import rewrap
from running import Failed, clear

ROOMS, USERS, SEED = 700, 1500, 1
# What a message takes in the generator's default spelling, with the share of everything else.
BYTES_PER_MESSAGE = 264
DAMAGED_PLACES = 10_000
# Users, rooms and messages of a pool whose lists are long.
POPULOUS = (200_000, 50_000, 50_000)
# The forms in which `pchat generate` writes extracts of the database, and how the file of those that are one file ends.
FORMS = {"csv": "", "grid": "", "sqlcmd": "", "bcp-c": "", "bcp-w": "", "bcp-n": "", "bcp-wide-n": "", "bacpac": ".bacpac",
         "script": ".sql"}
# Whose tables they have.
SCHEMA = "2013"
# The largest form, a script in UTF-16, takes less than this for a message, with its share of everything else.
EXTRACT_BYTES_PER_MESSAGE = 700
# In small corpora not every message should be damaged.
MESSAGES_PER_DAMAGE = 25


def parse_size(text: str) -> int:
    """Bytes: a number with K, M or G, in powers of 1000."""
    found = re.fullmatch(r"(\d+)([KMG]?)B?", text.strip().upper())
    if not found:
        raise ValueError(f"{text!r} is no size: expected a number such as 200M or 2G")
    size = int(found[1]) * {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3}[found[2]]
    if size < 500_000:
        raise ValueError(f"{text!r} is too small to measure anything: give at least 500K")
    return size


class Corpora:
    """What commands read. Everything is made when it is first asked for, and appears only when it is whole."""

    def __init__(self, work: Path, pchat: Path, size: int, fresh: bool) -> None:
        self.pchat = pchat
        self.messages = size // BYTES_PER_MESSAGE
        self.folder = work.resolve() / f"{self.messages}-messages"
        parameters = {"messages": self.messages, "rooms": ROOMS, "users": USERS, "seed": SEED}
        kept = self.folder / "parameters.json"
        if fresh or not kept.is_file() or json.loads(kept.read_text()) != parameters:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            kept.write_text(json.dumps(parameters))

    def zip(self) -> Path:
        """The package as it is exported: most of it in one member."""
        return self._made("corpus.zip", lambda out: self._generate(out))

    def unpacked(self) -> Path:
        """Its folder."""
        archive = self.zip()

        def unpack(out: Path) -> None:
            with zipfile.ZipFile(archive) as opened:
                opened.extractall(out)

        return self._made("corpus", unpack)

    def xml(self) -> Path:
        """Its large member."""
        return self.unpacked() / self.large()

    def large(self) -> str:
        """The name of its large member."""
        return rewrap.largest(self.zip()).filename

    def gzip(self) -> Path:
        """The large member's stream for gzip tools: the same bits."""
        archive = self.zip()
        return self._made("corpus.gz", lambda out: rewrap.rewrap(archive, rewrap.largest(archive), out))

    def well_formed(self) -> Path:
        """The package without what XML 1.0 forbids, over which its readers stop."""
        archive = self.zip()

        def copy(out: Path) -> None:
            large = rewrap.largest(archive).filename
            with zipfile.ZipFile(archive) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as sink:
                for member in source.namelist():
                    with source.open(member) as text, sink.open(member, "w", force_zip64=True) as written:
                        if member == large:
                            for block in alter.well_formed(text):
                                written.write(block)
                        else:
                            shutil.copyfileobj(text, written)

        return self._made("well-formed.zip", copy)

    def indented(self) -> Path:
        """The folder of a package in which every tag has its own line."""
        return self._made("indented", lambda out: self._generate(out, "--spell", "indented"))

    def parts(self) -> Path:
        """A zip with the messages in four members of like size."""
        return self._made("parts.zip", lambda out: self._generate(out, "--spell", "split"))

    def tenth(self) -> Path:
        """A package of the same pool with a tenth of the messages."""
        return self._made("tenth.zip", lambda out: self._generate(out, messages=self.messages // 10))

    def damaged(self) -> Path:
        """The folder with its large member damaged at many places."""
        clean, large = self.unpacked(), self.large()

        def copy(out: Path) -> None:
            shutil.copytree(clean, out, ignore=lambda folder, names: [large])
            alter.damage(clean / large, out / large, self.places(), SEED)

        return self._made("damaged", copy)

    def places(self) -> int:
        """How many places are damaged."""
        return min(DAMAGED_PLACES, self.messages // MESSAGES_PER_DAMAGE)

    def extract(self, form: str) -> Path:
        """An extract of the database in which such a pool is kept: a folder, or a file."""
        name = extract_name(form)
        if not (self.folder / name).exists():
            self._make_room()
        return self._made(name, lambda out: self._generate(out, "--form", form, "--schema", SCHEMA))

    def _make_room(self) -> None:
        """All extracts take ten times the size of the XML. Where the disk is short, they give way to the next one."""
        if shutil.disk_usage(self.folder).free < EXTRACT_BYTES_PER_MESSAGE * self.messages:
            clear([self.folder / extract_name(form) for form in FORMS])

    def populous(self) -> Path:
        """A package that is nearly all lists: of users, their groups, and rooms. About 150 MB, a twelfth of which are messages."""
        counts = ["--users", str(POPULOUS[0]), "--rooms", str(POPULOUS[1])]
        return self._made("populous.zip", lambda out: self._generate(out, *counts, messages=POPULOUS[2]))

    def totals(self) -> dict:
        """What the package holds: what pchat says of it, so that it agrees with what it is compared with."""
        archive = self.zip()

        def count(out: Path) -> None:
            command = [self.pchat, "-q", "analyze", archive, "--fail-on", "never", "--format", "json"]
            analysis = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            out.write_text(json.dumps(analysis["totals"]))

        return json.loads(self._made("totals.json", count).read_text())

    def describe(self) -> dict:
        """For the result: what it was measured on."""
        large, totals = rewrap.largest(self.zip()), self.totals()
        return {
            "messages": totals["messages"],
            "rooms": totals["rooms"],
            "users": totals["users"],
            "groups": totals["groups"],
            "seed": SEED,
            "large member": large.filename,
            "its XML": large.file_size,
            "its XML compressed": large.compress_size,
        }

    def _generate(self, out: Path, *more: str, messages: int | None = None) -> None:
        counts = {"--messages": messages or self.messages, "--rooms": ROOMS, "--users": USERS, "--seed": SEED}
        options = [word for name, count in counts.items() if name not in more for word in (name, str(count))]
        if subprocess.run([self.pchat, "-q", "generate", "-o", out, *options, *more]).returncode != 0:
            raise Failed(f"`pchat generate {' '.join(more)}` failed: see above")

    def _made(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self.folder / name
        if not path.exists():
            # The suffix stays: it tells the generator what to write.
            unfinished = self.folder / f"unfinished-{name}"
            if unfinished.is_dir():
                shutil.rmtree(unfinished)
            unfinished.unlink(missing_ok=True)
            make(unfinished)
            unfinished.rename(path)
        return path


def extract_name(form: str) -> str:
    """A file has the suffix that its form usually has."""
    return f"extract-{form}{FORMS[form]}"
