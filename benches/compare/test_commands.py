import sys
import tempfile
import unittest
from pathlib import Path

import machine
import memory
import program
import ratios
from corpus import parse_size
from running import Command, Failed, alternately, shown, timed, user_time

STATUS = """Name:\tpchat
VmHWM:\t   30000 kB
VmRSS:\t   20000 kB
RssAnon:\t   15000 kB
RssFile:\t    4000 kB
RssShmem:\t    1000 kB
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


class Parsing(unittest.TestCase):
    def test_sizes(self) -> None:
        self.assertEqual([parse_size(text) for text in ("200M", "2g", "900KB", "700000")],
                         [200_000_000, 2_000_000_000, 900_000, 700_000])
        for text in ("", "M", "2.5G", "-1M", "3"):
            with self.assertRaises(ValueError):
                parse_size(text)

    def test_memory_is_the_peak_without_files(self) -> None:
        self.assertEqual(memory.anonymous(STATUS), 25_000 * 1024)
        self.assertIsNone(memory.anonymous("Name:\tpchat\nState:\tZ (zombie)\n"))

    def test_versions(self) -> None:
        self.assertEqual(machine.first_number("UnZip 6.00 of 20 April 2009"), "6.00")
        self.assertEqual(machine.first_number("no number"), "unknown")

    def test_levels_of_compression(self) -> None:
        help_text = "--force\n [default: 9]\n --level <N>\n how strongly\n\n [default: {}]\n --rows [default: 5]"
        self.assertEqual(ratios.levels(help_text.format(3)), ["3", "6"])
        self.assertEqual(ratios.levels(help_text.format(6)), ["6"])
        self.assertEqual(ratios.levels("--force"), [""])

    def test_cargo_names_the_program(self) -> None:
        messages = (
            '{"reason":"compiler-artifact","target":{"name":"pchat"},"executable":null}\n'
            '{"reason":"compiler-artifact","target":{"name":"pchat"},"executable":"/out/release/pchat"}\n'
            '{"reason":"build-finished","success":true}\n'
        )
        self.assertEqual(program.executable(messages), Path("/out/release/pchat"))
        self.assertIsNone(program.executable('{"reason":"build-finished","success":false}'))


class Commands(unittest.TestCase):
    def test_no_path_is_shown(self) -> None:
        command = Command([["/opt/tools/rg", "-c", "<Message ", Path("/home/work/a.xml")], ["wc"]])
        self.assertEqual(command.shown(), "rg -c '<Message ' a.xml | wc")
        self.assertEqual(shown("--level"), "--level")

    def test_each_reads_what_the_one_before_it_writes(self) -> None:
        stages = [python("print('some words')"), python("print(input().upper())")]
        self.assertGreater(timed(Command(stages, expect="WORDS")).wall, 0)

    def test_output_that_lacks_what_is_expected_is_a_failure(self) -> None:
        with self.assertRaisesRegex(Failed, "did not print 100"):
            timed(Command([python("print(1000)")], expect="100"))

    def test_any_program_of_a_pipe_can_fail(self) -> None:
        fails = python("import sys; sys.exit('no such room')")
        reads = python("import sys; sys.stdin.read()")
        for stages in ([fails, reads], [python("print(1)"), fails]):
            with self.assertRaisesRegex(Failed, "code 1: no such room"):
                timed(Command(stages))
        timed(Command([fails], codes=(1,)))

    def test_what_a_command_writes_is_gone_before_it_runs_again(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder, out = Path(name, "report"), Path(name, "out.txt")
            writes = python(f"import os; os.mkdir({str(folder)!r}); print('once')")
            taken = alternately([Command([writes], out=out, writes=[folder])], rounds=3)
            self.assertEqual(len(taken[0]), 3)
            self.assertEqual(out.read_text().split(), ["once"])

    @unittest.skipIf(user_time() is None, "Unix only")
    def test_user_time_is_that_of_one_run(self) -> None:
        code = "import os\nwhile os.times().user < 0.5: pass"
        busy, idle = timed(Command([python(code)])), timed(Command([python("")]))
        self.assertGreater(busy.user, 0.4)
        self.assertLess(idle.user, 0.4)

    @unittest.skipUnless(memory.is_measurable(), "Linux only")
    def test_memory_that_is_given_back_counts(self) -> None:
        code = "a = bytearray(80 << 20); a[::4096] = b'x' * len(a[::4096]); del a; sum(range(5_000_000))"
        peak = memory.peak(Command([python(code)]))
        self.assertTrue(80 << 20 <= peak < 120 << 20, peak)


if __name__ == "__main__":
    unittest.main()
