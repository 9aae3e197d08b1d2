"""How fast extracts of the database are read, form by form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

from bench import Bench, Unavailable
from result import Measured, Rate
from running import Command, Failed, Took, alternately, read_once

CHAT_TABLE = "tblchat"


def measuring(form: str) -> Callable[[Bench], list[Rate]]:
    """Measures the whole analysis of a form, and a list of its tables, which only finds and counts rows."""

    def measure(bench: Bench) -> list[Rate]:
        source = bench.corpora.extract(form)
        read_once(source)
        commands = {"analyze": bench.analyze(source), "tables": bench.command("tables", source)}
        taken = alternately(list(commands.values()), bench.rounds)
        counted = rows(bench, source)
        return [
            Rate(
                form,
                what,
                size(source),
                counted,
                Measured(command.shown(), [took.wall for took in runs]),
                user(command, runs),
                peak(bench, command),
            )
            for (what, command), runs in zip(commands.items(), taken)
        ]

    return measure


def size(source: Path) -> int:
    """Of a file, or of everything in a folder."""
    files = [source] if source.is_file() else [file for file in source.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def rows(bench: Bench, source: Path) -> int:
    """Of all tables. Those of messages have to be all there: who loses some would be fast."""
    try:
        tables = json.loads(bench.says("-q", "tables", source, "--format", "json"))
    except ValueError:
        raise Failed("`pchat tables` printed no list of tables") from None
    messages = sum(table["rows"] for table in tables if table["table"].lower().endswith(CHAT_TABLE))
    if messages != bench.corpora.messages:
        raise Failed(f"`pchat tables` counted {messages} messages of {bench.corpora.messages}")
    return sum(table["rows"] for table in tables)


def user(command: Command, runs: list[Took]) -> Measured | None:
    times = [took.user for took in runs if took.user is not None]
    return Measured(command.shown(), times) if times else None


def peak(bench: Bench, command: Command) -> Measured | None:
    try:
        return bench.peaks(command)
    except Unavailable:
        return None
