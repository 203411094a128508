"""Bare numbers of pages: alone on a line, or between hyphens in a text that lost its lines.

Two or more that run on by one, far from each other, are those of pages, and are lifted as banners
are. One alone may be a word of the text, so it stays and is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import PageMarker, Span
from cable_edition.core.reading.text.healing import heal, lifted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.reading.text.banners import Banners
    from cable_edition.core.reading.text.view import View

#: The line end leads the search.
_LINE = re.compile(r"\n[ ]{0,40}+(?P<n>[0-9]{1,3})[ ]{0,40}+(?=\n|\Z)")
#: No number stands beside it but that of a paragraph.
_DASHED = re.compile(
    r"-(?<![0-9][ ]-)(?<![^ ]-)[ ]?(?P<n>[0-9]{1,3})[ ]?-(?=[ ]|\Z)(?![ ][0-9]{1,9}+(?![.)]))"
)
_DASHED_IN_LEFT = re.compile(r"-[0-9]{1,3}-")
#: No page is shorter than this, in characters, and the first number is that of page 1, 2 or 3.
_PAGE, _FIRST = 400, 3
#: So far from the left a number stands by itself although no blank line parts it from the text.
_INDENTED = 16
#: So much above and below it is looked at.
_NEAR = 160
#: More of them are not told.
_MOST = 5


def lift_page_numbers(view: View, begin: int, banners: Banners) -> bool:
    """Lift the bare numbers of pages from an offset on, and note them as page markers.

    Returns whether there were any.

    Those that are not sure are told (``number-unread``) where no word stands beside them.
    """
    found = _dashed(view, begin) if view.flat else _alone(view, begin)
    if not found:
        return False
    pages = _run(found)
    if pages:
        lifts = [lifted(view.work, *one.span, "banner") for one in pages]
        view.lift(lifts)
        heal(view, lifts)
        for one in pages:
            banners.markers.append(PageMarker(view.fold(*one.span), one.span))
        banners.markers.sort(key=_place)
    sure = {one.span for one in pages}
    for span in [one.span for one in found if one.span not in sure][:_MOST]:
        what = "between hyphens" if view.flat else "alone on its line"
        message = f"{view.fold(*span)} stands {what}; it may be the number of a page"
        view.problem("number-unread", message, span.start)
    return bool(pages)


class _Number:
    """A number that may be a page's: what it is, and where it stands."""

    __slots__ = ("n", "span")

    def __init__(self, n: int, start: int, end: int) -> None:
        self.n = n
        self.span = Span(start, end)


def _place(marker: PageMarker) -> Span:
    return marker.span


def _alone(view: View, begin: int) -> list[_Number]:
    """Return the numbers alone on their line that a blank line or the middle of a page parts."""
    work = view.work
    found = []
    for match in _lines(view, begin):
        start, end = match.span("n")
        above = work[max(begin, match.start() - _NEAR) : match.start()].rstrip(" ")
        below = work[end : end + _NEAR].lstrip(" ")[1:].lstrip(" ")
        parted = above.endswith("\n") or below.startswith("\n")
        if not parted and start - match.start() <= _INDENTED:
            continue
        # Numbers of a column stand below each other, those of pages among words.
        nearest = (above.rstrip("\n ").rpartition("\n")[2], below.lstrip("\n ").partition("\n")[0])
        if all(any(map(str.isalpha, line)) for line in nearest):
            found.append(_Number(int(match["n"]), start, end))
    return found


def _lines(view: View, begin: int) -> Iterator[re.Match[str]]:
    """Yield the lines of nothing but a number; where numbers were looked for, those met there."""
    work = view.work
    if view.hints:
        yield from _LINE.finditer(work, max(begin - 1, 0))
        return
    for at in dict.fromkeys(view.line_ends):
        above = work.rfind("\n", max(begin - 1, 0), at)
        match = _LINE.match(work, above) if above >= 0 else None
        if match and match.start("n") == at:
            yield match


def _dashed(view: View, begin: int) -> list[_Number]:
    if not _DASHED_IN_LEFT.search(view.left):
        return []
    return [_Number(int(match["n"]), *match.span()) for match in _DASHED.finditer(view.work, begin)]


def _run(found: list[_Number]) -> list[_Number]:
    """Return the numbers that run on by one from page to page, if there are two at least."""
    pages: list[_Number] = []
    for one in found:
        if not pages:
            pages = [one] if 1 <= one.n <= _FIRST else []
        elif one.n == pages[-1].n + 1 and one.span.start - pages[-1].span.end >= _PAGE:
            pages.append(one)
    return pages if len(pages) > 1 else []
