"""Cables and paragraphs as labels in ``objects.inv``, for projects that know no domain of cables.

Labels of indexes that the site has not are taken out; Sphinx lists them whether they are there or
not. Sphinx resolves ``:external+cables:ref:`` by labels, which every project knows, and a role of a
domain only where that domain is loaded. The labels are put into the inventory alone: in the edition
itself a second name of the same place would make ``any`` ambiguous.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx

INVENTORY = "objects.inv"
#: The lines before what is compressed (Sphinx inventory version 2).
_HEAD = 4
#: Pages that Sphinx labels in every site.
_INDEXES = ("genindex.html", "py-modindex.html")


def _labels(app: Sphinx) -> Iterator[str]:
    """Yield a line for each cable and each paragraph; ``ref`` looks labels up in lower case."""
    for name, shown, objtype, docname, anchor, _ in domain_of(app.env).get_objects():
        if objtype in {"cable", "paragraph"}:
            address = app.builder.get_target_uri(docname) + (f"#{anchor}" if anchor else "")
            yield f"{name.lower()} std:label -1 {address} {' '.join(shown.split())}\n"


def with_labels(inventory: bytes, labels: list[str], absent: Collection[str] = ()) -> bytes:
    """Return an inventory with lines more, each of them once, and no label of the pages ``absent``.

    ``absent`` are addresses in the site: ``genindex.html``.
    """
    *head, body = inventory.split(b"\n", _HEAD)
    lines = [
        line
        for line in zlib.decompress(body).decode().splitlines(keepends=True)
        if not (" std:label " in line and _address(line) in absent)
    ]
    there = set(lines)
    lines += [label for label in labels if label not in there]
    return b"\n".join([*head, zlib.compress("".join(lines).encode(), 9)])


def _address(line: str) -> str:
    return line.split(" std:label ", 1)[1].split(" ", 2)[1]


def _add(app: Sphinx, exception: Exception | None) -> None:
    path = Path(app.outdir, INVENTORY)
    if exception is None and app.builder.name in BUILDERS and path.is_file():
        absent = [name for name in _INDEXES if not path.with_name(name).is_file()]
        path.write_bytes(with_labels(path.read_bytes(), list(_labels(app)), absent))


def setup_inventory(app: Sphinx) -> None:
    """Connect it."""
    app.connect("build-finished", _add)
