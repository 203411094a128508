"""What an editor names as sources, as TEI must have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.proof.data.xml_tree import Node, node

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]*")


def sources_named(sources: Iterable[str]) -> list[Node]:
    """Return a ``bibl`` for each source: a pointer to an address, or words."""
    return [node("bibl", _named(one)) for one in sources]


def _named(source: str) -> Node | str:
    address, blank, words = source.partition(" ")
    if not _ADDRESS.fullmatch(address) or (blank and address.endswith((",", ";", ".", ":"))):
        return plain(source)
    return node("ref", plain(words), target=address) if blank else node("ptr", target=address)
