"""The inventory of a site in volumes (``objects.inv``), by which other projects cite into it.

It is that of the front with the cables of all volumes, and with their paragraphs where the cables
are few enough, as in an edition of one build.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

#: The name of the file in each output.
INVENTORY = "objects.inv"
_HEAD = 4
_CABLE, _PARAGRAPH = "cable:cable", "cable:paragraph"


def merged_inventory(front: Path, volumes: Iterable[Path], *, paragraphs: bool) -> bytes:
    """Return the inventory of a site, given those of the front and of the volumes.

    Raises ``OSError`` where one cannot be read.
    """
    head, lines = _read(front)
    kinds = {_CABLE, _PARAGRAPH} if paragraphs else {_CABLE}
    for path in volumes:
        lines += [line for line in _read(path)[1] if _kind(line) in kinds]
    return head + zlib.compress("".join(sorted(lines)).encode("utf-8"), 9)


def _read(path: Path) -> tuple[bytes, list[str]]:
    data = path.read_bytes()
    at = 0
    for _ in range(_HEAD):
        at = data.index(b"\n", at) + 1
    return data[:at], zlib.decompress(data[at:]).decode("utf-8").splitlines(keepends=True)


def _kind(line: str) -> str:
    """Return the kind of an object whose name has no blank, as those of cables have none."""
    return line.split(" ", 2)[1]
