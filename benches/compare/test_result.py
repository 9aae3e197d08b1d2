import json
import unittest

from result import Measured, NotMeasured, Row, Target, all_met, as_json, file_name, markdown, table

FACTS = {"date": "2030-01-31", "cores": 2, "corpus": {"messages": 1234567}}


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
        self.assertTrue(all_met([met, NotMeasured("R2", "unzip not installed")]))
        self.assertFalse(all_met([met, NotMeasured("R2", "ended with code 3", failed=True)]))
        self.assertFalse(all_met([met, row([2.0], [1.0], Target(1.0))]))


class Tables(unittest.TestCase):
    rows = [
        row([3.0, 4.0, 5.0], [2.0], Target(1.4), note="a remark"),
        NotMeasured("R2", "unzip not installed"),
    ]

    def test_a_table_says_figures_and_commands(self) -> None:
        text = table(self.rows)
        for part in ("1.500", "≤ 1.40", "NO", "3.000 s (4.000)", "2.000 s", "theirs a.gz", "a remark"):
            self.assertIn(part, text)
        self.assertIn("R2: not measured: unzip not installed", text)

    def test_markdown_keeps_its_columns(self) -> None:
        text = markdown(FACTS, [Row("R1", "a | b", *two(), Target(1.0))])
        lines = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("|")]
        self.assertEqual({line.count("|") for line in lines}, {8})
        self.assertIn("messages 1,234,567", text)

    def test_nothing_measured_is_no_table(self) -> None:
        self.assertNotIn("ratio", table(self.rows[1:]))

    def test_json_has_every_round(self) -> None:
        data = json.loads(json.dumps(as_json(FACTS, self.rows)))
        self.assertEqual(data["ratios"][0]["a"]["values"], [3.0, 4.0, 5.0])
        self.assertEqual(data["ratios"][0]["met"], False)
        self.assertEqual(data["ratios"][1]["reason"], "unzip not installed")

    def test_a_partial_run_has_a_name_of_its_own(self) -> None:
        self.assertEqual(file_name("2030-01-31", "2G", None), "2030-01-31-2G.md")
        self.assertEqual(file_name("2030-01-31", "2G", ["R1", "R6"]), "2030-01-31-2G-R1-R6.md")


def two() -> tuple[Measured, Measured]:
    return Measured("a", [1.0]), Measured("b", [2.0])


if __name__ == "__main__":
    unittest.main()
