"""The ratios, one function each. Which work stands against which, and why: docs/performance.md."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

from bench import Bench
from result import Measured, Row, Target
from running import Command, Failed

HERE = Path(__file__).resolve().parent
# Few messages of the generator are older, so that nearly all of them are kept, and their member is written anew.
SINCE = "2008-07-01"
# A rule that looks at the categories and at nothing else.
CHEAP_RULE = "nested-category"
# The messages in the folder of an extract as CSV.
CHAT_CSV = "dbo.tblChat.csv"
PIGZ_LEVEL = "6"
STARTS = 40


def at_most(limit: float) -> Target:
    return Target(limit)


def at_least(limit: float) -> Target:
    return Target(limit, at_least=True)


def inflating(bench: Bench) -> list[Row]:
    bench.needs("igzip")
    package, stream = bench.corpora.zip(), bench.corpora.gzip()
    rival = Command([["igzip", "-dc", stream]])
    return [bench.ratio("R1", "analyze / igzip", at_most(1.6), [package, stream], bench.analyze(package), rival)]


def unzipping(bench: Bench) -> list[Row]:
    bench.needs("unzip")
    package = bench.corpora.zip()
    rival = Command([["unzip", "-p", package]])
    return [bench.ratio("R2", "analyze / unzip", at_most(0.3), [package], bench.analyze(package), rival)]


def reading_xml(bench: Bench) -> list[Row]:
    bench.needs("unzip", "xmllint")
    package = bench.corpora.well_formed()
    unzip = ["unzip", "-p", package, bench.corpora.large()]
    rival = Command([unzip, ["xmllint", "--stream", "--noout", "--huge", "-"]])
    return [bench.ratio("R3", "analyze / unzip to xmllint", at_most(0.3), [package], bench.analyze(package), rival)]


def scripting(bench: Bench) -> list[Row]:
    bench.needs("lxml")
    package = bench.corpora.well_formed()
    script = [sys.executable, HERE / "count_by_room.py", package, bench.corpora.large()]
    rival = Command([script], expect=str(bench.corpora.totals()["messages"]))
    return [bench.ratio("R4", "analyze / script with lxml", at_most(0.12), [package], bench.analyze(package), rival)]


def searching(bench: Bench) -> list[Row]:
    bench.needs("rg")
    bench.needs_cores(2)
    folder = bench.corpora.indented()
    # It counts lines: in this spelling every message begins one.
    search = ["rg", "-c", "<Message ", folder / bench.corpora.large()]
    rival = Command([search], expect=str(bench.corpora.totals()["messages"]))
    note = "XML with every tag on its own line"
    return [bench.ratio("R5", "analyze folder / rg", at_most(2.0), [folder], bench.analyze(folder), rival, note)]


def threads(bench: Bench) -> list[Row]:
    bench.needs_cores(2)
    folder, parts = bench.corpora.unpacked(), bench.corpora.parts()
    return [
        bench.ratio(name, what, at_least(1.8), [source],
                    bench.analyze(source, threads=1), bench.analyze(source, threads=2))
        for name, what, source in [
            ("R6 folder", "one thread / two", folder),
            ("R6 parts", "one thread / two, zip of four parts", parts),
        ]
    ]


def memory(bench: Bench) -> list[Row]:
    whole = bench.peaks(bench.analyze(bench.corpora.zip()))
    tenth = bench.peaks(bench.analyze(bench.corpora.tenth()))
    totals = bench.corpora.totals()
    objects = totals["users"] + totals["groups"] + totals["rooms"]
    bound = 64 + 200 * objects / (1 << 20)
    allowed = Measured(f"64 MiB and 200 bytes for each of {objects} users, groups and rooms", [bound], "MiB")
    return [
        Row("R7 growth", "peak memory / that of a tenth", whole, tenth, at_most(1.1)),
        Row("R7 bound", "peak memory / bound", whole, allowed, at_most(1.0)),
    ]


def reporting(bench: Bench) -> list[Row]:
    package = bench.corpora.zip()
    report = bench.corpora.folder / "report"
    full = bench.analyze(package, "--report", report, writes=[report])
    counting = bench.command("inspect", package)
    one_rule = bench.analyze(package, "--only", CHEAP_RULE)
    measured, elements, rule, table = bench.times([package], full, counting, one_rule, bench.analyze(package))
    return [
        Row("R8 inspect", "all reports / counting elements", measured, elements, at_most(1.25)),
        Row("R8 rule", "all reports / one cheap rule", measured, rule, at_most(1.25)),
        Row("R8 written", "all reports / the table alone", measured, table, at_most(1.1)),
    ]


def converting(bench: Bench) -> list[Row]:
    bench.needs("pigz")
    package, xml, large = bench.corpora.zip(), bench.corpora.xml(), bench.corpora.large()
    out = bench.corpora.folder / "converted.zip"
    packed = bench.corpora.folder / "packed.gz"
    rival = Command([["pigz", "-p", str(bench.threads), f"-{PIGZ_LEVEL}", "-c", xml]], out=packed)
    rows = []
    for level in levels(bench.says("convert", "--help")):
        words = ["--level", level] if level else []
        command = conversion(bench, package, out, *words)
        name = f"R10 level {level}" if level else "R10"
        row = bench.ratio(name, "convert / pigz", at_most(0.75), [package, xml], command, rival)
        ours, kept = written(out, large)
        size = Measured(f"{large} in {out.name}", [ours], "of its XML")
        theirs = Measured(packed.name, [packed.stat().st_size / xml.stat().st_size], "of its XML")
        # Level 6 is that of pigz; another default is there because it is faster.
        limit = at_most(1.0 if level in ("", PIGZ_LEVEL) else 1.06)
        rows += [row, Row(f"{name}, size", "compressed / pigz", size, theirs, limit, f"{kept:,} messages kept")]
    return rows


def conversion(bench: Bench, package: Path, out: Path, *words: str) -> Command:
    """Writes nearly all messages anew."""
    writes = [out, out.with_suffix(".manifest.json")]
    return bench.command("convert", package, "-o", out, "--since", SINCE, "--fail-on", "never", *words, writes=writes)


def levels(help_text: str) -> list[str]:
    """The default level of compression and that of pigz; an empty one, where there is no choice."""
    option = help_text.partition("--level")[2]
    default = re.search(r"\[default: (\d)\]", option)
    return sorted({default[1], PIGZ_LEVEL}) if default else [""]


def written(package: Path, member: str) -> tuple[float, int]:
    """How large the member is, compressed, for each byte of its text; and how many messages were kept."""
    manifest = json.loads(package.with_suffix(".manifest.json").read_text(encoding="utf-8"))
    changed = {entry["name"]: entry["changed"] for entry in manifest["result"]["members"]}
    if not changed[member]:
        raise Failed(f"{member} was copied, not written anew: no message is older than {SINCE}")
    with zipfile.ZipFile(package) as opened:
        entry = opened.getinfo(member)
    return entry.compress_size / entry.file_size, manifest["counts"]["messages"]["kept"]


def extracting(bench: Bench) -> list[Row]:
    bench.needs("duckdb")
    bench.needs_cores(2)
    extract = bench.corpora.extract("csv")
    script = [sys.executable, HERE / "count_with_duckdb.py", extract / CHAT_CSV, str(bench.threads)]
    rival = Command([script], expect=str(bench.corpora.messages))
    note = "pchat reads all tables, DuckDB the messages; its time is that of the script, with the start of Python"
    return [bench.ratio("R11", "analyze CSV / DuckDB", at_most(1.0), [extract], bench.analyze(extract), rival, note)]


def verifying(bench: Bench) -> list[Row]:
    source = bench.corpora.zip()
    result = bench.corpora.folder / "converted.zip"
    bench.times([source], conversion(bench, source, result))
    verify = bench.command("verify", source, result, "--since", SINCE)
    proof, first, second = bench.times([source, result], verify, bench.analyze(source), bench.analyze(result))
    # Sorted, so that the lowest is the sum of the lowest.
    both = [a + b for a, b in zip(sorted(first.values), sorted(second.values))]
    return [Row("R12", "verify / analyze both", proof, Measured(f"{first.command} + {second.command}", both), at_most(1.1))]


def starting(bench: Bench) -> list[Row]:
    bench.needs("rg")
    own, rival = bench.starts([[str(bench.pchat), "--help"], ["rg", "--version"]], STARTS)
    note = f"mean of {bench.rounds} times the lowest of {STARTS} runs, with what it takes to start a process"
    return [Row("R13", "start / start of rg", own, rival, at_most(2.0), note)]


def damaged(bench: Bench) -> list[Row]:
    clean, broken = bench.corpora.unpacked(), bench.corpora.damaged()
    stepping = bench.analyze(broken, "--skip-damaged", codes=(4,))
    note = f"tags cut at {bench.corpora.places():,} places; pchat says: {skipped(bench, broken)}"
    row = bench.ratio("R14", "damaged / clean folder", at_most(1.2), [clean, broken],
                      stepping, bench.analyze(clean, "--skip-damaged"), note)
    return [row]


def populous(bench: Bench) -> list[Row]:
    package = bench.corpora.populous()
    return [bench.ratio("R15", "analyze / inspect of long lists", at_most(1.3), [package],
                        bench.analyze(package), bench.command("inspect", package))]


def skipped(bench: Bench, source: Path) -> str:
    """What pchat says of damage: proof that there is some."""
    said = bench.says("analyze", source, "--skip-damaged", "--fail-on", "never", "--format", "json")
    found = re.search(r"\d+ records? w(?:as|ere) skipped", said)
    if not found:
        raise Failed("pchat found nothing to skip in the damaged folder")
    return found[0]


ALL = {
    "R1": inflating,
    "R2": unzipping,
    "R3": reading_xml,
    "R4": scripting,
    "R5": searching,
    "R6": threads,
    "R7": memory,
    "R8": reporting,
    "R10": converting,
    "R11": extracting,
    "R12": verifying,
    "R13": starting,
    "R14": damaged,
    "R15": populous,
}
