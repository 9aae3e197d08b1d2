#!/usr/bin/env python3
"""Compares pchat with the tools that do a part of its work, on the same bytes, side by side.

Needs Python 3.9 and nothing else. Rivals that are not installed are named and left out. What the ratios mean, and how
to read them: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Iterable

import extracts
import machine
import ratios
import result
from bench import Bench
from corpus import FORMS, Corpora, parse_size
from program import build

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


def main() -> int:
    options = arguments()
    chosen, forms_of_extracts = wanted(options)
    load = machine.load()
    if options.pchat:
        pchat, built = options.pchat.resolve(), "as given"
    else:
        pchat, built = build(PROJECT, options.features)
    corpora = Corpora(options.work, pchat, options.size, options.fresh)
    bench = Bench(pchat, corpora, options.rounds, options.threads)
    rows, rates = [], []
    for name in chosen:
        say(f"{name} ...")
        rows += bench.measure(name, ratios.ALL[name])
    for form in forms_of_extracts:
        say(f"extract {form} ...")
        rates += bench.measure(f"extract {form}", extracts.measuring(form))
    facts = {
        "date": date.today().isoformat(),
        "pchat": f"{machine.version([str(pchat), '--version'])}, {built}",
        "corpus": corpora.describe(),
        "rounds": options.rounds,
        "threads": options.threads,
        **machine.describe(),
        "load before the start": load,
        "tools": machine.tools(),
    }
    measured = result.Result(facts, rows, rates)
    parts = (options.only or []) + (["extracts"] if forms_of_extracts else [])
    out = options.out or HERE / "results" / result.file_name(facts["date"], options.size_given, parts)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(result.markdown(measured), encoding="utf-8")
    say(f"written: {os.path.relpath(out)}")
    show(json.dumps(result.as_json(measured), indent=2, ensure_ascii=False) if options.json else result.text(measured))
    return 1 if options.check and not result.all_met(measured) else 0


def wanted(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Ratios and forms of extracts. These are measured where asked for, and then alone, unless ratios are named, too."""
    return options.only or ([] if options.extracts else list(ratios.ALL)), options.extracts


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--pchat", type=Path, metavar="PATH", help="measure this program instead of building one")
    add("--features", default="", metavar="LIST", help="features to build pchat with")
    add("--size", dest="size_given", default="200M", metavar="N", help="size of the XML: 200M (default), 2G ...")
    add("--rounds", type=positive, default=5, metavar="N", help="how often each command runs (default: 5)")
    add("--threads", type=positive, default=2, metavar="N", help="threads of pchat and pigz (default: 2)")
    add("--only", type=names, metavar="R1,R6", help=f"measure these only: {', '.join(ratios.ALL)}")
    add("--extracts", type=forms, nargs="?", const=list(FORMS), default=[], metavar="FORMS",
        help=f"measure extracts of the database, and ratios only if --only names some; all forms, or of {', '.join(FORMS)}")
    add("--work", type=Path, default=PROJECT / "target" / "compare", metavar="DIR",
        help="where the corpora are kept (default: target/compare); a run with 2G needs about 14 GB there")
    add("--fresh", action="store_true", help="generate the corpora anew")
    add("--out", type=Path, metavar="FILE", help="where to write the result (default: a dated file in results/)")
    add("--json", action="store_true", help="print the result as JSON instead of a table")
    add("--check", action="store_true", help="end with code 1 if something that was measured misses its target")
    options = parser.parse_args()
    try:
        options.size = parse_size(options.size_given)
    except ValueError as error:
        parser.error(str(error))
    if options.pchat and options.features:
        parser.error("--features is for building: leave out --pchat")
    return options


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, not {text!r}")
    return int(text)


def names(text: str) -> list[str]:
    return some_of(ratios.ALL, text.upper())


def forms(text: str) -> list[str]:
    return some_of(FORMS, text.lower())


def some_of(known: Iterable[str], text: str) -> list[str]:
    """Those that are named, with commas between them, in the order of all."""
    given = {name.strip() for name in text.split(",") if name.strip()}
    if not given or given - set(known):
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(known)}")
    return [name for name in known if name in given]


def show(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Whoever read it has seen enough. Python would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
