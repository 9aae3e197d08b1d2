"""What was measured, as a table for people, as a file to keep, and as JSON."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
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
class Rate:
    """How fast a command reads a form of extract."""

    form: str
    what: str
    size: int
    rows: int
    wall: Measured
    # None where the system does not tell.
    user: Measured | None
    peak: Measured | None

    def bytes_per_second(self) -> float:
        return self.size / self.wall.best()

    def rows_per_second(self) -> float:
        return self.rows / self.wall.best()


@dataclass(frozen=True)
class NotMeasured:
    """What could not be measured: because something is not installed, or because a command failed."""

    name: str
    reason: str
    failed: bool = False


AnyRow = Union[Row, NotMeasured]
AnyRate = Union[Rate, NotMeasured]


@dataclass(frozen=True)
class Result:
    """A run."""

    facts: dict
    rows: list[AnyRow]
    rates: list[AnyRate] = field(default_factory=list)


def all_met(result: Result) -> bool:
    """Whether everything that was measured met its target. What failed did not; what is not installed plays no part.
    Rates have no targets."""
    missed = [row for row in result.rows if isinstance(row, Row) and not row.is_met()]
    failed = [row for row in result.rows + result.rates if isinstance(row, NotMeasured) and row.failed]
    return not missed and not failed


def figure(value: float) -> str:
    """Three digits, and no more than that many behind the point."""
    return f"{value:.1f}" if value >= 100 else f"{value:.2f}" if value >= 10 else f"{value:.3f}" if value >= 0.1 else f"{value:.5f}"


def yes(row: Row) -> str:
    return "yes" if row.is_met() else "NO"


HEADINGS = ["", "A / B", "ratio", "target", "met", "A: best (median)", "B: best (median)"]
RATE_HEADINGS = ["form", "command", "MB", "rows", "wall: best (median)", "user", "MB/s", "rows/s", "memory"]


def cells(row: Row) -> list[str]:
    return [row.name, row.what, f"{row.value():.3f}", row.target.shown(), yes(row), row.a.shown(), row.b.shown()]


def rate_cells(rate: Rate) -> list[str]:
    user = f"{figure(rate.user.best())} s" if rate.user else "unknown"
    memory = f"{figure(rate.peak.best())} {rate.peak.unit}" if rate.peak else "unknown"
    return [rate.form, rate.what, figure(rate.size / 1e6), f"{rate.rows:,}", rate.wall.shown(), user,
            figure(rate.bytes_per_second() / 1e6), f"{rate.rows_per_second():,.0f}", memory]


def tables(result: Result) -> list[list[list[str]]]:
    """Ratios and rates, each with its headings; neither, where nothing was measured."""
    ratios = [cells(row) for row in result.rows if isinstance(row, Row)]
    rates = [rate_cells(rate) for rate in result.rates if isinstance(rate, Rate)]
    return [[headings, *lines] for headings, lines in ((HEADINGS, ratios), (RATE_HEADINGS, rates)) if lines]


def text(result: Result) -> str:
    """For a terminal: the figures, and then the commands behind them."""
    lines = []
    for table in tables(result):
        widths = [max(map(len, column)) for column in zip(*table)]
        lines += ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table] + [""]
    return "\n".join(lines + details(result))


def details(result: Result) -> list[str]:
    lines = []
    for row in result.rows + result.rates:
        if isinstance(row, NotMeasured):
            lines.append(f"{row.name}: {'failed' if row.failed else 'not measured'}: {row.reason}")
            continue
        if isinstance(row, Rate):
            lines.append(f"{row.form}  {row.wall.command}")
            continue
        lines += [f"{row.name}  A  {row.a.command}", f"{' ' * len(row.name)}  B  {row.b.command}"]
        if row.note:
            lines.append(f"{' ' * len(row.name)}     {row.note}")
    return lines


def markdown(result: Result) -> str:
    """The file that is kept."""
    lines = [f"# pchat and its rivals, {result.facts['date']}", "", *map(fact, result.facts.items()), ""]
    for headings, *figures in tables(result):
        lines += [line(headings), line(["---"] * len(headings)), *map(line, figures), ""]
    lines += ["A command's output goes nowhere unless it says otherwise. Times are wall clock, in seconds.", ""]
    if result.rates:
        lines += ["Of extracts, MB are millions of bytes in their files, and rows those of all tables. What all threads",
                  "computed is added up in `user`.", ""]
    return "\n".join([*lines, "```", *details(result), "```", ""])


def fact(item: tuple) -> str:
    name, value = item
    if isinstance(value, dict):
        value = ", ".join(f"{key} {spelled(inner)}" for key, inner in value.items())
    return f"* {name}: {spelled(value)}"


def spelled(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def line(texts: list[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def as_json(result: Result) -> dict:
    return {**result.facts, "ratios": [row_json(row) for row in result.rows],
            "extracts": [rate_json(rate) for rate in result.rates]}


def not_measured_json(row: NotMeasured) -> dict:
    return {"name": row.name, "failed": row.failed, "reason": row.reason}


def measured_json(measured: Measured) -> dict:
    return {"command": measured.command, "unit": measured.unit, "best": measured.best(), "median": measured.median(),
            "values": measured.values}


def row_json(row: AnyRow) -> dict:
    if isinstance(row, NotMeasured):
        return not_measured_json(row)
    target = {"limit": row.target.limit, "at_least": row.target.at_least}
    return {"name": row.name, "what": row.what, "ratio": row.value(), "target": target, "met": row.is_met(),
            "a": measured_json(row.a), "b": measured_json(row.b), "note": row.note}


def rate_json(rate: AnyRate) -> dict:
    if isinstance(rate, NotMeasured):
        return not_measured_json(rate)
    return {"form": rate.form, "what": rate.what, "bytes": rate.size, "rows": rate.rows,
            "bytes_per_second": rate.bytes_per_second(), "rows_per_second": rate.rows_per_second(),
            "wall": measured_json(rate.wall), "user": measured_json(rate.user) if rate.user else None,
            "memory": measured_json(rate.peak) if rate.peak else None}


def file_name(date: str, size: str, parts: list[str]) -> str:
    """A run of a part does not replace one of everything."""
    return "-".join([date, size, *parts]) + ".md"
