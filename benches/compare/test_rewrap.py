import gzip
import io
import tempfile
import unittest
import zipfile
from pathlib import Path

import rewrap

TEXT = b"<Message>again and again</Message>" * 5000


class Rewrapping(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.zip, self.gzip = Path(folder.name, "a.zip"), Path(folder.name, "a.gz")

    def pack(self, method: int = zipfile.ZIP_DEFLATED, **how) -> None:
        with zipfile.ZipFile(self.zip, "w", method) as archive:
            archive.writestr("AdUsers.xml", b"<Pool/>")
            with archive.open("ChatMessages.xml", "w", **how) as member:
                member.write(TEXT)
            archive.writestr("readme.txt", b"behind it")

    def test_gzip_tools_read_the_large_member(self) -> None:
        self.pack()
        rewrap.rewrap(self.zip, rewrap.largest(self.zip), self.gzip)
        # The checksum and the length at its end are compared, too.
        self.assertEqual(gzip.decompress(self.gzip.read_bytes()), TEXT)

    def test_a_longer_local_header_is_no_trouble(self) -> None:
        self.pack(force_zip64=True)
        member = rewrap.largest(self.zip)
        rewrap.rewrap(self.zip, member, self.gzip)
        self.assertEqual(gzip.decompress(self.gzip.read_bytes()), TEXT)

    def test_the_bits_are_the_same(self) -> None:
        self.pack()
        member = rewrap.largest(self.zip)
        rewrap.rewrap(self.zip, member, self.gzip)
        stream = self.gzip.read_bytes()[len(rewrap.GZIP_HEADER):-8]
        self.assertEqual(len(stream), member.compress_size)
        self.assertIn(stream, self.zip.read_bytes())

    def test_what_is_not_deflate_is_refused(self) -> None:
        self.pack(zipfile.ZIP_STORED)
        with self.assertRaisesRegex(ValueError, "not compressed with deflate"):
            rewrap.rewrap(self.zip, rewrap.largest(self.zip), self.gzip)

    def test_a_wrong_place_is_refused(self) -> None:
        member = zipfile.ZipInfo("ChatMessages.xml")
        member.header_offset = 0
        with self.assertRaisesRegex(ValueError, "no local header"):
            rewrap.data_start(io.BytesIO(b"\0" * 100), member)


if __name__ == "__main__":
    unittest.main()
