import json
import unittest
from dataclasses import replace

from result import Measured, NotMeasured, Rate, Result, Row, Target, all_met, as_json, file_name, markdown, text

FACTS = {"date": "2030-01-31", "cores": 2, "corpus": {"messages": 1234567}}
RATE = Rate("csv", "tables", 800_000_000, 4_000_000, Measured("pchat tables extract-csv", [2.0, 4.0, 5.0]),
            Measured("pchat tables extract-csv", [3.0, 3.5, 3.5]),
            Measured("pchat tables extract-csv", [8.0, 9.0, 7.0], "MiB", highest=True))


def row(a: list[float], b: list[float], target: Target, **more) -> Row:
    return Row("R1", "ours / theirs", Measured("ours a.zip | x", a), Measured("theirs a.gz", b), target, **more)


class Ratios(unittest.TestCase):
    def test_minima_are_compared(self) -> None:
        self.assertEqual(row([3.0, 9.0, 9.0], [2.0, 2.1, 50.0], Target(1.6)).value(), 1.5)

    def test_of_memory_the_highest_counts(self) -> None:
        self.assertEqual(Measured("a", [10.0, 30.0, 20.0], "MiB", highest=True).best(), 30.0)

    def test_a_target_is_a_bound_on_either_side(self) -> None:
        three = ([3.0], [2.0])
        self.assertTrue(row(*three, Target(1.5)).is_met())
        self.assertFalse(row(*three, Target(1.4)).is_met())
        self.assertTrue(row(*three, Target(1.5, at_least=True)).is_met())
        self.assertFalse(row(*three, Target(1.6, at_least=True)).is_met())

    def test_what_is_not_installed_misses_no_target_and_what_failed_does(self) -> None:
        met = row([1.0], [1.0], Target(1.0))
        failed = NotMeasured("R2", "ended with code 3", failed=True)
        self.assertTrue(all_met(Result(FACTS, [met, NotMeasured("R2", "unzip not installed")], [RATE])))
        self.assertFalse(all_met(Result(FACTS, [met, failed])))
        self.assertFalse(all_met(Result(FACTS, [met], [RATE, failed])))
        self.assertFalse(all_met(Result(FACTS, [met, row([2.0], [1.0], Target(1.0))])))


class Tables(unittest.TestCase):
    rows = [
        row([3.0, 4.0, 5.0], [2.0], Target(1.4), note="a remark"),
        NotMeasured("R2", "unzip not installed"),
    ]

    def test_a_table_says_figures_and_commands(self) -> None:
        shown = text(Result(FACTS, self.rows))
        for part in ("1.500", "≤ 1.40", "NO", "3.000 s (4.000)", "2.000 s", "theirs a.gz", "a remark"):
            self.assertIn(part, shown)
        self.assertIn("R2: not measured: unzip not installed", shown)
        self.assertNotIn("rows/s", shown)

    def test_markdown_keeps_its_columns(self) -> None:
        written = markdown(Result(FACTS, [Row("R1", "a | b", *two(), Target(1.0))], [RATE]))
        lines = [line.replace("\\|", "") for line in written.splitlines() if line.startswith("|")]
        self.assertEqual([line.count("|") for line in lines], [8] * 3 + [10] * 3)
        self.assertIn("messages 1,234,567", written)

    def test_nothing_measured_is_no_table(self) -> None:
        self.assertNotIn("ratio", text(Result(FACTS, self.rows[1:])))

    def test_json_has_every_round(self) -> None:
        data = json.loads(json.dumps(as_json(Result(FACTS, self.rows))))
        self.assertEqual(data["ratios"][0]["a"]["values"], [3.0, 4.0, 5.0])
        self.assertEqual(data["ratios"][0]["met"], False)
        self.assertEqual(data["ratios"][1]["reason"], "unzip not installed")

    def test_a_partial_run_has_a_name_of_its_own(self) -> None:
        self.assertEqual(file_name("2030-01-31", "2G", []), "2030-01-31-2G.md")
        self.assertEqual(file_name("2030-01-31", "2G", ["R1", "R6"]), "2030-01-31-2G-R1-R6.md")


class Rates(unittest.TestCase):
    failed = NotMeasured("extract grid", "`pchat` ended with code 3", failed=True)

    def test_the_lowest_time_makes_the_rate(self) -> None:
        shown = text(Result(FACTS, [], [RATE, self.failed]))
        self.assertEqual(shown.splitlines()[0].split(),
                         "form command MB rows wall: best (median) user MB/s rows/s memory".split())
        self.assertEqual(shown.splitlines()[1].split(),
                         "csv tables 800.0 4,000,000 2.000 s (4.000) 3.000 s 400.0 2,000,000 9.000 MiB".split())
        self.assertIn("csv  pchat tables extract-csv", shown)
        self.assertIn("extract grid: failed: `pchat` ended with code 3", shown)

    def test_what_the_system_does_not_tell_is_unknown(self) -> None:
        rate = replace(RATE, user=None, peak=None)
        self.assertEqual(text(Result(FACTS, [], [rate])).count("unknown"), 2)
        self.assertIsNone(as_json(Result(FACTS, [], [rate]))["extracts"][0]["memory"])

    def test_json_has_bytes_rows_and_every_round(self) -> None:
        [rate, failed] = json.loads(json.dumps(as_json(Result(FACTS, [], [RATE, self.failed]))))["extracts"]
        self.assertEqual((rate["bytes"], rate["rows"], rate["rows_per_second"]), (800_000_000, 4_000_000, 2_000_000))
        self.assertEqual((rate["wall"]["values"], rate["user"]["best"]), ([2.0, 4.0, 5.0], 3.0))
        self.assertTrue(failed["failed"])


def two() -> tuple[Measured, Measured]:
    return Measured("a", [1.0]), Measured("b", [2.0])


if __name__ == "__main__":
    unittest.main()
