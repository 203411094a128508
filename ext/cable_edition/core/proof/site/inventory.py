"""The inventory of a site (``objects.inv``), by which other projects refer to its places.

Each of its entries leads to the place of its name, and says the title of that place.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.myst.escape import visible
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.tokens import original, page_of, spaced

INVENTORY = "objects.inv"
_HEAD = b"# Sphinx inventory version 2"
_ENTRY = re.compile(r"(.+?)\s+(\S+:\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
#: More of an inventory is not unpacked, in bytes.
_MOST = 200_000_000
#: Sphinx names its own pages so, whether or not they are written.
LABEL = "std:label"
_CABLES = frozenset({"cable:cable", "cable:paragraph"})
#: Kind of an entry -> kind of the register that its name is of.
_REGISTERS = {
    "cable:org": "organization",
    "cable:person": "person",
    "cable:post": "post",
    "cable:tag": "tag",
    "std:term": "term",
}
_PARTS = re.compile(r"\.|::| ")
_NUMBER = re.compile(r"(?:id|_CPP|_?Cp|module-).*")
_LETTERS = re.compile(r"[^\W_]+")
_SHOWN = 80
IsNamed = Callable[[str, str], bool]


class Named(NamedTuple):
    """An entry: its name, its kind (``std:label``), the page and anchor, what it says of them."""

    name: str
    kind: str
    address: str
    shown: str


def entries_of(data: bytes) -> Iterator[Named]:
    """Yield the entries of an inventory; raises ``ValueError`` for one that cannot be read."""
    if not data.startswith(_HEAD):
        raise ValueError("it has another form")
    try:
        packed = zlib.decompressobj().decompress(data.split(b"\n", 4)[-1], _MOST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    for line in packed.decode("utf-8").split("\n"):
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            continue  # nobody reads it
        name, kind, _, address, shown = entry.groups()
        if address.endswith("$"):
            address = address[:-1] + name
        yield Named(name, kind, page_of(address, ""), name if shown == "-" else shown)


def inventory_faults(site: Path, known: Known, is_named: IsNamed) -> Iterator[str]:
    """Yield what is wrong in the inventory of a site.

    ``is_named`` tells whether an address has words for the title of its page or its heading, or may
    have them: in an inventory references within a title stand as their chapter writes them.
    """
    path = site / INVENTORY
    if not path.is_file():
        return
    try:
        entries = list(entries_of(path.read_bytes()))
    except ValueError:
        return  # told with the other ways into the site
    departed = {gone.cable for gone in known.edition.releases.departed}
    seen: dict[tuple[str, str], str] = {}
    for one in entries:
        if seen.setdefault((one.kind, one.name), one.address) != one.address:
            yield f"{one.kind} {one.name[:_SHOWN]!r} leads to two places"
        right = _right(known, departed, one)
        if right is None:
            right = _as_it_is(one, is_named)
        if (one.address, _said(one.shown)) != (right[0], _said(right[1])):
            yield (
                f"{one.kind} {one.name[:_SHOWN]!r} leads to {one.address[:_SHOWN]!r}"
                f" as {one.shown[:_SHOWN]!r}, not to {right[0][:_SHOWN]!r} as {right[1][:_SHOWN]!r}"
            )


def _right(known: Known, departed: set[str], one: Named) -> tuple[str, str] | None:
    """Return where an entry of the edition's own must lead, and as what; ``None`` of others."""
    if one.kind in _CABLES or one.kind == LABEL:
        cable_id, mark, anchor = one.name.partition("#")
        name = cable_id.upper() if one.kind == LABEL else cable_id
        if name in known.cables:
            words = known.place_title(f"{name}#{anchor}") if mark else visible(known.name_of(name))
            return f"cables/{name}{mark}{anchor}", words
        if name in departed:
            return f"cables/{name}{mark}{anchor}", one.shown
        if one.kind in _CABLES:
            return "no cable of the edition", ""
    if kind := _REGISTERS.get(one.kind):
        placed = known.by_role.get((kind, one.name)) or known.entries.get((kind, one.name))
        if placed is not None:
            return placed.address, one.name if kind == "term" else placed.title
        if kind != "term":
            return "no entry of a register", ""
    return None


def _as_it_is(one: Named, is_named: IsNamed) -> tuple[str, str]:
    """Return where an entry of a chapter must lead: its place, if that is named so."""
    page, _, anchor = one.address.partition("#")
    if one.kind == "std:doc":
        right = one.shown if is_named(one.name, one.shown) else "its title"
        return one.name, right
    words = one.shown
    if words != one.name and one.kind == LABEL and anchor and not is_named(one.address, words):
        words = "its title"
    called = {_letters(one.name), _letters(_PARTS.split(one.name)[-1])}
    # A parameter is found where its function is.
    called |= {_letters(part) for part in one.name.split(".")[-2:-1]}
    is_there = not anchor or bool(_NUMBER.fullmatch(anchor))
    is_there |= _letters(anchor).endswith(tuple(called))
    # The id of a label is made of letters without accents, with none of the digits before them.
    is_there |= one.kind == LABEL and _letters(_plain(one.name)).endswith(_letters(anchor))
    # An extension makes a label of each heading, named by its words.
    is_heading = one.kind == LABEL and _letters(one.name).endswith(_letters(one.shown))
    is_there |= is_heading and bool(_letters(one.shown)) and is_named(one.address, one.shown)
    return one.address if is_there else f"{page}#{one.name}", words


def _said(words: str) -> str:
    return original(spaced(words)).strip()


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def _letters(words: str) -> str:
    return "".join(_LETTERS.findall(words)).casefold()
