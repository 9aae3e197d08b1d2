"""The script that an administrator would write: messages by room, from a zip, without a tree in memory.

Needs lxml. Usage: count_by_room.py ZIP MEMBER
"""

import sys
import zipfile
from collections import Counter

from lxml import etree

rooms = Counter()
with zipfile.ZipFile(sys.argv[1]) as package, package.open(sys.argv[2]) as member:
    for _, message in etree.iterparse(member, tag="Message", huge_tree=True):
        room = message.getparent()
        rooms[room.get("id")] += 1
        message.clear()
        while message.getprevious() is not None:
            del room[0]
print(sum(rooms.values()), "messages in", len(rooms), "rooms")
