"""What is left where something was lifted out of a text: words glued, sentences that go on."""

from __future__ import annotations

import re

from cable_edition.core.reading.text.patterns import ends_sentence
from cable_edition.core.reading.text.view import BLANK, Lift, View, line_breaks_before

_STARTS_PLACE = re.compile(
    r"\d{1,3}[ ]?[.)]|--|[-=_*]{3}|[A-Z]\.[ ]|(?:TAGS|SUBJ|REF|E\.O\.|Class)", re.IGNORECASE
)


def lifted(work: str, start: int, end: int, kind: str) -> Lift:
    """Make the lift; a word cut by it is glued (no blank on either side, or a hyphen before)."""
    before, after = work[start - 1 : start], work[end : end + 1]
    glue = bool(before.strip(BLANK)) and bool(after.strip(BLANK))
    if not glue:
        tail = work[max(0, start - 40) : start].rstrip(BLANK)
        head = work[end : end + 40].lstrip(BLANK)
        glue = (
            len(tail) > 1
            and tail[-1] == "-"
            and tail[-2].isalpha()
            and (head[:1].islower() or (tail[-2].isupper() and head[:2].isupper()))
        )
    return Lift(start, end, kind, glue)


def heal(view: View, lifts: list[Lift]) -> None:
    """Blank the line ends around a lifted banner where the sentence goes on across it.

    Where a sentence ended before it, one line end stays, so that a paragraph, an item or a
    heading can begin after it; the blank lines around it are the page's, not the sender's.
    """
    work = view.work
    parts: list[str] = []
    at = seen = 0
    for lift in lifts:
        if lift.kind == "pilcrow" or lift.start < seen:
            continue
        breaks, last = line_breaks_before(work, lift.start, seen)
        seen = first = _next_word(work, lift.end)
        gap = work[last + 1 : first]
        if "\n" not in gap or first >= len(work):
            continue
        begins = _STARTS_PLACE.match(work, first)
        ended = last < 0 or ends_sentence(work, last) or work[last] in "-=_*"
        own_line = breaks > 1 and not work[first].islower()
        if work[first].islower() or not (begins or ended):
            new = " " * len(gap) if not own_line or not _heading_after(work, first) else gap
        elif begins:
            new = gap
        else:
            new = "\n" + " " * (len(gap) - 1)
        parts.append(work[at : last + 1])
        parts.append(new)
        at = first
    parts.append(work[at:])
    view.work = "".join(parts)


def _next_word(work: str, at: int) -> int:
    while at < len(work) and work[at] in BLANK:
        at += 1
    return at


def _heading_after(work: str, at: int) -> bool:
    """Tell whether the line at an offset has a rule below it."""
    end = work.find("\n", at, at + 120)
    return end > 0 and work[end + 1 : end + 12].lstrip(" ")[:3] in {"---", "===", "___"}
