r"""The index of the book: persons, organizations, terms, TAGS and posts, by cable and paragraph.

Each mention writes one ``\index`` command: the name, below it the cable, and as locator the
paragraph with its page. makeindex orders by a plain key, since its input knows no Unicode.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from cable_edition.core.cable.places import place_name
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.book.letters import set_words
from cable_edition.sphinx_ext.names_index import plain_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from cable_edition.sphinx_ext.domain import EntryPlace

#: A long name may break after so many letters; makeindex takes entries of 1,024 characters.
_EVERY = 10
_DIGITS = re.compile(r"[0-9]{1,9}")


class Place(NamedTuple):
    """A place of a cable: destination in the PDF, words to show, key of order."""

    destination: str
    shown: str
    order: str


def place_of(node: nodes.Node, cable: str) -> Place:
    """Return the place of the cable in which a mention stands: paragraph, heading or line."""
    inner: nodes.Node | None = node
    while inner is not None:
        if isinstance(inner, ours.par):
            break
        named = isinstance(inner, nodes.Element) and inner.get("ids")
        in_par = isinstance(inner.parent, ours.par)
        if named and not in_par and not isinstance(inner, ours.mention):
            break
        inner = inner.parent
    page = isinstance(inner, nodes.section) and not isinstance(inner.parent, nodes.section)
    if page or not isinstance(inner, nodes.Element) or not inner.get("ids"):
        return Place(f"c-{cable}", "head", "")
    anchor = inner["ids"][0]
    number = _DIGITS.search(anchor)
    order = f"{int(number[0]) if number else 0:05d}{anchor}"
    return Place(f"c-{cable}-{anchor}", place_name(anchor), order)


def index_command(
    entry: EntryPlace, escape: Callable[[str], str], sub: str = "", locator: str = ""
) -> str:
    r"""Return an ``\index`` command; ``locator`` is the macro that gets the page, escaped."""
    name = entry.sort or entry.name
    levels = f"{plain_key(name)}@{_quoted(set_words(name, escape, _EVERY))}"
    if sub:
        levels += f"!{plain_key(sub)}@\\cableid{{{_quoted(escape(sub))}}}"
    return f"\\index{{{levels}|{locator or 'cableindexpage'}}}"


def _quoted(text: str) -> str:
    """Quote the signs that makeindex takes for its own."""
    return re.sub(r'([!@|"])', r'"\1', text)


def place_locator(place: Place, escape: Callable[[str], str]) -> str:
    """Return the locator of a place of a cable."""
    shown = _quoted(escape(place.shown.replace("¶ ", "¶\u00a0")))
    return f"cableplace{{{place.order}}}{{{place.destination}}}{{{shown}}}"
