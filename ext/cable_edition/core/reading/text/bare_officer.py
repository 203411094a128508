"""A line on the classifying officer that has lost its label, or has another one.

Its reasons tell it: they stand in no other field. It is the last block of lines before the body, or
the last line of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.officer import title_of

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

#: What stands before the officer, which is no label that is known elsewhere.
_LEAD = late(
    r"[ ]{0,8}\(?(?:(?:(?:THIS[ ](?:CABLE|MESSAGE|TELEGRAM)[ ](?:IS|WAS)[ ])?"
    r"CLASSIFI(?:ED|CATION)(?:[ ](?:BY|AUTHORITY))?|AUTHORITY|OCA|BY)\b[ ]?[:;.-]?[ ]{0,3})?",
    re.IGNORECASE,
)
_REASONS = late(
    r"\breasons?[ \n:(]{1,4}(?:[A-Za-z]{2,8}[ \n]){0,4}1\.[ ]?[3-6]"
    r"|\b1\.[3-6][ ]?\(?[a-h]\)?(?![a-z])",
    re.IGNORECASE,
)
#: What stands after the first reason: others.
_OTHERS = late(r"(?:[ \n.,;:()/0-9-]|and\b|or\b|[a-h]\b)*+", re.IGNORECASE)
_BREAK = late(r"\n[ ]{0,40}\n")
#: The most characters of such a block; more is a text.
_MOST = 360
#: So many words before the reasons at most.
_WORDS = 24


def bare_officer(view: View, begin: int, body: int) -> tuple[int, int] | None:
    """Return where a line on the officer begins, and the officer in it; or ``None``.

    ``begin`` is where the last field of the opening begins, ``body`` where the body does.
    """
    work = view.work
    low = max(begin, body - 2 * _MOST)
    if "1." not in work[low:body]:
        return None
    start = low
    for blank in _BREAK.finditer(work, low, body):
        if work[blank.end() : body].strip(" \n"):
            start = blank.end()
    if start == low or body - start > _MOST:
        return None
    lead = _LEAD.match(work, start, body)
    reasons = _REASONS.search(work, start, body)
    if not lead or not reasons:
        return None
    others = _OTHERS.match(work, reasons.end(), body)
    if others is None or work[others.end() : body].strip(" \n"):
        return None
    before = work[lead.end() : reasons.start()].split()
    named = any(map(title_of, before)) or any(word.istitle() for word in before[:4])
    if not before or len(before) > _WORDS or not named:
        return None
    return start, lead.end()
