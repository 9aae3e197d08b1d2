from __future__ import annotations

import argparse
import json
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import compare
import extracts
import ratios
from bench import Bench
from corpus import EXTRACT_BYTES_PER_MESSAGE, FORMS, Corpora
from result import NotMeasured
from running import Failed


class Written(Corpora):
    """Writes what it would ask pchat for."""

    def _generate(self, out: Path, *more: str, messages: int | None = None) -> None:
        if "grid" in more:
            raise Failed("`pchat generate` failed")
        out.write_text(" ".join(more))


class Extracts(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.corpora = Written(Path(folder.name), Path("pchat"), 1_000_000, fresh=True)

    def extracts_with(self, free: int, forms: list[str]) -> list[str]:
        """What is there after these were asked for."""
        with mock.patch("shutil.disk_usage", return_value=SimpleNamespace(free=free)):
            for form in forms:
                self.assertIn(f"--form {form} --schema 2013", self.corpora.extract(form).read_text())
        return sorted(path.name for path in self.corpora.folder.glob("extract-*"))

    def test_extracts_are_kept_where_they_fit(self) -> None:
        free = EXTRACT_BYTES_PER_MESSAGE * self.corpora.messages
        self.assertEqual(self.extracts_with(free, ["csv", "script"]), ["extract-csv", "extract-script.sql"])

    def test_extracts_give_way_where_they_do_not_fit(self) -> None:
        self.assertEqual(self.extracts_with(free=0, forms=["csv", "bacpac"]), ["extract-bacpac.bacpac"])
        self.assertEqual(self.extracts_with(free=0, forms=["bacpac"]), ["extract-bacpac.bacpac"])

    def test_a_form_that_cannot_be_written_does_not_end_the_run(self) -> None:
        bench = Bench(Path("pchat"), self.corpora, rounds=1, threads=1)
        [row] = bench.measure("extract grid", extracts.measuring("grid"))
        self.assertEqual(row, NotMeasured("extract grid", "`pchat generate` failed", failed=True))

    def test_without_its_rival_nothing_is_written(self) -> None:
        bench = Bench(Path("pchat"), self.corpora, rounds=1, threads=2)
        with mock.patch("machine.module", return_value=None):
            rows = bench.measure("R11", ratios.ALL["R11"])
        self.assertEqual(rows, [NotMeasured("R11", "duckdb not installed")])
        self.assertEqual([path.name for path in self.corpora.folder.iterdir()], ["parameters.json"])

    def test_rows_are_those_of_all_tables(self) -> None:
        self.assertEqual(extracts.rows(self.listing(("dbo.tblChat", self.corpora.messages), ("tblNode", 7)), Path("a")),
                         self.corpora.messages + 7)

    def test_who_loses_messages_is_not_measured(self) -> None:
        with self.assertRaisesRegex(Failed, f"{self.corpora.messages - 1} messages of {self.corpora.messages}"):
            extracts.rows(self.listing(("dbo.tblChat", self.corpora.messages - 1)), Path("a"))

    def test_an_error_is_no_list_of_tables(self) -> None:
        bench = SimpleNamespace(says=lambda *words: "error: not there", corpora=self.corpora)
        with self.assertRaisesRegex(Failed, "no list of tables"):
            extracts.rows(bench, Path("a"))

    def listing(self, *tables: tuple[str, int]) -> SimpleNamespace:
        said = json.dumps([{"table": name, "rows": rows} for name, rows in tables])
        return SimpleNamespace(says=lambda *words: said, corpora=self.corpora)

    def test_a_folder_is_as_large_as_its_files(self) -> None:
        for name in ("a", "b"):
            (self.corpora.folder / name).write_bytes(bytes(1000))
        whole = extracts.size(self.corpora.folder)
        self.assertEqual(whole - extracts.size(self.corpora.folder / "parameters.json"), 2000)


class Choosing(unittest.TestCase):
    def chosen(self, *words: str) -> argparse.Namespace:
        with mock.patch("sys.argv", ["compare.py", *words]):
            return compare.arguments()

    def test_no_extract_is_measured_unless_asked_for(self) -> None:
        self.assertEqual(compare.wanted(self.chosen()), (list(ratios.ALL), []))

    def test_extracts_stand_alone_unless_ratios_are_named(self) -> None:
        self.assertEqual(compare.wanted(self.chosen("--extracts")), ([], list(FORMS)))
        chosen = self.chosen("--extracts", "BCP-N, csv", "--only", "r11")
        self.assertEqual(compare.wanted(chosen), (["R11"], ["csv", "bcp-n"]))

    def test_an_unknown_form_is_refused(self) -> None:
        for text in ("xls", "csv,xls", ","):
            with self.assertRaisesRegex(argparse.ArgumentTypeError, "csv, grid"):
                compare.forms(text)


if __name__ == "__main__":
    unittest.main()
