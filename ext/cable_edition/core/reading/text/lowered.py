"""Copies in which small letters took the place of the capitals of the opening."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.small_letters import PAGE_HEAD, raised_whole
from cable_edition.core.reading.text.patterns import CLASSIFICATION

if TYPE_CHECKING:
    from cable_edition.core.reading.text.class_line import ClassLine
    from cable_edition.core.reading.text.view import View

_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
_LABEL = late(
    r"(?<![^ \n])(?:E\.?[ ]?O\.?[ ]?:?[ ]?\d{5}|TAGS?|SUBJ(?:ECT)?|REF|1[.][ ])", re.IGNORECASE
)
#: The heads of later sections and pages.
_HEAD = late(
    r"(?<![^ \n])(?:"
    + CLASSIFICATION
    + r"[ \n/]{1,6}section[ \n]{1,3}\d{1,2}[ \n]{1,3}of[ \n]{1,3}"
    r"\d{1,2}[ \n]{1,3}[a-z][a-z. ]{1,40}?[ \n]{1,3}\d{3,7}"
    r"|[a-z][a-z. ]{1,14}[ ]\d{8}[ \n]{1,4}\d{3}(?:\.\d)?[ \n]{1,3}of[ \n]{1,3}\d{3})(?![0-9])",
    re.IGNORECASE,
)
_CAPTION = late(r"(?<=\n)[ ]*(?:sipdis|noforn|exdis|nodis|limdis)[ ]*(?=\n)", re.IGNORECASE)
#: The foot of the last page.
_FOOT = late(
    r"\n[ ]{0,40}" + CLASSIFICATION + r"[ ]{0,40}(?:\n[ \n]{0,40}n{3,5}[ \n]{0,40})?\Z",
    re.IGNORECASE,
)
_LIMIT = 3000


def raise_whole(view: View) -> None:
    """Give the working text of a cable that is wholly in small letters capitals throughout."""
    view.work = raised_whole(view.work)
    view.capitals = True


def raise_opening(view: View, line: ClassLine) -> None:
    """Give the working text its capitals back, from the classification line to the first label.

    So do later heads of sections and pages, and captions alone on their line. The fields keep the
    letters of the source: only what the rules look at changes.
    """
    work = view.work
    label = _LABEL.search(work, line.end, line.end + _LIMIT)
    end = label.start() if label else line.end + 200
    parts = [work[: line.start], work[line.start : end].translate(_CAPITALS)]
    at = len(parts[0]) + len(parts[1])
    places = [
        match.span()
        for pattern in (_HEAD, _CAPTION, PAGE_HEAD, _FOOT)
        for match in pattern.finditer(work, at)
    ]
    for low, high in sorted(places):
        if low >= at:
            parts += [work[at:low], work[low:high].translate(_CAPITALS)]
            at = high
    parts.append(work[at:])
    view.work = "".join(parts)
