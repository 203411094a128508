"""The end of a cable as an editor corrects it: which words are the sign-off, and which are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.reading.text.closing import Ending, on_behalf, read_ending

if TYPE_CHECKING:
    from cable_edition.core.reading.text.hints import Hints
    from cable_edition.core.reading.text.view import View


def hinted_ending(view: View, hints: Hints, begin: int, floor: int, *, signed: bool) -> Ending:
    """Return the closing lines and the sign-off of the body from ``begin`` on.

    ``floor`` is the end of the last paragraph's number. Words that a hint puts into the body are
    never closing lines; what stands below a sign-off that a hint names are nothing else.
    """
    sign_off = hints.sign_off
    if sign_off is None or sign_off.start < begin:
        return read_ending(view, begin, max(floor, hints.floor()), signed=signed)
    below = read_ending(view, begin, sign_off.end, signed=False)
    low, high = view.trim(sign_off.end, max(below.end, sign_off.end))
    rest = view.passage(low, high)
    if rest and any(map(str.isalnum, rest.text)):
        below.lines.insert(0, ("other", rest))
    signature = view.passage(sign_off.start, sign_off.end)
    view.paint_passage("signature", signature)
    ending = Ending(view.trim(begin, sign_off.start)[1], below.lines, signature)
    ending.lines[:0] = on_behalf(view, ending, max(begin, floor, hints.floor()))
    return ending
