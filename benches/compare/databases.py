#!/usr/bin/env python3
"""How fast data files and backups of SQL Server are read, beside merely reading their bytes.

    python3 benches/compare/databases.py --pchat target/release/pchat chat.mdf chat.bak chat-compressed.bak

Each file is read by `cat`, by `pchat tables`, which finds and counts the rows of all tables, and by `pchat analyze`, in
turn. Needs Python 3.9 and nothing else. How to read the figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import machine
import memory
import result
from result import Measured, NotMeasured, figure
from running import Command, Failed, alternately, read_once

HEADINGS = ["file", "kind", "command", "MB", "wall: best (median)", "user", "MB/s", "of cat", "rows/s", "memory"]


@dataclass(frozen=True)
class Read:
    """How a command reads a file."""

    file: str
    kind: str
    command: str
    size: int
    # Of all tables; none where the command knows nothing of them.
    rows: int | None
    wall: Measured
    user: float | None
    # What `cat` needs for the same bytes.
    cat: Measured
    peak: Measured | None

    def cells(self) -> list[str]:
        seconds = self.wall.best()
        return [
            self.file,
            self.kind,
            self.command,
            figure(self.size / 1e6),
            self.wall.shown(),
            "unknown" if self.user is None else f"{figure(self.user)} s",
            figure(self.size / seconds / 1e6),
            figure(self.cat.best() / seconds),
            "" if self.rows is None else f"{self.rows / seconds:,.0f}",
            self.peak.shown() if self.peak else "",
        ]


def kind(path: Path) -> str:
    """What a file is, by how it begins."""
    with open(path, "rb") as file:
        head = file.read(8)
    if head == b"MSSQLBAK":
        return "compressed backup"
    return "backup" if head.startswith(b"TAPE") else "data file"


def rows(pchat: Path, path: Path) -> int:
    """Of all tables: a file of which nothing is read would be fast."""
    command = [pchat, "-q", "tables", path, "--format", "json"]
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    try:
        count = sum(table["rows"] for table in json.loads(ran.stdout))
    except ValueError:
        lines = ran.stderr.strip().splitlines()
        raise Failed(lines[0] if lines else "`pchat tables` printed no list of tables") from None
    if ran.returncode != 0 or count == 0:
        raise Failed(f"`pchat tables` ended with code {ran.returncode} and counted {count} rows")
    return count


def measure(pchat: Path, path: Path, threads: int, rounds: int) -> list[Read]:
    """All commands for a file, which lies in memory."""
    found = rows(pchat, path)
    own = ["--threads", str(threads)]
    commands = {
        "cat": Command([["cat", path]]),
        "tables": Command([[pchat, "-q", "tables", path, *own]]),
        "analyze": Command([[pchat, "-q", "analyze", path, "--fail-on", "never", *own]]),
    }
    read_once(path)
    taken = dict(zip(commands, alternately(list(commands.values()), rounds)))
    walls = {name: Measured(commands[name].shown(), [took.wall for took in runs]) for name, runs in taken.items()}
    reads = []
    for name, runs in taken.items():
        users = [took.user for took in runs if took.user is not None]
        peaks = None
        if name != "cat" and memory.is_measurable():
            values = [memory.peak(commands[name]) / (1 << 20) for _ in range(rounds)]
            peaks = Measured(commands[name].shown(), values, "MiB", highest=True)
        reads.append(
            Read(path.name, kind(path), name, path.stat().st_size, None if name == "cat" else found,
                 walls[name], min(users, default=None), walls["cat"], peaks)
        )
    return reads


def markdown(facts: dict, reads: list[Read], failed: list[NotMeasured]) -> str:
    lines = [f"# Data files and backups, {facts['date']}", "", *map(result.fact, facts.items()), ""]
    if reads:
        lines += [result.line(HEADINGS), result.line(["---"] * len(HEADINGS))]
        lines += [result.line(read.cells()) for read in reads] + [""]
    lines += [f"{row.name}: failed: {row.reason}" for row in failed] + [""] * bool(failed)
    lines += ["MB are millions of bytes of the file, compressed as it is; `of cat` is the speed as a part of that of `cat`.",
              "Rows are those of all tables, and what all threads computed is added up in `user`.", ""]
    return "\n".join(lines)


def main() -> int:
    options = arguments()
    pchat = options.pchat.resolve()
    facts = {
        "date": date.today().isoformat(),
        "pchat": machine.version([str(pchat), "--version"]),
        "rounds": options.rounds,
        "threads": options.threads,
        **machine.describe(),
        "load before the start": machine.load(),
    }
    reads, failed = [], []
    for path in options.files:
        print(f"{path.name} ...", file=sys.stderr, flush=True)
        try:
            reads += measure(pchat, path.resolve(), options.threads, options.rounds)
        except (Failed, OSError) as failure:
            failed.append(NotMeasured(path.name, str(failure), failed=True))
    text = markdown(facts, reads, failed)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    print(text)
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="FILE", help="a data file or a backup")
    add("--pchat", type=Path, required=True, metavar="PATH", help="the program to measure, built for release")
    add("--rounds", type=int, default=5, metavar="N", help="how often each command runs (default: 5)")
    add("--threads", type=int, default=2, metavar="N", help="threads of pchat (default: 2)")
    add("--out", type=Path, metavar="FILE", help="where to keep the table, too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
