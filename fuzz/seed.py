#!/usr/bin/env python3
"""Writes seeds for all fuzz targets into fuzz/corpus/: tiny pools that `pchat generate` writes, and the samples, behind the
bytes that a target reads as choices.

    cargo build --release && fuzz/seed.py
"""

import argparse
import pathlib
import re
import subprocess
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
PAGE = 8192
PAGE_HEADER = 96
TINY = ["--rooms", "2", "--users", "3", "--messages", "6"]
FORMS = ["script", "csv", "grid", "sqlcmd", "bcp-c", "bcp-w", "bcp-n", "bcp-wide-n", "bacpac"]
SPELLINGS = ["", "nested", "utf-16le", "stored", "deflate64", "data-descriptors", "zip64", "inner-folder", "database", "prefixed,indented",
             "cdata,comments", "attributes,iso-times", "ticks,per-room", "flat,split"]
# The order of the names in the targets.
EXTRACT_NAMES = ["dbo.tblChat.csv", "tblChat.bcp", "tblChat.txt", "tblNode.csv", "tblPrincipal.dat",
                 "tblPrincipalRole.bcp", "tblRoleType.csv", "tblExternalAttribute.csv", "mgc.sql", "mgc.bacpac"]
DELIMITED_NAMES = ["tblChat", "tblRoleType", "tblNode"]
NATIVE_NAMES = ["tblChat", "tblNode", "tblPrincipal", "tblRoleType", "tblExternalAttribute"]


class Corpus:
    """The seeds of all targets, numbered within each."""

    def __init__(self, folder):
        self.folder = folder
        self.counts = {}

    def add(self, target, *parts):
        number = self.counts[target] = self.counts.get(target, 0) + 1
        folder = self.folder / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"seed-{number:04}").write_bytes(b"".join(bytes(part) for part in parts))


def generate(pchat, out, *options):
    """A tiny pool; None where the words do not go together."""
    command = [pchat, "generate", "-q", *TINY, "-o", str(out), *options]
    return out if subprocess.run(command, capture_output=True, check=False).returncode == 0 else None


