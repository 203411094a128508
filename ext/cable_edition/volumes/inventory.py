"""The inventory of a site in volumes (``objects.inv``), by which other projects cite into it.

It has what that of one build would have, in the same order: the objects of the front with the
cables of all volumes, and with their paragraphs where the cables are few enough.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id

#: The name of the file in each output.
INVENTORY = "objects.inv"
_HEAD = 4
_LINE = re.compile(r"(.+?) ([^ ]+):([^ ]+) (-?[0-9]+) ([^ ]*) (.*)\n")
_PAGE = re.compile(r"cables/([A-Za-z0-9-]+)\.html(?:#.*)?")
#: What each line has: domain, name, shown, kind, address.
_Key = tuple[str, str, str, str, str]


def merged_inventory(front: Path, volumes: Iterable[Path], *, paragraphs: bool) -> bytes:
    """Return the inventory of a site, given those of the front and of the volumes.

    Raises ``OSError`` where one cannot be read.
    """
    head, lines = _read(front)
    objects: list[tuple[_Key, str]] = [(_key(line), line) for line in lines]
    labels: list[tuple[tuple[str, str], str]] = []
    for path in volumes:
        for line in _read(path)[1]:
            domain, name, _, kind, address = key = _key(line)
            if (domain, kind) == ("std", "label"):
                page = _PAGE.fullmatch(address)
                if page and (paragraphs or "#" not in address):
                    labels.append(((page[1], address), line))
            elif (
                (domain, kind) == ("cable", "cable")
                or (paragraphs and (domain, kind) == ("cable", "paragraph"))
                or ((domain, kind) == ("std", "doc") and _is_of_cable(name))
            ):
                objects.append((key, line))
    objects.sort()
    # The labels of cables stand behind all else: Sphinx knows nothing of them.
    labels.sort()
    text = "".join(line for _, line in (*objects, *labels))
    return head + zlib.compress(text.encode("utf-8"), 9)


def _read(path: Path) -> tuple[bytes, list[str]]:
    data = path.read_bytes()
    at = 0
    for _ in range(_HEAD):
        at = data.index(b"\n", at) + 1
    return data[:at], zlib.decompress(data[at:]).decode("utf-8").splitlines(keepends=True)


def _key(line: str) -> _Key:
    found = _LINE.fullmatch(line)
    if found is None:
        return "", line, "", "", ""
    name, domain, kind, _, address, shown = found.groups()
    return domain, name, name if shown == "-" else shown, kind, address


def _is_of_cable(docname: str) -> bool:
    folder, _, cable = docname.partition("/")
    return folder == "cables" and is_valid_id(cable)
