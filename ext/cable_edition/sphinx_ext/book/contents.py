"""Which pages the book holds, and in which order.

A site opens on a page of doors; a book opens on its chapters. So the book leaves the first page
out and takes the pages of its toctrees in the order of a press: the chapters that the site has
before all cables and registers, the cables, the registers and lists, and then the chapters about
the edition. Where no chapter stands before the cables, all chapters do.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sphinx import addnodes

from cable_edition.core.settings.edition_file import GENERATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes


def is_left_out(docname: str, patterns: Sequence[str]) -> bool:
    """Tell whether a page stays out of the book: ``patterns`` are names with ``*`` for any part."""
    return any(fnmatchcase(docname, pattern) for pattern in patterns)


def book_order(first_page: nodes.document, patterns: Sequence[str]) -> list[str]:
    """Return the top pages of the book in order, from the toctrees of the site's first page."""
    names = [
        name
        for toctree in first_page.findall(addnodes.toctree)
        for name in toctree["includefiles"]
        if not is_left_out(name, patterns)
    ]
    names = list(dict.fromkeys(names))
    parts = [_part(name) for name in names]
    first = next((at for at, part in enumerate(parts) if part), len(parts))
    later = _AFTER if first else 0
    order = {
        name: part or (later if at > first else 0)
        for at, (name, part) in enumerate(zip(names, parts, strict=True))
    }
    return sorted(names, key=order.__getitem__)


#: The part of the chapters that come after the registers.
_AFTER = 3


def _part(docname: str) -> int:
    folder = docname.partition("/")[0] if "/" in docname else ""
    if folder == "cables":
        return 1
    return 2 if folder in GENERATED else 0
