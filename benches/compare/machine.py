"""What is worth knowing of the machine: nothing that names it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys

VERSIONS = {
    "igzip": ["igzip", "--version"],
    "unzip": ["unzip", "-v"],
    "xmllint": ["xmllint", "--version"],
    "rg": ["rg", "--version"],
    "pigz": ["pigz", "--version"],
}
# Of Python, for the scripts.
MODULES = ["lxml", "duckdb"]


def cores() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def describe() -> dict:
    return {"cores": cores(), "processor": processor(), "system": f"{platform.system()}, {platform.machine()}"}


def processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or "unknown"


def load() -> str:
    """What else is going on: a busy machine measures noise."""
    return f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "unknown"


def has(tool: str) -> bool:
    return module(tool) is not None if tool in MODULES else shutil.which(tool) is not None


def module(name: str) -> str | None:
    """The version of a Python module that is installed."""
    command = [sys.executable, "-c", f"import {name}; print({name}.__version__)"]
    ran = subprocess.run(command, capture_output=True, text=True)
    return ran.stdout.strip() if ran.returncode == 0 else None


def version(command: list[str]) -> str:
    """The first number that the program gives as its version."""
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return first_number(ran.stdout)


def first_number(text: str) -> str:
    found = re.search(r"\d[\d.]*", text)
    return found[0].rstrip(".") if found else "unknown"


def tools() -> dict:
    """The rivals and their versions."""
    found = {tool: version(command) if has(tool) else "not installed" for tool, command in VERSIONS.items()}
    modules = {name: module(name) or "not installed" for name in MODULES}
    return {**found, "Python": platform.python_version(), **modules}
