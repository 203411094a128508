"""Telegrams on paper within another form: a page of a collection, a record, a letter.

What the pages of a paper have of their own is cut as from a telegram that stands by itself: the
stamps, the second line of a head, the class words between two pages, the line ends within words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.cuts import cut_text
from cable_edition.core.reading.readers.line_words import broken_words
from cable_edition.core.reading.readers.paper import paper_cuts
from cable_edition.core.reading.readers.pieces import through
from cable_edition.core.reading.readers.telegram import TelegramReader

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable

#: Forms whose own readers have looked for pages, or that have none.
_OWN = frozenset({"plain", "telegram", "state-release", "acp-127", "frus-tei"})
#: One of these stands in every telegram that the reader of telegrams knows.
_SIGNS = ("PAGE ", "11652", "eclassified/Released")


def without_pages(raw: RawCable) -> RawCable:
    """Return ``raw`` without what the pages of a telegram of the 1970s have besides its text."""
    if raw.format in _OWN or raw.opening or not any(map(raw.text.__contains__, _SIGNS)):
        return raw
    if not TelegramReader().recognise(raw.text):
        return raw
    end = len(raw.text)
    cuts = [*paper_cuts(raw.text, 0, end), *broken_words(raw.text, 0, end)]
    if not cuts:
        return raw
    pieces = cut_text(raw.text, Span(0, end), cuts)
    return replace(raw, text=pieces.text(), offsets=through(pieces.offsets(), raw.offsets))
