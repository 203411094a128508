"""Reading the words of a cable back from a built page: what it shows, and what the source has.

An emended place carries the source's characters in ``data-source``; the number of a note is no word
of the cable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import unescape_visible

_NOTE_REF = "cable-note-ref"
_EMENDED = "cable-emendation"
#: What stands in a title beside its words.
TITLE_FURNITURE = frozenset({"headerlink", "cable-cite-link"})


class Emended(NamedTuple):
    """An emended place as the page has it."""

    id: str
    source: str
    reading: str


class PageWords(NamedTuple):
    """The words of an element: as shown, as the source must have them, and what was emended.

    ``shown`` and ``source`` have their white space folded.
    """

    shown: str
    source: str
    emended: tuple[Emended, ...]


def page_words(element: html.HtmlElement, furniture: frozenset[str] = frozenset()) -> PageWords:
    """Return the words of an element of a built page.

    Elements that have a class of ``furniture`` are left out, and with it buttons.
    """
    pieces = list(_pieces(element, furniture))
    return PageWords(
        fold("".join(p.reading if isinstance(p, Emended) else p for p in pieces)),
        fold("".join(p.source if isinstance(p, Emended) else p for p in pieces)),
        tuple(piece for piece in pieces if isinstance(piece, Emended)),
    )


def _pieces(element: html.HtmlElement, furniture: frozenset[str]) -> Iterator[str | Emended]:
    yield unescape_visible(element.text or "")
    for child in element:
        if isinstance(child, html.HtmlElement) and isinstance(child.tag, str):
            classes = set(child.get("class", "").split())
            if _EMENDED in classes:
                yield Emended(
                    child.get("id", ""),
                    unescape_visible(child.get("data-source", "")),
                    unescape_visible(child.text_content()),
                )
            elif not _is_furniture(child, classes, furniture):
                yield from _pieces(child, furniture)
        yield unescape_visible(child.tail or "")


def _is_furniture(element: html.HtmlElement, classes: set[str], furniture: frozenset[str]) -> bool:
    # Only a number is hidden as a note's: words do not pass for furniture by a class.
    if _NOTE_REF in classes:
        return bool(element.text_content().isdecimal())
    return bool(furniture) and (element.tag == "button" or bool(classes & furniture))
