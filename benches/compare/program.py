"""The program to be measured."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def build(project: Path, features: str) -> tuple[Path, str]:
    """Builds pchat. Gives where it is, and what was built."""
    command = ["cargo", "build", "--release", "--bin", "pchat", "--message-format", "json-render-diagnostics"]
    if features:
        command += ["--features", features]
    built = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, text=True)
    program = executable(built.stdout) if built.returncode == 0 else None
    if program is None:
        raise SystemExit("pchat could not be built: see above; or give a program with --pchat")
    return program, ", ".join(filter(None, [revision(project), features and f"features {features}"]))


def executable(messages: str) -> Path | None:
    """The program's path, from what cargo says."""
    for line in messages.splitlines():
        message = json.loads(line)
        if message.get("reason") == "compiler-artifact" and message["target"]["name"] == "pchat" and message["executable"]:
            return Path(message["executable"])
    return None


def revision(project: Path) -> str:
    """Which sources were built, where git knows."""
    def git(*words: str) -> str | None:
        try:
            ran = subprocess.run(["git", *words], cwd=project, capture_output=True, text=True)
        except OSError:
            return None
        return ran.stdout.strip() if ran.returncode == 0 else None

    commit = git("rev-parse", "--short", "HEAD")
    if not commit:
        return "of unknown revision"
    return f"revision {commit}" + (" with changes" if git("status", "--porcelain", "--untracked-files=no") else "")