def packages(corpus, pchat, place):
    made = [generate(pchat, place / f"{number}.zip", "--spell", words) for number, words in enumerate(SPELLINGS)]
    for path in [*filter(None, made), SAMPLES / "contoso.zip"]:
        content = path.read_bytes()
        corpus.add("package", content)
        # An odd choice: the bytes choose what well-formed XML says.
        for at in range(0, len(content), 600):
            corpus.add("convert", [1 + 2 * (at // 600 % 128)], content[at:at + 600])
        try:
            members = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
        except (NotImplementedError, zipfile.BadZipFile):
            continue
        for name, member in members.items():
            corpus.add("scan", member)
            corpus.add("package", member)
            corpus.add("convert", [0], member)
            if "Messages" in name:
                for message in re.findall(rb"<(?:Chat)?Message\b.*?</(?:Chat)?Message>", member, re.DOTALL)[:40]:
                    corpus.add("shapes", message)
                for text in re.findall(rb">([^<]+)<", member)[:40]:
                    corpus.add("text", text)
                for time in set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?|\b\d{18}\b", member)):
                    corpus.add("ticks", time)


def extracts(corpus, pchat, place):
    for form in FORMS:
        for schema in ["legacy", "2013"]:
            extension = {"script": ".sql", "bacpac": ".bacpac"}.get(form, "")
            out = generate(pchat, place / f"{form}-{schema}{extension}", "--form", form, "--schema", schema)
            files = [out] if out.is_file() else sorted(path for path in out.iterdir() if path.is_file())
            for path in files:
                extract(corpus, form, path)


def extract(corpus, form, path):
    content = path.read_bytes()
    table = path.stem.removeprefix("dbo.")
    for number, name in enumerate(EXTRACT_NAMES):
        of_one_file = {"script": "mgc.sql", "bacpac": "mgc.bacpac"}.get(form)
        if name == of_one_file or (of_one_file is None and table == name.removeprefix("dbo.").split(".")[0]):
            corpus.add("extract", [number], content)
    if form == "script":
        corpus.add("script", [80, 170], content)
        for piece in re.split(rb"\nGO\r?\n", content):
            corpus.add("script", [80, 170], piece)
    elif form == "bacpac":
        bacpac(corpus, path)
    elif form in ("bcp-n", "bcp-wide-n"):
        number = NATIVE_NAMES.index(table) if table in NATIVE_NAMES else 5
        corpus.add("native", [number, 0, 40], content)
    else:
        number = DELIMITED_NAMES.index(table) if table in DELIMITED_NAMES else 3
        corpus.add("delimited", [number, 40], content)


def bacpac(corpus, path):
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".BCP")]
        model = archive.read("model.xml")
    for part in parts:
        # A model that is chosen by its bytes, and one that is there as it is, as far as its length can be said.
        corpus.add("bacpac", [0, 20], model[:80], [0, 0], part)
        corpus.add("bacpac", [1, 255], model[:1020], [0, 0], part)


def database(corpus, place):
    corpus.add("compressed", [0], bytes(15), (SAMPLES / "contoso.bak").read_bytes())
    for name in ["mgc.bak", "mgc.mdf"]:
        # The tests' own writer.
        command = ["cargo", "bench", "-q", "--profile", "dev", "--bench", "write_database", "--"]
        subprocess.run([*command, "--messages", "20", "--to", str(place / name)], cwd=ROOT, check=True)
    # What matters of it is its headers, at both ends.
    backup = (place / "mgc.bak").read_bytes()
    for choice in [0, 1, 3]:
        corpus.add("mtf", [choice], backup[:1 << 16], backup[-(1 << 14):])
    content = (place / "mgc.mdf").read_bytes()
    pages = [content[at:at + PAGE] for at in range(0, len(content), PAGE)]
    pages = [page for page in pages if page[0] == 1][:64]
    for number, page in enumerate(pages):
        slots = min(int.from_bytes(page[22:24], "little"), 120)
        places = [int.from_bytes(page[PAGE - 2 - 2 * slot:PAGE - 2 * slot], "little") for slot in range(slots)]
        moved = b"".join(max(place - PAGE_HEADER, 0).to_bytes(2, "little") for place in places)
        records = page[PAGE_HEADER:PAGE - 2 * slots].rstrip(b"\0")
        corpus.add("page", [0, slots], moved, records)
        corpus.add("huffman", (len(records) & 0xFFFF).to_bytes(2, "little"), records[:4000])
        for choice in [0, 2, 4, 1 + 2, 1 + 4]:
            corpus.add("compressed", [choice], bytes(15), records[:2000])
        pieces = [(at, page[at:at + 250]) for at in range(0, PAGE, 250)]
        corpus.add("catalogue", *[bytes([number, at & 255, at >> 8, len(piece)]) + piece
                                  for at, piece in pieces if any(piece)])
        corpus.add("lob", *[bytes([part, kind, 200]) + records[part * 200:part * 200 + 200].ljust(200, b"\0")
                            for part, kind in enumerate([0, 2, 3, 5])], [0xFF], records[:40])


def decisions(corpus, pchat, place):
    corpus.add("decisions", (SAMPLES / "decisions.csv").read_bytes())
    for number, path in enumerate([SAMPLES / "contoso.zip", SAMPLES / "contoso.sql", place / "0.zip"]):
        out = place / f"decisions-{number}.csv"
        for separator in ["comma", "semicolon", "tab"]:
            command = [pchat, "analyze", "-q", str(path), "--decisions", str(out), "--csv-separator", separator]
            subprocess.run(command, capture_output=True, check=False)
            if out.exists():
                lines = out.read_bytes().splitlines(keepends=True)
                for at in range(1, len(lines), 8):
                    corpus.add("decisions", lines[0], *lines[at:at + 8])
                out.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pchat", default=str(ROOT / "target/release/pchat"), help="the program")
    parser.add_argument("--to", type=pathlib.Path, default=ROOT / "fuzz/corpus", help="the folder of the corpora")
    options = parser.parse_args()
    corpus = Corpus(options.to)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        packages(corpus, options.pchat, place)
        extracts(corpus, options.pchat, place)
        database(corpus, place)
        decisions(corpus, options.pchat, place)
    targets = {path.stem for path in (ROOT / "fuzz/fuzz_targets").glob("*.rs")}
    for target in sorted(targets):
        print(f"{target}: {corpus.counts.get(target, 0)} seeds")
    missing = targets - set(corpus.counts)
    if missing:
        raise SystemExit(f"no seeds for {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main()
