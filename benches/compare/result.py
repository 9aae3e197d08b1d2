"""What was measured, as a table for people, as a file to keep, and as JSON."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Measured:
    """One side of a ratio: every round of it."""

    command: str
    values: list[float]
    unit: str = "s"
    # The lowest time is the one that was disturbed least; of memory the highest counts.
    highest: bool = False

    def best(self) -> float:
        return max(self.values) if self.highest else min(self.values)

    def median(self) -> float:
        return statistics.median(self.values)

    def shown(self) -> str:
        if len(self.values) == 1:
            return f"{figure(self.best())} {self.unit}"
        return f"{figure(self.best())} {self.unit} ({figure(self.median())})"


@dataclass(frozen=True)
class Target:
    """What a ratio must be."""

    limit: float
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def shown(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:.2f}"


@dataclass(frozen=True)
class Row:
    """A ratio."""

    name: str
    what: str
    a: Measured
    b: Measured
    target: Target
    note: str = ""

    def value(self) -> float:
        return self.a.best() / self.b.best()

    def is_met(self) -> bool:
        return self.target.is_met(self.value())


@dataclass(frozen=True)
class NotMeasured:
    """A ratio that could not be measured: because something is not installed, or because a command failed."""

    name: str
    reason: str
    failed: bool = False


AnyRow = Union[Row, NotMeasured]


def all_met(rows: list[AnyRow]) -> bool:
    """Whether everything that was measured met its target. What failed did not; what is not installed plays no part."""
    return all(row.is_met() if isinstance(row, Row) else not row.failed for row in rows)


def figure(value: float) -> str:
    """Three digits, and no more than that many behind the point."""
    return f"{value:.1f}" if value >= 100 else f"{value:.2f}" if value >= 10 else f"{value:.3f}" if value >= 0.1 else f"{value:.5f}"


def yes(row: Row) -> str:
    return "yes" if row.is_met() else "NO"


HEADINGS = ["", "A / B", "ratio", "target", "met", "A: best (median)", "B: best (median)"]


def cells(row: Row) -> list[str]:
    return [row.name, row.what, f"{row.value():.3f}", row.target.shown(), yes(row), row.a.shown(), row.b.shown()]


def table(rows: list[AnyRow]) -> str:
    """For a terminal: the figures, and then the commands behind them."""
    measured = [row for row in rows if isinstance(row, Row)]
    lines = [HEADINGS, *map(cells, measured)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines] if measured else []
    return "\n".join(text + [""] + details(rows))


def details(rows: list[AnyRow]) -> list[str]:
    lines = []
    for row in rows:
        if isinstance(row, NotMeasured):
            lines.append(f"{row.name}: {'failed' if row.failed else 'not measured'}: {row.reason}")
            continue
        lines += [f"{row.name}  A  {row.a.command}", f"{' ' * len(row.name)}  B  {row.b.command}"]
        if row.note:
            lines.append(f"{' ' * len(row.name)}     {row.note}")
    return lines


def markdown(facts: dict, rows: list[AnyRow]) -> str:
    """The file that is kept."""
    text = [f"# pchat and its rivals, {facts['date']}", "", *map(fact, facts.items()), ""]
    measured = [row for row in rows if isinstance(row, Row)]
    if measured:
        text += [line(HEADINGS), line(["---"] * len(HEADINGS)), *(line(cells(row)) for row in measured), ""]
    text += ["A command's output goes nowhere unless it says otherwise. Times are wall clock, in seconds.", ""]
    return "\n".join([*text, "```", *details(rows), "```", ""])


def fact(item: tuple) -> str:
    name, value = item
    if isinstance(value, dict):
        value = ", ".join(f"{key} {spelled(inner)}" for key, inner in value.items())
    return f"* {name}: {spelled(value)}"


def spelled(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def line(texts: list[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def as_json(facts: dict, rows: list[AnyRow]) -> dict:
    return {**facts, "ratios": [row_json(row) for row in rows]}


def row_json(row: AnyRow) -> dict:
    if isinstance(row, NotMeasured):
        return {"name": row.name, "failed": row.failed, "reason": row.reason}
    sides = {
        side: {"command": of.command, "unit": of.unit, "best": of.best(), "median": of.median(), "values": of.values}
        for side, of in (("a", row.a), ("b", row.b))
    }
    target = {"limit": row.target.limit, "at_least": row.target.at_least}
    return {"name": row.name, "what": row.what, "ratio": row.value(), "target": target, "met": row.is_met(), **sides,
            "note": row.note}


def file_name(date: str, size: str, only: list[str] | None) -> str:
    """A run of a part does not replace one of everything."""
    return "-".join([date, size, *(only or [])]) + ".md"
