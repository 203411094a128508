"""How an answer is shown: the words with what the cable has, and the link that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from urllib.parse import quote

from cable_edition.core.quotations.match import Match
from cable_edition.core.quotations.quotation import Quotation
from cable_edition.core.quotations.wording import Words

#: A link marks so many words at each end of what was quoted, and all of a shorter piece.
_ENDS, _WHOLE = 4, 8
#: A link marks so many pieces.
_MARKED = 3


def is_of_copy(anchor: str) -> bool:
    """Whether an anchor is that of a passage that only another witness has."""
    return anchor.startswith("in-")


def fragment_in(siglum: str, found: Match, anchor: str) -> str:
    """Return what leads to the words of a base text or of a copy: beside it, or its passage."""
    if not siglum or is_of_copy(anchor):
        return fragment(found, anchor)
    return f"#{beside(siglum, anchor)}"


def beside(siglum: str, anchor: str) -> str:
    """Return the id of a row beside the base text, or of the list of witnesses."""
    return f"beside-{siglum.lower()}-{anchor}" if anchor else "witnesses"


def diff(quotation: Quotation, found: Match) -> Iterator[tuple[str, ...]]:
    """Yield the words of a quotation, and what the cable has where it differs."""
    ends = list(accumulate(map(len, quotation.pieces)))
    at = 0
    for change in found.changes:
        yield from _equal(quotation, at, change.start, ends)
        quoted = quotation.shown(change.start, change.end)
        shown = found.words.shown(change.first, change.last)
        yield ("^" if change.is_sent else "~", quoted, shown)
        if change.end in ends[:-1] and change.end > change.start:
            yield ("…",)
        at = change.end
    yield from _equal(quotation, at, ends[-1], ends)


def _equal(
    quotation: Quotation, start: int, end: int, ends: Sequence[int]
) -> Iterator[tuple[str, ...]]:
    for stop in (*(one for one in ends if start < one < end), end):
        if start < stop:
            yield ("=", quotation.shown(start, stop))
            if stop in ends[:-1]:
                yield ("…",)
        start = stop


def fragment(found: Match, anchor: str) -> str:
    """Return the part of an address that leads to a place and has a browser mark the words.

    Words as transmitted are not those that a page shows first, so that their place is led to alone.
    """
    place = f"#{anchor}" if anchor else "#"
    there = [one for one in found.stretches if one[0] < one[1]][:_MARKED]
    if not found.is_reading or not there:
        return place if anchor else ""
    return f"{place}:~:{'&'.join(_directive(found.words, *one) for one in there)}"


def _directive(words: Words, start: int, end: int) -> str:
    first, last = words.place_of(start), words.place_of(end - 1)
    if end - start <= _WHOLE and first == last:
        return f"text={_encoded(words.shown(start, end))}"
    # What a browser looks for as one stands in one block of the page.
    size = min(_ENDS, (end - start) // 2)
    stop = next(at for at in range(start + size, start, -1) if words.place_of(at - 1) == first)
    begin = next(at for at in range(end - size, end) if words.place_of(at) == last)
    return f"text={_encoded(words.shown(start, stop))},{_encoded(words.shown(begin, end))}"


def _encoded(words: str) -> str:
    """Return words in a directive, in which a hyphen has a meaning."""
    return quote(words, safe="!'()*~._", errors="replace").replace("-", "%2D")
