import os
import sys
import tempfile
import unittest
from pathlib import Path

import databases
from running import Failed

# Takes the words that the script gives, and counts rows where the file has some.
STAND_IN = """#!{python}
import json, sys
path = next(word for word in sys.argv if word.endswith((".mdf", ".bak")))
size = len(open(path, "rb").read())
if "--format" in sys.argv:
    print(json.dumps([{{"table": "dbo.tblChat", "rows": size // 10}}]))
sys.exit(3 if size < 10 else 0)
"""


@unittest.skipUnless(os.name == "posix", "needs programs that are scripts")
class Databases(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.pchat = self.folder / "pchat"
        self.pchat.write_text(STAND_IN.format(python=sys.executable))
        self.pchat.chmod(0o755)

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_each_command_reads_the_file(self) -> None:
        path = self.file("chat.bak", b"MSSQLBAK" + bytes(992))
        reads = databases.measure(self.pchat, path, threads=1, rounds=2)
        self.assertEqual([read.command for read in reads], ["cat", "tables", "analyze"])
        self.assertEqual([read.rows for read in reads], [None, 100, 100])
        self.assertEqual({read.kind for read in reads}, {"compressed backup"})
        self.assertTrue(all(len(read.wall.values) == 2 for read in reads))
        text = databases.markdown({"date": "2026-01-01"}, reads, [])
        self.assertNotIn(str(self.folder), text)
        self.assertIn("| chat.bak | compressed backup | cat |", text)

    def test_kinds_are_told_by_their_beginning(self) -> None:
        self.assertEqual(databases.kind(self.file("a.bak", b"TAPE\0\0\3\0")), "backup")
        self.assertEqual(databases.kind(self.file("a.mdf", b"\1\x0f\0\0")), "data file")

    def test_what_is_not_read_is_not_fast(self) -> None:
        with self.assertRaisesRegex(Failed, "code 3 and counted 0 rows"):
            databases.measure(self.pchat, self.file("chat.mdf", b"\1\x0f"), threads=1, rounds=1)


if __name__ == "__main__":
    unittest.main()
