"""Text below the sign-off: what a copy added under a cable that is at its end.

A name right below the last sentence with a blank line after it, or a name before ``NNNN``, is the
sign-off, whatever follows. That is kept among the closing lines, and told.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.signoff import SignOff, sign_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.reading.text.view import View

_NAME = r"(?P<name>[A-Z][A-Z'.-]{1,24}(?:[ ][A-Z][A-Z'.-]{0,24}){0,3})"
#: A line end leads the search: few lines hold capitals alone.
_IN_LINES = late(r"\n[ ]{0,40}" + _NAME + r"[ ]{0,20}(?=\n[ ]{0,80}\n)")
_BEFORE_MARK = late(
    r"[ \n]"
    + _NAME
    + r"(?=[ \n]{1,12}(?:BT[ \n]{1,12}(?:#[0-9]{1,4}[ \n]{1,12})?)?NNNN(?:[ \n]|\Z))"
)
_BLANK_LINE = late(r"\n[ ]*\n")
#: The end mark at the start of what stands below.
_MARK = late(r"[ \n]{0,12}(?P<mark>(?:BT[ \n]{1,12}(?:#[0-9]{1,4}[ \n]{1,12})?)?NNNN)(?=[ \n]|\Z)")
#: So many pieces of it are closing lines of their own; the last has all the rest.
_MOST = 12


def signed_above(view: View, begin: int, floor: int, high: int) -> SignOff | None:
    """Return the sign-off that has other text below it, or ``None``.

    ``begin`` is where the body begins, ``floor`` the end of the number of its last paragraph:
    where there is none, only an end mark tells.
    """
    work = view.work
    last = None
    if floor > begin and not view.flat:
        for match in _IN_LINES.finditer(work, floor, high):
            above = work[max(floor, match.start() - 3) : match.start()].rstrip(" ")
            if above[-1:] and above[-1] in ".!?\"')":
                last = match
    if work.find("NNNN", floor, high) >= 0:
        last = next(_BEFORE_MARK.finditer(work, floor, high), last)
    if last is None:
        return None
    return sign_off(view, floor, last.end("name"))


def pieces_below(view: View, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield what stands below a sign-off: the kind of each piece, and its bounds."""
    work = view.work
    at = start
    if mark := _MARK.match(work, start, end):
        yield "end-mark", mark.start("mark"), mark.end("mark")
        at = mark.end("mark")
    ends = [match.start() for match in islice(_BLANK_LINE.finditer(work, at, end), _MOST)]
    for stop in [*ends, end]:
        low, high = view.trim(at, stop)
        if low < high:
            yield "other", low, high
        at = stop
