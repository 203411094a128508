"""The classifying officer: title first or name first, and the reasons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import ClassifiedBy, Value
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.officer import cuts, name_and_title
from cable_edition.core.reading.text.reasons import read_reasons
from cable_edition.core.reading.text.view import Lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cable_edition.core.cable.model import Paragraph
    from cable_edition.core.reading.text.view import View

#: Words that lead to the reasons, from the last one back.
_LEAD = late(
    r"[ \n,;.:(/=-]{0,6}(?<![A-Za-z])(?:for|the|following|under|pursuant|to|per|by|based|(?:up)?on"
    r"|in|accordance|with|of|due|because|cited|stated|para|as|amended|and|is|are"
    r"|(?:executive[ \n])?order"
    r"|E\.?O\.?|1[23]\d{3}|sections?|sec\.?|r[ \n]?e[ \n]?a[ \n]?s[ \n]?o[ \n]?n[ \n]?(?:s|\(s\))?"
    r"|resons?|reaons?|reaso?ns)(?![A-Za-z])[ \n,.:;(=-]{0,6}\Z",
    re.IGNORECASE,
)
_MOST_LEADING = 14
#: The most characters of each.
_LEADING = 40
_REASON_WORD = late(
    r"[ \n,;.:(-]{0,6}(?:(?:for|per|under)[ \n]{1,2})?(?:the[ \n])?\breasons?\b[ \n]{0,2}"
    r"(?:under\b|of\b|:|\.)?",
    re.IGNORECASE,
)
_AGAIN = late(
    r"[ \n:;.,-]{0,4}(?:Cl?a?s?si?f?i?e?d?[ \n]{1,2}By[ ]?[:;.,-]?|Class(?:ified)?[:])[ \n]{0,3}",
    re.IGNORECASE,
)
_ABBREVIATED = late(r"(?:\b[A-Za-z]|\b(?:Jr|Sr|JR|SR|a\.i|A\.I))\.\Z")


def read_classified_by(
    view: View, start: int, end: int
) -> tuple[ClassifiedBy | None, list[Value], int]:
    """Read what stands after the label: the officer, the reasons, and where the field ends."""
    work = view.work
    again = _AGAIN.match(work, start, end)
    while again and again.end() > start:
        view.paint("label", *again.span(), content=False)
        start = again.end()
        again = _AGAIN.match(work, start, end)
    reasons, low, high = read_reasons(view, start, end)
    stop = low if reasons else end
    officer_end = _before_lead(work, start, stop) if reasons else stop
    named = "REASON" in work[start:officer_end].upper()
    cut = _REASON_WORD.search(work, start, officer_end) if named else None
    if cut:
        officer_end = cut.start()
    if work[officer_end : officer_end + 1] == "." and _ABBREVIATED.search(
        work[start : officer_end + 1]
    ):
        officer_end += 1
    if reasons:
        view.paint("label", officer_end, low, content=False)
    return _officer(view, start, officer_end), reasons, high if reasons else officer_end


def _before_lead(work: str, start: int, stop: int) -> int:
    """Return where the words that lead to the reasons begin (``for reasons``, ``based on``)."""
    # The same words lead in many cables; no more of them is looked at than can lead.
    base = max(start - 1, stop - _MOST_LEADING * _LEADING - 1, 0)
    end = base + _lead(work[base:stop], start - base)
    rest = work[start:end]
    return start + len(rest.rstrip(" \n,;:(/=-"))


@lru_cache(maxsize=1024)
def _lead(words: str, start: int) -> int:
    """Return where the last words that lead begin; before ``start`` none is looked for."""
    end = len(words)
    for _ in range(_MOST_LEADING):
        lead = _LEAD.search(words, max(start, end - _LEADING), end)
        if not lead:
            break
        end = lead.start()
    return end


def _officer(view: View, start: int, end: int) -> ClassifiedBy | None:
    work = view.work
    low, high = view.trim(start, end)
    words = work[low:high]
    stripped = words.rstrip(" \n,;:-(")
    if stripped.endswith(".") and not _ABBREVIATED.search(stripped):
        stripped = stripped.rstrip(". ")
    high = low + len(stripped)
    while low < high and work[low] in " \n:;,.-)":
        low += 1
    mark = mark_at(work, low)
    if mark and mark.end < high:
        view.paint("marking", mark.start, mark.end, content=False)
        low = view.trim(mark.end, high)[0]
    healed, places = _healed(view, low, high)
    passage = view.passage(low, high)
    if not passage:
        return None
    view.paint_passage("classified-by", passage)
    name, title = name_and_title(healed)
    return ClassifiedBy(_value(view, places, name), _value(view, places, title), passage)


def _healed(view: View, low: int, high: int) -> tuple[str, Sequence[int]]:
    """Return the words with those that a copy has cut made whole, and the place of each character.

    The blank or line end inside a word is lifted, so that its parts are glued.
    """
    words = view.work[low:high]
    gaps = cuts(words)
    places: Sequence[int] = range(low, high + 1)
    if gaps:
        places = [low + index for index in range(len(words) + 1) if index not in gaps]
        view.lift([Lift(low + gap, low + gap + 1, "blank", glue=True) for gap in gaps])
        words = "".join(char for index, char in enumerate(words) if index not in gaps)
    return words, places


def _value(view: View, places: Sequence[int], bounds: tuple[int, int] | None) -> Value | None:
    if not bounds or bounds[0] >= bounds[1]:
        return None
    passage = view.passage(places[bounds[0]], places[bounds[1] - 1] + 1)
    return Value(passage.text, passage.spans) if passage else None


_LABEL = re.compile(
    r"(?:this[ \n](?:cable|message|telegram)[ \n](?:is|was)[ \n])?"
    r"(?P<label>classified[ \n]{1,2}by[ ]?:?)[ \n]{0,3}",
    re.IGNORECASE,
)


def officer_of_paragraph(
    view: View, paragraph: Paragraph
) -> tuple[ClassifiedBy, list[Value], str] | None:
    """Return officer, reasons and label where a paragraph is what others have in the opening.

    Cables of the 1990s have it so. Reasons must follow; the words stay those of the paragraph.
    """
    spans = paragraph.passage.spans
    if not spans:
        return None
    label = _LABEL.match(view.work, spans[0].start, spans[-1].end)
    if not label:
        return None
    painted = len(view.segments)
    officer, reasons, _ = read_classified_by(view, label.end(), spans[-1].end)
    del view.segments[painted:]
    if not (officer and officer.name and reasons):
        return None
    return officer, reasons, view.fold(*label.span("label"))
