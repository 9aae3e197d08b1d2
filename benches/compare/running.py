"""Running commands and taking their time."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

try:
    import resource
except ImportError:
    # Not a Unix.
    resource = None


class Failed(Exception):
    """A command did not do what it is measured for."""


@dataclass(frozen=True)
class Command:
    """One program, or several of which each reads what the one before it writes."""

    stages: list[list[str | Path]]
    # Exit codes that mean that all is well.
    codes: tuple[int, ...] = (0,)
    # What it must print: a rival that ends early would be fast.
    expect: str | None = None
    # Where its output goes; nowhere, if nothing is said.
    out: Path | None = None
    # What it writes itself: removed before it runs, which takes no time of it.
    writes: list[Path] = field(default_factory=list)

    def shown(self) -> str:
        """For people: no path of the machine it ran on."""
        return " | ".join(" ".join(shown(word) for word in stage) for stage in self.stages)


class Took(NamedTuple):
    """Seconds of one run."""

    wall: float
    # What its threads computed, added up, without what the kernel did for them; none where the system does not tell.
    user: float | None


def shown(word: str | Path) -> str:
    """A word of a command: of a path, its last part."""
    text = os.path.basename(word) if os.path.isabs(word) else str(word)
    return f"'{text}'" if not text or set(text) & set(" <>|*$") else text


def clear(paths: list[Path]) -> None:
    """Removes files and folders."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def user_time() -> float | None:
    """Of all programs that were started here and have ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime if resource else None


def timed(command: Command) -> Took:
    """Runs it once. Gives how long it took."""
    clear([*command.writes, *filter(None, [command.out])])
    with tempfile.TemporaryFile() as said, open(command.out or os.devnull, "wb") as sink:
        last = subprocess.PIPE if command.expect else sink
        before = user_time()
        begun = time.perf_counter()
        running: list[subprocess.Popen] = []
        for number, stage in enumerate(command.stages, 1):
            source = running[-1].stdout if running else subprocess.DEVNULL
            target = last if number == len(command.stages) else subprocess.PIPE
            running.append(subprocess.Popen(stage, stdin=source, stdout=target, stderr=said))
            if running[1:]:
                # Only the next program holds it now: if that ends, the one before it learns of it.
                source.close()
        printed = running[-1].communicate()[0]
        codes = [process.wait() for process in running]
        wall = time.perf_counter() - begun
        user = None if before is None else user_time() - before
        said.seek(0)
        judge(command, codes, printed, said.read())
    return Took(wall, user)


def judge(command: Command, codes: list[int], printed: bytes | None, said: bytes) -> None:
    """Whether it did its work."""
    for stage, code in zip(command.stages, codes):
        if code not in command.codes:
            lines = said.decode(errors="replace").strip().splitlines()
            reason = f": {lines[0][:200]}" if lines else ""
            raise Failed(f"`{shown(stage[0])}` ended with code {code}{reason}")
    if command.expect and command.expect not in (printed or b"").decode(errors="replace").split():
        raise Failed(f"`{command.shown()}` did not print {command.expect}")


def alternately(commands: list[Command], rounds: int) -> list[list[Took]]:
    """Runs all commands in turn, so often; what disturbs one of them disturbs the others, too."""
    taken: list[list[Took]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, times in zip(commands, taken):
            times.append(timed(command))
    return taken


def spawned(command: list[str | Path]) -> float:
    """Runs a program that lives for a millisecond: with as little around it as possible."""
    nothing = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    begun = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=nothing)
    _, status = os.waitpid(process, 0)
    took = time.perf_counter() - begun
    if status != 0:
        raise Failed(f"`{shown(command[0])}` ended with status {status}")
    return took


def read_once(path: Path) -> None:
    """Reads a file, or everything in a folder, so that it lies in memory."""
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    for file in files:
        with open(file, "rb", buffering=0) as opened:
            while opened.read(1 << 20):
                pass
