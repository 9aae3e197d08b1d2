"""How much memory a program takes for itself at its peak (Linux).

`VmHWM` of /proc/PID/status is the most memory that was ever resident, kept by the kernel; pages of files (the program
itself) are taken off. It is read every millisecond, so what comes in the last one is missed. `ru_maxrss` would need no
reading, but counts what the measuring program had when it started the other one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time

from running import Command, Failed, judge

METHOD = "VmHWM without RssFile and RssShmem of /proc/PID/status, read every millisecond"
EVERY = 0.001


def is_measurable() -> bool:
    """Whether this system says what is needed."""
    return sys.platform == "linux"


def anonymous(status: str) -> int | None:
    """Bytes, from the text of /proc/PID/status; none where the program has ended."""
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    if "VmHWM" not in fields:
        return None
    peak, file, shared = (int(fields.get(name, "0 kB").split()[0]) for name in ("VmHWM", "RssFile", "RssShmem"))
    return (peak - file - shared) * 1024


def peak(command: Command) -> int:
    """Runs a command of one program. Gives its peak in bytes."""
    [stage] = command.stages
    highest = 0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(stage, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        with open(f"/proc/{process.pid}/status", encoding="ascii", errors="replace") as status:
            while process.poll() is None:
                status.seek(0)
                highest = max(highest, anonymous(status.read()) or 0)
                time.sleep(EVERY)
        said.seek(0)
        judge(command, [process.returncode], None, said.read())
    if not highest:
        raise Failed(f"`{command.shown()}` ended before its memory could be read")
    return highest
