"""What every ratio needs: the program, the corpora, and how to measure two commands against each other."""

from __future__ import annotations

import os
import statistics
import subprocess
from pathlib import Path
from typing import Callable, TypeVar

import machine
import memory
from corpus import Corpora
from result import Measured, NotMeasured, Rate, Row, Target
from running import Command, Failed, alternately, read_once, spawned


Found = TypeVar("Found", Row, Rate)


class Unavailable(Exception):
    """Something that a ratio needs is not there."""


class Bench:
    """Measures; whatever goes wrong becomes a row, too."""

    def __init__(self, pchat: Path, corpora: Corpora, rounds: int, threads: int) -> None:
        self.pchat = pchat
        self.corpora = corpora
        self.rounds = rounds
        self.threads = threads

    def measure(self, name: str, measured: Callable[[Bench], list[Found]]) -> list[Found | NotMeasured]:
        try:
            return measured(self)
        except Unavailable as missing:
            return [NotMeasured(name, str(missing))]
        except Failed as failure:
            return [NotMeasured(name, str(failure), failed=True)]

    def needs(self, *tools: str) -> None:
        """Before anything is generated for them."""
        missing = [tool for tool in tools if not machine.has(tool)]
        if missing:
            raise Unavailable(f"{' and '.join(missing)} not installed")

    def needs_cores(self, count: int) -> None:
        if machine.cores() < count:
            raise Unavailable(f"{machine.cores()} core(s) here: it takes {count}")

    def command(self, *words: str | Path, threads: int | None = None, **more) -> Command:
        """A command of pchat, with the number of threads that the others get."""
        return Command([[self.pchat, "-q", *words, "--threads", str(threads or self.threads)]], **more)

    def analyze(self, source: Path, *words: str | Path, **more) -> Command:
        """Findings are no failure here."""
        return self.command("analyze", source, "--fail-on", "never", *words, **more)

    def times(self, reads: list[Path], *commands: Command) -> list[Measured]:
        """Every command's times, with what they read in memory."""
        for path in reads:
            read_once(path)
        taken = alternately(list(commands), self.rounds)
        return [Measured(command.shown(), [took.wall for took in runs]) for command, runs in zip(commands, taken)]

    def ratio(self, name: str, what: str, target: Target, reads: list[Path], a: Command, b: Command, note: str = "") -> Row:
        first, second = self.times(reads, a, b)
        return Row(name, what, first, second, target, note)

    def peaks(self, command: Command) -> Measured:
        """A command's memory in MiB."""
        if not memory.is_measurable():
            raise Unavailable("memory is measured on Linux only")
        found = [memory.peak(command) / (1 << 20) for _ in range(self.rounds)]
        return Measured(command.shown(), found, "MiB", highest=True)

    def starts(self, commands: list[list[str | Path]], runs: int) -> list[Measured]:
        """Programs that live for a millisecond: of each round the lowest of many runs, of the rounds their mean."""
        if not hasattr(os, "posix_spawnp"):
            raise Unavailable("starting a process is measured on Unix only")
        lowest: list[list[float]] = [[] for _ in commands]
        for _ in range(self.rounds):
            taken: list[list[float]] = [[] for _ in commands]
            for _ in range(runs):
                for command, times in zip(commands, taken):
                    times.append(spawned(command) * 1000)
            for times, all_times in zip(taken, lowest):
                all_times.append(min(times))
        return [Measured(Command([command]).shown(), [statistics.mean(times)], "ms") for command, times in zip(commands, lowest)]

    def says(self, *words: str | Path) -> str:
        """What pchat prints, remarks included."""
        ran = subprocess.run([self.pchat, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return ran.stdout
