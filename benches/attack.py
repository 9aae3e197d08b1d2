#!/usr/bin/env python3
"""Damages inputs of every form at random, lets `pchat analyze` read them, and counts what it says.

    cargo build --release
    cargo bench --profile dev --bench write_database -- --messages 200 --to target/attack/mgc.mdf
    cargo bench --profile dev --bench write_database -- --messages 200 --to target/attack/mgc.bak
    benches/attack.py --databases target/attack

The same seed gives the same damage. Exits with 1 where a run crashed, hung, left a file behind, changed its input or ended
with a code that it should not have, or where a zip lost content without a word.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HANGS_AFTER = 60
SMALL = ["--rooms", "3", "--users", "5", "--messages", "60"]

SAME, REFUSED, DAMAGE, TOLD, CHANGED, LOST, FAILED = CLASSES = (
    "same", "refused (3)", "damage told (4)", "told by a finding or note", "other, no word", "lost, no word", "failed")

# What is read, how it is made, and whether it has checksums: then nothing may get lost without a word.
READERS = {
    "package, zip": (["-o", "pool.zip"], True),
    "package, stored zip": (["-o", "pool.zip", "--spell", "stored"], True),
    "package, zip64 with descriptors": (["-o", "pool.zip", "--spell", "zip64,data-descriptors"], True),
    "package, folder": (["-o", "pool"], False),
    "script": (["-o", "mgc.sql", "--form", "script"], False),
    "CSV": (["-o", "mgc", "--form", "csv"], False),
    "bcp, native": (["-o", "mgc", "--form", "bcp-n"], False),
    "bacpac": (["-o", "mgc.bacpac", "--form", "bacpac"], True),
}
DATABASES = {"data file": ("mgc.mdf", False), "backup": ("mgc.bak", False)}
SAMPLES = {"compressed backup": ("contoso.bak", False)}


def flip(content, rng):
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1:]


def cut(content, rng):
    return content[:rng.randrange(len(content))]


def span(content, rng):
    """A range, short ones as often as long ones."""
    begin = rng.randrange(len(content))
    longest = len(content) - begin
    return begin, begin + min(longest, max(1, int(longest ** rng.random())))


def duplicate(content, rng):
    begin, end = span(content, rng)
    return content[:end] + content[begin:end] + content[end:]


def drop(content, rng):
    begin, end = span(content, rng)
    return content[:begin] + content[end:]


def swap(content, rng):
    (a, b), (c, d) = sorted([span(content, rng), span(content, rng)])
    if c < b:
        return duplicate(content, rng)
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def zero(content, rng):
    begin, end = span(content, rng)
    return content[:begin] + bytes(end - begin) + content[end:]


def append(content, rng):
    return content + rng.randbytes(rng.randrange(1, 4096))


MUTATIONS = [flip, cut, duplicate, drop, swap, zero, append]


def analyze(pchat, folder, name):
    """The end of a run: code, result, remarks. No code where it hung."""
    command = [pchat, "analyze", name, "--format", "json", "--fail-on", "never", "--threads", "1"]
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, timeout=HANGS_AFTER, check=False)
    except subprocess.TimeoutExpired:
        return None, b"", "it hung"
    return run.returncode, run.stdout, run.stderr.decode("utf-8", "replace")


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def words(result, remarks):
    """All that is said of the input, apart from its content: findings and notes."""
    findings = collections.Counter((it["rule"], it["object"]["id"]) for it in result["findings"])
    return findings, sorted(remarks.splitlines())


def classify(code, result, remarks, base):
    base_result, base_remarks = base
    if "panicked" in remarks or code not in (0, 3, 4):
        return FAILED
    if code == 3:
        return REFUSED if remarks.startswith("error: ") or "\nerror: " in remarks else FAILED
    if code == 4:
        return DAMAGE
    result = json.loads(result)
    totals = ["users", "groups", "categories", "rooms", "addins", "messages"]
    fewer = any(result["totals"][what] < base_result["totals"][what] for what in totals)
    if result == base_result and remarks == base_remarks:
        return SAME
    if words(result, remarks) != words(base_result, base_remarks):
        return TOLD
    return LOST if fewer else CHANGED


def attack(job):
    """One damaged input: its class, and what was done."""
    options, source, name, base, number, seed = job
    rng = random.Random(f"{seed} {name} {number}")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        target = folder / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        members = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
        member = rng.choices(members, [path.stat().st_size for path in members])[0]
        mutation = rng.choice(MUTATIONS)
        member.write_bytes(mutation(member.read_bytes(), rng))
        before = files(folder)
        code, result, remarks = analyze(options.pchat, folder, name)
        what = f"number {number}, {mutation.__name__} in {member.relative_to(folder)}, code {code}"
        if files(folder) != before:
            return FAILED, f"{what}: files are not what they were"
        found = classify(code, result, remarks, base)
        if options.keep and found in (LOST, FAILED):
            kept = pathlib.Path(options.keep) / f"{number}-{found.split(',')[0]}-{name}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(target, kept) if target.is_dir() else shutil.copy(target, kept)
        return found, f"{what}: {remarks[:300]}"


def inputs(options, place):
    """Each reader, with its input and whether it has checksums."""
    for number, (reader, (words_of, checked)) in enumerate(READERS.items()):
        folder = place / str(number)
        folder.mkdir()
        subprocess.run([options.pchat, "generate", "-q", *SMALL, *words_of], cwd=folder, check=True)
        yield reader, folder / words_of[1], checked
    for reader, (name, checked) in SAMPLES.items():
        yield reader, ROOT / "samples" / name, checked
    for reader, (name, checked) in DATABASES.items():
        if options.databases:
            yield reader, options.databases / name, checked


def table(counts):
    lines = ["| reader | " + " | ".join(CLASSES) + " |", "| --- |" + " ---: |" * len(CLASSES)]
    for reader, found in counts.items():
        lines.append(f"| {reader} | " + " | ".join(str(found[name]) for name in CLASSES) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pchat", default=str(ROOT / "target/release/pchat"), help="the program")
    parser.add_argument("--count", type=int, default=10_000, help="how many damaged inputs for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="readers with this in their name")
    parser.add_argument("--databases", type=pathlib.Path, help="a folder with mgc.mdf and mgc.bak; without it, not attacked")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once")
    parser.add_argument("--keep", help="a folder for the inputs that were lost or failed")
    options = parser.parse_args()
    options.pchat = str(pathlib.Path(options.pchat).resolve())
    if options.keep:
        pathlib.Path(options.keep).mkdir(parents=True, exist_ok=True)
    counts, bad = {}, []
    with tempfile.TemporaryDirectory() as place:
        for reader, source, checked in inputs(options, pathlib.Path(place)):
            if options.only and options.only not in reader:
                continue
            code, result, remarks = analyze(options.pchat, source.parent, source.name)
            if code != 0:
                raise SystemExit(f"{reader}: the whole input is not read: {remarks}")
            base = (json.loads(result), remarks)
            jobs = [(options, source, source.name, base, number, options.seed) for number in range(options.count)]
            found = counts[reader] = collections.Counter()
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                for name, what in pool.map(attack, jobs):
                    found[name] += 1
                    if name == FAILED or name == LOST:
                        print(f"{reader}: {name}: {what}", flush=True)
                    if name == FAILED or (name == LOST and checked):
                        bad.append(what)
    print(table(counts))
    if bad:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
