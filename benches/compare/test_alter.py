import io
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

import alter

MESSAGE = '<Message id="{}"><Content>one &amp; two &#x0; &#11;&#xD;&#233; three</Content></Message>'
TEXT = ("<Pool>" + "".join(MESSAGE.format(number) for number in range(500)) + "</Pool>").encode()


class WellFormed(unittest.TestCase):
    def test_forbidden_references_become_blanks(self) -> None:
        self.assertEqual(alter.without_forbidden(b"a&#x0;b&#11;c&#x1F;"), b"a     b     c      ")

    def test_everything_else_stays(self) -> None:
        text = b"&#9;&#xA;&#xD;&#x20;&#xE9;&#x1F600; &amp; &#; &#xZ; &lt;"
        self.assertEqual(alter.without_forbidden(text), text)

    def test_references_across_blocks_are_found(self) -> None:
        for block in range(1, 40):
            text = b"".join(alter.well_formed(io.BytesIO(TEXT), block))
            self.assertEqual(text, alter.without_forbidden(TEXT), block)

    def test_a_reader_gets_through_it(self) -> None:
        with self.assertRaises(ElementTree.ParseError):
            ElementTree.fromstring(TEXT)
        pool = ElementTree.fromstring(alter.without_forbidden(TEXT))
        self.assertEqual(len(pool), 500)


class Damage(unittest.TestCase):
    def test_places_are_tags(self) -> None:
        places = alter.places(TEXT, 50, seed=1)
        self.assertTrue(45 <= len(places) <= 50, places)
        self.assertEqual({TEXT[place:place + 1] for place in places}, {b"<"})

    def test_only_a_few_bytes_are_cut(self) -> None:
        at = [TEXT.find(b"<Content>"), TEXT.find(b"</Pool>")]
        text = b"".join(alter.cut_out(TEXT, at, seed=1))
        self.assertTrue(2 <= len(TEXT) - len(text) <= 16)
        self.assertEqual(text[:at[0]], TEXT[:at[0]])

    def test_the_same_seed_gives_the_same_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source.xml")
            source.write_bytes(TEXT)
            outs = []
            for name, seed in [("a", 1), ("b", 1), ("c", 2)]:
                alter.damage(source, Path(folder, name), 20, seed)
                outs.append(Path(folder, name).read_bytes())
        self.assertEqual(outs[0], outs[1])
        self.assertNotEqual(outs[0], outs[2])
        with self.assertRaises(ElementTree.ParseError):
            ElementTree.fromstring(alter.without_forbidden(outs[0]))


if __name__ == "__main__":
    unittest.main()
